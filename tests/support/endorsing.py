"""Endorsements for tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.endorsements.endorsements import Endorsement, EndorsementState, Means, Verification
from bot.services.endorsing import EndorsementTyped
from tests.support.polling import MODERATORS, person

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
MIA, MAX = MODERATORS
ONE, TWO = "1" * 64, "2" * 64
PAGE = "https://example.org/statement"


def an_endorsement(number: int = 1, **said: Any) -> Endorsement:
    """An endorsement that waits."""
    usual = Endorsement(
        f"E-2026-{number:04}", "osaid 1.0", ONE, f"terminal:p{number}", "regulator", "europe", START
    )  # fmt: skip
    return replace(usual, **said)


def a_verified(number: int = 1, minutes: int | None = None, **said: Any) -> Endorsement:
    """An endorsement that counts, verified so many minutes after the start."""
    at = START + timedelta(minutes=number if minutes is None else minutes)
    means = Means.PUBLIC_STATEMENT if said.get("organisation") else Means.ACCOUNT
    verification = Verification(MIA.id, at, means)
    return an_endorsement(number, **{"state": EndorsementState.VERIFIED, "verification": verification, **said})


async def claimed(app: App, who: str | Actor, **said: Any) -> Endorsement:
    """An endorsement that somebody has made."""
    actor = person(who) if isinstance(who, str) else who
    typed = EndorsementTyped(**{"category": "regulator", "region": "europe", **said})
    if typed.organisation:
        typed = replace(typed, evidence=typed.evidence or PAGE)
    return (await app.endorsements.endorse(typed, actor)).endorsement


async def verified(app: App, who: str | Actor, **said: Any) -> Endorsement:
    """An endorsement that a moderator has verified."""
    found = await claimed(app, who, **said)
    if found.counts:
        return found
    means, note = (Means.PUBLIC_STATEMENT, PAGE) if found.organisation else (Means.ACCOUNT, "")
    return (await app.endorsement_checks.verify(found.number, means, note, MIA)).endorsement

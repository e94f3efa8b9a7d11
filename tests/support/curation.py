"""People who curate, and what they propose, for tests of every layer above the store."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.proposals import Availability, Detail, Proposal
from bot.services.proposing import FactTyped, Source
from tests.support.apps import Clock, settings

ANNA = Actor("terminal:anna", "anna")
BEN = Actor("terminal:ben", "ben", frozenset({Role.MEMBER, Role.CURATOR}))
CARLA = Actor("terminal:carla", "carla", frozenset({Role.MEMBER, Role.CURATOR}))
MONA = Actor("terminal:mona", "mona", frozenset({Role.MEMBER, Role.MODERATOR}))
PAGE = Source("https://example.org/page", "The page says so.", "2026-11-20")


@pytest.fixture
async def elsewhere(database: str, app: App, clock: Clock) -> AsyncIterator[App]:
    """The same database, as another process has it."""
    opened = await App.open(settings(database), clock)
    yield opened
    await opened.close()


async def propose_fact(
    app: App,
    system: str = "llama-2",
    component: str = "training_code",
    availability: Availability = Availability.OPEN,
    licence: str | None = "MIT",
    *,
    since: str | None = None,
    actor: Actor = ANNA,
) -> str:
    """Propose a fact; gives its number as people type it."""
    typed = FactTyped(component, availability, licence, None, since)
    return _number(await app.proposing.fact(system, typed, PAGE, actor, None))


async def propose_detail(app: App, system: str, detail: Detail, value: str, actor: Actor = ANNA) -> str:
    """Propose something about a system; gives its number as people type it."""
    return _number(await app.proposing.detail(system, detail, value, PAGE, actor, None))


def _number(proposal: Proposal | None) -> str:
    assert proposal is not None
    return str(proposal.id)


async def accept(app: App, number: str, actor: Actor = BEN) -> None:
    """Accept a proposal as it is shown."""
    view = await app.reviews.show(number)
    await app.reviews.accept(number, view.token, None, actor)

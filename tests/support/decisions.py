"""Decisions for tests: one with what every decision has, and people who log."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.app import App
from bot.domain.actors import Actor
from bot.services.deciding import DecisionService
from bot.services.deciding.reading import DecisionTyped
from tests.support.polling import MODERATORS

MIA, MAX = MODERATORS

TYPED = DecisionTyped(
    "Training code is required",
    "Must training code be available?",
    "It is required to study and to modify.",
    "Nobody can study a system whose training cannot be followed.",
)


def typed(**changes: Any) -> DecisionTyped:
    """A decision as a moderator types it."""
    return replace(TYPED, **changes)


def two_persons(app: App) -> DecisionService:
    """Decisions where the configuration asks for a second moderator."""
    return DecisionService(app.store, app.adopting, app.clock, "discord:9", confirm=True)


async def a_decision(app: App, actor: Actor = MIA, **changes: Any) -> str:
    """The number of a decision that is in force."""
    return (await app.decisions.log(typed(**changes), actor)).decision.number

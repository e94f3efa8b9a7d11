"""Decisions for tests: one with what every decision has, and people who log."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.decisions.citations import Citation, Source
from bot.domain.decisions.decisions import Decision
from bot.domain.decisions.happenings import DecisionEvent, DecisionEventKind
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


async def many_decisions(app: App, count: int) -> None:
    """So many decisions in force, each of which rests on the one before and a page; all in one transaction."""
    now = app.clock()
    async with app.store.write() as records:
        for place in range(1, count + 1):
            number = f"D-{now.year}-{place:04}"
            text = replace(TYPED, title=f"Decision {place}").text()
            decision = Decision(number, TYPED.kind, text, now.date(), MIA.id, now, alone=True).accepted(now)
            await records.decisions.add(decision, text.title)
            before = Citation(Source.DECISION, f"D-{now.year}-{place - 1:04}")
            for citation in (before, Citation(Source.LINK, f"https://example.org/{place}")):
                await records.decision_citations.add(number, citation)
            await records.decision_events.add(DecisionEvent(DecisionEventKind.ACCEPTED, number, now, MIA.id))

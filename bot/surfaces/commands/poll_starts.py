"""A normal poll with its roll, in one form."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.actors import Role
from bot.domain.polls.templates import Template
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.commands.profiles import suggest_profiles
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.commands.suggestions import suggest_system
from bot.surfaces.replies import polls
from bot.surfaces.reply import Reply


async def hold_usual(context: Context, given: Mapping[str, str]) -> Mapping[str, str]:
    """What the form of a new poll holds: the template's question, a week, and whom one named the last time."""
    usual = await context.app.polls.usual(given.get("template"), given.get("subject"), context.actor)
    return {"question": usual.question or "", "closes": usual.closes, "contact": usual.contact or ""}


@command(
    "poll new",
    role=Role.FACILITATOR,
    private=True,
    asked=("people",),
    brief=("question", "closes", "contact"),
    instead={"people": "profiles"},
    several=("people",),
    prefill=hold_usual,
    subject=suggest_system,
    profiles=suggest_profiles,
)
async def poll_new(
    context: Context,
    template: Template = Template.FREEDOMS_17,
    subject: str | None = None,
    question: str | None = None,
    closes: str = "7 days",
    contact: str | None = None,
    people: str | None = None,
    profiles: str | None = None,
) -> Reply:
    """Draft a normal poll with its roll, in one form; /poll draft has every rule.

    Args:
        template: The 17 components of MOF 1.0, all rows of a definition, a quick five, or a temperature.
        subject: The system that it is about, if it is about one.
        question: What is asked?
        closes: Closes: 7 days, 2026-12-01, or a moment
        contact: Whom to ask, and where challenges go
        people: Who may vote? Mentions, a role, or a list.
        profiles: Everybody with a verified profile: all, or those of some categories.
    """
    entries = await context.app.rolls.drawn(people, profiles, context.actor.id.partition(":")[0])
    typed = DraftTyped(question=question, template=template, subject=subject, closes=closes, contact=contact)
    return polls.preview(await context.app.polls.draft(typed, context.actor, context.delivery, entries))

"""Why something is as it is."""

from __future__ import annotations

from bot.domain.definitions import Freedom
from bot.surfaces.commands.decisions import suggest_decision
from bot.surfaces.commands.registry import Context, Suggestion, command
from bot.surfaces.commands.suggestions import suggest_component, suggest_definition, suggest_system
from bot.surfaces.replies import why as replies
from bot.surfaces.reply import Reply


async def suggest_about(context: Context, typed: str) -> list[Suggestion]:
    """Components, versions, decisions and systems that fit."""
    found = [*await suggest_component(context, typed), *await suggest_definition(context, typed)]
    if typed.strip():
        found += [*await suggest_decision(context, typed), *await suggest_system(context, typed)]
    return found


@command("why", slow=True, private=True, about=suggest_about, definition=suggest_definition)
async def why(context: Context, about: str, freedom: Freedom | None = None, definition: str | None = None) -> Reply:
    """Tell why: from a component, clause or system back to decisions and votes, from a decision forward.

    Args:
        about: “training code”, “osaid 1.0/training-code”, a system, a version, or a decision (D-2026-0014).
        freedom: The only freedom of which votes are told; left out, all.
        definition: A version, such as "osaid 1.0"; the one in force if left out.
    """
    return replies.why(await context.app.reasons.why(about, context.actor, freedom, definition))

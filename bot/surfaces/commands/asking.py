"""Asking in one's own words."""

from __future__ import annotations

from bot.surfaces.commands.registry import Context, command
from bot.surfaces.commands.suggestions import suggest_definition, suggest_system
from bot.surfaces.replies import answers
from bot.surfaces.reply import Reply


@command("ask", question=suggest_system, definition=suggest_definition)
async def ask(context: Context, question: str, definition: str | None = None, as_of: str | None = None) -> Reply:
    """Ask whether a system is open source AI, and why.

    Args:
        question: In your own words; the name of a system is enough.
        definition: A version, such as "osaid 0.0.8"; the one in force if left out.
        as_of: What held at a date, such as 2023-05-31, 2023-05, 2023 or "May 2023"; today if left out.
    """
    return answers.answer(await context.app.answers.ask(question, definition, context.delivery, as_of))

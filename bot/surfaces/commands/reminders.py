"""How somebody wants to be reminded of polls."""

from __future__ import annotations

from bot.domain.polls.reminders import RemindHow
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.replies import reminders
from bot.surfaces.reply import Reply


@command("ballot remind", sealed=True)
async def ballot_remind(context: Context, how: RemindHow) -> Reply:
    """Choose how you are reminded of polls in which your ballot is not complete.

    Args:
        how: By a ping in the poll's channel, by a direct message instead, or never.
    """
    await context.app.reminders.choose(how, context.actor)
    return reminders.chosen(how)

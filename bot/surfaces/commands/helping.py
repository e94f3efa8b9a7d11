"""What the bot is, and what it can do."""

from __future__ import annotations

from bot import __version__
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.replies import helping
from bot.surfaces.reply import Reply


@command("help", private=True)
async def help_(context: Context) -> Reply:
    """Say what I can do."""
    from bot.surfaces.commands import COMMANDS  # noqa: PLC0415 - the table holds this very command

    lines = [(command.name, command.summary) for command in COMMANDS if context.actor.has(command.role)]
    return helping.help_(await context.app.systems.count(), lines)


@command("about", private=True)
async def about(context: Context) -> Reply:
    """Say what I am, where my facts come from, and whom to ask."""
    in_force = await context.app.definitions.show()
    counts = await context.app.library.counts()
    numbers = (counts.systems, counts.facts, counts.definitions)
    return helping.about(__version__, *numbers, in_force.label, context.app.settings.record_url)

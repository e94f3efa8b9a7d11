"""What people can ask about themselves."""

from __future__ import annotations

from bot.surfaces.commands.registry import Context, command
from bot.surfaces.replies import privacy
from bot.surfaces.reply import Reply


@command("privacy show", sealed=True, files=True)
async def privacy_show(context: Context) -> Reply:
    """Show all that is kept of you, why, and for how long; with a file of all of it."""
    return privacy.shown(await context.app.privacy.show(context.actor))

"""Action items of town halls, until they are closed."""

from __future__ import annotations

from bot.surfaces.commands.registry import Context, Suggestion, command
from bot.surfaces.replies import action_items
from bot.surfaces.reply import Reply


async def suggest_action(context: Context, typed: str) -> list[Suggestion]:
    """Action items that are open and have what was typed."""
    wanted = typed.strip().casefold()
    found = await context.app.action_items.open()
    return [
        Suggestion(f"{one.item.id}: {one.text}", one.item.id)
        for one in found
        if wanted in f"{one.item.id} {one.text}".casefold()
    ]


@command("action list")
async def action_list(context: Context) -> Reply:
    """List the action items of town halls that nobody has closed, the next due first."""
    return action_items.listing(await context.app.action_items.open(), context.app.clock().date())


@command("action close", asked=("why",), item=suggest_action)
async def action_close(context: Context, item: str, why: str) -> Reply:
    """Close an action item that you have, or of a town hall that you led.

    Args:
        item: Its id, such as T-2026-0001 a2.
        why: What became of it.
    """
    return action_items.closed(await context.app.action_items.close(item, why, context.actor))

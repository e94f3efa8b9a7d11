"""Definitions: shown, listed, compared."""

from __future__ import annotations

from bot.surfaces.commands.registry import Context, command
from bot.surfaces.commands.suggestions import suggest_definition
from bot.surfaces.replies import definitions
from bot.surfaces.reply import Reply


@command("definition show", label=suggest_definition)
async def definition_show(context: Context, label: str | None = None) -> Reply:
    """Show what a version of a definition asks, row by row.

    Args:
        label: A version, such as "osaid 1.0" or "mof 1.0"; the one in force if left out.
    """
    return definitions.show(await context.app.definitions.show(label))


@command("definition list")
async def definition_list(context: Context) -> Reply:
    """List every version of every definition."""
    in_force = await context.app.definitions.show()
    return definitions.all_versions(await context.app.definitions.all(), in_force.label)


@command("definition diff", slow=True, before=suggest_definition, after=suggest_definition)
async def definition_diff(context: Context, before: str, after: str) -> Reply:
    """Show what changed between two versions, and which systems change verdict.

    Args:
        before: A version, such as "osaid 0.0.9".
        after: Another one, such as "osaid 1.0".
    """
    return definitions.difference(await context.app.definitions.diff(before, after))

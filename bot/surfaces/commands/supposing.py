"""Asking what would follow if things were otherwise."""

from __future__ import annotations

from bot.surfaces.commands.registry import Context, command
from bot.surfaces.commands.suggestions import suggest_definition, suggest_system
from bot.surfaces.replies import suppositions
from bot.surfaces.reply import Reply


@command("whatif", asked=("facts",), system=suggest_system, definition=suggest_definition)
async def whatif(context: Context, facts: str, system: str | None = None, definition: str | None = None) -> Reply:
    """Suppose facts about a system, and see its verdict under every version.

    Args:
        facts: Such as “weights: open, Apache-2.0; code: MIT; training data: absent”; one a line or after “;”.
        system: The system to start from, in any spelling; an empty one if left out.
        definition: A version, such as "osaid 0.0.8"; the one in force if left out.
    """
    found = await context.app.suppositions.what_if(facts, system, definition)
    service = context.app.systems
    return suppositions.what_if(found, await service.component_names(), await service.rules())

"""Definitions: shown, listed, compared."""

from __future__ import annotations

from bot.definitions.trees import LIMIT_BYTES
from bot.domain.actors import Role
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.commands.suggestions import suggest_definition
from bot.surfaces.replies import definitions, drafts
from bot.surfaces.reply import Reply


@command("definition show", label=suggest_definition)
async def definition_show(context: Context, label: str | None = None) -> Reply:
    """Show what a version of a definition asks, row by row.

    Args:
        label: A version, such as "osaid 1.0" or "mof 1.0"; the one in force if left out.
    """
    return definitions.version(await context.app.definitions.view(label))


@command("definition list")
async def definition_list(context: Context) -> Reply:
    """List every version of every definition, with its status, and by which decision it is in force."""
    return definitions.all_versions(await context.app.definitions.listing())


@command("definition propose", role=Role.FACILITATOR, slow=True, upload=True)
async def definition_propose(context: Context) -> Reply:
    """Bring the draft of a version as a file, for a decision to adopt; it is in force nowhere.

    Args:
        file: The draft, a file like those in definitions/.
    """
    assert context.file is not None  # noqa: S101 - the command takes one
    content = await context.file.content(LIMIT_BYTES)
    return drafts.proposed(await context.app.adopting.propose(context.file.name, content, context.actor))


@command("definition diff", slow=True, before=suggest_definition, after=suggest_definition)
async def definition_diff(context: Context, before: str, after: str) -> Reply:
    """Show what changed between two versions, and which systems change verdict.

    Args:
        before: A version, such as "osaid 0.0.9".
        after: Another one, such as "osaid 1.0".
    """
    return definitions.difference(await context.app.definitions.diff(before, after))

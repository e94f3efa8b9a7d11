"""Systems: shown, listed, compared, with their history."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.assessments import Verdict
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.commands.suggestions import suggest_definition, suggest_system
from bot.surfaces.replies import answers, histories, systems
from bot.surfaces.replies.wording import verdict_word
from bot.surfaces.reply import Reply


class Wanted(StrEnum):
    """Which systems a list shows."""

    ALL = "all"
    CONFORMANT = "conformant"
    NOT_CONFORMANT = "not_conformant"
    UNDETERMINED = "undetermined"


@command("system show", name=suggest_system, definition=suggest_definition)
async def system_show(context: Context, name: str, definition: str | None = None) -> Reply:
    """Show one system: verdict, reasons, what it would take, history.

    Args:
        name: The system, in any spelling.
        definition: A version, such as "osaid 0.0.8"; the one in force if left out.
    """
    about = await context.app.systems.show(name, definition)
    return answers.system(about, await context.app.systems.rules())


@command("system list", slow=True, definition=suggest_definition)
async def system_list(
    context: Context, definition: str | None = None, verdict: Wanted = Wanted.ALL, developer: str | None = None
) -> Reply:
    """List the recorded systems with their verdicts.

    Args:
        definition: A version, such as "mof 1.0"; the one in force if left out.
        verdict: Only systems with this verdict.
        developer: Only systems by this developer.
    """
    wanted = None if verdict is Wanted.ALL else Verdict(verdict.value)
    service = context.app.systems
    version, pool = await service.all(definition, developer)
    found = tuple(assessment for assessment in pool if wanted is None or assessment.verdict is wanted)
    word = verdict_word(wanted) if wanted else None
    return systems.listing(version, found, word, pool, await service.rules())


@command("system compare", first=suggest_system, second=suggest_system, definition=suggest_definition)
async def system_compare(context: Context, first: str, second: str, definition: str | None = None) -> Reply:
    """Put two systems side by side.

    Args:
        first: A system, in any spelling.
        second: Another one.
        definition: A version, such as "osaid 0.0.8"; the one in force if left out.
    """
    service = context.app.systems
    compared = await service.compare([first, second], definition)
    return systems.comparison(compared.systems, await service.rules())


@command("system table", name=suggest_system, definition=suggest_definition)
async def system_table(context: Context, name: str, definition: str | None = None) -> Reply:
    """Show the component table of a system.

    Args:
        name: The system, in any spelling.
        definition: A version, such as "osaid 0.0.8"; the one in force if left out.
    """
    return systems.table(await context.app.systems.show(name, definition))


@command("system sources", name=suggest_system, definition=suggest_definition)
async def system_sources(context: Context, name: str, definition: str | None = None) -> Reply:
    """Show where the facts about a system were read, and what others found.

    Args:
        name: The system, in any spelling.
        definition: A version, such as "osaid 0.0.8"; the one in force if left out.
    """
    return systems.sources(await context.app.systems.show(name, definition))


@command("system versions", name=suggest_system)
async def system_versions(context: Context, name: str) -> Reply:
    """Show a system's verdict under every version of every definition.

    Args:
        name: The system, in any spelling.
    """
    return systems.versions(await context.app.systems.show(name))


@command("system history", name=suggest_system)
async def system_history(context: Context, name: str, on: str | None = None) -> Reply:
    """Show what changed in the record of a system, or how the record stood on a day.

    Args:
        name: The system, in any spelling.
        on: A date (2026-05-31, 2026-05, 2026): the record as it stood at its end.
    """
    service = context.app.histories
    if on is not None:
        return histories.recorded_then(await service.recorded_on(name, on))
    return histories.history(await service.of(name))

"""What a surface may offer while somebody types."""

from __future__ import annotations

from bot.surfaces.commands.registry import Context, Suggestion


async def suggest_system(context: Context, typed: str) -> list[Suggestion]:
    """Systems whose name fits."""
    return [Suggestion(name, id_) for name, id_ in await context.app.systems.suggest(typed)]


async def suggest_definition(context: Context, typed: str) -> list[Suggestion]:
    """Versions whose label fits."""
    return [Suggestion(name, label) for name, label in await context.app.definitions.suggest(typed)]


async def suggest_component(context: Context, typed: str) -> list[Suggestion]:
    """Components whose name fits."""
    return [Suggestion(name, id_) for name, id_ in await context.app.proposing.suggest_component(typed)]


async def suggest_licence(context: Context, typed: str) -> list[Suggestion]:
    """Licences whose name fits."""
    return [Suggestion(name, id_) for name, id_ in await context.app.proposing.suggest_licence(typed)]

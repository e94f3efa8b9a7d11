"""What is made from all things together: lists, exports, front page, feeds, search, the map of the site."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from bot.surfaces.site import exporting, feeds, fronts, mapping, searching, standing
from bot.surfaces.site.things import Site, Thing, Whole

Gatherer = Callable[[Site, Whole], Awaitable[Sequence[Thing]]]
"""Gives things that are made of what all others tell."""

GATHERERS: tuple[Gatherer, ...] = (
    standing.things, exporting.things, fronts.things, feeds.things, searching.things, mapping.things,
)  # fmt: skip
"""In the order in which they are made; each is told of all that were made before."""

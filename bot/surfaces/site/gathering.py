"""What is made from all things together: front page, feeds, search, the map of the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.surfaces.site.manifests import Built
from bot.surfaces.site.things import Site, Thing


def gathered(_site: Site, _built: Mapping[str, Built]) -> Sequence[Thing]:
    """The things that are made of what the others tell: feeds, search, the map of the site."""
    return ()

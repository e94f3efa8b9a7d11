"""What the site has, section by section."""

from __future__ import annotations

from bot.surfaces.site.things import Section

SECTIONS: tuple[Section, ...] = ()
"""Each gives the things of one kind. Their order is that of nothing that is seen."""

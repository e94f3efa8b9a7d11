"""How to verify: the keys, the newest checkpoint, and plain steps for whoever wants to check the record."""

from __future__ import annotations

from collections.abc import Sequence

from bot.services.published.places import Head
from bot.surfaces.site.things import Findable, Made, Site, Thing, maker, stamp
from bot.texts import _

PAGE = "k/index.html"


async def keys(site: Site) -> Sequence[Thing]:
    """The one page on keys and how to verify."""
    found = await site.app.published_places.head()

    return [Thing("k/", stamp("keys", site.pages.version, repr(found)), maker(_page, site, found))]


def _page(site: Site, found: Head | None) -> Made:
    where = site.pages.url or "https://forum.example/record"
    key = found.keys[0] if found and found.keys else f"{where.partition('://')[2]}+c74f20a3+AR…"
    page = site.pages.fill("keys.html", PAGE, head=found, where=where, key=key)
    text = _("keys, signature, checkpoint, proof, verify, tamper, log")
    return Made({PAGE: page}, findable=(Findable("k/", _("Keys, and how to verify"), _("Help"), text),))

"""The map of the site for search engines, and what they are asked to leave alone.

Source: sitemaps.org, protocol 0.9; RFC 9309 (robots.txt). Read 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import escape

from bot.surfaces.site.pages import HOME
from bot.surfaces.site.things import Made, Site, Thing, Whole, stamp
from bot.surfaces.site.words import machine_day

MOST = 45_000
"""A map may hold 50,000 addresses; past this there are several, and a map of them."""

_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
# Machine files cannot ask to be left out themselves: those that show persons' ballots, and the log's disclosures.
_LEFT_OUT = ("disclosures/", "tile/", "export/all", "p/*.csv", "p/*.json", "search/*.json")


async def things(site: Site, whole: Whole) -> Sequence[Thing]:
    """Map and robots.txt. Without an address of the site there is no map, as it holds nothing but addresses."""
    hidden = {path for built in whole.things.values() for path in built.hidden}
    places = [path for path in whole.paths if path.endswith(HOME) and path not in hidden]
    changed: dict[str, str] = {}
    for entry in whole.entries:
        changed.setdefault(entry.path, machine_day(entry.at))

    async def make() -> Made:
        files = _maps(site.pages.url, [path.removesuffix(HOME) for path in places], changed) if site.pages.url else {}
        return Made({**files, "robots.txt": _robots(site.pages.url)})

    return [Thing("map", stamp(site.pages.version, places, changed), make)]


def _maps(url: str, places: Sequence[str], changed: dict[str, str]) -> dict[str, bytes]:
    parts = [places[start : start + MOST] for start in range(0, len(places), MOST)]
    maps = [_map(url, part, changed) for part in parts]
    if len(maps) == 1:
        return {"sitemap.xml": maps[0]}
    files = {f"sitemap-{number}.xml": content for number, content in enumerate(maps, 1)}
    lines = [f"<sitemap><loc>{_location(url, path)}</loc></sitemap>" for path in files]
    return {**files, "sitemap.xml": _written("sitemapindex", lines)}


def _map(url: str, places: Sequence[str], changed: dict[str, str]) -> bytes:
    lines = []
    for path in places:
        last = f"<lastmod>{changed[path]}</lastmod>" if path in changed else ""
        lines.append(f"<url><loc>{_location(url, path)}</loc>{last}</url>")
    return _written("urlset", lines)


def _location(url: str, path: str) -> str:
    return escape(f"{url}/{quote(path)}")


def _written(name: str, lines: Sequence[str]) -> bytes:
    return "\n".join([_HEAD, f"<{name} {_SPACE}>", *lines, f"</{name}>", ""]).encode()


def _robots(url: str) -> bytes:
    base = urlsplit(url).path + "/"
    lines = ["User-agent: *", *(f"Disallow: {base}{path}" for path in _LEFT_OUT), "Allow: /"]
    if url:
        lines += ["", f"Sitemap: {url}/sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()

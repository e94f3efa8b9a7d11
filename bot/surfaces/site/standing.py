"""What stands whatever happens: the style, the page about the record, the page of missing pages, lists of sections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources

from bot.surfaces.site import feeds
from bot.surfaces.site.pages import HOME, NOT_FOUND, sections
from bot.surfaces.site.things import Findable, Made, Site, Thing, Whole, stamp
from bot.texts import _

_ASSETS = ("style.css", "icon.svg", "search.js")


async def things(site: Site, whole: Whole) -> Sequence[Thing]:
    """Style, pages that never change, and a list for each section that has no page of its own."""
    found = [
        _thing(site, "style", {name: _asset(name) for name in _ASSETS}),
        _about(site),
        _thing(site, "missing", {NOT_FOUND: site.pages.fill("missing.html", NOT_FOUND, noindex=True)}),
    ]
    there = set(whole.paths)
    lists = [*sections(), ("k/", _("How to check this record"))]
    found += [
        _list(site, whole, path, title) for path, title in lists if path != "search/" and path + HOME not in there
    ]
    return found


def _asset(name: str) -> bytes:
    return (resources.files("bot.surfaces.site") / "assets" / name).read_bytes()


def _thing(site: Site, key: str, files: Mapping[str, bytes]) -> Thing:
    async def make() -> Made:
        return Made(files)

    return Thing(key, stamp(site.pages.version, key), make)


def _about(site: Site) -> Thing:
    async def make() -> Made:
        topics = [(feeds.place(name, "atom"), title) for name, title in feeds.titles().items() if name != feeds.ALL]
        page = site.pages.fill("about.html", f"about/{HOME}", feeds=topics)
        found = Findable("about/", _("About this record"), _("about"), _("how to read, quote, use and check it"))
        return Made({f"about/{HOME}": page}, findable=(found,))

    return Thing("about", stamp(site.pages.version, "about"), make)


def _list(site: Site, whole: Whole, path: str, title: str) -> Thing:
    """All that stands in a section, by its places."""
    pages = [page for page in whole.findable if page.path.startswith(path)]

    async def make() -> Made:
        page = site.pages.fill("list.html", path + HOME, title=title, path=path, pages=pages)
        return Made({path + HOME: page}, findable=(Findable(path, title, _("list"), ""),))

    return Thing(f"list {path}", stamp(site.pages.version, title, pages), make)

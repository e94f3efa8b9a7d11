"""Feeds of what happened: one of everything and one a topic, as Atom and as JSON Feed, with all that went before.

Source: RFC 4287 (Atom); RFC 5005, section 4 (archived feeds: pages of the past that stay as they are); RFC 6721
("deleted-entry": what an entry told was taken out); JSON Feed 1.1 (jsonfeed.org/version/1.1). Read 2026-11-28.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from bot.surfaces.site.pages import FEEDS
from bot.surfaces.site.things import Entry, Made, Site, Thing, Topic, Whole, stamp
from bot.surfaces.site.words import machine
from bot.texts import _

ALL = "all"
PAGE = 50
"""So many entries a page of the past; the feed itself holds at least as many, if there are."""

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def titles() -> dict[str, str]:
    """What each feed is about, by its name."""
    return {
        ALL: _("Everything"), Topic.SYSTEMS: _("Systems"), Topic.DEFINITIONS: _("Definitions"), Topic.POLLS: _("Polls"),
        Topic.TOWN_HALLS: _("Town halls"), Topic.DECISIONS: _("Decisions"), Topic.ENDORSEMENTS: _("Endorsements"),
        Topic.MODERATION: _("Moderation"),
    }  # fmt: skip


_PAGES = {ALL: "", **{feed: page for page, feed in FEEDS.items()}}
"""The page of which each feed tells the news."""


def place(name: str, form: str) -> str:
    """Where a feed stands; ``form`` is ``atom`` or ``json``."""
    return f"feed.{form}" if name == ALL else f"feeds/{name}.{form}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a feed: the feed itself, or one of the past (``archive``).

    ``entries`` are the newest first; ``before`` is the number of the next older page, None for the oldest.
    """

    name: str
    path: str
    entries: Sequence[Entry]
    before: int | None
    archive: bool = False

    def previous(self, form: str) -> str | None:
        """Where the next older page stands."""
        return _past(self.name, self.before, form) if self.before else None


async def things(site: Site, whole: Whole) -> Sequence[Thing]:
    """All feeds."""
    everything = whole.entries
    told = whole.told
    found = []
    for name in titles():
        entries = told if name == ALL else [one for one in everything if one.topic == name]
        found.append(_feed(site, name, entries))
    return found


def _feed(site: Site, name: str, entries: Sequence[Entry]) -> Thing:
    async def make() -> Made:
        files: dict[str, bytes] = {}
        for form, write in (("atom", atom), ("json", json_feed)):
            for page in pages(name, entries, form):
                files[page.path] = write(site, page)
        return Made(files)

    return Thing(f"feed {name}", stamp(site.pages.version, name, entries), make)


def pages(name: str, entries: Sequence[Entry], form: str) -> list[Page]:
    """The pages of a feed. Those of the past are counted from the oldest entry, so that new ones leave them alone."""
    oldest = list(reversed(entries))
    full = max(0, len(entries) - PAGE) // PAGE
    found = [Page(name, place(name, form), list(reversed(oldest[full * PAGE :])), full or None)]
    for number in range(full, 0, -1):
        part = list(reversed(oldest[(number - 1) * PAGE : number * PAGE]))
        found.append(Page(name, _past(name, number, form), part, number - 1 or None, archive=True))
    return found


def _past(name: str, number: int, form: str) -> str:
    return f"feeds/past/{name}-{number}.{form}"


def atom(site: Site, page: Page) -> bytes:
    """A page as Atom."""
    title = f"{site.pages.name}: {titles()[page.name]}"
    updated = max((one.at for one in page.entries), default=_NEVER)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:fh="http://purl.org/syndication/history/1.0"'
        ' xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="en">',
        f"<id>{_urn(site, page.path if page.archive else page.name)}</id>",
        f"<title>{_text(title)}</title>",
        f"<updated>{machine(updated)}</updated>",
        f"<author><name>{_text(site.pages.name)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href={_address(site, page, page.path)}/>',
        f'<link rel="alternate" type="text/html" href={_address(site, page, _PAGES[page.name])}/>',
    ]
    if page.archive:
        lines += ["<fh:archive/>", f'<link rel="current" href={_address(site, page, place(page.name, "atom"))}/>']
    if previous := page.previous("atom"):
        lines.append(f'<link rel="prev-archive" href={_address(site, page, previous)}/>')
    for entry in page.entries:
        lines += _removed(site, entry) if entry.removed else _entry(site, page, entry)
    return "\n".join([*lines, "</feed>", ""]).encode()


def _entry(site: Site, page: Page, entry: Entry) -> list[str]:
    return [
        "<entry>",
        f"<id>{_urn(site, entry.id)}</id>",
        f"<title>{_text(entry.title)}</title>",
        f"<updated>{machine(entry.at)}</updated>",
        f"<published>{machine(entry.at)}</published>",
        f'<link rel="alternate" type="text/html" href={_address(site, page, entry.path)}/>',
        f"<category term={quoteattr(entry.topic)} label={quoteattr(titles()[entry.topic])}/>",
        f'<summary type="text">{_text(entry.text)}</summary>',
        "</entry>",
    ]


def _removed(site: Site, entry: Entry) -> list[str]:
    return [f'<at:deleted-entry ref="{_urn(site, entry.id)}" when="{machine(entry.at)}"/>']


def json_feed(site: Site, page: Page) -> bytes:
    """A page as JSON Feed; what was removed is not in it, as it knows no word for that."""
    tree: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{site.pages.name}: {titles()[page.name]}",
        "language": "en",
        "authors": [{"name": site.pages.name}],
    }
    if site.pages.url:
        tree |= {"home_page_url": f"{site.pages.url}/{_PAGES[page.name]}", "feed_url": f"{site.pages.url}/{page.path}"}
    if previous := page.previous("json"):
        tree["next_url"] = _place(site, page, previous)
    tree["items"] = [
        {
            "id": _urn(site, entry.id),
            "url": _place(site, page, entry.path),
            "title": _fit(entry.title),
            "content_text": _fit(entry.text) or _fit(entry.title),
            "date_published": machine(entry.at),
            "tags": [entry.topic.value],
        }
        for entry in page.entries
        if not entry.removed
    ]
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def _urn(site: Site, id_: str) -> str:
    """The same for the same thing for ever, and another one in another forum."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{site.pages.url}/#{id_}')}"


def _place(site: Site, page: Page, path: str) -> str:
    """An address: whole where it is known where the site stands, else from where the feed stands."""
    return f"{site.pages.url}/{path}" if site.pages.url else ("../" * page.path.count("/") or "./") + path


def _address(site: Site, page: Page, path: str) -> str:
    return quoteattr(_place(site, page, path))


def _text(text: str) -> str:
    return escape(_fit(text))


def _fit(text: str) -> str:
    """A text without what XML cannot hold."""
    return _UNFIT.sub("\ufffd", text)

"""What the site is made of: things, each with the files that show it, made anew only where something changed."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ParamSpec

from bot.surfaces.site.pages import Pages

if TYPE_CHECKING:
    from bot.app import App


_Given = ParamSpec("_Given")


class Topic(StrEnum):
    """What a feed is about."""

    SYSTEMS = "systems"
    DEFINITIONS = "definitions"
    POLLS = "polls"
    TOWN_HALLS = "town-halls"
    DECISIONS = "decisions"
    ENDORSEMENTS = "endorsements"
    MODERATION = "moderation"


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened, as feeds and the front page tell it.

    ``id`` is the same for ever (``D-2026-0014/superseded``), ``path`` the page's address from the site's root, with a
    slash at the end; ``text`` a sentence or two, without markup. ``removed`` says that what it told was taken out: then
    ``at`` is since when, and feeds name nothing but the id. ``again`` says that another topic's entry tells the
    same, so that what tells of everything leaves this one out.
    """

    id: str
    topic: Topic
    path: str
    title: str
    text: str
    at: datetime
    removed: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Findable:
    """A page as the search knows it: where, what it is called, of which kind, and the words on it."""

    path: str
    title: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a thing, by their paths from the site's root, and what feeds and search say of it."""

    files: Mapping[str, bytes]
    entries: tuple[Entry, ...] = ()
    findable: tuple[Findable, ...] = ()


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that the site shows: a system, a poll, the list of all decisions.

    ``stamp`` is a digest of all that its files are made from, also of what they show of other things; ``make`` is
    called only if it is not the stamp of the last build.
    """

    key: str
    stamp: str
    make: Callable[[], Awaitable[Made]]


@dataclass(frozen=True, slots=True)
class Site:
    """What sections make their things from: the services, and what fills pages.

    ``seal`` signs the list of all files, where the site stands beside a log; None where it does not.
    """

    app: App
    pages: Pages = field(default_factory=Pages)
    seal: Callable[[bytes], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """A thing as it was built: its stamp, its files with the SHA-256 of each, what it told feeds and search.

    ``hidden`` are those of its pages that search engines are asked to leave out.
    """

    stamp: str
    files: Mapping[str, str]
    entries: tuple[Entry, ...] = ()
    findable: tuple[Findable, ...] = ()
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """All things of a build by their keys, for what is made of them together; ``read`` gives the content of a file."""

    things: Mapping[str, Built]
    read: Callable[[str], bytes]

    @property
    def paths(self) -> list[str]:
        """The files of all things, in order."""
        return sorted(path for built in self.things.values() for path in built.files)

    @property
    def entries(self) -> list[Entry]:
        """What happened, the newest first."""
        found = [entry for built in self.things.values() for entry in built.entries]
        return sorted(found, key=lambda one: (one.at, one.id), reverse=True)

    @property
    def told(self) -> list[Entry]:
        """The same, each event once."""
        return [entry for entry in self.entries if not entry.again]

    @property
    def findable(self) -> list[Findable]:
        """The pages that can be found, by their places."""
        return sorted((one for built in self.things.values() for one in built.findable), key=lambda one: one.path)


Section = Callable[[Site], Awaitable[Sequence[Thing]]]
"""Gives the things of one kind; listed in ``sections.SECTIONS``."""


def maker(make: Callable[_Given, Made], *given: _Given.args, **named: _Given.kwargs) -> Callable[[], Awaitable[Made]]:
    """A thing's ``make`` that needs only what is given; it works in a thread, for the loop has others to serve."""

    async def made() -> Made:
        return await asyncio.to_thread(make, *given, **named)

    return made


def stamp(*parts: object) -> str:
    """A digest of values: texts, numbers, lists, mappings, sets and dataclasses of them; all else as its text."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: object) -> object:
    """What JSON does not know, told so that it is the same in every process."""
    if isinstance(value, Set):
        return sorted(value, key=str)
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(getattr(value, one.name) for one in fields(value))]
    return str(value)

"""What the site is made of: things, each with the files that show it, made anew only where something changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.app import App
from bot.surfaces.site.pages import Pages


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
    slash at the end; ``text`` a sentence or two, without markup. ``removed`` says that what it told was taken out.
    """

    id: str
    topic: Topic
    path: str
    title: str
    text: str
    at: datetime
    removed: bool = False


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
    """What sections make their things from: the services, and what fills pages."""

    app: App
    pages: Pages = field(default_factory=Pages)


Section = Callable[[Site], Awaitable[Sequence[Thing]]]
"""Gives the things of one kind; listed in ``sections.SECTIONS``."""


def stamp(*parts: object) -> str:
    """A digest of plain values (texts, numbers, lists, mappings; dates and others as their text)."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()

"""Minutes: what a town hall came to, each part with the lines of the log that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.meetings.events import Event
from bot.domain.meetings.people import Person
from bot.domain.meetings.remarks import Remark


class Basis(StrEnum):
    """How it is known who was there, or who took notes."""

    DECLARED = "declared"
    SPOKE = "spoke"
    GUESSED = "guessed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: ``level`` 1, or 2 for a subtopic.

    It reaches from ``first_line`` to ``last_line`` of the log, both in it. ``sources`` are the lines in which its title
    was written.
    """

    title: str
    level: int
    first_line: int
    last_line: int
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A resolution, an action item, an issue, or what was rejected. ``sources`` are the lines that it rests on."""

    text: str
    by: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """What a log declares; nothing in it is inferred, but what its basis says is guessed.

    ``title`` and ``date`` are empty where the log names none. ``failed`` are corrections that found nothing to correct,
    the first of them.
    ``remarks`` is what was said, as corrected, by those who said it.
    """

    title: str
    date: str
    topics: tuple[Topic, ...]
    resolutions: tuple[Item, ...]
    rejected: tuple[Item, ...]
    actions: tuple[Item, ...]
    issues: tuple[Item, ...]
    present: tuple[Person, ...]
    present_basis: Basis
    regrets: tuple[Person, ...]
    chairs: tuple[Person, ...]
    scribes: tuple[Person, ...]
    scribes_basis: Basis
    events: tuple[Event, ...]
    failed: tuple[Item, ...]
    remarks: tuple[Remark, ...]

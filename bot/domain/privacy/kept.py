"""Where persons stand in what is stored, and what is kept of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Area(StrEnum):
    """A part of the forum's work in which something is kept of people; each is erased by itself."""

    CHOICES = "choices"
    PROFILES = "profiles"
    POLLS = "polls"
    TOWN_HALLS = "town halls"
    MINUTES = "minutes"
    DECISIONS = "decisions"
    ENDORSEMENTS = "endorsements"
    CURATION = "curation"
    MESSAGES = "messages"
    LOG = "log"


class Relation(StrEnum):
    """What somebody has to do with something that is kept: it is theirs, they did it, or they stand in it."""

    THEIRS = "theirs"
    DONE = "done"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept of a person.

    ``table`` is where, ``column`` in which of its columns they stand. ``what`` are plain values by the names of the
    columns: all of it where it is theirs, else what tells it from others.
    """

    area: Area
    table: str
    relation: Relation
    column: str
    what: Mapping[str, Any]


FORGOTTEN = "forgotten"
"""Who stands in the place of somebody who is forgotten, where it is somebody else's row; with a colon and a number
where two of them have to stay two."""

REMOVED = "[removed]"
"""What stands in the place of words that were taken away, where it counts that there were some."""

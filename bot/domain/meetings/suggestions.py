"""Suggestions: what a town hall may have settled, taken on or left open, and nobody has declared."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.meetings.events import Event
from bot.domain.meetings.minutes import Item
from bot.domain.meetings.owners import Known
from bot.domain.meetings.votes import Tally


class SuggestionKind(StrEnum):
    """What a person can make of a suggestion."""

    RESOLUTION = "resolution"
    ACTION = "action"
    QUESTION = "question"
    CORRECTION = "correction"
    SPLIT = "split"


class Tier(StrEnum):
    """What a suggestion rests on, the surest first."""

    COUNTED = "counted"
    CUED = "cued"
    UNANSWERED = "unanswered"
    PRESENTED = "presented"
    SPELLING = "spelling"
    SIMILAR = "similar"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something that waits for a person's word; until then it is no part of the minutes.

    ``text`` stands, letter by letter, in the first of the remarks that ``sources`` number. ``why`` are the words that
    gave rise to it, each as it was said in one of them; ``span`` is where the first of these words, or a misspelt name,
    stands in the first. ``tally`` is how people voted on it, where they did.

    Of an action item ``owners`` took it on, as the minutes write persons; ``due_words`` say when it is due, and ``due``
    is the day where they mean one. Of a correction ``instead`` is what may have been meant.
    """

    kind: SuggestionKind
    tier: Tier
    text: str
    sources: tuple[int, ...]
    speaker: str = ""
    why: tuple[str, ...] = ()
    span: tuple[int, int] | None = None
    tally: Tally | None = None
    owners: tuple[str, ...] = ()
    due: date | None = None
    due_words: str = ""
    instead: str = ""
    confidence: float = 0.0

    @property
    def id(self) -> str:
        """A name of its own, the same whenever the same is suggested of the same remark."""
        parts = [self.kind.value, str(self.sources[0]), self.text]
        if self.kind is SuggestionKind.CORRECTION:
            parts += [self.instead, str(self.span)]
        return "s" + hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]

    @property
    def owner(self) -> str:
        """Who took it on, the first where several did; empty for nobody yet."""
        return self.owners[0] if self.owners else ""

    def __post_init__(self) -> None:
        """Refuse a suggestion that rests on nothing."""
        if not self.sources:
            raise ValueError("A suggestion names the remarks that it rests on.")


@dataclass(frozen=True, slots=True)
class Around:
    """What is known of a town hall besides its remarks.

    ``settled`` are the resolutions, and what was rejected, that marks declare already, ``others`` what else they
    declare. ``replies`` give the number of the remark that a remark answers;
    ``reactions`` are persons by emoji, of the remark with a number. ``topics`` are the first and the last number of
    each topic. ``on`` is the day of the town hall, ``next_meeting`` that of the one after it.
    """

    settled: tuple[Item, ...] = ()
    others: tuple[Item, ...] = ()
    events: tuple[Event, ...] = ()
    people: tuple[Known, ...] = ()
    replies: Mapping[int, int] = field(default_factory=dict)
    reactions: Mapping[int, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    topics: tuple[tuple[int, int], ...] = ()
    on: date | None = None
    next_meeting: date | None = None

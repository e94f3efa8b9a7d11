"""Remarks while the marks in them are worked out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.meetings.marks import visible
from bot.domain.meetings.remarks import Remark

# What is longer was made so on purpose.
LIMIT_LETTERS = 20_000
LIMIT_SOURCES = 100


class Kind(StrEnum):
    """What a line of a log turned out to be."""

    TYPED = "typed"
    SAID = "said"
    NOTE = "note"
    TOPIC = "topic"
    RESOLUTION = "resolution"
    ACTION = "action"
    REJECTED = "rejected"
    ISSUE = "issue"
    CORRECTION = "correction"
    VERBATIM = "verbatim"
    LEFT_OUT = "left out"


@dataclass(slots=True, eq=False)
class Record:
    """One line, as it is corrected and sorted.

    ``sources`` are the lines that it rests on besides its own: corrections, and lines that go on with it. ``inserted``:
    a correction put it there; its place is before the first of its sources.
    """

    line: int
    speaker: str
    text: str
    kind: Kind = Kind.TYPED
    level: int = 1
    sources: tuple[int, ...] = ()
    inserted: bool = False

    def rest_on(self, lines: tuple[int, ...]) -> None:
        """Note lines that it rests on; of very many only the first."""
        if len(self.sources) < LIMIT_SOURCES:
            self.sources = (*self.sources, *lines)

    def go_on(self, text: str, lines: tuple[int, ...]) -> None:
        """Add what goes on with it, until it is too long for a remark."""
        if len(self.text) + len(text) < LIMIT_LETTERS:
            self.text += text
            self.rest_on(lines)

    @property
    def left_out(self) -> bool:
        """Whether it is not minuted."""
        return self.kind is Kind.LEFT_OUT

    @property
    def lines(self) -> tuple[int, ...]:
        """Every line that it rests on, in order."""
        return tuple(sorted({self.line, *self.sources}))


def records(remarks: Iterable[Remark]) -> list[Record]:
    """Make a record of every remark."""
    return [Record(one.number, one.speaker, visible(one.text)) for one in remarks]

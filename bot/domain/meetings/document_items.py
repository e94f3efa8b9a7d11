"""What a town hall came to, as its minutes keep it: resolutions, action items, questions, notes, quotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.meetings.summaries import Kind


class State(StrEnum):
    """What became of a proposal."""

    AGREED = "agreed"
    REJECTED = "rejected"
    INCONCLUSIVE = "inconclusive"


class Ground(StrEnum):
    """Why something stands in the minutes: declared in the town hall, counted, or a suggestion that was accepted."""

    DECLARED = "declared"
    COUNTED = "counted"
    ACCEPTED = "accepted"


class Answered(StrEnum):
    """What a person said to a suggestion."""

    OPEN = "open"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a town hall settled, or turned down.

    ``declaration`` is the number of the mark that somebody set by a button or a form. ``wording`` is "moderator" once
    it is no longer as declared. ``tally`` counts the votes where they were counted; ``decision`` is the id of the
    decision that was made of it.
    """

    id: str
    text: str
    state: State
    basis: Ground
    by: str
    sources: tuple[str, ...]
    tally: Mapping[str, int] | None = None
    declaration: int | None = None
    decision: str | None = None
    wording: Kind = Kind.EXTRACT

    def __post_init__(self) -> None:
        """Refuse a resolution that rests on nothing."""
        _rests(self.id, self.sources, self.declaration)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a carried action item stood before: the minutes of another town hall, and its id there."""

    document: str
    version: int
    item: str


@dataclass(frozen=True, slots=True)
class ActionItem:
    """What somebody took on. ``owner`` is empty where nobody has it yet; ``closed`` says when it was done.

    ``due_words`` are the words in which the day was said. One that is ``carried`` rests on remarks of another town
    hall, so it has no sources in this one.
    """

    id: str
    text: str
    owner: str
    due: date | None
    due_words: str
    basis: Ground
    by: str
    sources: tuple[str, ...]
    closed: datetime | None = None
    declaration: int | None = None
    carried: Origin | None = None
    wording: Kind = Kind.EXTRACT

    def __post_init__(self) -> None:
        """Refuse an action item that rests on nothing."""
        _rests(self.id, self.sources, self.declaration or self.carried)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """What was asked and not answered."""

    id: str
    text: str
    basis: Ground
    by: str
    sources: tuple[str, ...]
    declaration: int | None = None
    wording: Kind = Kind.EXTRACT

    def __post_init__(self) -> None:
        """Refuse a question that nobody asked."""
        _rests(self.id, self.sources, self.declaration)


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody marked as worth noting; ``kind`` is the mark: "info", "idea", "help" or "link"."""

    id: str
    kind: str
    text: str
    by: str
    sources: tuple[str, ...]
    declaration: int | None = None
    wording: Kind = Kind.EXTRACT

    def __post_init__(self) -> None:
        """Refuse a note that rests on nothing."""
        _rests(self.id, self.sources, self.declaration)


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody said, letter by letter: the letters of its one remark from ``span[0]`` up to ``span[1]``."""

    id: str
    text: str
    sources: tuple[str]
    span: tuple[int, int]
    author: str = ""


@dataclass(frozen=True, slots=True)
class SuggestedPart:
    """Something inferred, which waits for a person's word or has had it. ``because`` are the words that triggered it.

    ``instead`` is what was probably meant, where a name may be misspelt; ``tally`` counts the votes on it. ``kind`` is
    what it would become: "resolution", "action", "question", "correction" or "split".
    """

    id: str
    kind: str
    text: str
    sources: tuple[str, ...]
    because: str = ""
    instead: str = ""
    state: Answered = Answered.OPEN
    by: str = ""
    at: datetime | None = None
    tally: Mapping[str, int] | None = None


def _rests(id_: str, sources: tuple[str, ...], other: object | None) -> None:
    if not sources and other is None:
        raise ValueError(f"{id_} names the remarks that it rests on, or the mark that declared it.")

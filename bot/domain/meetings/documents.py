"""Minutes as one document: what is reviewed, signed and published, and what Markdown, JSON and pages are made of.

Reviewers see all of it, with persons; what the public sees is a view of it (`publicity`).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.domain.meetings.document_items import (
    ActionItem,
    Note,
    OpenQuestion,
    Quotation,
    Resolution,
    SuggestedPart,
)
from bot.domain.meetings.document_parts import (
    UNNAMED,
    Attendee,
    CitedSentence,
    Coverage,
    DocumentTopic,
    OpenObjection,
    Overview,
    Phrase,
    Position,
    RecordedRemark,
    ReviewEvent,
    Unnamed,
)

SCHEMA: Literal["minutes/1"] = "minutes/1"
_ID = re.compile(r"[a-z]([1-9]\d{0,8})")

Item = Resolution | ActionItem | OpenQuestion | Note
Part = CitedSentence | Phrase | DocumentTopic | Position | Item | Quotation | SuggestedPart


class Status(StrEnum):
    """How far minutes have come."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    SIGNED_OFF = "signed off"
    PUBLISHED = "published"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class Meeting:
    """The town hall that the minutes are of. ``language`` is a code of ISO 639, "mul" for several, "und" for none."""

    title: str
    started: datetime | None
    ended: datetime | None
    place: str
    language: str


@dataclass(frozen=True, slots=True)
class LogSource:
    """What the minutes were made from: how many remarks, of which so many have no text any more or are not shown.

    ``sha256`` is `digest_of` all remarks; ``speakers`` are those who said any that are shown.
    """

    kind: str
    sha256: str
    remarks: int
    withheld: int
    speakers: int


@dataclass(frozen=True, slots=True)
class Maker:
    """What made the minutes, so that anybody can make them again.

    ``summariser`` ranked the sentences; ``parameters_sha256`` is that of its file, empty where it has none. A chat
    model's sentences name its ``endpoint`` and ``model``; ``dropped`` counts those that did not stand, by the reason.
    """

    summariser: str
    parameters_sha256: str = ""
    endpoint: str | None = None
    model: str | None = None
    dropped: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MinutesDocument:
    """Minutes of one town hall, in one version.

    ``replaces`` is the version before a correction. ``parts`` is the highest number that a part ever had: a new one
    gets the next, so that an id never comes to mean another part.
    """

    id: str
    version: int
    status: Status
    replaces: int | None
    parts: int
    meeting: Meeting
    source: LogSource
    made_by: Maker
    people: tuple[Attendee, ...]
    unnamed: tuple[Unnamed, ...]
    overview: Overview
    topics: tuple[DocumentTopic, ...]
    resolutions: tuple[Resolution, ...]
    action_items: tuple[ActionItem, ...]
    open_questions: tuple[OpenQuestion, ...]
    notes: tuple[Note, ...]
    quotations: tuple[Quotation, ...]
    suggestions: tuple[SuggestedPart, ...]
    coverage: Coverage
    remarks: tuple[RecordedRemark, ...]
    review: tuple[ReviewEvent, ...] = ()
    objections: tuple[OpenObjection, ...] = ()
    schema: Literal["minutes/1"] = SCHEMA

    def __post_init__(self) -> None:
        """Refuse sources that are no remarks of this town hall, two parts with one id, and quotations nobody said."""
        texts = {remark.id: remark.text for remark in self.remarks}
        known = set(texts)
        seen: set[str] = set()
        for part in self.each():
            if not known.issuperset(sources_of(part)):
                strange = ", ".join(sorted(set(sources_of(part)) - known))
                raise ValueError(f"{part.id} rests on remarks that are not in this town hall: {strange}.")
            read = _ID.fullmatch(part.id)
            if part.id in seen or not read or int(read[1]) > self.parts:
                raise ValueError(f"{part.id} is no id of a part, or stands twice.")
            seen.add(part.id)
        for one in self.quotations:
            start, end = one.span
            if not one.text or texts[one.sources[0]][start:end] != one.text:
                raise ValueError(f"The quotation {one.id} does not stand in {one.sources[0]} letter by letter.")

    def sentences(self) -> Iterator[CitedSentence]:
        """Every sentence, in the order of the document."""
        yield self.overview.frame
        yield from self.overview.sentences
        for topic in self.topics:
            yield from topic.sentences
            for position in topic.positions:
                yield from position.sentences

    def items(self) -> Iterator[Item]:
        """Resolutions, action items, questions and notes."""
        yield from self.resolutions
        yield from self.action_items
        yield from self.open_questions
        yield from self.notes

    def each(self) -> Iterator[Part]:
        """Every part that has an id."""
        yield from self.sentences()
        yield from self.overview.phrases
        yield from self.topics
        for topic in self.topics:
            yield from topic.positions
        yield from self.items()
        yield from self.quotations
        yield from self.suggestions

    def find(self, id_: str) -> Part | None:
        """The part with an id; None if there is none."""
        return next((part for part in self.each() if part.id == id_), None)

    def name_of(self, author: str) -> str:
        """What readers see of an author; empty where nobody knows who it was."""
        if author.startswith(UNNAMED):
            return author.removeprefix(UNNAMED)
        return next((one.name for one in self.people if one.id == author), author.removeprefix("name:"))

    def category_of(self, author: str) -> str:
        """The stakeholder category of an author; empty where none is known or the name says it already."""
        return next((one.category for one in self.people if one.id == author), "")

    def cited_by(self, person: str) -> tuple[str, ...]:
        """The ids of the parts that rest on remarks of a person, or say that they took something on."""
        theirs = {remark.id for remark in self.remarks if remark.author == person}
        return tuple(
            part.id
            for part in self.each()
            if theirs.intersection(sources_of(part)) or (isinstance(part, ActionItem) and part.owner == person)
        )


def sources_of(part: Part) -> Sequence[str]:
    """The remarks that a part rests on; for a position, those of its voices; for a topic, with its ends."""
    if isinstance(part, Position):
        return tuple(source for voice in part.voices for source in voice.sources)
    if isinstance(part, DocumentTopic):
        return (*part.remarks, *part.sources)
    return part.sources


def digest_of(remarks: Iterable[RecordedRemark]) -> str:
    """The SHA-256 of a log: of a line for each remark, its id and the digest of its text as posted."""
    lines = "".join(f"{remark.id} {remark.sha256}\n" for remark in remarks)
    return hashlib.sha256(lines.encode()).hexdigest()

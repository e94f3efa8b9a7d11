"""What happens to decisions and is added to them: every event stays, and no event changes what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class DecisionEventKind(StrEnum):
    """What can happen to a decision."""

    LOGGED = "logged"
    CONFIRMED = "confirmed"
    ACCEPTED = "accepted"
    ADOPTED = "adopted"
    SUPERSEDED = "superseded"
    WITHDRAWAL_ASKED = "withdrawal_asked"
    WITHDRAWN = "withdrawn"
    ERRATUM = "erratum"
    EVIDENCE = "evidence"
    DISSENT = "dissent"
    REVIEWED = "reviewed"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class DecisionEvent:
    """Something that happened to a decision; it is never changed and never taken away.

    What may have to be taken back one day (whose dissent, in which words; whom a moderation action concerns) is a
    disclosure, and stands in no event. ``delivery`` is the platform's id of the request. ``id`` is given when it is
    stored.
    """

    kind: DecisionEventKind
    decision: str
    at: datetime
    by: str
    body: Mapping[str, Any] = field(default_factory=dict)
    delivery: str | None = None
    id: int = 0


class Disposition(StrEnum):
    """What was done with a dissent."""

    OVERRULED = "overruled"
    ACCOMMODATED = "accommodated"
    NOTED = "noted"


class ReviewVerdict(StrEnum):
    """How a review ends. That a bad choice was seen and not corrected is a legitimate end."""

    UPHELD = "upheld"
    CORRECTED = "regretted_and_corrected"
    NOT_CORRECTED = "regretted_not_corrected"


@dataclass(frozen=True, slots=True)
class Dissent:
    """Somebody thought otherwise. ``text`` is empty where it was taken back since; ``later``: after the decision."""

    number: int
    text: str
    disposition: Disposition
    why: str
    at: datetime
    later: bool = False


@dataclass(frozen=True, slots=True)
class Erratum:
    """A slip of the text and its correction, shown beside each other."""

    wrong: str
    right: str
    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """What somebody found on looking at a decision again. ``correction`` is where it was corrected; empty if not."""

    verdict: ReviewVerdict
    why: str
    by: str
    at: datetime
    correction: str = ""
    next_due: date | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Something about a person that goes with a decision, and can be taken away without touching anything else.

    ``public`` ones are shown to everybody, others to moderators.
    """

    key: str
    value: str
    public: bool = False


TARGET, DETAIL = "target", "detail"


def dissent_text(number: int) -> str:
    """The key of the words of a dissent."""
    return f"dissent.{number}.text"


def dissent_by(number: int) -> str:
    """The key of whose dissent it is."""
    return f"dissent.{number}.by"


class Part(StrEnum):
    """What somebody had to do with a decision."""

    MAKER = "maker"
    CONSULTED = "consulted"
    INFORMED = "informed"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True)
class Involved:
    """Somebody, or a group, with their part in a decision.

    ``role`` is as what they took part ("chair"). ``name`` is what everybody may read: the name of a group; empty for a
    person, whom moderators alone read, and where it was taken back. ``why`` is why somebody recused themselves.
    """

    number: int
    part: Part
    role: str = ""
    name: str = ""
    why: str = ""


def involved_person(number: int) -> str:
    """The key of who somebody is."""
    return f"person.{number}.by"


def involved_name(number: int) -> str:
    """The key of what a group is called."""
    return f"person.{number}.name"


def involved_why(number: int) -> str:
    """The key of why somebody recused themselves."""
    return f"person.{number}.why"


def involved(events: Iterable[DecisionEvent], disclosed: Mapping[str, str]) -> tuple[Involved, ...]:
    """Who had to do with a decision, from its events and what is disclosed."""
    return tuple(
        Involved(
            number := int(one["number"]),
            Part(one["part"]),
            one["role"],
            disclosed.get(involved_name(number), ""),
            disclosed.get(involved_why(number), ""),
        )
        for event in events
        if event.kind is DecisionEventKind.PEOPLE
        for one in event.body["people"]
    )


def dissents(events: Iterable[DecisionEvent], disclosed: Mapping[str, str]) -> tuple[Dissent, ...]:
    """The dissents of a decision, from its events and what is disclosed."""
    found = []
    for event in (one for one in events if one.kind is DecisionEventKind.DISSENT):
        number, body = int(event.body["number"]), event.body
        text = disclosed.get(dissent_text(number), "")
        found.append(
            Dissent(number, text, Disposition(body["disposition"]), body["why"], event.at, later=bool(body["later"]))
        )
    return tuple(found)


def errata(events: Iterable[DecisionEvent]) -> tuple[Erratum, ...]:
    """The errata of a decision."""
    return tuple(
        Erratum(one.body["wrong"], one.body["right"], one.body["why"], one.by, one.at)
        for one in events
        if one.kind is DecisionEventKind.ERRATUM
    )


def reviews(events: Iterable[DecisionEvent]) -> tuple[Review, ...]:
    """The reviews of a decision, the first first."""
    return tuple(_review(one) for one in events if one.kind is DecisionEventKind.REVIEWED)


def _review(event: DecisionEvent) -> Review:
    body, due = event.body, event.body["next_due"]
    next_due = date.fromisoformat(due) if due else None
    return Review(ReviewVerdict(body["verdict"]), body["why"], event.by, event.at, body["correction"], next_due)

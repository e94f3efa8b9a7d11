"""Decisions as everybody reads them, all at once; of persons only the names that they chose for that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.domain.clocks import Clock
from bot.domain.decisions.citations import Citation, Source
from bot.domain.decisions.decisions import Decision, DecisionKind, DecisionStatus, DecisionText
from bot.domain.decisions.happenings import (
    DecisionEvent,
    Disposition,
    Involved,
    Review,
    ReviewVerdict,
    dissents,
    errata,
    involved,
    reviews,
)
from bot.services.published.removals import Removed, removals
from bot.store import Records, Store


@dataclass(frozen=True, slots=True)
class Named:
    """Another decision, as a page names it."""

    number: str
    title: str
    status: DecisionStatus


@dataclass(frozen=True, slots=True)
class Rest:
    """Something that a decision rests on; ``title`` is what it is called, empty where that is not known."""

    citation: Citation
    title: str = ""
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublishedDissent:
    """That somebody thought otherwise; ``text`` is empty where it was taken back."""

    number: int
    text: str
    disposition: Disposition
    why: str
    at: datetime
    later: bool


@dataclass(frozen=True, slots=True)
class PublishedErratum:
    """A slip and its correction."""

    wrong: str
    right: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PublishedReview:
    """What came out when a decision was looked at again; ``corrected_by`` where the correction is a decision."""

    verdict: ReviewVerdict
    why: str
    at: datetime
    correction: str = ""
    corrected_by: Named | None = None
    next_due: date | None = None


@dataclass(frozen=True, slots=True)
class PublishedDecision:
    """A decision with all that belongs to it.

    ``by_two`` says that a second moderator confirmed it. ``logged_by`` and ``confirmed_by`` are how they want to be
    named in public; empty for not at all. ``involved`` had to do with it; of persons there is no name. ``overdue``: the
    day of its review has come, and it is in force. ``basis_of`` are the decisions that rest on it, ``corrects`` those
    whose review names it as the correction.
    """

    number: str
    kind: DecisionKind
    status: DecisionStatus
    text: DecisionText
    decided_on: date
    recorded_at: datetime
    accepted_at: datetime
    by_two: bool = False
    logged_by: str = ""
    confirmed_by: str = ""
    ended_at: datetime | None = None
    ended_why: str = ""
    review_due: date | None = None
    review_verdict: ReviewVerdict | None = None
    overdue: bool = False
    basis: tuple[Rest, ...] = ()
    involved: tuple[Involved, ...] = ()
    dissents: tuple[PublishedDissent, ...] = ()
    errata: tuple[PublishedErratum, ...] = ()
    reviews: tuple[PublishedReview, ...] = ()
    supersedes: tuple[Named, ...] = ()
    superseded_by: Named | None = None
    basis_of: tuple[Named, ...] = ()
    corrects: tuple[Named, ...] = ()
    removed: tuple[Removed, ...] = ()

    @property
    def named(self) -> Named:
        """How other pages name it."""
        return Named(self.number, self.text.title, self.status)

    @property
    def regretted(self) -> bool:
        """Whether its last review regretted it, corrected or not."""
        return self.review_verdict in (ReviewVerdict.CORRECTED, ReviewVerdict.NOT_CORRECTED)


@dataclass(frozen=True, slots=True)
class _Read:
    """All that was read, by number."""

    decisions: Mapping[str, Decision]
    events: Mapping[str, Sequence[DecisionEvent]]
    citations: Mapping[str, Sequence[tuple[Citation, datetime | None]]]
    disclosed: Mapping[str, Mapping[str, str]]
    titles: Mapping[tuple[Source, str], str]
    names: Mapping[str, str]
    supersedes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    superseded_by: Mapping[str, str] = field(default_factory=dict)
    basis_of: Mapping[str, Sequence[str]] = field(default_factory=dict)
    corrects: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def named(self, number: str) -> Named:
        one = self.decisions[number]
        return Named(number, one.text.title, one.status)

    def all_named(self, numbers: Sequence[str]) -> tuple[Named, ...]:
        return tuple(self.named(number) for number in dict.fromkeys(numbers) if number in self.decisions)


class PublishedDecisionService:
    """Reads every decision that the public may read, in a handful of queries."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def all(self) -> tuple[PublishedDecision, ...]:
        """Every decision that was ever accepted, the earliest first."""
        async with self._store.read() as records:
            read = await _read(records)
            removed = await removals(records)
        today = self._clock().date()
        found = [_published(one, read, today) for one in read.decisions.values()]
        return tuple(replace(one, removed=removed.get(one.number, ())) for one in found)


async def _read(records: Records) -> _Read:
    found = {one.number: one for one in await records.public.decisions()}
    events = await records.public.decision_events()
    citations = await records.public.decision_citations()
    titles = {(Source.DECISION, number): one.text.title for number, one in found.items()}
    titles |= {(Source.POLL, number): asked for number, asked in (await records.public.questions()).items()}
    titles |= {(Source.MINUTES, hall.number): hall.title for hall in await records.public.halls()}
    supersedes: dict[str, list[str]] = {}
    superseded_by = {}
    for old, new in await records.public.supersessions():
        supersedes.setdefault(new, []).append(old)
        superseded_by[old] = new
    basis_of: dict[str, list[str]] = {}
    for number, several in citations.items():
        for citation, _added in several:
            if citation.source is Source.DECISION:
                basis_of.setdefault(citation.target, []).append(number)
    corrects: dict[str, list[str]] = {}
    for number, happened in events.items():
        for review in reviews(happened):
            corrects.setdefault(review.correction, []).append(number)
    disclosed = await records.public.disclosed()
    acted = {one.logged_by for one in found.values()} | {one.confirmed_by for one in found.values()}
    names = await records.public_names.several({person for person in acted if person})
    return _Read(found, events, citations, disclosed, titles, names, supersedes, superseded_by, basis_of, corrects)


def _published(one: Decision, read: _Read, today: date) -> PublishedDecision:
    number, events = one.number, read.events.get(one.number, ())
    if one.accepted_at is None:
        raise RuntimeError(f"{number} was never accepted")
    superseded_by = read.superseded_by.get(number)
    due = one.review_due if one.status is DecisionStatus.ACCEPTED else None
    return PublishedDecision(
        number,
        one.kind,
        one.status,
        one.text,
        one.decided_on,
        one.logged_at,
        one.accepted_at,
        one.confirmed_by is not None,
        read.names.get(one.logged_by, ""),
        read.names.get(one.confirmed_by or "", ""),
        one.ended_at,
        one.ended_why if one.status is DecisionStatus.WITHDRAWN else "",
        due,
        one.review_verdict,
        due is not None and due <= today,
        tuple(_rest(citation, added, read) for citation, added in read.citations.get(number, ())),
        involved(events, read.disclosed.get(number, {})),
        tuple(
            PublishedDissent(said.number, said.text, said.disposition, said.why or "", said.at, said.later)
            for said in dissents(events, read.disclosed.get(number, {}))
        ),
        tuple(PublishedErratum(slip.wrong, slip.right, slip.why, slip.at) for slip in errata(events)),
        tuple(_review(review, read) for review in reviews(events)),
        read.all_named(read.supersedes.get(number, ())),
        read.named(superseded_by) if superseded_by and superseded_by in read.decisions else None,
        read.all_named(read.basis_of.get(number, ())),
        read.all_named(read.corrects.get(number, ())),
    )


def _rest(citation: Citation, added_at: datetime | None, read: _Read) -> Rest:
    title = citation.title or read.titles.get((citation.source, citation.target), "")
    return Rest(citation, title, added_at)


def _review(one: Review, read: _Read) -> PublishedReview:
    by = read.named(one.correction) if one.correction in read.decisions else None
    return PublishedReview(one.verdict, one.why, one.at, one.correction, by, one.next_due)

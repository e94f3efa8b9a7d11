"""Polls as everybody may know them, in outline: enough for lists, and to tell whether anything shown has changed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.domain.definitions import Freedom
from bot.domain.libraries import Library
from bot.domain.polls.adoptions import Adoption, kept, last_tally
from bot.domain.polls.ballots import Cell, Elector
from bot.domain.polls.moderation import Moderation, moderation
from bot.domain.polls.outcomes import Outcome, rolled_up
from bot.domain.polls.poll_charters import NamesPolicy
from bot.domain.polls.polls import EventKind, Poll, PollEvent, PollState, Voter, can_see_results, counted_roll
from bot.domain.polls.rulebooks import CELL_RULES
from bot.domain.polls.tallies import Turnout
from bot.domain.polls.withholding import FEW, withheld_categories, withheld_organisations, without
from bot.services.published.removals import Removed
from bot.store.public_poll_records import BallotMark, CitingDecision

_TOLD = {
    EventKind.OPENED: (),
    EventKind.EXTENDED: ("before", "after", "by", "reason"),
    EventKind.OUTAGE: ("from", "until"),
    EventKind.CLOSED: ("digest",),
    EventKind.VOIDED: ("reason",),
    EventKind.ROUND_LINKED: ("round",),
    EventKind.RECOUNTED: ("reason", "before", "after"),
    EventKind.ROLL_CHANGED: ("added", "removed", "reason"),
    EventKind.OBJECTION_RAISED: ("component", "freedom"),
    EventKind.OBJECTION_DISPOSED: ("objection", "disposition"),
    EventKind.DEFINITION_PROPOSED: ("definition", "predecessor", "file", "digest"),
    EventKind.CHALLENGED: ("voter", "reason"),
    EventKind.CHALLENGE_DISMISSED: ("voter", "reason"),
    EventKind.EXCLUDED: ("voter", "reason"),
}
"""What is told of each kind of event; those that are not here are not told."""

_ONCE_SEEN = {
    EventKind.CLOSED: ("digest",),
    EventKind.RECOUNTED: ("before", "after"),
    EventKind.CHALLENGED: ("voter", "reason"),
    EventKind.CHALLENGE_DISMISSED: ("voter", "reason"),
    EventKind.EXCLUDED: ("voter", "reason"),
}
"""What of it only where the result may be seen: whose ballot is disputed, and why, and digests of tallies."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a poll, with what everybody may know of it."""

    number: int
    kind: EventKind
    at: datetime
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RollShown:
    """Who may vote, and how many did, without anybody.

    ``categories`` and ``organisations`` are those that are told; ``rest`` are all others, of whom nothing more is known
    or told. ``withheld`` says that some are not told since they are few.
    """

    turnout: Turnout
    categories: Mapping[str, Turnout]
    rest: Turnout
    organisations: Mapping[str, int]
    organisations_rest: int
    withheld: bool


@dataclass(frozen=True, slots=True)
class CellVerdict:
    """What a cell came to by the tally that is kept; ``said``: how many gave each answer, in the order of the scale."""

    cell: Cell
    said: tuple[int, ...]
    eligible: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class PollOutline:
    """A poll as everybody may know it.

    ``seen`` says whether its results may be seen; ``subject`` is what the system is called that it is about, empty for
    AI systems in general. ``adoption`` is what it would change, as it was noted at ``adoption_at``; ``gone`` are
    systems in it that are not recorded any more. ``mark`` is another one whenever a ballot that may be seen is another.
    ``outsiders`` is how many answered who are not on the roll. ``charter_text`` is what the charter's digest is of.
    ``verdicts`` and ``components`` are by its last tally, before rows are merged, where it is over.
    """

    poll: Poll
    state: PollState
    seen: bool
    roll: RollShown
    charter_text: str = ""
    verdicts: tuple[CellVerdict, ...] = ()
    components: Mapping[str, Outcome] = field(default_factory=dict)
    happenings: tuple[Happening, ...] = ()
    decisions: tuple[CitingDecision, ...] = ()
    halls: tuple[str, ...] = ()
    subject: str = ""
    subject_recorded: bool = False
    adoption: Adoption | None = None
    adoption_at: datetime | None = None
    gone: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    complete: int = 0
    outsiders: int = 0
    excluded: int = 0
    challenges: int = 0
    mark: str = ""
    removed: tuple[Removed, ...] = ()

    @property
    def number(self) -> str:
        """The poll's number."""
        return self.poll.number

    @property
    def final(self) -> bool:
        """Whether it is over and its result is there."""
        return self.seen and self.state is PollState.CLOSED

    @property
    def interim(self) -> bool:
        """Whether it is open and its charter shows results all the same."""
        return self.seen and self.state is PollState.OPEN


@dataclass(frozen=True, slots=True)
class Stored:
    """What is stored of one poll, before it is looked at what may be seen of it."""

    poll: Poll
    events: Sequence[PollEvent] = ()
    voters: Sequence[Voter] = ()
    marks: Mapping[str, BallotMark] = field(default_factory=dict)
    decisions: Sequence[CitingDecision] = ()
    halls: Sequence[str] = ()


def outline(stored: Stored, library: Library, now: datetime) -> PollOutline:
    """A poll as everybody may know it at a moment."""
    poll = stored.poll
    seen = can_see_results(poll, now, has_voted=False)
    disputed = moderation(stored.events)
    noted = kept(stored.events) if seen else None
    labels = [poll.charter.definition] + [
        event.body["definition"] for event in stored.events if event.kind is EventKind.DEFINITION_PROPOSED
    ]
    subject = library.systems.get(poll.charter.subject or "")
    adoption = noted[0] if noted else None
    named = (one.system for one in adoption.turns) if adoption else ()
    on_roll = {one.handle for one in stored.voters if not one.outsider}
    verdicts = _verdicts(stored) if seen and poll.state(now) is PollState.CLOSED else ()
    answers = {handle: mark for handle, mark in stored.marks.items() if mark.answered}
    return PollOutline(
        poll,
        poll.state(now),
        seen,
        shown_roll(stored, disputed.handles),
        _charter_text(stored),
        verdicts,
        _components(poll, verdicts),
        tuple(_happening(event, seen=seen) for event in stored.events if event.kind in _TOLD),
        tuple(stored.decisions),
        tuple(stored.halls),
        subject.name if subject else poll.charter.subject or "",
        subject is not None,
        adoption,
        noted[1].at if noted else None,
        tuple(id_ for id_ in named if id_ not in library.systems),
        tuple(label for label in dict.fromkeys(labels) if label in library.reference.definitions),
        _complete(answers, on_roll, len(poll.charter.cells), disputed),
        sum(handle not in on_roll for handle in answers),
        len(disputed.excluded),
        len(disputed.challenges),
        _mark(stored) if seen else "",
    )


def _charter_text(stored: Stored) -> str:
    """As it was hashed when the poll was opened, whatever later versions know of charters."""
    for event in stored.events:
        if event.kind is EventKind.OPENED:
            text: str = event.body["charter"]
            return text
    return stored.poll.charter.canonical


def _components(poll: Poll, verdicts: Iterable[CellVerdict]) -> Mapping[str, Outcome]:
    """What each component came to, before rows are merged."""
    counting = poll.charter.counting
    cells: dict[str, list[Outcome]] = {}
    for one in verdicts:
        cells.setdefault(one.cell.component, []).append(one.outcome)
    if counting.rule not in CELL_RULES:
        return {name: several[0] for name, several in cells.items()}
    return {name: rolled_up(several, counting.roll_up) for name, several in cells.items()}


def _verdicts(stored: Stored) -> tuple[CellVerdict, ...]:
    """By the last tally that is kept with the poll."""
    kinds = (EventKind.CLOSED, EventKind.EXCLUDED, EventKind.RECOUNTED)
    rows = [event.body["rows"] for event in stored.events if event.kind in kinds and "rows" in event.body]
    return tuple(
        CellVerdict(Cell(component, Freedom(freedom)), tuple(said), eligible, Outcome(outcome))
        for component, freedom, *said, eligible, outcome in (rows[-1] if rows else ())
    )


def lacks_adoption(stored: Stored, now: datetime) -> bool:
    """Whether a poll is counted, and nobody noted what its tally would change."""
    poll = stored.poll
    if poll.finished_at is None or not can_see_results(poll, now, has_voted=False):
        return False
    noted = kept(stored.events)
    return noted is None or noted[0].tally != last_tally(stored.events)


def _complete(answers: Mapping[str, BallotMark], on_roll: Iterable[str], asked: int, disputed: Moderation) -> int:
    return sum(
        answers[handle].answered == asked for handle in on_roll if handle in answers and handle not in disputed.handles
    )


def _happening(event: PollEvent, *, seen: bool) -> Happening:
    hidden = () if seen else _ONCE_SEEN.get(event.kind, ())
    told = {name: event.body[name] for name in _TOLD[event.kind] if name in event.body and name not in hidden}
    for name in ("added", "removed"):
        if name in told:
            told[name] = len(told[name])
    return Happening(event.id, event.kind, event.at, told)


def _mark(stored: Stored) -> str:
    """A digest of what the ballots' pages are made of."""
    named = stored.poll.charter.names is NamesPolicy.NAMED
    voters = [
        (one.handle, one.person if named else None, one.category, one.organisation, one.removed_at is None,
         one.conflicted, one.outsider)
        for one in stored.voters
    ]  # fmt: skip
    marks = sorted((handle, one.answered, one.last, one.letters) for handle, one in stored.marks.items())
    events = [(event.id, sorted(map(str, event.body.items()))) for event in stored.events]
    return hashlib.sha256(repr((voters, marks, events)).encode()).hexdigest()


def shown_roll(stored: Stored, excluded: frozenset[str]) -> RollShown:
    """The roll as far as the charter lets it be told: under pseudonyms nothing of few."""
    poll = stored.poll
    voted = {handle for handle, mark in stored.marks.items() if mark.answered}
    least = FEW if poll.charter.names is NamesPolicy.PSEUDONYMOUS else 1
    whole = counted_roll(stored.voters, poll.charter, stored.marks)
    left = replace(whole, electors=tuple(one for one in whole.electors if one.voter not in excluded))
    # With the excluded and without: both are published, and what one of them would tell is told by none.
    categories = withheld_categories(whole, least) | withheld_categories(left, least)
    organisations = withheld_organisations(whole, least) | withheld_organisations(left, least)
    electors = without(left, categories, organisations).electors
    by_category = {
        name: _turnout([one for one in electors if one.category == name], voted)
        for name in sorted({one.category for one in electors if one.category})
    }
    sizes = Counter(one.organisation for one in electors if one.organisation)
    return RollShown(
        _turnout(electors, voted),
        by_category,
        _turnout([one for one in electors if not one.category], voted),
        dict(sorted(sizes.items(), key=lambda pair: (-pair[1], pair[0]))),
        sum(not one.organisation for one in electors),
        bool(categories or organisations),
    )


def _turnout(electors: Sequence[Elector], voted: Iterable[str]) -> Turnout:
    return Turnout(sum(one.voter in voted for one in electors), len(electors))

"""Patterns among a poll's ballots that somebody should look at. They show, and decide nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.polls.ballots import Cell, Choice, Elector, Roll
from bot.domain.polls.polls import PollEvent, StandingCell, Via, Voter
from bot.domain.polls.withholding import withheld_organisations
from bot.domain.profiles import account_made

TOGETHER = timedelta(minutes=10)
"""Within which identical ballots are a pattern."""

IDENTICAL_VOTERS, IDENTICAL_CELLS = 3, 4
"""How many ballots have to be identical, and how many cells they have to answer: of fewer many are alike by chance."""

AT_ONCE = timedelta(minutes=1)
"""Within which a whole ballot that says the same everywhere is a pattern."""

ALIKE_CELLS = 8
"""How many cells a poll has to ask for that."""

CROWDED, CROWD = timedelta(minutes=5), 5
"""Within which first ballots are a crowd, and of how many at least; it is a quarter of all first ballots, too."""

COLLEAGUES = 3
"""How many people of one organisation are several."""

YOUNG = timedelta(days=30)
"""How old an account is, when the poll opens, that is young no more."""


class Pattern(StrEnum):
    """What stands out.

    ``identical``: ballots that say the same, cast within minutes. ``alike``: the same answer in every cell, given at
    once. ``filled``: a ballot that is one press of "the rest is not required". ``crowd``: many first ballots within
    minutes. ``organisation``: several people of one organisation. ``young``: an account that was made shortly before.
    """

    IDENTICAL = "identical"
    ALIKE = "alike"
    FILLED = "filled"
    CROWD = "crowd"
    ORGANISATION = "organisation"
    YOUNG = "young"


@dataclass(frozen=True, slots=True)
class Anomaly:
    """A pattern that was found, and with whom; never what a ballot says.

    ``handles`` is empty where it would tell who stands behind a handle; ``people`` says how many they are all the same.
    ``since`` and ``until`` are the first and the last of the ballots, where time is what it is about.
    """

    pattern: Pattern
    people: int
    handles: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class TimedBallot:
    """A ballot as it stands, and when it came about.

    ``first_at`` is when its voter first cast anything; ``since`` and ``until`` when the oldest and the newest of its
    answers were given.
    """

    handle: str
    choices: Mapping[Cell, Choice]
    vias: frozenset[Via]
    first_at: datetime
    since: datetime
    until: datetime


def timed_ballots(cells: Iterable[StandingCell], casts: Sequence[PollEvent]) -> tuple[TimedBallot, ...]:
    """The ballots that hold an answer, from their cells and from every cast of the poll."""
    cast_at = {event.id: event.at for event in casts}
    first_at: dict[str, datetime] = {}
    for event in casts:
        if event.handle:
            first_at[event.handle] = min(event.at, first_at.get(event.handle, event.at))
    by_handle: dict[str, list[StandingCell]] = {}
    for one in cells:
        if one.choice is not None:
            by_handle.setdefault(one.handle, []).append(one)
    found = []
    for handle, several in by_handle.items():
        moments = [cast_at[one.event] for one in several]
        choices = {one.cell: one.choice for one in several if one.choice is not None}
        vias = frozenset(one.via for one in several)
        found.append(TimedBallot(handle, choices, vias, first_at[handle], min(moments), max(moments)))
    return tuple(found)


def anomalies(
    ballots: Sequence[TimedBallot],
    voters: Sequence[Voter],
    asked: int,
    opened_at: datetime,
    *,
    sealed: bool,
    own: str | None = None,
    least: int = 1,
) -> tuple[Anomaly, ...]:
    """All patterns of a poll.

    Args:
        ballots: Those that hold an answer.
        voters: Everybody who is on the roll now.
        asked: How many cells the poll asks.
        sealed: Whether nobody may see yet how anybody voted: then nothing is told from which that follows. Which
            ballots are one press is not told then, and ``own`` is compared with no other.
        own: The handle of whoever looks, if they vote themselves; who casts a ballot to find its like learns nothing.
        least: Of organisations with fewer people the handles are not told.
    """
    compared = [one for one in ballots if not (sealed and one.handle == own)]
    return (
        *_identical(compared),
        *_alike(ballots, asked, sealed=sealed),
        *(() if sealed else _filled(ballots)),
        *_crowds(ballots),
        *_organisations(voters, least),
        *_young(voters, opened_at),
    )


def _identical(ballots: Sequence[TimedBallot]) -> list[Anomaly]:
    by_choices: dict[frozenset[tuple[Cell, Choice]], list[TimedBallot]] = {}
    for one in ballots:
        if len(one.choices) >= IDENTICAL_CELLS:
            by_choices.setdefault(frozenset(one.choices.items()), []).append(one)
    found = [
        _together(Pattern.IDENTICAL, group)
        for several in by_choices.values()
        for group in _groups([(one.until, one.handle) for one in several], TOGETHER, IDENTICAL_VOTERS)
    ]
    return sorted(found, key=lambda one: (one.since, one.handles))


def _alike(ballots: Sequence[TimedBallot], asked: int, *, sealed: bool) -> list[Anomaly]:
    if asked < ALIKE_CELLS:
        return []
    several = [
        one.handle
        for one in ballots
        if len(one.choices) == asked and len(set(one.choices.values())) == 1 and one.until - one.since <= AT_ONCE
        # What is one press is told by itself where that may be told.
        and (sealed or one.vias != {Via.FILL})
    ]  # fmt: skip
    return _of(Pattern.ALIKE, several)


def _filled(ballots: Sequence[TimedBallot]) -> list[Anomaly]:
    return _of(Pattern.FILLED, [one.handle for one in ballots if one.vias == {Via.FILL}])


def _crowds(ballots: Sequence[TimedBallot]) -> list[Anomaly]:
    least = max(CROWD, -(-len(ballots) // 4))
    groups = _groups([(one.first_at, one.handle) for one in ballots], CROWDED, least)
    return [_together(Pattern.CROWD, group) for group in groups]


def _organisations(voters: Sequence[Voter], least: int) -> list[Anomaly]:
    sizes = Counter(one.organisation for one in voters if one.organisation)
    untold = withheld_organisations(
        Roll(tuple(Elector(one.handle, one.category, one.organisation) for one in voters)), least
    )
    found = []
    for name in sorted(name for name, size in sizes.items() if size >= COLLEAGUES):
        handles = sorted(one.handle for one in voters if one.organisation == name)
        told = () if name in untold else tuple(handles)
        found.append(Anomaly(Pattern.ORGANISATION, len(handles), told, organisation=name))
    return found


def _young(voters: Sequence[Voter], opened_at: datetime) -> list[Anomaly]:
    since = (opened_at - YOUNG).date()
    made = {one.handle: account_made(one.person) for one in voters if one.person}
    return _of(Pattern.YOUNG, [handle for handle, day in made.items() if day is not None and day > since])


def _of(pattern: Pattern, handles: Sequence[str]) -> list[Anomaly]:
    return [Anomaly(pattern, len(handles), tuple(sorted(handles)))] if handles else []


def _together(pattern: Pattern, group: Sequence[tuple[datetime, str]]) -> Anomaly:
    handles = tuple(sorted(handle for _at, handle in group))
    return Anomaly(pattern, len(group), handles, group[0][0], group[-1][0])


def _groups(
    moments: Sequence[tuple[datetime, str]], span: timedelta, least: int
) -> list[list[tuple[datetime, str]]]:  # fmt: skip
    """The groups in which each stands with so many, at least, within the span; those that overlap are one."""
    ordered = sorted(moments)
    found: list[tuple[int, int]] = []
    end = 0
    for start, (at, _handle) in enumerate(ordered):
        while end < len(ordered) and ordered[end][0] - at <= span:
            end += 1
        if end - start < least:
            continue
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return [ordered[start:end] for start, end in found]

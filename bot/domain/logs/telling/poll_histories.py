"""A poll with all that happened to it, as far as the log tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from bot.domain.polls.ballots import Cell
from bot.domain.polls.moderation import KINDS, moderation
from bot.domain.polls.poll_charters import Interim, NamesPolicy
from bot.domain.polls.polls import EventKind, Poll, PollEvent, StandingCell, Voter, cells_of
from bot.domain.polls.results import by_category, withheld_of
from bot.domain.polls.standing import StandingBallots, standing_of
from bot.domain.polls.withholding import FEW, told_conflicted, without


@dataclass(frozen=True, slots=True)
class Listed:
    """What is told at the close of somebody on the roll; empty for what is not known, or withheld."""

    handle: str
    category: str = ""
    organisation: str = ""
    person: str = ""
    conflicted: bool = False


@dataclass(frozen=True)
class PollHistory:
    """A poll that was opened.

    ``events`` are all of it in their order, ``voters`` those on its roll, who were taken off too; ``person`` of each is
    what they are called in public.
    """

    poll: Poll
    events: Sequence[PollEvent]
    voters: Sequence[Voter] = ()

    @property
    def sealed(self) -> bool:
        """Whether nobody sees a ballot before the close."""
        return self.poll.charter.interim is not Interim.LIVE

    @cached_property
    def first_roll(self) -> tuple[str, ...]:
        """The handles on the roll when the poll was opened: what it is now, with every later change undone."""
        found = {one.handle for one in self.voters if one.removed_at is None}
        for event in reversed([one for one in self.events if one.kind is EventKind.ROLL_CHANGED]):
            found = (found - set(event.body["added"])) | set(event.body["removed"])
        return tuple(sorted(found))

    @cached_property
    def casts(self) -> tuple[tuple[PollEvent, str, tuple[StandingCell, ...]], ...]:
        """Every cast, the number of the voter's cast before it ("" for the first), and the whole ballot after it."""
        return tuple(whole_ballots(self.events))

    @cached_property
    def ballots(self) -> StandingBallots:
        """The ballots as the casts left them, with the roll of those who count."""
        last = {event.handle: whole for event, _before, whole in self.casts}
        cells = sorted(chain.from_iterable(last.values()), key=lambda one: one.event)
        excluded = moderation(one for one in self.events if one.kind in KINDS).handles
        return standing_of(self.poll, self.voters, cells, excluded=excluded)

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """Those on the roll at the close of whom anything is told, under the rules for what may be published."""
        charter, ballots = self.poll.charter, self.ballots
        least = FEW if charter.names is NamesPolicy.PSEUDONYMOUS else 1
        whole = ballots.as_cast.roll if ballots.as_cast else ballots.roll
        withheld = withheld_of(ballots.roll, whole, charter.counting, least)
        shown = without(whole, *withheld)
        conflicted = told_conflicted(shown, self._conflicted, least, without(ballots.roll, *withheld))
        persons = self._persons
        found = (
            Listed(one.voter, one.category, one.organisation, persons.get(one.voter, ""), one.voter in conflicted)
            for one in shown.electors
        )
        return tuple(one for one in found if one != Listed(one.handle))

    @cached_property
    def untold(self) -> bool:
        """Whether verdicts hang on categories that are not told, and so cannot be had from what is published."""
        told = {one.handle: one.category for one in self.listed}
        known = {one.voter: one.category for one in self.ballots.roll.electors}
        return by_category(self.poll.charter.counting) and any(
            category and not told.get(handle) for handle, category in known.items()
        )

    @property
    def _conflicted(self) -> frozenset[str]:
        declared = {one.handle for one in self.events if one.kind is EventKind.CONFLICT_DECLARED and one.handle}
        return frozenset(declared | {one.handle for one in self.voters if one.conflicted})

    @property
    def _persons(self) -> Mapping[str, str]:
        if self.poll.charter.names is not NamesPolicy.NAMED:
            return {}
        took_part = {one.handle for one in self.ballots.cells if one.choice is not None}
        return {one.handle: one.person for one in self.voters if one.person and one.handle in took_part}


def whole_ballots(events: Iterable[PollEvent]) -> Iterator[tuple[PollEvent, str, tuple[StandingCell, ...]]]:
    """Every cast with what the whole ballot is after it; see ``PollHistory.casts``."""
    standing: dict[str, dict[Cell, StandingCell]] = {}
    before: dict[str, str] = {}
    for event in (one for one in events if one.kind is EventKind.CAST):
        handle = event.handle or ""
        mine = standing.setdefault(handle, {})
        mine.update((one.cell, one) for one in cells_of(event))
        yield event, before.get(handle, ""), tuple(mine.values())
        before[handle] = str(event.id)

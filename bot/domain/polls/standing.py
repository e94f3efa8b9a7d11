"""A poll's ballots as they stand, and the tally that is kept of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.domain.definitions import Freedom
from bot.domain.polls import charter_forms
from bot.domain.polls.ballots import Ballot, Cell, Roll, ballots
from bot.domain.polls.charters import outcomes
from bot.domain.polls.poll_charters import NamesPolicy
from bot.domain.polls.polls import EventKind, Poll, PollEvent, StandingCell, Voter, counted_roll
from bot.domain.polls.results import PollResult, result
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.tallies import CellTally, Disposition, PollTally, count
from bot.domain.polls.verdicts import AsCast
from bot.domain.polls.withholding import FEW


@dataclass(frozen=True, slots=True)
class StandingBallots:
    """A poll's ballots as they stand, with the roll of the persons who count, and what became of objections.

    ``conflicted`` are handles of voters with a conflict of interest: disclosed in the poll, or noted on the roll.
    ``cells`` are in the order of their casts; those of excluded ballots are among them, and not in the papers.
    ``as_cast`` has the papers and the roll with the excluded; None where nobody is.
    """

    poll: Poll
    cells: tuple[StandingCell, ...]
    papers: tuple[Ballot, ...]
    roll: Roll
    objections: Mapping[Cell, Sequence[Disposition | None]]
    conflicted: frozenset[str] = frozenset()
    as_cast: AsCast | None = None

    @property
    def tally(self) -> PollTally:
        """The papers counted, of persons or organisations as the charter says."""
        charter = self.poll.charter
        roll = self.roll.by(charter.counting.vote_unit)
        return count(charter.cells, self.papers, roll, self.objections, charter.scale)

    def result(self) -> PollResult:
        """All that the result says; in a pseudonymous poll categories of few people are not told apart."""
        charter = self.poll.charter
        return result(
            charter.counting,
            charter.cells,
            self.papers,
            self.roll,
            mergings=charter.mergings,
            objections=self.objections,
            conflicted=self.conflicted,
            least=FEW if charter.names is NamesPolicy.PSEUDONYMOUS else 1,
            as_cast=self.as_cast,
            scale=charter.scale,
        )


def standing_of(
    poll: Poll,
    voters: Iterable[Voter],
    cells: Sequence[StandingCell],
    objections: Mapping[Cell, Sequence[Disposition | None]] | None = None,
    conflicted: frozenset[str] = frozenset(),
    excluded: frozenset[str] = frozenset(),
) -> StandingBallots:
    """Cells in the order of their casts, as papers of those who count; who is excluded is not on their roll either."""
    whole = counted_roll(voters, poll.charter, (one.handle for one in cells))
    roll = replace(whole, electors=tuple(one for one in whole.electors if one.voter not in excluded))
    as_cast = None if roll == whole else AsCast(_papers(poll, cells, whole), whole)
    listed = {elector.voter for elector in whole.electors}
    kept = tuple(one for one in cells if one.handle in listed)
    return StandingBallots(poll, kept, _papers(poll, cells, roll), roll, objections or {}, conflicted, as_cast)


def _papers(poll: Poll, cells: Sequence[StandingCell], roll: Roll) -> tuple[Ballot, ...]:
    counting = {elector.voter for elector in roll.electors}
    return ballots((one.mark for one in cells if one.handle in counting), roll, poll.charter.counting.vote_unit)


def dispositions(events: Iterable[PollEvent]) -> Mapping[Cell, Sequence[Disposition | None]]:
    """What became of the objections to each cell."""
    raised: dict[int, tuple[Cell, Disposition | None]] = {}
    for event in events:
        if event.kind is EventKind.OBJECTION_RAISED:
            raised[event.id] = (Cell(event.body["component"], Freedom(event.body["freedom"])), None)
        else:
            number = event.body["objection"]
            raised[number] = (raised[number][0], Disposition(event.body["disposition"]))
    found: dict[Cell, list[Disposition | None]] = {}
    for cell, disposition in raised.values():
        found.setdefault(cell, []).append(disposition)
    return found


def tally_rows(tally: PollTally, poll: Poll) -> list[list[Any]]:
    """A tally to be kept: of every cell its counts and its verdict."""
    verdicts = outcomes(tally, poll.charter.counting)
    return [
        [one.cell.component, one.cell.freedom.value, *_numbers(one, tally.scale), one.counts.eligible,
         verdicts[one.cell].value]
        for one in tally.cells
    ]  # fmt: skip


def _numbers(one: CellTally, scale: BallotScale) -> list[Any]:
    return [one.counts.said(choice) for choice in scale.choices]


def rows_digest(rows: Iterable[Sequence[Any]]) -> str:
    """The digest of a tally that is kept."""
    return hashlib.sha256(charter_forms.written(tuple(tuple(row) for row in rows)).encode()).hexdigest()

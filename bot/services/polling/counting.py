"""A poll's stored ballots, counted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.definitions import Freedom
from bot.domain.polls import charter_forms
from bot.domain.polls.ballots import Cell, ballots
from bot.domain.polls.charters import outcomes
from bot.domain.polls.polls import EventKind, Poll, PollEvent, StandingCell, Voter, counted_roll
from bot.domain.polls.tallies import Disposition, PollTally, count
from bot.store import Records


async def counted(records: Records, poll: Poll, without: frozenset[str] = frozenset()) -> PollTally:
    """A poll's ballots as they stand, counted; ``without`` are handles of voters to leave out."""
    voters = [one for one in await records.voters.of(poll.number) if one.handle not in without]
    cells = [one for one in await records.poll_cells.of(poll.number) if one.handle not in without]
    events = await records.poll_events.of(
        poll.number, EventKind.OBJECTION_RAISED, EventKind.OBJECTION_DISPOSED
    )  # fmt: skip
    return tally_of(poll, voters, cells, dispositions(events))


def tally_of(
    poll: Poll,
    voters: Iterable[Voter],
    cells: Sequence[StandingCell],
    objections: Mapping[Cell, Sequence[Disposition | None]] | None = None,
) -> PollTally:
    """Cells in the order of their casts, counted as the charter says."""
    unit = poll.charter.counting.vote_unit
    roll = counted_roll(voters, poll.charter, (one.handle for one in cells))
    counting = {elector.voter for elector in roll.electors}
    papers = ballots((one.mark for one in cells if one.handle in counting), roll, unit)
    return count(poll.charter.cells, papers, roll.by(unit), objections)


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
        [one.cell.component, one.cell.freedom.value, one.counts.yes, one.counts.no, one.counts.discuss,
         one.counts.abstain, one.counts.eligible, verdicts[one.cell].value]
        for one in tally.cells
    ]  # fmt: skip


def rows_digest(rows: Iterable[Sequence[Any]]) -> str:
    """The digest of a tally that is kept."""
    return hashlib.sha256(charter_forms.written(tuple(tuple(row) for row in rows)).encode()).hexdigest()

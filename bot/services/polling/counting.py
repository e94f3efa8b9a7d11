"""A poll's stored ballots, counted."""

from __future__ import annotations

from bot.domain.polls.moderation import KINDS, moderation
from bot.domain.polls.polls import EventKind, Poll
from bot.domain.polls.standing import (
    StandingBallots,
    dispositions,
    rows_digest,
    standing_of,
    tally_rows,
)
from bot.domain.polls.tallies import PollTally
from bot.store import Records

__all__ = ["StandingBallots", "ballots_of", "counted", "dispositions", "rows_digest", "standing_of", "tally_rows"]


async def counted(records: Records, poll: Poll) -> PollTally:
    """A poll's ballots as they are stored now, counted."""
    return (await ballots_of(records, poll)).tally


async def ballots_of(records: Records, poll: Poll, excluded: frozenset[str] = frozenset()) -> StandingBallots:
    """A poll's ballots, as they are stored now; some more may be taken for excluded."""
    voters = await records.voters.of(poll.number)
    cells = await records.poll_cells.of(poll.number)
    events = await records.poll_events.of(
        poll.number, EventKind.OBJECTION_RAISED, EventKind.OBJECTION_DISPOSED
    )  # fmt: skip
    declared = await records.poll_events.of(poll.number, EventKind.CONFLICT_DECLARED)
    conflicted = frozenset(event.handle for event in declared if event.handle)
    conflicted |= {voter.handle for voter in voters if voter.conflicted}
    excluded |= moderation(await records.poll_events.of(poll.number, *KINDS)).handles
    return standing_of(poll, voters, cells, dispositions(events), conflicted, excluded)

"""Reading somebody's own ballot as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.actors import Actor
from bot.domain.logs.places import LoggedBallot
from bot.domain.polls.ballots import Cell
from bot.domain.polls.moderation import EXCLUDERS
from bot.domain.polls.polls import Poll, PollState, StandingCell, Voter
from bot.domain.refusals import Forbidden
from bot.services.polling import outsiders, receipts
from bot.services.polling.finding import found
from bot.store import Records
from bot.texts import _

Standing = Mapping[Cell, StandingCell]


@dataclass(frozen=True, slots=True)
class OwnBallot:
    """A voter's own ballot as it stands.

    ``cells`` holds the answered cells alone; ``earlier`` how many answers of the round before could be taken over.
    ``excluded`` says that by decision of two moderators it is not counted. ``logged`` is where its last cast stands in
    the log, None until it does.
    """

    poll: Poll
    state: PollState
    voter: Voter
    cells: Standing
    earlier: int = 0
    excluded: bool = False
    logged: LoggedBallot | None = None


async def read(records: Records, number: str, actor: Actor, now: datetime) -> OwnBallot | None:
    """A ballot; None of somebody who may answer without being on the roll, and has not begun.

    Raises:
        Forbidden: The actor is not on the roll.
    """
    poll = await found(records, number, now)
    voter = await records.voters.find(poll.number, actor.id)
    if voter is None and outsiders.welcome(poll, now):
        return None
    if voter is None:
        raise not_on_the_roll(poll)
    left = await records.poll_cells.of(poll.number, voter.handle)
    cells = answered(left)
    before = await earlier(records, poll, actor)
    excluded = len(await records.exclusions.of(poll.number, voter.handle)) >= EXCLUDERS
    fitting = [cell for cell in before if cell in set(poll.charter.cells) - set(cells)]
    logged = await receipts.logged(records, poll.number, max(one.event for one in left)) if left else None
    return OwnBallot(poll, poll.state(now), voter, cells, len(fitting), excluded, logged)


async def open_to(records: Records, actor: Actor, now: datetime) -> tuple[OwnBallot, ...]:
    """The actor's ballots in polls that are open and on whose roll they stand; what closes first comes first."""
    mine = []
    for number in await records.voters.polls_of(actor.id):
        poll = await found(records, number, now)
        voter = await records.voters.find(number, actor.id)
        listed = voter is not None and voter.removed_at is None and not voter.outsider
        if poll.state(now) is PollState.OPEN and voter is not None and listed:
            cells = answered(await records.poll_cells.of(number, voter.handle))
            mine.append(OwnBallot(poll, PollState.OPEN, voter, cells))
    return tuple(sorted(mine, key=lambda one: one.poll.closes_at))


async def earlier(records: Records, poll: Poll, actor: Actor) -> Standing:
    """What somebody had answered in the round before."""
    first = poll.charter.round_of
    voter = await records.voters.find(first, actor.id) if first else None
    return answered(await records.poll_cells.of(first, voter.handle)) if first and voter else {}


def answered(cells: Sequence[StandingCell]) -> dict[Cell, StandingCell]:
    """The cells that hold an answer."""
    return {one.cell: one for one in cells if one.choice is not None}


def not_on_the_roll(poll: Poll) -> Forbidden:
    """That somebody cannot vote, and whom to ask."""
    whom = poll.charter.contact or _("a facilitator")
    text = _("You are not on the roll of poll {number}, so you cannot vote in it. If you should be, ask {whom}.")
    return Forbidden(text.format(number=poll.number, whom=whom))

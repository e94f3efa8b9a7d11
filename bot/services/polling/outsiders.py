"""People who are not on a poll's roll: where its charter lets them answer, they are counted apart and never mixed."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.actors import Actor
from bot.domain.polls.ballots import Elector, Roll, ballots
from bot.domain.polls.poll_charters import Outsiders
from bot.domain.polls.polls import Poll, PollState, StandingCell, Voter
from bot.domain.polls.tallies import PollTally, count
from bot.store import Records


@dataclass(frozen=True, slots=True)
class Advisory:
    """What people answered who are not on the roll: at least one did.

    ``tally`` counts those alone who gave an answer, one ballot a person, whatever votes as one in the poll.
    """

    cells: tuple[StandingCell, ...]
    tally: PollTally

    @property
    def people(self) -> int:
        """How many answered."""
        return self.tally.turnout.voted


def welcome(poll: Poll, at: datetime) -> bool:
    """Whether somebody who is not on the roll may answer at a moment."""
    return poll.charter.outsiders is Outsiders.ADVISORY and poll.state(at) is PollState.OPEN


async def admitted(records: Records, poll: Poll, actor: Actor) -> Voter | None:
    """Somebody who is not on the roll, under a handle of theirs; what they answer is held like any ballot."""
    await records.voters.admit(poll.number, Voter(secrets.token_hex(8), actor.id, outsider=True))
    return await records.voters.held(poll.number, actor.id)


async def advisory_of(records: Records, poll: Poll) -> Advisory | None:
    """What they answered; None where nobody did."""
    if poll.charter.outsiders is not Outsiders.ADVISORY:
        return None
    handles = {one.handle for one in await records.voters.outsiders(poll.number)}
    return _counted(poll, [one for one in await records.poll_cells.of(poll.number) if one.handle in handles])


def _counted(poll: Poll, cells: Sequence[StandingCell]) -> Advisory | None:
    answered = tuple(one for one in cells if one.choice is not None)
    if not answered:
        return None
    roll = Roll(tuple(Elector(handle) for handle in dict.fromkeys(one.handle for one in answered)))
    papers = ballots((one.mark for one in answered), roll)
    return Advisory(answered, count(poll.charter.cells, papers, roll, scale=poll.charter.scale))

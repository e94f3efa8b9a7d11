"""How the voters of a poll are named in public, where its charter publishes names: as they chose, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.polls.poll_charters import NamesPolicy
from bot.domain.polls.polls import Poll, Voter
from bot.store import Records


async def publicly_named(records: Records, poll: Poll, voters: Sequence[Voter]) -> tuple[Voter, ...]:
    """The voters of a poll; ``person`` of each is the name that they chose for the record, None where they chose none.

    The number of an account is nobody's name, and is never published.
    """
    if poll.charter.names is not NamesPolicy.NAMED:
        return tuple(replace(one, person=None) for one in voters)
    names = await records.public_names.several([one.person for one in voters if one.person])
    return tuple(replace(one, person=names.get(one.person or "") or None) for one in voters)

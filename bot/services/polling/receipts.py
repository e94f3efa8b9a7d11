"""Receipts of ballots: made of the event that was stored, so that they are the same again."""

from __future__ import annotations

from bot.domain.logs.auditing import CELLS
from bot.domain.logs.places import LoggedBallot
from bot.domain.logs.telling.polls import ballot_id
from bot.domain.polls.polls import EventKind, Poll, PollEvent, Receipt
from bot.store import Records


def of(event: PollEvent, poll: Poll) -> Receipt:
    """The receipt of a cast."""
    body = event.body
    changed, asked = len(body["cells"]), len(poll.charter.components) * len(poll.charter.freedoms)
    advisory = body.get("advisory", False)
    return Receipt(event.poll, event.id, event.at, body["digest"], body["answered"], changed, asked, advisory)


async def repeated(records: Records, poll: Poll, delivery: str | None) -> Receipt | None:
    """The receipt of what a delivery brought before; None if it brought no ballot of this poll."""
    earlier = await records.poll_events.delivered(delivery) if delivery else None
    if earlier is None or earlier.kind is not EventKind.CAST or earlier.poll != poll.number:
        return None
    return of(earlier, poll)


async def logged(records: Records, poll: str, event: int) -> LoggedBallot | None:
    """Where a cast stands in the log; None until it does."""
    leaf = ballot_id(poll, event)
    places = await records.log_leaves.of([leaf])
    digests = [one.digest for one in await records.log_disclosures.of(leaf) if one.name == CELLS]
    return LoggedBallot(places[0].sequence, leaf, digests[0]) if places and digests else None

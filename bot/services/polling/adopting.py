"""Keeping with a poll which systems would change verdict if its result were adopted, as of when it was counted."""

from __future__ import annotations

import asyncio
import logging

from bot.domain.clocks import Clock
from bot.domain.impacts import Impact, impact_on
from bot.domain.polls.adoptions import adoption, kept, last_tally
from bot.domain.polls.drafted_rows import NotDraftable, PollCited
from bot.domain.polls.drafting import decides, draft
from bot.domain.polls.polls import EventKind, Poll, PollEvent
from bot.domain.polls.results import PollResult
from bot.services.libraries import LibraryService, Snapshot
from bot.services.polling.counting import StandingBallots, ballots_of, rows_digest, tally_rows
from bot.store import Store

log = logging.getLogger(__name__)

_COUNTED = (EventKind.CLOSED, EventKind.EXCLUDED, EventKind.RECOUNTED, EventKind.ADOPTION_NOTED)


class AdoptionService:
    """Notes what a result would change: right after the close, and again where the tally becomes another."""

    def __init__(self, store: Store, library: LibraryService, clock: Clock) -> None:
        self._store = store
        self._library = library
        self._clock = clock

    async def keep(self, number: str) -> bool:
        """Note it for the tally that a poll has now; says whether it was noted now.

        Nothing is noted of a poll whose close nobody has noted, or that is void.
        """
        async with self._store.read() as records:
            poll = await records.polls.find(number)
            if poll is None or poll.finished_at is None or poll.voided_at is not None:
                return False
            if _known(await records.poll_events.of(number, *_COUNTED)):
                return False
            ballots = await ballots_of(records, poll)
        snapshot = await self._library.current()
        result, impact = await asyncio.to_thread(adopted, ballots, snapshot)
        body = adoption(
            rows_digest(tally_rows(ballots.tally, poll)), impact if decides(result, poll.charter.components) else None
        ).body
        async with self._store.write() as records:
            await records.polls.held(number)
            events = await records.poll_events.of(number, *_COUNTED)
            if _known(events) or last_tally(events) != body["tally"]:
                # Another process was first, or the tally became another: then it is noted next time.
                return False
            event = PollEvent(EventKind.ADOPTION_NOTED, number, self._clock(), body)
            await records.poll_events.add(event)
        log.info("poll %s: what it would change is noted", number)
        return True


def _known(events: tuple[PollEvent, ...]) -> bool:
    found = kept(events)
    return found is not None and found[0].tally == last_tally(events)


def adopted(ballots: StandingBallots, snapshot: Snapshot) -> tuple[PollResult, Impact | None]:
    """The result, and what a definition made of it would change against the version in force."""
    result = ballots.result()
    return result, impact_of(result, ballots.poll, snapshot)


def impact_of(result: PollResult, poll: Poll, snapshot: Snapshot) -> Impact | None:
    """What a definition made of a result would change; None where none can be made of it."""
    cited = PollCited(poll.number, poll.closes_at.date())
    try:
        drafted = draft(result, poll.charter.components, cited, snapshot.in_force, snapshot.library.reference)
    except NotDraftable:
        return None
    return impact_on(snapshot.library, snapshot.in_force, drafted)

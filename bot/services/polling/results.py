"""What is known of a poll: its turnout while it is open, its result afterwards, and its close noted once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.decisions.citations import Source
from bot.domain.polls.ballots import Cell
from bot.domain.polls.moderation import KINDS, moderation
from bot.domain.polls.polls import (
    DRAIN,
    EventKind,
    Poll,
    PollEvent,
    PollState,
    StandingCell,
    can_see_results,
    replayed,
)
from bot.domain.polls.tallies import Disposition, Turnout
from bot.domain.refusals import Forbidden, Unknown
from bot.domain.written import words
from bot.services.libraries import LibraryService
from bot.services.polling import ballot_texts, closing
from bot.services.polling.adopting import impact_of
from bot.services.polling.counting import ballots_of, counted, rows_digest, tally_rows
from bot.services.polling.finding import NotNow, found, held, refuse_unless
from bot.services.polling.naming import publicly_named
from bot.services.polling.outsiders import advisory_of
from bot.services.polling.statuses import Objection, Recount, Result, Status, objections_of
from bot.services.tallying.counting import Count, count_of
from bot.store import Records, Store
from bot.texts import _

log = logging.getLogger(__name__)

TEXT_LIMIT = 1500


class ResultService:
    """Tells how polls stand, counts them, and notes their close."""

    def __init__(self, store: Store, library: LibraryService, clock: Clock, record_channel: str | None = None) -> None:
        self._store = store
        self._record_channel = record_channel
        self._library = library
        self._clock = clock

    async def due(self) -> tuple[str, ...]:
        """Polls whose close nobody has noted, and whose last ballots have arrived."""
        async with self._store.glance() as records:
            return tuple(await records.polls.ended(self._clock() - DRAIN))

    async def finish_due(self) -> tuple[str, ...]:
        """Note the close of every poll that is over; returns those noted now.

        Raises:
            ExceptionGroup: What went wrong with some; the others are noted.
        """
        noted, wrong = [], []
        # One after the other: each writes, and many at once would only wait for one another, some for too long.
        for number in await self.due():
            try:
                if await self.finish(number):
                    noted.append(number)
            except NotNow:
                continue  # its close may still be moved: it is looked at again later
            except Exception as error:  # noqa: BLE001 - raised once all others are noted
                wrong.append(error)
        if wrong:
            raise ExceptionGroup("closes that could not be noted", wrong)
        return tuple(noted)

    async def finish(self, number: str) -> bool:
        """Note the close of one poll with its tally; once, however often and by however many it is tried.

        Raises:
            NotNow: The poll is not over: it is never closed early. Or an outage may still move its close.
        """
        now = self._clock()
        async with self._store.write() as records:
            poll = await held(records, number, now)
            noted = await closing.note(records, poll, now, (poll.channel, self._record_channel))
        if noted:
            log.info("poll %s is closed", poll.number)
        return noted

    async def status(self, number: str, actor: Actor | None) -> Status:
        """How a poll stands; what may be seen of its results is decided in one place.

        Args:
            actor: Who looks; None for everybody at once.

        Raises:
            Unknown: There is no such poll.
        """
        now = self._clock()
        async with self._store.read() as records:
            poll = await found(records, number, now)
            voters = await records.voters.of(poll.number)
            answered = await records.poll_cells.answered(poll.number)
            voted = actor is not None and any(one.person == actor.id and one.handle in answered for one in voters)
            visible = can_see_results(poll, now, has_voted=voted)
            tally = await self._count(records, poll) if visible else None
            extensions = await records.poll_events.of(poll.number, EventKind.EXTENDED)
            objections = await objections_of(records, poll)
            disputed = moderation(await records.poll_events.of(poll.number, *KINDS))
            apart = await records.poll_cells.answered(poll.number, outsiders=True)
        standing_ = [
            one
            for one in voters
            if (one.removed_at is None or one.handle in answered) and one.handle not in disputed.handles
        ]
        by_category: dict[str, Turnout] = {}
        for name in sorted({one.category for one in standing_}):
            of = [one for one in standing_ if one.category == name]
            by_category[name] = Turnout(sum(one.handle in answered for one in of), len(of))
        asked = len(poll.charter.cells)
        return Status(
            poll,
            poll.state(now),
            tally is not None and poll.state(now) is PollState.CLOSED,
            Turnout(sum(one.voted for one in by_category.values()), len(standing_)),
            by_category,
            sum(1 for one in standing_ if answered.get(one.handle) == asked),
            extensions,
            sum(1 for one in objections if one.disposition is None),
            tally,
            tally is not None and poll.state(now) is PollState.OPEN,
            disputed,
            len(apart),
        )

    async def ended(self, number: str) -> str:
        """Note the close of a poll that is over: no later ballot then changes what is read of it.

        Returns:
            The poll's number in its one form.

        Raises:
            NotNow: It is not over, or is void.
        """
        now = self._clock()
        async with self._store.read() as records:
            poll = await found(records, number, now)
        closing.refuse_unless_over(poll, now)
        if poll.finished_at is None:
            await self.finish(poll.number)
        return poll.number

    async def result(self, number: str) -> Result:
        """What a poll decided; its close is noted first.

        Raises:
            NotNow: It is not over, or is void.
        """
        found_ = await self.counted(number)
        snapshot = await self._library.current()
        # Off the event loop: every system judged anew takes a moment.
        impact = await asyncio.to_thread(impact_of, found_.found, found_.poll, snapshot)
        return replace(found_, impact=impact)

    async def counted(self, number: str) -> Result:
        """The same without what it would change, which takes as long again; its close is noted first.

        Raises:
            NotNow: It is not over, or is void.
        """
        ended = await self.ended(number)
        async with self._store.read() as records:
            poll = await found(records, ended, self._clock())
            ballots = await ballots_of(records, poll)
            recounts = await records.poll_events.of(poll.number, EventKind.RECOUNTED)
            proposals = await records.poll_events.of(poll.number, EventKind.DEFINITION_PROPOSED)
            cast_at = await records.poll_events.cast_at(poll.number)
            disputed = moderation(await records.poll_events.of(poll.number, *KINDS))
            objections = await objections_of(records, poll)
            advisory = await advisory_of(records, poll)
            persons = await _persons(records, poll, ballots.cells)
            halls = await records.hall_agenda.taken_up(poll.number)
            decisions = await records.decision_citations.parts(Source.POLL, poll.number)
        # Off the event loop: what a result hangs on takes a moment.
        result = await asyncio.to_thread(ballots.result)
        digest = rows_digest(tally_rows(ballots.tally, poll))
        return Result(
            poll,
            result,
            None,
            digest,
            objections,
            recounts,
            ballots.cells,
            cast_at,
            proposals,
            disputed,
            advisory,
            persons,
            halls,
            decisions,
        )

    async def recount(self, number: str, reason: str, actor: Actor) -> Recount:
        """Count a closed poll again from its events alone; the earlier tally stays.

        Raises:
            NotNow: The poll is not over.
        """
        why = words(reason, _("why it is counted again"), TEXT_LIMIT)
        result = await self.result(number)
        now = self._clock()
        async with self._store.write() as records:
            poll = await held(records, result.poll.number, now)
            refuse_unless(poll, now, PollState.CLOSED)
            events = await records.poll_events.of(poll.number, EventKind.CAST)
            await records.poll_cells.clear(poll.number)
            by_event = sorted(replayed(events).values(), key=lambda one: one.event)
            await records.poll_cells.put(poll.number, by_event)
            rows = tally_rows(await counted(records, poll), poll)
            after = rows_digest(rows)
            body = {"reason": why, "before": result.digest, "after": after, "rows": rows}
            await records.poll_events.add(PollEvent(EventKind.RECOUNTED, poll.number, now, body, actor.id))
            await records.outbox.touch(poll.subject, now)
        return Recount(poll, result.digest, after)

    async def object(
        self, number: str, where: str, text: str, change: str, actor: Actor, delivery: str | None = None
    ) -> Objection:
        """Object to a cell: with what is wrong, and the change that would mend it.

        Args:
            where: "component: freedom", in any spelling that a ballot takes.

        Raises:
            Refusal: The cell is not asked, a text is missing, or the poll was never opened or is void.
        """
        said = words(text, _("what is wrong"), TEXT_LIMIT)
        proposed = words(change, _("which change you propose"), TEXT_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            poll = await held(records, number, now, alone=False)
            refuse_unless(poll, now, PollState.OPEN, PollState.CLOSED)
            cell = _cell(where, poll)
            body = {"component": cell.component, "freedom": cell.freedom.value, "text": said, "change": proposed}
            event = PollEvent(EventKind.OBJECTION_RAISED, poll.number, now, body, actor.id, delivery=delivery)
            id_ = await records.poll_events.add(event)
            if id_ is None and delivery is not None:
                earlier = await records.poll_events.delivered(delivery)
                id_ = earlier.id if earlier else 0
        return Objection(id_ or 0, cell, said, proposed)

    async def dispose(
        self, number: str, objection: str, disposition: Disposition, reason: str, actor: Actor
    ) -> Objection:
        """Say what becomes of an objection; only who raised it can withdraw it, and nobody else disposes of their own.

        Raises:
            Unknown: There is no such objection.
            Forbidden: Somebody else's is withdrawn, or one's own is disposed of in another way.
            NotNow: It has a disposition.
        """
        why = words(reason, _("why"), TEXT_LIMIT, needed=disposition is not Disposition.WITHDRAWN)
        now = self._clock()
        async with self._store.write() as records:
            poll = await held(records, number, now)
            raised = await records.poll_events.of(poll.number, EventKind.OBJECTION_RAISED)
            event = next((one for one in raised if str(one.id) == objection.strip().lstrip("#")), None)
            if event is None:
                text = _("Poll {number} has no objection “{objection}”; /poll status names those there are.")
                raise Unknown(text.format(number=poll.number, objection=objection[:20]))
            withdrawn = disposition is Disposition.WITHDRAWN
            if withdrawn != (event.by == actor.id) or not (withdrawn or actor.has(Role.MODERATOR)):
                raise Forbidden(
                    _("Who raised an objection can withdraw it; any other disposition is for another moderator.")
                )
            one = next(one for one in await objections_of(records, poll) if one.number == event.id)
            if one.disposition is not None:
                raise NotNow(_("This objection has a disposition already."))
            body = {"objection": event.id, "disposition": disposition.value, "reason": why}
            await records.poll_events.add(PollEvent(EventKind.OBJECTION_DISPOSED, poll.number, now, body, actor.id))
        return replace(one, disposition=disposition, reason=why)

    @staticmethod
    async def _count(records: Records, poll: Poll) -> Count:
        return count_of(await counted(records, poll), poll.charter.counting, poll.charter.mergings)


async def _persons(records: Records, poll: Poll, cells: Sequence[StandingCell]) -> Mapping[str, str]:
    """Who stands behind each handle, where names are published, of those who took part, as they chose to be named."""
    took_part = {one.handle for one in cells if one.choice is not None}
    voters = await publicly_named(records, poll, await records.voters.of(poll.number))
    return {one.handle: one.person for one in voters if one.person and one.handle in took_part}


def _cell(where: str, poll: Poll) -> Cell:
    component, _colon, freedom = where.partition(":")
    answers: Sequence[Any] = ballot_texts.read(f"{component}: {freedom.strip()}=none", poll.charter)
    if len(answers) != 1:
        raise NotNow(_("An objection is to one cell: name one component and one freedom."))
    found_: Cell = answers[0].cell
    return found_

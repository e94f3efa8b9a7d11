"""Keeping what is said in a town hall: once for every message, whoever brings it, and in whatever order."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.meetings.captured import Captured, Heard, digest_of, place_of
from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.halls import TEXT_LIMIT, HallEvent, HallEventKind, HallState, TownHall
from bot.domain.polls.polls import moment_of
from bot.domain.refusals import Forbidden, Unknown
from bot.domain.stakeholders import Stakeholders
from bot.domain.written import words
from bot.services.halls import hearing, participating
from bot.services.halls.finding import NotGoingOn, Venue, going_on_here, standing
from bot.services.halls.hearing import Answer, Hearing
from bot.store import Records, Store
from bot.texts import _

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """A remark that was made by a command, and how it is to be answered."""

    hall: TownHall
    text: str
    name: str
    answer: Answer | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class BackFill:
    """What looking through a channel's history has brought: how much of it was missed, and what is to be answered."""

    hall: TownHall
    missed: int = 0
    changed: int = 0
    deleted: int = 0
    answers: tuple[tuple[str, Answer], ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether all was there already."""
        return not (self.missed or self.changed or self.deleted)


class CaptureService:
    """Hears messages, follows their edits and deletions, and keeps nothing that is off the record."""

    def __init__(self, store: Store, stakeholders: Stakeholders, clock: Clock) -> None:
        self._store = store
        self._stakeholders = stakeholders
        self._clock = clock

    async def listens(self, channel: str) -> bool:
        """Whether a town hall is going on in a channel."""
        async with self._store.glance() as records:
            return await records.halls.going_on(channel) is not None

    async def hear(self, heard: Heard) -> Hearing:
        """Take a message in; the same message, or one that belongs to no town hall, changes nothing."""
        async with self._store.glance() as records:
            if await records.halls.at(heard.channel, heard.at) is None:
                return Hearing()
        async with self._store.write() as records:
            return await self._hear(records, heard)

    async def _hear(self, records: Records, heard: Heard) -> Hearing:
        hall = await records.halls.at(heard.channel, heard.at)
        hall = hall and await records.halls.held(hall.number, alone=False)
        if hall is None or not heard.message:
            return Hearing()
        heard = replace(heard, text=heard.text.replace("\0", ""))
        before = await records.hall_remarks.held(heard.message)
        if before is not None:
            return await hearing.changed(records, hall, before, heard)
        if hall.closed_at and await self._is_complete(records, hall):
            return Hearing()
        found = await hearing.first(records, hall, heard)
        if found.kept:
            await participating.note(records, hall.number, heard.author, heard.name, heard.at, self._stakeholders)
        return found

    async def _is_complete(self, records: Records, hall: TownHall) -> bool:
        looked = await records.hall_events.of(hall.number, HallEventKind.BACK_FILLED)
        return any(event.body.get("final") for event in looked)

    async def edit(self, heard: Heard) -> Hearing:
        """Follow an edit: before the end of the town hall the text is replaced, later the edit is only noted.

        A message that nobody heard is taken in as it is now.
        """
        return await self.hear(heard)

    async def delete(self, messages: Sequence[str]) -> int:
        """Take the text of deleted messages away, at any time; returns of how many."""
        async with self._store.glance() as records:
            known = [message for message in messages if await records.hall_remarks.knows(message)]
        return await self._take_away(known, Gone.DELETED) if known else 0

    async def _take_away(self, messages: Sequence[str], why: Gone) -> int:
        taken = 0
        async with self._store.write() as records:
            for message in messages:
                remark = await records.hall_remarks.held(message)
                if remark is not None and remark.gone is None:
                    await hearing.take_away(records, remark, why)
                    taken += 1
        return taken

    # -- Reactions -------------------------------------------------------------------------------------------------

    async def react(self, message: str, emoji: str, person: str) -> None:
        """Note a reaction, while the town hall of the message is going on."""
        async with self._store.glance() as records:
            if not await records.hall_remarks.knows(message):
                return
        async with self._store.write() as records:
            remark = await records.hall_remarks.held(message)
            hall = await records.halls.find(remark.hall) if remark else None
            if remark is not None and hall is not None and hall.closed_at is None and remark.gone is None:
                await records.hall_reactions.add(remark.hall, message, emoji, person)

    async def unreact(self, message: str, emoji: str | None = None, person: str | None = None) -> None:
        """Note that a reaction was taken back, or all of a sign or a message; while the town hall is going on."""
        async with self._store.glance() as records:
            if not await records.hall_remarks.knows(message):
                return
        async with self._store.write() as records:
            remark = await records.hall_remarks.held(message)
            hall = await records.halls.find(remark.hall) if remark else None
            if hall is not None and hall.closed_at is None:
                await records.hall_reactions.remove(message, emoji, person)

    # -- Remarks by command ------------------------------------------------------------------------------------------

    async def say(self, text: str, venue: Venue, actor: Actor, delivery: str | None = None) -> Said:
        """Keep a remark that is made by a command; the same delivery makes one.

        Raises:
            NotGoingOn: No town hall is open here.
        """
        said = words(text, _("what is to be kept"), TEXT_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            hall = await going_on_here(records, venue, alone=False)
            if hall.state is HallState.PAUSED:
                raise NotGoingOn(standing(hall))
            at = max(moment_of(delivery, now), hall.opened_at or now)
            place = max(place_of(at), await records.hall_remarks.last_place(hall.number) + 1)
            message = f"say:{delivery or f'{hall.number}-{place}'}"
            heard = Heard(
                venue.channel, message, place, actor.id, actor.name, said, at, moderates=actor.has(Role.MODERATOR)
            )
            found = await self._hear(records, heard)
        return Said(hall, said, actor.name, found.answer, message)

    async def add(self, heard: Heard, actor: Actor) -> Said:
        """Take a message into a town hall that somebody points at; what is kept already stays as it is.

        Raises:
            NotGoingOn: None was going on in its channel when it was written, or it was paused.
        """
        async with self._store.write() as records:
            hall = await records.halls.at(heard.channel, heard.at)
            if hall is None:
                raise NotGoingOn(_("No town hall was going on here when that message was written."))
            before = await records.hall_remarks.held(heard.message)
            found = Hearing() if before else await self._hear(records, heard)
            if before is None and not found.kept:
                raise NotGoingOn(_("The town hall was paused when that was written, or is closed; it stays out of it."))
            if before is None:
                body = {"message": heard.message}
                now = self._clock()
                await records.hall_events.add(HallEvent(HallEventKind.ADDED, hall.number, now, body, actor.id))
        return Said(hall, heard.text, heard.name, found.answer, heard.message)

    # -- Off the record --------------------------------------------------------------------------------------------

    async def take_off(self, message: str, actor: Actor, delivery: str | None = None) -> TownHall:
        """Take a remark off the record: one's own, or any for those who lead the town hall. Its text is gone for good.

        Raises:
            Refusal: It is in no town hall, or it is somebody else's.
        """
        now = self._clock()
        async with self._store.write() as records:
            remark = await records.hall_remarks.held(message)
            if remark is None:
                raise Unknown(_("That message is in no town hall; there is nothing to take off the record."))
            hall = await records.halls.find(remark.hall)
            if hall is None or not hearing.may_take_off(hall, remark, actor.id, moderates=actor.has(Role.MODERATOR)):
                raise Forbidden(_("Somebody else wrote that; they can take it off the record, or those who lead can."))
            body = {"message": message}
            event = HallEvent(HallEventKind.TAKEN_OFF, hall.number, now, body, actor.id, delivery)
            if remark.gone is None and await records.hall_events.add(event):
                await hearing.take_away(records, remark, Gone.OFF_THE_RECORD)
        return hall

    async def switch(self, *, off: bool, venue: Venue, actor: Actor, delivery: str | None = None) -> TownHall:
        """Go off the record, or back on it; by those who lead.

        Raises:
            Refusal: No town hall is going on here, or the actor does not lead it.
        """
        now = self._clock()
        async with self._store.write() as records:
            hall = await going_on_here(records, venue)
            if not hall.leads(actor.id) and not actor.has(Role.MODERATOR):
                raise Forbidden(hearing.only_leading())
            at = moment_of(delivery, now)
            await hearing.switch(records, hall, off=off, at=at, by=actor.id, delivery=delivery)
        return hall

    # -- What was missed ---------------------------------------------------------------------------------------------

    async def reconcile(
        self, number: str, heard: Sequence[Heard], first: int, last: int, *, final: bool = False
    ) -> BackFill:
        """Compare a stretch of a channel's history with what is kept, and make good what is missing.

        Args:
            number: The number of the town hall.
            heard: All messages of the stretch, in order.
            first: The place where it begins.
            last: The place where it ends, which is in it.
            final: Whether it is the whole of a town hall that is closed: nothing is taken in after that.

        Raises:
            Unknown: There is no such town hall.
        """
        async with self._store.read() as records:
            hall = await records.halls.find(number)
            kept = {one.message: one for one in await records.hall_remarks.of(number)}
        if hall is None:
            raise Unknown(_("There is no town hall “{number}”.").format(number=number[:40]))
        there = {one.message for one in heard}
        lost = [one.message for one in kept.values() if _is_lost(one, there, first, last)]
        missed = changed = 0
        answers: list[tuple[str, Answer]] = []
        for one in heard:
            if (before := kept.get(one.message)) and (before.gone or before.digest == digest_of(one.text)):
                continue
            found = await self.hear(one)
            missed += found.kept
            changed += found.changed
            answers += [(one.message, found.answer)] if found.answer else []
        deleted = await self._take_away(lost, Gone.DELETED) if lost else 0
        result = BackFill(hall, missed, changed, deleted, tuple(answers))
        await self._note(result, last, final=final)
        return result

    async def _note(self, result: BackFill, last: int, *, final: bool) -> None:
        """Keep what a look through the history has brought; a look that found nothing is only kept as the last one."""
        if result.nothing and not final:
            return
        log.info("town hall %s: %s remarks were missed, %s edits, %s deletions", result.hall.number, result.missed,
                 result.changed, result.deleted)  # fmt: skip
        body = {"missed": result.missed, "changed": result.changed, "deleted": result.deleted, "last": last}
        now = self._clock()
        async with self._store.write() as records:
            kind = HallEventKind.BACK_FILLED
            await records.hall_events.add(HallEvent(kind, result.hall.number, now, {**body, "final": final}))

    async def incomplete(self) -> tuple[TownHall, ...]:
        """Town halls whose channel is to be looked through: those going on, and those closed without a last look."""
        async with self._store.read() as records:
            going_on = await records.halls.all_going_on()
            closed = [one for one in await records.halls.newest(_LOOKED_AT) if one.closed_at and not one.imported]
            return (*going_on, *[one for one in closed if not await self._is_complete(records, one)])


# A town hall whose end is older than so many others is not looked through any more.
_LOOKED_AT = 20


def _is_lost(one: Captured, there: set[str], first: int, last: int) -> bool:
    """Whether a remark is a message of the stretch, and not there any more."""
    by_message = not one.message.startswith(("say:", "mark:"))
    return by_message and one.gone is None and one.message not in there and first <= one.place <= last

"""Keeping what is said in a town hall: once for every message, whoever brings it, and in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.meetings.captured import Heard, place_of
from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.halls import TEXT_LIMIT, HallEvent, HallEventKind, HallState, TownHall
from bot.domain.meetings.heard import typed_mark
from bot.domain.polls.polls import moment_of
from bot.domain.refusals import Forbidden, Unknown
from bot.domain.stakeholders import Stakeholders
from bot.domain.written import words
from bot.services.halls import hearing, participating
from bot.services.halls.finding import NotGoingOn, Venue, going_on_here, last_held, message_of, standing
from bot.services.halls.hearing import Answer, AnswerKind, Hearing
from bot.store import Records, Store
from bot.texts import _


@dataclass(frozen=True, slots=True)
class Said:
    """A remark that was made by a command, and how it is to be answered."""

    hall: TownHall
    text: str
    name: str
    answer: Answer | None = None
    message: str = ""


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

    async def hear_all(self, several: Sequence[Heard]) -> tuple[Hearing, ...]:
        """Take messages in, all or none of them, in their order."""
        async with self._store.write() as records:
            return tuple([await self._hear(records, heard) for heard in several])

    async def _hear(self, records: Records, heard: Heard) -> Hearing:
        hall = await records.halls.at(heard.channel, heard.at)
        typed = typed_mark(heard.text)
        hall = hall and await records.halls.held(hall.number, alone=bool(typed and typed.roles))
        if hall is None or not heard.message:
            return Hearing()
        heard = replace(heard, text=heard.text.replace("\0", ""))
        before = await records.hall_remarks.held(heard.message)
        if before is not None:
            return await hearing.changed(records, hall, before, heard)
        if hall.closed_at and await is_complete(records, hall):
            return Hearing()
        found = await hearing.first(records, hall, heard)
        if found.kept:
            await participating.note(records, hall.number, heard.author, heard.name, heard.at, self._stakeholders)
        return found

    async def edit(self, heard: Heard) -> Hearing:
        """Follow an edit: before the end of the town hall the text is replaced, later the edit is only noted.

        A message that nobody heard is taken in as it is now.
        """
        return await self.hear(heard)

    async def delete(self, messages: Sequence[str]) -> int:
        """Take the text of deleted messages away, at any time; returns of how many."""
        async with self._store.glance() as records:
            known = [message for message in messages if await records.hall_remarks.knows(message)]
        return await self.take_away(known, Gone.DELETED) if known else 0

    async def take_away(self, messages: Sequence[str], why: Gone) -> int:
        """Take the text of messages away, whyever; returns of how many."""
        taken = 0
        async with self._store.write() as records:
            for message in messages:
                remark = await records.hall_remarks.held(message)
                if remark is not None and remark.gone is None:
                    await hearing.take_away(records, remark, why)
                    taken += 1
        return taken

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
        answer = found.answer or (Answer(AnswerKind.OFF) if found.withheld else None)
        return Said(hall, said, actor.name, answer, message)

    async def add(self, heard: Heard | None, named: str | None, venue: Venue, actor: Actor) -> Said:
        """Take a message into a town hall that somebody points at; what is kept already stays as it is.

        Args:
            heard: The message, where the surface can point at one.
            named: Else one that is kept already, by its link or the number of its remark.
            venue: Where the actor is.
            actor: Who points at it.

        Raises:
            NotGoingOn: None was going on in its channel when it was written, it was paused, or nothing is pointed at.
        """
        now = self._clock()
        async with self._store.write() as records:
            if heard is None:
                return await _kept(records, named, venue, now)
            hall = await records.halls.at(heard.channel, heard.at)
            if hall is None:
                raise NotGoingOn(_("No town hall was going on here when that message was written."))
            before = await records.hall_remarks.held(heard.message)
            found = Hearing() if before else await self._hear(records, heard)
            if before is None and not found.kept:
                raise NotGoingOn(_("The town hall was paused when that was written, or is closed; it stays out of it."))
            if before is None:
                body = {"message": heard.message}
                await records.hall_events.add(HallEvent(HallEventKind.ADDED, hall.number, now, body, actor.id))
        return Said(hall, heard.text, heard.name, found.answer, heard.message)

    # -- Off the record --------------------------------------------------------------------------------------------

    async def take_off(self, message: str, venue: Venue, actor: Actor, delivery: str | None = None) -> TownHall:
        """Take a remark off the record: one's own, or any for those who lead the town hall. Its text is gone for good.

        Args:
            message: The message, by its link, its id or the number of its remark in the town hall of the channel.
            venue: Where the actor is.
            actor: Who takes it off.
            delivery: The platform's id of the request.

        Raises:
            Refusal: It is in no town hall, or it is somebody else's.
        """
        now = self._clock()
        async with self._store.write() as records:
            remark = await records.hall_remarks.held(await _named(records, message, venue, now))
            hall = await records.halls.find(remark.hall) if remark else None
            if remark is None or hall is None:
                raise Unknown(_("That message is in no town hall; there is nothing to take off the record."))
            if not hearing.may_take_off(hall, remark, actor.id, moderates=actor.has(Role.MODERATOR)):
                raise Forbidden(_("Somebody else wrote that; they can take it off the record, or those who lead can."))
            body = {"message": remark.message}
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


async def _named(records: Records, text: str, venue: Venue, now: datetime) -> str:
    """The message that somebody means; a number is one of the town hall of the channel."""
    if ":" in text and "/" not in text:
        return text
    return await message_of(records, await last_held(records, None, venue, now), text)


async def _kept(records: Records, named: str | None, venue: Venue, now: datetime) -> Said:
    """A remark of the town hall of a channel that is kept already."""
    if named is None:
        raise NotGoingOn(
            _(
                "Point at the message: on Discord, open its menu (hold it, or right-click it), then Apps, then “Add to "
                "minutes”. Elsewhere use /say."
            )
        )
    hall = await last_held(records, None, venue, now)
    remark = await records.hall_remarks.held(await message_of(records, hall, named))
    if remark is None or remark.gone:
        raise Unknown(_("That message is not kept in the town hall; open its menu, then Apps, then “Add to minutes”."))
    return Said(hall, remark.text, "", None, remark.message)


async def is_complete(records: Records, hall: TownHall) -> bool:
    """Whether the channel of a town hall was looked through after its end; nothing is taken in after that."""
    looked = await records.hall_events.of(hall.number, HallEventKind.BACK_FILLED)
    return any(event.body.get("final") for event in looked)

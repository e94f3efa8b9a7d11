"""Marks that are set by a command, a button or a menu, and not typed into a remark."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.meetings.captured import Heard, captured, place_of
from bot.domain.meetings.discussions import Declared, Mark
from bot.domain.meetings.halls import TEXT_LIMIT, HallEvent, HallEventKind, HallState, TownHall
from bot.domain.meetings.heard import BY_ALL
from bot.domain.polls.polls import moment_of
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.stakeholders import Stakeholders
from bot.domain.written import words
from bot.services.halls import participating
from bot.services.halls.assembling import declared_of
from bot.services.halls.finding import NotGoingOn, Venue, going_on_here, message_of, standing
from bot.store import Records, Store
from bot.texts import _


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark that was set or struck, and the town hall that it is in."""

    hall: TownHall
    mark: Declared


class MarkService:
    """Sets and strikes marks; each leads to a remark."""

    def __init__(self, store: Store, stakeholders: Stakeholders, clock: Clock) -> None:
        self._store = store
        self._stakeholders = stakeholders
        self._clock = clock

    async def declare(
        self,
        mark: Mark,
        text: str | None,
        venue: Venue,
        actor: Actor,
        delivery: str | None = None,
        message: str | None = None,
    ) -> Marked:
        """Declare what a remark is; without one, the text is a remark of the actor's. The same delivery declares once.

        Args:
            mark: What it is.
            text: In the actor's words; left out, the remark's own words stand for it.
            venue: Where the actor is.
            actor: Who declares it.
            delivery: The platform's id of the request.
            message: The message of the remark, by its link, its id or the remark's number.

        Raises:
            Refusal: No town hall is open here, the actor lacks the right, or there is nothing to declare.
        """
        said = words(text, _("what is to be noted"), TEXT_LIMIT, needed=message is None)
        async with self._store.write() as records:
            hall = await going_on_here(records, venue)
            _check(hall, mark, actor)
            earlier = await records.hall_events.delivered(delivery)
            if earlier is not None:
                return await self._marked(records, hall, int(earlier.body["mark"]))
            at = max(moment_of(delivery, self._clock()), hall.opened_at or self._clock())
            named = await message_of(records, hall, message) if message else None
            source = named or await self._remark(records, hall, said, venue, actor, delivery)
            await _check_source(records, hall, source)
            number = await records.hall_declared.add(hall.number, mark, said if message else "", actor.id, at, [source])
            body = {"mark": number, "kind": mark.value, "source": source}
            await records.hall_events.add(HallEvent(HallEventKind.DECLARED, hall.number, at, body, actor.id, delivery))
            return await self._marked(records, hall, number)

    async def _remark(
        self, records: Records, hall: TownHall, text: str, venue: Venue, actor: Actor, delivery: str | None
    ) -> str:
        """Keep the text of a mark as a remark of its own."""
        if hall.state is HallState.PAUSED:
            raise NotGoingOn(standing(hall))
        at = max(moment_of(delivery, self._clock()), hall.opened_at or self._clock())
        place = max(place_of(at), await records.hall_remarks.last_place(hall.number) + 1)
        message = f"mark:{delivery or f'{hall.number}-{place}'}"
        heard = Heard(venue.channel, message, place, actor.id, actor.name, text, at)
        # What is said in a form is no mark by its words: it is declared already.
        await records.hall_remarks.add(captured(hall.number, heard, mark_void=True))
        await participating.note(records, hall.number, actor.id, actor.name, at, self._stakeholders)
        return message

    async def strike(self, number: str | None, venue: Venue, actor: Actor, delivery: str | None = None) -> Marked:
        """Take a mark back, the last one if no number is given; it stays in the record as struck.

        Whoever set it may, and those who lead.

        Raises:
            Refusal: There is no such mark, it was struck before, or the actor lacks the right.
        """
        async with self._store.write() as records:
            hall = await going_on_here(records, venue)
            standing_ = [one for one in await declared_of(records, hall.number) if not one.struck]
            wanted = [one for one in standing_ if number is None or str(one.number) == number.strip().lstrip("#")]
            if not wanted:
                text = _(
                    "There is no such mark, or it was taken back already; /townhall show lists them. One that was "
                    "typed is taken back with #undo."
                )
                raise Unknown(text)
            last = wanted[-1]
            if last.by != actor.id and not _minutes(hall, actor):
                raise Forbidden(_("Somebody else set that mark; they can take it back, or those who lead can."))
            now = self._clock()
            body = {"mark": last.number}
            event = HallEvent(HallEventKind.STRUCK, hall.number, now, body, actor.id, delivery)
            if await records.hall_events.add(event):
                await records.hall_declared.strike(hall.number, last.number, actor.id, now)
            return await self._marked(records, hall, last.number)

    async def _marked(self, records: Records, hall: TownHall, number: int) -> Marked:
        several = await declared_of(records, hall.number)
        return Marked(hall, next(one for one in several if one.number == number))


def _minutes(hall: TownHall, actor: Actor) -> bool:
    return hall.minutes_by(actor.id) or actor.has(Role.MODERATOR)


def _check(hall: TownHall, mark: Mark, actor: Actor) -> None:
    if mark not in BY_ALL and not _minutes(hall, actor):
        text = _("“{name}” is for those who lead the town hall and its scribes; you can note an action or an info.")
        raise Forbidden(text.format(name=mark.value))


async def _check_source(records: Records, hall: TownHall, message: str) -> None:
    remark = await records.hall_remarks.held(message)
    if remark is None or remark.hall != hall.number:
        raise Unknown(_("That message is not in this town hall; add it first, with “Add to minutes”."))
    if remark.gone is not None:
        raise Refusal(_("That message is off the record or deleted: nothing can rest on it."))

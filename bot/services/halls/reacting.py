"""Reactions to what is said; some of those who lead mark it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.clocks import Clock
from bot.domain.meetings.captured import Captured
from bot.domain.meetings.discussions import Declared, Mark
from bot.domain.meetings.halls import HallEvent, HallEventKind, TownHall
from bot.services.halls.assembling import declared_of, numbers_of
from bot.store import Records, Store


class ReactionService:
    """Keeps reactions while a town hall is going on.

    Args:
        store: The database.
        marks: What is declared by which sign.
        clock: The present.
    """

    def __init__(self, store: Store, marks: Mapping[Mark, str], clock: Clock) -> None:
        self._store = store
        self._marks = {_bare(emoji): mark for mark, emoji in marks.items()}
        self._clock = clock

    def is_mark(self, emoji: str) -> bool:
        """Whether a sign is a mark, from those who lead."""
        return _bare(emoji) in self._marks

    async def react(self, message: str, emoji: str, person: str, *, moderates: bool = False) -> bool:
        """Note a reaction; says whether it has marked what it is a reaction to.

        Args:
            message: The message.
            emoji: The sign.
            person: Whose it is.
            moderates: Whether they are a moderator.
        """
        async with self._store.glance() as records:
            if not await records.hall_remarks.knows(message):
                return False
        async with self._store.write() as records:
            remark, hall = await _going_on(records, message)
            if remark is None or hall is None or remark.gone is not None:
                return False
            await records.hall_reactions.add(remark.hall, message, emoji, person)
            mark = self._marks.get(_bare(emoji))
            if mark is None or not (hall.minutes_by(person) or moderates):
                return False
            return await self._declare(records, hall, remark, mark, person)

    async def unreact(self, message: str, emoji: str | None = None, person: str | None = None) -> None:
        """Note that a reaction was taken back, or all of a sign or a message; marks go with them."""
        async with self._store.glance() as records:
            if not await records.hall_remarks.knows(message):
                return
        async with self._store.write() as records:
            remark, hall = await _going_on(records, message)
            if remark is None or hall is None:
                return
            await records.hall_reactions.remove(message, emoji, person)
            await self._strike(records, hall, remark, emoji, person)

    async def _declare(self, records: Records, hall: TownHall, remark: Captured, mark: Mark, person: str) -> bool:
        if any(one.mark is mark for one in await _standing(records, hall, remark)):
            return False
        now, via = self._clock(), "reaction"
        number = await records.hall_declared.add(hall.number, mark, "", person, now, [remark.message])
        body = {"mark": number, "kind": mark.value, "source": remark.message, "via": via}
        await records.hall_events.add(HallEvent(HallEventKind.DECLARED, hall.number, now, body, person))
        return True

    async def _strike(
        self, records: Records, hall: TownHall, remark: Captured, emoji: str | None, person: str | None
    ) -> None:
        """Take back what was marked by a reaction that is gone."""
        gone = set(self._marks.values()) if emoji is None else {self._marks.get(_bare(emoji))}
        declared = await records.hall_events.of(hall.number, HallEventKind.DECLARED)
        by_reaction = {event.body["mark"] for event in declared if event.body.get("via") == "reaction"}
        for one in await _standing(records, hall, remark):
            if one.number in by_reaction and one.mark in gone and person in (None, one.by):
                now, body = self._clock(), {"mark": one.number}
                await records.hall_declared.strike(hall.number, one.number, one.by, now)
                await records.hall_events.add(HallEvent(HallEventKind.STRUCK, hall.number, now, body, one.by))


async def _going_on(records: Records, message: str) -> tuple[Captured | None, TownHall | None]:
    """A remark and its town hall, both held; no town hall where it is closed."""
    known = await records.hall_remarks.held(message)
    hall = await records.halls.held(known.hall) if known else None
    return known, hall if hall is not None and hall.closed_at is None else None


async def _standing(records: Records, hall: TownHall, remark: Captured) -> list[Declared]:
    """The marks that rest on a remark and were not taken back."""
    kept = await records.hall_remarks.of(hall.number)
    number = numbers_of(kept)[remark.message]
    marks = await declared_of(records, hall.number, kept)
    return [one for one in marks if not one.struck and one.sources == (number,)]


def _bare(emoji: str) -> str:
    """A sign without the letter that only says in which style it is drawn."""
    return emoji.replace("\ufe0f", "")

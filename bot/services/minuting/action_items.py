"""Action items after the minutes: who has what to do, until somebody closes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.meetings.discussions import Naming
from bot.domain.meetings.open_actions import OpenAction
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.written import words
from bot.services.halls.finding import number_of
from bot.store import Records, Store
from bot.texts import _

WHY_LIMIT = 300
_ID = re.compile(r"(?P<hall>[T0-9-]+)[\s:/]+(?P<part>a[1-9]\d{0,8})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Owned:
    """An action item as the public may see it: ``owner`` is a name or a stakeholder category; empty for nobody."""

    item: OpenAction
    owner: str


class ActionItemService:
    """Lists what is open, and closes it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def open(self) -> tuple[Owned, ...]:
        """All that nobody has closed: what is overdue and due first, then what has no day."""
        async with self._store.read() as records:
            found = [Owned(one, await _shown_owner(records, one)) for one in await records.action_items.open()]
        return tuple(sorted(found, key=lambda one: (one.item.due is None, str(one.item.due), one.item.id)))

    async def close(self, text: str, why: str, actor: Actor) -> Owned:
        """Note that an action item is done, or given up: by who has it, who led the town hall, or a moderator.

        Args:
            text: Its id, such as "T-2026-0001 a2".
            why: What became of it.
            actor: Who says so.

        Raises:
            Unknown: There is none with this id.
            Forbidden: It is somebody else's.
            Refusal: It is closed already.
        """
        because = words(why, _("what became of it"), WHY_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            item = await _found(records, text, number_of(_hall(text), now))
            await _check(records, item, actor)
            if item.closed_at is not None:
                sentence = _("{item} was closed on {day}: {why}")
                raise Refusal(sentence.format(item=item.id, day=item.closed_at.date().isoformat(), why=item.closed_why))
            await records.action_items.closed(item, now, actor.id, because)
            closed = await _found(records, text, item.hall)
            return Owned(closed, await _shown_owner(records, closed))


def _hall(text: str) -> str:
    found = _ID.fullmatch(text.strip())
    return found["hall"] if found else ""


async def _found(records: Records, text: str, hall: str) -> OpenAction:
    read = _ID.fullmatch(text.strip())
    item = await records.action_items.find(hall, read["part"].lower()) if read and hall else None
    if item is None:
        sentence = _("There is no action item “{text}”; /action list shows those that are open, with their ids.")
        raise Unknown(sentence.format(text=text.strip()[:40]))
    return item


async def _check(records: Records, item: OpenAction, actor: Actor) -> None:
    hall = await records.halls.find(item.hall)
    leads = hall is not None and hall.minutes_by(actor.id)
    if item.owner != actor.id and not leads and not actor.has(Role.MODERATOR) and not actor.has(Role.FACILITATOR):
        raise Forbidden(
            _("Somebody else has {item}; they close it, or those who led the town hall.").format(item=item.id)
        )


async def _shown_owner(records: Records, item: OpenAction) -> str:
    """Who has it, as they want to appear in public."""
    hall = await records.halls.find(item.hall)
    if not item.owner or hall is None:
        return ""
    for one in await records.hall_participants.of(item.hall, hall.charter.naming):
        if one.person == item.owner:
            return {Naming.BY_NAME: one.name, Naming.BY_CATEGORY: one.category or _("a participant")}.get(
                one.naming, _("somebody")
            )
    return _("somebody")

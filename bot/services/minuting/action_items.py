"""Action items after the minutes: who has what to do, until somebody closes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.meetings import publicity
from bot.domain.meetings.document_items import ActionItem
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.open_actions import OpenAction
from bot.domain.meetings.reviews import MinutesStatus
from bot.domain.numbers import numbered
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.written import words
from bot.services.minutes import minutes_json
from bot.services.minuting.finding import called_of, choices_of, public_version
from bot.store import Records, Store
from bot.texts import _

WHY_LIMIT = 300
_ID = re.compile(r"(?P<hall>[T0-9-]+)[\s:/]+(?P<part>a[1-9]\d{0,8})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Owned:
    """An action item as the public may see it: ``text`` and ``owner`` as its participants want to appear.

    ``owner`` is a name or a stakeholder category; empty for nobody yet.
    """

    item: OpenAction
    text: str
    owner: str


class ActionItemService:
    """Lists what is open, and closes it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def open(self) -> tuple[Owned, ...]:
        """All that nobody has closed and the public may see: what is due first, then what has no day."""
        async with self._store.read() as records:
            items = await records.action_items.open()
            pages = {hall: await _public(records, hall) for hall in dict.fromkeys(one.hall for one in items)}
        found = [owned for one in items if (owned := _owned(one, pages[one.hall]))]
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
            item = await _found(records, text, numbered(_hall(text), "T", now.year))
            await _check(records, item, actor)
            if item.closed_at is not None:
                sentence = _("{item} was closed on {day}: {why}")
                raise Refusal(sentence.format(item=item.id, day=item.closed_at.date().isoformat(), why=item.closed_why))
            await records.action_items.closed(item, now, actor.id, because)
            closed = await _found(records, text, item.hall)
            return _owned(closed, await _public(records, item.hall)) or Owned(closed, "", "")


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


async def _public(records: Records, number: str) -> MinutesDocument | None:
    """The minutes of a town hall as the public sees them; None where it sees none."""
    hall = await records.halls.find(number)
    version = public_version(await records.minutes.of(number))
    if hall is None or version is None or version.status is MinutesStatus.RETRACTED:
        return None
    document = minutes_json.recalled(await records.minutes.document(number, version.number))
    choices = await choices_of(records, hall)
    return publicity.view(document, choices, hall.charter.naming, await called_of(records, choices))


def _owned(item: OpenAction, page: MinutesDocument | None) -> Owned | None:
    """An action item in the public's words; None where it does not stand in what the public sees."""
    part = page.find(item.part) if page is not None else None
    if page is None or not isinstance(part, ActionItem):
        return None
    return Owned(item, part.text, page.name_of(part.owner) if part.owner else "")

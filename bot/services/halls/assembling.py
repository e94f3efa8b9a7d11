"""A town hall as it is kept, put together for those who make minutes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.meetings.captured import Captured
from bot.domain.meetings.discussions import Declared, Discussion, KeptRemark
from bot.domain.meetings.halls import HallEventKind, TownHall
from bot.domain.refusals import Unknown
from bot.store import Records
from bot.texts import _


async def discussion(records: Records, number: str) -> Discussion:
    """A town hall from its first remark to its last.

    Args:
        number: In its one form ("T-2026-0001").

    Raises:
        Unknown: There is no such town hall.
    """
    hall = await records.halls.find(number)
    if hall is None:
        raise Unknown(_("There is no town hall “{number}”.").format(number=number[:40]))
    kept = await records.hall_remarks.of(number)
    numbers = numbers_of(kept)
    reactions = await records.hall_reactions.of(number)
    started, ended = await _span(records, hall)
    return Discussion(
        hall.number,
        hall.title,
        hall.place,
        hall.source_kind,
        started,
        ended,
        await records.hall_participants.of(number, hall.charter.naming),
        tuple(_remark(one, numbers, reactions.get(one.message, {})) for one in kept),
        await records.hall_agenda.of(number, numbers),
        await declared_of(records, number, kept),
        hall.facilitators,
        hall.scribes,
        hall.call,
    )


async def _span(records: Records, hall: TownHall) -> tuple[datetime | None, datetime | None]:
    """When it was held; of one from a file nobody may know, and what stands there is when it was imported."""
    if hall.imported:
        for event in await records.hall_events.of(hall.number, HallEventKind.IMPORTED):
            if not event.body.get("dated"):
                return None, None
    return hall.opened_at, hall.closed_at


async def declared_of(records: Records, number: str, kept: Sequence[Captured] | None = None) -> tuple[Declared, ...]:
    """The marks of a town hall; one that was set on a remark without words of its own has the remark's.

    They go with it: a mark whose remark is gone, and that has no words of its own, has none.
    """
    if not await records.hall_declared.of(number, {}):
        # Most town halls have none while they go on, and many remarks.
        return ()
    remarks = await records.hall_remarks.of(number) if kept is None else kept
    marks = await records.hall_declared.of(number, numbers_of(remarks))
    return tuple(
        one if one.text or not one.sources else replace(one, text=remarks[one.sources[0] - 1].text) for one in marks
    )


def numbers_of(kept: Sequence[Captured]) -> Mapping[str, int]:
    """The numbers of remarks, from 1, by their messages; what is gone keeps its number."""
    return {one.message: number for number, one in enumerate(kept, start=1)}


def _remark(one: Captured, numbers: Mapping[str, int], reactions: Mapping[str, tuple[str, ...]]) -> KeptRemark:
    return KeptRemark(
        numbers[one.message],
        one.author,
        one.text,
        one.digest,
        one.first_digest,
        one.at,
        one.edited_since,
        numbers.get(one.reply_to or ""),
        one.link,
        one.line,
        one.attachments,
        reactions,
        one.gone,
        one.mark_void,
    )

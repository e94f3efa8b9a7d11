"""A town hall as people look at it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.meetings.discussions import AgendaItem, Declared
from bot.domain.meetings.halls import HallEventKind, HallState, TownHall, spans
from bot.domain.refusals import Unknown
from bot.services.halls.assembling import declared_of
from bot.store import Records
from bot.texts import _


@dataclass(frozen=True, slots=True)
class HallView:
    """A town hall with what there is of it.

    ``waiting`` are items of polls that the next town hall takes up. ``remarks`` counts what was said, ``withheld`` what
    of it has no text. ``names`` are those of participants, by person. ``off``: it is off the record now.
    ``marks`` are those that nobody typed and nobody took back.
    """

    hall: TownHall
    agenda: tuple[AgendaItem, ...] = ()
    waiting: tuple[AgendaItem, ...] = ()
    participants: int = 0
    remarks: int = 0
    withheld: int = 0
    names: tuple[tuple[str, str], ...] = ()
    off: bool = False
    marks: tuple[Declared, ...] = ()
    why: str = ""


async def view_of(records: Records, number: str) -> HallView:
    """A town hall as it stands.

    Raises:
        Unknown: There is none of this number.
    """
    hall = await records.halls.find(number)
    if hall is None:
        raise Unknown(_("There is no town hall “{number}”.").format(number=number[:40]))
    people = await records.hall_participants.of(number, hall.charter.naming)
    remarks, withheld = await records.hall_remarks.count(number)
    switched = await records.hall_events.of(number, HallEventKind.OFF, HallEventKind.ON)
    return HallView(
        hall,
        await records.hall_agenda.of(number),
        await records.hall_agenda.waiting() if hall.state is HallState.PLANNED else (),
        len(people),
        remarks,
        withheld,
        tuple((one.person, one.name) for one in people),
        hall.closed_at is None and any(ends is None for _begins, ends in spans(switched).off),
        tuple(one for one in await declared_of(records, number) if not one.struck),
        await _why_not(records, hall),
    )


async def _why_not(records: Records, hall: TownHall) -> str:
    """Why a town hall is not held; empty of all others."""
    if hall.state is not HallState.CANCELLED:
        return ""
    return "".join(one.body["why"] for one in await records.hall_events.of(hall.number, HallEventKind.CANCELLED))

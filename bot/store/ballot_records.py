"""What happened to polls, who may vote in them, and every cell as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Executable, Row, bindparam, case, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.polls import EventKind, PollEvent, StandingCell, Via, Voter
from bot.store.inserting import insert_new, insert_on, insert_or
from bot.store.poll_marks import MARK, mark_in
from bot.store.poll_tables import poll_cells, poll_events, poll_voters


class PollEventRecords:
    """Events of polls; they are only ever added."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, event: PollEvent) -> int | None:
        """Keep an event, and give its number; None if its delivery brought one before: then nothing is kept."""
        row = {
            "kind": event.kind.value,
            "poll": event.poll,
            "by": event.by,
            "handle": event.handle,
            "at": event.at,
            "delivery": event.delivery,
            "body": dict(event.body),
        }
        once = _adding(self._connection.dialect.name)
        found: int | None = (await self._connection.execute(once, row)).scalar()
        return found

    async def delivered(self, delivery: str) -> PollEvent | None:
        """The event that a delivery brought."""
        query = select(poll_events).where(poll_events.c.delivery == delivery)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else event_of(row)

    async def last(self, poll: str, handle: str) -> PollEvent | None:
        """The last ballot that was cast under a handle."""
        cast = (poll_events.c.poll == poll, poll_events.c.handle == handle, poll_events.c.kind == EventKind.CAST.value)
        query = select(poll_events).where(*cast).order_by(poll_events.c.id.desc()).limit(1)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else event_of(row)

    async def of(self, poll: str, *kinds: EventKind) -> tuple[PollEvent, ...]:
        """The events of a poll in their order: all, or those of some kinds."""
        query = select(poll_events).where(poll_events.c.poll == poll).order_by(poll_events.c.id)
        if kinds:
            query = query.where(poll_events.c.kind.in_([kind.value for kind in kinds]))
        return tuple(event_of(row) for row in (await self._connection.execute(query)).all())

    async def cast_at(self, poll: str) -> dict[int, datetime]:
        """When each ballot of a poll was cast, by the number of its event."""
        here = poll_events.c
        query = select(here.id, here.at).where(here.poll == poll, here.kind == EventKind.CAST.value)
        return {row.id: row.at for row in (await self._connection.execute(query)).all()}

    async def of_kind(self, kind: EventKind) -> tuple[PollEvent, ...]:
        """The events of a kind, of every poll, in their order."""
        query = select(poll_events).where(poll_events.c.kind == kind.value).order_by(poll_events.c.id)
        return tuple(event_of(row) for row in (await self._connection.execute(query)).all())


class VoterRecords:
    """The rolls of polls."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, poll: str) -> tuple[Voter, ...]:
        """The roll of a poll, those taken off it too, in the order of their handles."""
        return await self._of(poll, outsiders=False)

    async def outsiders(self, poll: str) -> tuple[Voter, ...]:
        """Those who answer and stand on no roll, in the order of their handles."""
        return await self._of(poll, outsiders=True)

    async def _of(self, poll: str, *, outsiders: bool) -> tuple[Voter, ...]:
        here = poll_voters.c
        query = select(poll_voters).where(here.poll == poll, here.outsider == outsiders).order_by(here.handle)
        return tuple(voter_of(row) for row in (await self._connection.execute(query)).all())

    async def admit(self, poll: str, voter: Voter) -> None:
        """Note an outsider; who stands there already, on the roll or not, stays as they are."""
        await insert_new(self._connection, poll_voters, **_row(poll, voter))

    async def held(self, poll: str, person: str) -> Voter | None:
        """Somebody on a roll, or an outsider, whose ballot nobody else changes until the transaction ends."""
        row = (await self._connection.execute(_HELD, {"poll": poll, "person": person})).one_or_none()
        if row is None and (mark := await mark_in(self._connection, poll, person)) is not None:
            # Who was forgotten while the poll runs has the one ballot that they had before.
            row = (await self._connection.execute(_HELD, {"poll": poll, "person": mark})).one_or_none()
        return None if row is None else voter_of(row)

    async def find(self, poll: str, person: str) -> Voter | None:
        """Somebody on a roll, or an outsider."""
        known = [one for one in (person, await mark_in(self._connection, poll, person)) if one]
        mine = (poll_voters.c.poll == poll, poll_voters.c.person.in_(known))
        row = (await self._connection.execute(select(poll_voters).where(*mine))).one_or_none()
        return None if row is None else voter_of(row)

    async def replace(self, poll: str, voters: Sequence[Voter]) -> None:
        """Put a roll in the place of the one there is; only before the first ballot."""
        await self._connection.execute(delete(poll_voters).where(poll_voters.c.poll == poll))
        await self.add(poll, voters)

    async def add(self, poll: str, voters: Iterable[Voter]) -> None:
        """Put people on a roll; who comes back to it keeps handle and place, and who was an outsider the handle."""
        rows = [_row(poll, voter) for voter in voters]
        if rows:
            row, here = insert_or(self._connection, poll_voters), poll_voters.c
            place: dict[str, Any] = {
                name: case((here.outsider, row.excluded[name]), else_=here[name])
                for name in ("category", "organisation", "region", "verified", "disclosed", "of_maker", "outsider")
            }
            back = row.on_conflict_do_update(index_elements=["poll", "person"], set_={"removed_at": None, **place})
            await self._connection.execute(back, rows)

    async def remove(self, poll: str, handles: Sequence[str], at: datetime) -> None:
        """Note that people were taken off a roll."""
        gone = (poll_voters.c.poll == poll, poll_voters.c.handle.in_(handles))
        await self._connection.execute(update(poll_voters).where(*gone).values(removed_at=at))

    async def forget(self, person: str, polls: Sequence[str]) -> int:
        """Take the person away from behind their handles in these polls; says in how many they stood."""
        mine = (poll_voters.c.person == person, poll_voters.c.poll.in_(polls))
        return (await self._connection.execute(update(poll_voters).where(*mine).values(person=None))).rowcount

    async def polls_of(self, person: str) -> Sequence[str]:
        """Numbers of the polls in whose rolls somebody stands."""
        query = select(poll_voters.c.poll).where(poll_voters.c.person == person).order_by(poll_voters.c.poll)
        return (await self._connection.execute(query)).scalars().all()


class CellRecords:
    """Cells of ballots as the casts leave them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, poll: str, cells: Sequence[StandingCell]) -> None:
        """Let cells stand as a cast says; what a later cast left stays."""
        rows: list[dict[str, object]] = [
            {
                "poll": poll,
                "handle": one.handle,
                "component": one.cell.component,
                "freedom": one.cell.freedom.value,
                "choice": one.choice and _CHOICE_WORDS[one.choice],
                "via": one.via.value,
                "reason": one.reason,
                "event": one.event,
            }
            for one in cells
        ]
        if not rows:
            return
        await self._connection.execute(_putting(self._connection.dialect.name), rows)

    async def of(self, poll: str, handle: str | None = None) -> tuple[StandingCell, ...]:
        """The cells of a poll, or of one ballot, in the order of their casts; those taken back too."""
        if handle is None:
            found = await self._connection.execute(_CELLS, {"poll": poll})
        else:
            found = await self._connection.execute(_CELLS_OF_ONE, {"poll": poll, "handle": handle})
        return tuple(_cell(*row) for row in found.all())

    async def answered(self, poll: str, *, outsiders: bool = False) -> dict[str, int]:
        """How many cells hold an answer, by handle; who answered none is left out. Of the roll, or of outsiders."""
        here, voter = poll_cells.c, poll_voters.c
        of = select(voter.handle).where(voter.poll == poll, voter.outsider == outsiders)
        query = select(here.handle, func.count()).where(
            here.poll == poll, here.choice.is_not(None), here.handle.in_(of)
        )
        rows = (await self._connection.execute(query.group_by(here.handle))).all()
        return {row[0]: row[1] for row in rows}

    async def clear(self, poll: str) -> None:
        """Take every cell away, to have them made of the casts again."""
        await self._connection.execute(delete(poll_cells).where(poll_cells.c.poll == poll))


def event_of(row: Row[Any]) -> PollEvent:
    """An event from its row."""
    kind = EventKind(row.kind)
    return PollEvent(kind, row.poll, row.at, row.body, row.by, row.handle, row.delivery, row.id)


def voter_of(row: Row[Any]) -> Voter:
    """Somebody on a roll, from their row."""
    return Voter(
        row.handle,
        None if row.person is None or row.person.startswith(MARK) else row.person,
        row.category,
        row.organisation,
        row.region,
        row.removed_at,
        row.verified,
        row.disclosed,
        row.of_maker,
        row.outsider,
    )


def _row(poll: str, voter: Voter) -> dict[str, object]:
    return {
        "poll": poll,
        "handle": voter.handle,
        "person": voter.person,
        "category": voter.category,
        "organisation": voter.organisation,
        "region": voter.region,
        "verified": voter.verified,
        "disclosed": voter.disclosed,
        "of_maker": voter.of_maker,
        "outsider": voter.outsider,
    }


def _cell(
    handle: str, component: str, freedom: str, choice: str | None, via: str, reason: str, event: int
) -> StandingCell:
    said = None if choice is None else _CHOICES[choice]
    return StandingCell(handle, Cell(component, _FREEDOMS[freedom]), said, _VIAS[via], reason, event)


# -- What every cast asks, built once: that takes longer than to run it ----------------------------------------------

_HELD = (
    select(poll_voters)
    .where(poll_voters.c.poll == bindparam("poll"), poll_voters.c.person == bindparam("person"))
    .with_for_update()
)

_HERE = poll_cells.c
_CELLS = (
    select(_HERE.handle, _HERE.component, _HERE.freedom, _HERE.choice, _HERE.via, _HERE.reason, _HERE.event)
    .where(_HERE.poll == bindparam("poll"))
    .order_by(_HERE.event, _HERE.component, _HERE.freedom)
)
_CELLS_OF_ONE = _CELLS.where(_HERE.handle == bindparam("handle"))

# Looked up in these, a value costs a tenth of what the enumeration takes to find it.
# The column holds ten letters, so that two of the choices stand in it for short.
_SHORT = {Choice.STRONGLY_FOR: "for+", Choice.STRONGLY_AGAINST: "against+"}
_CHOICE_WORDS = {choice: _SHORT.get(choice, choice.value) for choice in Choice}
_CHOICES = {word: choice for choice, word in _CHOICE_WORDS.items()}
_FREEDOMS = {freedom.value: freedom for freedom in Freedom}
_VIAS = {via.value: via for via in Via}


@cache
def _adding(engine: str) -> Executable:
    row = insert_on(engine, poll_events)
    return row.on_conflict_do_nothing(index_elements=["delivery"]).returning(poll_events.c.id)


@cache
def _putting(engine: str) -> Executable:
    row = insert_on(engine, poll_cells)
    said = {name: row.excluded[name] for name in ("choice", "via", "reason", "event")}
    keys = ["poll", "handle", "component", "freedom"]
    return row.on_conflict_do_update(index_elements=keys, set_=said, where=row.excluded.event > poll_cells.c.event)

"""Much at once, for pages that everybody reads: a query a kind, however many things there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.decisions.citations import Citation, Source
from bot.domain.decisions.decisions import Decision
from bot.domain.decisions.happenings import DecisionEvent, DecisionEventKind
from bot.domain.meetings.halls import TownHall
from bot.domain.meetings.reviews import PUBLIC, MinutesVersion
from bot.domain.polls import charter_forms
from bot.domain.polls.poll_charters import PollCharter
from bot.domain.polls.polls import EventKind, PollEvent
from bot.store.decision_records import AS_THEY_STAND, citation_of, decision_of
from bot.store.decision_tables import (
    decision_citations,
    decision_disclosures,
    decision_events,
    decision_supersessions,
    decisions,
)
from bot.store.hall_records import hall_of
from bot.store.hall_tables import hall_events, hall_participants, hall_remarks, town_halls
from bot.store.minutes_records import VERSION_COLUMNS, version_of
from bot.store.minutes_tables import action_items, minutes_events, minutes_objections, minutes_versions
from bot.store.poll_tables import poll_events, polls

_T = TypeVar("_T")
_ACCEPTED = decisions.c.accepted_at.is_not(None)


@dataclass(frozen=True, slots=True)
class HallPulse:
    """Figures of a town hall and its minutes of which one is another whenever something happened to what they show."""

    events: int = 0
    participants: int = 0
    gone: int = 0
    minutes_events: int = 0
    objections: int = 0
    settled: int = 0
    actions: int = 0
    closed: int = 0


class PublicRecords:
    """What the public may read, of all things of a kind at once; nothing here asks who looks."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def decisions(self) -> tuple[Decision, ...]:
        """Every decision that was ever accepted, the earliest first."""
        here = decisions.c
        # Numbers of more than four digits are longer, and newer within their year.
        order = (func.substr(here.number, 1, 6), func.length(here.number), here.number)
        query = select(*AS_THEY_STAND).where(_ACCEPTED).order_by(*order)
        return tuple(decision_of(row) for row in (await self._connection.execute(query)).all())

    async def decision_events(self) -> Mapping[str, Sequence[DecisionEvent]]:
        """What happened to each of them, in its order."""
        here = decision_events.c
        query = _of_accepted(select(decision_events), here.decision).order_by(here.id)
        rows = (await self._connection.execute(query)).all()
        found = [DecisionEvent(**dict(row._mapping) | {"kind": DecisionEventKind(row.kind)}) for row in rows]
        return _grouped((event.decision, event) for event in found)

    async def decision_citations(self) -> Mapping[str, Sequence[tuple[Citation, datetime | None]]]:
        """What each rests on, in order, with when it was added if that was later."""
        here = decision_citations.c
        query = _of_accepted(select(decision_citations), here.decision).order_by(here.id)
        rows = (await self._connection.execute(query)).all()
        return _grouped((row.decision, (citation_of(row), row.added_at)) for row in rows)

    async def supersessions(self) -> Sequence[tuple[str, str]]:
        """Which decision was superseded by which, the earlier one first."""
        here = decision_supersessions.c
        query = select(here.old, here.new).where(here.since.is_not(None)).order_by(here.old)
        return [(row.old, row.new) for row in (await self._connection.execute(query)).all()]

    async def disclosed(self) -> Mapping[str, Mapping[str, str]]:
        """What goes with each and everybody may read, by key."""
        here = decision_disclosures.c
        query = _of_accepted(select(decision_disclosures), here.decision).where(here.public.is_(True))
        rows = (await self._connection.execute(query.order_by(here.decision, here.key))).all()
        return {number: dict(pairs) for number, pairs in _grouped((r.decision, (r.key, r.value)) for r in rows).items()}

    async def resting_on(self, source: Source) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """By what they rest on and its part ("" for the whole): the decisions that do."""
        here = decision_citations.c
        query = _of_accepted(select(here.target, here.part, here.decision), here.decision)
        query = query.where(here.source == source.value).order_by(here.target, here.decision, here.id)
        rows = (await self._connection.execute(query)).all()
        by_target = _grouped((row.target, (row.part, row.decision)) for row in rows)
        return {target: _grouped(pairs) for target, pairs in by_target.items()}

    async def questions(self) -> Mapping[str, str]:
        """What each poll that was opened asks, by its number."""
        query = select(polls.c.number, polls.c.charter).where(polls.c.opened_at.is_not(None)).order_by(polls.c.number)
        rows = (await self._connection.execute(query)).all()
        return {row.number: charter_forms.read(PollCharter, row.charter).question for row in rows}

    async def poll_events(self, *kinds: EventKind) -> Sequence[PollEvent]:
        """The events of these kinds, of every poll that was opened, in their order."""
        here = poll_events.c
        query = select(poll_events).join(polls, polls.c.number == here.poll).where(polls.c.opened_at.is_not(None))
        query = query.where(here.kind.in_([kind.value for kind in kinds])).order_by(here.at, here.id)
        rows = (await self._connection.execute(query)).all()
        return [
            PollEvent(EventKind(row.kind), row.poll, row.at, row.body, row.by, row.handle, row.delivery, row.id)
            for row in rows
        ]

    async def halls(self) -> tuple[TownHall, ...]:
        """Every town hall, the earliest first."""
        query = select(town_halls).order_by(town_halls.c.made_at, town_halls.c.number)
        return tuple(hall_of(row) for row in (await self._connection.execute(query)).all())

    async def minutes(self) -> Mapping[str, Sequence[MinutesVersion]]:
        """The versions of minutes that the public has seen, by town hall, the first first."""
        here = minutes_versions.c
        seen = here.status.in_([status.value for status in PUBLIC])
        query = select(*VERSION_COLUMNS).where(seen).order_by(here.hall, here.number)
        rows = (await self._connection.execute(query)).all()
        return _grouped((row.hall, version_of(row)) for row in rows)

    async def pulses(self) -> Mapping[str, HallPulse]:
        """How often something happened to each town hall."""
        gone = func.sum(case((hall_remarks.c.gone.is_not(None), 1), else_=0))
        settled = func.sum(case((minutes_objections.c.settlement.is_not(None), 1), else_=0))
        closed = func.sum(case((action_items.c.closed_at.is_not(None), 1), else_=0))
        found: dict[str, dict[str, int]] = {}
        for hall, names in (
            (hall_events.c.hall, {"events": func.count()}),
            (hall_participants.c.hall, {"participants": func.count()}),
            (hall_remarks.c.hall, {"gone": gone}),
            (minutes_events.c.hall, {"minutes_events": func.count()}),
            (minutes_objections.c.hall, {"objections": func.count(), "settled": settled}),
            (action_items.c.hall, {"actions": func.count(), "closed": closed}),
        ):
            query = select(hall.label("hall"), *(value.label(name) for name, value in names.items())).group_by(hall)
            for row in (await self._connection.execute(query)).all():
                found.setdefault(row.hall, {}).update({name: int(row._mapping[name]) for name in names})
        return {hall: HallPulse(**figures) for hall, figures in found.items()}


def _of_accepted(query: Select[Any], number: Any) -> Select[Any]:
    return query.join(decisions, decisions.c.number == number).where(_ACCEPTED)


def _grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, list[_T]]:
    found: dict[str, list[_T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found

"""All that is stored of one person, from every table in which somebody can stand."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, Text, cast, false, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.decisions.happenings import TARGET
from bot.domain.privacy.kept import Area, Kept, Relation
from bot.domain.privacy.persons import Subject
from bot.store.decision_tables import decision_disclosures
from bot.store.person_places import PLACES, Place
from bot.store.tables import metadata


class PersonRecords:
    """What is kept of people."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def kept(self, subject: Subject) -> tuple[Kept, ...]:
        """All that is stored of somebody, table by table, in the order of the areas."""
        found: list[Kept] = []
        for name, place in PLACES.items():
            if name == decision_disclosures.name:
                found += await self._disclosed(subject)
            else:
                found += await self._of(metadata.tables[name], place, subject)
        return tuple(found)

    async def _disclosed(self, subject: Subject) -> list[Kept]:
        """What goes with decisions: whose a dissent is stands apart from its words, as somebody typed the name."""
        query = select(decision_disclosures).order_by(decision_disclosures.c.decision, decision_disclosures.c.key)
        rows = [dict(row._mapping) for row in (await self._connection.execute(query)).all()]
        own = {(row["decision"], _stem(row["key"])) for row in rows if row["key"].endswith(".by")
               and subject.mentioned(row["value"])}  # fmt: skip
        found = []
        for row in rows:
            if (row["decision"], _stem(row["key"])) in own:
                relation = Relation.THEIRS
            elif subject.mentioned(row["value"]):
                relation = Relation.NAMED
            else:
                continue
            what = {name: row[name] for name in ("decision", "key")}
            if relation is Relation.THEIRS or row["key"] == TARGET:
                what["value"] = row["value"]
            found.append(Kept(Area.DECISIONS, decision_disclosures.name, relation, "value", what))
        return found

    async def _of(self, table: Table, place: Place, subject: Subject) -> list[Kept]:
        theirs = [table.c[name] == subject.id for name in place.own]
        if place.through is not None:
            theirs.append(_through(table, place.through, subject))
        done = [table.c[name] == subject.id for name in place.did]
        among = [_mentions(table, name, subject) for name in (*place.inside, *place.words)]
        query = select(table).where(or_(false(), *theirs, *done, *among)).order_by(*table.primary_key)
        rows = [dict(row._mapping) for row in (await self._connection.execute(query)).all()]
        own = await self._keys(table, theirs)
        return [one for row in rows for one in _seen(table, place, subject, row, mine=_key(table, row) in own)]

    async def _keys(self, table: Table, theirs: list[ColumnElement[bool]]) -> frozenset[tuple[Any, ...]]:
        if not theirs:
            return frozenset()
        query = select(*table.primary_key).where(or_(*theirs))
        return frozenset(tuple(row) for row in (await self._connection.execute(query)).all())


def _stem(key: str) -> str:
    """Which dissent something belongs to."""
    return key.rpartition(".")[0]


def _key(table: Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)


def _through(table: Table, through: tuple[str, tuple[tuple[str, str], ...]], subject: Subject) -> ColumnElement[bool]:
    other, pairs = metadata.tables[through[0]], through[1]
    owner = other.c[PLACES[other.name].own[0]]
    there = select(*(other.c[name] for _here, name in pairs)).where(owner == subject.id)
    here = [table.c[name] for name, _there in pairs]
    return here[0].in_(there) if len(here) == 1 else tuple_(*here).in_(there)


def _mentions(table: Table, name: str, subject: Subject) -> ColumnElement[bool]:
    text = cast(table.c[name], Text)
    return or_(*(text.contains(one, autoescape=True) for one in subject.spellings))


def _seen(table: Table, place: Place, subject: Subject, row: Mapping[str, Any], *, mine: bool) -> Iterator[Kept]:
    """What a row shows of somebody: all of it if it is theirs; else what tells it from others, for each column."""
    if mine:
        # Others stand in what is not theirs alone.
        others = {*place.inside, *(name for name in place.did if row[name] != subject.id)}
        what = {name: _plain(value) for name, value in row.items() if name not in others}
        column = next((name for name in place.own if row[name] == subject.id), place.plain[0])
        yield Kept(place.area, table.name, Relation.THEIRS, column, what)
        return
    key = {column.name: _plain(row[column.name]) for column in table.primary_key}
    for name in ("kind", "at", "hall", "poll", "decision", "label", "endorsement", "system_id"):
        if name in row:
            key[name] = _plain(row[name])
    for name in place.did:
        if row[name] == subject.id:
            yield Kept(place.area, table.name, Relation.DONE, name, key)
    for name in (*place.inside, *place.words):
        if subject.mentioned(str(row[name])):
            yield Kept(place.area, table.name, Relation.NAMED, name, key)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value

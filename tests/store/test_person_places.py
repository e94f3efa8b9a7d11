"""Every table says what it keeps of persons: one that does not cannot be added."""

from __future__ import annotations

import pytest
from sqlalchemy import JSON, Column, Integer, LargeBinary, MetaData, String, Table

from bot.domain.privacy.kept import Area
from bot.store import Records  # every module with tables is imported by it
from bot.store.person_places import NOBODYS, PLACES, Place
from bot.store.tables import metadata

_CAN_HOLD_A_PERSON = (String, JSON, LargeBinary)


def unnamed(tables: MetaData) -> list[str]:
    """The columns of which nothing says whether a person stands in them."""
    assert Records is not None
    found = []
    for table in tables.sorted_tables:
        if table.name in NOBODYS:
            continue
        named = PLACES[table.name].columns if table.name in PLACES else ()
        found += [
            f"{table.name}.{column.name}"
            for column in table.columns
            if isinstance(column.type, _CAN_HOLD_A_PERSON) and column.name not in named
        ]
    return found


def test_every_column_that_can_hold_a_person_is_named() -> None:
    assert unnamed(metadata) == [], "say in bot/store/person_places.py what this keeps of persons"


def test_a_new_table_and_a_new_column_are_noticed() -> None:
    tables = MetaData()
    Table("badges", tables, Column("id", Integer, primary_key=True), Column("person", String(100)))
    Table("reminder_choices", tables, Column("person", String(100)), Column("how", String(9)), Column("by", String(9)))

    assert unnamed(tables) == ["badges.person", "reminder_choices.by"]


@pytest.mark.parametrize(("name", "place"), PLACES.items())
def test_what_is_named_is_there_once(name: str, place: Place) -> None:
    assert len(set(place.columns)) == len(place.columns)
    assert set(place.columns) <= set(metadata.tables[name].columns.keys())
    assert name not in NOBODYS


def test_every_area_has_tables() -> None:
    assert {place.area for place in PLACES.values()} == set(Area)


def test_nothing_is_named_that_is_not_there() -> None:
    assert set(metadata.tables) >= NOBODYS

"""Imported entries and their claims, stored and read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from bot.domain.licences import NONE_STATED, Licensing
from bot.domain.systems import Access, Assessor, Entry, Evidence, Extent, Fact, Listing, Matched, System
from bot.store import Store, tables
from tests.support.builders import a_fact, a_system

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
TOOL, INDEX = Assessor.MODEL_OPENNESS_TOOL, Assessor.EUROPEAN_INDEX


def a_claim(component: str = "model_card", licence: str | None = "MIT") -> Fact:
    """A claim of the tool."""
    evidence = Evidence("https://example.org/file", date(2025, 5, 22), "Model Openness Tool", TOOL)
    return Fact(component, Access.OPEN, evidence, None, Licensing(licence, ((licence,),)) if licence else None)


def a_listing(file: str = "a.yml", *claims: Fact, system: str | None = None, project: Assessor = TOOL) -> Listing:
    """An entry as it was imported."""
    entry = Entry(project, file, "A", f"https://example.org/{file}", claims or (a_claim(),), "III")
    return Listing(entry, NOW, system, Matched.NAME if system else None)


async def put(store: Store, *listings: Listing, revision: int = 5) -> None:
    """Store entries."""
    async with store.write() as records:
        await records.claims.put(listings, revision)


async def put_systems(store: Store, *systems: System) -> None:
    """Store systems at revision 1."""
    async with store.write() as records:
        await records.systems.put(systems, 1)


async def everything(store: Store, *projects: Assessor) -> tuple[Listing, ...]:
    """All entries of some projects, of all if none is named."""
    async with store.read() as records:
        return await records.claims.of(projects or tuple(Assessor))


async def test_nothing_is_imported_at_first(store: Store) -> None:
    assert await everything(store) == ()


async def test_everything_that_can_be_said_of_an_entry_comes_back(store: Store) -> None:
    await put_systems(store, a_system(id="a"))
    evidence = Evidence(None, None, "reader", INDEX)
    claims = (
        Fact("training_data", Access.OPEN, evidence, Extent.PARTIAL, Licensing(NONE_STATED), "“模型” – a note"),
        Fact("model_card", Access.ABSENT, evidence),
        Fact("data_card", Access.OPEN, evidence, None, Licensing("MIT OR (A AND B)", (("MIT",), ("A", "B")))),
    )
    entry = Entry(INDEX, "Snowflake Arctic.yaml", "Arctic", "https://example.org", claims, "0.2917", "Arctic-Instruct")
    whole = Listing(entry, NOW, "a", Matched.PERSON, "/a/folder", NOW)
    bare = Listing(Entry(TOOL, "b.yml", "B", "https://example.org/b"), NOW)

    await put(store, whole, bare)

    assert await everything(store) == (whole, bare)
    assert await everything(store, TOOL) == (bare,)


async def test_an_entry_takes_the_place_of_that_of_its_file_with_all_its_claims(store: Store) -> None:
    await put(store, a_listing("a.yml", a_claim("model_card"), a_claim("data_card")))
    changed = a_listing("a.yml", a_claim("training_code", None))

    await put(store, changed)

    assert await everything(store) == (changed,)
    async with store.connection() as connection:
        count = (await connection.execute(select(func.count()).select_from(tables.claims))).scalar_one()
    assert count == 1


async def test_two_projects_may_have_a_file_of_one_name(store: Store) -> None:
    ours, theirs = a_listing("amber.yaml"), a_listing("amber.yaml", project=INDEX)

    await put(store, ours, theirs)

    assert await everything(store) == (theirs, ours)


@pytest.mark.parametrize("twice", ["entry", "claim"])
async def test_a_file_has_one_entry_and_a_component_one_claim(store: Store, twice: str) -> None:
    listings = [a_listing(), a_listing()] if twice == "entry" else [a_listing("a.yml", a_claim(), a_claim())]

    with pytest.raises(IntegrityError):
        await put(store, *listings)

    assert await everything(store) == ()


async def test_a_claim_without_an_entry_and_an_entry_of_no_system_are_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        await put(store, a_listing(system="nowhere"))
    row = {"project": "x", "file": "y", "component": "z", "position": 0, "access": "open", "reader": "r"}
    with pytest.raises(IntegrityError):
        async with store.connection() as connection:
            await connection.execute(insert(tables.claims), [row])


async def test_a_system_is_read_with_what_was_imported_of_it(store: Store) -> None:
    await put_systems(store, a_system(id="a"), a_system(id="b"))
    of_a, of_a_too, of_none = a_listing("1.yml", system="a"), a_listing("2.yml", system="a"), a_listing("3.yml")

    await put(store, of_a, of_a_too, of_none)

    async with store.read() as records:
        systems = {system.id: system for system in await records.systems.all()}
    assert systems["a"].listings == (of_a, of_a_too)
    assert systems["a"].claims == (*of_a.entry.claims, *of_a_too.entry.claims)
    assert systems["b"].listings == ()


async def test_importing_marks_the_systems_that_an_entry_speaks_or_spoke_of(store: Store) -> None:
    await put_systems(store, a_system(id="a"), a_system(id="b"), a_system(id="c"))
    await put(store, a_listing(system="a"), revision=5)

    await put(store, a_listing(system="b"), revision=6)

    async with store.read() as records:
        changed = [[system.id for system in await records.systems.changed_since(number)] for number in (1, 5, 6)]
    assert changed == [["a", "b"], ["a", "b"], []]


async def test_storing_a_system_again_leaves_what_was_imported_of_it(store: Store) -> None:
    system = a_system(id="a")
    await put_systems(store, system)
    listing = a_listing(system="a")
    await put(store, listing)

    await put_systems(store, replace(system, facts=(a_fact(),), listings=()))

    async with store.read() as records:
        (found,) = await records.systems.all()
    assert (found.listings, len(found.facts)) == ((listing,), 1)


async def test_a_system_that_is_taken_out_leaves_its_entries_tied_to_none(store: Store) -> None:
    await put_systems(store, a_system(id="a"))
    listing = a_listing(system="a")
    await put(store, listing)

    async with store.write() as records:
        await records.systems.remove(["a"])

    assert await everything(store) == (replace(listing, system=None),)


async def test_more_entries_than_fit_one_statement_are_stored_and_read(store: Store) -> None:
    await put_systems(store, *(a_system(id=f"s-{number:04}") for number in range(900)))
    many = tuple(a_listing(f"{number:04}.yml", system=f"s-{number:04}") for number in range(900))

    await put(store, *many)

    assert await everything(store) == many
    async with store.read() as records:
        assert len(await records.systems.changed_since(4)) == 900

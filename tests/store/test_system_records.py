"""Systems, stored and read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.exc import IntegrityError

from bot.domain.libraries import Library
from bot.domain.licences import MIXED, Licensing
from bot.domain.systems import Access, Assessor, Evidence, Extent, Fact, Kind, LicencePeriod, Outcome, Review, System
from bot.store import Store, tables
from tests.support.builders import a_fact, a_period, a_proposal, a_review, a_system, absent

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

WHOLE = System(
    id="whole-7b",
    name="Whole 7B",
    developer="Lab “of the North”",
    kind=Kind.MULTIMODAL,
    family="whole",
    facts=(
        Fact(
            "model_parameters",
            Access.GATED,
            Evidence("https://example.org/a", NOW.date(), "discord:42", Assessor.OS_AI_MAP),
            Extent.PARTIAL,
            Licensing("MIT OR (A AND B)", (("MIT",), ("A", "B"))),
            "a note – with “signs” and 模型",
        ),
        Fact("training_code", Access.UNKNOWN, Evidence(None, None, "a reader")),
        Fact("training_code", Access.OPEN, Evidence("https://example.org/b", None, "a reader"), None, Licensing(MIXED)),
    ),
    aliases=("whole", "the whole one"),
    bases=("base", "older"),
    unrecorded_bases=("Some Base",),
    released="2026-05",
    released_source="a page",
    addresses=("https://example.org/1", "https://example.org/2"),
    note="A sentence.",
    licence_history=(
        LicencePeriod(("model_parameters", "model_card"), Licensing("MIT", (("MIT",),)), "a page"),
        LicencePeriod(("model_card",), Licensing("A", (("A",),)), "a page", "in part", "2023", "2023-05-31", "a note"),
    ),
    reviews=(
        Review(Assessor.OSI_VOLUNTEERS, Outcome.FAILED, "2024-10", "https://example.org", ("osaid 1.0",), "a note"),
        Review(Assessor.EUROPEAN_INDEX, "0.25", "2026", "https://example.org"),
    ),
)  # fmt: skip
BASE, OLDER = a_system(id="base"), a_system(id="older")
BARE = System("bare", "Bare", "Lab", Kind.CODE, "bare")


async def put(store: Store, *systems: System, revision: int = 1) -> None:
    """Store systems."""
    async with store.write() as records:
        await records.systems.put(systems, revision)


async def everything(store: Store) -> tuple[System, ...]:
    """All systems."""
    async with store.read() as records:
        return await records.systems.all()


async def rows(store: Store, table: Table) -> int:
    """How many rows a table has."""
    async with store.connection() as connection:
        count: int = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
        return count


async def test_an_empty_database_holds_no_system(store: Store) -> None:
    assert await everything(store) == ()


async def test_every_recorded_system_comes_back_as_it_was(store: Store, library: Library) -> None:
    systems = sorted(library.systems.values(), key=lambda system: system.id)

    await put(store, *library.systems.values())

    found = await everything(store)
    assert found == tuple(sorted(found, key=lambda system: system.id))
    assert list(found) == systems


async def test_everything_that_can_be_said_of_a_system_comes_back(store: Store) -> None:
    await put(store, WHOLE, BASE, OLDER, BARE)

    assert {system.id: system for system in await everything(store)} == {
        system.id: system for system in (WHOLE, BASE, OLDER, BARE)
    }


async def test_a_system_takes_the_place_of_the_one_that_had_its_id(store: Store) -> None:
    await put(store, WHOLE, BASE, OLDER)
    changed = replace(BARE, id=WHOLE.id, aliases=("whole",), facts=(a_fact(),))

    await put(store, changed, revision=2)

    assert await everything(store) == (BASE, OLDER, changed)
    assert await rows(store, tables.facts) == 1
    assert await rows(store, tables.reviews) == 0


async def test_only_what_changed_after_a_revision_is_read(store: Store) -> None:
    await put(store, BASE, OLDER, revision=1)
    await put(store, WHOLE, revision=2)
    changed = replace(BASE, note="changed")
    await put(store, changed, revision=3)

    async with store.read() as records:
        since = [await records.systems.changed_since(revision) for revision in range(4)]

    assert since == [(changed, OLDER, WHOLE), (changed, WHOLE), (changed,), ()]


async def test_more_systems_than_fit_one_statement_are_stored_read_and_removed(store: Store) -> None:
    many = [a_system(a_fact(), absent("model_card"), id=f"system-{number:04}") for number in range(1100)]
    await put(store, *many)

    assert await everything(store) == tuple(many)
    async with store.read() as records:
        assert await records.systems.changed_since(0) == tuple(many)
        assert len(await records.systems.ids()) == 1100

    async with store.write() as records:
        await records.systems.remove([system.id for system in many[:1050]])

    assert await everything(store) == tuple(many[1050:])


async def test_a_removed_system_leaves_nothing_behind_but_what_people_wrote(store: Store) -> None:
    await put(store, WHOLE, BASE, OLDER)
    async with store.write() as records:
        await records.proposals.add(a_proposal(system=WHOLE.id))

    async with store.write() as records:
        await records.systems.remove([WHOLE.id])

    assert await everything(store) == (BASE, OLDER)
    left = [tables.facts, tables.reviews, tables.licence_periods, tables.system_aliases, tables.system_bases]
    assert [await rows(store, table) for table in left] == [0, 0, 0, 0, 0]
    assert await rows(store, tables.system_names) == 2
    async with store.read() as records:
        assert [proposal.system for proposal in await records.proposals.waiting()] == [WHOLE.id]


async def test_removing_nothing_removes_nothing(store: Store) -> None:
    await put(store, BARE)

    async with store.write() as records:
        await records.systems.remove([])
        await records.systems.remove(["not-there"])

    assert await everything(store) == (BARE,)


# -- Names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "clashing",
    [
        a_system(id="other", name="BARE"),
        a_system(id="other", aliases=("bare",)),
        a_system(id="other", aliases=("B-a-r-e",)),
    ],
)
@pytest.mark.parametrize("together", [True, False])
async def test_a_name_belongs_to_one_system(store: Store, clashing: System, together: bool) -> None:
    if not together:
        await put(store, BARE)

    with pytest.raises(IntegrityError):
        await put(store, *([BARE, clashing] if together else [clashing]))

    assert await everything(store) == (() if together else (BARE,))


async def test_one_system_may_bear_a_name_in_several_spellings(store: Store) -> None:
    system = a_system(id="llama-2", name="Llama 2", aliases=("LLaMA-2", "llama 2"))

    await put(store, system)

    assert await everything(store) == (system,)


async def test_a_name_can_pass_from_one_system_to_another(store: Store) -> None:
    one, two = a_system(id="one", aliases=("the best",)), a_system(id="two")
    await put(store, one, two)
    one, two = replace(one, aliases=()), replace(two, aliases=("the best",))

    await put(store, two, one, revision=2)

    assert await everything(store) == (one, two)


# -- Bases ---------------------------------------------------------------------------------------------------------


async def test_a_system_may_be_stored_before_its_base(store: Store) -> None:
    tuned = a_system(id="a-tuned", bases=("base",))

    await put(store, tuned, BASE)

    assert await everything(store) == (tuned, BASE)


async def test_a_base_that_is_not_stored_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        await put(store, a_system(id="tuned", bases=("nowhere",)))

    assert await everything(store) == ()


async def test_a_base_cannot_be_removed_from_under_a_system(store: Store) -> None:
    tuned = a_system(id="tuned", bases=("base",))
    await put(store, BASE, tuned)

    with pytest.raises(IntegrityError):
        async with store.write() as records:
            await records.systems.remove(["base"])

    assert await everything(store) == (BASE, tuned)


async def test_a_base_can_be_removed_together_with_what_was_made_from_it(store: Store) -> None:
    await put(store, BASE, a_system(id="tuned", bases=("base",)))

    async with store.write() as records:
        await records.systems.remove(["base", "tuned"])

    assert await everything(store) == ()


async def test_facts_keep_their_order(store: Store) -> None:
    facts = [a_fact(component) for component in ("z", "a", "m", "a")]
    system = a_system(*facts, reviews=(a_review(date="2026"), a_review(date="2024")), licence_history=(a_period("b"),))

    await put(store, system)

    (found,) = await everything(store)
    assert [fact.component for fact in found.facts] == ["z", "a", "m", "a"]
    assert [review.date for review in found.reviews] == ["2026", "2024"]

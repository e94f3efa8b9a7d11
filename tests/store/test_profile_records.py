"""Profiles as stored: one that waits, one in force, and what was before."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from bot.domain.organisations import Grouping
from bot.domain.privacy.kept import FORGOTTEN
from bot.domain.profiles import Conflict, ConflictKind, Profile, ProfileState, Stake
from bot.store import Store
from bot.store.profile_tables import organisations, profiles

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANNA, BEN, CHIDI = "terminal:anna", "discord:42", "discord:43"
STAKE = Stake("regulator", "africa", "Office, for AI", (Conflict(ConflictKind.FUNDER, "Meta"),), "our page")
OTHER = Stake("subject", "europe")


async def claimed(store: Store, person: str = BEN, stake: Stake = STAKE, at: datetime = NOW) -> Profile:
    """A claim that waits, in the place of one that does."""
    async with store.write() as records:
        await records.profiles.end(person, ProfileState.CLAIMED, ProfileState.SUPERSEDED, person, at)
        number = await records.profiles.add(person, stake, at)
        assert number is not None
        found = await records.profiles.find(number)
        assert found is not None
        return found


async def confirmed(store: Store, person: str = BEN, stake: Stake = STAKE, at: datetime = NOW) -> Profile:
    """A profile in force."""
    profile = await claimed(store, person, stake, at)
    async with store.write() as records:
        assert await records.profiles.confirm(profile, ANNA, at)
    return profile


async def test_a_claim_is_found_as_it_was_made(store: Store) -> None:
    profile = await claimed(store)

    assert profile == Profile(profile.id, BEN, STAKE, NOW)


async def test_a_later_claim_takes_the_place_of_the_one_in_force_and_both_are_kept(store: Store) -> None:
    first = await confirmed(store)
    second = await confirmed(store, stake=OTHER, at=NOW + HOUR)

    async with store.read() as records:
        found = await records.profiles.of(BEN)
    assert found == (
        Profile(second.id, BEN, OTHER, NOW + HOUR, ProfileState.CONFIRMED, ANNA, NOW + HOUR),
        Profile(first.id, BEN, STAKE, NOW, ProfileState.SUPERSEDED, ANNA, NOW, ANNA, NOW + HOUR),
    )


async def test_profiles_are_found_as_they_were_in_force_at_a_moment(store: Store) -> None:
    await confirmed(store, at=NOW)
    await confirmed(store, stake=OTHER, at=NOW + HOUR)
    await confirmed(store, CHIDI, at=NOW + HOUR)
    await claimed(store, ANNA)

    async with store.read() as records:
        moments = [
            {
                person: profile.stake
                for person, profile in (await records.profiles.in_force([BEN, CHIDI, ANNA, BEN], at)).items()
            }
            for at in (NOW - HOUR, NOW, NOW + HOUR, None)
        ]
    assert moments == [{}, {BEN: STAKE}, {BEN: OTHER, CHIDI: STAKE}, {BEN: OTHER, CHIDI: STAKE}]


async def test_a_roll_longer_than_a_query_takes_is_read_whole(store: Store) -> None:
    await confirmed(store)

    async with store.read() as records:
        found = await records.profiles.in_force([*(f"discord:{number}" for number in range(100, 40_000)), BEN])
    assert list(found) == [BEN]


async def test_of_claims_at_once_one_waits(store: Store, other: Store) -> None:
    async def claim(where: Store) -> int | None:
        async with where.write() as records:
            return await records.profiles.add(BEN, STAKE, NOW)

    numbers = await asyncio.gather(*(claim(where) for where in (store, other, store, other)))

    assert sum(number is not None for number in numbers) == 1


async def test_of_confirmations_at_once_one_counts(store: Store, other: Store) -> None:
    await confirmed(store)
    profile = await claimed(store, stake=OTHER)

    async def confirm(where: Store, by: str) -> bool:
        async with where.write() as records:
            return await records.profiles.confirm(profile, by, NOW)

    done = await asyncio.gather(*(confirm(w, f"discord:{n}") for n, w in enumerate((store, other, store, other))))

    assert sorted(done) == [False, False, False, True]
    async with store.read() as records:
        in_force = await records.profiles.in_force([BEN])
    assert in_force[BEN].stake == OTHER


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "confirmed", "confirmed_by": BEN, "confirmed_at": NOW},
        {"state": "confirmed"},
        {"state": "claimed", "confirmed_by": ANNA},
        {"state": "claimed", "ended_by": BEN, "ended_at": NOW},
        {"state": "withdrawn"},
        {"state": "rejected", "ended_by": BEN, "ended_at": NOW},
    ],
)
async def test_the_database_itself_refuses_what_cannot_be(store: Store, wrong: dict[str, Any]) -> None:
    whole = {"person": BEN, "category": "x", "region": "y", "conflicts": [], "evidence": "", "reason": ""}

    with pytest.raises(IntegrityError):
        async with store.connection() as connection:
            await connection.execute(insert(profiles).values(**whole, claimed_at=NOW, **wrong))


async def test_no_organisation_is_a_part_of_itself(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.connection() as connection:
            await connection.execute(insert(organisations).values(folded="a", name="A", part_of="a", reason=""))


async def test_those_who_speak_for_a_group_are_counted_by_profiles_in_force(store: Store) -> None:
    await confirmed(store)
    await confirmed(store, CHIDI, Stake("subject", "africa", "office FOR ai"))
    await claimed(store, ANNA)

    async with store.read() as records:
        assert await records.profiles.count_speaking_for({"officeforai", "elsewhere"}) == 2


async def test_an_organisation_is_grouped_and_stands_alone_again(store: Store) -> None:
    grouping = Grouping(ANNA, NOW, "a subsidiary")
    async with store.write() as records:
        await records.organisations.group("Mozilla AI", "Mozilla", grouping)
    async with store.read() as records:
        assert (await records.organisations.all()).whole("mozilla ai") == "mozilla"

    async with store.write() as records:
        await records.organisations.group("mozilla AI", None, grouping)
    async with store.read() as records:
        found = await records.organisations.all()
    assert found.whole("mozilla ai") == "mozillaai"
    assert [organisation.name for organisation in found.known.values()] == ["Mozilla", "Mozilla AI"]


async def test_who_is_forgotten_is_named_nowhere(store: Store) -> None:
    await claimed(store, ANNA, Stake("subject", "africa", "Anna's own", (), "anna.example"))
    profile = await claimed(store)
    async with store.write() as records:
        await records.profiles.confirm(profile, ANNA, NOW)
        await records.profiles.reject(await _in_force(records, BEN), ANNA, NOW, "wrong")
        await records.organisations.group("A", "B", Grouping(ANNA, NOW, "x"))

    async with store.write() as records:
        await records.profiles.forget(ANNA)

    async with store.connection() as connection:
        rows = [*(await connection.execute(text("SELECT * FROM profiles"))).all()]
        rows += (await connection.execute(text("SELECT * FROM organisations"))).all()
    assert "anna" not in repr(rows).casefold()
    async with store.read() as records:
        (kept,) = await records.profiles.of(BEN)
    assert (kept.confirmed_by, kept.ended_by) == (FORGOTTEN, FORGOTTEN)


async def _in_force(records: Any, person: str) -> Profile:
    found: dict[str, Profile] = await records.profiles.in_force([person])
    return found[person]

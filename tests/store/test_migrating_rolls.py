"""Rolls of polls that were set before it was kept what is known of those on them."""

from __future__ import annotations

from sqlalchemy import text

from bot.domain.polls.polls import Voter
from bot.store import Store, migrate
from bot.store.migrating import downgrade
from tests.store.test_migrating_curation import ROOT, as_stored, upgraded

OLD = Voter("0a1b", "discord:1", "Law", "Acme", "EU")


async def with_a_roll(store: Store) -> None:
    """A database of the shape before, with one voter in it."""
    async with store.connection() as connection:
        await connection.run_sync(upgraded, "0008")
        await connection.execute(
            text(
                "INSERT INTO polls (number, charter, author, drafted_at, closes_at) "
                "VALUES ('P-2026-0001', '{}', 'discord:2', :at, :at)"
            ),
            {"at": as_stored(store)},
        )
        await connection.execute(
            text(
                "INSERT INTO poll_voters (poll, handle, person, category, organisation, region) "
                "VALUES ('P-2026-0001', '0a1b', 'discord:1', 'Law', 'Acme', 'EU')"
            )
        )


async def test_of_those_on_earlier_rolls_no_profile_and_no_conflict_is_known(blank: Store) -> None:
    await with_a_roll(blank)

    await migrate(blank, ROOT)

    async with blank.read() as records:
        assert await records.voters.of("P-2026-0001") == (OLD,)


async def test_they_stay_on_the_roll_when_it_goes_down_again(blank: Store) -> None:
    await with_a_roll(blank)
    await migrate(blank, ROOT)

    async with blank.connection() as connection:
        await connection.run_sync(downgrade, ROOT, "0008")

    async with blank.connection() as connection:
        rows = (await connection.execute(text("SELECT handle, category FROM poll_voters"))).all()
    assert [tuple(row) for row in rows] == [("0a1b", "Law")]

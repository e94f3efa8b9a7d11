"""An earlier version knows no log: it goes, and the numbers of what was taken away stay taken."""

from __future__ import annotations

from bot.definitions import migrations_root
from bot.store import Store, migrate
from bot.store.migrating import downgrade
from tests.store.test_log_disclosure_records import filled, kept
from tests.support.logs import THEN

ROOT = migrations_root()


async def test_going_down_takes_the_log_away_and_gives_no_number_twice(store: Store) -> None:
    await filled(store, kept(1, 0, "name"))
    async with store.write() as records:
        await records.log.redact({"P-2026-0001/B-1": ["name"]}, "erasure", THEN)

    async with store.connection() as connection:
        await connection.run_sync(downgrade, ROOT, "0015")
    assert await migrate(store, ROOT) is True

    await filled(store, kept(1, 0, "name"))
    async with store.write() as records:
        await records.log.redact({"P-2026-0001/B-1": ["name"]}, "erasure", THEN)
        assert [one.id for one in await records.log.waiting()] == ["X-2026-0002"]

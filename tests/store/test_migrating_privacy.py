"""The tables of privacy go as they came, and take what stands in them along."""

from __future__ import annotations

from sqlalchemy import inspect

from bot.app import App
from bot.definitions import migrations_root
from bot.store.migrating import downgrade
from bot.store.privacy_tables import forget_requests, poll_marks, public_names, redactions

ROOT = migrations_root()
NAMES = {table.name for table in (forget_requests, poll_marks, public_names, redactions)}


async def test_going_down_takes_the_tables_away(app: App) -> None:
    async with app.store.write() as records:
        await records.public_names.choose("discord:42", "Ann", app.clock())

    async with app.store.connection() as connection:
        before = set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
        await connection.run_sync(downgrade, ROOT, "0017")
        after = set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))

    assert before - after == NAMES

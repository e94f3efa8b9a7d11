"""An earlier version knows no endorsements: they go, with what waits to be posted about gates."""

from __future__ import annotations

from sqlalchemy import text

from bot.app import App
from bot.definitions import migrations_root
from bot.domain.outboxes import Post, notice
from bot.store import migrate
from bot.store.migrating import downgrade
from tests.support.endorsing import verified

ROOT = migrations_root()


async def test_going_down_takes_endorsements_away_and_gives_no_number_twice(app: App) -> None:
    await verified(app, "ann")
    await verified(app, "ann", version="osaid 1.0-RC1")
    await app.outbox.post(Post("discord:8", "gate:stable:1", "gate", {"open": True}))
    await app.outbox.post(notice("discord:8", "other", "Other", "stays"))

    async with app.store.connection() as connection:
        await connection.run_sync(downgrade, ROOT, "0014")
        posts = (await connection.execute(text("SELECT kind FROM outbox"))).scalars().all()

    assert posts == ["notice"]
    assert await migrate(app.store, ROOT) is True
    assert (await verified(app, "ann")).number == "E-2026-0003"

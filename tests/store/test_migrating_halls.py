"""An earlier version knows no town halls: what is kept of them goes, and what waits to be posted about them."""

from __future__ import annotations

from sqlalchemy import text

from bot.app import App
from bot.definitions import migrations_root
from bot.domain.meetings.discussions import AgendaItem
from bot.domain.outboxes import Post, notice
from bot.store import migrate
from bot.store.migrating import downgrade
from tests.support.halls import CHANNEL, HERE, an_open_hall
from tests.support.imports import RECORDING, imported
from tests.support.polling import person

ROOT = migrations_root()


async def test_going_down_takes_town_halls_away_and_gives_no_number_twice(app: App) -> None:
    await an_open_hall(app)
    await app.capture.say("Hello", HERE, person("ann"))
    await app.outbox.post(Post(CHANNEL, "townhall:T-2026-0001:1", "town hall reminder"))
    await app.outbox.post(notice(CHANNEL, "other", "Other", "stays"))

    async with app.store.connection() as connection:
        await connection.run_sync(downgrade, ROOT, "0010")
        posts = (await connection.execute(text("SELECT kind FROM outbox"))).scalars().all()

    assert posts == ["notice"]
    assert await migrate(app.store, ROOT) is True
    assert await an_open_hall(app) == "T-2026-0002"


async def test_going_down_leaves_imported_town_halls_and_forgets_their_files(app: App) -> None:
    await imported(app, RECORDING.read_bytes())

    async with app.store.connection() as connection:
        await connection.run_sync(downgrade, ROOT, "0012")
    assert await migrate(app.store, ROOT) is True

    found = await app.halls.discussion("T-2026-0001")
    assert len(found.remarks) == 20
    assert AgendaItem("Welcome", "terminal:fay") in found.agenda
    assert (await imported(app, RECORDING.read_bytes())).hall.number == "T-2026-0002"

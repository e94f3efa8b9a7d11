"""An earlier version knows nobody who is not on a roll: what they answered must not count there."""

from __future__ import annotations

from sqlalchemy import text

from bot.app import App
from bot.definitions import migrations_root
from bot.domain.polls.poll_charters import Outsiders
from bot.services.polling.drafting import DraftTyped
from bot.store import migrate
from bot.store.migrating import downgrade
from tests.support.polling import an_open_poll, person

ROOT = migrations_root()


async def test_going_down_takes_outsiders_away_with_their_answers_and_leaves_the_roll(app: App) -> None:
    number = await an_open_poll(app, "ann", typed=DraftTyped(components="datasets", outsiders=Outsiders.ADVISORY))
    for name in ("ann", "zoe"):
        await app.ballots.cast_text(number, person(name), "datasets: use=yes")

    async with app.store.connection() as connection:
        await connection.run_sync(downgrade, ROOT, "0009")
        people = (await connection.execute(text("SELECT person FROM poll_voters"))).scalars().all()
        cells = (await connection.execute(text("SELECT count(*) FROM poll_cells"))).scalar()
        casts = (await connection.execute(text("SELECT count(*) FROM poll_events WHERE kind = 'cast'"))).scalar()

    assert (people, cells, casts) == (["terminal:ann"], 1, 1)
    assert await migrate(app.store, ROOT) is True

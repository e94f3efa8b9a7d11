"""An earlier version knows no decisions: they go, with what waits to be posted about them; numbers stay given."""

from __future__ import annotations

from sqlalchemy import text

from bot.app import App
from bot.definitions import migrations_root
from bot.domain.decisions.happenings import Part
from bot.domain.outboxes import notice
from bot.services.deciding.involving import InvolvedTyped
from bot.store import migrate
from bot.store.migrating import downgrade
from tests.support.adopting import adopted
from tests.support.apps import Clock, settings
from tests.support.decisions import MAX, MIA, a_decision, two_persons, typed

ROOT = migrations_root()


async def test_going_down_takes_decisions_away_and_gives_no_number_twice(app: App) -> None:
    service = two_persons(app)
    await service.confirm((await service.log(typed(), MIA)).decision.number, MAX)
    await app.outbox.post(notice("discord:9", "other", "Other", "stays"))

    async with app.store.connection() as connection:
        await connection.run_sync(downgrade, ROOT, "0013")
        posts = (await connection.execute(text("SELECT kind FROM outbox"))).scalars().all()

    assert posts == ["notice"]
    assert await migrate(app.store, ROOT) is True
    assert await a_decision(app) == "D-2026-0002"


async def test_going_down_takes_adoptions_away_and_the_version_that_was_set_up_answers(
    app: App, database: str, clock: Clock
) -> None:
    number = await adopted(app)
    await app.decision_people.involve(number, [InvolvedTyped(Part.MAKER, "the board")], MIA)

    async with app.store.connection() as connection:
        await connection.run_sync(downgrade, ROOT, "0016")
        left = (await connection.execute(text("SELECT kind FROM decision_events ORDER BY id"))).scalars().all()

    assert left == ["logged", "accepted"]
    again = await App.open(settings(database), clock)
    assert (await again.library.current()).in_force.label == "osaid 1.0"
    assert "osaid 1.1" not in {version.label for version in await again.definitions.all()}
    await again.close()

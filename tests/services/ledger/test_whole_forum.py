"""All that a forum does goes into the log while it is done, and nothing of it twice or in another order."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.app import App
from bot.services.libraries import Snapshot
from tests.support import ledger, playing
from tests.support.apps import Clock
from tests.support.telling import told_by


async def test_a_log_kept_by_two_processes_while_everything_happens_is_that_of_all_that_happened(
    database: str, folder: Path, clock: Clock, known: Snapshot
) -> None:
    settings = replace(ledger.configured(database, folder), readiness=playing.GATES)
    app, *others = [await App.open(settings, clock, known=known) for _number in range(3)]

    async def keep(other: App) -> None:
        while True:
            await other.ledger.keep()
            await asyncio.sleep(0)

    keeping = [asyncio.create_task(keep(other)) for other in others]
    await playing.played(app, clock)
    for task in keeping:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    clock.move(timedelta(minutes=10))
    await app.ledger.keep()

    leaves = ledger.published(folder)
    own = [leaf for leaf in leaves if leaf.kind not in ("key.created", "redaction")]
    told = [one.leaf.id for one in await told_by(app)]
    for one in (app, *others):
        await one.close()
    assert len(own) > 400
    assert sorted(leaf.id for leaf in own) == sorted(told)

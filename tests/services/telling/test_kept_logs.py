"""A log that is kept while everything happens: told bit by bit it is as sound as told at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.app import App
from bot.services.libraries import Snapshot
from bot.services.logs.sources import Folder
from bot.services.logs.verifying import verify
from tests.support import ledger, playing
from tests.support.apps import Clock


async def test_a_log_kept_while_everything_happens_holds_at_every_step(
    filled_sqlite_database: str, clock: Clock, known: Snapshot, tmp_path: Path
) -> None:
    folder = tmp_path / "record"
    folder.mkdir()
    settings = replace(ledger.configured(filled_sqlite_database, folder), readiness=playing.GATES)
    app = await App.open(settings, clock, known=known)
    kept: list[bytes] = []

    async def keep() -> None:
        clock.move(timedelta(minutes=2))
        await app.ledger.keep()
        assert verify(Folder(folder), since=kept[-1] if kept else None).breach is None
        kept.append((folder / "checkpoint").read_bytes())

    try:
        await keep()
        await playing.played(app, clock, keep)
    finally:
        await app.close()

    assert verify(Folder(folder), since=kept[1]).checks[-3:] == (
        "Counted again from the ballots alone, 20 tallies are what was published. Not all of it can be counted of "
        "P-2026-0019: it rests on what is withheld or was redacted.",
        "Counted again from the endorsements, 4 gates were crossed as they say.",
        "3 decisions say what was fixed, and all that they lead to is there.",
    )
    assert len(set(kept)) > 8

"""Backups that are restored, and what a host shows: nothing is signed that does not go on from what was published."""

from __future__ import annotations

import logging
import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from bot.app import App
from bot.services.libraries import Snapshot
from bot.services.logs.placing import NotPublished
from tests.services.ledger.test_collecting import cast
from tests.support.apps import Clock
from tests.support.decisions import a_decision
from tests.support.hosts import Quiet, served
from tests.support.ledger import CHANNEL, kinds, opened
from tests.support.logs import files
from tests.support.polling import an_open_poll

MINUTE = timedelta(minutes=1)


async def notices(app: App) -> list[str]:
    """What waits to be told to the record's channel about the log."""
    async with app.store.write() as records:
        claims = await records.outbox.claim("test", ["notice"], ["discord:"], app.clock(), 20)
        for claim in claims:
            await records.outbox.release(claim)
    return [str(claim.post.payload["title"]) for claim in claims if claim.post.channel == CHANNEL]


async def test_after_an_old_backup_was_restored_nothing_is_signed(
    logged: App, folder: Path, tmp_path: Path, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    await an_open_poll(logged, "ann", "bob")
    await logged.ledger.keep()
    await a_decision(logged)
    await logged.ledger.keep()
    before = files(folder)

    await _set_back(logged, 4)
    for _step in range(3):
        clock.move(MINUTE)
        await a_decision(logged)
        await logged.ledger.keep()

    state = await logged.ledger.state()
    assert files(folder) == before
    assert state.checkpoint is not None
    assert (state.size, state.checkpoint.size) == (4, 4)
    assert state.halted == (
        "The log was published or signed with 5 leaves, the database has 4: it was set back, perhaps to an old "
        "backup. Nothing was signed; restore a newer one first."
    )
    assert [title for title in await notices(logged) if "not" in title] == [
        "The log of the public record is not published"
    ]
    assert len([record for record in caplog.records if record.levelno == logging.ERROR]) == 1
    with pytest.raises(NotPublished, match="set back"):
        await logged.ledger.examine()


async def _set_back(app: App, size: int) -> None:
    """Take the database to what it was when the log had fewer leaves."""
    async with app.store.connection() as connection:
        for table, column in (("log_disclosures", "leaf"), ("log_leaves", "seq")):
            await connection.exec_driver_sql(f"DELETE FROM {table} WHERE {column} >= {size}")
        await connection.exec_driver_sql(f"DELETE FROM log_checkpoints WHERE size > {size}")
        await connection.exec_driver_sql("DELETE FROM log_collected")


async def test_a_backup_file_that_was_gone_on_with_is_noticed(
    folder: Path, filled_sqlite_database: str, tmp_path: Path, clock: Clock, known: Snapshot
) -> None:
    file = Path(filled_sqlite_database.removeprefix("sqlite:///"))
    app = await opened(filled_sqlite_database, folder, clock, known)
    await an_open_poll(app, "ann", "bob")
    await app.ledger.keep()
    await app.close()
    shutil.copy(file, tmp_path / "backup.db")
    app = await opened(filled_sqlite_database, folder, clock, known)
    for _number in range(2):
        await a_decision(app)
    await app.ledger.keep()
    await app.close()
    before = files(folder)

    shutil.copy(tmp_path / "backup.db", file)
    app = await opened(filled_sqlite_database, folder, clock, known)
    for _number in range(5):
        await a_decision(app, title="Another one")
    await app.ledger.keep()
    state = await app.ledger.state()
    await app.close()

    assert files(folder) == before
    assert state.halted is not None
    assert state.size == 4


async def test_a_backup_that_was_published_elsewhere_does_not_go_on_here(
    folder: Path, filled_sqlite_database: str, tmp_path: Path, clock: Clock, known: Snapshot
) -> None:
    file = Path(filled_sqlite_database.removeprefix("sqlite:///"))
    shutil.copy(file, tmp_path / "backup.db")
    app = await opened(filled_sqlite_database, folder, clock, known)
    await a_decision(app)
    await app.ledger.keep()
    await app.close()
    before = files(folder)

    shutil.copy(tmp_path / "backup.db", file)
    app = await opened(filled_sqlite_database, folder.with_name("elsewhere"), clock, known)
    for _number in range(3):
        await a_decision(app, title="Another one")
    await app.ledger.keep()
    await app.close()
    app = await opened(filled_sqlite_database, folder, clock, known)
    await a_decision(app)
    await app.ledger.keep()
    state = await app.ledger.state()
    await app.close()

    assert files(folder) == before
    assert (state.size, state.halted) == (
        4,
        "The first 2 leaves of the database are not those that were published or signed; perhaps an old backup was "
        "restored and gone on with. Nothing was signed.",
    )


async def test_folder_and_database_that_were_set_back_together_are_noticed_by_what_the_host_shows(
    logged: App, database: str, folder: Path, tmp_path: Path, clock: Clock, known: Snapshot
) -> None:
    await an_open_poll(logged, "ann", "bob")
    await logged.ledger.keep()
    shutil.copytree(folder, tmp_path / "backup")
    await a_decision(logged)
    await logged.ledger.keep()
    hosted = Path(shutil.move(folder, tmp_path / "hosted"))
    await _set_back(logged, 4)
    shutil.copytree(tmp_path / "backup", folder)
    before = files(folder)

    with served(partial(Quiet, directory=str(hosted))) as address:
        app = await opened(database, folder, clock, known, url=address)
        for _step in range(2):
            clock.move(MINUTE)
            await a_decision(app)
            await app.ledger.keep()
        state = await app.ledger.state()
        await app.close()

    assert files(folder) == before
    assert state.halted is not None
    assert "set back" in state.halted


async def test_a_host_that_does_not_answer_holds_nothing_up(
    database: str, folder: Path, clock: Clock, known: Snapshot, caplog: pytest.LogCaptureFixture
) -> None:
    app = await opened(database, folder, clock, known, url="http://127.0.0.1:1/record")
    for _step in range(2):
        await a_decision(app)
        await app.ledger.keep()
        clock.move(MINUTE)
    await app.close()

    assert kinds(folder) == ["key.created", "decision.accepted", "decision.accepted"]
    assert len([one for one in caplog.records if "could not be looked at" in one.getMessage()]) == 1


async def test_what_is_set_back_under_a_process_that_runs_is_noticed(
    database: str, folder: Path, tmp_path: Path, clock: Clock, known: Snapshot
) -> None:
    with served(partial(Quiet, directory=str(folder))) as address:
        app = await opened(database, folder, clock, known, url=address)
        await a_decision(app)
        await app.ledger.keep()
        shutil.copytree(folder, tmp_path / "backup")
        clock.move(timedelta(minutes=10))
        await a_decision(app)
        await app.ledger.keep()
        await a_decision(app)
        await app.ledger.keep()
        await _set_back(app, 2)
        shutil.rmtree(folder)
        shutil.copytree(tmp_path / "backup", folder)
        before = files(folder)

        await app.ledger.keep()
        state = await app.ledger.state()
        await app.close()

    assert files(folder) == before
    assert state.halted is not None
    assert "with 4 leaves, the database has 2" in state.halted


async def test_publishing_goes_on_once_the_newer_backup_is_there(logged: App, folder: Path, clock: Clock) -> None:
    await an_open_poll(logged, "ann", "bob")
    await logged.ledger.keep()
    newer = folder.with_name("newer")
    shutil.copytree(folder, newer)
    for name in ("checkpoint", "tile/0/000.p/4", "tile/entries/000.p/4"):
        (folder / name).write_bytes(b"spoilt")
    await logged.ledger.keep()
    halted = (await logged.ledger.state()).halted

    shutil.rmtree(folder)
    shutil.move(newer, folder)
    await logged.ledger.keep()

    assert halted is not None
    assert halted.startswith("The published log is damaged.")
    assert (await logged.ledger.state()).halted is None


async def test_a_folder_that_was_emptied_is_filled_again(logged: App, folder: Path, clock: Clock) -> None:
    number = await an_open_poll(logged, "ann", "bob")
    await cast(logged, number)
    clock.move(timedelta(days=8))
    await logged.poll_results.finish_due()
    await logged.ledger.keep()
    before = files(folder)

    shutil.rmtree(folder)
    clock.move(MINUTE)
    await logged.ledger.keep()

    assert files(folder) == before

"""What the doctor says of messages that wait, and how what could not be sent is tried again."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.outboxes import DIRECT, notice
from bot.services.libraries import Snapshot
from bot.surfaces.doctoring import examine
from bot.surfaces.shell import main
from tests.support.apps import Clock
from tests.support.ledger import opened

NOBODY = "Unknown Channel (HTTP 404, code 10003)"


async def outbox_line(app: App) -> str:
    """The doctor's line about the outbox."""
    lines: list[str] = []
    await examine(None, app.settings.database_url, {}, app.clock, lines.append)
    (line,) = [line for line in lines if ": outbox: " in line]
    return line


async def log_line(config: Path, clock: Clock) -> str:
    """The doctor's line about the log."""
    lines: list[str] = []
    await examine(config, None, {}, clock, lines.append)
    (line,) = [line for line in lines if ": log: " in line]
    return line


async def give_up(app: App, channel: str, error: str = NOBODY) -> None:
    """A message that could not be sent."""
    await app.outbox.post(notice(channel, "verdicts:17", "News", "One verdict changed."))
    (claim,) = await app.outbox.claim("one", ("notice",), (channel,))
    await app.outbox.give_up(claim, error)


async def test_an_empty_outbox_is_in_order(light_app: App) -> None:
    assert await outbox_line(light_app) == "ok: outbox: 0 messages wait to be sent"


async def test_what_waits_is_counted(light_app: App) -> None:
    await light_app.outbox.post(notice("discord:1", "verdicts:17", "News", "…"))

    assert await outbox_line(light_app) == "ok: outbox: 1 message waits to be sent"


async def test_what_cannot_be_sent_is_named_with_what_to_do(light_app: App) -> None:
    await give_up(light_app, "discord:1")

    assert await outbox_line(light_app) == (
        "not ok: outbox: 0 messages wait to be sent, 1 cannot be sent. verdicts:17 → discord:1: Unknown Channel "
        "(HTTP 404, code 10003). Mend the cause (a permission, a channel that is gone), then run: osaibot resend"
    )


async def test_somebody_who_takes_no_messages_is_nothing_to_mend(light_app: App) -> None:
    await give_up(light_app, f"{DIRECT}42", "Cannot send messages to this user (HTTP 403, code 50007)")

    line = await outbox_line(light_app)

    assert line == "ok: outbox: 0 messages wait to be sent, 1 person takes none"
    assert "42" not in line


@pytest.fixture
def resend(light_app: App, capsys: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """Runs the operator's command; gives what it printed."""

    def run() -> str:
        assert main(light_app.clock, ["resend", "--database", light_app.settings.database_url]) == 0
        return capsys.readouterr().out

    return run


async def test_what_could_not_be_sent_waits_again_after_resend(light_app: App, resend: Callable[[], str]) -> None:
    await give_up(light_app, "discord:1")

    assert await asyncio.to_thread(resend) == "1 message is tried again.\n"
    assert (await light_app.outbox.state()).waiting == 1
    assert await asyncio.to_thread(resend) == "0 messages are tried again.\n"


async def test_no_log_is_in_order(light_app: App, tmp_path: Path, clock: Clock) -> None:
    config = tmp_path / "osaibot.yaml"
    config.write_text(f"database: {light_app.settings.database}\n")

    line = await log_line(config, clock)

    assert line == "ok: log: none is kept: the configuration names no record.key_file"


async def test_a_log_that_was_set_back_is_not_in_order(
    filled_sqlite_database: str, tmp_path: Path, clock: Clock, known: Snapshot
) -> None:
    folder, config = tmp_path / "record", tmp_path / "osaibot.yaml"
    shutil.copy(filled_sqlite_database.removeprefix("sqlite:///"), tmp_path / "backup.db")
    app = await opened(filled_sqlite_database, folder, clock, known)
    await app.ledger.keep()
    await app.close()
    record = f"record: {{folder: {folder}, key_file: {tmp_path / 'record.key'}}}\n"

    lines = []
    for database in (filled_sqlite_database, f"sqlite:///{tmp_path / 'backup.db'}"):
        config.write_text(f"database: {database}\n{record}")
        lines.append(await log_line(config, clock))

    assert lines == [
        "ok: log: 1 leaf is signed",
        "not ok: log: The log was published or signed with 1 leaves, the database has 0: it was set back, perhaps to "
        "an old backup. Nothing was signed; restore a newer one first.",
    ]

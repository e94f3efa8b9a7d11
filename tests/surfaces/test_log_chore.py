"""The chore that keeps the log, as the bot does it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.domain.chores import Every
from bot.services.libraries import Snapshot
from bot.surfaces.chores import CHORES
from bot.surfaces.recording import main
from tests.support.apps import Clock, settings
from tests.support.ledger import configured, kinds, opened
from tests.support.polling import an_open_poll

LOG = CHORES["log"]


async def test_what_happens_is_published_beside_everything_else(
    database: str, tmp_path: Path, clock: Clock, known: Snapshot
) -> None:
    folder = tmp_path / "record"
    app = await opened(database, folder, clock, known)
    await an_open_poll(app, "ann", "bob")

    await LOG.work(app)
    await app.close()

    assert kinds(folder) == ["key.created", "poll.opened", "roll.changed", "roll.changed"]


def test_without_a_key_it_is_not_done(tmp_path: Path) -> None:
    assert LOG.rule(settings("sqlite://")) is None
    assert isinstance(LOG.rule(configured("sqlite://", tmp_path / "record")), Every)


@pytest.mark.parametrize("named", [[], ["record"]])
def test_where_no_bot_runs_the_log_is_published_with_the_pages(
    filled_sqlite_database: str,
    tmp_path: Path,
    clock: Clock,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    named: list[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    folder, config = tmp_path / "record", tmp_path / "osaibot.yaml"
    record = configured(filled_sqlite_database, folder).record
    assert record is not None
    config.write_text(
        f"database: {filled_sqlite_database}\nrecord: {{folder: {folder}, key_file: {record.key_file}}}\n"
    )

    assert main(clock, ["record", "build", *named, "--config", str(config)]) == 0
    assert main(clock, ["record", "verify", str(folder)]) == 0

    assert (folder / "index.html").is_file()
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing was changed."

"""The site of a forum, built again and again: the same to the byte, and only what changed."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.services.logs.sources import source
from bot.services.logs.verifying import verify
from bot.surfaces.site.publishing import keep, publish
from tests.support.decisions import a_decision
from tests.support.site import BuiltSite, opened

# Builds a site with the clock of the forum that it shows.
BUILDING = """
import asyncio, dataclasses, pathlib, sys
from datetime import datetime
from bot.app import App
from bot.settings import RecordSettings, Settings
from bot.surfaces.site.publishing import publish

folder, database, url, key, now = sys.argv[1:]
settings = Settings(database=database, record_url=url, record=RecordSettings(pathlib.Path(folder), pathlib.Path(key)))

async def main():
    app = await App.open(settings, lambda: datetime.fromisoformat(now))
    await publish(app, pathlib.Path(folder))
    await app.close()

asyncio.run(main())
"""


LOG = ("tile", "checkpoint", "disclosures", ".log.lock")


def content(folder: Path) -> dict[str, bytes]:
    """The files of the site, without those of the log."""
    return {
        path: (folder / path).read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not (path := str(file.relative_to(folder))).startswith(LOG)
    }


def test_another_process_builds_the_same_whatever_its_zone_language_and_order(built: BuiltSite, tmp_path: Path) -> None:
    settings = built.settings
    assert settings.record is not None
    arguments = (tmp_path / "again", built.database, settings.record_url, settings.record.key_file)
    elsewhere = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Apia", "LC_ALL": "C"}
    command = [sys.executable, "-c", BUILDING, *map(str, arguments), built.clock().isoformat()]

    subprocess.run(command, env=elsewhere, check=True)

    assert content(tmp_path / "again") == content(built.folder)


async def test_nothing_is_made_where_nothing_happened(copied: BuiltSite) -> None:
    async with opened(copied) as app:
        done = await publish(app, copied.folder)

    assert (done.made, done.written, done.removed) == (0, (), ())


async def test_what_happened_is_on_the_site_after_the_chore_and_the_rest_stays(copied: BuiltSite) -> None:
    before = content(copied.folder)
    async with opened(copied) as app:
        number = await a_decision(app, title="Something new")
        await keep(app)
        await keep(app)
    after = content(copied.folder)

    assert f"d/{number}/index.html" in after
    assert "Something new" in after["index.html"].decode()
    assert "Something new" in after["feed.atom"].decode()
    changed = {path for path in after if path not in before or before[path] != after[path]}
    assert len([path for path in changed if path.startswith("s/")]) == 0
    assert len([path for path in changed if not path.startswith("search/")]) < 40


async def test_no_page_says_when_it_was_built(copied: BuiltSite) -> None:
    async with opened(copied) as app:
        await publish(app, copied.folder)
        before = content(copied.folder)
        copied.clock.move(timedelta(minutes=7))
        done = await publish(app, copied.folder, whole=True)
        copied.clock.move(-timedelta(minutes=7))

    assert done.made > 100
    assert content(copied.folder) == before


@pytest.mark.parametrize("changed", ["index.html", "feed.atom", "p/P-2026-0001/ballots.csv"])
async def test_a_byte_of_any_file_around_the_log_is_noticed(copied: BuiltSite, changed: str) -> None:
    file = copied.folder / changed
    content = file.read_bytes()
    assert verify(source(str(copied.folder))).breach is None

    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    found = verify(source(str(copied.folder))).breach
    file.write_bytes(content)

    assert found == f"{changed} was changed since it was signed."

"""Somebody is forgotten after all of it was published: nothing of them is found, and the log can still be checked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.app import App
from bot.surfaces.site.publishing import publish
from tests.support.apps import Clock
from tests.support.decisions import MAX, MIA
from tests.support.forgetting import TELLING, ZENOBIA, a_life, found_in_tables, found_on_disk
from tests.support.ledger import contents, published

_MINUTES = timedelta(minutes=2)


def found_in_files(folder: Path) -> list[str]:
    """Which files still say something of her: pages, feeds, exports, tiles and disclosures."""
    return [
        f"{one} in {path.relative_to(folder)}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for one in TELLING
        if one.encode() in path.read_bytes().lower()
    ]


async def published_by(app: App, clock: Clock, folder: Path) -> None:
    """Have everything published: the log, and the site around it."""
    for _time in range(3):
        clock.move(_MINUTES)
        await app.minutes_keeping.keep()
        await app.ledger.keep()
    await publish(app, folder)


async def test_what_was_published_of_somebody_is_gone_and_the_rest_can_be_proven(
    logged: App, clock: Clock, folder: Path, database: str
) -> None:
    await a_life(logged, clock)
    await published_by(logged, clock, folder)
    before = published(folder)
    shown = contents(folder).casefold()
    for word in ("reason", "objection", "change", "dissent", "later", "recused", "statement", "quotation", "name"):
        assert f"quastle{word}" in shown
    # Her account was never there to be taken out.
    assert ZENOBIA.id not in shown
    clock.move(timedelta(days=31))
    await logged.forgetting.keep()

    await logged.forgetting.ask(ZENOBIA.id, ZENOBIA.name, MIA)
    await logged.forgetting.ask(ZENOBIA.id, None, MAX)
    await published_by(logged, clock, folder)

    assert found_in_files(folder) == []
    assert await found_in_tables(logged) == []
    assert not logged.store.embedded or found_on_disk(Path(database.removeprefix("sqlite:///"))) == []
    after = published(folder)
    assert after[: len(before)] == before
    assert {"redaction"} <= {leaf.kind for leaf in after[len(before) :]}

"""Whatever happens to processes and keys: nothing is signed that does not go on from what was published."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.logs.notes import Checkpoint
from bot.services.ledger import publishing
from bot.services.libraries import Snapshot
from bot.services.logs.keyrings import BadKeys, rotate
from bot.services.logs.publishing import Publication
from tests.support.apps import Clock
from tests.support.decisions import a_decision
from tests.support.ledger import kinds, opened, published
from tests.support.logs import files
from tests.support.polling import an_open_poll


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
async def beside(logged: App, database: str, folder: Path, clock: Clock, known: Snapshot) -> AsyncIterator[App]:
    """The same database and the same record, as another process has them."""
    app = await opened(database, folder, clock, known)
    yield app
    await app.close()


# -- Processes ---------------------------------------------------------------------------------------------------------


async def test_a_process_that_dies_between_signing_and_writing_is_taken_over_from(
    logged: App, beside: App, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await an_open_poll(logged, "ann", "bob")
    await logged.ledger.keep()
    before = files(folder)

    def killed(_publication: Publication) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Publication, "write", killed)
        await a_decision(logged)
        with pytest.raises(Killed):
            await logged.ledger.keep()
    assert files(folder) == before
    signed = (await logged.ledger.state()).checkpoint
    await a_decision(logged)
    clock.move(timedelta(minutes=6))
    await beside.ledger.keep()

    assert signed is not None
    assert signed.size == 5
    assert kinds(folder)[4:] == ["decision.accepted"] * 2


async def test_a_process_that_dies_while_it_writes_is_taken_over_from(
    logged: App, beside: App, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await an_open_poll(logged, "ann", "bob")
    replace = Path.replace
    moved: list[Path] = []

    def once(path: Path, target: Path) -> Path:
        if moved:
            raise Killed
        moved.append(target)
        return replace(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", once)
        with pytest.raises(Killed):
            await logged.ledger.keep()
    clock.move(timedelta(minutes=6))
    await beside.ledger.keep()

    assert len(published(folder)) == 4


async def test_of_two_processes_at_once_one_publishes(logged: App, beside: App, folder: Path) -> None:
    await an_open_poll(logged, "ann", "bob")
    await a_decision(logged)

    for _round in range(3):
        await asyncio.gather(logged.ledger.keep(), beside.ledger.keep(), beside.ledger.keep())
        await a_decision(logged)

    assert kinds(folder).count("decision.accepted") == 3
    assert len({place.sequence for place in await logged.ledger.places("P-2026-0001")}) == 3


async def test_a_process_that_has_it_keeps_others_off(
    logged: App, beside: App, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await an_open_poll(logged, "ann", "bob")
    writing, going_on = asyncio.Event(), asyncio.Event()
    note = publishing.Publisher._note

    async def held_up(self: publishing.Publisher, *given: object) -> None:
        writing.set()
        await going_on.wait()
        await note(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(publishing.Publisher, "_note", held_up)
    first = asyncio.create_task(logged.ledger.keep())
    await writing.wait()
    await a_decision(beside)
    await beside.ledger.keep()
    assert len(published(folder)) == 4
    going_on.set()
    await first
    await beside.ledger.keep()

    assert len(published(folder)) == 5


async def test_a_process_whose_lease_ran_out_signs_nothing(
    logged: App, beside: App, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await an_open_poll(logged, "ann", "bob")
    wanted = publishing.Publisher._wanted

    async def late(self: publishing.Publisher, at: Checkpoint) -> publishing.Wanted:
        found = await wanted(self, at)
        monkeypatch.undo()
        clock.move(timedelta(minutes=6))
        await beside.ledger.keep()
        return found

    monkeypatch.setattr(publishing.Publisher, "_wanted", late)
    await logged.ledger.keep()

    assert len(published(folder)) == 4
    assert (await logged.ledger.state()).halted is None


# -- Keys --------------------------------------------------------------------------------------------------------------


async def test_a_key_that_is_rotated_is_said_in_the_log(logged: App, folder: Path, clock: Clock) -> None:
    await an_open_poll(logged, "ann", "bob")
    await logged.ledger.keep()

    rotate(folder.with_name("record.key"), clock())
    await logged.ledger.keep()

    assert [leaf.id for leaf in published(folder) if leaf.kind == "key.rotated"] == ["K-2"]


async def test_another_key_signs_nothing(logged: App, folder: Path, clock: Clock) -> None:
    await an_open_poll(logged, "ann", "bob")
    await logged.ledger.keep()
    before = files(folder)
    key_file = folder.with_name("record.key")
    key_file.chmod(0o644)

    await logged.ledger.keep()
    with pytest.raises(BadKeys):
        await logged.ledger.examine()

    halted = (await logged.ledger.state()).halted
    assert files(folder) == before
    assert halted is not None
    assert halted.startswith("Others can read the keys")


# -- The channel -------------------------------------------------------------------------------------------------------


async def test_the_checkpoint_is_told_in_one_message_a_day(logged: App, folder: Path, clock: Clock) -> None:
    await an_open_poll(logged, "ann", "bob")
    await logged.ledger.keep()
    first = (folder / "checkpoint").read_text()
    await a_decision(logged)
    await logged.ledger.keep()
    clock.move(timedelta(days=1))
    await a_decision(logged)
    await logged.ledger.keep()

    async with logged.store.write() as records:
        claims = await records.outbox.claim("test", ["notice"], ["discord:"], clock(), 20)
    told = [str(claim.post.payload["text"]) for claim in claims]
    assert len(told) == 2
    assert first in told[0]
    assert (folder / "checkpoint").read_text() in told[1]

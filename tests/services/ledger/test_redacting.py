"""What is taken away is nowhere afterwards, and everything else can be checked as before."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.app import App
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.telling.told import TakenBack, Told, disclosed
from bot.domain.polls.ballots import Choice
from bot.services.ledger import publishing
from bot.services.ledger.files import LogFiles
from bot.services.ledger.ledger import LedgerService
from bot.services.logs.publishing import Publication
from bot.services.telling import Telling
from bot.store import Records
from tests.services.ledger.test_collecting import cast
from tests.support.apps import Clock
from tests.support.ledger import contents, kinds, published
from tests.support.polling import an_open_poll

SECRET = "because my employer wants it so"


async def closed(app: App, clock: Clock) -> tuple[str, str]:
    """A poll that is over, with a reason in it; gives its number and the id of the ballot."""
    number = await an_open_poll(app, "ann", "bob")
    event = await cast(app, number, why=SECRET)
    await cast(app, number, "bob", Choice.NO)
    clock.move(timedelta(days=8))
    await app.poll_results.finish_due()
    return number, f"{number}/B-{event}"


async def kept(app: App) -> str:
    """All that the log's tables hold."""
    async with app.store.connection() as connection:
        rows = [*await connection.execute(text("SELECT content FROM log_disclosures"))]
        rows += [*await connection.execute(text("SELECT entry FROM log_leaves"))]
    return str(rows)


async def test_what_is_redacted_is_in_no_table_and_no_file_and_all_else_can_be_checked(
    logged: App, folder: Path, clock: Clock
) -> None:
    _number, ballot = await closed(logged, clock)
    await logged.ledger.keep()
    assert SECRET in contents(folder)

    assert await logged.ledger.redact({ballot: ["why:"]}, "erasure") == 1
    assert SECRET not in await kept(logged)
    clock.move(timedelta(seconds=15))
    await logged.ledger.keep()

    redaction = published(folder)[-1]
    assert (redaction.kind, redaction.text("reason"), redaction.text("subject")) == ("redaction", "erasure", ballot)
    assert SECRET not in contents(folder)
    assert '"training-code/use":["yes"' in contents(folder)


async def test_an_older_copy_of_the_files_does_not_bring_back_what_was_redacted(
    logged: App, folder: Path, clock: Clock, tmp_path: Path
) -> None:
    _number, ballot = await closed(logged, clock)
    await logged.ledger.keep()
    shutil.copytree(folder, tmp_path / "copy")
    await logged.ledger.redact({ballot: ["why:"]}, "erasure")
    await logged.ledger.keep()

    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "copy", folder)
    clock.move(timedelta(minutes=1))
    await logged.ledger.keep()

    assert kinds(folder)[-1] == "redaction"
    assert SECRET not in contents(folder)


async def test_what_is_redacted_before_it_was_opened_never_is(logged: App, folder: Path, clock: Clock) -> None:
    number = await an_open_poll(logged, "ann", "bob")
    event = await cast(logged, number, why=SECRET)
    await logged.ledger.keep()

    await logged.ledger.redact({f"{number}/B-{event}": ["why:training-code/use"]}, "erasure")
    clock.move(timedelta(days=8))
    await logged.poll_results.finish_due()
    await logged.ledger.keep()

    assert published(folder)
    assert SECRET not in contents(folder)


async def test_what_is_redacted_while_it_is_signed_comes_into_no_file(
    logged: App, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _number, ballot = await closed(logged, clock)
    wanted = publishing.Publisher._wanted

    async def erased(self: publishing.Publisher, *given: object) -> publishing.Wanted:
        found = await wanted(self, *given)  # type: ignore[arg-type]
        monkeypatch.undo()
        await logged.ledger.redact({ballot: ["why:"]}, "erasure")
        return found

    monkeypatch.setattr(publishing.Publisher, "_wanted", erased)
    await logged.ledger.keep()

    assert "redaction" in kinds(folder)
    assert SECRET not in contents(folder)


async def test_what_is_redacted_while_it_is_written_is_taken_away_again(
    logged: App, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _number, ballot = await closed(logged, clock)
    loop = asyncio.get_running_loop()
    write = Publication.write

    def erased(publication: Publication) -> None:
        asyncio.run_coroutine_threadsafe(logged.ledger.redact({ballot: ["why:"]}, "erasure"), loop).result()
        write(publication)

    with monkeypatch.context() as patch:
        patch.setattr(Publication, "write", erased)
        await logged.ledger.keep()
    await logged.ledger.keep()

    assert kinds(folder)[-1] == "redaction"
    assert SECRET not in contents(folder)


async def test_what_is_erased_while_it_is_collected_never_comes_into_the_log(
    logged: App, folder: Path, clock: Clock
) -> None:
    words = [SECRET, "taken back"]

    async def stamps(_records: Records) -> Mapping[str, str]:
        return {"D-2026-0001": "1"}

    async def tell(_records: Records, thing: str, _known: frozenset[str]) -> Sequence[Told]:
        found = Told(Leaf("decision.accepted", thing, clock()), disclosed(why=words[0]))
        if words[0] == SECRET:
            words.pop(0)
            await logged.ledger.redact({}, "erasure")
        return [found]

    files = LogFiles(folder, folder.with_name("record.key"))
    ledger = LedgerService(logged.store, clock, files, tellings=[Telling("decisions", stamps, tell)])
    await ledger.keep()

    assert kinds(folder) == ["key.created", "decision.accepted"]
    assert "taken back" in contents(folder)
    assert SECRET not in contents(folder)
    assert SECRET not in await kept(logged)


async def test_what_takes_something_back_says_so_where_it_has_a_reason(logged: App, folder: Path, clock: Clock) -> None:
    number = "T-2026-0001"

    async def stamps(_records: Records) -> Mapping[str, str]:
        return {number: str(clock())}

    async def tell(_records: Records, _thing: str, known: frozenset[str]) -> Sequence[Told]:
        first = Told(Leaf("minutes.published", f"{number}/M-1", clock()), disclosed(document="as it was", why="so"))
        gone = TakenBack(f"{number}/M-1", ("document",), "retracted")
        return (
            [first, Told(Leaf("minutes.retracted", f"{number}/M-2", clock()), takes_back=(gone,))] if known else [first]
        )

    files = LogFiles(folder, folder.with_name("record.key"))
    ledger = LedgerService(logged.store, clock, files, tellings=[Telling("minutes", stamps, tell)])
    await ledger.keep()
    assert "as it was" in contents(folder)
    clock.move(timedelta(minutes=1))
    await ledger.keep()

    assert kinds(folder)[1:] == ["minutes.published", "minutes.retracted", "redaction"]
    assert "as it was" not in contents(folder)
    assert '"so"' in contents(folder)

"""What the pages of a large record cost: all of them, and those that one decision changes."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.polls import Via
from bot.services.polling.drafting import DraftTyped
from bot.settings import Settings
from bot.surfaces.site.publishing import publish
from tests.benchmarks import measuring
from tests.support.decisions import a_decision
from tests.support.polling import CODE, DATA, an_open_poll, delivery, person, said

DECISIONS, POLLS, SYSTEMS = 1_000, 100, 300
BARS = {"record of 1,000 decisions, s": 60.0, "record after one change, s": 3.0}
_POLL = DraftTyped(components="training-code, datasets", freedoms="use, study", contact="the desk")


class _Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


async def _fill(app: App, clock: _Clock) -> None:
    for number in range(POLLS):
        poll = await an_open_poll(app, "ann", "bob", "cyd", typed=replace(_POLL, question=f"Question {number}?"))
        for place, (name, choice) in enumerate((("ann", Choice.YES), ("bob", Choice.NO), ("cyd", Choice.YES))):
            clock.now += timedelta(seconds=1)
            answers = [said(CODE, choice, "Because."), said(DATA, Choice.YES)]
            await app.ballots.cast(poll, person(name), answers, Via.EXPLICIT, delivery(clock(), place))
    clock.now += timedelta(days=90)
    await app.poll_keeping.keep()
    for number in range(DECISIONS):
        await a_decision(app, title=f"Decision {number}", basis=f"P-2026-{number % POLLS + 1:04} training-code/use")


async def _measured(database: str, folder: Path) -> tuple[float, float, float]:
    await (await measuring.with_copies(database, SYSTEMS)).close()
    clock = _Clock()
    app = await App.open(Settings(database=database), clock)
    try:
        await _fill(app, clock)
        seconds = []
        for change in (False, True, False):
            if change:
                await a_decision(app, title="One more")
            started = time.perf_counter()
            await publish(app, folder)
            seconds.append(time.perf_counter() - started)
        return seconds[0], seconds[1], seconds[2]
    finally:
        await app.close()


def report(folder: Path) -> dict[str, float]:
    """Measure and print."""
    whole, changed, idle = asyncio.run(_measured(f"sqlite:///{folder}/site.db", folder / "record"))
    files = sum(1 for file in (folder / "record").rglob("*") if file.is_file())
    print(f"{'pages of the record':<28} {whole:.1f} s ({files} files)   one change {changed:.2f} s   none {idle:.2f} s")
    return dict(zip(BARS, (whole, changed), strict=True))

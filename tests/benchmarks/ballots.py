"""How fast ballots are taken: through the service on both engines, and from the click to the answer on Discord."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg

from bot.app import App
from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.polls import Answer, Receipt, RollEntry, Via
from bot.services.polling.drafting import DraftTyped
from tests.benchmarks import measuring, writes
from tests.benchmarks.writes import POSTGRESQL, SQLITE, Bar, Rate
from tests.support.arrivals import Wait
from tests.support.polling import a_roll, an_open_poll, delivery, person
from tests.support.postgres import NoServer, durable_server
from tests.support.simulation import Forum

ON_THE_ROLL = 2_000
CLICKERS = 200
TAKEN = 20_000
ANSWER_SECONDS = 3.0
TEXT = "training-code: use=yes study=no modify=discuss share=abstain"


@dataclass(frozen=True, slots=True)
class Booth:
    """An open poll of 17 components and four freedoms, and those who come to vote in it, one component at a time."""

    app: App
    number: str
    ballots: Iterator[tuple[str, tuple[Answer, ...]]]
    deliveries: Iterator[int]

    @classmethod
    async def opened(cls, app: App, on_the_roll: int = ON_THE_ROLL) -> Booth:
        """Open the poll."""
        names = [f"voter-{number}" for number in range(on_the_roll)]
        number = await an_open_poll(app, typed=DraftTyped(), roll=a_roll(*names))
        poll = (await app.polls.preview(number)).poll
        components = [one.id for one in poll.charter.components]
        assert (len(components), len(poll.charter.cells)) == (17, 68)
        return cls(app, number, itertools.cycle(_ballots(names, components)), itertools.count())

    async def cast(self) -> Receipt:
        """The next submission: four cells of one component, with a delivery of its own."""
        name, answers = next(self.ballots)
        sent = delivery(datetime.now(UTC), next(self.deliveries))
        return await self.app.ballots.cast(self.number, person(name), answers, Via.EXPLICIT, sent)


def _ballots(names: list[str], components: list[str]) -> Iterator[tuple[str, tuple[Answer, ...]]]:
    """Each of 64 people answers every component before the next 64 come; nobody waits for an earlier one of theirs."""
    choices = itertools.cycle((Choice.YES, Choice.NO, Choice.DISCUSS, Choice.ABSTAIN))
    for first in range(0, len(names), 64):
        for component, name in itertools.product(components, names[first : first + 64]):
            yield name, tuple(Answer(Cell(component, freedom), next(choices)) for freedom in Freedom)


async def rates(url: str, at_once: Sequence[int]) -> list[Rate]:
    """Submissions a second, with so many voters at once."""
    app = await measuring.opened(url)
    try:
        booth = await Booth.opened(app)
        return [await writes.rate(booth.cast, voters) for voters in at_once]
    finally:
        await app.close()


async def bare_postgresql(url: str, at_once: int) -> Rate:
    """One INSERT and one COMMIT after the other on so many connections, through the driver alone."""
    plain = url.replace("postgresql+asyncpg", "postgresql")
    connections = [await asyncpg.connect(plain) for _number in range(at_once)]
    numbers = itertools.count()
    await connections[0].execute("CREATE TABLE bare (id bigint PRIMARY KEY, caused text NOT NULL)")
    free = asyncio.Queue[Any]()
    for connection in connections:
        free.put_nowait(connection)

    async def act() -> None:
        connection = await free.get()
        try:
            await connection.execute("INSERT INTO bare VALUES ($1, 'a test')", next(numbers))
        finally:
            free.put_nowait(connection)

    measured = await writes.rate(act, at_once)
    for connection in connections:
        await connection.close()
    return measured


async def share(url: str, number: str, of: int, processes: int, voters: int) -> None:
    """Vote as one of several processes, whose people are others than theirs; prints how many a second."""
    app = await measuring.opened(url)
    try:
        poll = (await app.polls.preview(number)).poll
        names = [f"voter-{place}" for place in range(of, ON_THE_ROLL, processes)]
        ballots = itertools.cycle(_ballots(names, [one.id for one in poll.charter.components]))
        booth = Booth(app, number, ballots, itertools.count(of * 2_000_000))
        print((await writes.rate(booth.cast, voters)).per_second)
    finally:
        await app.close()


async def _poll_for_several(url: str) -> str:
    app = await measuring.opened(url)
    try:
        return (await Booth.opened(app)).number
    finally:
        await app.close()


def by_processes(url: str, processes: int, voters: int) -> float:
    """Submissions a second by several processes on one server, with so many voters at once in each."""
    number = asyncio.run(_poll_for_several(url))
    program = "import asyncio, sys\nfrom tests.benchmarks.ballots import share\n"
    program += "asyncio.run(share(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])))"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, url, number, str(of), str(processes), str(voters)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for of in range(processes)
    ]
    return sum(float(process.communicate()[0]) for process in started)


async def take(url: str, wanted: int, at_once: int = 32) -> None:
    """Take so many submissions, so many at once."""
    app = await measuring.opened(url)
    try:
        booth = await Booth.opened(app)
        numbers = iter(range(wanted))

        async def voter() -> None:
            for _number in numbers:
                await booth.cast()

        await asyncio.gather(*(voter() for _number in range(at_once)))
    finally:
        await app.close()


async def clicks(folder: Path, clickers: int = CLICKERS) -> list[Wait]:
    """How long each of so many people waits who send a ballot at the same moment, on the simulated Discord."""
    forum = Forum(folder / "clicks.db")
    people = [forum.person(f"clicker-{number}", f"Clicker {number}") for number in range(clickers)]
    await forum.start()
    try:
        roll = [RollEntry(f"discord:{one.id}") for one in people]
        number = await an_open_poll(forum.app, typed=DraftTyped(), roll=roll)
        deliveries = [forum.slash(one, forum.general, "ballot text", poll=number, text=TEXT) for one in people]
        waits = await forum.waits(*deliveries)
        async with forum.app.store.read() as records:
            assert list((await records.poll_cells.answered(number)).values()) == [len(Freedom)] * clickers
    finally:
        await forum.stop()
    return waits


def print_times(folder: Path) -> None:
    """Measure and print, beside the bars."""
    folder.mkdir()
    base = writes.bare(folder)
    writes.print_line("bare INSERT and COMMIT", base, base)
    _print_rates("SQLite", f"sqlite:///{folder}/rates.db", SQLITE, base)
    try:
        with durable_server() as url:
            served = asyncio.run(bare_postgresql(url, 8))
            writes.print_line("PostgreSQL, bare, 8 at once", served, served)
            _print_rates("PostgreSQL", url, POSTGRESQL, served)
            print(f"{'PostgreSQL, 2 processes of 4':<28} {by_processes(url, 2, 4):7.0f} ballots/s")
    except NoServer as error:
        print(f"PostgreSQL is not measured: {error}")
    _print_waits(asyncio.run(clicks(folder)))
    _print_memory(folder)


def _print_rates(engine: str, url: str, bars: Mapping[int, Bar | None], base: Rate) -> None:
    measured = asyncio.run(rates(url, list(bars)))
    for (voters, bar), rate in zip(bars.items(), measured, strict=True):
        writes.print_line(f"{engine}, {voters} voting at once", rate, base, bar, "ballots")


def _print_waits(waits: Sequence[Wait]) -> None:
    answered, first = [one.answered for one in waits], [one.acknowledged for one in waits]
    bar = f"bar none over {ANSWER_SECONDS:g} s: {'met' if max(answered) < ANSWER_SECONDS else 'MISSED'}"
    print(f"{f'{len(waits)} clicks, first sign':<28} {_spread(first)}")
    print(f"{f'{len(waits)} clicks, answer':<28} {_spread(answered)}   {bar}")


def _spread(seconds: Sequence[float]) -> str:
    p99 = sorted(seconds)[int(len(seconds) * 0.99)]
    return f"p50 {statistics.median(seconds):.2f} s   p99 {p99:.2f} s   worst {max(seconds):.2f} s"


def _print_memory(folder: Path) -> None:
    program = "import asyncio, sys\nfrom tests.benchmarks.ballots import take\nasyncio.run(take(sys.argv[1], {}))"
    none, _seconds = measuring.peak(program.format(0), f"sqlite:///{folder}/none.db")
    taken, seconds = measuring.peak(program.format(TAKEN), f"sqlite:///{folder}/taken.db")
    print(f"{f'peak memory, {TAKEN:,} ballots':<28} {taken:.0f} MB, {none:.0f} MB with none taken   ({seconds:.0f} s)")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as there:
        print_times(Path(there) / "ballots")

"""How many small use cases a second are durably written, beside bare inserts on the same disk."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.definitions import migrations_root
from bot.store import Store, migrate
from tests.support.postgres import NoServer, durable_server
from tests.support.writers import write

SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Rate:
    """Writes a second, and what one takes in milliseconds: of time, and of this process's processor.

    The last says what the program does where others take the machine meanwhile.
    """

    per_second: float
    p50: float
    p99: float
    processor: float


@dataclass(frozen=True, slots=True)
class Bar:
    """What is wanted of so many writers at once."""

    per_second: float
    p99: float | None = None

    def met(self, rate: Rate) -> bool:
        """Whether a rate is enough."""
        return rate.per_second >= self.per_second and (self.p99 is None or rate.p99 < self.p99)

    def __str__(self) -> str:
        return f"{self.per_second:g}/s" + (f", p99 under {self.p99:g} ms" if self.p99 else "")


SQLITE = {1: Bar(200), 32: Bar(600, p99=250)}
POSTGRESQL: dict[int, Bar | None] = {1: None, 8: Bar(1500), 32: None}


def bare(folder: Path) -> Rate:
    """One INSERT and one COMMIT after the other, with the settings that the bot uses."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE bare (id TEXT PRIMARY KEY, caused TEXT NOT NULL)")
    taken: list[float] = []
    busy = time.process_time()
    until = time.perf_counter() + SECONDS
    while (began := time.perf_counter()) < until:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO bare VALUES (?, 'a test')", (f"{len(taken)}",))
        connection.execute("COMMIT")
        taken.append(time.perf_counter() - began)
    busy = time.process_time() - busy
    connection.close()
    return _rate(taken, SECONDS, busy)


async def rate(act: Callable[[], Awaitable[object]], at_once: int) -> Rate:
    """How often something can be done by so many at once, each again as soon as the last time is acknowledged."""
    taken = list[float]()

    async def actor(until: float) -> None:
        while (began := time.perf_counter()) < until:
            await act()
            taken.append(time.perf_counter() - began)

    await asyncio.gather(*(actor(0.5 + time.perf_counter()) for _number in range(at_once)))
    taken.clear()
    began, busy = time.perf_counter(), time.process_time()
    await asyncio.gather(*(actor(began + SECONDS) for _number in range(at_once)))
    return _rate(taken, time.perf_counter() - began, time.process_time() - busy)


async def through_the_store(url: str, writers: int) -> Rate:
    """So many writers at once."""
    store = Store(url)
    await migrate(store, migrations_root())
    numbers = itertools.count()

    async def act() -> None:
        async with store.write() as records:
            await write(records, f"{writers}-{next(numbers)}")

    measured = await rate(act, writers)
    await store.close()
    return measured


def _rate(taken: list[float], seconds: float, busy: float) -> Rate:
    milliseconds = sorted(1000 * one for one in taken)
    p99 = milliseconds[int(len(milliseconds) * 0.99)]
    return Rate(len(milliseconds) / seconds, statistics.median(milliseconds), p99, 1000 * busy / len(taken))


def print_line(name: str, measured: Rate, base: Rate, bar: Bar | None = None, what: str = "writes") -> None:
    """Print a rate beside that of bare inserts, and whether it is enough."""
    told = "" if bar is None else f"   bar {bar}: {'met' if bar.met(measured) else 'MISSED'}"
    print(
        f"{name:<28} {measured.per_second:7.0f} {what}/s   p50 {measured.p50:7.2f} ms   p99 {measured.p99:7.2f} ms   "
        f"processor {measured.processor:5.2f} ms   "
        f"{measured.per_second / base.per_second:5.2f} of bare{told}"
    )


def print_rates(folder: Path) -> None:
    """Measure and print, beside the bars. A write is a delivery's id and four rows; what is told is on the disk."""
    base = bare(folder)
    print_line("bare INSERT and COMMIT", base, base)
    for writers, bar in SQLITE.items():
        measured = asyncio.run(through_the_store(f"sqlite:///{folder}/writes-{writers}.db", writers))
        print_line(f"SQLite, {writers} at once", measured, base, bar)
    try:
        with durable_server() as url:
            for writers, wanted in POSTGRESQL.items():
                measured = asyncio.run(through_the_store(url, writers))
                print_line(f"PostgreSQL, {writers} at once", measured, base, wanted)
    except NoServer as error:
        print(f"PostgreSQL is not measured: {error}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as there:
        print_rates(Path(there))

"""How many small use cases a second are durably written, beside bare inserts on the same disk."""

from __future__ import annotations

import asyncio
import itertools
import sqlite3
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bot.definitions import migrations_root
from bot.store import Store, migrate
from tests.support.postgres import NoServer, durable_server
from tests.support.writers import write

SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Rate:
    """Writes a second, and how long one takes in milliseconds."""

    per_second: float
    p50: float
    p99: float


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
    until = time.perf_counter() + SECONDS
    while (began := time.perf_counter()) < until:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO bare VALUES (?, 'a test')", (f"{len(taken)}",))
        connection.execute("COMMIT")
        taken.append(time.perf_counter() - began)
    connection.close()
    return _rate(taken, SECONDS)


async def through_the_store(url: str, writers: int) -> Rate:
    """So many writers at once, each with the next write as soon as its last one is acknowledged."""
    store = Store(url)
    await migrate(store, migrations_root())
    numbers, taken = itertools.count(), list[float]()

    async def writer(until: float) -> None:
        while (began := time.perf_counter()) < until:
            async with store.write() as records:
                await write(records, f"{writers}-{next(numbers)}")
            taken.append(time.perf_counter() - began)

    await asyncio.gather(*(writer(0.5 + time.perf_counter()) for _number in range(writers)))
    taken.clear()
    began = time.perf_counter()
    await asyncio.gather(*(writer(began + SECONDS) for _number in range(writers)))
    rate = _rate(taken, time.perf_counter() - began)
    await store.close()
    return rate


def _rate(taken: list[float], seconds: float) -> Rate:
    milliseconds = sorted(1000 * one for one in taken)
    p99 = milliseconds[int(len(milliseconds) * 0.99)]
    return Rate(len(milliseconds) / seconds, statistics.median(milliseconds), p99)


def _line(name: str, rate: Rate, base: Rate, bar: Bar | None = None) -> None:
    told = "" if bar is None else f"   bar {bar}: {'met' if bar.met(rate) else 'MISSED'}"
    print(
        f"{name:<28} {rate.per_second:7.0f} writes/s   p50 {rate.p50:7.2f} ms   p99 {rate.p99:7.2f} ms   "
        f"{rate.per_second / base.per_second:5.2f} of bare{told}"
    )


def print_rates(folder: Path) -> None:
    """Measure and print, beside the bars. A write is a delivery's id and four rows; what is told is on the disk."""
    base = bare(folder)
    _line("bare INSERT and COMMIT", base, base)
    for writers, bar in SQLITE.items():
        rate = asyncio.run(through_the_store(f"sqlite:///{folder}/writes-{writers}.db", writers))
        _line(f"SQLite, {writers} at once", rate, base, bar)
    try:
        with durable_server() as url:
            for writers, wanted in POSTGRESQL.items():
                rate = asyncio.run(through_the_store(url, writers))
                _line(f"PostgreSQL, {writers} at once", rate, base, wanted)
    except NoServer as error:
        print(f"PostgreSQL is not measured: {error}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as there:
        print_rates(Path(there))

"""Measuring answers through the service, and the program as a whole."""

from __future__ import annotations

import asyncio
import csv
import os
import statistics
import subprocess
import sys
import textwrap
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from bot.app import App
from bot.definitions import data_root, read_files
from bot.domain.systems import System
from bot.settings import Settings

QUESTIONS = Path(__file__).parent.parent / "data" / "questions.tsv"


@dataclass(frozen=True, slots=True)
class Times:
    """Answer times in milliseconds."""

    count: int
    p50: float
    p99: float
    worst: float
    per_second: float


def questions() -> list[str]:
    """The sample of how people ask."""
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        return [row["question"] for row in csv.DictReader(file, delimiter="\t")]


def copies(wanted: int) -> list[System]:
    """Systems enough, made of the real ones with names of their own; facts, bases and reviews as they are."""
    real = list(read_files(data_root()).systems.values())
    made = list(real)
    for number in range(wanted - len(real)):
        source = real[number % len(real)]
        round_ = number // len(real)
        name = f"{_SYLLABLES[number % 40]}{_SYLLABLES[(number // 40) % 40]} {round_ + 7}x{number % len(real)}"
        aliases = tuple(f"{name} {size}b" for size in (7, 13, 70))
        made.append(
            replace(source, id=f"made-{number}", name=name, aliases=aliases, family=f"made-{number}")
        )  # fmt: skip
    return made


_SYLLABLES = [
    first + second for first in ("Bor", "Cal", "Dex", "Fin", "Gar", "Hel", "Jun", "Kor")
    for second in ("am", "eto", "ix", "ola", "und")
]  # fmt: skip


async def opened(database: str) -> App:
    """The app on a database, with the real data."""
    return await App.open(Settings(database=database), lambda: datetime.now(UTC))


async def with_copies(database: str, wanted: int) -> App:
    """The app on a database with many systems."""
    app = await opened(database)
    async with app.store.write() as records:
        revision = await records.library.advance()
        await records.systems.put(copies(wanted), revision)
    return app


async def answer_times(app: App, asked: Sequence[str], rounds: int) -> Times:
    """Time every question through the service; the first round warms up and is not counted."""
    times: list[float] = []
    for round_ in range(rounds + 1):
        for text in asked:
            started = time.perf_counter()
            await app.answers.ask(text)
            if round_:
                times.append((time.perf_counter() - started) * 1000)
    times.sort()
    p99 = times[int(len(times) * 0.99)]
    return Times(len(times), statistics.median(times), p99, times[-1], 1000 * len(times) / sum(times))


def start_seconds(database: str, rounds: int = 5) -> list[float]:
    """Time from the start of the process to the end of its first answer."""
    taken = []
    for _round in range(rounds):
        started = time.perf_counter()
        _run(["ask", "--database", database, "is Llama 2 open source AI?"])
        taken.append(time.perf_counter() - started)
    return taken


def peak_megabytes(database: str, asked: Sequence[str]) -> float:
    """Peak memory of a process that answers all these questions, as Linux counts it for the process itself.

    What `resource` says of a child counts its parent's memory at the moment of the fork as well.
    """
    return peak(MAIN, "ask", "--database", database, "--json", "-", typed="\n".join(asked))[0]


MAIN = "from bot.__main__ import main\nmain()"


def peak(program: str, *arguments: str, typed: str = "") -> tuple[float, float]:
    """Peak megabytes of a process that runs a Python program, and its seconds."""
    command = [sys.executable, "-c", _TELLING.format(textwrap.indent(program, "    ")), *arguments]
    started = time.perf_counter()
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=True, env=os.environ)
    return int(done.stderr.split()[-2]) / 1024, time.perf_counter() - started


_TELLING = """
import sys
try:
{}
finally:
    print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")), file=sys.stderr)
"""


def _run(arguments: list[str], typed: str = "") -> str:
    command = [sys.executable, "-m", "bot", *arguments]
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=True, env=os.environ)
    return done.stdout


def run(coroutine: object) -> object:
    """Run a coroutine to its end."""
    return asyncio.run(coroutine)  # type: ignore[arg-type]

"""Counting a poll of a million cells under every rule, and reading as many from a file."""

from __future__ import annotations

import csv
import random
import time
from dataclasses import dataclass
from pathlib import Path

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Ballot, Cell, Elector, Roll
from bot.domain.polls.charters import Charter, component_outcomes
from bot.domain.polls.measures import measures
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.sensitivity import sensitivity
from bot.domain.polls.tallies import count
from tests.benchmarks import measuring

VOTERS = 14_706
COMPONENTS = 17
CELLS = VOTERS * COMPONENTS * len(Freedom)
BARS = {"1,000,000 cells, every rule, s": 3.0}


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long each part took."""

    counting: float
    rules: float
    measures: float

    @property
    def whole(self) -> float:
        """All of it."""
        return self.counting + self.rules + self.measures


def poll() -> tuple[tuple[Cell, ...], tuple[Ballot, ...], Roll]:
    """A poll in which 14,706 voters of six categories answered all of 68 cells; always the same."""
    chance = random.Random(17)
    cells = tuple(Cell(f"Component {number}", freedom) for number in range(COMPONENTS) for freedom in Freedom)
    electors = tuple(
        Elector(f"voter {n}", f"category {n % 6}", f"organisation {n % 400}") for n in range(VOTERS)
    )  # fmt: skip
    papers = tuple(
        Ballot(
            one.voter,
            dict(zip(cells, chance.choices(BallotScale.REQUIRED.choices, (50, 30, 10, 10), k=len(cells)), strict=True)),
        )
        for one in electors
    )
    return cells, papers, Roll(electors)


def seconds() -> Seconds:
    """Count the poll; then every rule with margin and leave-outs; then every measure."""
    cells, papers, roll = poll()
    started = time.perf_counter()
    tally = count(cells, papers, roll)
    counted = time.perf_counter()
    sensitivity(tally, Charter())
    component_outcomes(tally, Charter())
    decided = time.perf_counter()
    for cell in tally.cells:
        measures(cell, tally.turnout)
    return Seconds(counted - started, decided - counted, time.perf_counter() - decided)


def peak_megabytes() -> float:
    """Peak memory of a process that makes the poll and counts it, ballots included."""
    return measuring.peak("from tests.benchmarks.tallies import seconds\nseconds()")[0]


def file_seconds(folder: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of `osaibot tally` on a file of a million lines."""
    file = folder / "ballots.csv"
    cells, papers, roll = poll()
    category = {elector.voter: elector.category for elector in roll.electors}
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(("voter", "category", "component", "freedom", "choice"))
        for paper in papers:
            writer.writerows(
                (paper.voter, category[paper.voter], cell.component, cell.freedom, paper.choices[cell])
                for cell in cells
            )  # fmt: skip
    megabytes, taken = measuring.peak(measuring.MAIN, "tally", "--rule", "super", "--json", str(file))
    return taken, megabytes


def report(folder: Path) -> dict[str, float]:
    """Print what was measured; gives what the bars are about."""
    best = min((seconds() for _round in range(3)), key=lambda one: one.whole)
    print(
        f"{f'tally of {CELLS:,} cells':<28} {best.whole:.2f} s   (counting {best.counting:.2f}, nine rules with "
        f"margins and leave-outs {best.rules:.2f}, measures {best.measures:.2f})   {peak_megabytes():.0f} MB"
    )
    taken, megabytes = file_seconds(folder)
    print(f"{'the same from a CSV file':<28} {taken:.2f} s   {megabytes:.0f} MB")
    return {"1,000,000 cells, every rule, s": best.whole}

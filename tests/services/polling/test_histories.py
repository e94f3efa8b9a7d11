"""Random histories of a ballot against the plainest way to keep one."""

from __future__ import annotations

import asyncio
import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.app import App
from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.polls import Via, replayed
from bot.domain.polls.scales import BallotScale
from bot.services.polling.counting import counted
from tests.support import apps
from tests.support.polling import an_open_poll, delivery, person, said

NAMES = ("ann", "bob", "cyd")
CELLS = tuple(Cell(component, freedom) for component in ("training-code", "datasets")
              for freedom in (Freedom.USE, Freedom.STUDY))  # fmt: skip

_ACTS = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(("cast", "tick", "fill")),
    st.dictionaries(st.sampled_from(CELLS), st.sampled_from((*BallotScale.REQUIRED.choices, None)), min_size=1),
    st.integers(0, 6),
)


def naive(history: list[tuple[str, str, dict[Cell, Choice | None], int]]) -> dict[str, dict[Cell, Choice]]:
    """Everybody's paper, kept as one would with a pencil; a delivery that was seen is not looked at again."""
    papers: dict[str, dict[Cell, Choice]] = {name: {} for name in NAMES}
    seen: set[tuple[str, int]] = set()
    for name, act, cells, number in history:
        if (name, number) in seen:
            continue
        seen.add((name, number))
        paper = papers[name]
        if act == "fill":
            paper.update({cell: Choice.NO for cell in CELLS if cell not in paper})
        elif act == "tick":
            ticked = {cell.component for cell, choice in cells.items() if choice is Choice.YES}
            for cell in (cell for cell in CELLS if cell.freedom is Freedom.USE):
                if cell.component in ticked:
                    paper[cell] = Choice.YES
                elif paper.get(cell) is Choice.YES:
                    del paper[cell]
        else:
            for cell, choice in cells.items():
                paper.pop(cell, None)
                if choice is not None:
                    paper[cell] = choice
    return papers


async def lived(app: App, history: list[tuple[str, str, dict[Cell, Choice | None], int]]) -> None:
    """The same history through the services; what comes out is compared there."""
    number = await an_open_poll(app, *NAMES)
    for name, act, cells, sent in history:
        voter, id_ = person(name), delivery(apps.START, sent + 10 * NAMES.index(name))
        if act == "fill":
            await app.ballots.rest_not_required(number, voter, id_)
        elif act == "tick":
            ticked = {cell.component for cell, choice in cells.items() if choice is Choice.YES}
            await app.ballots.tick(number, voter, Freedom.USE, ticked, {cell.component for cell in CELLS}, id_)
        else:
            answers = [said(cell, choice) for cell, choice in cells.items()]
            await app.ballots.cast(number, voter, answers, Via.EXPLICIT, id_)
    papers = naive(history)
    for name, paper in papers.items():
        own = (await app.ballots.own(number, person(name))).cells
        assert {cell: one.choice for cell, one in own.items()} == paper
    async with app.store.read() as records:
        poll = await records.polls.find(number)
        assert poll is not None
        tally = await counted(records, poll)
        kept = await records.poll_cells.of(number)
        events = await records.poll_events.of(number)
    assert {(one.handle, one.cell): one for one in kept} == replayed(events)
    expected = Counter((cell, choice) for paper in papers.values() for cell, choice in paper.items())
    for one in tally.cells:
        numbers = tuple(expected[one.cell, choice] for choice in BallotScale.REQUIRED.choices)
        assert (one.counts.yes, one.counts.no, one.counts.discuss, one.counts.abstain) == numbers
        assert one.counts.eligible == len(NAMES)
    assert tally.turnout.voted == sum(1 for paper in papers.values() if paper)


@settings(
    max_examples=25, derandomize=True, database=None, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(_ACTS, max_size=14))
def test_any_history_of_marks_gives_the_papers_of_a_pencil(
    filled_file: Path, history: list[tuple[str, str, dict[Cell, Choice | None], int]]
) -> None:
    async def run(file: Path) -> None:
        app = await App.open(apps.settings(f"sqlite:///{file}"), apps.Clock())
        try:
            await lived(app, history)
        finally:
            await app.close()

    with TemporaryDirectory() as folder:
        asyncio.run(run(Path(shutil.copy(filled_file, Path(folder) / "forum.db"))))

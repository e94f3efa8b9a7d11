"""Random polls, as the oracle and as the bot see them."""

from __future__ import annotations

import os
from dataclasses import dataclass

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Ballot, Cell, Choice, Elector, Roll
from bot.domain.polls.tallies import PollTally, count
from tests.domain.polls.oracles import NaivePoll

SOAKING = "SOAK" in os.environ

# The same examples in every run; with SOAK=1 ten thousand, and others each time.
COUNTED = settings(
    max_examples=10_000 if SOAKING else 300,
    derandomize=not SOAKING,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

_CELLS = [f"{component}/{freedom}" for component in ("A", "B", "C") for freedom in ("use", "study")]
_ANSWERS = (None, "yes", "yes", "no", "no", "discuss", "abstain")


@dataclass(frozen=True)
class Twice:
    """One poll as the oracle sees it and as the bot does."""

    naive: NaivePoll

    @property
    def cells(self) -> dict[str, Cell]:
        """The bot's cells by the oracle's names."""
        return {name: _cell(name) for name in self.naive.cells}

    @property
    def roll(self) -> Roll:
        """The bot's roll."""
        return Roll(tuple(Elector(voter, *about) for voter, about in self.naive.roll.items()))

    @property
    def papers(self) -> tuple[Ballot, ...]:
        """The bot's ballots."""
        papers: dict[str, dict[Cell, Choice]] = {voter: {} for voter in self.naive.roll}
        for (voter, cell), given in self.naive.answers.items():
            papers[voter][_cell(cell)] = Choice(given)
        return tuple(Ballot(voter, choices) for voter, choices in papers.items())

    @property
    def tally(self) -> PollTally:
        """The poll counted by the bot."""
        return count(tuple(self.cells.values()), self.papers, self.roll)


def _cell(name: str) -> Cell:
    component, _slash, freedom = name.partition("/")
    return Cell(component, Freedom(freedom))


@st.composite
def polls(draw: st.DrawFn, voters: int = 14, cells: int = 6) -> Twice:
    """A poll of up to so many voters in up to three categories, some with nobody's answer in a cell."""
    number = draw(st.integers(0, voters))
    asked = _CELLS[: draw(st.integers(1, cells))]
    about = st.tuples(st.sampled_from(("X", "Y", "Z")), st.sampled_from(("", "M", "N")))
    roll = {f"v{voter}": draw(about) for voter in range(number)}
    lean = draw(st.sampled_from((_ANSWERS, ("yes", "yes", "yes", "no"), ("no", "no", "yes"), (None, "yes", "abstain"))))
    given = draw(st.lists(st.sampled_from(lean), min_size=number * len(asked), max_size=number * len(asked)))
    keys = [(voter, cell) for voter in roll for cell in asked]
    answers = {key: answer for key, answer in zip(keys, given, strict=True) if answer}
    return Twice(NaivePoll(roll, asked, answers))

"""Polls with defaults, for tests that state only what matters to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Ballot, Cell, Choice, Elector, Roll
from bot.domain.polls.tallies import CellTally, Counts, Disposition, PollTally, count

STUDY = Cell("Training data", Freedom.STUDY)

_LETTERS = {"y": Choice.YES, "n": Choice.NO, "d": Choice.DISCUSS, "a": Choice.ABSTAIN}
_LETTERS |= {"F": Choice.STRONGLY_FOR, "f": Choice.FOR, "0": Choice.NEUTRAL, "g": Choice.AGAINST}
_LETTERS |= {"G": Choice.STRONGLY_AGAINST}


def a_poll(*rows: str, cell: Cell = STUDY, organisations: Mapping[str, str] | None = None) -> PollTally:
    """A poll of one cell: "X: yyn-" is a category with four voters, two of them for, one against, one silent.

    Voters are called X1, X2 and so on; ``organisations`` may name theirs.
    """
    electors, papers = [], []
    for row in rows:
        category, _colon, letters = row.rpartition(":")
        for number, letter in enumerate(letters.strip(), start=1):
            voter = f"{category or 'v'}{number}"
            electors.append(Elector(voter, category, (organisations or {}).get(voter, "")))
            if letter != "-":
                papers.append(Ballot(voter, {cell: _LETTERS[letter]}))
    return count([cell], papers, Roll(tuple(electors)))


def a_cell(*rows: str, objections: Sequence[Disposition | None] = ()) -> CellTally:
    """The one cell of ``a_poll``."""
    [one] = a_poll(*rows).cells
    return CellTally(one.cell, one.counts, one.by_category, one.of_largest, tuple(objections))


def counted(yes: int = 0, no: int = 0, discuss: int = 0, abstain: int = 0, silent: int = 0) -> CellTally:
    """A cell of these counts, everybody in one category."""
    counts = Counts(yes, no, discuss, abstain, yes + no + discuss + abstain + silent)
    return CellTally(STUDY, counts, {"X": counts}, {})


def a_roll(*rows: str) -> Roll:
    """A roll of persons: "law: l1 l2" is a category with two."""
    electors = []
    for row in rows:
        category, _colon, names = row.partition(":")
        electors += [Elector(name, category) for name in names.split()]
    return Roll(tuple(electors))


def papers_of(roll: Roll, votes: Mapping[tuple[str, Freedom], str]) -> tuple[Ballot, ...]:
    """The ballots of a poll, by a letter a voter in the order of the roll; blanks between letters say nothing."""
    choices: dict[str, dict[Cell, Choice]] = {elector.voter: {} for elector in roll.electors}
    for (component, freedom), letters in votes.items():
        for voter, letter in zip(choices, letters.replace(" ", ""), strict=False):
            if letter != "-":
                choices[voter][Cell(component, freedom)] = _LETTERS[letter]
    return tuple(Ballot(voter, given) for voter, given in choices.items())

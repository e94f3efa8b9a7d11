"""Ballots counted: once, by stakeholder category; every rule and measure reads these counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from itertools import chain

from bot.domain.polls.ballots import Ballot, Cell, Choice, Elector, Roll
from bot.domain.polls.scales import SIDE_OF_NO, STEPS, BallotScale

Number = int | Fraction
"""A count; a fraction only in a row that is the mean of others."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many gave which answer in a cell, of how many who may vote.

    ``unreasoned`` are those of the noes for which no reason was given. On the scale of a temperature ``yes`` are all
    who are for and ``no`` all who are against, of whom ``strong_yes`` and ``strong_no`` are so strongly.
    """

    yes: Number = 0
    no: Number = 0
    discuss: Number = 0
    abstain: Number = 0
    eligible: Number = 0
    unreasoned: Number = 0
    neutral: Number = 0
    strong_yes: Number = 0
    strong_no: Number = 0

    @property
    def decisive(self) -> Number:
        """Yes and no: the first denominator."""
        return self.yes + self.no

    @property
    def answering(self) -> Number:
        """All answers, talk first and abstentions too: the second denominator. The third is ``eligible``."""
        return self.yes + self.no + self.discuss + self.neutral + self.abstain

    @property
    def unanswered(self) -> Number:
        """Who may vote and gave no answer here."""
        return self.eligible - self.answering

    @property
    def net(self) -> Number:
        """Yes less no."""
        return self.yes - self.no

    @property
    def steps(self) -> tuple[Number, ...]:
        """How many chose each step of a temperature, in the order of ``STEPS``."""
        return (self.strong_yes, self.yes - self.strong_yes, self.neutral, self.no - self.strong_no, self.strong_no)

    def said(self, choice: Choice) -> Number:
        """How many gave this answer."""
        by_step = dict(zip(STEPS, self.steps, strict=True))
        others = {Choice.YES: self.yes, Choice.NO: self.no, Choice.DISCUSS: self.discuss, Choice.ABSTAIN: self.abstain}
        return {**by_step, **others}[choice]

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(one + two for one, two in zip(_numbers(self), _numbers(other), strict=True)))

    def __sub__(self, other: Counts) -> Counts:
        return Counts(*(one - two for one, two in zip(_numbers(self), _numbers(other), strict=True)))

    def divided(self, by: int) -> Counts:
        """Each count divided; whole numbers stay integers."""
        parts = [Fraction(number) / by for number in _numbers(self)]
        return Counts(*(int(part) if part.denominator == 1 else part for part in parts))


def _numbers(counts: Counts) -> tuple[Number, ...]:
    return (
        counts.yes, counts.no, counts.discuss, counts.abstain, counts.eligible, counts.unreasoned, counts.neutral,
        counts.strong_yes, counts.strong_no,
    )  # fmt: skip


class Disposition(StrEnum):
    """What became of an objection."""

    ADDRESSED = "addressed"
    SUSTAINED = "sustained"
    OVERRULED = "overruled"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class CellTally:
    """A cell counted.

    ``counts`` are of all; ``by_category`` the same by stakeholder category; ``of_largest`` what of each category is of
    the largest organisation. ``objections`` holds what became of each objection; None: nothing yet.
    """

    cell: Cell
    counts: Counts
    by_category: Mapping[str, Counts]
    of_largest: Mapping[str, Counts]
    objections: tuple[Disposition | None, ...] = ()

    @property
    def categories(self) -> Mapping[str, Counts]:
        """The counts by category, without those of whom no category is recorded."""
        return {name: counts for name, counts in self.by_category.items() if name}

    def less(self, leaving: Mapping[str, Counts]) -> CellTally:
        """The cell without some of each category's counts; a category of which nobody is left is left out."""
        none = Counts()
        left = {name: counts - leaving.get(name, none) for name, counts in self.by_category.items()}
        return replace(
            self,
            counts=self.counts - total(leaving.values()),
            by_category={name: counts for name, counts in left.items() if counts.eligible},
            of_largest={name: counts for name, counts in self.of_largest.items() if name not in leaving},
        )


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many took part, of how many: a voter who answered one cell took part."""

    voted: int
    eligible: int


@dataclass(frozen=True, slots=True)
class PollTally:
    """A poll counted; cells in the order in which they were asked.

    ``largest_organisation`` is that with most electors (the first by name of several); None where no organisation is
    recorded.
    """

    cells: tuple[CellTally, ...]
    turnout: Turnout
    turnout_by_category: Mapping[str, Turnout]
    largest_organisation: str | None
    turnout_of_largest: Mapping[str, Turnout]
    scale: BallotScale = BallotScale.REQUIRED

    @property
    def components(self) -> Mapping[str, tuple[CellTally, ...]]:
        """The cells of each component, in the order in which they were asked."""
        found: dict[str, list[CellTally]] = {}
        for tally in self.cells:
            found.setdefault(tally.cell.component, []).append(tally)
        return {component: tuple(cells) for component, cells in found.items()}

    def without_category(self, category: str) -> PollTally:
        """The poll as if nobody of a category were on the roll."""
        cells = tuple(tally.less({category: tally.by_category[category]}) for tally in self.cells)
        return self._less(cells, {category: self.turnout_by_category[category]})

    def without_largest(self) -> PollTally:
        """The poll as if nobody of the largest organisation were on the roll."""
        return self._less(tuple(tally.less(tally.of_largest) for tally in self.cells), self.turnout_of_largest)

    def _less(self, cells: tuple[CellTally, ...], leaving: Mapping[str, Turnout]) -> PollTally:
        turnout = self.turnout
        by_category = dict(self.turnout_by_category)
        for name, gone in leaving.items():
            turnout = Turnout(turnout.voted - gone.voted, turnout.eligible - gone.eligible)
            before = by_category.pop(name)
            if before.eligible > gone.eligible:
                by_category[name] = Turnout(before.voted - gone.voted, before.eligible - gone.eligible)
        return PollTally(cells, turnout, by_category, None, {}, self.scale)


def total(counts: Iterable[Counts]) -> Counts:
    """All of them together."""
    return sum(counts, Counts())


@dataclass(frozen=True, slots=True)
class _Part:
    """The ballots of some, counted."""

    choices: Mapping[tuple[Cell, Choice], int]
    reasoned_noes: Mapping[Cell, int]
    turnout: Turnout

    @classmethod
    def of(cls, papers: Sequence[Ballot], eligible: int) -> _Part:
        choices = Counter(chain.from_iterable(paper.choices.items() for paper in papers))
        reasoned = Counter(
            cell for paper in papers for cell in paper.reasoned if paper.choices.get(cell) in SIDE_OF_NO
        )  # fmt: skip
        return cls(choices, reasoned, Turnout(sum(1 for paper in papers if paper.choices), eligible))

    def counts(self, cell: Cell) -> Counts:
        said = {choice: self.choices.get((cell, choice), 0) for choice in Choice}
        strong_yes, strong_no = said[Choice.STRONGLY_FOR], said[Choice.STRONGLY_AGAINST]
        no = said[Choice.NO] + said[Choice.AGAINST] + strong_no
        return Counts(
            yes=said[Choice.YES] + said[Choice.FOR] + strong_yes,
            no=no,
            discuss=said[Choice.DISCUSS],
            abstain=said[Choice.ABSTAIN],
            eligible=self.turnout.eligible,
            unreasoned=no - self.reasoned_noes.get(cell, 0),
            neutral=said[Choice.NEUTRAL],
            strong_yes=strong_yes,
            strong_no=strong_no,
        )


def count(
    cells: Sequence[Cell],
    papers: Iterable[Ballot],
    roll: Roll,
    objections: Mapping[Cell, Sequence[Disposition | None]] | None = None,
    scale: BallotScale = BallotScale.REQUIRED,
) -> PollTally:
    """Count a poll.

    Args:
        cells: Every cell that was asked, in order; each once.
        papers: One of each voter at most, in any order.
        roll: Of what votes as one, a person or an organisation: ``Roll.by``.
        objections: What became of the objections to a cell.
        scale: What could be said.

    Raises:
        ValueError: A ballot of nobody on the roll, a second ballot of one voter, or an answer that was not asked for.
    """
    by_voter = {elector.voter: elector for elector in roll.electors}
    largest = _largest_organisation(roll)
    sorted_papers = _by_category(papers, by_voter)
    parts, large = {}, {}
    for category in dict.fromkeys(elector.category for elector in roll.electors):
        electors = [elector for elector in roll.electors if elector.category == category]
        of_category = sorted_papers.get(category, [])
        parts[category] = _Part.of(of_category, len(electors))
        inside = sum(1 for elector in electors if largest and elector.organisation == largest)
        if inside:
            own = [paper for paper in of_category if by_voter[paper.voter].organisation == largest]
            large[category] = _Part.of(own, inside)
    _refuse_unasked(cells, parts.values(), scale)
    voted = sum(part.turnout.voted for part in parts.values())
    return PollTally(
        tuple(_cell(cell, parts, large, roll, tuple((objections or {}).get(cell, ()))) for cell in cells),
        Turnout(voted, roll.size),
        {name: part.turnout for name, part in parts.items()},
        largest,
        {name: part.turnout for name, part in large.items()},
        scale,
    )


def _largest_organisation(roll: Roll) -> str | None:
    sizes = Counter(elector.organisation for elector in roll.electors if elector.organisation)
    return min(sizes, key=lambda name: (-sizes[name], name), default=None)


def _by_category(papers: Iterable[Ballot], roll: Mapping[str, Elector]) -> Mapping[str, list[Ballot]]:
    found: dict[str, list[Ballot]] = {}
    seen = set()
    for paper in papers:
        if paper.voter not in roll:
            raise ValueError(f"{paper.voter} is not on the roll")
        if paper.voter in seen:
            raise ValueError(f"two ballots of {paper.voter}")
        seen.add(paper.voter)
        found.setdefault(roll[paper.voter].category, []).append(paper)
    return found


def _refuse_unasked(cells: Sequence[Cell], parts: Iterable[_Part], scale: BallotScale) -> None:
    asked = set(cells)
    if len(asked) != len(cells):
        raise ValueError("a cell was asked twice")
    for part in parts:
        for cell, choice in part.choices:
            if cell not in asked:
                raise ValueError(f"{cell} was not asked")
            if choice not in scale.choices:
                raise ValueError(f"{choice.value} is not on the scale {scale.value}")


def _cell(
    cell: Cell,
    parts: Mapping[str, _Part],
    large: Mapping[str, _Part],
    roll: Roll,
    objections: tuple[Disposition | None, ...],
) -> CellTally:
    by_category = {name: part.counts(cell) for name, part in parts.items()}
    of_largest = {name: part.counts(cell) for name, part in large.items()}
    counts = total(by_category.values()) + Counts(eligible=roll.unnamed)
    return CellTally(cell, counts, by_category, of_largest, objections)

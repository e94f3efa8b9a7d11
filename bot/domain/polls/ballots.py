"""Ballots and the roll of those who may cast them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.definitions import Freedom


class Choice(StrEnum):
    """What a voter can say in a cell. No answer is none of these: it is the absence of a choice, and never a no.

    A poll takes those of its scale alone: ``BallotScale.choices``.
    """

    YES = "yes"
    NO = "no"
    DISCUSS = "discuss"
    ABSTAIN = "abstain"
    STRONGLY_FOR = "strongly_for"
    FOR = "for"
    NEUTRAL = "neutral"
    AGAINST = "against"
    STRONGLY_AGAINST = "strongly_against"


class Said(StrEnum):
    """What a voter can say of a cell in a form: a choice, or that it is left without an answer."""

    YES = "yes"
    NO = "no"
    DISCUSS = "discuss"
    STRONGLY_FOR = "strongly_for"
    FOR = "for"
    NEUTRAL = "neutral"
    AGAINST = "against"
    STRONGLY_AGAINST = "strongly_against"
    ABSTAIN = "abstain"
    NONE = "none"

    @property
    def choice(self) -> Choice | None:
        """The choice; None takes an earlier one back."""
        return None if self is Said.NONE else Choice(self.value)


@dataclass(frozen=True, slots=True)
class Cell:
    """One question of a poll: is this component needed for this freedom?"""

    component: str
    freedom: Freedom


@dataclass(frozen=True, slots=True)
class Mark:
    """One voter's choice in one cell, as it was made; a later one replaces it. None takes an earlier choice back.

    ``reasoned`` says whether a reason was given with it.
    """

    voter: str
    cell: Cell
    choice: Choice | None
    reasoned: bool = False


@dataclass(frozen=True, slots=True)
class Ballot:
    """One voter's paper: the cells that were answered. A cell that is not in it was not answered.

    ``reasoned`` are the cells for which a reason was given.
    """

    voter: str
    choices: Mapping[Cell, Choice]
    reasoned: frozenset[Cell] = frozenset()


@dataclass(frozen=True, slots=True)
class Elector:
    """Somebody on the roll; category and organisation are empty where none is recorded."""

    voter: str
    category: str = ""
    organisation: str = ""


class VoteUnit(StrEnum):
    """Whose ballot counts as one: each person's, or each organisation's."""

    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, slots=True)
class Roll:
    """Who may vote, frozen when the poll opens; nobody stands in it twice.

    ``unnamed`` counts people of whom only is known that they may vote and did not.
    """

    electors: tuple[Elector, ...]
    unnamed: int = 0

    @property
    def size(self) -> int:
        """How many may vote."""
        return len(self.electors) + self.unnamed

    def by(self, unit: VoteUnit) -> Roll:
        """The roll of what votes as one: an organisation stands in the category of its first elector.

        Electors without an organisation stand for themselves.
        """
        if unit is VoteUnit.PERSON:
            return self
        units: dict[str, Elector] = {}
        for elector in self.electors:
            name = unit_of(elector, unit)
            units.setdefault(name, Elector(name, elector.category, elector.organisation))
        return Roll(tuple(units.values()), self.unnamed)


def unit_of(elector: Elector, unit: VoteUnit) -> str:
    """The name under which an elector's ballot is counted."""
    return elector.organisation or elector.voter if unit is VoteUnit.ORGANISATION else elector.voter


def ballots(marks: Iterable[Mark], roll: Roll, unit: VoteUnit = VoteUnit.PERSON) -> tuple[Ballot, ...]:
    """The papers as they stand after all marks, one for each that made any.

    Args:
        marks: In the order in which they were made. Of two in one cell the later counts; where organisations vote,
            that is the later of its representative's and its alternate's.
        roll: Of persons, whatever votes as one.

    Raises:
        ValueError: Somebody is not on the roll.
    """
    units = {elector.voter: unit_of(elector, unit) for elector in roll.electors}
    latest: dict[str, dict[Cell, Mark]] = {}
    for mark in marks:
        if mark.voter not in units:
            raise ValueError(f"{mark.voter} is not on the roll")
        latest.setdefault(units[mark.voter], {})[mark.cell] = mark
    return tuple(_ballot(voter, standing) for voter, standing in latest.items())


def _ballot(voter: str, standing: Mapping[Cell, Mark]) -> Ballot:
    answered = {cell: mark.choice for cell, mark in standing.items() if mark.choice is not None}
    reasoned = frozenset(cell for cell in answered if standing[cell].reasoned)
    return Ballot(voter, answered, reasoned)


@dataclass(frozen=True, slots=True)
class Imbalance:
    """What to know of a roll before a poll opens. Each lists names in the order of the alphabet."""

    small_categories: tuple[str, ...]
    large_categories: tuple[str, ...]
    large_organisations: tuple[str, ...]


def imbalance(roll: Roll) -> Imbalance:
    """Categories with fewer than two voters or more than a third of all, organisations with more than a quarter.

    Source: IEEE SA Operations Manual (balance of a balloting group: no category over one third).
    """
    categories = Counter(elector.category for elector in roll.electors)
    organisations = Counter(elector.organisation for elector in roll.electors if elector.organisation)
    return Imbalance(
        tuple(sorted(name for name, count in categories.items() if count < 2)),
        tuple(sorted(name for name, count in categories.items() if 3 * count > roll.size)),
        tuple(sorted(name for name, count in organisations.items() if 4 * count > roll.size)),
    )

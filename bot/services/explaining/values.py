"""What is told of why something is as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.adoptions import TimeInForce
from bot.domain.answers import VersionDifference
from bot.domain.assessments import Assessment, Finding
from bot.domain.decisions.decisions import Decision
from bot.domain.definitions import Definition, Freedom, Requirement
from bot.domain.logs.places import Place
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.polls import Poll
from bot.domain.polls.tallies import CellTally
from bot.domain.systems import Component
from bot.services.deciding import DecisionView
from bot.services.polling.statuses import Objection

Places = Mapping[str, tuple[Place, ...]]
"""Where things stand in the log, by their numbers; nothing of what is not in it."""


@dataclass(frozen=True, slots=True)
class Given:
    """A reason that a voter gave, as it is published; ``category`` is theirs, empty where it is not told."""

    choice: Choice
    category: str
    text: str


@dataclass(frozen=True, slots=True)
class CellWhy:
    """A cell as it was voted on. ``outcome`` is None where it was counted as part of a merged row."""

    tally: CellTally
    outcome: Outcome | None
    reasons: tuple[Given, ...] = ()
    objections: tuple[Objection, ...] = ()

    @property
    def cell(self) -> Cell:
        """Which cell it is."""
        return self.tally.cell


@dataclass(frozen=True, slots=True)
class PollWhy:
    """What a poll said of a component. ``withheld``: some categories are not told apart. ``digest`` is of its tally.

    ``told`` says that its charter publishes reasons; ``decisions`` are those that rest on these cells.
    """

    poll: Poll
    cells: tuple[CellWhy, ...]
    digest: str
    withheld: bool
    told: bool
    decisions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowWhy:
    """Why a version asks for a component as it does.

    ``row`` is None where the version has no row for it. ``held`` is when the version is in force, and by which
    decision; None where another one is. ``decisions`` are those that rest on votes about it, that bear on the row, or
    that adopted the version; the newest first. ``polls`` are the newest that asked about it, of ``asked`` in all.
    """

    component: Component
    definition: Definition
    row: Requirement | None
    held: TimeInForce | None
    decisions: tuple[DecisionView, ...]
    polls: tuple[PollWhy, ...]
    asked: int
    freedom: Freedom | None = None
    places: Places = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowBrief:
    """A row that a verdict rests on, with the numbers of the decisions and polls behind it."""

    finding: Finding
    decisions: tuple[str, ...]
    polls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SystemWhy:
    """Why a system has its verdict: the rows that decide it, with what is behind each.

    ``before`` is its assessment by the version that was in force before a decision adopted this one; None where no
    decision did.
    """

    assessment: Assessment
    held: TimeInForce | None
    rows: tuple[RowBrief, ...]
    count: int
    before: Assessment | None = None


@dataclass(frozen=True, slots=True)
class VersionWhy:
    """Why a version is in force, or is not: the times, and the decisions that adopted it."""

    definition: Definition
    times: tuple[TimeInForce, ...]
    holding: TimeInForce
    decisions: tuple[Decision, ...]
    places: Places = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DecisionWhy:
    """What a decision rests on, and what it changed.

    ``votes`` are the cells that it rests on, by poll. ``difference`` is between the version that it adopts and the one
    that was in force before, or is now, with the systems whose verdict differs by what is recorded today; None where it
    adopts none. ``resting`` are the decisions that rest on it.
    """

    view: DecisionView
    votes: tuple[PollWhy, ...]
    difference: VersionDifference | None
    resting: tuple[Decision, ...]
    places: Places = field(default_factory=dict)


Why = RowWhy | SystemWhy | VersionWhy | DecisionWhy
"""What can be asked for."""

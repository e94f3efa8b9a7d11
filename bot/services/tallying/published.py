"""A poll's result as the count that anyone gets from its published ballots, and the command that gives it."""

from __future__ import annotations

from fractions import Fraction

from bot.domain.polls.parameters import shown, values
from bot.domain.polls.results import CellResult, PollResult
from bot.domain.polls.rulebooks import CELL_RULES
from bot.domain.polls.scales import BallotScale
from bot.services.tallying.counting import CellCount, Count
from bot.services.tallying.wishes import Counting


def count_of(result: PollResult) -> Count:
    """The result with the same words as a count of a file."""
    charter, tally = result.charter, result.tally
    found = Count(
        charter.rule,
        {**values(charter.parameters), **values(_counting(result))},
        result.mergings,
        tally.turnout,
        result.banded,
        components=len(tally.components),
        scale=tally.scale,
    )
    if result.banded is not None:
        return found
    return Count(
        found.rule, found.parameters, found.mergings, found.turnout, None, cells_of(result), found.components,
        {one.component: one.outcome for one in result.components}, tally.scale,
    )  # fmt: skip


def cells_of(result: PollResult) -> tuple[CellCount, ...]:
    """Every cell with what its rule compares; under the bands of the mean no cell is compared."""
    return tuple(
        CellCount(one.tally, _value(one, result), one.outcome, one.measures, one.sensitivity, one.place)
        for one in result.cells
    )


def command(result: PollResult, ballots: str, merge: str, objections: str, roll: str) -> tuple[str, ...]:
    """What to type to count the published ballots again, those left out that were excluded.

    Args:
        ballots: What the file of ballots is called.
        merge: What the file of merged rows is called, where there are any.
        objections: What the file of objections is called, where there are any.
        roll: What the file of the roll is called; it says whose ballots were excluded, where any was.
    """
    given = count_of(result).parameters
    words = ["osaibot", "tally", "--rule", result.charter.rule]
    words += [] if result.tally.scale is BallotScale.REQUIRED else ["--scale", result.tally.scale.value]
    for name, value in given.items():
        if value is not None and value != ():
            words += ["--param", f"{name}={shown(value)}"]
    words += ["--merge", merge] if result.mergings else []
    words += ["--objections", objections] if any(one.objections for one in result.tally.cells) else []
    words += ["--roll", roll] if result.excluded else []
    return (*words, ballots)


def _value(one: CellResult, result: PollResult) -> Fraction | None:
    rule = CELL_RULES.get(result.charter.rule)
    return rule.value(one.tally, result.charter.parameters) if rule else None


def _counting(result: PollResult) -> Counting:
    charter, quorum = result.charter, result.charter.quorum
    eligible = result.roll.size if result.roll.unnamed else None
    return Counting(
        quorum.overall, quorum.category, quorum.cell, charter.tie, charter.vote_unit, charter.roll_up, eligible
    )  # fmt: skip

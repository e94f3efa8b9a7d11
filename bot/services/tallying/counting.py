"""One count: a file, a rule with its parameters, what goes with them; what came out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from bot.domain.definitions import Freedom
from bot.domain.polls.agendas import Place, place
from bot.domain.polls.ballots import Cell, Roll, VoteUnit, ballots
from bot.domain.polls.bands import Banded, MeanBand, Merging, Row, band
from bot.domain.polls.charters import NO_LEAST, Charter, Quorum, banded, component_outcomes, outcome
from bot.domain.polls.measures import Measures, measures
from bot.domain.polls.merging import merged_cells
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.parameters import filled, pairs, parameters, values
from bot.domain.polls.rulebooks import CELL_RULES, RULES, refuse_unfit
from bot.domain.polls.rules import Concurrent, Iso
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.sensitivity import Sensitivity, sensitivity
from bot.domain.polls.tallies import CellTally, Disposition, PollTally, Turnout, count
from bot.domain.refusals import Refusal, Unknown
from bot.services.tallying import ballot_files, mergings, objection_files, roll_files
from bot.services.tallying.ballot_files import CastBallots
from bot.services.tallying.sum_files import Sums
from bot.services.tallying.wishes import Counting, Wish
from bot.texts import _, listed

Objections = Mapping[Cell, tuple[Disposition | None, ...]]


class NotCountable(Refusal):
    """The file and what is wished of it do not go together."""


@dataclass(frozen=True, slots=True)
class CellCount:
    """One row of a count: a cell with its verdict. ``sensitivity`` is None for a merged row."""

    tally: CellTally
    value: Fraction | None
    verdict: Outcome
    measures: Measures
    sensitivity: Sensitivity | None
    place: Place


@dataclass(frozen=True, slots=True)
class Count:
    """What came out.

    ``parameters`` are all that had a part, by name. One of ``banded`` and ``cells`` is filled, as the rule is.
    ``turnout`` is None where numbers were read that had been counted already. ``components`` is how many there were
    before merging, ``rolled_up`` the outcome of each after.
    """

    rule: str
    parameters: Mapping[str, Any]
    mergings: tuple[Merging, ...]
    turnout: Turnout | None
    banded: Banded | None = None
    cells: tuple[CellCount, ...] = ()
    components: int = 0
    rolled_up: Mapping[str, Outcome] = field(default_factory=dict)
    scale: BallotScale = BallotScale.REQUIRED


def tally(path: Path, wish: Wish) -> Count:
    """Count a file.

    Raises:
        Unknown: There is no such rule.
        UnfitRule: The rule does not go with the scale.
        BadParameter: A parameter is not known, or does not fit.
        BadBallots: The file or the merge file cannot be read; every problem is named.
        NotCountable: The rule needs what the file does not have.
    """
    rule = RULES.get(wish.rule.strip().lower().replace("-", "_"))
    if rule is None:
        text = _("There is no rule “{name}”; there are: {names}.")
        raise Unknown(text.format(name=wish.rule, names=listed(sorted(RULES))))
    given = pairs(wish.parameters)
    shared = {one.name for one in parameters(Counting).values()}
    by = filled(rule.parameters, {name: text for name, text in given.items() if name not in shared}, shared)
    counting = filled(Counting, {name: text for name, text in given.items() if name in shared})
    freedoms = tuple(_freedom(name) for name in wish.freedoms)
    read = ballot_files.read(path, wish.scale)
    if isinstance(read, Sums):
        return _of_sums(read, replace(wish, rule=rule.name), by, freedoms, sorted(shared & set(given)))
    return _of_ballots(read, replace(wish, rule=rule.name), by, counting, freedoms)


def _freedom(name: str) -> Freedom:
    try:
        return Freedom(name.strip().lower())
    except ValueError:
        text = _("There is no freedom “{name}”; there are: {names}.")
        raise Unknown(text.format(name=name, names=listed(list(Freedom)))) from None


# -- Numbers that were counted already -----------------------------------------------------------------------------


def _of_sums(
    read: Sums, wish: Wish, by: Any, freedoms: Sequence[Freedom], stray: Sequence[str]
) -> Count:  # fmt: skip
    if not isinstance(by, MeanBand):
        text = _("The rule {rule} needs ballots, in which yes and no are told apart; from numbers that were counted "
                 "already only mean_band can be told.")  # fmt: skip
        raise NotCountable(text.format(rule=wish.rule))
    unusable = [
        *stray,
        *(["objections"] if wish.objections else []),
        *(["roll"] if wish.roll else []),
        *(["scale"] if wish.scale else []),
        *(["group"] if wish.groups else []),
        *(["category"] if wish.categories else []),
    ]
    if by.score is not MeanBand().score:
        unusable.append("score")
    if unusable:
        text = _("The file holds numbers that were counted already; {names} can be told from ballots only.")
        raise NotCountable(text.format(names=listed(unusable)))
    rows = [Row(name, _sum(name, cells, freedoms)) for name, cells in read.values.items()]
    merge = _mergings(wish, [row.name for row in rows])
    return Count(wish.rule, values(by), merge, None, band(rows, by, merge), components=len(rows))


def _sum(name: str, cells: Mapping[Freedom | None, Fraction], freedoms: Sequence[Freedom]) -> Fraction:
    if not freedoms:
        return sum(cells.values(), Fraction(0))
    if None in cells:
        text = _("The file has one number for “{name}”, not one a freedom; leave --freedom out.")
        raise NotCountable(text.format(name=name))
    return sum((value for freedom, value in cells.items() if freedom in freedoms), Fraction(0))


def _mergings(wish: Wish, components: Sequence[str]) -> tuple[Merging, ...]:
    return mergings.read(wish.merge, components) if wish.merge else ()


# -- Ballots -------------------------------------------------------------------------------------------------------


def _of_ballots(read: CastBallots, wish: Wish, by: Any, counting: Counting, freedoms: Sequence[Freedom]) -> Count:
    refuse_unfit(wish.rule, read.scale)
    chosen = _narrowed(_left(read, wish), wish, freedoms)
    _refuse_lacking(chosen, by, counting)
    charter = Charter(
        wish.rule, by, Quorum(counting.quorum, counting.category, counting.cell), counting.tie, counting.unit,
        counting.roll_up,
    )  # fmt: skip
    objections = objection_files.read(wish.objections, read.cells) if wish.objections else {}
    counted = _counted(chosen, counting, objections)
    return count_of(counted, charter, _mergings(wish, list(counted.components)), counting)


def count_of(
    counted: PollTally, charter: Charter, merge: tuple[Merging, ...] = (), counting: Counting | None = None
) -> Count:
    """What a counted poll gives under its charter.

    Args:
        counting: What was said of counting, to be shown with the rule's parameters; else what the charter says.
    """
    quorum = charter.quorum
    said = counting or Counting(
        quorum.overall, quorum.category, quorum.cell, charter.tie, charter.vote_unit, charter.roll_up
    )  # fmt: skip
    used = {**values(charter.parameters), **values(said)}
    found = Count(charter.rule, used, merge, counted.turnout, components=len(counted.components), scale=counted.scale)
    if charter.rule not in CELL_RULES:
        return replace(found, banded=banded(counted, charter, merge))
    after = merged_cells(counted, merge)
    return replace(found, cells=_cells(counted, after, charter), rolled_up=component_outcomes(after, charter))


def _counted(chosen: CastBallots, counting: Counting, objections: Objections) -> PollTally:
    electors = len(chosen.electors)
    unnamed = 0
    if counting.eligible is not None:
        if counting.eligible < electors:
            text = _("The file has {count} voters, more than eligible={eligible}.")
            raise NotCountable(text.format(count=electors, eligible=counting.eligible))
        unnamed = counting.eligible - electors
    roll = Roll(chosen.electors, unnamed)
    papers = ballots(chosen.marks, roll, counting.unit)
    return count(chosen.cells, papers, roll.by(counting.unit), objections, chosen.scale)


def _cells(counted: PollTally, after: PollTally, charter: Charter) -> tuple[CellCount, ...]:
    panel = sensitivity(counted, charter)
    original = {one.cell: one for one in counted.cells}
    quorate = charter.quorum.of_poll(counted)
    rule = CELL_RULES[charter.rule]
    found = []
    for one in after.cells:
        verdict = outcome(one, charter, quorate=quorate)
        found.append(
            CellCount(
                one,
                rule.value(one, charter.parameters),
                verdict,
                measures(one, counted.turnout, counted.scale),
                panel[one.cell] if original.get(one.cell) is one else None,
                place(one, verdict, counted.turnout),
            )
        )
    return tuple(found)


def _left(read: CastBallots, wish: Wish) -> CastBallots:
    """The ballots without those that the roll excludes; every cell that was asked stays."""
    if wish.roll is None:
        return read
    excluded = roll_files.excluded_voters(wish.roll, {elector.voter for elector in read.electors})
    electors = tuple(elector for elector in read.electors if elector.voter not in excluded)
    return replace(read, marks=tuple(mark for mark in read.marks if mark.voter not in excluded), electors=electors)


def _narrowed(read: CastBallots, wish: Wish, freedoms: Sequence[Freedom]) -> CastBallots:
    """Only the voters of some groups and categories, and only some freedoms."""
    _refuse_strangers("group", wish.groups, read.groups.values())
    _refuse_strangers("category", wish.categories, (elector.category for elector in read.electors))
    electors = tuple(
        elector
        for elector in read.electors
        if (not wish.groups or read.groups[elector.voter] in wish.groups)
        and (not wish.categories or elector.category in wish.categories)
    )
    cells = tuple(cell for cell in read.cells if not freedoms or cell.freedom in freedoms)
    if len(electors) == len(read.electors) and len(cells) == len(read.cells):
        return read
    if not cells:
        raise NotCountable(_("The file has no ballot about that freedom."))
    voters, asked = {elector.voter for elector in electors}, set(cells)
    marks = tuple(mark for mark in read.marks if mark.voter in voters and mark.cell in asked)
    return replace(read, marks=marks, electors=electors, cells=cells)


def _refuse_strangers(column: str, wanted: Sequence[str], there: Any) -> None:
    known = sorted({name for name in there if name})
    for name in wanted:
        if name not in known:
            text = _("The file has no {column} “{name}”; it has {known}.")
            raise NotCountable(text.format(column=column, name=name, known=listed(known[:20]) or _("none")))


def _refuse_lacking(chosen: CastBallots, by: Any, counting: Counting) -> None:
    categories = {elector.category for elector in chosen.electors if elector.category}
    lacking = []
    if isinstance(by, Concurrent) or counting.category != NO_LEAST:
        lacking += [] if categories else ["category"]
    if isinstance(by, Iso):
        lacking += ["reason"] if by.only_reasoned and "reason" not in chosen.columns else []
        _refuse_strangers("category", by.core, categories)
    if counting.unit is VoteUnit.ORGANISATION:
        lacking += [name for name in ("organisation", "cast_at") if name not in chosen.columns]
    if lacking:
        text = _("This way of counting needs what the file does not have: the column {names}.")
        raise NotCountable(text.format(names=listed(lacking)))

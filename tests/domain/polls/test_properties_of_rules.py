"""What holds of every rule, whatever the poll."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.polls.ballots import Ballot, Choice, Elector, Roll
from bot.domain.polls.bands import MeanBand
from bot.domain.polls.charters import Charter, outcomes
from bot.domain.polls.measures import measures
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.rulebooks import CELL_RULES, RULES
from bot.domain.polls.sensitivity import under
from bot.domain.polls.tallies import count
from tests.domain.polls.strategies import COUNTED, SOAKING, Twice, polls

pytestmark = [pytest.mark.soak] if SOAKING else []

_UP = {Outcome.NOT_REQUIRED: 0, Outcome.NO_CONSENSUS: 1, Outcome.TIE: 1, Outcome.REQUIRED: 2}


@COUNTED
@given(polls(), st.randoms(use_true_random=False))
def test_the_order_of_ballots_is_irrelevant(poll: Twice, random: st.DataObject) -> None:
    papers, electors = list(poll.papers), list(poll.roll.electors)
    random.shuffle(papers)  # type: ignore[attr-defined]
    random.shuffle(electors)  # type: ignore[attr-defined]

    other = count(tuple(poll.cells.values()), papers, Roll(tuple(electors)))

    for rule in RULES:
        assert outcomes(other, under(Charter(), rule)) == outcomes(poll.tally, under(Charter(), rule))


@COUNTED
@given(polls(), st.data())
def test_adding_a_yes_never_hurts(poll: Twice, data: st.DataObject) -> None:
    cells = tuple(poll.cells.values())
    cell = data.draw(st.sampled_from(cells))
    category = data.draw(st.sampled_from(("X", "Y", "Z")))
    papers = (*poll.papers, Ballot("new", {cell: Choice.YES}))
    # Somebody of the roll who was silent, or somebody who joins it.
    silent = Roll((*poll.roll.electors, Elector("new", category)))

    before = count(cells, poll.papers, silent)
    after = count(cells, papers, silent)

    for rule in CELL_RULES:
        charter = under(Charter(), rule)
        old, new = outcomes(before, charter)[cell], outcomes(after, charter)[cell]
        assert old is not Outcome.REQUIRED or new is Outcome.REQUIRED
        # Nor does it reject what was open, except where it makes a quorum, or ends one of abstentions.
        if old in _UP and rule not in ("concurrent", "ieee"):
            assert _UP[new] >= _UP[old]


def test_under_the_mean_band_a_yes_for_one_component_can_hurt_another() -> None:
    before = {"A": 20, "B": 8, "C": 6, "D": 6}

    assert banded_by(before)["A"] is Outcome.REQUIRED
    assert banded_by({**before, "B": 10})["A"] is Outcome.LIKELY_REQUIRED


def banded_by(votes: dict[str, int]) -> dict[str, Outcome]:
    """Bands of components with so many yes each, and nothing else."""
    from bot.domain.definitions import Freedom
    from bot.domain.polls.ballots import Cell

    cells = {name: Cell(name, Freedom.USE) for name in votes}
    electors = tuple(Elector(f"v{number}") for number in range(max(votes.values())))
    papers = [
        Ballot(elector.voter, {cells[name]: Choice.YES for name, yes in votes.items() if number < yes})
        for number, elector in enumerate(electors)
    ]
    found = outcomes(count(tuple(cells.values()), papers, Roll(electors)), Charter("mean_band", MeanBand()))
    return {cell.component: outcome for cell, outcome in found.items()}


@COUNTED
@given(polls(), st.data())
def test_a_blank_changes_only_coverage(poll: Twice, data: st.DataObject) -> None:
    cells = tuple(poll.cells.values())
    roll = Roll((*poll.roll.electors, Elector("new", "X")))
    cell = data.draw(st.sampled_from(cells))
    took_part_elsewhere = count(cells, (*poll.papers, Ballot("new", {})), roll)
    silent = count(cells, poll.papers, roll)

    assert took_part_elsewhere == silent
    [one] = [one for one in silent.cells if one.cell == cell]
    [before] = [one for one in poll.tally.cells if one.cell == cell]
    without = replace(measures(one, silent.turnout), coverage=None)
    assert without == replace(measures(before, poll.tally.turnout), coverage=None)
    for rule in set(RULES) - {"absolute", "ieee"}:  # these two are shares of the roll, which has grown
        assert outcomes(silent, under(Charter(), rule)) == outcomes(poll.tally, under(Charter(), rule))


@COUNTED
@given(polls(), st.permutations(("X", "Y", "Z")))
def test_relabelling_categories_changes_no_pooled_verdict(poll: Twice, names: list[str]) -> None:
    renamed = dict(zip(("X", "Y", "Z"), names, strict=True))
    electors = tuple(replace(one, category=renamed[one.category]) for one in poll.roll.electors)
    one_category = tuple(replace(one, category="X") for one in poll.roll.electors)

    for rule in RULES:
        charter = under(Charter(), rule)
        expected = outcomes(poll.tally, charter)
        assert outcomes(count(tuple(poll.cells.values()), poll.papers, Roll(electors)), charter) == expected
        if rule != "concurrent":
            pooled = count(tuple(poll.cells.values()), poll.papers, Roll(one_category))
            assert outcomes(pooled, charter) == expected


@COUNTED
@given(polls())
def test_exchanging_yes_and_no_exchanges_the_verdicts(poll: Twice) -> None:
    swap = {"yes": "no", "no": "yes"}
    answers = {key: swap.get(given_, given_) for key, given_ in poll.naive.answers.items()}
    other = Twice(replace(poll.naive, answers=answers))
    turned = {Outcome.REQUIRED: Outcome.NOT_REQUIRED, Outcome.NOT_REQUIRED: Outcome.REQUIRED}

    for rule in CELL_RULES:
        charter = under(Charter(), rule)
        expected = {cell: turned.get(found, found) for cell, found in outcomes(poll.tally, charter).items()}
        assert outcomes(other.tally, charter) == expected

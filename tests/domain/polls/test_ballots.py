"""Ballots, the roll, and what the counting of a whole poll of 17 components refuses."""

from __future__ import annotations

from itertools import product

import pytest

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Ballot, Cell, Choice, Elector, Mark, Roll, VoteUnit, ballots, imbalance
from bot.domain.polls.charters import Charter, component_outcomes
from bot.domain.polls.outcomes import Outcome, RollUp, rolled_up
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.sensitivity import sensitivity
from bot.domain.polls.tallies import Turnout, count
from tests.domain.polls.builders import STUDY, a_poll

USE = Cell("Training data", Freedom.USE)
ROLL = Roll((Elector("a", "X", "M"), Elector("b", "X", "M"), Elector("c", "Y")))


def test_a_later_choice_replaces_the_earlier_one_and_can_be_taken_back() -> None:
    marks = [
        Mark("a", STUDY, Choice.NO),
        Mark("c", STUDY, Choice.YES),
        Mark("a", STUDY, Choice.YES, reasoned=True),
        Mark("c", STUDY, None),
    ]

    found = ballots(marks, ROLL)

    assert found == (Ballot("a", {STUDY: Choice.YES}, frozenset({STUDY})), Ballot("c", {}))


def test_of_representative_and_alternate_the_later_counts_in_each_cell() -> None:
    marks = [
        Mark("a", STUDY, Choice.NO),
        Mark("a", USE, Choice.NO),
        Mark("b", STUDY, Choice.YES),
        Mark("c", USE, Choice.YES),
    ]

    papers = ballots(marks, ROLL, VoteUnit.ORGANISATION)
    tally = count([STUDY, USE], papers, ROLL.by(VoteUnit.ORGANISATION))

    assert tally.turnout == Turnout(2, 2)
    assert [(one.counts.yes, one.counts.no, one.counts.unanswered) for one in tally.cells] == [(1, 0, 1), (1, 1, 0)]


def test_nobody_outside_the_roll_votes_and_nobody_twice() -> None:
    with pytest.raises(ValueError, match="z is not on the roll"):
        ballots([Mark("z", STUDY, Choice.YES)], ROLL)
    with pytest.raises(ValueError, match="z is not on the roll"):
        count([STUDY], [Ballot("z", {})], ROLL)
    with pytest.raises(ValueError, match="two ballots of a"):
        count([STUDY], [Ballot("a", {}), Ballot("a", {})], ROLL)
    with pytest.raises(ValueError, match="was not asked"):
        count([STUDY], [Ballot("a", {USE: Choice.YES})], ROLL)
    with pytest.raises(ValueError, match="asked twice"):
        count([STUDY, STUDY], [], ROLL)


def test_an_empty_ballot_is_no_turnout() -> None:
    assert count([STUDY], [Ballot("a", {})], ROLL).turnout == Turnout(0, 3)


def test_who_may_vote_and_is_not_named_counts_among_all() -> None:
    tally = count([STUDY], [Ballot("a", {STUDY: Choice.YES})], Roll(ROLL.electors, unnamed=7))

    assert tally.cells[0].counts.eligible == 10
    assert tally.turnout == Turnout(1, 10)


def test_a_roll_tells_small_and_large_categories_and_large_organisations() -> None:
    roll = Roll((*(Elector(f"a{n}", "academia", "M") for n in range(5)), *(Elector(f"b{n}", "law") for n in range(4)),
                 Elector("c", "press", "N")))  # fmt: skip

    found = imbalance(roll)

    assert found.small_categories == ("press",)
    assert found.large_categories == ("academia", "law")
    assert found.large_organisations == ("M",)


def test_a_poll_of_17_components_and_4_freedoms_is_counted_with_its_panel() -> None:
    cells = [Cell(f"Component {number}", freedom) for number, freedom in product(range(17), Freedom)]
    electors = tuple(Elector(f"v{n}", f"category {n % 6}", f"organisation {n % 9}") for n in range(29))
    papers = [
        Ballot(
            one.voter, {cell: BallotScale.REQUIRED.choices[(n * k) % 4] for k, cell in enumerate(cells) if (n + k) % 5}
        )
        for n, one in enumerate(electors)
    ]

    tally = count(cells, papers, Roll(electors))
    panel = sensitivity(tally, Charter())

    assert list(panel) == cells
    assert all(len(one.verdicts) == 9 for one in panel.values())
    assert list(component_outcomes(tally, Charter())) == [f"Component {number}" for number in range(17)]


def test_the_largest_organisation_can_flip_a_verdict() -> None:
    tally = a_poll("X: yyynn", organisations={"X1": "M", "X2": "M", "X4": "N"})

    [panel] = sensitivity(tally, Charter("simple")).values()

    assert tally.largest_organisation == "M"
    assert panel.largest_organisation is True
    assert panel.margin == 1


R, N, C, Q, S, T = (
    Outcome.REQUIRED, Outcome.NOT_REQUIRED, Outcome.NO_CONSENSUS, Outcome.NO_QUORUM, Outcome.NO_VOTES, Outcome.TIE,
)  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "any_", "all_"),
    [
        ((R, N, N, S), R, N),
        ((N, N), N, N),
        ((R, R), R, R),
        ((N, C), C, N),
        ((R, C), R, C),
        ((S, S), S, S),
        ((S, Q), Q, Q),
        ((T, S), C, C),
        ((), S, S),
    ],
)
def test_a_component_is_rolled_up_from_its_cells(cells: tuple[Outcome, ...], any_: Outcome, all_: Outcome) -> None:
    assert rolled_up(cells, RollUp.ANY) is any_
    assert rolled_up(cells, RollUp.ALL) is all_

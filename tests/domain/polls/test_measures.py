"""Measures against figures worked out by hand or published."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from bot.domain.polls.agendas import Place, agenda, place
from bot.domain.polls.charters import Charter, outcome, outcomes
from bot.domain.polls.measures import (
    between,
    entropy,
    gap,
    inside_interval,
    joint_support,
    measures,
    ordinal_consensus,
    polarisation,
    smoothed,
    wilson,
)
from bot.domain.polls.tallies import Counts, Turnout
from tests.domain.polls.builders import a_cell, a_poll, counted

SIX = {
    name: Counts(yes=yes, no=all_ - yes, eligible=all_)
    for name, (yes, all_) in zip("ABCDEF", ((5, 5), (4, 5), (5, 6), (3, 4), (1, 5), (6, 6)), strict=True)
}


@pytest.mark.parametrize(
    ("yes", "all_", "low", "high"),
    [(5, 9, "0.27", "0.81"), (4, 5, "0.38", "0.96"), (0, 3, "0.00", "0.56"), (3, 3, "0.44", "1.00"),
     (1, 1, "0.21", "1.00")],
)  # fmt: skip
def test_the_interval_is_wilsons(yes: int, all_: int, low: str, high: str) -> None:
    found = wilson(yes, all_)

    assert found is not None
    assert (found.low.quantize(Decimal("0.01")), found.high.quantize(Decimal("0.01"))) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("all_", range(1, 12))
def test_whether_a_share_is_inside_the_interval_is_told_without_a_root(all_: int) -> None:
    for yes in range(all_ + 1):
        found = wilson(yes, all_)
        assert found is not None
        for hundredth in range(1, 100):
            share = Fraction(hundredth, 100)
            inside = found.low <= Decimal(hundredth) / 100 <= found.high
            assert inside_interval(share, yes, all_) is inside


def test_nothing_is_measured_where_nobody_answered() -> None:
    found = measures(counted(), Turnout(0, 0))

    assert {getattr(found, name) for name in type(found).__slots__} == {None}


def test_one_and_two_votes_can_be_measured() -> None:
    one, two = (measures(counted(*votes), Turnout(2, 2)) for votes in ((1, 0), (1, 1)))
    half, whole, nought = Fraction(1, 2), Fraction(1), Fraction(0)

    assert (one.coverage, one.support, one.polarisation, one.entropy) == (half, whole, nought, Decimal(0))
    assert (two.coverage, two.support, two.polarisation, two.entropy) == (whole, half, whole, Decimal("0.5"))


def test_polarisation_is_of_all_answers() -> None:
    assert polarisation(Counts(yes=2, no=2, discuss=4)) == Fraction(1, 4)


def test_entropy_is_1_where_all_four_answers_are_as_frequent() -> None:
    assert entropy((3, 3, 3, 3)) == 1
    assert entropy((0, 0, 5, 0)) == 0


@pytest.mark.parametrize(
    ("numbers", "expected"), [((5, 0, 5), "0"), ((1, 8, 1), "0.80"), ((0, 7, 0), "1"), ((9, 0, 0), "1")]
)  # fmt: skip
def test_ordinal_consensus_is_that_of_tastle_and_wierman(numbers: tuple[int, ...], expected: str) -> None:
    found = ordinal_consensus(numbers)

    assert found is not None
    assert found.quantize(Decimal("0.01")) == Decimal(expected)


def test_one_unconvinced_category_shows_where_the_pool_hides_it() -> None:
    joint = joint_support(SIX)

    assert Fraction(sum(one.yes for one in SIX.values()), sum(one.decisive for one in SIX.values())) == Fraction(24, 31)
    assert joint is not None
    assert joint.quantize(Decimal("0.01")) == Decimal("0.65")
    assert min(smoothed(SIX).values()) == Fraction(2, 7)
    assert gap(SIX) == Fraction(4, 5)


@pytest.mark.parametrize(
    ("categories", "expected"),
    [
        ({"X": Counts(yes=3), "Y": Counts(no=3)}, 1),
        ({"X": Counts(yes=2, no=2), "Y": Counts(yes=3, no=3)}, 0),
        ({"X": Counts(yes=3), "Y": Counts(yes=2)}, None),
        ({"X": Counts(yes=3, no=1)}, None),
        # 4 yes of 6, squares 4 - 16/6; between: 9/3 + 1/3 - 16/6.
        ({"X": Counts(yes=3), "Y": Counts(yes=1, no=2)}, Fraction(1, 2)),
    ],
)
def test_the_share_between_categories(categories: dict[str, Counts], expected: Fraction | int | None) -> None:
    assert between(categories) == expected


def test_categories_of_fewer_than_three_votes_make_no_gap() -> None:
    assert gap({"X": Counts(yes=3), "Y": Counts(no=2)}) is None


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("X: yyy-",), Place.SETTLED),
        (("X: ynyn",), Place.DIVIDED_INSIDE),
        (("X: yyyy", "Y: nnny"), Place.DIVIDED_BETWEEN_CATEGORIES),
        (("X: yyyyyyyy", "Y: nn"), Place.SETTLED),
        (("X: yyyd",), Place.ASKED_TO_DISCUSS),
    ],
)
def test_a_cell_has_its_place_on_the_agenda(rows: tuple[str, ...], expected: Place) -> None:
    tally = a_poll(*rows)

    found = agenda(tally, outcomes(tally, Charter()))

    assert {one: len(cells) for one, cells in found.items() if cells} == {expected: 1}
    assert list(found) == list(Place)


def test_a_cell_that_half_of_those_who_voted_left_out_is_under_answered() -> None:
    cell = a_cell("X: yy")

    assert place(cell, outcome(cell, Charter()), Turnout(4, 9)) is Place.SETTLED
    assert place(cell, outcome(cell, Charter()), Turnout(5, 9)) is Place.UNDER_ANSWERED
    assert place(a_cell("X: --"), outcome(cell, Charter()), Turnout(0, 2)) is Place.UNDER_ANSWERED

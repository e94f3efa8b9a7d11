"""What a poll's result says, by polls small enough to count by hand."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import pytest

from bot.domain.definitions import Freedom
from bot.domain.polls.agendas import Place
from bot.domain.polls.ballots import Ballot, Cell, Choice, Elector, Mark, Roll, VoteUnit, ballots
from bot.domain.polls.bands import How, MeanBand, Merging
from bot.domain.polls.charters import Charter, Least, Quorum
from bot.domain.polls.outcomes import Outcome, RollUp
from bot.domain.polls.results import PollResult, Untold, result
from bot.domain.polls.rules import Concurrent, Simple, Super
from bot.domain.polls.tallies import Counts, Turnout
from bot.domain.polls.verdicts import AsCast
from bot.domain.polls.withholding import FEW, withheld_categories
from tests.domain.polls.builders import a_roll, papers_of

STUDY, USE = Freedom.STUDY, Freedom.USE
BY_DEFAULT = Charter()

ROLL = a_roll("academia: a1 a2 a3", "law: l1 l2 l3", "industry: i1 i2 i3")

# One letter a voter, in the order of the roll: y, n, d, a, or - for no answer.
VOTES = {
    ("code", USE): "yyy yyy nyy",
    ("code", STUDY): "yyy yyy yyy",
    ("data", USE): "nnn nnn nnn",
    ("data", STUDY): "yyy nnn yy-",
    ("card", USE): "--- --y ---",
    ("card", STUDY): "ddd nyy nny",
}


def a_result(
    votes: Mapping[tuple[str, Freedom], str] = VOTES,
    roll: Roll = ROLL,
    charter: Charter = BY_DEFAULT,
    conflicted: tuple[str, ...] = (),
    mergings: tuple[Merging, ...] = (),
    least: int = 1,
) -> PollResult:
    cells = [Cell(*cell) for cell in votes]
    return result(
        charter, cells, papers_of(roll, votes), roll, conflicted=conflicted, mergings=mergings, least=least
    )  # fmt: skip


def test_every_cell_and_component_has_its_verdict() -> None:
    found = a_result()

    assert {(one.cell.component, one.cell.freedom): one.outcome for one in found.cells} == {
        ("code", USE): Outcome.REQUIRED,
        ("code", STUDY): Outcome.REQUIRED,
        ("data", USE): Outcome.NOT_REQUIRED,
        ("data", STUDY): Outcome.NO_CONSENSUS,
        ("card", USE): Outcome.REQUIRED,
        ("card", STUDY): Outcome.NO_CONSENSUS,
    }
    assert {one.component: one.outcome for one in found.components} == {
        "code": Outcome.REQUIRED,
        "data": Outcome.NO_CONSENSUS,
        "card": Outcome.REQUIRED,
    }


def test_the_charter_can_ask_that_all_freedoms_require_a_component() -> None:
    found = a_result(charter=Charter(roll_up=RollUp.ALL))

    assert {one.component: one.outcome for one in found.components} == {
        "code": Outcome.REQUIRED,
        "data": Outcome.NOT_REQUIRED,
        "card": Outcome.NO_CONSENSUS,
    }


def test_a_cell_has_three_denominators_and_an_interval() -> None:
    [_, _, _, data_study, _, card_study] = a_result().cells

    counts = card_study.tally.counts
    assert (counts.yes, counts.decisive, counts.answering, counts.eligible) == (3, 6, 9, 9)
    counts = data_study.tally.counts
    assert (counts.yes, counts.decisive, counts.answering, counts.eligible) == (5, 8, 8, 9)
    interval = data_study.measures.interval
    assert interval is not None
    assert (f"{interval.low:.2f}", f"{interval.high:.2f}") == ("0.31", "0.86")


def test_the_agenda_puts_each_cell_in_one_place() -> None:
    found = {
        place: [(one.cell.component, one.cell.freedom) for one in cells] for place, cells in a_result().agenda.items()
    }

    assert found == {
        Place.UNDER_ANSWERED: [("card", USE)],
        Place.ASKED_TO_DISCUSS: [("card", STUDY)],
        Place.DIVIDED_BETWEEN_CATEGORIES: [("data", STUDY)],
        Place.SETTLED: [("code", USE), ("code", STUDY), ("data", USE)],
        Place.DIVIDED_INSIDE: [],
    }


def test_what_a_verdict_hangs_on_is_told() -> None:
    [_, _, _, data_study, _, _] = a_result().cells

    assert data_study.sensitivity is not None
    assert data_study.sensitivity.margin == 1
    assert data_study.sensitivity.categories == ("law",)
    assert data_study.sensitivity.verdicts["simple"] is Outcome.REQUIRED


# -- Conflicts of interest -----------------------------------------------------------------------------------------


def test_the_result_is_told_without_those_who_disclosed_a_conflict() -> None:
    found = a_result(conflicted=("l1", "l2", "nobody"))

    assert found.without_conflicted is not None
    assert (found.without_conflicted.voters, found.without_conflicted.turnout) == (2, Turnout(7, 7))
    assert found.conflicted_cells == {
        Cell("data", STUDY): (Outcome.NO_CONSENSUS, Outcome.REQUIRED),
    }
    assert found.conflicted_components == {"data": (Outcome.NO_CONSENSUS, Outcome.REQUIRED)}
    assert found.tally.turnout == Turnout(9, 9)


def test_without_conflicts_there_is_no_second_result() -> None:
    found = a_result()

    assert found.without_conflicted is None
    assert found.conflicted_cells == {}
    assert found.conflicted_components == {}


def test_an_organisation_leaves_with_any_of_its_people() -> None:
    roll = Roll((Elector("x", "c", "Acme"), Elector("y", "c", "Acme"), Elector("z", "c", "")))
    votes = {("code", USE): "y"}
    papers = [Ballot("Acme", papers_of(roll, votes)[0].choices)]

    found = result(
        Charter(vote_unit=VoteUnit.ORGANISATION), [Cell("code", USE)], papers, roll, conflicted=("y",), least=FEW
    )

    assert found.tally.turnout == Turnout(1, 2)
    assert found.without_conflicted is not None
    assert found.without_conflicted.turnout == Turnout(0, 1)
    assert found.conflicted_cells == {Cell("code", USE): (Outcome.REQUIRED, Outcome.NO_VOTES)}


# -- Small categories ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"a": 5, "b": 6}, set()),
        ({"a": 4, "b": 3, "c": 7}, {"a", "b"}),
        ({"a": 4, "b": 6, "c": 7}, {"a", "b"}),
        ({"a": 1, "b": 5, "c": 5, "": 4}, {"a"}),
        ({"a": 1, "b": 5, "c": 5, "": 3}, {"a", "b"}),
        ({"a": 2, "b": 1}, {"a", "b"}),
        ({"": 2, "a": 9}, set()),
    ],
)
def test_small_categories_are_withheld_and_cannot_be_had_by_subtraction(
    sizes: Mapping[str, int], expected: set[str]
) -> None:
    electors = [Elector(f"{name}{n}", name) for name, size in sizes.items() for n in range(size)]

    assert withheld_categories(Roll(tuple(electors)), 5) == expected


def test_a_withheld_category_is_in_no_breakdown_and_all_voters_still_count() -> None:
    roll = a_roll("academia: a1 a2 a3 a4 a5 a6", "law: l1 l2 l3 l4 l5", "industry: i1 i2")
    votes = {("data", STUDY): "yyyyyn nnnnn yy"}

    [cell] = (found := a_result(votes, roll, least=FEW)).cells

    assert found.withheld == ("industry", "law")
    assert cell.tally.categories == {"academia": Counts(5, 1, 0, 0, 6, 1)}
    assert cell.tally.counts == Counts(7, 6, 0, 0, 13, 6)
    assert found.tally.turnout_by_category == {"academia": Turnout(6, 6), "": Turnout(7, 7)}
    assert {elector.category for elector in found.roll.electors} == {"academia", ""}
    assert cell.sensitivity is not None
    assert "law" not in cell.sensitivity.categories
    assert found.untold == ()


def test_a_rule_of_categories_decides_by_what_is_withheld_and_says_so() -> None:
    roll = a_roll("academia: a1 a2 a3 a4 a5 a6", "law: l1 l2 l3")
    votes = {("data", STUDY): "yyyyyy nnn"}
    by = Charter("concurrent", Concurrent(categories=1, least=1))

    told, withheld = a_result(votes, roll, by), a_result(votes, roll, by, least=FEW)

    assert [one.outcome for one in told.cells] == [one.outcome for one in withheld.cells] == [Outcome.NO_CONSENSUS]
    assert (told.withheld, told.untold) == ((), ())
    assert (withheld.withheld, withheld.untold) == (("academia", "law"), (Untold.CATEGORIES,))


def test_small_organisations_are_withheld_too() -> None:
    roll = Roll((*(Elector(f"a{n}", "c", "Large") for n in range(5)), Elector("b", "c", "Small")))

    found = a_result({("data", STUDY): "yyyyyn"}, roll, least=FEW)

    assert [elector.organisation for elector in found.roll.electors] == ["Large"] * 5 + [""]


# -- Merged rows, quorum, bands ------------------------------------------------------------------------------------


def test_merged_rows_have_verdicts_of_their_own() -> None:
    merging = Merging("both", ("code", "data"), How.SUM)

    found = a_result(mergings=(merging,))

    assert [one.component for one in found.components] == ["both", "card"]
    both = found.component("both")
    assert both is not None
    assert [(one.tally.counts.yes, one.tally.counts.no, one.sensitivity) for one in both.cells] == [
        (8, 10, None),
        (14, 3, None),
    ]
    assert both.outcome is Outcome.REQUIRED
    assert found.component("code") is None


def test_under_the_bands_every_cell_has_the_band_of_its_row() -> None:
    found = a_result(charter=Charter("mean_band", MeanBand()))

    # Net: code 7 + 9 = 16, data -9 + 2 = -7, card 1 + 0 = 1; their mean is 10/3.
    assert found.banded is not None
    assert found.banded.mean == Fraction(10, 3)
    assert [(one.component, one.outcome, one.band.value if one.band else None) for one in found.components] == [
        ("code", Outcome.REQUIRED, Fraction(16)),
        ("data", Outcome.NOT_REQUIRED, Fraction(-7)),
        ("card", Outcome.NOT_REQUIRED, Fraction(1)),
    ]
    assert [one.outcome for one in found.cells[:2]] == [Outcome.REQUIRED] * 2


def test_without_a_quorum_nothing_is_decided() -> None:
    found = a_result(charter=Charter("simple", Simple(), Quorum(overall=Least(count=10))))

    assert {one.outcome for one in found.cells} == {Outcome.NO_QUORUM}
    assert {one.outcome for one in found.components} == {Outcome.NO_QUORUM}


def test_a_poll_without_ballots_has_a_result_too() -> None:
    found = result(Charter("super", Super()), [Cell("code", USE)], (), ROLL, conflicted=("a1",))

    assert [one.outcome for one in found.cells] == [Outcome.NO_VOTES]
    assert found.tally.turnout == Turnout(0, 9)
    assert found.agenda[Place.UNDER_ANSWERED] == found.cells
    assert found.conflicted_cells == {}


# -- Ballots excluded by decision ----------------------------------------------------------------------------------


def without(roll: Roll, *names: str) -> Roll:
    return Roll(tuple(elector for elector in roll.electors if elector.voter not in names))


def test_the_verdict_is_that_without_the_excluded_and_with_them_stands_beside_it() -> None:
    votes = {("data", STUDY): "yyy nnn yy-"}
    papers = papers_of(ROLL, votes)
    left = without(ROLL, "l1", "l2")
    counting = [paper for paper in papers if paper.voter not in ("l1", "l2")]

    found = result(Charter(), [Cell("data", STUDY)], counting, left, as_cast=AsCast(papers, ROLL))

    assert [one.outcome for one in found.cells] == [Outcome.REQUIRED]
    assert found.tally.turnout == Turnout(6, 7)
    assert found.excluded == ("l1", "l2")
    assert found.with_excluded is not None
    assert (found.with_excluded.voters, found.with_excluded.turnout) == (2, Turnout(8, 9))
    assert found.excluded_cells == {Cell("data", STUDY): (Outcome.REQUIRED, Outcome.NO_CONSENSUS)}
    assert found.excluded_components == {"data": (Outcome.REQUIRED, Outcome.NO_CONSENSUS)}
    assert (found.roll, found.listed) == (left, ROLL)


def test_where_nobody_is_excluded_there_is_no_second_result() -> None:
    found = a_result()

    assert (found.excluded, found.with_excluded, found.excluded_cells) == ((), None, {})
    assert found.listed == found.roll


def test_what_either_roll_would_tell_is_withheld_from_both() -> None:
    whole = a_roll("academia: a1 a2 a3 a4 a5 a6", "law: l1 l2 l3 l4 l5", "press: p1", "end users: e1 e2 e3 e4 e5")
    papers = papers_of(whole, {("data", STUDY): "y" * 17})
    left = without(whole, "l1", "p1")
    counting = [paper for paper in papers if paper.voter not in ("l1", "p1")]

    found = result(Charter(), [Cell("data", STUDY)], counting, left, least=FEW, as_cast=AsCast(papers, whole))

    # Of law four count; of the press nobody does, but one stands in the files. Alone, each could be subtracted.
    assert {elector.category for elector in found.listed.electors} == {"academia", ""}
    assert found.withheld == ("end users", "law", "press")


def test_an_organisation_keeps_its_vote_when_one_of_its_people_is_excluded() -> None:
    roll = Roll((Elector("x", "c", "Acme"), Elector("y", "c", "Acme")))
    cell = Cell("code", USE)
    marks = [Mark("x", cell, Choice.YES), Mark("y", cell, Choice.NO)]
    unit, left = VoteUnit.ORGANISATION, without(roll, "y")

    found = result(
        Charter(vote_unit=unit),
        [cell],
        ballots(marks[:1], left, unit),
        left,
        as_cast=AsCast(ballots(marks, roll, unit), roll),
    )

    assert found.tally.turnout == Turnout(1, 1)
    assert found.excluded == ("y",)
    assert found.excluded_cells == {cell: (Outcome.REQUIRED, Outcome.NOT_REQUIRED)}

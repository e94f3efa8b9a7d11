"""The bands of the mean: the counter-example, the edges, and the votes of the four working groups."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from bot.domain.polls.bands import How, MeanBand, Merging, Row, band
from bot.domain.polls.outcomes import BANDS, Outcome
from bot.domain.polls.parameters import BadParameter, filled

VOTES = Path(__file__).parents[2] / "data" / "votes"


def rows(*values: int | Fraction) -> tuple[Row, ...]:
    return tuple(Row(letter, Fraction(value)) for letter, value in zip("ABCDEFGH", values, strict=False))


def verdicts(*values: int, by: MeanBand | None = None) -> list[str]:
    return [row.verdict.value for row in band(rows(*values), by or MeanBand()).rows]


def read(name: str) -> Sequence[dict[str, str]]:
    with (VOTES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_two_more_votes_for_the_second_take_the_first_its_band() -> None:
    assert verdicts(20, 8, 6, 6) == ["required", *["likely_not_required"] * 3]
    assert verdicts(20, 10, 6, 6) == ["likely_required", *["likely_not_required"] * 3]


def test_each_cut_is_reached_by_exactly_so_many_times_the_mean() -> None:
    by = MeanBand(mean=Fraction(10))

    assert verdicts(20, 19, 15, 14, 10, 9, 5, 4, by=by) == [
        "required", "likely_required", "likely_required", "maybe_required", "maybe_required", "likely_not_required",
        "likely_not_required", "not_required",
    ]  # fmt: skip


def test_a_cut_of_0_is_reached_above_0_only() -> None:
    by = filled(MeanBand, {"cuts": "2,1,0.5,0", "mean": "9.5"})

    assert verdicts(1, 0, -1, by=by) == ["likely_not_required", "not_required", "not_required"]


def test_without_rows_or_votes_or_a_mean_above_0_there_are_no_bands() -> None:
    assert band((), MeanBand()).rows == ()
    assert verdicts(0) == ["no_consensus"]
    assert verdicts(-3, 1) == ["no_consensus", "no_consensus"]
    [silent, other] = band((Row("A", Fraction(0), answered=False), Row("B", Fraction(2))), MeanBand()).rows
    assert (silent.verdict, other.verdict, other.times_mean) == (Outcome.NO_VOTES, Outcome.REQUIRED, Fraction(2))


def test_bands_of_the_deviation_are_told_by_squares() -> None:
    # Mean 10, variance 34, deviation 5.831: 16 is 1.029 deviations above, 4 as many below.
    by = filled(MeanBand, {"scale": "deviation", "cuts": "1.03,1.02,0,-1.03"})

    assert verdicts(20, 10, 10, 10, 0, 10, 4, 16, by=by) == [
        "required", "maybe_required", "maybe_required", "maybe_required", "not_required", "maybe_required",
        "likely_not_required", "likely_required",
    ]  # fmt: skip
    assert verdicts(5, 5, by=by) == ["no_consensus", "no_consensus"]


def test_a_merged_row_stands_where_its_first_component_stood_and_reads_original_values() -> None:
    mergings = (
        Merging("AB", ("B", "A"), How.MEAN, keep=True),
        Merging("C", ("C", "D"), How.SUM),
        Merging("E", ("D", "E"), How.SUM),
    )

    found = band(rows(1, 2, 4, 8, 16), MeanBand(), mergings)

    assert [(row.row, row.value) for row in found.rows] == [
        ("AB", Fraction(3, 2)), ("A", 1), ("B", 2), ("C", 12), ("E", 24),
    ]  # fmt: skip
    assert found.mean == Fraction(31, 5)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"cuts": "2,1"}, "takes four cuts"),
        ({"cuts": "1,2,3,4"}, "takes four cuts"),
        ({"cuts": "2,1,0,-1"}, "A cut of the mean is 0 or more"),
        ({"cuts": "a"}, "takes a number such as"),
        ({"mean": "0"}, "takes a number above 0"),
        ({"mean": "9", "scale": "deviation"}, "the mean is computed"),
        ({"score": "plus"}, "one of net, yes"),
    ],
)
def test_parameters_that_make_no_bands_are_refused(given: dict[str, str], said: str) -> None:
    with pytest.raises(BadParameter, match=said):
        filled(MeanBand, given)


# -- The votes of the four working groups, February 2024 -----------------------------------------------------------

FINAL = {
    "Required": Outcome.REQUIRED,
    "Likely required": Outcome.LIKELY_REQUIRED,
    "Maybe required": Outcome.MAYBE_REQUIRED,
    "Likely not required": Outcome.LIKELY_NOT_REQUIRED,
    "Not required": Outcome.NOT_REQUIRED,
}
FIRST = dict(zip(("Yes", "Lean yes", "Maybe", "Lean no", "No"), BANDS, strict=True))

MERGINGS = (
    Merging("Training, validation and testing code",
            ("Training, validation and testing code", "Test code", "Validation code"), How.SUM),
    Merging("Datasets (average)",
            ("Training datasets", "Testing datasets", "Validation datasets", "Benchmarking datasets"), How.MEAN, True),
    Merging("Evaluation data", ("Evaluation data", "Evaluation metrics and results"), How.SUM),
    Merging("Evaluation results", ("Evaluation results", "Evaluation metrics and results"), How.SUM),
    Merging("Supporting libraries and tools",
            ("Supporting libraries and tools", "Other libraries or code artifacts"), How.SUM),
)  # fmt: skip


def test_all_23_published_recommendations_come_out_of_the_published_rule() -> None:
    voted = [Row(row["component"], Fraction(row["net"])) for row in read("final-net.csv")]
    published = [
        (row["row"], Fraction(row["value"]), row["times_mean"], FINAL[row["recommendation"]])
        for row in read("final-expected.csv")
    ]

    found = band(voted, MeanBand(), MERGINGS)

    assert len(published) == 23
    assert found.mean == Fraction(423, 26)
    assert [(row.row, row.value, f"{float(row.times_mean or 0):.2f}", row.verdict) for row in found.rows] == published


def test_all_22_labels_of_the_first_count_come_out_of_its_rule() -> None:
    counted = read("first-count.csv")
    by = filled(MeanBand, {"cuts": "2,1,0.5,0", "mean": "9.5"})

    found = band([Row(row["component"], Fraction(row["net"])) for row in counted], by)

    assert len(counted) == 22
    assert [row.verdict for row in found.rows] == [FIRST[row["label"]] for row in counted]


def test_the_four_freedoms_of_each_voted_row_add_up_to_its_net() -> None:
    for row in read("final-net.csv"):
        assert sum(int(row[freedom]) for freedom in ("study", "use", "modify", "share")) == int(row["net"])

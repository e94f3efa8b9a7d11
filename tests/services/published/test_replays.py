"""The votes of February 2024 under every rule."""

from __future__ import annotations

import csv
from pathlib import Path

from bot.domain.polls.outcomes import WORDS, Outcome
from bot.services.published.replays import ORDER, TRAINING_DATA, VOTERS, Reading, replay, votes_file

DATA = Path(__file__).parents[2] / "data" / "votes"


def reading(id_: str) -> Reading:
    return next(one for one in replay().readings if one.id == id_)


def test_the_votes_are_those_that_the_rules_were_checked_with() -> None:
    assert votes_file() == (DATA / "final-net.csv").read_bytes()


def test_the_first_reading_is_what_was_published() -> None:
    with (DATA / "final-expected.csv").open(encoding="utf-8", newline="") as file:
        expected = {row["row"]: row["recommendation"].casefold() for row in csv.DictReader(file)}

    found = {name: WORDS[outcome] for name, outcome in replay().readings[0].outcomes.items()}

    assert replay().readings[0].id == "published"
    assert {name: word for name, word in found.items() if name in expected} == {
        name: word for name, word in expected.items() if name in found
    }
    assert WORDS[replay().readings[0].data_sets or Outcome.NO_VOTES] == expected["Datasets (average)"]


def test_a_row_that_was_merged_away_has_the_status_of_what_it_is_part_of() -> None:
    published = reading("published").outcomes

    assert published["Test code"] is published["Training, validation and testing code"] is Outcome.REQUIRED


def test_added_up_in_place_of_averaged_the_data_sets_are_required() -> None:
    assert reading("published").data_sets is Outcome.MAYBE_REQUIRED
    assert reading("added").data_sets is Outcome.REQUIRED


def test_where_a_blank_is_no_answer_two_thirds_of_yes_and_no_require_everything() -> None:
    assert set(reading("blank-super").outcomes.values()) == {Outcome.REQUIRED}


def test_where_a_blank_is_a_no_fifteen_of_22_are_two_thirds() -> None:
    found = reading("no-super").outcomes

    assert {name for name, outcome in found.items() if outcome is Outcome.REQUIRED} == {
        name for name, cells in replay().sums.items() if max(cells.values()) >= 15
    }
    assert found["Training datasets"] is Outcome.NO_CONSENSUS


def test_every_rule_is_read_but_the_one_that_needs_categories() -> None:
    rules = {one.name for one in replay().readings if one.id.startswith("blank-")}

    assert rules == {"simple", "super", "absolute", "iso", "ieee", "delphi", "consensus"}


def test_the_groups_of_one_row_add_up_to_what_was_posted() -> None:
    marks = [sum(one[place] for _voted, one in TRAINING_DATA.values()) for place in range(len(ORDER))]

    assert marks == [6, 15, 6, 1]
    assert sum(voted for voted, _marks in TRAINING_DATA.values()) == VOTERS

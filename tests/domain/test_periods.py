"""Which licence a component carried on a day."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.licences import UNRECORDED
from bot.domain.periods import components_with_periods, held, placed
from bot.domain.systems import LicencePeriod
from tests.support.builders import DATA, FREE, HARMLESS, RESTRICTED, a_fact, a_period, a_system, licensed

PARAMETERS = "model_parameters"
NONE = "none recorded"


def _on(
    day: str, *periods: LicencePeriod, released: str | None = "2020-01-01", read_on: date | None = None
) -> set[str]:
    fact = a_fact(PARAMETERS, licence=FREE, read_on=read_on)
    system = a_system(fact, licence_history=periods, released=released)
    found = held(PARAMETERS, placed(system, PARAMETERS), date.fromisoformat(day))
    return {NONE if licence == UNRECORDED else licence.text for licence in found.licences}


@pytest.mark.parametrize(("day", "licence"), [("2023-05-30", RESTRICTED), ("2023-05-31", FREE), ("2030-01-01", FREE)])
def test_on_the_day_of_a_change_the_new_licence_holds(day: str, licence: str) -> None:
    before = a_period(licence=RESTRICTED, until="2023-05-31")

    assert _on(day, before, a_period(licence=FREE, from_="2023-05-31")) == {licence}


@pytest.mark.parametrize(("day", "licence"), [("2023-11-03", RESTRICTED), ("2023-11-04", DATA), ("2024-05-30", FREE)])
def test_a_period_lasts_until_the_next_begins(day: str, licence: str) -> None:
    first, second = a_period(licence=RESTRICTED, from_="2023-11-01"), a_period(licence=DATA, from_="2023-11-04")
    third = a_period(licence=FREE, from_="2024-05-30")

    assert _on(day, first, second, third) == {licence}
    assert _on(day, third, first, second) == {licence}


@pytest.mark.parametrize(
    ("day", "licences"),
    [
        ("2022-12-31", {NONE}),
        ("2023-01-01", {RESTRICTED}),
        ("2023-02-10", {RESTRICTED}),
        ("2023-02-11", {NONE}),
        ("2023-06-01", {FREE}),
    ],
)
def test_between_and_before_periods_nothing_is_recorded(day: str, licences: set[str]) -> None:
    first = a_period(licence=RESTRICTED, from_="2023-01-01", until="2023-02-10")

    assert _on(day, first, a_period(licence=FREE, from_="2023-06-01")) == licences


@pytest.mark.parametrize(
    ("day", "licences"),
    [
        ("2023-12-31", {RESTRICTED}),
        ("2024-01-01", {RESTRICTED, FREE}),
        ("2024-01-31", {RESTRICTED, FREE}),
        ("2024-02-01", {FREE}),
    ],
)
def test_in_the_month_of_a_change_it_is_one_of_two(day: str, licences: set[str]) -> None:
    first = a_period(licence=RESTRICTED, from_="2023-12-01")

    assert _on(day, first, a_period(licence=FREE, from_="2024-01")) == licences


def test_an_end_in_the_month_in_which_the_next_begins_leaves_no_gap() -> None:
    first = a_period(licence=RESTRICTED, from_="2023-01-01", until="2023-05")

    assert _on("2023-05-15", first, a_period(licence=FREE, from_="2023-05")) == {RESTRICTED, FREE}


@pytest.mark.parametrize(
    ("day", "licences"), [("2023-04-30", {FREE}), ("2023-05-01", {FREE, NONE}), ("2023-06-01", {NONE})]
)
def test_after_an_end_that_is_known_to_the_month_nothing_is_recorded(day: str, licences: set[str]) -> None:
    assert _on(day, a_period(licence=FREE, from_="2023-01-01", until="2023-05")) == licences


def test_the_first_licence_of_the_month_of_the_release_is_that_of_the_release() -> None:
    first = a_period(licence=RESTRICTED, from_="2023-12")

    assert _on("2023-12-12", first, released="2023-12-12") == {RESTRICTED}
    assert _on("2023-12-12", first, released="2022-12-12") == {RESTRICTED, NONE}


def test_a_later_licence_without_a_date_may_hold_at_any_time_after_the_first() -> None:
    first, later = a_period(licence=RESTRICTED, from_="2024-01-01"), a_period(licence=FREE)

    assert _on("2023-12-31", first, later) == {NONE}
    assert _on("2024-01-01", first, later) == {RESTRICTED, FREE}
    assert _on("2030-01-01", first, later) == {RESTRICTED, FREE}


def test_a_licence_that_was_read_on_a_day_holds_from_then_on() -> None:
    first, later = a_period(licence=RESTRICTED, from_="2024-01-01"), a_period(licence=FREE)

    assert _on("2025-09-17", first, later, read_on=date(2025, 9, 18)) == {RESTRICTED, FREE}
    assert _on("2025-09-18", first, later, read_on=date(2025, 9, 18)) == {FREE}


def test_a_lone_licence_without_dates_held_all_along() -> None:
    assert _on("2021-01-01", a_period(licence=HARMLESS)) == {HARMLESS}


def test_where_dates_leave_the_order_open_it_is_that_of_the_record() -> None:
    exact, year = a_period(licence=RESTRICTED, from_="2023-05-31"), a_period(licence=FREE, from_="2023")

    assert _on("2023-04-01", exact, year) == {NONE}
    assert _on("2023-07-01", exact, year) == {RESTRICTED, FREE}
    assert _on("2023-07-01", year, exact) == {RESTRICTED}


def test_periods_of_a_part_are_left_out() -> None:
    system = a_system(licence_history=(a_period(scope="7B"), a_period("training_code"), a_period("training_code")))

    assert components_with_periods(system) == ("training_code",)
    assert placed(system, PARAMETERS) == ()


def test_the_periods_that_count_are_told() -> None:
    first, second = a_period(licence=RESTRICTED, until="2023-05-31"), a_period(licence=FREE, from_="2023-05-31")
    system = a_system(licence_history=(first, second))

    found = held(PARAMETERS, placed(system, PARAMETERS), date(2023, 6, 1))

    assert (found.licences, found.periods) == ((licensed(FREE),), (second,))

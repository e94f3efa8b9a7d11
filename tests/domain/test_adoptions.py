"""What is in force when: decisions adopt versions, one after the other, and are superseded and withdrawn."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.adoptions import Adopted, Adoption, TimeInForce, time_at, times_in_force

START = datetime(2026, 11, 1, 12, tzinfo=UTC)


def at(day: int, hour: int = 12) -> datetime:
    """A moment in November."""
    return datetime(2026, 11, day, hour, tzinfo=UTC)


def adopted(
    number: int, label: str, since: int, until: int | None = None, from_: int | None = None, by: int | None = None
) -> Adopted:
    """A decision that adopts a version, with the days of November on which it was accepted and ended."""
    day = date(2026, 11, from_) if from_ else None
    ended = at(until) if until else None
    return Adopted(f"D-{number}", Adoption(label, "0" * 64, day), at(since), ended, f"D-{by}" if by else None)


def told(*several: Adopted) -> list[tuple[str, int | None, str | None]]:
    """What is in force: version, since which day of November, by which decision."""
    return [
        (one.definition, one.since.day if one.since else None, one.decision)
        for one in times_in_force("osaid 1.0", several)
    ]


def test_without_a_decision_the_version_that_was_set_up_is_in_force() -> None:
    assert times_in_force("osaid 1.0", ()) == (TimeInForce("osaid 1.0"),)


def test_what_was_adopted_last_is_in_force() -> None:
    first, second = adopted(1, "osaid 1.1", 3), adopted(2, "osaid 1.2", 7)

    assert told(second, first) == [("osaid 1.0", None, None), ("osaid 1.1", 3, "D-1"), ("osaid 1.2", 7, "D-2")]


def test_what_was_before_is_in_force_again_when_a_decision_is_withdrawn() -> None:
    first, second = adopted(1, "osaid 1.1", 3, until=12), adopted(2, "osaid 1.2", 7, until=10)

    assert told(first, second) == [
        ("osaid 1.0", None, None),
        ("osaid 1.1", 3, "D-1"),
        ("osaid 1.2", 7, "D-2"),
        ("osaid 1.1", 10, "D-1"),
        ("osaid 1.0", 12, None),
    ]


def test_what_is_withdrawn_below_another_changes_nothing() -> None:
    first, second = adopted(1, "osaid 1.1", 3, until=10), adopted(2, "osaid 1.2", 7)

    assert told(first, second) == [("osaid 1.0", None, None), ("osaid 1.1", 3, "D-1"), ("osaid 1.2", 7, "D-2")]


def test_a_day_ahead_is_waited_for_to_its_first_moment() -> None:
    times = times_in_force("osaid 1.0", [adopted(1, "osaid 1.1", 3, from_=20)])

    assert time_at(times, at(20, 0) - timedelta(microseconds=1)).definition == "osaid 1.0"
    assert time_at(times, at(20, 0)).definition == "osaid 1.1"


def test_nothing_is_in_force_before_its_decision_holds() -> None:
    assert told(adopted(1, "osaid 1.1", 3, from_=2)) == [("osaid 1.0", None, None), ("osaid 1.1", 3, "D-1")]


def test_what_is_superseded_for_a_later_day_lasts_until_that_day() -> None:
    old = adopted(1, "osaid 1.1", 3, until=7, by=2)
    new = adopted(2, "osaid 1.2", 7, from_=20)

    assert told(old, new) == [("osaid 1.0", None, None), ("osaid 1.1", 3, "D-1"), ("osaid 1.2", 20, "D-2")]


def test_what_is_superseded_lasts_no_longer_than_a_successor_that_never_began() -> None:
    old = adopted(1, "osaid 1.1", 3, until=7, by=2)
    new = adopted(2, "osaid 1.2", 7, until=9, from_=20)

    assert told(old, new) == [("osaid 1.0", None, None), ("osaid 1.1", 3, "D-1"), ("osaid 1.0", 9, None)]


def test_a_successor_that_adopts_nothing_leaves_what_was_before() -> None:
    assert told(adopted(1, "osaid 1.1", 3, until=7, by=2)) == [
        ("osaid 1.0", None, None),
        ("osaid 1.1", 3, "D-1"),
        ("osaid 1.0", 7, None),
    ]


days = st.integers(1, 28)


@given(
    st.lists(st.tuples(days, st.none() | days, st.none() | days, st.none() | st.integers(1, 6)), max_size=6),
    days,
    st.integers(0, 23),
)
def test_every_moment_lies_in_one_stretch_and_what_holds_there_stands(
    several: list[tuple[int, int | None, int | None, int | None]], day: int, hour: int
) -> None:
    made = [
        adopted(number, f"osaid 1.{number}", since, max(since, until) if until else None, from_, by)
        for number, (since, until, from_, by) in enumerate(several, start=1)
    ]

    times = times_in_force("osaid 1.0", made)

    assert times[0].since is None
    assert times[-1].until is None
    assert all(one.until == following.since for one, following in pairwise(times))
    holding = time_at(times, at(day, hour))
    begun = [one for one in made if one.begins <= at(day, hour) and one.ended_at is None]
    assert (holding.decision is not None) or not begun
    if holding.decision is not None:
        assert next(one for one in made if one.decision == holding.decision).begins <= at(day, hour)


@pytest.mark.parametrize(("many", "last"), [(9, "D-9"), (10, "D-10")])
def test_of_two_of_one_moment_the_later_number_is_in_force(many: int, last: str) -> None:
    assert told(*(adopted(number, f"osaid 1.{number}", 3) for number in range(1, many + 1)))[-1][2] == last

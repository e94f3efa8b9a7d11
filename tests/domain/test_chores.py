"""When work is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.chores import Every, Weekday, Weekly
from bot.domain.retries import LONGEST, wait_before_retry

SUNDAY = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Weekly(Weekday.MONDAY, 8), datetime(2026, 11, 23, 8, tzinfo=UTC)),
        (Weekly(Weekday.SUNDAY, 11), datetime(2026, 11, 22, 11, tzinfo=UTC)),
        (Weekly(Weekday.SUNDAY, 10), datetime(2026, 11, 29, 10, tzinfo=UTC)),
        (Every(timedelta(seconds=15)), datetime(2026, 11, 22, 10, 30, 15, tzinfo=UTC)),
    ],
)
def test_the_next_time_is_the_first_that_is_still_to_come(rule: Every | Weekly, expected: datetime) -> None:
    assert rule.after(SUNDAY) == expected


def test_at_the_hour_itself_the_next_time_is_a_week_later() -> None:
    hour = datetime(2026, 11, 23, 8, tzinfo=UTC)

    assert Weekly(Weekday.MONDAY, 8).after(hour) == hour + timedelta(weeks=1)


def test_the_hour_is_of_utc_wherever_the_clock_is() -> None:
    there = SUNDAY.astimezone(timezone(timedelta(hours=14)))

    assert Weekly(Weekday.MONDAY, 8).after(there) == datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_what_is_done_again_and_again_begins_at_once_and_what_is_weekly_at_its_hour() -> None:
    assert Every(timedelta(seconds=15)).first(SUNDAY) == SUNDAY
    assert Weekly(Weekday.MONDAY, 8).first(SUNDAY) == datetime(2026, 11, 23, 8, tzinfo=UTC)


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - they get one
    st.sampled_from(Weekday),
    st.integers(0, 23),
)
def test_the_next_weekly_time_is_within_a_week_on_its_day_and_hour(now: datetime, day: Weekday, hour: int) -> None:
    found = Weekly(day, hour).after(now)

    assert timedelta(0) < found - now <= timedelta(weeks=1)
    assert (found.strftime("%A").lower(), found.hour, found.minute, found.second) == (day, hour, 0, 0)


def test_the_wait_doubles_up_to_an_hour() -> None:
    waits = [wait_before_retry(attempts).total_seconds() for attempts in (1, 2, 3, 4)]

    assert waits == [5, 10, 20, 40]
    assert wait_before_retry(12) == wait_before_retry(10**9) == LONGEST

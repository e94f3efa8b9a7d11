"""Days, and dates that are known only to the month or the year."""

from __future__ import annotations

from datetime import date

import pytest

from bot.domain.days import AskedDate, Span, Trouble, asked_date, span_of

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-05-31", date(2023, 5, 31), date(2023, 5, 31)),
    ],
)
def test_a_date_stands_for_all_days_that_it_may_be(text: str, first: date, last: date) -> None:
    assert span_of(text) == Span(first, last)


@pytest.mark.parametrize("text", ["2023-02-31", "2023-13"])
def test_there_is_no_such_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"month|day"):
        span_of(text)

    assert asked_date(text, TODAY) == AskedDate(text, None, Trouble.NO_SUCH_DAY)


def test_what_is_dated_to_a_month_is_settled_when_the_month_is_over() -> None:
    assert span_of("2023-05").settled == date(2023, 6, 1)
    assert span_of("2023-05-31").settled == date(2023, 5, 31)
    assert Span(date(2023, 1, 1), date.max).settled == date.max


def test_what_is_asked_for_ends_today() -> None:
    assert asked_date("2026-11", TODAY) == AskedDate("2026-11", Span(date(2026, 11, 1), TODAY), open_ended=True)
    assert asked_date("2026-10", TODAY).open_ended is False


def test_tomorrow_lies_ahead() -> None:
    assert asked_date("2026-11-23", TODAY).trouble is Trouble.AHEAD
    assert asked_date("2026-11-22", TODAY).trouble is None

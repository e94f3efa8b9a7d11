"""When something is due: the words as they were said, and the day they mean, where they mean one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.dues import dated, due
from tests.domain.strategies import PROPERTY

# A Wednesday.
ON = date(2024, 5, 8)
NEXT = date(2024, 5, 22)


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("ana to write the FAQ - due 2024-05-24", "due 2024-05-24", date(2024, 5, 24)),
        ("send it [due 24 May 2024]", "due 24 May 2024", date(2024, 5, 24)),
        ("by the 24th of May", "by the 24th of May", date(2024, 5, 24)),
        ("by May 24th, 2025", "by May 24th, 2025", date(2025, 5, 24)),
        ("until 24.05.2024", "until 24.05.2024", date(2024, 5, 24)),
        ("by 24/05/2024", "by 24/05/2024", date(2024, 5, 24)),
        ("by 05/24/24", "by 05/24/24", date(2024, 5, 24)),
        ("by \u0662\u0660\u0662\u0664-\u0660\u0665-\u0662\u0664", None, date(2024, 5, 24)),
        ("by 3 January", "by 3 January", date(2025, 1, 3)),
        ("by the 24th", "by the 24th", date(2024, 5, 24)),
        ("by the 3rd", "by the 3rd", date(2024, 6, 3)),
        ("I'll send it by Friday", "by Friday", date(2024, 5, 10)),
        ("I'll send it Friday.", "Friday", date(2024, 5, 10)),
        ("by Wednesday", "by Wednesday", date(2024, 5, 15)),
        ("by next Friday", "by next Friday", date(2024, 5, 17)),
        ("by fri", "by fri", date(2024, 5, 10)),
        ("done by tomorrow", "by tomorrow", date(2024, 5, 9)),
        ("I'll do it today", "today", ON),
        ("by the end of the week", "by the end of the week", date(2024, 5, 10)),
        ("by the end of next week", "by the end of next week", date(2024, 5, 17)),
        ("by the end of the month", "by the end of the month", date(2024, 5, 31)),
        ("at the end of next month", "at the end of next month", date(2024, 6, 30)),
        ("by end of February", "by end of February", date(2025, 2, 28)),
        ("by the end of the year", "by the end of the year", date(2024, 12, 31)),
        ("by EOD", "by EOD", ON),
        ("in two weeks", "in two weeks", date(2024, 5, 22)),
        ("within 10 days", "within 10 days", date(2024, 5, 18)),
        ("in a month", "in a month", date(2024, 6, 8)),
        ("by next meeting", "by next meeting", NEXT),
        ("before the next town hall", "before the next town hall", NEXT),
    ],
)
def test_a_due_means_a_day(text: str, words: str | None, day: date) -> None:
    found = due(text, ON, NEXT)

    assert found is not None
    assert (found.words, found.day) == (words or text, day)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("by 5/6/2024", "by 5/6/2024"),
        ("by 31 June", "by 31 June"),
        ("by 7 May", "by 7 May"),
        ("next week", "next week"),
        ("by June", "by June"),
        ("as soon as possible", "as soon as possible"),
    ],
)
def test_words_that_name_no_day_for_certain_are_kept_without_one(text: str, words: str) -> None:
    found = due(text, ON, NEXT)

    assert found is not None
    assert (found.words, found.day) == (words, None)


@pytest.mark.parametrize("text", ["by Friday", "by next meeting", "by 24 May", "in two weeks", "by the end of May"])
def test_without_the_day_of_the_meeting_the_words_stay(text: str) -> None:
    found = due(text, None)

    assert found is not None
    assert (found.words, found.day) == (text, None)


def test_a_next_meeting_that_is_over_is_none() -> None:
    found = due("by next meeting", ON, date(2024, 5, 1))

    assert found is not None
    assert found.day is None


@pytest.mark.parametrize(
    "text",
    ["write the FAQ", "the Monday meeting notes", "it may 3 times", "the sun is up", "2024-13-44", "version 1.2.3",
     "at 10:30", "march to the 3 hills", "the friday-driven one", "satisfied", "a weekly call", "99 May"],
)  # fmt: skip
def test_what_only_looks_like_a_day_is_no_due(text: str) -> None:
    assert due(text, ON, NEXT) is None


def test_the_date_of_a_meeting_is_read() -> None:
    assert dated("10 May 2024") == date(2024, 5, 10)
    assert dated("sometime") is None


@pytest.mark.parametrize("text", ["in 999 months", "by next Friday", "tomorrow", "the end of next year", "by May 1"])
def test_the_calendar_ends(text: str) -> None:
    found = due(text, date.max)

    assert found is not None
    assert found.day is None


@PROPERTY
@given(
    st.lists(st.sampled_from(["by", "the", "end", "of", "next", "may", "31", "2024-02-30", "99", "in", "a", "-", "/"])
             | st.text(max_size=4)).map(" ".join),
    st.dates() | st.none(),
)  # fmt: skip
def test_any_text_can_be_asked_and_the_words_stand_in_it(text: str, on: date | None) -> None:
    found = due(text, on)

    assert found is None or found.words in text

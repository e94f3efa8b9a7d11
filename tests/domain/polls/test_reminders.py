"""When a poll is reminded of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.polls.poll_charters import PollCharter, Reminding
from bot.domain.polls.polls import Poll
from bot.domain.polls.reminders import due, late

OPENS = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def a_poll(days: float = 7, reminders: Reminding = Reminding.POST) -> Poll:
    closes = OPENS + timedelta(days=days)
    charter = PollCharter("Which?", "mof 1.0", (), closes, opens_at=OPENS, reminders=reminders)
    return Poll("P-2026-0001", charter, "discord:1", OPENS, closes, opened_at=OPENS)


def before_the_close(hours: float, seconds: float = 0) -> datetime:
    return a_poll().closes_at - timedelta(hours=hours, seconds=-seconds)


@pytest.mark.parametrize(
    ("hours", "seconds", "expected"),
    [
        (100, 0, None),
        (72, -1, None),
        (72, 0, 72),
        (36, 0, 72),
        (36, 1, None),
        (24, -1, None),
        (24, 0, 24),
        (12, 0, 24),
        (12, 1, None),
        (3, 0, 3),
        (1.5, 0, 3),
        (1.5, 1, None),
        (0, 0, None),
        (-1, 0, None),
    ],
)
def test_a_reminder_is_due_from_its_time_until_half_of_its_hours_are_over(
    hours: float, seconds: float, expected: int | None
) -> None:
    assert due(a_poll(), before_the_close(hours, seconds)) == expected


@pytest.mark.parametrize(
    ("days", "expected"), [(7, [72, 24, 3]), (3, [24, 3]), (1, [3]), (0.5, [3]), (3 / 24, []), (0.1, [])]
)
def test_what_lies_before_the_opening_is_left_out(days: float, expected: list[int]) -> None:
    poll = a_poll(days)
    minutes = range(int(days * 24 * 60) + 2)

    found = [due(poll, OPENS + timedelta(minutes=minute)) for minute in minutes]

    assert [hours for hours in (72, 24, 3) if hours in found] == expected


def test_with_none_there_is_none() -> None:
    assert due(a_poll(reminders=Reminding.NONE), before_the_close(24)) is None


def test_a_reminder_is_too_late_for_a_poll_that_is_over() -> None:
    assert not late(a_poll(), 3, before_the_close(2))
    assert late(a_poll(), 3, before_the_close(1))
    assert late(a_poll(), 3, before_the_close(-1))


def test_an_earlier_one_of_a_poll_that_was_extended_meanwhile_is_not_late() -> None:
    assert not late(a_poll(), 3, before_the_close(30))

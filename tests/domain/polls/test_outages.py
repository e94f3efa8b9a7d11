"""How much later a poll closes for an outage."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.polls.outages import Outage
from bot.domain.polls.poll_charters import Extending, ExtensionReason, PollCharter
from bot.domain.polls.polls import Poll

OPENS = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
CLOSES = OPENS + timedelta(days=7)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def a_poll(extending: Extending | None = None, **given: object) -> Poll:
    charter = PollCharter("Which?", "mof 1.0", (), CLOSES, opens_at=OPENS, extending=extending or Extending())
    poll = Poll("P-2026-0001", charter, "discord:1", OPENS, CLOSES, opened_at=OPENS, guild="discord:5")
    return replace(poll, **given)  # type: ignore[arg-type]


def later(poll: Poll, since: datetime, until: datetime) -> timedelta | None:
    """By how much the close is moved."""
    closes_at = Outage(since, until).made_good(poll)
    return None if closes_at is None else closes_at - poll.closes_at


@pytest.mark.parametrize(
    ("lasted", "expected"),
    [
        (timedelta(minutes=2), None),
        (timedelta(minutes=5), None),
        (timedelta(minutes=5, seconds=1), hours(1)),
        (hours(1), hours(1)),
        (timedelta(hours=1, seconds=1), hours(2)),
        (hours(72), hours(72)),
        (hours(100), hours(72)),
    ],
)
def test_the_time_that_was_lost_is_given_back_in_full_hours(lasted: timedelta, expected: timedelta | None) -> None:
    since = OPENS + hours(24)

    assert later(a_poll(), since, since + lasted) == expected


@pytest.mark.parametrize(
    ("before_the_close", "after_it", "expected"),
    [
        (hours(3), hours(-1), hours(2)),
        (hours(2), hours(0), hours(2)),
        (hours(2), hours(1), hours(3)),
        (timedelta(minutes=20), timedelta(minutes=10), hours(1)),
        (hours(1), hours(120), hours(121)),
        (hours(100), hours(10), hours(82)),
        (hours(1), hours(14 * 24 - 2), hours(14 * 24 - 1)),
        (hours(3), hours(14 * 24 - 2), hours(14 * 24)),
        (hours(1), hours(14 * 24), None),
    ],
)
def test_where_the_close_fell_into_it_the_poll_is_open_from_its_end_for_as_long_as_was_lost(
    before_the_close: timedelta, after_it: timedelta, expected: timedelta | None
) -> None:
    assert later(a_poll(), CLOSES - before_the_close, CLOSES + after_it) == expected


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (OPENS - hours(9), OPENS + hours(2), hours(2)),
        (OPENS - hours(9), OPENS + timedelta(minutes=4), None),
        (OPENS - hours(9), OPENS - hours(1), None),
        (CLOSES, CLOSES + hours(5), None),
        (CLOSES + hours(1), CLOSES + hours(5), None),
    ],
)
def test_only_what_lies_in_its_window_is_taken_of_a_poll(
    since: datetime, until: datetime, expected: timedelta | None
) -> None:
    assert later(a_poll(), since, until) == expected


def test_nothing_goes_beyond_what_the_charter_allows_in_all() -> None:
    little = Extending(most=hours(3))
    once = a_poll(little, closes_at=CLOSES + hours(2))
    used_up = a_poll(little, closes_at=CLOSES + hours(3))

    assert later(a_poll(little), CLOSES - hours(20), CLOSES - hours(10)) == hours(3)
    assert later(once, CLOSES - hours(20), CLOSES - hours(10)) == hours(1)
    assert later(used_up, CLOSES - hours(20), CLOSES - hours(10)) is None


@pytest.mark.parametrize(
    "poll",
    [
        a_poll(Extending((ExtensionReason.CHAIR, ExtensionReason.QUORUM_SHORT))),
        a_poll(Extending((), timedelta(0))),
        a_poll(guild=None),
        a_poll(opened_at=None),
        a_poll(voided_at=OPENS),
        a_poll(finished_at=CLOSES + hours(1)),
    ],
)
def test_other_polls_stay_as_they_are(poll: Poll) -> None:
    assert later(poll, CLOSES - hours(20), CLOSES - hours(10)) is None


def test_another_limit_of_the_charter_holds() -> None:
    patient = a_poll(Extending(outage_from=hours(2)))

    assert later(patient, OPENS, OPENS + hours(2)) is None
    assert later(patient, OPENS, OPENS + hours(2.5)) == hours(3)

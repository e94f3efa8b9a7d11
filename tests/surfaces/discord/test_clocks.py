"""This host's clock beside Discord's."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.surfaces.discord.clocks import Comparison, difference
from tests.support.apps import Clock
from tests.support.simulation import Forum

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("asked", "answered", "seconds"),
    [
        (0.2, 0.4, 0),
        (0.9, 1.1, 0),
        (-3, 4, 0),
        (-0.5, 0, 0),
        (1, 2, 0),
        (1.5, 2, 0.5),
        (8, 9, 7),
        (-9, -8, -8),
        (-3, -0.5, -0.5),
    ],
)
def test_an_answer_shows_at_least_how_far_the_clock_is_off(asked: float, answered: float, seconds: float) -> None:
    assert difference(after(asked), after(answered), NOON) == timedelta(seconds=seconds)


def test_a_clock_that_is_off_is_told_now_and_again(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    comparison = Comparison(clock)

    with caplog.at_level(logging.WARNING):
        for minutes in (0, 1, 9, 10, 11):
            clock.now = NOON + timedelta(minutes=minutes)
            comparison.sent(clock.now - timedelta(seconds=5.1))
            comparison.sent(clock.now + timedelta(seconds=4.9))

    assert [record.getMessage() for record in caplog.records] == [
        "this host's clock and Discord's are 5.1 seconds apart"
    ] * 2


async def test_an_interaction_shows_a_clock_that_is_off(forum: Forum, caplog: pytest.LogCaptureFixture) -> None:
    late = forum.slash(forum.member, forum.general, "about")
    await forum.env.advance_time(7)

    with caplog.at_level(logging.WARNING):
        await forum.deliver(late)
        await forum.member.slash(forum.general, "about")

    assert [record.getMessage() for record in caplog.records if record.name.endswith("clocks")] == [
        "this host's clock and Discord's are 7.0 seconds apart"
    ]

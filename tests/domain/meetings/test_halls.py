"""How a town hall stands, by what happened to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.meetings.captured import place_of
from bot.domain.meetings.halls import HallEvent, HallEventKind, HallState, TownHall, reminder_due, spans

START = datetime(2026, 11, 28, 16, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PLANNED = TownHall("T-2026-0001", "Data", "discord:7", "discord:42", START - 48 * HOUR, starts_at=START)
OPEN = replace(PLANNED, opened_at=START)


def event(kind: HallEventKind, minute: int, id_: int = 0) -> HallEvent:
    """Something that happened so many minutes after the start."""
    return HallEvent(kind, "T-2026-0001", START + timedelta(minutes=minute), id=id_)


@pytest.mark.parametrize(
    ("hall", "state"),
    [
        (PLANNED, HallState.PLANNED),
        (OPEN, HallState.OPEN),
        (replace(OPEN, paused_at=START), HallState.PAUSED),
        (replace(OPEN, closed_at=START), HallState.CLOSED),
    ],
)
def test_a_state_follows_from_the_moments(hall: TownHall, state: HallState) -> None:
    assert hall.state is state


def test_spans_begin_at_their_moment_and_end_before_it_whatever_order_they_became_known_in() -> None:
    found = spans([event(HallEventKind.ON, 20, 1), event(HallEventKind.OFF, 10, 2), event(HallEventKind.PAUSED, 30, 3)])

    off = [found.off_record(START + timedelta(minutes=minute)) for minute in (9, 10, 19, 20)]
    paused = [found.paused(START + timedelta(minutes=minute)) for minute in (29, 30, 999)]
    assert off == [False, True, True, False]
    assert paused == [False, True, True]


def test_a_second_beginning_changes_nothing_and_an_end_without_one_neither() -> None:
    found = spans([event(HallEventKind.ON, 1), event(HallEventKind.OFF, 5), event(HallEventKind.OFF, 7)])

    assert found.off == ((START + timedelta(minutes=5), None),)


@pytest.mark.parametrize(
    ("hours_before", "due"), [(25, None), (24, 24), (12, 24), (11, None), (1, 1), (0.5, 1), (0.4, None), (-1, None)]
)
def test_a_reminder_comes_in_time_or_not_at_all(hours_before: float, due: int | None) -> None:
    assert reminder_due(PLANNED, START - hours_before * HOUR) == due


def test_none_is_due_of_what_was_planned_after_its_time_or_is_open() -> None:
    assert reminder_due(replace(PLANNED, made_at=START - 20 * HOUR), START - 20 * HOUR) is None
    assert reminder_due(OPEN, START - HOUR) is None


def test_a_moment_has_a_place_among_the_ids_of_messages() -> None:
    # Discord's own example: 175928847299117063 was given on 30 April 2016.
    assert place_of(datetime(2016, 4, 30, 11, 18, 25, 796000, tzinfo=UTC)) == 175928847299117063 >> 22 << 22

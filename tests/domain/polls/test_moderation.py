"""Challenges and exclusions as a poll's events tell them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.polls.moderation import CHALLENGE_WINDOW, Challenge, Exclusion, Moderation, can_challenge, moderation
from bot.domain.polls.poll_charters import PollCharter
from bot.domain.polls.polls import EventKind, Poll, PollEvent

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
CHALLENGED, DISMISSED = EventKind.CHALLENGED, EventKind.CHALLENGE_DISMISSED
PROPOSED, EXCLUDED = EventKind.EXCLUSION_PROPOSED, EventKind.EXCLUDED


def events(*told: tuple[EventKind, str, str]) -> list[PollEvent]:
    """Events by kind, handle and person, numbered from 1; each with its number as the reason."""
    return [
        PollEvent(kind, "P-1", AT, {"voter": handle, "reason": f"reason {number}"}, by, id=number)
        for number, (kind, handle, by) in enumerate(told, start=1)
    ]


def test_without_events_nothing_is_disputed() -> None:
    assert moderation([PollEvent(EventKind.CAST, "P-1", AT)]) == Moderation()


def test_a_challenge_waits_until_it_is_settled_and_a_later_one_waits_anew() -> None:
    found = moderation(events((CHALLENGED, "a", "x"), (DISMISSED, "a", "m"), (CHALLENGED, "a", "y")))

    assert found.challenges == (Challenge(3, "a", "reason 3", "y", AT),)


def test_a_dismissal_settles_the_challenges_to_one_ballot_alone() -> None:
    found = moderation(events((CHALLENGED, "a", "x"), (CHALLENGED, "b", "x"), (DISMISSED, "a", "m")))

    assert [one.handle for one in found.challenges] == ["b"]


def test_one_moderator_proposes_and_two_exclude() -> None:
    first = events((CHALLENGED, "a", "x"), (PROPOSED, "a", "m"))
    both = events((CHALLENGED, "a", "x"), (PROPOSED, "a", "m"), (EXCLUDED, "a", "n"))

    assert moderation(first).proposed == (Exclusion("a", ("m",), ("reason 2",)),)
    assert moderation(first).handles == frozenset()
    assert len(moderation(first).challenges) == 1
    assert moderation(both).excluded == (Exclusion("a", ("m", "n"), ("reason 2", "reason 3"), AT),)
    assert moderation(both).handles == {"a"}
    assert moderation(both).challenges == ()
    assert moderation(both).proposed == ()
    assert moderation(both).of("a").decided_at == AT
    assert moderation(both).of("b") == Exclusion("b")


@pytest.mark.parametrize(
    ("after", "expected"),
    [(-timedelta(days=8), False), (timedelta(), True), (CHALLENGE_WINDOW, True), (CHALLENGE_WINDOW * 1.01, False)],
)
def test_ballots_can_be_challenged_while_a_poll_is_open_and_72_hours_after(after: timedelta, expected: bool) -> None:
    closes_at = AT + timedelta(days=7)
    charter = PollCharter("?", "mof 1.0", (), closes_at, AT)
    poll = Poll("P-1", charter, "terminal:fay", AT, closes_at, AT, confirmed_by=("m", "n"))

    assert can_challenge(poll, closes_at + after) is expected
    assert not can_challenge(replace(poll, voided_at=AT), closes_at + after)

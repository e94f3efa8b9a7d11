"""What is not told of a poll whose voters stand under pseudonyms."""

from __future__ import annotations

import pytest

from bot.domain.polls.ballots import Elector, Roll
from bot.domain.polls.withholding import told_conflicted


def a_roll(*sizes: int, organisation: str = "") -> Roll:
    """So many people of each of several categories: a0, a1 …, b0, b1 …"""
    return Roll(
        tuple(Elector(f"{letter}{number}", letter, organisation)
              for letter, size in zip("abcd", sizes, strict=False) for number in range(size))
    )  # fmt: skip


def some(letter: str, count: int) -> set[str]:
    return {f"{letter}{number}" for number in range(count)}


@pytest.mark.parametrize(
    ("conflicted", "told"),
    [
        (some("a", 5), True),
        (some("a", 5) | some("b", 5), True),
        (some("a", 4), False),
        (some("a", 5) | some("b", 1), False),
        (some("a", 8), False),
        (some("a", 10), True),
    ],
)
def test_a_conflict_is_told_only_where_it_singles_nobody_out(conflicted: set[str], told: bool) -> None:
    assert told_conflicted(a_roll(10, 10), conflicted, 5) == (conflicted if told else set())


def test_where_voters_have_names_every_conflict_is_told() -> None:
    assert told_conflicted(a_roll(2, 1), {"a0"}, 1) == {"a0"}


def test_who_is_not_on_the_roll_is_not_told() -> None:
    assert told_conflicted(a_roll(6), {"z"}, 5) == set()


@pytest.mark.parametrize(("left", "told"), [("a0", False), ("a5", True), ("a9", True)])
def test_what_another_roll_of_these_people_would_tell_is_not_told_either(left: str, told: bool) -> None:
    whole = a_roll(12)
    counting = Roll(tuple(elector for elector in whole.electors if elector.voter != left))

    assert told_conflicted(whole, some("a", 5), 5, counting) == (some("a", 5) if told else set())


def test_with_names_a_conflict_is_told_too_where_nobody_who_counts_has_one() -> None:
    assert told_conflicted(a_roll(2, 1), {"a0"}, 1, a_roll(0, 1)) == {"a0"}

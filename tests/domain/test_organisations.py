"""Which organisations count as one."""

from __future__ import annotations

import pytest

from bot.domain.organisations import Circular, Organisation, Organisations, key

GROUPED = Organisations(
    {
        key("Mozilla Foundation"): Organisation("Mozilla Foundation"),
        key("Mozilla Corporation"): Organisation("Mozilla Corporation", key("Mozilla Foundation")),
        key("Pocket"): Organisation("Pocket", key("Mozilla Corporation")),
    }
)


@pytest.mark.parametrize("name", ["Mozilla Foundation", "mozilla foundation", "Mozilla corporation", "POCKET"])
def test_every_name_and_spelling_of_a_group_counts_as_one(name: str) -> None:
    assert GROUPED.whole(name) == key("Mozilla Foundation")
    assert GROUPED.members(name) == {key("Mozilla Foundation"), key("Mozilla Corporation"), key("Pocket")}


def test_what_nobody_grouped_stands_alone() -> None:
    assert GROUPED.whole("EleutherAI") == GROUPED.whole("eleuther ai")
    assert GROUPED.members("EleutherAI") == {"eleutherai"}


@pytest.mark.parametrize(("part", "whole"), [("Mozilla Foundation", "pocket"), ("Pocket", "POCKET")])
def test_nothing_becomes_a_part_of_itself(part: str, whole: str) -> None:
    with pytest.raises(Circular, match="name the two the other way round"):
        GROUPED.check(part, whole)


def test_a_sound_grouping_is_let_pass() -> None:
    GROUPED.check("Firefox", "Pocket")


def test_a_ring_that_two_moderators_made_at_once_is_one_group() -> None:
    ring = Organisations({"a": Organisation("A", "b"), "b": Organisation("B", "a"), "c": Organisation("C", "b")})

    assert {ring.whole(name) for name in "abc"} == {"a"}
    ring.check("d", "c")

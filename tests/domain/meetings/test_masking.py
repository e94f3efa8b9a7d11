"""Names in other people's words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.masking import Mask
from tests.domain.strategies import PROPERTY

NAMES = {
    "discord:1": "Ana Ruiz",
    "discord:2": "ben",
    "discord:3": "Will",
    "discord:4": "J. van Doe",
    "discord:5": "田中",
    "discord:6": "Ana Lopez",
}
MASK = Mask({person: f"P{person[-1]}" for person in NAMES if person != "discord:6"}, NAMES)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("I agree with Ana Ruiz.", "I agree with [P1]."),
        ("I agree with ana  ruiz.", "I agree with [P1]."),
        ("I agree with @Ana Ruiz, and Ruiz agrees with me", "I agree with [P1], and [P1] agrees with me"),
        ("Ben said so, and ben was right; benefits follow", "[P2] said so, and [P2] was right; benefits follow"),
        ("Will you do that, or will Will?", "[P3] you do that, or will [P3]?"),
        ("See J. van Doe, and Doe; the van goes.", "See [P4], and [P4]; the van goes."),
        ("<@2> and <@!1> and <@99> and 2", "[P2] and [P1] and <@99> and 2"),
        ("私は田中です", "私は[P5]です"),
        ("Ana said so", "[somebody] said so"),
        ("Ana Lopez said so", "Ana Lopez said so"),
        ("Bananas", "Bananas"),
        ("", ""),
    ],
)
def test_names_are_put_out_of_sight(text: str, seen: str) -> None:
    assert MASK(text) == seen


def test_words_that_the_forum_is_about_are_no_names_by_themselves() -> None:
    names = {"discord:1": "Open Source Fan", "discord:2": "data"}

    mask = Mask(dict.fromkeys(names, "X"), names)

    assert mask("Open Source AI needs Data, says Open Source Fan, and Fan again") == (
        "Open Source AI needs Data, says [X], and [X] again"
    )


def test_nobody_to_hide_changes_nothing() -> None:
    assert Mask({}, NAMES)("Ana Ruiz") == "Ana Ruiz"


PARTS = st.lists(st.sampled_from(["Ana", "Ruiz", " ", "ben", "Ben", ". ", "x", "田中", "<@1>", "J. van Doe", "Will"]))


@PROPERTY
@given(PARTS.map("".join), st.data())
def test_a_stretch_of_a_text_stands_in_it_also_without_names(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    masked = MASK.of(text)

    first, last = masked.span(start, end)

    assert 0 <= first <= last <= len(masked.text)
    if not masked.pieces:
        assert (first, last) == (start, end)


@PROPERTY
@given(PARTS.map("".join))
def test_what_was_put_out_of_sight_does_not_come_back(text: str) -> None:
    once = MASK(text)

    assert MASK(once) == once
    assert not re.search(r"\b(?:Ana )?Ruiz\b", once)
    assert "<@1>" not in once

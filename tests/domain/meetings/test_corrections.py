"""Corrections typed into a log."""

from __future__ import annotations

import pytest

from bot.domain.meetings.corrections import Correction, correction
from tests.support.meetings import said


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("s/old/new/", Correction(False, "old", "new", "")),
        ("  s/old/new/  ", Correction(False, "old", "new", "")),
        ("s/old/new", Correction(False, "old", "new", "")),
        ("s|a/b|c|g", Correction(False, "a/b", "c", "g")),
        ("s/old/new/G", Correction(False, "old", "new", "G")),
        ("s/old//", Correction(False, "old", "", "")),
        ("s/a/b/c/", Correction(False, "a", "b/c", "")),
        ("i/where/Topic: x/", Correction(True, "where", "Topic: x", "")),
        ("s/old", None),
        ("s, or so", None),
        ("x/old/new/", None),
    ],
)
def test_a_correction_is_read(typed: str, read: Correction | None) -> None:
    found = correction(typed)

    assert found == read


def test_the_nearest_line_above_is_corrected() -> None:
    found = said("RESOLVED: teh one", "RESOLVED: teh other", "s/teh/the/", "RESOLVED: teh last")

    assert [one.text for one in found.resolutions] == ["teh one", "the other", "teh last"]
    assert found.resolutions[1].sources == (2, 3)


def test_all_lines_above_are_corrected_or_all_there_are() -> None:
    above = said("RESOLVED: a b b", "RESOLVED: b", "s/b/c/g", "RESOLVED: b")
    everywhere = said("RESOLVED: b", "s/b/c/G", "RESOLVED: b")

    assert [one.text for one in above.resolutions] == ["a c c", "c", "b"]
    assert [one.text for one in everywhere.resolutions] == ["c", "c"]


def test_a_line_is_put_in_before_another_and_can_be_corrected_too() -> None:
    found = said("we begin", "we talk", "i/we talk/Topic: Dada", "s/Dada/Data/")

    assert [(one.title, one.first_line, one.sources) for one in found.topics] == [("Data", 2, (2, 3, 4))]


def test_a_correction_that_finds_nothing_is_told() -> None:
    found = said("RESOLVED: yes", "s/no/yes/", "s//x/")

    assert [(one.text, one.sources) for one in found.failed] == [("s/no/yes/", (2,)), ("s//x/", (3,))]


def test_a_line_cannot_be_made_to_grow_without_end() -> None:
    found = said("RESOLVED: a", *["s/a/aaaaaaaaaa/g"] * 60)

    assert len(found.resolutions[0].text) <= 20_000

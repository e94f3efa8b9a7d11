"""Only whole sentences are quoted."""

from __future__ import annotations

import pytest

from bot.domain.meetings.remarks import Remark
from bot.summarisers.quoting import quotable
from bot.summarisers.sentences import pieces
from tests.summarisers.remarks import a_town_hall

WHOLE = "The data is described in the first chapter."
BROKEN = "The data that we have is, of course, not"


def told(remarks: list[Remark]) -> list[bool]:
    """Whether each sentence of these remarks can be quoted."""
    return quotable(pieces(remarks), remarks)


def test_a_sentence_without_an_end_is_broken_off_where_its_speaker_ends_the_others() -> None:
    assert told(a_town_hall(WHOLE, WHOLE, BROKEN)) == [True, True, False]


def test_who_ends_no_sentence_is_quoted_all_the_same() -> None:
    assert told(a_town_hall(BROKEN, BROKEN, WHOLE)) == [True, True, True]


def test_each_speaker_is_told_apart() -> None:
    assert told([*a_town_hall(WHOLE, WHOLE), Remark(3, "Ben", BROKEN)]) == [True, True, True]


@pytest.mark.parametrize("end", [".", "?", "!", "...", "…", '."', ".)", ".”", "。"])
def test_these_end_a_sentence(end: str) -> None:
    assert told(a_town_hall(WHOLE, WHOLE, BROKEN + end)) == [True, True, True]


@pytest.mark.parametrize("mark", ["[unintelligible 00:07:35.22]", "[Inaudible.]", "[ crosstalk ]"])
def test_a_sentence_with_a_part_that_nobody_understood_is_not_whole(mark: str) -> None:
    assert told(a_town_hall(f"The data {mark} is described.", WHOLE)) == [False, True]

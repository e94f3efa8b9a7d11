"""Whether a transcript can be all of its recording."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.meetings.lengths import Lack, covers, lacking

HOUR = timedelta(hours=1)


def talk(words: int) -> list[str]:
    """Lines of ten words, none of which is said twice."""
    return [" ".join(f"word{line}x{place}" for place in range(10)) for line in range(words // 10)]


def lacks(last: timedelta | None, lines: list[str], recording: timedelta | None = None) -> list[Lack]:
    return [one.lack for one in lacking(last, lines, recording)]


@pytest.mark.parametrize(
    ("last", "recording"),
    [(HOUR, HOUR), (timedelta(minutes=57, seconds=1), HOUR), (timedelta(seconds=10), timedelta(seconds=100)),
     (None, HOUR), (HOUR, None), (2 * HOUR, HOUR)],
)  # fmt: skip
def test_a_transcript_that_reaches_the_end_covers_it(last: timedelta | None, recording: timedelta | None) -> None:
    assert covers(last, recording) is None


def test_one_that_ends_well_before_does_not() -> None:
    found = covers(timedelta(minutes=40), HOUR)

    assert found
    assert found.text == "The transcript ends at 0:40:00, and the recording is 1:00:00 long: the end may be missing."


def test_few_words_for_a_long_talk_are_told() -> None:
    assert lacks(HOUR, talk(300)) == [Lack.FEW_WORDS]
    assert lacks(None, talk(300), HOUR) == [Lack.FEW_WORDS]


def test_a_talk_of_common_length_lacks_nothing() -> None:
    assert lacks(HOUR, talk(7_000), HOUR) == []


def test_without_any_length_only_loops_are_told() -> None:
    assert lacks(None, talk(300)) == []


@pytest.mark.parametrize("lines", [["and thank you for that again"] * 60, ["and thank you for that again " * 60]])
def test_a_loop_is_told_with_its_words(lines: list[str]) -> None:
    (found,) = lacking(None, [*talk(100), *lines])

    assert found.lack is Lack.REPEATS
    assert "“and thank you for that …”" in found.text


def test_votes_and_greetings_are_no_loop() -> None:
    assert lacks(None, [*talk(700), *["thank you", "good morning to you all"] * 6]) == []


def test_the_nineteenth_town_hall_is_told_in_two_ways() -> None:
    # 69 minutes, of which a machine made less than 2 kB of text that repeats.
    lines = ["So we have the data information here and"] * 45

    assert lacks(timedelta(minutes=69), lines, timedelta(minutes=69)) == [Lack.FEW_WORDS, Lack.REPEATS]


def test_nothing_at_all_lacks_nothing_that_can_be_told() -> None:
    assert lacks(None, []) == []

"""When remarks were made, by what stands in files; and chapters of recordings."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.domain.meetings import stamps
from bot.domain.meetings.chapters import chapter, placed
from bot.domain.meetings.layouts import detect
from bot.domain.meetings.readings import Reading
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.stamps import begun, clock, offset, offsets


def timed(text: str) -> Reading:
    lines = list(enumerate(text.splitlines(), 1))
    reading = Reading(timed=True)
    detect(lines).read(lines, reading)
    return reading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("04:15", timedelta(minutes=4, seconds=15)),
        ("1:09:28", timedelta(hours=1, minutes=9, seconds=28)),
        ("00:12:14.05", timedelta(minutes=12, seconds=14.05)),
        ("7:35 AM", None),
        ("soon", None),
    ],
)
def test_an_offset_is_read(text: str, expected: timedelta | None) -> None:
    assert offset(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10:00:01 <", time(10, 0, 1)),
        ("<7:35:26 PM> ", time(19, 35, 26)),
        ("(12:00:00 AM) ", time(0, 0)),
        ("01-02-2023 10:00:01 < ", datetime(2023, 2, 1, 10, 0, 1, tzinfo=UTC)),
        ("[2023-02-01 10:00:01] <", datetime(2023, 2, 1, 10, 0, 1, tzinfo=UTC)),
        ("2023-02-01T10:00:01Z <", datetime(2023, 2, 1, 10, 0, 1, tzinfo=UTC)),
        ("26:00 <", None),
        ("[ana] ", None),
    ],
)
def test_a_time_of_day_is_read(text: str, expected: time | datetime | None) -> None:
    assert clock(text) == expected


def test_times_of_day_count_from_the_first_and_go_on_after_midnight() -> None:
    found = offsets([time(23, 50), None, time(0, 10), time(0, 9), time(1, 0)])

    minutes = [None if one is None else one / timedelta(minutes=1) for one in found]
    assert minutes == [0, None, 20, 19, 70]


def test_a_clock_that_was_set_back_gives_no_moment_before_the_beginning() -> None:
    assert offsets([time(10, 30), time(10, 0)]) == [timedelta(), timedelta()]


def test_a_log_with_dates_says_when_it_began() -> None:
    assert begun({3: datetime(2023, 2, 1, 10, tzinfo=UTC)}) == datetime(2023, 2, 1, 10, tzinfo=UTC)
    assert begun({3: time(10)}) is None
    assert begun({}) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WEBVTT\n\n00:01:02.500 --> 00:01:03.000\n<v Ana>hi\n", {4: timedelta(seconds=62.5)}),
        ("1\n00:01:02,500 --> 00:01:03,000\nAna: hi\n", {3: timedelta(seconds=62.5)}),
        ("12:01:33 From Ana to Everyone:\n\thi\n", {2: time(12, 1, 33)}),
        ("[10:53] Ana : hi\n", {1: time(10, 53)}),
        ("[00:12] Ana: hi\n[01:00:12] Ben: ho\n", {1: timedelta(seconds=12), 2: timedelta(seconds=3612)}),
        ("Ana (00:12:03): hi\nBen: ho\n", {1: timedelta(seconds=723)}),
        ("<7:35:26 AM> Ana: hi\n", {1: time(7, 35, 26)}),
        ("10:00:01 <ana> hi\n", {1: time(10, 0, 1)}),
        ("[00:12:14.05] so we began\nand went on\n", {1: timedelta(seconds=734.05)}),
    ],
)
def test_every_layout_tells_its_moments(text: str, expected: dict[int, stamps.Stamp]) -> None:
    assert timed(text).stamps == expected


def test_a_stamp_before_a_text_is_no_part_of_it() -> None:
    found = timed("[00:12:14.05] so we began\nand [00:12:20.00] went on\n")

    assert [one.text for one in found.remarks] == ["so we began", "and [00:12:20.00] went on"]


def test_a_list_of_chapters_is_no_remark() -> None:
    found = timed("1 00:00 Welcome to the show 01:21\n2 1:04:15 Data: where from? 12:05\n\nSo, hello.\n")

    assert [(one.number, one.title, one.start, one.length, one.line) for one in found.chapters] == [
        (1, "Welcome to the show", timedelta(), timedelta(seconds=81), 1),
        (2, "Data: where from?", timedelta(seconds=3855), timedelta(seconds=725), 2),
    ]
    assert [one.text for one in found.remarks] == ["So, hello."]


@pytest.mark.parametrize(
    "line", ["3 04:15 Start the show!", "04:15 Start 01:21", "In 3 04:15 was late 01:21.", "3 apples 01:21"]
)
def test_what_lacks_a_part_of_a_chapter_is_none(line: str) -> None:
    assert chapter(line, 1) is None


def test_a_chapter_begins_with_its_title_or_with_the_first_stamp_after_its_start() -> None:
    listed = [
        one
        for line in ("1 00:00 Hello 01:00", "2 01:00 Data 01:00", "3 02:00 More 01:00", "4 09:00 Late 01:00")
        if (one := chapter(line, 1))
    ]
    remarks = [
        Remark(11, "", "so"),
        Remark(12, "", "Data"),
        Remark(13, "", "it [00:01:30.00] goes on, and [00:02:00.00] on"),
        Remark(14, "", "end"),
    ]

    found = placed(listed, remarks, {11: timedelta()})

    assert {number: one.number for number, one in found.items()} == {1: 11, 2: 12, 3: 13}


def test_those_whom_a_jitsi_transcript_lists_are_present() -> None:
    found = timed(
        "Transcript of conference held at 1 May in room x\nInitial people present at 10:00:\n\n\tAna\n\tBen\n\n"
        "<7:35:26 AM> Cai joined the conference\n<7:35:27 AM> Ana: hi\nEnd of transcript at 11:00\n"
    )

    assert found.present == ["Ana", "Ben", "Cai"]


def test_what_goes_on_too_long_for_a_remark_is_one_of_its_own() -> None:
    found = timed("<ana> " + "x" * 19_990 + "\n  a long continuation\n")

    assert [(one.number, one.speaker, one.text[:6]) for one in found.remarks] == [
        (1, "ana", "xxxxxx"),
        (2, "ana", "a long"),
    ]

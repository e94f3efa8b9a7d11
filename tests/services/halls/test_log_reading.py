"""Files of meetings as they are saved: read without loss, or refused in a sentence."""

from __future__ import annotations

import tracemalloc
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.readings import LIMIT_LETTERS
from bot.domain.refusals import Refusal
from bot.services.halls.log_reading import read_log

LOG = "<ana> Topic: Data\n<ben> d\u00e9cid\u00e9\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (LOG.encode(), None),
        (LOG.encode("utf-8-sig"), None),
        (LOG.encode("utf-8-sig"), "UTF-8"),
        (LOG.encode("utf-16"), None),
        (LOG.encode("utf-16-le"), "utf-16-le"),
        (LOG.encode("latin-1"), "latin-1"),
        (LOG.encode("cp1252"), "windows-1252"),
        (LOG.replace("\n", "\r\n").encode(), None),
        (LOG.replace("\n", "\r\n").encode("utf-16"), None),
        (LOG.replace("\n", "\r").encode(), None),
        (LOG.rstrip("\n").encode(), None),
    ],
)
def test_a_file_is_read_however_it_is_saved(content: bytes, encoding: str | None) -> None:
    found = read_log(content, "log.txt", encoding)

    assert [(one.line, one.speaker, one.text) for one in found.remarks] == [
        (1, "ana", "Topic: Data"),
        (2, "ben", "d\u00e9cid\u00e9"),
    ]
    assert found.lines == 2


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "log.txt holds nothing that anybody said"),
        (LOG.encode("latin-1"), "Line 2 of log.txt is not written in UTF-8"),
        (b"x" * 20_001 + b"\n<ana> hi\n", "Line 1 of log.txt has more than 20,000 letters"),
        (b"<ana> hi\n" * 20_000 + b"<ana> \xe9\n", "Line 20001 of log.txt is not written in UTF-8"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "is no text"),
        (LOG.encode("utf-16-le"), "utf-16-le or utf-16-be"),
        (LOG.encode("utf-16")[:-1], "is not written in UTF-16"),
        (b"12:00:00 From Ana to Ben (Direct Message):\n\tsecret\n", "1 private message; those are never imported"),
        (b"<ana> hi\n" * 50_001, "more than 50,000 remarks"),
        (b"\n" * 600_001, "more than 600,000 lines"),
    ],
)
def test_what_cannot_be_read_without_loss_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        read_log(content, "log.txt")


def test_a_line_of_the_greatest_length_is_read_whole() -> None:
    found = read_log(b"<ana> " + b"x" * (LIMIT_LETTERS - 6), "log.txt")

    assert len(found.remarks[0].text) == LIMIT_LETTERS - 6


def test_a_long_file_takes_memory_by_its_size_and_one_of_more_than_50_mb_is_refused() -> None:
    line = b"[00:10] Ana: " + b"and so on it goes " * 116 + b"\n"
    content = line * (5 * 1024 * 1024 // len(line))

    tracemalloc.start()
    found = read_log(content, "long.txt")
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert sum(len(one.text) for one in found.remarks) > 0.98 * len(content)
    assert peak < 4 * len(content)
    with pytest.raises(Refusal, match="larger than 50 MB; cut the log of the one meeting out of it"):
        read_log(content * 11, "long.txt")


LINE = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "WEBVTT",
            "00:01.000 --> 00:02.000",
            "<v Ana>so we begin",
            "12:00:00 From Ana to Everyone:",
            "12:00:00 From Ben to Ana (Direct Message):",
            "\tsecret",
            "Ana: hello",
            "[00:12] Ana: hello",
            "[00:00:12.05] and so [unintelligible 00:00:14.00] on",
            "3 04:15 Start the show! 01:21",
            "10:00:00 <ana> hello",
            "<7:35:26 AM> Ana: hello",
        ]
    ),
)


@given(st.lists(LINE, max_size=30))
def test_whatever_a_file_holds_it_is_read_by_its_lines_or_refused(lines: list[str]) -> None:
    text = "\n".join(line.replace("\n", " ").replace("\r", " ") for line in lines)
    try:
        found = read_log(text.encode("utf-8", "replace"), "log.txt")
    except Refusal:
        return

    where = text.encode("utf-8", "replace").decode().replace("\0", "").split("\n")
    numbers = [one.line for one in found.remarks]
    assert numbers == sorted(set(numbers))
    for one in found.remarks:
        assert one.text.split() == [] or one.text.split()[0] in unescape(where[one.line - 1])

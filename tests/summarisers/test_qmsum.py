"""Meetings of QMSum: read with their turns in place, and summarised within the bars."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from bot.domain.meetings.remarks import Remark
from bot.summarisers import Embedded
from bot.summarisers.qmsum import NotQmsum, read
from tests.summarisers.remarks import stand_in_order, words
from tests.support.upstream import SHARED

QMSUM = SHARED / "qmsum"
where_they_are = pytest.mark.skipif(not QMSUM.is_dir(), reason="the meetings are not here: ../shared/data/qmsum")


def a_file(*contents: Any, **others: Any) -> bytes:
    """A meeting in which Grad A says these."""
    turns = [{"speaker": "Grad A", "content": content} for content in contents]
    return json.dumps({"meeting_transcripts": turns, **others}).encode()


def test_a_turn_is_a_remark_counted_from_0_with_the_corpus_tokenisation_undone() -> None:
    meeting = read(a_file("{vocalsound} I 'm here , um {disfmarker} you do n't see ?", "OK ."))

    assert meeting.remarks == (Remark(0, "Grad A", "I'm here, um you don't see?"), Remark(1, "Grad A", "OK."))


def test_a_turn_of_noises_keeps_its_place() -> None:
    meeting = read(a_file("{vocalsound} {gap}", "Yes ."))

    assert [(remark.number, remark.text) for remark in meeting.remarks] == [(0, ""), (1, "Yes.")]


def test_the_summaries_of_the_whole_meeting_are_read_and_other_questions_are_not() -> None:
    content = a_file(
        "OK .", general_query_list=[{"query": "?", "answer": "All was well ."}], specific_query_list=[{"x": 1}]
    )

    assert read(content).summaries == ("All was well.",)


def test_a_meeting_without_summaries_has_none() -> None:
    assert read(a_file("OK .")).summaries == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"meeting_transcripts": [{"speaker": "A"}]}', a_file(1), b"\xff\xfe", b"[" * 100_000],
)
def test_another_file_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(NotQmsum, match=r"^This is no meeting of QMSum: .+\.$"):
        read(content)


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(NotQmsum, match="larger than 20 MB"):
        read(b" " * 20_000_001)


def test_many_spaces_take_no_time() -> None:
    started = time.process_time()

    read(a_file(" " * 1_000_000 + "x"))

    assert time.process_time() - started < 2


def validation() -> list[Path]:
    """The meetings that the ranker never saw."""
    return sorted((QMSUM / "validation").glob("*.json"))[::5]


@where_they_are
@pytest.mark.parametrize("path", validation(), ids=lambda path: path.stem)
def test_a_meeting_is_summarised_in_its_own_words_in_time(path: Path) -> None:
    remarks = read(path.read_bytes()).remarks
    summariser = Embedded.shipped()
    started = time.process_time()

    made = summariser.summarise(remarks, 100)

    assert time.process_time() - started < 1
    assert (made.language, made.method) == ("en", "ranker/1")
    assert 85 <= sum(len(sentence.text.split()) for sentence in made.sentences) <= 100
    for sentence in made.sentences:
        assert stand_in_order(words(sentence.text), words(remarks[sentence.sources[0]].text))


@where_they_are
def test_five_thousand_remarks_are_summarised_in_three_seconds() -> None:
    said = [remark for path in validation() for remark in read(path.read_bytes()).remarks if remark.text]
    many = [Remark(number, said[number % len(said)].speaker, said[number % len(said)].text) for number in range(5000)]
    summariser = Embedded.shipped()
    started = time.process_time()

    summariser.summarise(many, 300)

    assert time.process_time() - started < 3

"""A remark is cut where its sentences end, and nowhere else."""

from __future__ import annotations

import time

import pytest

from bot.domain.meetings.remarks import Remark
from bot.summarisers.sentences import pieces, split
from tests.summarisers.remarks import a_town_hall


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("We agree. They do not.", ["We agree.", "They do not."]),
        ("we agree. they do not", ["we agree.", "they do not"]),
        ("Really? Yes! Well...", ["Really?", "Yes!", "Well..."]),
        ("Dr. Ng and Mrs. Roe came.", ["Dr. Ng and Mrs. Roe came."]),
        ("Weights, code, etc. are open. So is the data.", ["Weights, code, etc. are open.", "So is the data."]),
        ("We need data, code, etc. Nobody objects.", ["We need data, code, etc.", "Nobody objects."]),
        ("Take a licence, e.g. MIT. It is short.", ["Take a licence, e.g. MIT.", "It is short."]),
        ("The U.S. has one.", ["The U.S. has one."]),
        ("See Art. 53 and No. 2 of it.", ["See Art. 53 and No. 2 of it."]),
        ("Is that art? No. It is not.", ["Is that art?", "No.", "It is not."]),
        ("J. Doe wrote it. So did I. That is all.", ["J. Doe wrote it.", "So did I.", "That is all."]),
        ("Version 0.0.8 is 2.5 times longer.", ["Version 0.0.8 is 2.5 times longer."]),
        ("1. The data. 2. The code.", ["1. The data.", "2. The code."]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("(It is open.) We checked.", ["(It is open.)", "We checked."]),
        ("The code [Laughter.] is open.", ["The code [Laughter.] is open."]),
        ("one line\nanother line\r\n\r\na third", ["one line", "another line", "a third"]),
        ("Read example.org. It helps.", ["Read example.org.", "It helps."]),
        ("我们同意。他们不同意！", ["我们同意。", "他们不同意！"]),  # noqa: RUF001
        ("", []),
        (" \n\t ", []),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


def test_a_sentence_knows_its_remark_and_its_place_in_it() -> None:
    first, second, third = pieces(a_town_hall("One. Two.", "Three."))

    assert (first.remark, first.place, first.of, first.text) == (0, 0, 2, "One.")
    assert (second.remark, second.place, second.of) == (0, 1, 2)
    assert (third.remark, third.place, third.of) == (1, 0, 1)


@pytest.mark.parametrize(
    "text",
    [
        "> Somebody else said this.",
        "#agreed This is settled.",
        "!topic The data",
        "^action Ana writes it.",
        "```\nprint(1)\n```",
        "```never closed",
    ],
)
def test_what_is_not_the_speakers_own_sentence_is_left_out(text: str) -> None:
    assert pieces([Remark(1, "Ana", text)]) == []


@pytest.mark.parametrize("text", ["." * 200_000, "a" * 200_000 + ". B", ". " * 100_000, "?" * 99_999 + " a"])
def test_a_hostile_text_is_cut_in_no_time(text: str) -> None:
    started = time.process_time()

    split(text)

    assert time.process_time() - started < 2

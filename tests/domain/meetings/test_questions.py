"""Questions to everybody that nobody answered."""

from __future__ import annotations

import pytest

from bot.domain.meetings.questions import open_questions
from tests.support.meetings import Said
from tests.support.suggesting import remarks

ASKED = "Which licences may the weights carry?"


def asked(said: list[Said], replies: dict[int, int] | None = None, **options: object) -> list[str]:
    found = open_questions(remarks(said), replies or {}, lambda _number, text: float(len(text)), **options)  # type: ignore[arg-type]
    return [one.text for one in found]


def test_a_question_that_nobody_answers_is_open() -> None:
    assert asked([("ana", f"Hello. {ASKED}"), ("ben", "good morning"), ("ana", "the weights matter")]) == [ASKED]


def test_a_question_in_any_script_is_one() -> None:
    text = "\u05d0\u05d9\u05df \u05de\u05d9 \u05d5\u05de\u05d4 \u05de\u05ea\u05d9 \u05d0\u05d9\u05e4\u05d4 \u061f"

    assert asked([("ana", text)]) == [text]


def test_what_shares_a_word_that_is_about_something_answers_it() -> None:
    assert not asked([("ana", ASKED), ("ben", "any open licence, I think")])


def test_an_answer_by_link_may_say_anything() -> None:
    assert not asked([("ana", ASKED), ("ben", "yes")], {2: 1})
    assert asked([("ana", ASKED), ("ana", "yes")], {2: 1}) == [ASKED]


def test_an_answer_comes_soon() -> None:
    talk: list[Said] = [("ben", "hm")] * 8

    assert asked([("ana", ASKED), *talk, ("ben", "any licence")]) == [ASKED]


@pytest.mark.parametrize(
    "text",
    ["Which licences?", "Which licences may the weights carry", "ben, which licences may the weights carry?",
     "Ben: which licences may the weights carry?", "@ben which licences may the weights carry?",
     "<@42> which licences may the weights carry?", "> Which licences may the weights carry?"],
)  # fmt: skip
def test_what_is_short_or_put_to_one_person_is_not_open_to_all(text: str) -> None:
    assert not asked([("ben", "hello"), ("ana", text)])


def test_those_that_matter_most_come_first_and_a_topic_has_five() -> None:
    said: list[Said] = [("ana", f"Who of us keeps {'x' * number} then?") for number in range(1, 8)]

    found = asked(said, topics=[(1, 6), (7, 7)])

    assert [text.count("x") for text in found] == [7, 6, 5, 4, 3, 2]


def test_a_question_that_is_repeated_is_one() -> None:
    assert asked([("ana", ASKED), ("ana", ASKED.lower())]) == [ASKED]

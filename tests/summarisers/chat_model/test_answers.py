"""What is read as an answer, and what is not."""

from __future__ import annotations

import json

import pytest

from bot.domain.meetings.model_sentences import Claim
from bot.summarisers.chat_model.answers import Unreadable, Written, content, sentences
from tests.summarisers.chat_model.topics import an_answer, written

ONE = an_answer(written("A list is enough.", "r1", "r2", "r1", quote="a list"))


@pytest.mark.parametrize("text", [ONE, f" \n{ONE}\n", f"```json\n{ONE}\n```", f"```\n{ONE}\n```\n"])
def test_json_is_read_alone_or_in_one_fence(text: str) -> None:
    assert sentences(text) == [Written(Claim.POINT, "A list is enough.", ("r1", "r2"), "a list")]


def test_no_sentence_is_an_answer_too() -> None:
    assert sentences(an_answer()) == []


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", '"x"', "{}", '{"sentences": {}}', '{"sentences": [], "more": 1}',
        f"Here are the minutes: {ONE}", f"{ONE} I hope this helps.", f"<think>x</think>{ONE}",
        f"```json\n{ONE}\n```\nDone.", f"```python\n{ONE}\n```", ONE[:-3], ONE * 2,
        '{"sentences": [], "sentences": []}', '{"sentences": [{"kind": "point", "text": "a", "text": "b"}]}',
        '{"sentences": [NaN]}', '{"sentences": [' + "9" * 5000 + "]}", "[" * 100_000, "{'sentences': []}",
    ],
)  # fmt: skip
def test_nothing_else_is_read(text: str) -> None:
    with pytest.raises(Unreadable):
        sentences(text)


def test_the_words_of_a_model_are_taken_out_of_its_servers_answer() -> None:
    body = {"id": "x", "choices": [{"index": 0, "message": {"role": "assistant", "content": "words"}}]}

    assert content(json.dumps(body).encode()) == "words"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"\xff", b"[]", b"{}", b'{"choices": []}', b'{"choices": [1]}', b'{"choices": [{"message": null}]}',
        b'{"choices": [{"message": {"content": null}}]}', b'{"choices": [{"message": {"content": " "}}]}',
        b'{"choices": [{"message": {"content": ["words"]}}]}', b'{"error": {"message": "no such model"}}',
        b'data: {"choices": []}\n\n', b'{"choices": [{"message": {"content": "a", "content": "b"}}]}',
    ],
)  # fmt: skip
def test_what_has_no_words_is_no_answer(body: bytes) -> None:
    with pytest.raises(Unreadable):
        content(body)

"""The prose of minutes: chosen from what was said, and never what a mark says already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.domain.meetings.minutes import Basis
from bot.domain.refusals import Refusal
from bot.services.minutes import draft

LOG = """\
10:00 <ana> Topic: Data information
10:01 <ben> I think that a complete list of the sources is the least that people need to study a system.
10:02 <cai> We should also say under which terms every one of those sources can be had, or nobody can use it.
10:03 <ana> RESOLVED: A complete list of the sources and of their terms is part of the data information.
10:04 <ana> Topic: Weights
10:05 <ben> The weights have to be there for everybody, and without having to ask anybody for permission first.
10:06 <ana> ACTION: cai to write down what was said about the terms of the sources until the next meeting.
"""


def written(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def test_every_sentence_stands_in_the_line_that_it_names(tmp_path: Path) -> None:
    made = draft(written(tmp_path, "log.txt", LOG), 100)

    lines = LOG.splitlines()
    sentences = [*made.summary.sentences, *(one for topic in made.summary.topics for one in topic)]
    assert len(sentences) >= 4
    assert all(one.text in lines[one.sources[0] - 1] for one in sentences)


def test_what_a_mark_declares_is_not_said_twice(tmp_path: Path) -> None:
    made = draft(written(tmp_path, "log.txt", LOG), 200)

    assert {one.sources for one in made.summary.sentences} == {(2,), (3,), (6,)}


def test_a_topic_has_sentences_of_its_own(tmp_path: Path) -> None:
    made = draft(written(tmp_path, "log.txt", LOG), 100)

    data, weights = made.summary.topics
    assert {one.sources for one in data} <= {(2,), (3,)}
    assert {one.sources for one in weights} == {(6,)}


def test_no_words_are_no_summary(tmp_path: Path) -> None:
    assert draft(written(tmp_path, "log.txt", LOG), 0).summary.sentences == ()


def test_a_meeting_of_the_corpus_is_cited_by_its_turns(tmp_path: Path) -> None:
    turns = [
        {"speaker": f"P{number % 2}", "content": line.split("> ")[1]} for number, line in enumerate(LOG.splitlines())
    ]
    file = written(tmp_path, "meeting.json", json.dumps({"meeting_transcripts": turns}))

    made = draft(file, 100)

    assert made.layout == "qmsum"
    assert made.summary.sentences
    for one in made.summary.sentences:
        assert turns[one.sources[0]]["content"].startswith(one.text[:20])


@pytest.mark.parametrize("text", ["{", "[]", '{"meeting_transcripts": 3}'])
def test_another_file_of_json_is_refused_with_a_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(Refusal, match="QMSum"):
        draft(written(tmp_path, "other.json", text), 100)


def test_where_nobody_is_named_nobody_is_taken_for_the_scribe(tmp_path: Path) -> None:
    made = draft(written(tmp_path, "log.txt", "We met, and nobody said who spoke.\nThen we went home.\n"), 100).minutes

    assert made.scribes == ()
    assert made.scribes_basis is Basis.UNKNOWN

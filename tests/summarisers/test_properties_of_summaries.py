"""What holds of every summary of every town hall. With SOAK=1, of many thousand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.summaries import Kind, Sentence, Summary
from bot.summarisers import Embedded
from bot.summarisers.sentences import pieces
from tests.domain.strategies import PROPERTY, SOAKING
from tests.summarisers.remarks import SPOKEN, stand_in_order, town_halls, words

pytestmark = [pytest.mark.soak] if SOAKING else []

SUMMARISER = Embedded.shipped()
budgets = st.integers(0, 200)


@PROPERTY
@given(town_halls(), budgets)
def test_every_sentence_names_one_remark_of_this_town_hall_and_its_speaker(said: list[Remark], budget: int) -> None:
    by_number = {remark.number: remark for remark in said}

    for sentence in SUMMARISER.summarise(said, budget).sentences:
        (source,) = sentence.sources
        assert by_number[source].speaker == sentence.speaker


@PROPERTY
@given(town_halls(), budgets)
def test_an_extract_stands_in_its_remark_letter_by_letter(said: list[Remark], budget: int) -> None:
    by_number = {remark.number: remark for remark in said}

    for sentence in SUMMARISER.summarise(said, budget).sentences:
        if sentence.kind is Kind.EXTRACT:
            assert sentence.text in by_number[sentence.sources[0]].text


@PROPERTY
@given(town_halls(), budgets)
def test_the_words_of_a_sentence_stand_in_its_remark_in_their_order(said: list[Remark], budget: int) -> None:
    by_number = {remark.number: remark for remark in said}

    for sentence in SUMMARISER.summarise(said, budget).sentences:
        assert stand_in_order(words(sentence.text), words(by_number[sentence.sources[0]].text))


@PROPERTY
@given(town_halls(), budgets)
def test_a_sentence_is_whole(said: list[Remark], budget: int) -> None:
    whole = {(said[piece.remark].number, piece.text) for piece in pieces(said)}

    for sentence in SUMMARISER.summarise(said, budget).sentences:
        if sentence.kind is Kind.EXTRACT:
            assert (sentence.sources[0], sentence.text) in whole


@PROPERTY
@given(town_halls(), budgets)
def test_no_more_words_are_used_than_were_given(said: list[Remark], budget: int) -> None:
    made = SUMMARISER.summarise(said, budget)

    assert sum(len(sentence.text.split()) for sentence in made.sentences) <= budget


@PROPERTY
@given(town_halls(), budgets)
def test_sentences_stand_in_the_order_in_which_they_were_said(said: list[Remark], budget: int) -> None:
    places = [sentence.sources[0] for sentence in SUMMARISER.summarise(said, budget).sentences]

    assert places == sorted(places)


@PROPERTY
@given(town_halls(), budgets)
def test_nothing_is_written_by_the_summariser_itself(said: list[Remark], budget: int) -> None:
    assert {sentence.kind for sentence in SUMMARISER.summarise(said, budget).sentences} <= {Kind.EXTRACT, Kind.TIDIED}


@PROPERTY
@given(town_halls(), budgets)
def test_only_what_may_be_cited_is_cited(said: list[Remark], budget: int) -> None:
    among = {remark.number for remark in said if remark.number % 2}

    made = SUMMARISER.read(said).summary(budget, among=among)

    assert {source for sentence in made.sentences for source in sentence.sources} <= among


@PROPERTY
@given(town_halls(), st.integers(0, 3))
def test_the_best_are_cited_from_among_some_and_no_words_twice(said: list[Remark], count: int) -> None:
    among = {remark.number for remark in said if remark.number % 2}
    could = SUMMARISER.read(said).summary(100_000, among=among).sentences

    found = SUMMARISER.read(said).best(among, count)

    assert len(found) == min(count, len({one.text for one in could}))
    assert len({one.text for one in found}) == len(found)
    assert set(found) <= set(could)
    assert [one.sources[0] for one in found] == sorted(one.sources[0] for one in found)


def test_of_two_people_each_has_one_of_the_two_best() -> None:
    said = [Remark(1, "Ana", SPOKEN[0]), Remark(2, "Ana", SPOKEN[3]), Remark(3, "Ben", SPOKEN[2])]

    found = SUMMARISER.read(said).best({1, 2, 3}, 2)

    assert {one.speaker for one in found} == {"Ana", "Ben"}


@PROPERTY
@given(town_halls())
def test_of_a_topic_two_fifths_at_most_come_from_one_person(said: list[Remark]) -> None:
    topics = [(0, 20), (21, 40), (41, 90)]

    sentences = SUMMARISER.summarise(said, 300, topics).sentences

    all_that_could_be = SUMMARISER.summarise(said, 100_000).sentences
    for first, last in topics:
        if len({one.speaker for one in all_that_could_be if first <= one.sources[0] <= last}) > 2:
            speakers = [one.speaker for one in sentences if first <= one.sources[0] <= last]
            for speaker in filter(None, set(speakers)):
                assert speakers.count(speaker) <= max(1, 0.4 * len(speakers))


@PROPERTY
@given(town_halls())
def test_the_same_remarks_give_the_same_summary(said: list[Remark]) -> None:
    assert SUMMARISER.summarise(said) == Embedded.shipped().summarise(list(said))


def test_what_ranks_the_same_is_cited_where_it_was_said_first() -> None:
    said = [Remark(number, "Ana", SPOKEN[11]) for number in range(5, 15)]

    (sentence,) = SUMMARISER.summarise(said, 20).sentences

    assert sentence.sources == (5,)


def test_a_sentence_with_an_unheard_part_is_never_quoted() -> None:
    said = [Remark(1, "Ana", "The parameters are the hard part [unintelligible 00:07:35.22] as far as I know.")]

    assert SUMMARISER.summarise(said).sentences == ()


def test_nobody_said_anything() -> None:
    assert SUMMARISER.summarise([]) == Summary((), "und", "lexrank/1")


def test_only_a_frame_stands_on_nothing() -> None:
    assert Sentence("Three people spoke.", (), Kind.FRAME).speaker == ""
    with pytest.raises(ValueError, match="names the remark"):
        Sentence("Three people spoke.", (), Kind.EXTRACT)


_ELSEWHERE = """
import json, locale, sys
from dataclasses import asdict
from bot.domain.meetings.remarks import Remark
from bot.summarisers import Embedded
try:
    locale.setlocale(locale.LC_ALL, "")
except locale.Error:
    pass
said = [Remark(*one) for one in json.load(sys.stdin)]
print(json.dumps([asdict(Embedded.shipped().summarise(said, words)) for words in (20, 60, 200)]))
"""


@pytest.mark.parametrize(("seed", "locale"), [("1", "C"), ("2", "C.UTF-8"), ("3", "tr_TR.UTF-8")])
def test_another_process_with_another_seed_and_locale_gives_the_same_bytes(seed: str, locale: str) -> None:
    said = [Remark(number, "ABC"[number % 3], SPOKEN[number * 5 % len(SPOKEN)]) for number in range(40)]
    environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "OMP_NUM_THREADS": seed}

    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        input=json.dumps([[one.number, one.speaker, one.text] for one in said]),
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip

    here = json.dumps([asdict(SUMMARISER.summarise(said, budget)) for budget in (20, 60, 200)])
    assert done.stdout.rstrip("\n") == here

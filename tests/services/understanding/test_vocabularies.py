"""A vocabulary that grows and changes while the bot runs."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.libraries import Library
from bot.domain.questions import Ambiguous, Found, NotKnown
from bot.domain.systems import Kind, System
from bot.services.understanding import Vocabulary, understand

ZORBLAX = System("zorblax-3", "Zorblax 3", "Zorb Labs", Kind.LANGUAGE, "zorblax", aliases=("zorb three",))


def test_a_system_that_was_added_is_found(vocabulary: Vocabulary) -> None:
    grown = vocabulary.replacing(ZORBLAX)

    assert understand("is zorblax-3 open source", grown).mentions == (Found("zorblax-3", "zorblax-3"),)
    assert understand("is zorb three open source", grown).mentions == (Found("zorb three", "zorblax-3"),)
    assert understand("is Zorblaxx 3 open source", grown).mentions == (Found("Zorblaxx 3", "zorblax-3"),)
    assert understand("is Zorb Labs open source", grown).developer == "Zorb Labs"


def test_the_vocabulary_that_it_was_added_to_stays_as_it_was(vocabulary: Vocabulary) -> None:
    vocabulary.replacing(ZORBLAX)

    (mention,) = understand("is Zorblax 3 open source", vocabulary).mentions
    assert isinstance(mention, NotKnown)


def test_a_name_that_was_taken_away_is_not_found_any_more(vocabulary: Vocabulary) -> None:
    changed = vocabulary.replacing(ZORBLAX).replacing(replace(ZORBLAX, name="Zorblax 4", aliases=()))

    (mention,) = understand("is zorb three open source", changed).mentions or (NotKnown("", ()),)
    assert isinstance(mention, NotKnown)
    assert understand("is Zorblax 4 open source", changed).mentions == (Found("Zorblax 4", "zorblax-3"),)


def test_a_second_system_of_a_family_makes_the_bare_name_ambiguous(vocabulary: Vocabulary) -> None:
    two = vocabulary.replacing(ZORBLAX).replacing(replace(ZORBLAX, id="zorblax-4", name="Zorblax 4", aliases=()))

    (mention,) = understand("is Zorblax open source", two).mentions
    assert mention == Ambiguous("Zorblax", ("zorblax-3", "zorblax-4"))


def test_replacing_every_system_by_itself_changes_nothing(vocabulary: Vocabulary, library: Library) -> None:
    changed = vocabulary
    for system in list(library.systems.values())[:20]:
        changed = changed.replacing(system)

    for text in ("is Llama open source", "Gemma 3?", "is deepseak r1 open source", "is OpenLLaMA open"):
        assert understand(text, changed).mentions == understand(text, vocabulary).mentions


def test_an_empty_vocabulary_knows_nothing_and_fails_at_nothing() -> None:
    empty = Vocabulary.build([], [], [], [])

    question = understand("is Llama 3.1-8B open source under 1.0? MOF class I, MIT, weights", empty)

    assert all(isinstance(mention, NotKnown) for mention in question.mentions)
    assert question.definitions == ()

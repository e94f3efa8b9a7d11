"""What holds for every text, and for every name in the data."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.libraries import Library
from bot.domain.names import fold
from bot.domain.questions import Ambiguous, Found, Mention, NotKnown, QuestionKind
from bot.domain.systems import System
from bot.services.understanding import Vocabulary, understand
from bot.services.understanding.tokens import name_pieces

SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
TEMPLATES = ("is {} open source?", "{}", "what about {}?", "where is the training data of {}?", "ist {} quelloffen?")
WORDS = st.sampled_from(
    """
    is are the llama Llama 3 3.1 gemma qwen2.5 72b -hf open source licence MIT vs or and , . ? ! : - _ / ( ) why OSAID
    1.0 0.0.9 rc1 weights data of 's < > @ ``` 开源 は é ß \u200b \u202e 🤖 grok opt sam comma K2.5 7B
    """.split()
)


@SHARED
@given(text=st.text(max_size=400))
def test_no_text_is_too_strange(vocabulary: Vocabulary, text: str) -> None:
    question = understand(text, vocabulary)

    assert question.text == text
    assert question.kinds
    assert all(mention.written in text for mention in question.mentions)


@SHARED
@given(words=st.lists(WORDS, max_size=40), glue=st.sampled_from([" ", "", "-"]))
def test_no_jumble_of_words_is_too_strange(vocabulary: Vocabulary, words: list[str], glue: str) -> None:
    text = glue.join(words)

    question = understand(text, vocabulary)

    written = [mention.written for mention in question.mentions]
    assert all(name and name in text for name in written)
    known = [mention.system for mention in question.mentions if isinstance(mention, Found)]
    assert len(known) == len(set(known))
    assert len(set(question.kinds)) == len(question.kinds)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "?" * 10_000,
        "is llama 3 open source? " * 500,
        "foo-7b " * 1_500,
        "\u202e" + "مرحبا " * 1_000,
        "🤖" * 5_000,
        "\ud800 lone surrogate",
        "```" * 1_000,
        "<@1>" * 2_000,
        "http://" + "a" * 9_000,
    ],
    ids=range(11),
)
def test_ten_thousand_letters_of_noise_are_understood_somehow(vocabulary: Vocabulary, text: str) -> None:
    question = understand(text, vocabulary)

    assert question.kinds


def named(system: System) -> list[str]:
    return [system.id, system.name, *system.aliases]


def test_every_recorded_name_finds_its_system_and_no_other(vocabulary: Vocabulary, library: Library) -> None:
    wrong = []
    for system in library.systems.values():
        for name in named(system):
            for template in TEMPLATES[:2]:
                mentions = understand(template.format(name), vocabulary).mentions
                if not (len(mentions) == 1 and means(mentions[0], system.id)):
                    wrong.append((name, system.id, mentions))

    assert wrong == []


def means(mention: Mention, id_: str) -> bool:
    """Whether it is the system; or among several that bear the name; or near a name of another version."""
    match mention:
        case Found(system=system):
            return system == id_
        case Ambiguous(systems=systems):
            return id_ in systems
        case NotKnown(nearest=nearest):
            return id_ in nearest


@SHARED
@given(
    number=st.integers(0, 1_999),
    template=st.sampled_from(TEMPLATES),
    separator=st.sampled_from(" -_"),
    respell=st.sampled_from([str.lower, str.upper, str]),
)
def test_case_and_separators_do_not_matter(
    vocabulary: Vocabulary, library: Library, number: int, template: str, separator: str, respell: Callable[[str], str]
) -> None:
    names = [name for system in library.systems.values() for name in named(system)]
    name = names[number % len(names)]
    respelt = respell("".join(separator if letter in " -_" else letter for letter in name))

    usual = understand(TEMPLATES[0].format(name), vocabulary).mentions
    mentions = understand(template.format(respelt), vocabulary).mentions

    assert fold(respelt) == fold(name)
    assert list(map(meant, mentions)) == list(map(meant, usual))


def meant(mention: Mention) -> object:
    """What a mention means, apart from how it is written."""
    match mention:
        case Found(system=system):
            return system
        case Ambiguous(systems=systems):
            return systems
        case NotKnown():
            return None


def test_the_pieces_of_a_name_put_together_are_its_folded_form(library: Library) -> None:
    names = [name for system in library.systems.values() for name in named(system)]

    assert [name for name in names if "".join(name_pieces(name)) != fold(name)] == []


def test_talk_that_is_not_for_the_bot_is_of_kind_other(vocabulary: Vocabulary) -> None:
    for text in ("lol", "thanks!", "the meeting starts at 15:00", "who left the coffee machine on?"):
        question = understand(text, vocabulary)

        assert question.kinds == (QuestionKind.OTHER,)
        assert question.mentions == ()

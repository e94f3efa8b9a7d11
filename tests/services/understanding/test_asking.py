"""What is asked: kinds, what it would take, what is taken for granted, topics, lists."""

from __future__ import annotations

import pytest

from bot.domain.questions import ListFilter, Presumption, QuestionKind, Topic
from tests.services.understanding.conftest import Ask


def test_every_kind_that_was_heard_is_kept_the_leading_one_first(ask: Ask) -> None:
    question = ask("is Llama 3 open source, and where is the training data?")

    assert question.kinds[0] is QuestionKind.VERDICT
    assert QuestionKind.MISSING_COMPONENT in question.kinds


@pytest.mark.parametrize(
    "text",
    [
        "what would it take for Llama 3 to pass?",
        "what needs to change for Gemma 3",
        "how could Llama become open source",
        "which licence would Llama 4 have to change to",
        "What would have to go from the LICENSE to make Llama 3 open source?",
        "was müsste Llama 3 ändern, um Open Source zu werden?",
    ],
)
def test_it_is_heard_that_somebody_asks_what_it_would_take(ask: Ask, text: str) -> None:
    assert ask(text).would_take


@pytest.mark.parametrize("text", ["is Llama 3 open source?", "why does Llama 3 fail?", "which licence has Llama 3"])
def test_other_questions_do_not_ask_what_it_would_take(ask: Ask, text: str) -> None:
    assert not ask(text).would_take


@pytest.mark.parametrize(
    ("text", "presumption"),
    [
        ("why is Llama 3 called open source?", Presumption.OPEN_SOURCE),
        ("isn't Pythia open source?", Presumption.OPEN_SOURCE),
        ("Mixtral is open source, right?", Presumption.OPEN_SOURCE),
        ("why isn't BLOOM open source", Presumption.NOT_OPEN_SOURCE),
        ("how can Meta claim Llama 3 is open source", Presumption.NOT_OPEN_SOURCE),
        ("OLMo isn't open source, right?", Presumption.NOT_OPEN_SOURCE),
        ("is Llama 3 open source?", None),
        ("why is open source hard?", None),
    ],
)
def test_what_a_question_takes_for_granted_is_heard(ask: Ask, text: str, presumption: Presumption | None) -> None:
    assert ask(text).presumption is presumption


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("list all systems", ListFilter.ALL),
        ("which models pass 1.0?", ListFilter.CONFORMANT),
        ("list all open source AI", ListFilter.CONFORMANT),
        ("what passes MOF class I", ListFilter.CONFORMANT),
        ("which models fail 1.0", ListFilter.NOT_CONFORMANT),
        ("which systems are not open source", ListFilter.NOT_CONFORMANT),
        ("which are undetermined under osaid 1.0", ListFilter.UNDETERMINED),
    ],
)
def test_a_list_says_which_systems_it_is_after(ask: Ask, text: str, wanted: ListFilter) -> None:
    question = ask(text)

    assert question.kind is QuestionKind.LIST
    assert question.list_filter is wanted


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("is training data required?", Topic.TRAINING_DATA),
        ("can medical data be left out?", Topic.UNSHAREABLE_DATA),
        ("what is data information", Topic.DATA_INFORMATION),
        ("OSD-compliant vs OSI-approved licences?", Topic.LICENCE_WORDS),
        ("open weights vs open source?", Topic.OPEN_WEIGHTS),
        ("does the definition say anything on safety", Topic.SAFETY),
        ("does the definition care what hardware is needed?", Topic.HARDWARE),
        ("are weights copyrightable?", Topic.WEIGHTS_COPYRIGHT),
        ("does it cover decision trees?", Topic.MACHINE_LEARNING_ONLY),
        ("has OSI certified any model", Topic.CERTIFICATION),
        ("which version of the definition are you using for that answer?", Topic.VERSION_IN_USE),
        ("what changed in 0.0.9", Topic.VERSIONS),
        ("who voted on the definition?", Topic.HOW_DECIDED),
        ("why is training code asked for?", Topic.TRAINING_CODE),
        ("what are the four freedoms", Topic.FREEDOMS),
        ("what can you do", Topic.ABOUT),
        ("where can I look up whether a model is open source", Topic.WHERE_TO_LOOK),
        ("what is open source AI", Topic.WHAT_IS),
        ("good morning", None),
        ("what training data did Llama 3 use", None),
    ],
)
def test_a_question_that_names_no_system_has_a_topic(ask: Ask, text: str, topic: Topic | None) -> None:
    assert ask(text).topic is topic


@pytest.mark.parametrize(
    "text",
    [
        "is llama 3 open source?",
        "is llama 3 open source",
        "Is Llama 2 really open source AI or not",
        "hey bot!! is 🦙 llama 2 open source 🔥",
        "does anyone know if olmo 2 is open source?",
        "does BLOOM conform to the open source ai definition?",
        "Llama 3 open source?",
        "Llama 3 is open source?",
        "Kimi K2 - open source or at least open weights?",
        "is llama open source?",
        "is sqlcoder actually open source or just open weight",
        "ist llama 3 wirklich quelloffen?",
        "Mixtral est-il open source ?",
        "¿Es Llama 3 de código abierto?",
        "Llama 3是开源的吗？",  # noqa: RUF001
        "Llama 3はオープンソースですか？",  # noqa: RUF001
    ],
)
def test_a_plain_question_is_plain(ask: Ask, text: str) -> None:
    assert ask(text).plain


@pytest.mark.parametrize(
    "text",
    [
        "is it open?",
        "Llama 3 is open source.",
        "llama 3 is open source and I love it",
        "how do I run llama 3",
        "how do I run llama 3, is it open source friendly hardware",
        "> is llama 3 open source?",
        'my boss asked "is Llama 3 open source?" today',
        "is there an open source alternative to Photoshop",
        "is there an open source alternative to Midjourney?",
        "why is llama 3 open source?",
        "is firefox open source?",
        "what is open source AI?",
        "I like llama 3 because it is open source",
        "is the Llama 3 community license OSI approved",
        "is Llama 3's open source community friendly?",
        "which licence has Llama 3?",
        "where is the training data of Llama 3?",
        "llama 3?",
        "听说Llama 3是开源的",
    ],
)
def test_side_remarks_statements_and_other_questions_are_not_plain(ask: Ask, text: str) -> None:
    assert not ask(text).plain

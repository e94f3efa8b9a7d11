"""What narrows a question down: other standards, levels, restrictions of lists, things made from a system."""

from __future__ import annotations

import pytest

from bot.domain.questions import ListFilter, NotKnown, QuestionKind, Topic
from tests.services.understanding.conftest import Ask


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("is Llama 3 conformant under OSAID 0.0.1?", ("OSAID 0.0.1",)),
        ("is Llama 3 open under RC2?", ("RC2",)),
        ("is Llama 3 open under 1.0-RC2?", ("1.0-RC2",)),
        ("is OLMo 2 conformant with OSAID 2.0?", ("OSAID 2.0",)),
        ("version 2 of the definition", ("version 2 of the definition",)),
        ("what changed from 0.0.8 to 0.0.10", ("0.0.10",)),
        ("is OLMo class I under MOF 1.1?", ("MOF 1.1",)),
        ("is Llama 3 open source under the EU AI Act?", ("EU AI Act",)),
        ("what do the FSF and NIST say of Llama 3", ("FSF", "NIST")),
        ("does Pythia meet the free software definition?", ("free software definition",)),
        ("does Llama 3 comply with OSD 1.9?", ("OSD 1.9",)),
        ("is Llama 3 DFSG free, would Debian accept it?", ("DFSG", "Debian")),
        ("is Pythia open under OSAID 0.0.7.1?", ()),
        ("is Llama 3 open under 1.0, OSAID 0.0.8, v1.0-RC1 or release candidate 1", ()),
        ("is the Open Source AI Definition 1.0 stable?", ()),
        ("is Granite 4.0 under Apache 2.0 or GPL-3.0", ()),
        ("can I run Llama 3 on Debian", ()),
        ("what are OSD-compliant licences", ()),
        ("does DeepSeek V3.1 need under 5.0 million GPU hours", ()),
    ],
)
def test_a_standard_that_is_not_held_is_named_as_written(ask: Ask, text: str, names: tuple[str, ...]) -> None:
    assert ask(text).other_standards == names


@pytest.mark.parametrize(
    "text",
    [
        "is my fine-tune of Pythia open source?",
        "is a LoRA of Llama 3 open source?",
        "is a Pythia finetune open source?",
        "is Pythia finetuned by Acme open source?",
        "is a model based on Llama 3 open source?",
        "I trained a model on top of Pythia, is it open source?",
        "is our finetuned Llama 3 open source",
    ],
)
def test_it_is_heard_that_something_made_from_a_system_is_meant(ask: Ask, text: str) -> None:
    assert ask(text).derived


@pytest.mark.parametrize(
    "text",
    [
        "is Llama 3 open source?",
        "can I fine-tune Llama 3?",
        "what data was Pythia fine-tuned on?",
        "is the fine-tuning data of Llama 3 open?",
        "is Zephyr a fine-tune of Mistral 7B?",
        "is Vicuna, a fine-tune of Llama 1, open source?",
    ],
)
def test_a_system_itself_is_not_made_from_one(ask: Ask, text: str) -> None:
    assert not ask(text).derived


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("which systems reach class I in mof 1.0?", "I"),
        ("is Amber class III under mof 1.0?", "III"),
        ("which systems are open weights under g7?", "open-weights"),
        ("which systems are open source AI with open data under g7?", "open-source-ai-with-open-data"),
        ("is Llama 3 weights available under g7?", "weights-available"),
        ("is Pythia open source AI under g7 2026?", "open-source-ai"),
        ("is Pythia open source AI?", None),
        ("which systems are open weights?", None),
    ],
)
def test_the_level_that_is_named_is_heard(ask: Ask, text: str, level: str | None) -> None:
    assert ask(text).level == level


@pytest.mark.parametrize(
    "text",
    [
        "which systems fail only because of the licence?",
        "which systems would pass if only the licence changed?",
        "which models fail just on the license",
    ],
)
def test_a_list_can_be_of_systems_with_only_the_licence_in_the_way(ask: Ask, text: str) -> None:
    question = ask(text)

    assert question.kind is QuestionKind.LIST
    assert question.list_filter is ListFilter.LICENCE_ONLY
    assert not question.unfiltered


@pytest.mark.parametrize(
    ("text", "unfiltered"),
    [
        ("which European models are open source?", True),
        ("which models are open source since 2025?", True),
        ("which models from China pass?", True),
        ("which models release their training data?", True),
        ("which models under 10B are open source?", True),
        ("which systems would conform if they released data", True),
        ("which models are open weights?", True),
        ("which systems are open weights under g7?", False),
        ("which models are open source?", False),
        ("show us systems that pass", False),
        ("which systems pass osaid 1.0?", False),
        ("which Llama models are open source?", False),
        ("is Llama 3 open source since 2025?", False),
    ],
)
def test_a_restriction_of_a_list_that_cannot_be_kept_is_said(ask: Ask, text: str, unfiltered: bool) -> None:
    assert ask(text).unfiltered is unfiltered


@pytest.mark.parametrize("text", ["did OSI certify OLMo 2?", "Did OSI approve Llama 3?", "is Pythia OSI approved?"])
def test_who_certified_a_system_is_a_question_of_certification(ask: Ask, text: str) -> None:
    question = ask(text)

    assert question.topic is Topic.CERTIFICATION
    assert len(question.mentions) == 1


def test_the_approval_of_a_licence_is_no_question_of_certification(ask: Ask) -> None:
    assert ask("is the Llama 3 licence OSI approved?").topic is None


def test_rail_means_every_licence_of_that_sort(ask: Ask) -> None:
    licences = ask("is RAIL an open source licence?").licences

    assert {"LicenseRef-BigScience-OpenRAIL-M", "LicenseRef-CreativeML-OpenRAIL-M"} <= set(licences)


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("is Together's Pythia-Chat open source?", "pythia"),
        ("is wav2vec2-bert open source?", "wav2vec2"),
        ("is OLMo Hybrid open source?", "olmo"),
        ("is Zephyr alpha open source?", "zephyr-beta"),
        ("is Mistral 7B Fooblatt open source?", "mistral-7b"),
    ],
)
def test_a_further_word_makes_another_system_near_the_one_named(ask: Ask, text: str, base: str) -> None:
    (mention,) = ask(text).mentions

    assert isinstance(mention, NotKnown)
    assert mention.nearest[0] == base

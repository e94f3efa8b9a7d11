"""Names as people write them: which system is meant, and when none is."""

from __future__ import annotations

import pytest

from bot.domain.questions import Ambiguous, Found, NotKnown
from tests.services.understanding.conftest import Ask

LLAMAS = ("llama-1", "llama-2", "llama-3", "llama-3.1", "llama-3.2", "llama-3.3", "llama-4")


def found(ask: Ask, text: str) -> list[str]:
    """Ids of the systems found; None of the mentions may be of another sort."""
    mentions = ask(text).mentions
    assert all(isinstance(mention, Found) for mention in mentions), mentions
    return [mention.system for mention in mentions if isinstance(mention, Found)]


@pytest.mark.parametrize(
    ("written", "system"),
    [
        ("Llama 3", "llama-3"),
        ("LLAMA3", "llama-3"),
        ("llama_3", "llama-3"),
        ("meta-llama/Llama-2-7b-hf", "llama-2"),
        ("llama-3_1", "llama-3.1"),
        ("Llama 3 8B Instruct", "llama-3"),
        ("Llama-3-8B-Instruct-GGUF", "llama-3"),
        ("llama3:8b", "llama-3"),
        ("qwen 2.5", "qwen2.5"),
        ("Qwen2.5-7B-Instruct", "qwen2.5"),
        ("Qwen2.5-3B", "qwen2.5-3b"),
        ("qwen 2.5 instruct 72b", "qwen2.5-72b"),
        ("Qwen2.5-72B-Instruct-AWQ", "qwen2.5-72b"),
        ("Mixtral-8x7B-v0.1", "mixtral"),
        ("DALL·E 3", "dall-e-3"),
        ("Tülu 3", "tulu-3"),
        ("FLUX.1 [dev]", "flux.1-dev"),
        ("Command R+", "command-r"),
        ("Segment Anything", "segment-anything"),
        ("K2-V2", "k2-v2"),
        ("01.AI Yi", "yi"),
    ],
)
def test_a_name_is_known_in_every_spelling(ask: Ask, written: str, system: str) -> None:
    assert found(ask, f"is {written} open source?") == [system]


@pytest.mark.parametrize(
    ("written", "system"),
    [
        ("Lama 2", "llama-2"),
        ("deepseak r1", "deepseek-r1"),
        ("mixtrel", "mixtral"),
        ("chat gtp", "chatgpt"),
        ("olmmo", "olmo"),
        ("granit 4.0", "granite"),
        ("stabel difusion 1.5", "stable-diffusion-1.5"),
        ("starcodr2", "starcoder2"),
    ],
)
def test_a_misspelt_name_is_known_if_one_name_is_clearly_nearest(ask: Ask, written: str, system: str) -> None:
    question = ask(f"is {written} open source?")

    assert [(m.written, m.system) for m in question.mentions if isinstance(m, Found)] == [(written, system)]
    assert len(question.mentions) == 1


@pytest.mark.parametrize(
    "written",
    [
        *(
            "Llama 5",
            "llama5",
            "Llama-5-70B",
            "Lama 5",
            "Kimi K2.5",
            "GLM-5.3",
            "Qwen 9",
            "phi-7",
            "GPT-4.1",
            "Gemma 5",
        ),
        *("DeepSeek-V3-0324", "DeepSeek R2", "Claude 7", "Grok-1.5", "Mistral 7B v0.9", "Whisper large-v2", "YOLOv7"),
        *("Mixtral 8x33B", "Stable Diffusion 1.4", "AlphaFold 4", "DALL-E 2", "Comma v0.2", "SAM 3", "yi 2"),
    ],
)
def test_another_version_is_not_known(ask: Ask, written: str) -> None:
    mentions = ask(f"is {written} open source?").mentions

    assert [mention.written for mention in mentions if isinstance(mention, NotKnown)] == [written]
    assert len(mentions) == 1


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("SQLCoder", "starcoder2"),
        ("OpenLLaMA", "llama-1"),
        ("r1-1776", "deepseek-r1"),
        ("Llama-3-Groq-Tool-Use", "llama-3"),
        ("Nous-Hermes-2-Mixtral-8x7B", "mixtral"),
        ("Mistral-7B-OpenOrca", "mistral-7b"),
        ("Qwen2.5-Coder-32B", "qwen2.5"),
        ("Llama Guard 3", "llama-3"),
        ("CodeGemma", "gemma"),
        ("Dolphin 2.9 Llama 3", "llama-3"),
        ("Llama 3.1 Nemotron 70B", "llama-3.1"),
        ("WhisperX", "whisper"),
        ("TinyLLaVA", "llava"),
        ("Zamba-7B", "zamba2"),
        ("mistral medium", "mistral-7b"),
    ],
)
def test_what_others_made_of_a_system_is_not_that_system(ask: Ask, written: str, base: str) -> None:
    (mention,) = ask(f"is {written} open source?").mentions

    assert isinstance(mention, NotKnown)
    assert mention.written == written
    assert base in mention.nearest


@pytest.mark.parametrize("written", ["OpenChat 3.5", "BART", "Samba", "Pixtral", "smolvlm", "hertz-dev", "foobarLM-7b"])
def test_a_name_nobody_recorded_is_not_known(ask: Ask, written: str) -> None:
    (mention,) = ask(f"is {written} open source?").mentions

    assert isinstance(mention, NotKnown)
    assert mention.written == written


@pytest.mark.parametrize(
    ("family", "members"),
    [
        ("Llama", LLAMAS),
        ("llamas", LLAMAS),
        ("grok", ("grok-1", "grok-2", "grok-4")),
        ("Mistral", ("mistral-7b", "mistral-small-3", "mistral-nemo", "mistral-large-3")),
        ("Falcon", ("falcon", "falcon-180b", "falcon-3")),
        ("phi", ("phi-2", "phi-3", "phi-4")),
        ("kimi", ("kimi-k2", "kimi-dev")),
        ("GPT", ("gpt-2", "gpt-neo", "gpt-j", "gpt-neox", "gpt-oss", "gpt-4")),
        ("K2", ("k2", "k2-v2")),
        ("Llama 70b", LLAMAS),
        ("mistrel", ("mistral-7b", "mistral-small-3", "mistral-nemo", "mistral-large-3")),
    ],
)
def test_a_bare_family_name_is_ambiguous(ask: Ask, family: str, members: tuple[str, ...]) -> None:
    (mention,) = ask(f"is {family} open source?").mentions

    assert isinstance(mention, Ambiguous)
    assert set(mention.systems) == set(members)


def test_the_systems_of_a_family_stand_in_the_order_in_which_they_came_out(ask: Ask) -> None:
    (mention,) = ask("is Llama open source?").mentions

    assert isinstance(mention, Ambiguous)
    assert mention.systems == LLAMAS


@pytest.mark.parametrize(
    ("name", "system", "siblings"),
    [
        ("Gemma", "gemma", {"gemma-2", "gemma-3", "gemma-4"}),
        ("OLMo", "olmo", {"olmo-2", "olmo-3"}),
        ("Qwen2", "qwen2", {"qwen2-72b"}),
        ("BLOOM", "bloom", set()),
        ("Kimi K2", "kimi-k2", set()),
    ],
)
def test_a_bare_name_that_is_the_whole_name_of_one_system_means_it(
    ask: Ask, name: str, system: str, siblings: set[str]
) -> None:
    (mention,) = ask(f"is {name} open source?").mentions

    assert isinstance(mention, Found)
    assert mention.system == system
    assert set(mention.siblings) == siblings


def test_the_exact_name_explains_the_bare_one(ask: Ask) -> None:
    assert found(ask, "there is no Llama paper with data in it, is Llama 3 open source?") == ["llama-3"]
    assert found(ask, "people like Gemma. Is Gemma 3 open source?") == ["gemma-3"]


def test_names_side_by_side_do_not_explain_each_other(ask: Ask) -> None:
    assert found(ask, "Gemma vs Gemma 3") == ["gemma", "gemma-3"]


@pytest.mark.parametrize(
    ("text", "systems"),
    [
        ("Llama 2 or 3, which is more open?", ["llama-2", "llama-3"]),
        ("phi-2, phi-3 and 4: open source?", ["phi-2", "phi-3", "phi-4"]),
        ("Which GLM is MIT, 4.5 or 5?", ["glm-4.5", "glm-5"]),
    ],
)
def test_a_version_alone_stands_for_the_whole_name(ask: Ask, text: str, systems: list[str]) -> None:
    assert [mention.system for mention in ask(text).mentions if isinstance(mention, Found)] == systems


@pytest.mark.parametrize(
    "text",
    [
        "he told me to add a comma, it is open to misreading",
        "the amber light on my crystal radio",
        "Sam said he would opt out of the survey",
        "I can't grok this paragraph",
        "What a clip! The whisper at the end gave me chills.",
        "the command line is open source",
        "an open assistant position in our lab",
        "my flux capacitor, my falcon, my goose",
        "marin county, piper at the gates, a viking ship",
        "Y I mean that's 2 of 3",
        "llama.cpp and ollama are open source",
        "is a Llama-based model open source?",
        "is Sam Altman right about open source?",
        "Is the Apache 2.0 licence free? And MIT, BSD-3-Clause, CC-BY-SA-4.0, OpenRAIL-M?",
        "training data, model card, weights, tech report",
        "does OSAID 1.0-RC1 or MOF 1.0 or G7 2026 say so",
        "On 3 May 2024 we met in Paris with 20 people and 3 GPUs (RTX 4090)",
        "Das Modell, die Gewichte und die Lizenz: ist das quelloffen?",
        "Le modèle, les poids, la licence : est-ce ouvert ?",
        "这个模型是开源的吗",
        "```\nllama 3 open source\n```",
        "<@1234> <#5678> <:llama:91011> hello",
        "https://example.org/llama-3 nice page",
    ],
)
def test_ordinary_talk_names_no_system(ask: Ask, text: str) -> None:
    assert ask(text).mentions == ()


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("is opt open source?", "opt"),
        ("OPT licence", "opt"),
        ("what licence is Yi under", "yi"),
        ("training data of whisper", "whisper"),
        ("clip's weights", "clip"),
        ("what about comma", "comma-v0.1"),
        ("is o3 open source", "chatgpt"),
        ("marin", "marin"),
        ("bloom: open source or not?", "bloom"),
    ],
)
def test_a_name_that_is_also_a_word_is_taken_where_a_name_belongs(ask: Ask, text: str, system: str) -> None:
    assert found(ask, text) == [system]


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("https://huggingface.co/meta-llama/Llama-2-7b-hf", "llama-2"),
        ("open source? huggingface.co/bigscience/bloom", "bloom"),
        ("https://github.com/xai-org/grok-1/blob/main/LICENSE", "grok-1"),
        ("see https://github.com/EleutherAI/pythia.git please", "pythia"),
    ],
)
def test_the_address_of_a_repository_names_its_system(ask: Ask, text: str, system: str) -> None:
    assert found(ask, text) == [system]


def test_an_unknown_repository_on_hugging_face_is_a_name_not_known(ask: Ask) -> None:
    (mention,) = ask("is https://huggingface.co/someone/fooBar-13b open source").mentions

    assert mention == NotKnown("fooBar-13b", mention.nearest)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("text", "developer"),
    [
        ("is OpenAI open source?", "OpenAI"),
        ("what about Meta's models, are they open source", "Meta"),
        ("is anything by the Allen Institute for AI open source?", "Allen Institute for AI"),
        ("is Mistral AI open source", "Mistral AI"),
    ],
)
def test_a_developer_alone_means_all_its_systems(ask: Ask, text: str, developer: str) -> None:
    question = ask(text)

    assert question.developer == developer
    assert question.mentions == ()


def test_a_developer_beside_its_system_means_the_system(ask: Ask) -> None:
    question = ask("is Meta's Llama 3 open source?")

    assert question.developer is None
    assert [mention.system for mention in question.mentions if isinstance(mention, Found)] == ["llama-3"]


def test_invisible_letters_do_not_hide_a_name(ask: Ask) -> None:
    (mention,) = ask("is Lla\u200bma\u00ad 3 open source?").mentions

    assert isinstance(mention, Found)
    assert (mention.system, mention.written) == ("llama-3", "Lla\u200bma\u00ad 3")

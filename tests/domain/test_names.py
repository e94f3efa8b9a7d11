"""Names as people write them."""

from __future__ import annotations

import pytest

from bot.domain.names import fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Pythia", "pythia"),
        ("PYTHIA", "pythia"),
        ("  Pythia  ", "pythia"),
        ("Llama 2", "llama2"),
        ("llama-2", "llama2"),
        ("LLaMA_2", "llama2"),
        ("Llama—2", "llama2"),
        ("meta-llama/Llama 2", "metallamallama2"),
        ("T5", "t5"),
        ("GPT-4", "gpt4"),
        ("Grok\u20111", "grok1"),
        ("Command R+", "commandr+"),
        ("Qwen2.5-7B", "qwen2.5_7b"),
        ("qwen 2.5 7b", "qwen2.5_7b"),
        ("Qwen2.5_7B", "qwen2.5_7b"),
        ("qwen2-57b", "qwen2_57b"),
        ("Qwen2.5\u20107B", "qwen2.5_7b"),
        ("Qwen2.5\u20117B", "qwen2.5_7b"),
        ("Qwen2.5\u20137B", "qwen2.5_7b"),
        ("Qwen2.5\u22127B", "qwen2.5_7b"),
        ("FLUX.1 [schnell]", "flux1schnell"),
        ("FLUX.1-schnell", "flux1schnell"),
        ("Mixtral 8x7B v0.1", "mixtral8x7bv0.1"),
        ("is it Llama 2?", "isitllama2"),
        ("Falcon.", "falcon"),
        ("Café", "cafe"),
        ("Straße", "strasse"),
        ("“Amber”", "amber"),
        ("OLMo 2 7B", "olmo2_7b"),
        ("OLMo-2-7B", "olmo2_7b"),
        ("1.0-RC1", "1.0rc1"),
        ("1·0", "1_0"),
        ("", ""),
        ("?!", ""),
    ],
)
def test_a_name_is_folded(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_a_separator_between_digits_keeps_two_systems_apart() -> None:
    assert fold("qwen2-57b") != fold("Qwen2.5-7B")
    assert fold("Phi-3 5") != fold("Phi-3.5")


@pytest.mark.parametrize(
    "written",
    [
        "\N{FULLWIDTH LATIN CAPITAL LETTER L}lama\N{IDEOGRAPHIC SPACE}\N{FULLWIDTH DIGIT TWO}",
        "\N{MATHEMATICAL BOLD CAPITAL L}l\N{MATHEMATICAL BOLD SMALL A}ma \N{MATHEMATICAL BOLD DIGIT TWO}",
        "\N{SCRIPT CAPITAL L}lama-2",
        "\N{CIRCLED LATIN CAPITAL LETTER L}lama-\N{SUPERSCRIPT TWO}",
    ],
)
def test_letters_of_another_shape_are_the_same_letters(written: str) -> None:
    assert fold(written) == "llama2"


@pytest.mark.parametrize(
    "written",
    [
        "Qwen2.5-7B",
        "\N{SCRIPT CAPITAL L}lama 2",
        "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}stanbul 1.5",
        "\N{LATIN SMALL LIGATURE FI}ne-tuned \N{VULGAR FRACTION ONE HALF}",
        "a. b. 1. 5",
        "\N{TELEPHONE SIGN} 2-3",
    ],
)
def test_folding_twice_changes_nothing(written: str) -> None:
    assert fold(fold(written)) == fold(written)

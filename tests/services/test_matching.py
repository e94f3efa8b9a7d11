"""Which system an entry means: exact names only; all else is doubtful."""

from __future__ import annotations

import pytest

from bot.domain.libraries import Library
from bot.domain.systems import Assessor, Entry
from bot.services.matching import Match, Matcher


def an_entry(name: str, model: str | None = None, file: str = "x.yml") -> Entry:
    """An entry by name."""
    return Entry(Assessor.EUROPEAN_INDEX, file, name, "https://example.org", model=model)


@pytest.fixture(scope="module")
def matcher(library: Library) -> Matcher:
    """Over the real systems."""
    return Matcher(library.systems)


@pytest.mark.parametrize(
    ("name", "model", "system"),
    [
        ("Pythia-6.9B", None, "pythia"),
        ("gpt-oss-120b", None, "gpt-oss"),
        ("Falcon-180B", None, "falcon-180b"),
        ("StarCoder", None, "starcoder"),
        ("BERT", "BERT", "bert"),
        ("Apertus", "Apertus-70B-Instruct-2509", "apertus"),
        ("Llama 2", "Llama-2-70B-Chat", "llama-2"),
        ("DeepSeek V3.2", "DeepSeek-V3.2-Speciale", "deepseek-v3.2"),
        ("Koala", "Koala", None),
    ],
)
def test_an_exact_name_is_certain(matcher: Matcher, name: str, model: str | None, system: str | None) -> None:
    assert matcher.match(an_entry(name, model)) == Match(system)


@pytest.mark.parametrize(
    ("name", "model", "first"),
    [
        ("Stable-Diffusion", None, "stable-diffusion-1.5"),  # a family's name, that one member has as an alias
        ("Stable Diffusion", "Stable-Diffusion-3.5-Large", "stable-diffusion-3.5"),
        ("Gemma", "Gemma-3-27B-IT", "gemma-3"),  # one file for a family: it is about the newest
        ("OLMo", "Olmo-3.1-32B-Think", "olmo-3"),
        ("Falcon", "Falcon-H1R-7B", "falcon"),
        ("Pythia", "Pythia-Chat-Base-7B", "pythia"),  # another developer's
        ("Amber", "AmberSafe", "amber"),
        ("Phi", "Phi-4-reasoning", "phi-4"),
        ("Qwen2.5-32B-Instruct", None, "qwen2.5"),  # a size that has no name here
        ("Llama-3.1-8B", None, "llama-3.1"),
        ("Granite-3B-Code-Instruct", None, "granite-3"),
        ("DeepSeek-V3-test", None, "deepseek-v3"),
    ],
)
def test_what_is_not_exact_is_doubtful_with_the_likeliest_first(
    matcher: Matcher, name: str, model: str | None, first: str
) -> None:
    match = matcher.match(an_entry(name, model))

    assert match.system is None
    assert match.candidates[0] == first


def test_the_name_of_the_file_brings_candidates_as_well(matcher: Matcher) -> None:
    match = matcher.match(an_entry("Qwen2.5-32B-Instruct", file="Qwen2.5-72B-Instruct.yml"))

    assert match.candidates == ("qwen2.5-72b", "qwen2.5") or match.candidates == ("qwen2.5", "qwen2.5-72b")


@pytest.mark.parametrize("name", ["Turing-NLG", "Unnamed-Model", "Optimus", "trlx", "!!!", "模型"])
def test_a_name_like_none_of_ours_has_no_candidates(matcher: Matcher, name: str) -> None:
    assert matcher.match(an_entry(name)) == Match(None, ())


def test_every_name_of_a_system_that_is_not_its_familys_means_it(library: Library, matcher: Matcher) -> None:
    doubtful = set()
    for system in library.systems.values():
        for name in (system.id, system.name, *system.aliases):
            match = matcher.match(an_entry(name))
            assert match.system in (system.id, None)
            if match.system is None:
                doubtful.add(name.casefold())

    families = {system.family.casefold() for system in library.systems.values()}
    assert {name.replace(" ", "").replace("-", "") for name in doubtful} <= {
        family.replace(" ", "").replace("-", "") for family in families
    }

"""Names written wrongly: few are found, and next to nothing else."""

from __future__ import annotations

import time
from functools import cache

import pytest

from bot.definitions.checking import read_files
from bot.definitions.places import data_root
from bot.domain.meetings.remarks import Remark
from bot.services.minutes.glossaries import Glossary, sound
from bot.summarisers import qmsum
from tests.support.meetings import ABSENT, LOGS, read
from tests.support.upstream import SHARED

TALKS = SHARED / "qmsum" / "validation"


@cache
def glossary() -> Glossary:
    return Glossary(read_files(data_root()).systems.values(), ("Mark Dingemanse", "Ana Lovric", "Andrew Roe"))


def found(text: str) -> list[tuple[str, str]]:
    return [(one.said, one.instead) for one in glossary().corrections([Remark(7, "ana", text)])]


@pytest.mark.parametrize(
    ("text", "said", "instead"),
    [
        ("Is Lama 2 open source?", "Lama 2", "Llama 2"),
        ("LAMA 3.1 is the next", "LAMA 3.1", "Llama 3.1"),
        ("we looked at Lama-2.", "Lama-2", "Llama-2"),
        ("Gema 2 and others", "Gema 2", "Gemma 2"),
        ("Quen2.5 too", "Quen2.5", "Qwen2.5"),
        ("the Pithia group voted", "Pithia", "Pythia"),
        ("Pythea, however", "Pythea", "Pythia"),
        ("mixtrel failed", "mixtrel", "Mixtral"),
        ("the all mo group", "all mo", "OLMo"),
        ("people of Luther AI", "Luther AI", "EleutherAI"),
        ("and Antropic", "Antropic", "Anthropic"),
        ("what Dingemansse said", "Dingemansse", "Dingemanse"),
    ],
)
def test_a_name_that_is_a_slip_away_is_found(text: str, said: str, instead: str) -> None:
    corrected = glossary().corrections([Remark(7, "ana", text)])

    assert [(one.number, one.said, one.instead, text[slice(*one.span)]) for one in corrected] == [
        (7, said, instead, said)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Llama 2, llama-2, LLaMA 2, Llama-2-70b and Llama 3",
        "Pythia, OLMo, BLOOM, T5 and EleutherAI",
        "the Dalai Lama",
        "a llama and two alpacas",
        "gamma 2 and part 2",
        "see paper 3, page 4, table 2, version 1.0",
        "poor 2 of us, four 3s",
        "apply it to apples and papers",
        "the marine and the python",
        "clouds, claws and clauses",
        "Luther was a monk",
        "all more or less, all mostly",
        "a commend, a comma, a command",
        "minstrels and ministers in the mistral",
        "vaccine, vacuum, vicinity",
        "Andrea and Andreas, Anna and Anne",
        "Dingemanses",
        "the dingelmans",
        "https://example.org/pithia/lama-2 and lama-2.txt",
        "`Pithia` and ```\nPithia\n```",
        "> Pithia is fine",
        "<@42> pithia@example.org",
        "Lama 7",
        "Llama 20",
        "the open sauce",
        "together with others, the community and partners",
        "Die Marine und das Papier",
        "gemini, gemstones, geminate",
        "",
    ],
)
def test_what_is_right_or_another_word_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_who_takes_part_under_a_name_like_a_systems_is_not_corrected() -> None:
    own = Glossary(read_files(data_root()).systems.values(), ("Pithia",))

    assert own.corrections([Remark(1, "Pithia", "Pithia is here")]) == []


def test_people_come_to_the_names_of_systems_and_leave_them_as_they_are() -> None:
    own = glossary().with_people(["Jo Lindqvist"])

    said = [Remark(1, "", "Lindqvyst spoke of Pithia")]
    assert [one.instead for one in own.corrections(said)] == ["Lindqvist", "Pythia"]
    assert [one.instead for one in glossary().corrections(said)] == ["Pythia"]


def test_two_names_as_near_as_each_other_are_none() -> None:
    own = Glossary((), ("Johannsen", "Johannson"))

    assert own.corrections([Remark(1, "", "what Johannsan said")]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Pithia", "Pythia"), ("Lama", "Llama"), ("Quen", "Qwen"), ("phase", "face"), ("Antropik", "Anthropic")],
)
def test_what_sounds_alike_has_one_sound(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize("part", ["a", "lama ", "`", "<@", "1 ", "@", "x-", "lama 2 ", "a@", "> ", "http://"])
def test_long_lines_take_no_longer_than_long_ones(part: str) -> None:
    text = part * (100_000 // len(part))
    started = time.process_time()

    found(text)

    assert time.process_time() - started < 3


@pytest.mark.skipif(not LOGS.exists(), reason=ABSENT)
def test_logs_that_are_not_about_ai_have_next_to_no_suggestions() -> None:
    words, hits = 0, []
    for path in sorted(LOGS.glob("*/logs/*.txt")):
        _layout, reading = read(path.read_text(encoding="utf-8", errors="replace"))
        words += sum(len(one.text.split()) for one in reading.remarks)
        hits += glossary().corrections(reading.remarks)

    assert words > 30_000
    assert len(hits) <= words // 25_000, [(one.said, one.instead) for one in hits]


@pytest.mark.skipif(not TALKS.is_dir(), reason="the meetings are not here: ../shared/data/qmsum")
def test_talks_that_are_not_about_ai_have_next_to_no_suggestions() -> None:
    words, hits = 0, []
    for path in sorted(TALKS.glob("*.json"))[:12]:
        remarks = qmsum.read(path.read_bytes()).remarks
        words += sum(len(one.text.split()) for one in remarks)
        hits += glossary().corrections(remarks)

    assert words > 80_000
    assert len(hits) <= words // 50_000, [(one.said, one.instead) for one in hits]

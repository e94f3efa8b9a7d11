"""Every labelled question: the systems, the kind and the version that it names."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from bot.domain.names import fold
from bot.domain.questions import Ambiguous, Found, Mention, NotKnown, Question
from bot.services.understanding import Vocabulary, understand

DATA = Path(__file__).parents[2] / "data"
FILES = ("questions.tsv", "questions-more.tsv")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


ROWS = [row for name in FILES for row in rows(name)]
IDS = [row["question"][:60] for row in ROWS]


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_exactly_the_systems_meant_are_found(row: dict[str, str], vocabulary: Vocabulary) -> None:
    question = understand(row["question"], vocabulary)

    expected = [part.strip() for part in row["expected"].split(";") if part.strip() != "none"]
    left = list(question.mentions)
    for part in expected:
        fitting = next((mention for mention in left if fits(mention, part)), None)
        assert fitting is not None, f"{part} is missing in {question.mentions}"
        left.remove(fitting)
    assert left == []


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_the_leading_kind_is_one_of_those_meant(row: dict[str, str], vocabulary: Vocabulary) -> None:
    question = understand(row["question"], vocabulary)

    assert question.kind in row["kind"].split("|")


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_exactly_the_versions_named_are_found(row: dict[str, str], vocabulary: Vocabulary) -> None:
    question = understand(row["question"], vocabulary)

    assert list(question.definitions) == [part.strip() for part in row["definition"].split(";") if part]


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_what_was_written_stands_in_the_question(row: dict[str, str], vocabulary: Vocabulary) -> None:
    question: Question = understand(row["question"], vocabulary)

    assert all(mention.written in row["question"] for mention in question.mentions)


def fits(mention: Mention, expected: str) -> bool:
    kind, _colon, value = expected.partition(":")
    match mention:
        case Found(system=system, siblings=siblings):
            several = kind == "ambiguous" and siblings and {system, *siblings} >= set(value.split(","))
            return system == expected or bool(several)
        case Ambiguous(systems=systems):
            return kind == "ambiguous" and set(systems) == set(value.split(","))
        case NotKnown(written=written):
            # "K3" after "Kimi K2.5" stands for Kimi K3.
            return kind == "unknown" and (fold(value).endswith(fold(written)) or fold(value) in fold(written))

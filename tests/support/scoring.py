"""Scoring answers against labelled questions (columns: question, expected, kind, definition)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from bot.app import App
from bot.domain.answers import Answer
from bot.domain.names import fold

IN_FORCE = "osaid 1.0"


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled question.

    ``systems`` are ids that must all be answered for, ``unknown`` names that must be said to be unknown; ``ambiguous``
    are ids of which several, or one that is named, may be answered for. All empty: no system is meant.
    """

    question: str
    systems: tuple[str, ...]
    unknown: tuple[str, ...]
    ambiguous: tuple[str, ...]
    kinds: tuple[str, ...]
    definitions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How a question fared. ``wrong_verdict``: a verdict was given on a system that was not asked about."""

    row: Row
    right: bool
    wrong_verdict: bool
    said: str


def rows(file: Path) -> list[Row]:
    """The questions of a file."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [_row(line) for line in csv.DictReader(lines, delimiter="\t")]


def _row(line: dict[str, str]) -> Row:
    systems, unknown, ambiguous = [], [], []
    for part in line["expected"].split(";"):
        kind, _colon, value = part.strip().partition(":")
        if kind == "unknown":
            unknown.append(value)
        elif kind == "ambiguous":
            ambiguous += value.split(",")
        elif kind != "none":
            systems.append(kind)
    kinds = tuple(line["kind"].split("|"))
    definitions = tuple(part.strip() for part in (line["definition"] or IN_FORCE).split(";"))
    return Row(line["question"], tuple(systems), tuple(unknown), tuple(ambiguous), kinds, definitions)


async def score(app: App, row: Row) -> Score:
    """Ask a question through the service and compare."""
    answer = await app.answers.ask(row.question)
    said = [about.system.id for about in answer.systems]
    allowed = {*row.systems, *row.ambiguous}
    right = _systems_right(answer, row) and answer.question.kind in row.kinds
    used = tuple(version.label for version in answer.definitions) or (answer.definition.label,)
    right = right and used == row.definitions
    described = f"{said} {answer.question.kinds} unknown={[n.written for n in answer.not_known]} {answer.ambiguous}"
    return Score(row, right, any(id_ not in allowed for id_ in said), described)


def _systems_right(answer: Answer, row: Row) -> bool:
    said = {about.system.id for about in answer.systems}
    unknown = {fold(name.written) for name in answer.not_known}
    told = all(any(fold(name) in found for found in unknown) for name in row.unknown)
    if not told or bool(unknown) != bool(row.unknown):
        return False
    if row.ambiguous:
        offered = {candidate.assessment.system.id for candidate in answer.candidates}
        taken = said - set(row.systems)
        named = all(about.siblings for about in answer.systems if about.system.id in taken)
        asked_back = bool(offered) and offered <= set(row.ambiguous)
        answered = bool(taken) and taken <= set(row.ambiguous) and (len(taken) > 1 or named)
        return said >= set(row.systems) and (answered or (asked_back and not taken))
    # A maker's name alone means all of its systems, and none in particular.
    return said == set(row.systems) and (not answer.ambiguous or answer.question.developer is not None)

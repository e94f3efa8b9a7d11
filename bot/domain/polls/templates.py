"""The polls that everybody runs, so that a normal one takes one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.definitions import Definition, Requirement
from bot.domain.polls.asked import Asked
from bot.texts import _


class Template(StrEnum):
    """Which components a poll asks about, unless they are named."""

    FREEDOMS_17 = "freedoms-17"
    DEFINITION = "definition"
    QUICK = "quick"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a template settles: the version, the question, and the rows where only some are asked. None: left open."""

    definition: str | None
    question: str
    rows: tuple[str, ...] = ()


_QUESTION = _("Which components are needed to use, study, modify and share {subject}?")
TEMPLATES: Mapping[Template, Shape] = {
    Template.FREEDOMS_17: Shape("mof 1.0", _QUESTION),
    Template.DEFINITION: Shape(None, _QUESTION),
    Template.QUICK: Shape(
        "mof 1.0", _QUESTION, ("training-code", "model-parameters-final", "datasets", "data-card", "technical-report")
    ),
}


def asked(definition: Definition, rows: Sequence[str] = ()) -> tuple[Asked, ...]:
    """The rows of a version as components to ask about: all, or those with these ids, in the order of the version."""
    wanted = set(rows) or {row.id for row in definition.requirements}
    return tuple(_asked(row) for row in definition.requirements if row.id in wanted)


def _asked(row: Requirement) -> Asked:
    return Asked(row.id, row.name, row.component)

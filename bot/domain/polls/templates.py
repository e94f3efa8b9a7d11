"""The polls that everybody runs, so that a normal one takes one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.definitions import Definition, Requirement
from bot.domain.polls.asked import Asked
from bot.domain.polls.scales import BallotScale
from bot.texts import _


class Template(StrEnum):
    """Which components a poll asks about, unless they are named."""

    FREEDOMS_17 = "freedoms-17"
    DEFINITION = "definition"
    QUICK = "quick"
    TEMPERATURE = "temperature"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a template settles: the version, the rows where only some are asked, and the scale. None: left open."""

    definition: str | None
    rows: tuple[str, ...] = ()
    scale: BallotScale = BallotScale.REQUIRED


QUESTIONS: Mapping[BallotScale, str] = {
    BallotScale.REQUIRED: _("Which components are needed to use, study, modify and share {subject}?"),
    BallotScale.TEMPERATURE: _(
        "How far are you for or against requiring these components to use, study, modify and share {subject}?"
    ),
}
"""What is asked on each scale, where no other question is."""

TEMPLATES: Mapping[Template, Shape] = {
    Template.FREEDOMS_17: Shape("mof 1.0"),
    Template.DEFINITION: Shape(None),
    Template.QUICK: Shape(
        "mof 1.0", ("training-code", "model-parameters-final", "datasets", "data-card", "technical-report")
    ),
    Template.TEMPERATURE: Shape("mof 1.0", scale=BallotScale.TEMPERATURE),
}


def asked(definition: Definition, rows: Sequence[str] = ()) -> tuple[Asked, ...]:
    """The rows of a version as components to ask about: all, or those with these ids, in the order of the version."""
    wanted = set(rows) or {row.id for row in definition.requirements}
    return tuple(_asked(row) for row in definition.requirements if row.id in wanted)


def _asked(row: Requirement) -> Asked:
    return Asked(row.id, row.name, row.component)

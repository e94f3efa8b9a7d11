"""The part of the configuration that says what a version needs before each step."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from bot.definitions.reading import Document
from bot.domain.endorsements.readiness import GATES, Gate

Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=60)]
Shown = Annotated[str, Field(pattern=r"^\S.*$", max_length=100)]


@dataclass(frozen=True, slots=True)
class GateSettings:
    """What a version needs before a step; ``categories`` are the ids of those that count, empty for all there are.

    ``id`` is what is stored: it stays when the label or a number changes.
    """

    id: Key
    label: Shown
    per_category: Annotated[int, Field(ge=0, le=100_000)] = 0
    organisations: Annotated[int, Field(ge=0, le=100_000)] = 0
    categories: Annotated[tuple[Key, ...], Field(max_length=25)] = ()

    @property
    def value(self) -> Gate:
        """The gate."""
        return Gate(self.id, self.label, self.per_category, self.organisations, self.categories)


Gates = Annotated[tuple[GateSettings, ...], Field(max_length=10)]

DEFAULT: tuple[GateSettings, ...] = tuple(
    GateSettings(gate.id, gate.label, gate.per_category, gate.organisations, gate.categories) for gate in GATES
)


def check_gates(document: Document, gates: Sequence[GateSettings], categories: Set[str]) -> None:
    """A gate must ask for something, of categories that there are, and be told from the others."""
    seen: set[str] = set()
    for number, gate in enumerate(gates):
        place = ("readiness", number)
        if gate.id in seen:
            document.problem(place, "expected an id of its own")
        seen.add(gate.id)
        if not gate.per_category and not gate.organisations:
            document.problem(place, "expected per_category or organisations, or the gate would ask for nothing")
        for unknown in dict.fromkeys(id_ for id_ in gate.categories if id_ not in categories):
            document.problem((*place, "categories"), f"expected ids of stakeholders.categories, found {unknown}")

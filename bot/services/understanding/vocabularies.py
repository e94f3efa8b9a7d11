"""Everything a question can be about, by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.licences import Licence
from bot.domain.systems import Component, System
from bot.services.understanding.name_indexes import NameIndex
from bot.services.understanding.reference_indexes import References


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of systems, definitions, licences and components. It is never changed; `replacing` gives another."""

    names: NameIndex
    references: References

    @classmethod
    def build(
        cls,
        systems: Iterable[System],
        definitions: Sequence[tuple[str, str]],
        licences: Iterable[Licence],
        components: Iterable[Component],
    ) -> Vocabulary:
        """Build it from domain values.

        Args:
            definitions: Label and title of each version, as in ("osaid 1.0", "Open Source AI Definition 1.0").
        """
        return cls(NameIndex.build(systems), References.build(definitions, licences, components))

    def replacing(self, system: System) -> Vocabulary:
        """The same vocabulary with one system added, or its names exchanged for new ones."""
        return Vocabulary(self.names.replacing(system), self.references)

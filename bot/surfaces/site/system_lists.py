"""The list of all systems: by verdict, and by name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from bot.domain.assessments import Verdict
from bot.domain.definitions import Definition
from bot.services.published.systems import PublishedSystem, PublishedSystems
from bot.surfaces.replies.wording import verdict_word
from bot.surfaces.site import addresses
from bot.surfaces.site.system_parts import Mark
from bot.surfaces.site.system_views import row_mark
from bot.surfaces.site.telling import VERDICT_ORDER, VERDICT_TONES

_OTHERS = "0–9"


@dataclass(frozen=True, slots=True)
class ListedSystem:
    """A system in a list; ``anchor`` is that of its letter if it is the first under it, else empty."""

    name: str
    path: str
    developer: str
    marks: tuple[Mark, ...]
    oldest: date | None
    anchor: str


@dataclass(frozen=True, slots=True)
class VerdictGroup:
    """The systems with one verdict under the version in force, by name."""

    verdict: Verdict
    mark: Mark
    anchor: str
    count: int
    systems: tuple[ListedSystem, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """All systems: by name, by verdict, and the letters under which there are some with their anchors."""

    systems: tuple[ListedSystem, ...]
    groups: tuple[VerdictGroup, ...]
    letters: tuple[tuple[str, str], ...]
    majors: tuple[Definition, ...]


def list_view(everything: PublishedSystems) -> ListView:
    """Put the list together."""
    ordered = sorted(everything.systems.values(), key=lambda one: (one.system.name.casefold(), one.system.id))
    letters: dict[str, str] = {}
    listed = tuple(_listed(one, everything, letters) for one in ordered)
    return ListView(listed, _groups(ordered, listed, everything), tuple(letters.items()), everything.majors)


def _listed(one: PublishedSystem, everything: PublishedSystems, letters: dict[str, str]) -> ListedSystem:
    letter = one.system.name[:1].upper()
    letter = letter if letter.isalpha() else _OTHERS
    anchor = f"letter-{letter.lower() if letter.isalpha() else 'other'}"
    first = letter not in letters
    letters.setdefault(letter, anchor)
    return ListedSystem(
        name=one.system.name,
        path=addresses.system_path(one.system.id),
        developer=one.system.developer,
        marks=tuple(row_mark(one, definition) for definition in everything.majors),
        oldest=one.standing.rows[everything.in_force.label].oldest,
        anchor=anchor if first else "",
    )


def _groups(
    ordered: list[PublishedSystem], listed: tuple[ListedSystem, ...], everything: PublishedSystems
) -> tuple[VerdictGroup, ...]:
    label = everything.in_force.label
    verdicts = [one.standing.rows[label].verdict for one in ordered]
    counts = Counter(verdicts)
    return tuple(
        VerdictGroup(
            verdict,
            Mark(verdict_word(verdict), VERDICT_TONES[verdict]),
            verdict.value.replace("_", "-"),
            counts[verdict],
            tuple(one for one, found in zip(listed, verdicts, strict=True) if found is verdict),
        )
        for verdict in VERDICT_ORDER
        if counts[verdict]
    )

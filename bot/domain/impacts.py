"""What a draft would change if it were in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.assessments import Assessment, Verdict, group_key
from bot.domain.comparisons import RowChange, RowDifference, Turn, level_turn, rows_changed, turn
from bot.domain.definitions import Definition, choices
from bot.domain.judging import Reviewed
from bot.domain.libraries import Library


@dataclass(frozen=True, slots=True)
class Impact:
    """A draft against a version: rows that differ, and what becomes of the systems.

    ``turns`` are systems whose verdict turns, ``moves`` those that keep it and reach another level. ``counts_before``
    and ``counts_after`` say how many systems have which verdict.
    """

    before: Definition
    after: Definition
    rows: tuple[RowDifference, ...]
    turns: tuple[Turn, ...]
    moves: tuple[Turn, ...]
    counts_before: Mapping[Verdict, int]
    counts_after: Mapping[Verdict, int]

    @property
    def systems(self) -> int:
        """How many systems were judged."""
        return sum(self.counts_before.values())

    @property
    def clauses(self) -> tuple[tuple[str, str, int], ...]:
        """The rows that turn or move systems: name, clause, and how many; those that turn most first."""
        rows: Counter[tuple[str, str]] = Counter()
        for turned in (*self.turns, *self.moves):
            rows.update({(found.requirement.name, found.requirement.clause) for found in turned.because})
        ordered = sorted(rows.items(), key=lambda entry: (-entry[1], entry[0]))
        return tuple((name, clause, count) for (name, clause), count in ordered)


def impact(before: Definition, after: Definition, pairs: Iterable[tuple[Assessment, Assessment]]) -> Impact:
    """Compare what systems get under two versions.

    Args:
        pairs: Each system under the version before and under the draft; looked at one by one.
    """
    counts_before: Counter[Verdict] = Counter()
    counts_after: Counter[Verdict] = Counter()
    turns, moves = [], []
    for old, new in pairs:
        counts_before[old.verdict] += 1
        counts_after[new.verdict] += 1
        if turned := turn(old, new):
            turns.append(turned)
        elif moved := level_turn(old, new):
            moves.append(moved)
    return Impact(
        before, after, rows_changed(before, after), tuple(turns), tuple(moves), counts_before, counts_after
    )  # fmt: skip


def impact_on(library: Library, before: Definition, after: Definition) -> Impact:
    """What a draft would change for every system of a library."""
    drafted = library.assess_all(after, still_reviewed(before, after))
    return impact(before, after, zip(library.assess_all(before), drafted, strict=True))


def still_reviewed(before: Definition, after: Definition) -> Reviewed:
    """The reviews of a version as far as they hold for a draft: for the rows and choices that it leaves as they were.

    Otherwise every draft would turn the systems that pass by review, for its label alone.
    """
    differing = [row.after for row in rows_changed(before, after) if row.change is not RowChange.RENAMED]
    rows = {row.id for row in after.requirements} - {row.id for row in differing if row}
    return Reviewed(before.label, frozenset(rows), _choices(before) & _choices(after))


def _choices(definition: Definition) -> frozenset[str]:
    return frozenset(group_key(choice) for level in definition.levels for choice in choices(level.requires))

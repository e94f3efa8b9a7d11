"""What a poll's result would change if it were adopted, as it was when the poll was counted; kept with the poll.

Systems change, and so does the version in force: what is told of a poll that is over would change with them. So it is
computed once for a tally, and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.assessments import Assessment, Verdict
from bot.domain.comparisons import Turn
from bot.domain.impacts import Impact
from bot.domain.polls.polls import EventKind, PollEvent


@dataclass(frozen=True, slots=True)
class Stood:
    """A system's verdict at that time, with the levels that it reached of a ladder, as they are called."""

    verdict: Verdict
    level: str | None = None
    possible_level: str | None = None


@dataclass(frozen=True, slots=True)
class AdoptedTurn:
    """A system that would have changed verdict, or level; ``because``: the rows that did it, with their clauses."""

    system: str
    name: str
    before: Stood
    after: Stood
    because: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Adoption:
    """What would have changed.

    ``tally`` is the digest of the tally that it was computed of. ``before`` and ``after`` are labels: of the version in
    force, and of the draft; None where the result decided nothing that a draft could say. ``counts`` has the number of
    systems of each verdict, before and after.
    """

    tally: str
    before: str | None = None
    after: str | None = None
    systems: int = 0
    turns: tuple[AdoptedTurn, ...] = ()
    counts: Mapping[Verdict, tuple[int, int]] | None = None

    @property
    def body(self) -> dict[str, Any]:
        """As an event keeps it."""
        return {
            "tally": self.tally,
            "before": self.before,
            "after": self.after,
            "systems": self.systems,
            "turns": [_tree(one) for one in self.turns],
            "counts": {verdict.value: list(pair) for verdict, pair in (self.counts or {}).items()},
        }


def adoption(tally: str, impact: Impact | None) -> Adoption:
    """What a result would change, to be kept."""
    if impact is None:
        return Adoption(tally)
    turns = tuple(_turn(one) for one in (*impact.turns, *impact.moves))
    counts = {
        verdict: (impact.counts_before.get(verdict, 0), impact.counts_after.get(verdict, 0))
        for verdict in Verdict
        if impact.counts_before.get(verdict) or impact.counts_after.get(verdict)
    }
    return Adoption(tally, impact.before.label, impact.after.label, impact.systems, turns, counts)


def kept(events: Iterable[PollEvent]) -> tuple[Adoption, PollEvent] | None:
    """The last that was kept, with its event; None where none was."""
    found = [event for event in events if event.kind is EventKind.ADOPTION_NOTED]
    return (_adoption(found[-1].body), found[-1]) if found else None


def last_tally(events: Iterable[PollEvent]) -> str | None:
    """The digest of the tally that a poll has: at its close, or as it was counted last; None before its close."""
    digest = None
    for event in events:
        if event.kind is EventKind.CLOSED:
            digest = event.body["digest"]
        elif event.kind in (EventKind.EXCLUDED, EventKind.RECOUNTED):
            digest = event.body.get("after", digest)
    return digest


def _turn(one: Turn) -> AdoptedTurn:
    system = one.before.system
    because = dict.fromkeys((found.requirement.name, found.requirement.clause) for found in one.because)
    return AdoptedTurn(system.id, system.name, _stood(one.before), _stood(one.after), tuple(because))


def _stood(found: Assessment) -> Stood:
    if not found.definition.ladder:
        return Stood(found.verdict)
    names = {level.id: level.name for level in found.definition.levels}
    return Stood(found.verdict, names.get(found.level or ""), names.get(found.possible_level or ""))


def _tree(one: AdoptedTurn) -> dict[str, Any]:
    return {
        "system": one.system,
        "name": one.name,
        "before": [one.before.verdict.value, one.before.level, one.before.possible_level],
        "after": [one.after.verdict.value, one.after.level, one.after.possible_level],
        "because": [list(pair) for pair in one.because],
    }


def _adoption(body: Mapping[str, Any]) -> Adoption:
    turns = tuple(
        AdoptedTurn(
            one["system"],
            one["name"],
            _read(one["before"]),
            _read(one["after"]),
            tuple((name, clause) for name, clause in one["because"]),
        )
        for one in body["turns"]
    )
    counts = {Verdict(verdict): (before, after) for verdict, (before, after) in body["counts"].items()}
    return Adoption(body["tally"], body["before"], body["after"], body["systems"], turns, counts)


def _read(found: list[Any]) -> Stood:
    verdict, level, possible = found
    return Stood(Verdict(verdict), level, possible)

"""The rows of a draft, made from the result of a poll and the version before."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from bot.domain.definitions import Definition, Freedom, Obligation, Requirement
from bot.domain.libraries import Reference
from bot.domain.licences import Terms
from bot.domain.polls.asked import Asked
from bot.domain.polls.outcomes import WORDS, Outcome
from bot.domain.polls.parameters import exact
from bot.domain.polls.results import CellResult, ComponentResult, PollResult
from bot.domain.refusals import Refusal
from bot.texts import _

USUAL_TERMS: Mapping[str, str] = {
    "code": "osi-approved-licence",
    "model": "osi-approved-terms",
    "data": "osi-approved-terms",
    "document": "osi-approved-terms",
}
"""The terms of a row by the kind of its component, where the version before names none."""

_GROUPS: Mapping[str, str] = {"code": _("Code"), "model": _("Model"), "data": _("Data"), "document": _("Documents")}


class NotDraftable(Refusal):
    """The result cannot become a draft as was wished."""


@dataclass(frozen=True, slots=True)
class PollCited:
    """The poll that a draft points at: its number, the day it closed, and where its result can be read, if anywhere."""

    number: str
    closed_on: date
    url: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """Rows made of the poll, and those of the version before that it did not ask about.

    ``merged`` are ids of the version before whose component was counted in another row: ``merged_into`` has the names.
    ``outcomes`` are by the draft's row; ``usual`` the rows whose terms are the usual ones.
    """

    polled: tuple[Requirement, ...]
    others: tuple[Requirement, ...]
    merged: frozenset[str]
    merged_into: Mapping[str, tuple[str, ...]]
    outcomes: Mapping[str, Outcome]
    usual: frozenset[str]


@dataclass(frozen=True, slots=True)
class Drafting:
    """What the rows are made from."""

    result: PollResult
    poll: PollCited
    predecessor: Definition
    reference: Reference
    adopts: frozenset[Outcome]

    def rows(self, asked: Sequence[Asked]) -> Drafted:
        """The rows of everything that was asked about, in its order."""
        before = self._before(asked)
        names = {row.id for row in self.predecessor.requirements}
        polled: list[Requirement] = []
        outcomes: dict[str, Outcome] = {}
        usual, merged, into = set(), set(), {}
        for one in asked:
            found, old = self.result.component(one.id), before.get(one.id)
            if found is None:
                merged |= {old.id} if old else set()
                into[one.name] = tuple(row.row for row in self.result.mergings if one.id in row.of)
                continue
            row = self._row(one, found, old, old.id if old else _free(one.id, names))
            names.add(row.id)
            polled.append(row)
            outcomes[row.id] = found.outcome
            if row.obligation is Obligation.REQUIRED and (old is None or old.terms is None):
                usual.add(row.id)
        known = {row.id for row in before.values()}
        others = tuple(row for row in self.predecessor.requirements if row.id not in known)
        return Drafted(tuple(polled), others, frozenset(merged), into, outcomes, frozenset(usual))

    def _before(self, asked: Sequence[Asked]) -> Mapping[str, Requirement]:
        """The row of the version before of each component asked about: the one of its id, else the first of it."""
        by_id = {row.id: row for row in self.predecessor.requirements}
        found = {one.id: by_id[one.id] for one in asked if one.id in by_id}
        taken = {row.id for row in found.values()}
        for one in asked:
            rows = [row for row in by_id.values() if row.component == one.component and row.id not in taken]
            if one.id not in found and rows:
                found[one.id] = rows[0]
                taken.add(rows[0].id)
        return found

    def _row(self, one: Asked, found: ComponentResult, old: Requirement | None, id_: str) -> Requirement:
        component = self.reference.components.get(one.component)
        if component is None:
            text = _("The vocabulary has no component “{component}”, which the poll asked about as “{name}”; add it to "
                     "vocabulary/components.yaml first.")  # fmt: skip
            raise NotDraftable(text.format(component=one.component, name=one.name))
        required = found.outcome in self.adopts
        cells = [cell for cell in found.cells if cell.outcome in self.adopts] if required else list(found.cells)
        return Requirement(
            id=id_,
            name=old.name if old else one.name,
            group=old.group if old else _GROUPS.get(component.kind, component.kind.capitalize()),
            component=component.id,
            component_name=component.name,
            obligation=Obligation.REQUIRED if required else Obligation.OPTIONAL,
            clause=f"{self.poll.number}: {_cited(cells)}",
            freedoms=tuple(freedom for freedom in Freedom if freedom in {cell.cell.freedom for cell in cells}),
            terms=self._terms(old, component.kind, required=required),
            carried_by=old.carried_by if old and required else (),
            note=None if required else _left_open(found.outcome),
        )

    def _terms(self, old: Requirement | None, kind: str, *, required: bool) -> Terms | None:
        if old and old.terms:
            return old.terms
        return self.reference.terms.get(USUAL_TERMS.get(kind, "")) if required else None


def _cited(cells: Sequence[CellResult]) -> str:
    """The cells that a row rests on: "study 9 of 12, modify 8 of 12", yes of yes and no."""
    texts = []
    for cell in cells:
        counts = cell.tally.counts
        text = _("{freedom} {yes} of {all}") if counts.decisive else _("{freedom} neither yes nor no")
        yes, all_ = exact(Fraction(counts.yes)), exact(Fraction(counts.decisive))
        texts.append(text.format(freedom=cell.cell.freedom.value, yes=yes, all=all_))
    return ", ".join(texts)


def _left_open(outcome: Outcome) -> str | None:
    """What stands beside an optional row that the poll did not decide."""
    if outcome is Outcome.NOT_REQUIRED:
        return None
    return _("The poll did not make it required: {outcome}.").format(outcome=WORDS[outcome])


def _free(name: str, taken: Collection[str]) -> str:
    """An id for a row that the version before does not have."""
    base = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "row"
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found


def consistent(row: Requirement, demanded: Collection[str]) -> Requirement:
    """A row that no level asks for any more is optional: a choice that it was part of is settled."""
    if row.obligation is Obligation.REQUIRED and row.id not in demanded:
        return replace(row, obligation=Obligation.OPTIONAL, carried_by=())
    return row


def carried(row: Requirement, rows: Sequence[Requirement]) -> Requirement:
    """Only rows that are required, and carried by none themselves, can answer for another."""
    able = {one.id for one in rows if one.obligation is Obligation.REQUIRED and not one.carried_by}
    return replace(row, carried_by=tuple(id_ for id_ in row.carried_by if id_ in able))

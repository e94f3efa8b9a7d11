"""The parts of the page of a system, as a template takes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from bot.domain.answers import SystemAnswer
from bot.domain.definitions import Definition
from bot.domain.systems import System


@dataclass(frozen=True, slots=True)
class Mark:
    """A status as the macro for it wants it, with where it leads, if anywhere."""

    word: str
    tone: str
    path: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact in words. ``whose`` is empty for the developer's own word or files."""

    said: str
    note: str
    source: Markup
    read_on: date | None
    whose: str
    reader: str = ""


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim beside ours: what it says, who says it, in which dispute, and what hangs on it."""

    fact: FactView
    by: str
    reason: str = ""
    proposal: int | None = None
    hangs: Markup | None = None


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A row of a version as it comes out; ``component`` is where the page tells of its component; empty: nowhere."""

    anchor: str
    name: str
    component: str
    mark: Mark
    reason: str


@dataclass(frozen=True, slots=True)
class RowView:
    """The same of the version in force, with what that asks, and the licence that was found."""

    anchor: str
    name: str
    mark: Mark
    reason: str
    asked: str
    clause: str
    note: str
    licence: str


@dataclass(frozen=True, slots=True)
class ComponentView:
    """A component: the rows of the version in force about it, what is recorded, and what is claimed beside that.

    ``page`` is where polls and versions are told of it, empty where no version asks about it.
    """

    anchor: str
    name: str
    page: str
    rows: tuple[RowView, ...]
    facts: tuple[FactView, ...]
    inherited: tuple[tuple[str, FactView], ...]
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class RungView:
    """A level of a ladder, whether it is reached, and what stands before it."""

    name: str
    mark: Mark
    standing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version with the verdict under it; ``turned`` are the rows that made it another than under the one before."""

    definition: Definition
    path: str
    anchor: str
    mark: Mark
    missing: str
    unknown: str
    turned: str
    rows: tuple[ClauseView, ...]
    rungs: tuple[RungView, ...]
    in_force: bool


@dataclass(frozen=True, slots=True)
class PeriodView:
    """Days in which the same held: the verdict, and what was its own."""

    days: str
    mark: Mark
    details: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LicenceView:
    """A licence that components carried for a time, for the system or, by its scope, for a part of it."""

    days: str
    components: str
    licence: str
    scope: str
    source: Markup
    note: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What others found; ``difference`` says what makes theirs another verdict than ours, if it is one."""

    by: str
    day: str
    under: str
    outcome: str
    source: Markup
    note: str
    differs: bool
    difference: str


@dataclass(frozen=True, slots=True)
class SystemView:
    """Everything that the page of a system shows but its history."""

    system: System
    about: SystemAnswer
    sentence: Markup
    mark: Mark
    others: tuple[Mark, ...]
    why: tuple[tuple[str, str, str], ...]
    settled: tuple[str, ...]
    rules: tuple[str, ...]
    released: Markup
    reader: str
    pages: tuple[Markup, ...]
    takes: tuple[str, ...]
    hinges: tuple[str, ...]
    unknowns: Markup
    contested: tuple[tuple[str, Markup], ...]
    components: tuple[ComponentView, ...]
    further: tuple[ComponentView, ...]
    versions: tuple[VersionView, ...]
    periods: tuple[PeriodView, ...]
    licences: tuple[LicenceView, ...]
    reviews: tuple[ReviewView, ...]
    family: tuple[Mark, ...]
    bases: tuple[Mark, ...]
    derived: tuple[Mark, ...]
    others_say: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class AlterationView:
    """A part of a system that changed: as it became, and as it was; both empty where the part itself says it all."""

    part: str
    after: Markup
    before: Markup


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One accepted change: when, who by role, why, what, and the verdicts that it turned."""

    anchor: str
    at: datetime
    who: str
    why: str
    alterations: tuple[AlterationView, ...]
    turns: tuple[str, ...]
    proposal: int | None

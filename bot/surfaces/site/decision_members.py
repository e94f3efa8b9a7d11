"""A decision as a file says it, member by member.

Source: names follow MADR 4, "Markdown Architectural Decision Records" (adr.github.io/madr, read 2026-11-22).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SCHEMA: Literal["decision/1"] = "decision/1"


@dataclass(frozen=True, slots=True)
class EffectRecord:
    """Whether it binds, and who decided."""

    type: str
    body: str


@dataclass(frozen=True, slots=True)
class OutcomeRecord:
    """What was decided, and why."""

    text: str
    because: str


@dataclass(frozen=True, slots=True)
class TermsRecord:
    """Of a moderation action what everybody may know."""

    rule: str
    scope: str
    duration: str
    appeal: str


@dataclass(frozen=True, slots=True)
class BasisRecord:
    """Something that it rests on.

    ``sha256`` is that of a poll's charter, or of the version of minutes; ``tally`` that of what was counted.
    """

    type: str
    target: str
    part: str
    title: str
    sha256: str
    tally: str
    added_at: str | None


@dataclass(frozen=True, slots=True)
class MakerRecord:
    """Somebody who had to do with it; ``name`` is null for persons who are not named."""

    part: str
    role: str
    name: str | None
    why: str


@dataclass(frozen=True, slots=True)
class ConsequencesRecord:
    """What follows from it."""

    good: tuple[str, ...]
    bad: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AffectedRecord:
    """A version of a definition that it bears on, and the row, where it is one."""

    definition: str
    row: str
    sha256: str


@dataclass(frozen=True, slots=True)
class AdoptsRecord:
    """The version of a definition that is in force by it."""

    definition: str
    sha256: str
    in_force_from: str | None


@dataclass(frozen=True, slots=True)
class DissentRecord:
    """That somebody thought otherwise; ``text`` is null where the words were taken back."""

    number: int
    text: str | None
    disposition: str
    why: str
    at: str
    later: bool


@dataclass(frozen=True, slots=True)
class ErratumRecord:
    """A slip and its correction."""

    wrong: str
    right: str
    why: str
    at: str


@dataclass(frozen=True, slots=True)
class ReviewRecord:
    """What came out when it was looked at again."""

    verdict: str
    why: str
    at: str
    correction: str
    next_due: str | None


@dataclass(frozen=True, slots=True)
class ReviewsRecord:
    """The day of the next review, and those there were."""

    due: str | None
    history: tuple[ReviewRecord, ...]


@dataclass(frozen=True, slots=True)
class LogRecord:
    """Where it stands in the log."""

    index: int
    id: str


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision as a file: no person, but for what the decision itself says."""

    schema: Literal["decision/1"]
    id: str
    title: str
    status: str
    kind: str
    effect: EffectRecord
    decided_at: str
    recorded_at: str
    accepted_at: str
    confirmed_by_a_second_moderator: bool
    involved: tuple[MakerRecord, ...]
    context: str
    drivers: tuple[str, ...]
    question: str
    options: tuple[str, ...]
    outcome: OutcomeRecord
    consequences: ConsequencesRecord
    confirmation: str
    affects: tuple[AffectedRecord, ...]
    adopts: AdoptsRecord | None
    moderation: TermsRecord | None
    basis: tuple[BasisRecord, ...]
    dissent: tuple[DissentRecord, ...]
    errata: tuple[ErratumRecord, ...]
    review: ReviewsRecord
    supersedes: tuple[str, ...]
    superseded_by: str | None
    ended_at: str | None
    ended_why: str
    basis_of: tuple[str, ...]
    corrects: tuple[str, ...]
    sha256: str
    log: LogRecord | None

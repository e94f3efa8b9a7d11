"""An answer, before anybody has put it into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.adoptions import TimeInForce
from bot.domain.assessments import Assessment
from bot.domain.changes import Change, Hinge
from bot.domain.comparisons import RowDifference, Turn
from bot.domain.contests import Contest
from bot.domain.days import AskedDate
from bot.domain.definitions import Definition
from bot.domain.disagreements import Disagreement
from bot.domain.licences import Licence, Ruling, Terms
from bot.domain.moments import Past
from bot.domain.questions import Ambiguous, NotKnown, Question
from bot.domain.systems import System


@dataclass(frozen=True, slots=True)
class SystemAnswer:
    """Everything to be said about one system under one version.

    ``bases`` are names of the systems it was made from. ``siblings`` are others that its name could have meant.
    ``g7`` is the assessment under the newest G7 vocabulary, which has words for open weights; None if there is none.
    ``versions`` are its assessments under every version, for questions about history, ``also`` those under further
    versions that the question names. ``written`` is the name as the asker wrote it. ``past`` is what held in the days
    that the question is about; None where it is about today. ``recorded_then`` is its assessment by what the record
    said at the end of those days, where that gives another verdict. ``contests`` are claims that contradict the facts
    used. ``today`` is the day of the answer, for the age of the evidence.
    """

    assessment: Assessment
    would_take: tuple[tuple[Change, ...], ...] = ()
    hinges: tuple[Hinge, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    bases: tuple[str, ...] = ()
    siblings: tuple[Assessment, ...] = ()
    g7: Assessment | None = None
    versions: tuple[Assessment, ...] = ()
    also: tuple[Assessment, ...] = ()
    written: str = ""
    past: Past | None = None
    recorded_then: Assessment | None = None
    contests: tuple[Contest, ...] = ()
    today: date | None = None

    @property
    def system(self) -> System:
        """The system."""
        return self.assessment.system


@dataclass(frozen=True, slots=True)
class LicenceAnswer:
    """A licence, and what the terms of a version say of it."""

    licence: Licence
    rulings: tuple[tuple[Terms, Ruling], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A system that the asker may have meant, with its assessment under the version asked for."""

    assessment: Assessment
    written: str


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """What lies between two versions: their rows, and the systems whose verdict turns."""

    before: Definition
    after: Definition
    rows: tuple[RowDifference, ...]
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What is to be said to a question.

    ``named`` says whether the question named the version; otherwise it is the one in force. ``candidates`` are offered
    for names that several systems bear or none. ``listing`` is filled for questions of kind list, by name;
    ``pool`` holds the systems that it was chosen from.
    ``queued`` is False where a question about an unknown system could not be put into the curators' queue.
    ``rules`` are the rules that hold for every version. ``known`` is how many systems the database holds.
    ``asked`` is the date that the question is about; None where it names none. ``held`` is since when the version is in
    force, or was in those days, and by which decision; None where another version was. ``holding`` is what is now.
    """

    question: Question
    definition: Definition
    named: bool
    rules: Mapping[str, str]
    known: int
    systems: tuple[SystemAnswer, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    ambiguous: tuple[Ambiguous, ...] = ()
    not_known: tuple[NotKnown, ...] = ()
    listing: tuple[Assessment, ...] = ()
    pool: tuple[Assessment, ...] = ()
    licences: tuple[LicenceAnswer, ...] = ()
    difference: VersionDifference | None = None
    definitions: tuple[Definition, ...] = field(default=())
    queued: bool = True
    asked: AskedDate | None = None
    held: TimeInForce | None = None
    holding: TimeInForce | None = None

    @property
    def found(self) -> bool:
        """False where a system was meant and none could be answered for."""
        return bool(self.systems) or not (self.ambiguous or self.not_known)

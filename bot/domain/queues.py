"""What waits for a curator, and which of it is worth most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.assessments import Assessment, Basis, Finding, Verdict
from bot.domain.changes import would_take
from bot.domain.histories import VerdictTurn


@dataclass(frozen=True, slots=True)
class UnknownSystem:
    """A name that was asked about and that no system bears, with how often and the last question in its words."""

    written: str
    asked: int
    question: str
    first_asked_at: datetime
    last_asked_at: datetime


class Work(StrEnum):
    """What there is to do."""

    PROPOSAL = "proposal"
    DISPUTE = "dispute"
    CLASH = "clash"
    UNKNOWN_FACT = "unknown fact"
    SECOND_HAND = "second-hand fact"
    OLD_FACT = "old fact"
    UNKNOWN_SYSTEM = "unknown system"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One thing to do.

    ``worth`` orders the queue and means nothing else. ``name`` is the system's, or as askers wrote it; ``subject`` the
    component or the part. ``number`` is that of a proposal, ``asked`` how often an unknown system was asked about,
    ``read_on`` the date of the oldest evidence, ``turns`` the verdicts that hang on it where that is known one by one.
    ``alone`` says that this one fact would settle the verdict.
    """

    work: Work
    worth: float
    name: str
    system: str | None = None
    subject: str = ""
    number: int | None = None
    asked: int = 0
    read_on: date | None = None
    turns: tuple[VerdictTurn, ...] = ()
    alone: bool = False


# What a verdict under the version in force is worth, and one under any other; what a question and a day of waiting are.
IN_FORCE, OTHERWISE, ASKED, WAITED, CLASHED = 10.0, 2.0, 4.0, 0.5, 12.0
_WAITED_AT_MOST = 20.0
_STALE_AT_MOST = 8.0


def worth_of_turns(turns: Iterable[VerdictTurn], in_force: str) -> float:
    """What the verdicts that something turns are worth."""
    return sum(IN_FORCE if turn.definition == in_force else OTHERWISE for turn in turns)


def worth_of_waiting(since: datetime, now: datetime) -> float:
    """What it is worth that somebody has waited."""
    return min(_WAITED_AT_MOST, WAITED * max(0, (now - since).days))


def facts_to_look_up(assessment: Assessment, today: date, stale_after_days: int) -> Iterator[QueueItem]:
    """The facts of one system that its verdict hangs on and that are unknown, second hand or old.

    Args:
        assessment: Under the version in force.
        today: For the age of the evidence.
        stale_after_days: From which age on evidence is old.
    """
    if assessment.verdict is Verdict.UNDETERMINED:
        yield from _unknown(assessment)
    else:
        yield from _resting(assessment, today, stale_after_days)


def _unknown(assessment: Assessment) -> Iterator[QueueItem]:
    """The smallest set of facts that, once found, could settle the verdict; nothing where an owner has to act."""
    findable = [
        changes for changes in would_take(assessment) if not any(act.by_owner for c in changes for act in c.acts)
    ]
    if not findable:
        return
    smallest = min(findable, key=len)
    for change in smallest:
        system = assessment.system
        alone = len(smallest) == 1
        yield QueueItem(
            Work.UNKNOWN_FACT, IN_FORCE / len(smallest), system.name, system.id, change.component, alone=alone
        )


def _resting(assessment: Assessment, today: date, stale_after_days: int) -> Iterator[QueueItem]:
    """The facts each of which carries the verdict alone: every one of a pass, and the only one of a failure."""
    deciding = assessment.deciding()
    if assessment.verdict is Verdict.NOT_CONFORMANT and len({f.requirement.component for f in deciding}) > 1:
        return
    seen = set()
    for finding in deciding:
        component = finding.requirement.component
        if component in seen or finding.inherited_from is not None:
            continue
        item = _weak(assessment, finding, today, stale_after_days)
        if item is not None:
            seen.add(component)
            yield item


def _weak(assessment: Assessment, finding: Finding, today: date, stale_after_days: int) -> QueueItem | None:
    system, component = assessment.system, finding.requirement.component
    if finding.basis in (Basis.SECOND_HAND, Basis.REVIEW):
        worth = IN_FORCE / 2
        return QueueItem(Work.SECOND_HAND, worth, system.name, system.id, component, read_on=finding.oldest, alone=True)
    age = (today - finding.oldest).days if finding.oldest else None
    if age is None or age <= stale_after_days:
        return None
    worth = min(_STALE_AT_MOST, 2 + (age - stale_after_days) / 90)
    return QueueItem(Work.OLD_FACT, worth, system.name, system.id, component, read_on=finding.oldest, alone=True)


def ordered(items: Iterable[QueueItem]) -> tuple[QueueItem, ...]:
    """The queue, most valuable first; what is worth the same by kind, name and subject."""
    kinds = list(Work)
    return tuple(
        sorted(items, key=lambda item: (-item.worth, kinds.index(item.work), item.name.casefold(), item.subject))
    )

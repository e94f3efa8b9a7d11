"""Which version of a definition is in force, since when, and by which decision; nothing but a decision changes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time


@dataclass(frozen=True, slots=True)
class Adoption:
    """What a decision adopts: a version by its label, and the SHA-256 of its file, which says what it says.

    ``in_force_from`` is the day from which it is to be in force; None: as soon as the decision holds.
    """

    definition: str
    digest: str
    in_force_from: date | None = None


@dataclass(frozen=True, slots=True)
class Adopted:
    """An adoption whose decision was accepted, with what became of that decision.

    ``ended_at`` is when the decision was superseded or withdrawn, ``superseded_by`` the decision that took its place.
    """

    decision: str
    adoption: Adoption
    accepted_at: datetime
    ended_at: datetime | None = None
    superseded_by: str | None = None

    @property
    def begins(self) -> datetime:
        """From when it is in force, as far as it goes: never before its decision holds."""
        if self.adoption.in_force_from is None:
            return self.accepted_at
        return max(self.accepted_at, datetime.combine(self.adoption.in_force_from, time.min, UTC))


@dataclass(frozen=True, slots=True)
class TimeInForce:
    """A stretch of time in which one version is in force.

    ``since`` is None for what was in force from the start, ``until`` for what stays. ``decision`` is None where the
    version was set up, and no decision adopted it.
    """

    definition: str
    since: datetime | None = None
    until: datetime | None = None
    decision: str | None = None


def times_in_force(start: str, adopted: Sequence[Adopted]) -> tuple[TimeInForce, ...]:
    """What is in force when, one stretch after the other, the first from the start and the last without an end.

    Of adoptions that stand, the one that began last is in force. Where its decision is superseded or withdrawn, the one
    before it is in force again; but what is superseded by a decision that adopts for a later day lasts until that day.

    Args:
        start: The label of the version that is in force where no adoption stands.
        adopted: In any order.
    """
    ends = _ends(adopted)
    turns = sorted({one.begins for one in adopted} | {end for end in ends.values() if end is not None})
    found = [TimeInForce(start)]
    for moment in turns:
        top = max((one for one in adopted if _stands(one, ends, moment)), key=_order, default=None)
        last = found[-1]
        if last.decision == (top.decision if top else None):
            continue
        found[-1] = TimeInForce(last.definition, last.since, moment, last.decision)
        label = top.adoption.definition if top else start
        found.append(TimeInForce(label, moment, None, top.decision if top else None))
    return tuple(found)


def time_at(times: Sequence[TimeInForce], moment: datetime) -> TimeInForce:
    """The stretch that a moment lies in."""
    return next(one for one in times if one.until is None or moment < one.until)


def _order(one: Adopted) -> tuple[datetime, datetime, int, str]:
    # A number of more digits is a later one of its year.
    return one.begins, one.accepted_at, len(one.decision), one.decision


def _stands(one: Adopted, ends: dict[str, datetime | None], moment: datetime) -> bool:
    end = ends[one.decision]
    return one.begins <= moment and (end is None or moment < end)


def _ends(adopted: Sequence[Adopted]) -> dict[str, datetime | None]:
    """When each adoption is over, by its decision."""
    by_decision = {one.decision: one for one in adopted}
    found: dict[str, datetime | None] = {}
    # What supersedes was logged later, so it is looked at first.
    for one in sorted(adopted, key=_order_logged, reverse=True):
        found[one.decision] = _end(one, by_decision, found)
    return found


def _order_logged(one: Adopted) -> tuple[datetime, int, str]:
    return one.accepted_at, len(one.decision), one.decision


def _end(one: Adopted, by_decision: dict[str, Adopted], ends: dict[str, datetime | None]) -> datetime | None:
    if one.ended_at is None or one.superseded_by not in ends:
        return one.ended_at
    successor = by_decision[one.superseded_by]
    over = ends[one.superseded_by]
    # A successor that is over before it began hands on at its own end.
    begins = successor.begins if over is None else min(successor.begins, over)
    return max(one.ended_at, begins)

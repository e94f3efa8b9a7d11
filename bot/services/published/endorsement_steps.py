"""How many stood behind a version from when on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.endorsements.editions import Carry, Editions
from bot.domain.endorsements.endorsements import Endorsement, EndorsementEvent, EndorsementEventKind
from bot.domain.organisations import Organisations


@dataclass(frozen=True, slots=True)
class Step:
    """How many stood behind a version from a moment on: by category, and how many of all are organisations."""

    at: datetime
    total: int
    organisations: int
    categories: Mapping[str, int]


def steps(
    digest: str, ever: Sequence[Endorsement], events: Sequence[EndorsementEvent], organisations: Organisations
) -> Iterator[Step]:
    """The count after each moment at which it changed; organisations are grouped as they are now."""
    moves = sorted(_moves(digest, ever, events), key=lambda one: (one[0], one[1]))
    here: dict[str, list[Endorsement]] = {}
    last: Step | None = None
    for place, (at, sign, one) in enumerate(moves):
        several = here.setdefault(_whole(one, organisations), [])
        if sign > 0:
            several.append(one)
        else:
            several.remove(one)
        if place + 1 < len(moves) and moves[place + 1][0] == at:
            continue
        step = _step(at, here.values())
        if last is None or (step.total, step.organisations, step.categories) != (
            last.total, last.organisations, last.categories
        ):  # fmt: skip
            yield step
        last = step


def _step(at: datetime, groups: Iterable[Sequence[Endorsement]]) -> Step:
    first = [several[0] for several in groups if several]
    categories = Counter(one.category for one in first)
    organisations = sum(one.organisation is not None for one in first)
    return Step(at, len(first), organisations, dict(sorted(categories.items())))


def _moves(
    digest: str, ever: Sequence[Endorsement], events: Sequence[EndorsementEvent]
) -> Iterator[tuple[datetime, int, Endorsement]]:
    """When each endorsement began and ceased to count for a text, by what carried over at the time."""
    by_digest: dict[str, list[Endorsement]] = {}
    for one in ever:
        by_digest.setdefault(one.digest, []).append(one)
    for begins, ends, taken in _epochs(digest, events):
        for one in (one for each in taken for one in by_digest.get(each, ())):
            if one.verification is None:
                continue
            start = max(one.verification.at, begins) if begins else one.verification.at
            stop = min(filter(None, (one.ended_at, ends)), default=None)
            if stop is None or start < stop:
                yield start, 1, one
                if stop is not None:
                    yield stop, -1, one


def _epochs(
    digest: str, events: Iterable[EndorsementEvent]
) -> Iterator[tuple[datetime | None, datetime | None, tuple[str, ...]]]:
    """From when until when which texts' endorsements counted for one."""
    carries: dict[str, Carry] = {}
    begins: datetime | None = None
    taken = Editions((), carries).counted(digest)
    for event in events:
        if event.kind is EndorsementEventKind.EDITORIAL:
            carries[event.digest] = Carry(event.digest, str(event.body["before"]), None, event.at, "")
        elif event.kind is EndorsementEventKind.SUBSTANTIVE:
            carries.pop(event.digest, None)
        else:
            continue
        after = Editions((), carries).counted(digest)
        if after != taken:
            yield begins, event.at, taken
            begins, taken = event.at, after
    yield begins, None, taken


def _whole(one: Endorsement, organisations: Organisations) -> str:
    return f"organisation:{organisations.whole(one.organisation)}" if one.organisation else one.endorser

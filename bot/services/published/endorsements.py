"""Endorsements as everybody reads them, version by version: how many, who wants to be named, and since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.endorsements.editions import Edition, Editions
from bot.domain.endorsements.endorsements import (
    Endorsement,
    EndorsementEvent,
    EndorsementEventKind,
    EndorsementState,
    Means,
)
from bot.domain.endorsements.readiness import Counted, Counts, Gate, Passage, counted, passage
from bot.domain.logs.telling.endorsements import leaf_id
from bot.domain.organisations import Organisations
from bot.domain.stakeholders import Stakeholders
from bot.services.endorsing.finding import editions
from bot.services.published.endorsement_steps import Step, steps
from bot.store import Store

_VERIFIED = EndorsementEventKind.VERIFIED


@dataclass(frozen=True, slots=True)
class PublishedEndorsement:
    """A line of the list: an endorsement that was verified once.

    ``name`` is empty where a person does not want to be named. ``category`` and ``region`` are ids. ``statement_url``
    is where a public statement stands. ``of`` is the earlier version that it was said of, empty for this one.
    ``with_others`` are the further names that count as one with it. ``newer`` is the version for which it does not
    count until it is said again. ``leaf`` is the id under which the log tells that it was verified.
    """

    number: str
    name: str
    organisation: bool
    category: str
    region: str
    state: EndorsementState
    verified_at: datetime
    means: Means
    statement: str = ""
    statement_url: str = ""
    ended_at: datetime | None = None
    reason: str = ""
    of: str = ""
    with_others: tuple[str, ...] = ()
    newer: str = ""
    leaf: str = ""


@dataclass(frozen=True, slots=True)
class PublishedCrossing:
    """That a gate was reached or lost, with what it asked for and found: (category or None, least, found).

    ``leaf`` is the id under which the log tells it.
    """

    gate: str
    reached: bool
    at: datetime
    needs: tuple[tuple[str | None, int, int], ...]
    leaf: str = ""


@dataclass(frozen=True, slots=True)
class PublishedCarry:
    """That endorsements of an earlier version count, or do so no longer; ``decision`` is on what that rests, if any."""

    before: str
    editorial: bool
    at: datetime
    why: str
    decision: str = ""


@dataclass(frozen=True, slots=True)
class PublishedReadiness:
    """How far a version is, and how that came.

    ``counting`` are those that count, each endorser once; ``ended`` were verified once and count no longer. Of persons
    who are not named there is nothing but their numbers in ``counts``. ``waiting`` were not verified yet.
    """

    edition: Edition
    stakeholders: Stakeholders
    counts: Counts
    passages: tuple[Passage, ...]
    counting: tuple[PublishedEndorsement, ...] = ()
    ended: tuple[PublishedEndorsement, ...] = ()
    steps: tuple[Step, ...] = ()
    crossings: tuple[PublishedCrossing, ...] = ()
    carries: tuple[PublishedCarry, ...] = ()
    waiting: int = 0
    unconfirmed: int = 0

    @property
    def named(self) -> tuple[PublishedEndorsement, ...]:
        """Those that count whose endorsers are named."""
        return tuple(one for one in self.counting if one.name)

    @property
    def unnamed(self) -> int:
        """How many persons count who are not named."""
        return sum(not one.name for one in self.counting)

    @property
    def touched(self) -> bool:
        """Whether anything ever happened to it."""
        return bool(self.counting or self.ended or self.waiting or self.crossings or self.carries)


@dataclass(frozen=True, slots=True)
class _Read:
    """All that was read at once."""

    several: Editions
    ever: Sequence[Endorsement]
    live: Sequence[Endorsement]
    organisations: Organisations
    events: Sequence[EndorsementEvent]
    leaves: Mapping[str, str]

    def label(self, digest: str) -> str:
        return next((one.label for one in self.several.known if one.digest == digest), "")


class PublishedEndorsementService:
    """Reads how far every version is."""

    def __init__(self, store: Store, stakeholders: Stakeholders, gates: Sequence[Gate]) -> None:
        self._store = store
        self._stakeholders = stakeholders
        self._gates = tuple(gates)

    async def all(self) -> tuple[PublishedReadiness, ...]:
        """Every version that there is, family by family, the earliest first."""
        async with self._store.read() as records:
            events = await records.endorsement_events.all()
            read = _Read(
                await editions(records),
                await records.endorsements.ever_verified(),
                await records.endorsements.live(),
                await records.organisations.all(),
                events,
                {one.endorsement: leaf_id(one) for one in events if one.endorsement and one.kind is _VERIFIED},
            )
        return tuple(self._readiness(edition, read) for edition in read.several.known)

    def _readiness(self, edition: Edition, read: _Read) -> PublishedReadiness:
        order = read.several.counted(edition.digest)
        endorsers = counted(read.live, read.organisations, order)
        counts = Counts.of(endorsers)
        mine = [one for one in read.events if one.digest == edition.digest and one.endorsement is None]
        return PublishedReadiness(
            edition,
            self._stakeholders,
            counts,
            tuple(passage(gate, counts, self._stakeholders) for gate in self._gates),
            tuple(_line(one, edition, read) for one in endorsers),
            tuple(
                _shown(one, edition, read)
                for one in read.ever
                if one.digest == edition.digest and not one.live and one.verification
            ),
            tuple(steps(edition.digest, read.ever, read.events, read.organisations)),
            tuple(_crossing(one) for one in mine if one.gate),
            tuple(_carry(one) for one in mine if not one.gate),
            sum(not one.counts and one.digest == edition.digest for one in read.live),
            sum(later == edition for later in _to_confirm(read)),
        )


def _line(one: Counted, edition: Edition, read: _Read) -> PublishedEndorsement:
    others = tuple(sorted({other.public_name for other in one.others if other.public_name}))
    return _shown(one.endorsement, edition, read, others)


def _shown(
    one: Endorsement, edition: Edition, read: _Read, with_others: tuple[str, ...] = ()
) -> PublishedEndorsement:  # fmt: skip
    seen = one.verification
    if seen is None:
        raise RuntimeError(f"{one.number} was never verified")
    withdrawn = one.state is EndorsementState.WITHDRAWN
    return PublishedEndorsement(
        one.number,
        one.public_name,
        one.organisation is not None,
        one.category,
        one.region,
        one.state,
        seen.at,
        seen.means,
        one.public_statement,
        seen.note if seen.means is Means.PUBLIC_STATEMENT and one.public_name else "",
        one.ended_at,
        one.reason if withdrawn and one.public_name else "",
        one.label if one.digest != edition.digest else "",
        tuple(name for name in with_others if name != one.public_name),
        leaf=read.leaves.get(one.number, ""),
    )


def _to_confirm(read: _Read) -> Iterator[Edition]:
    by_endorser: dict[str, list[Endorsement]] = {}
    for one in read.live:
        by_endorser.setdefault(one.endorser, []).append(one)
    for one in read.live:
        later = read.several.to_confirm(one, by_endorser[one.endorser])
        if later is not None:
            yield later


def _crossing(event: EndorsementEvent) -> PublishedCrossing:
    needs = tuple((one["category"], one["least"], one["found"]) for one in event.body.get("needs", ()))
    gate = str(event.body.get("gate") or event.gate)
    return PublishedCrossing(gate, event.kind is EndorsementEventKind.REACHED, event.at, needs, leaf_id(event))


def _carry(event: EndorsementEvent) -> PublishedCarry:
    editorial = event.kind is EndorsementEventKind.EDITORIAL
    before = str(event.body.get("before_label", ""))
    return PublishedCarry(before, editorial, event.at, event.why, str(event.body.get("decision", "")))

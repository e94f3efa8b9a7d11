"""From what somebody names to why it is so."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from bot.domain.actors import Actor
from bot.domain.adoptions import TimeInForce
from bot.domain.answers import VersionDifference
from bot.domain.assessments import Assessment
from bot.domain.clocks import Clock
from bot.domain.decisions.citations import Source
from bot.domain.decisions.decisions import Decision, DecisionStatus
from bot.domain.decisions.wanted import Wanted
from bot.domain.definitions import Definition, Freedom, Requirement
from bot.domain.libraries import Reference
from bot.domain.names import fold
from bot.domain.numbers import numbered
from bot.domain.polls.ballots import Cell
from bot.domain.polls.polls import Poll
from bot.domain.refusals import Unknown
from bot.domain.systems import Component
from bot.services.adopting import AdoptingService
from bot.services.adopting.drafts import row_named
from bot.services.answers import difference
from bot.services.deciding.finding import DecisionView, found, view
from bot.services.explaining import votes
from bot.services.explaining.typed import check_kind, component_called, row_called, system_called, version_called
from bot.services.explaining.values import (
    DecisionWhy,
    Places,
    PollWhy,
    RowBrief,
    RowWhy,
    SystemWhy,
    VersionWhy,
    Why,
)
from bot.services.ledger import LedgerService
from bot.services.libraries import LibraryService, Snapshot
from bot.services.naming import component_named
from bot.store import Records, Store
from bot.texts import _

POLLS, ROWS, DECISIONS = 3, 5, 5


class WhyService:
    """Tells why a version asks for a component, why a system has its verdict, and what a decision changed."""

    def __init__(
        self, store: Store, library: LibraryService, adopting: AdoptingService, ledger: LedgerService, clock: Clock
    ) -> None:
        self._store = store
        self._library = library
        self._adopting = adopting
        self._ledger = ledger
        self._clock = clock

    async def why(self, about: str, actor: Actor, freedom: Freedom | None = None, definition: str | None = None) -> Why:
        """Tell why something is as it is.

        Args:
            about: A component or a clause ("training code", "osaid 1.0/training-code"), a system, a version, or the
                number of a decision.
            freedom: The only freedom that votes are told about; None for all.
            definition: The version that is meant; the one in force if left out.

        Raises:
            Unknown: Nothing is called so.
        """
        if numbered(about, "D", self._clock().year):
            return await self._decision(about, actor)
        check_kind(about)
        snapshot = await self._library.current()
        reference = snapshot.library.reference
        label, _slash, row_text = about.partition("/")
        version = version_called(reference, label) if not definition else reference.definition(definition)
        if version is not None and not row_text and not definition:
            return await self._version(version, snapshot)
        asked = row_text if row_text and version_called(reference, label) else about
        version = version or snapshot.in_force
        if row := row_called(version, asked):
            component = reference.components.get(row.component) or component_named(asked, reference)
            return await self._row(component, row, version, snapshot, freedom)
        if other := component_called(reference, asked):
            of_it = next((row for row in version.requirements if row.component == other.id), None)
            return await self._row(other, of_it, version, snapshot, freedom)
        if row_text and version_called(reference, label):
            row_named(version, row_text)
        try:
            id_ = system_called(about, snapshot)
        except Unknown:
            await self._check_version(label, reference)
            raise
        return await self._system(id_, version, snapshot)

    async def _check_version(self, label: str, reference: Reference) -> None:
        """Say of what reads like a version that it is a draft, or not there, rather than no system.

        Raises:
            Unknown: It reads like one.
        """
        family, _blank, number = label.strip().partition(" ")
        if not number[:1].isdigit() or fold(family) not in {fold(one.id) for one in reference.definitions.values()}:
            return
        drafts = await self._adopting.names(label)
        if any(fold(label) in (fold(value), fold(shown.partition(" (")[0])) for shown, value in drafts):
            text = _("{label} is a draft that no decision has adopted, so it is in force nowhere; /definition show "
                     "tells what it asks, and where it came from.")  # fmt: skip
            raise Unknown(text.format(label=label.strip()))
        reference.definition(label.strip()[:60])

    # -- A requirement -------------------------------------------------------------------------------------------------

    async def _row(
        self,
        component: Component,
        row: Requirement | None,
        version: Definition,
        snapshot: Snapshot,
        freedom: Freedom | None,
    ) -> RowWhy:
        names = {component.id, *([row.id] if row else [])}
        time_ = _held(version, snapshot)
        async with self._store.read() as records:
            asked = await _polls_about(records, await votes.over(records, self._clock()), names, freedom)
            newest = [(await votes.held(records, poll), cells) for poll, cells, _citing in asked[:POLLS]]
            numbers = [number for _poll, _cells, citing in asked for number in citing]
            numbers += await _bearing(records, version, row)
            numbers += [time_.decision] if time_ and time_.decision else []
            decisions = await _views(records, numbers)
        polls = tuple([await votes.told(held, cells) for held, cells in newest])
        places = await self._places([*(one.decision.number for one in decisions), *(one.poll.number for one in polls)])
        return RowWhy(component, version, row, time_, decisions, polls, len(asked), freedom, places)

    # -- A system ------------------------------------------------------------------------------------------------------

    async def _system(self, id_: str, version: Definition, snapshot: Snapshot) -> SystemWhy:
        assessment = await asyncio.to_thread(snapshot.library.assess, id_, version)
        time_ = _held(version, snapshot)
        deciding = assessment.deciding()
        async with self._store.read() as records:
            over = await votes.over(records, self._clock())
            rows = []
            for finding in deciding[:ROWS]:
                row = finding.requirement
                asked = await _polls_about(records, over, {row.id, row.component}, None)
                numbers = [number for _poll, _cells, citing in asked for number in citing]
                numbers += await _bearing(records, version, row)
                polls = tuple(poll.number for poll, _cells, _citing in asked[:POLLS])
                rows.append(RowBrief(finding, tuple(dict.fromkeys(numbers))[:DECISIONS], polls))
        before = await self._before(assessment, time_, snapshot)
        return SystemWhy(assessment, time_, tuple(rows), len(deciding), before)

    @staticmethod
    async def _before(assessment: Assessment, time_: TimeInForce | None, snapshot: Snapshot) -> Assessment | None:
        """A system by what was in force before the decision by which its version is."""
        if time_ is None or time_.decision is None:
            return None
        before = _before(time_, snapshot)
        return await asyncio.to_thread(snapshot.library.assess, assessment.system.id, snapshot.definition(before))

    # -- A version -----------------------------------------------------------------------------------------------------

    async def _version(self, version: Definition, snapshot: Snapshot) -> VersionWhy:
        times = tuple(one for one in snapshot.times if one.definition == version.label)
        async with self._store.read() as records:
            adopted = await records.decision_adoptions.of(version.label)
            decisions = [await found(records, one.decision, self._clock(), None) for one in adopted]
        places = await self._places(one.number for one in decisions)
        return VersionWhy(version, times, snapshot.holding, tuple(decisions), places)

    # -- A decision ----------------------------------------------------------------------------------------------------

    async def _decision(self, number: str, actor: Actor) -> DecisionWhy:
        now = self._clock()
        async with self._store.read() as records:
            shown = await view(records, await found(records, number, now, actor), actor)
            parts: dict[str, list[str]] = {}
            for one in shown.cited:
                if one.citation.source is Source.POLL:
                    parts.setdefault(one.citation.target, []).append(one.citation.part)
            cited = [await _held_cells(records, poll, named) for poll, named in list(parts.items())[:POLLS]]
            resting = tuple([await found(records, one, now, None) for one in shown.cited_by[:DECISIONS]])
        # A poll that is void since, or gone, is not told.
        polls: list[PollWhy] = [await votes.told(*one) for one in cited if one is not None]
        places = await self._places([shown.decision.number, *(one.poll.number for one in polls)])
        return DecisionWhy(shown, tuple(polls), await self._changed(shown), resting, places)

    async def _changed(self, shown: DecisionView) -> VersionDifference | None:
        """What lies between the version that a decision adopts, and the one that was in force before, or is now."""
        adopts = shown.decision.text.adopts
        if adopts is None:
            return None
        after = await self._adopting.version(adopts)
        snapshot = await self._library.current()
        first = shown.in_force[0] if shown.in_force else None
        before = snapshot.definition(_before(first, snapshot)) if first else snapshot.in_force
        return await asyncio.to_thread(difference, before, after, snapshot)

    async def _places(self, subjects: Iterable[str]) -> Places:
        found_ = {subject: await self._ledger.places(subject) for subject in dict.fromkeys(subjects)}
        return {subject: places for subject, places in found_.items() if places}


def _held(version: Definition, snapshot: Snapshot) -> TimeInForce | None:
    """Since when a version is in force; None where another is."""
    return snapshot.holding if snapshot.holding.definition == version.label else None


def _before(time_: TimeInForce, snapshot: Snapshot) -> TimeInForce:
    """What was in force before a time that a decision began."""
    return next(one for one in snapshot.times if one.until == time_.since)


async def _polls_about(
    records: Records, polls: Sequence[Poll], names: set[str], freedom: Freedom | None
) -> list[tuple[Poll, tuple[Cell, ...], tuple[str, ...]]]:
    """The polls that asked about a component, their cells about it, and the decisions that rest on these."""
    found_ = []
    for poll in polls:
        if cells := votes.cells_about(poll, names, freedom):
            cited = dict(await records.decision_citations.parts(Source.POLL, poll.number))
            found_.append((poll, cells, votes.citing(cited, cells)))
    return found_


async def _bearing(records: Records, version: Definition, row: Requirement | None) -> list[str]:
    """The decisions that say that they bear on a row of a version."""
    if row is None:
        return []
    several = await records.decisions.newest(Wanted(words=(f"{version.label}/{row.id}",)), DECISIONS)
    return [
        one.number
        for one in several
        if any(each.definition == version.label and each.row == row.id for each in one.text.affects)
    ]


async def _views(records: Records, numbers: Iterable[str]) -> tuple[DecisionView, ...]:
    """Decisions as everybody reads them: those in force first, and of them the newest."""
    several = [await records.decisions.find(number) for number in dict.fromkeys(numbers)]
    ordered = sorted(filter(None, several), key=_newest, reverse=True)
    return tuple([await view(records, one, None) for one in ordered[:DECISIONS]])


def _newest(one: Decision) -> tuple[bool, str, int, str]:
    at = one.accepted_at.isoformat() if one.accepted_at else ""
    return one.status is DecisionStatus.ACCEPTED, at, len(one.number), one.number


async def _held_cells(
    records: Records, number: str, parts: Sequence[str]
) -> tuple[votes.Held, tuple[Cell, ...]] | None:  # fmt: skip
    """A poll that a decision rests on, and the cells that it names; all of them where it names the whole."""
    poll = await records.polls.find(number)
    if poll is None or poll.voided_at is not None:
        return None
    cells = tuple(
        cell
        for cell in poll.charter.cells
        if {"", cell.component, f"{cell.component}/{cell.freedom.value}"} & set(parts)
    )
    return await votes.held(records, poll), cells

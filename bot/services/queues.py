"""What waits for a curator."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.actors import Actor
from bot.domain.amendments import check_possible, impact
from bot.domain.clocks import Clock
from bot.domain.histories import FILES, WHOLE, Change, alterations, with_value
from bot.domain.libraries import Library
from bot.domain.merging import FilePart
from bot.domain.names import fold
from bot.domain.proposals import Proposal, ProposalState
from bot.domain.queues import (
    ASKED,
    CLASHED,
    QueueItem,
    UnknownSystem,
    Work,
    facts_to_look_up,
    ordered,
    worth_of_turns,
    worth_of_waiting,
)
from bot.domain.refusals import Refusal, Unknown
from bot.domain.systems import System
from bot.services.libraries import LibraryService, Snapshot
from bot.services.proposal_views import view_of
from bot.services.reviewing import store_change
from bot.store import Store
from bot.texts import _

_QUESTION_LIMIT = 500
_NAMES_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Digest:
    """A week of the curators' work: the changes that were accepted, the latest first, and the queue as it stands.

    ``names`` are the names of all systems by id.
    """

    since: datetime
    changes: tuple[Change, ...]
    queue: tuple[QueueItem, ...]
    names: Mapping[str, str]


class QueueService:
    """Takes in what people ask about, and says what is worth doing."""

    def __init__(self, store: Store, library: LibraryService, clock: Clock, stale_after_days: int = 365) -> None:
        self._store = store
        self._library = library
        self._clock = clock
        self._stale_after_days = stale_after_days

    async def ask_about(self, names: tuple[str, ...], question: str, delivery: str | None) -> None:
        """Count a question about systems that are not recorded; the same delivery counts once."""
        now = self._clock()
        async with self._store.write() as records:
            if await records.deliveries.first(delivery, "unknown system", now):
                # Always in one order, so that two messages naming the same systems cannot wait for each other.
                for name in sorted({fold(name): name for name in names}.values(), key=fold):
                    await records.unknown_systems.ask(name[:200], question[:_QUESTION_LIMIT], now)

    async def most_asked(self, limit: int = 20) -> tuple[UnknownSystem, ...]:
        """The names that were asked about most often and are not recorded."""
        async with self._store.read() as records:
            return await records.unknown_systems.most_asked(limit)

    async def digest(self, week: timedelta = timedelta(days=7)) -> Digest:
        """What a weekly letter to the curators tells: what changed since the last one, and what waits."""
        since = self._clock() - week
        async with self._store.read() as records:
            changes = await records.changes.since(since, 500)
        reviewed = tuple(change for change in changes if change.confirmed_by is not None)
        names = {id_: system.name for id_, system in (await self._library.current()).library.systems.items()}
        return Digest(since, reviewed, await self.queue(), names)

    async def queue(self, work: Work | None = None) -> tuple[QueueItem, ...]:
        """Everything that waits, most valuable first; or one kind of it alone."""
        snapshot = await self._library.current()
        async with self._store.read() as records:
            proposals = await records.proposals.waiting()
            unknown = await records.unknown_systems.most_asked(_NAMES_LIMIT)
            parts = await records.file_parts.all()
        items = await asyncio.to_thread(self._items, snapshot, proposals, unknown, parts)
        return ordered(item for item in items if work is None or item.work is work)

    def _items(
        self,
        snapshot: Snapshot,
        proposals: tuple[Proposal, ...],
        unknown: tuple[UnknownSystem, ...],
        parts: tuple[FilePart, ...],
    ) -> list[QueueItem]:
        items = [self._proposed(proposal, snapshot) for proposal in proposals]
        items += _asked(unknown, snapshot.library)
        items += [_clash(part, snapshot.library) for part in parts if part.clashed_at is not None]
        today = self._clock().date()
        for id_ in snapshot.library.systems:
            assessment = snapshot.library.assess(id_, snapshot.in_force)
            items += facts_to_look_up(assessment, today, self._stale_after_days)
        return items

    def _proposed(self, proposal: Proposal, snapshot: Snapshot) -> QueueItem:
        view = view_of(proposal, snapshot.library)
        worth = 2 + worth_of_turns(view.turns, snapshot.in_force.label)
        worth += worth_of_waiting(proposal.proposed_at, self._clock())
        name = view.system.name if view.system else proposal.system
        work = Work.DISPUTE if proposal.state is ProposalState.DISPUTED else Work.PROPOSAL
        subject = getattr(proposal.proposed, "component", "") or getattr(proposal.proposed, "detail", "")
        return QueueItem(work, worth, name, proposal.system, str(subject), number=proposal.id, turns=view.turns)

    async def settle_clash(self, system: str, part: str, *, take_file: bool, actor: Actor) -> Change | None:
        """Settle a clash between a data file and a change made in chat.

        Args:
            system: The id of the system.
            part: The part, as the queue names it.
            take_file: Whether what the file says is taken; otherwise what was changed in chat stands.
            actor: A curator, who does not settle for what they proposed themselves.

        Returns:
            The change, where the file was taken; None where nothing changes.

        Raises:
            Unknown: There is no such clash.
        """
        snapshot = await self._library.current()
        async with self._store.read() as records:
            known = await records.file_parts.of(system)
            changes = await records.changes.of(system)
        clash = next((one for one in known if one.part == part and one.clashed_at is not None), None)
        if clash is None:
            message = _("No clash of {system} in “{part}” is open; /curation queue lists those that are.")
            raise Unknown(message.format(system=system, part=part))
        authors = {change.by for change in changes if any(a.part == part for a in change.alterations)}
        if not take_file and actor.id in authors:
            raise Refusal(_("You proposed what stands here; another curator has to say that it stays."))
        if take_file and part == WHOLE:
            raise Refusal(_("A whole system cannot be taken over here: mend its name in the file, or in chat."))
        if not take_file:
            await self._keep_chat(clash)
            return None
        before = snapshot.library.system(system)
        after = with_value(before, part, clash.says)
        check_possible(after, snapshot.library)
        turns = await asyncio.to_thread(impact, after, snapshot.library)
        change = Change(
            0, system, self._clock(), FILES, actor.id, f"systems/{system}.yaml", alterations(before, after), turns=turns
        )
        await self._take_file(change, after, clash, snapshot)
        return change

    async def _keep_chat(self, clash: FilePart) -> None:
        async with self._store.write() as records:
            known = await records.file_parts.of(clash.system)
            if clash not in known:
                # A load in between has brought a newer one, which nobody has seen yet.
                raise Refusal(_("The file has just changed again; look at the clash once more."))
            rest = [one for one in known if one != clash]
            await records.file_parts.replace(clash.system, [*rest, FilePart(clash.system, clash.part, clash.says)])

    async def _take_file(self, change: Change, after: System, clash: FilePart, snapshot: Snapshot) -> None:
        async with self._store.write() as records:
            revision = await records.library.advance()
            if revision != snapshot.state.revision + 1:
                raise Refusal(_("Something else has just changed; nothing was done. Please try again."))
            await store_change(records, change, after, revision)
            rest = [one for one in await records.file_parts.of(clash.system) if one.part != clash.part]
            await records.file_parts.replace(clash.system, rest)


def _asked(unknown: tuple[UnknownSystem, ...], library: Library) -> Iterator[QueueItem]:
    """The names asked about that are still nobody's."""
    known = {fold(name) for system in library.systems.values() for name in (system.id, system.name, *system.aliases)}
    for one in unknown:
        if fold(one.written) not in known:
            yield QueueItem(Work.UNKNOWN_SYSTEM, ASKED * one.asked, one.written, asked=one.asked)


def _clash(part: FilePart, library: Library) -> QueueItem:
    system = library.systems.get(part.system)
    return QueueItem(Work.CLASH, CLASHED, system.name if system else part.system, part.system, part.part)

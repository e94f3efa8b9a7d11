"""Reviewing what was proposed: a second person accepts, rejects or disputes, and a moderator settles disputes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.domain.actors import Actor
from bot.domain.amendments import amended, disputed, impact, settled
from bot.domain.clocks import Clock
from bot.domain.histories import Change, VerdictTurn, alterations
from bot.domain.merging import after_change
from bot.domain.outboxes import Post
from bot.domain.proposals import Judgement, Proposal, ProposalState
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.systems import System
from bot.domain.written import words
from bot.services.libraries import LibraryService, Snapshot
from bot.services.proposal_views import Judged, ProposalView, dispute_of, is_rival, judged, names_of, view_of
from bot.store import Records, Store
from bot.texts import _

REASON_LIMIT = 1000
_TRIES = 20


class _Moved(Exception):
    """The library has changed since the snapshot that a decision rests on."""


class ReviewService:
    """Shows proposals, and takes decisions on them."""

    def __init__(self, store: Store, library: LibraryService, clock: Clock, record_channel: str | None = None) -> None:
        self._store = store
        self._library = library
        self._clock = clock
        self._record_channel = record_channel

    async def all(
        self, limit: int = 25, *, state: ProposalState | None = None, proposer: str | None = None
    ) -> tuple[Proposal, ...]:
        """The last proposals, the newest first: all, those in a state, or those of one person."""
        async with self._store.read() as records:
            return await records.proposals.newest(limit, state=state, proposer=proposer)

    async def show(self, number: str) -> ProposalView:
        """One proposal, with what accepting it would do.

        Raises:
            Unknown: There is no proposal with this number.
        """
        snapshot = await self._library.current()
        async with self._store.read() as records:
            proposal = await _found(records, number)
            waiting = await records.proposals.newest(200, system=proposal.system)
            done = await records.changes.of_proposal(proposal.id)
        rivals = tuple(other for other in waiting if other.waits and is_rival(proposal, other))
        view = await asyncio.to_thread(view_of, proposal, snapshot.library, rivals)
        if proposal.waits or not done:
            return view
        last = done[-1]
        turns = last.turns
        return ProposalView(
            proposal, view.system, last.alterations, turns, rivals=rivals, names=names_of(turns, snapshot.library)
        )

    async def accept(self, number: str, seen: str | None, reason: str | None, actor: Actor) -> ProposalView:
        """Accept a proposal that somebody else made, as it was shown.

        Args:
            number: The number of the proposal.
            seen: The token of what was shown; without it, or with that of something else, nothing is done.
            reason: Why, if there is something to say.
            actor: A curator who is not the author.

        Returns:
            What was done; or, with nothing done, what accepting would do, with the token to confirm it by.

        Raises:
            Forbidden: The actor is the author.
            Judged: Somebody else was first.
            Impossible: The database no longer allows it.
        """
        why = words(reason, _("why"), REASON_LIMIT, needed=False)

        async def decide(snapshot: Snapshot, proposal: Proposal) -> _Decision | None:
            _check_open(proposal)
            _check_second(proposal, actor)
            after = amended(proposal, snapshot.library)
            view = await asyncio.to_thread(view_of, proposal, snapshot.library, ())
            if view.token != seen:
                return None
            return _Decision(ProposalState.OPEN, ProposalState.ACCEPTED, why, after, view.turns)

        return await self._decide(number, actor, decide)

    async def reject(self, number: str, reason: str, actor: Actor) -> ProposalView:
        """Reject a proposal that somebody else made, with a reason.

        Raises:
            Forbidden: The actor is the author.
            Judged: Somebody else was first.
        """
        why = words(reason, _("why it is rejected"), REASON_LIMIT)

        async def decide(_snapshot: Snapshot, proposal: Proposal) -> _Decision | None:
            _check_open(proposal)
            _check_second(proposal, actor)
            return _Decision(ProposalState.OPEN, ProposalState.REJECTED, why)

        return await self._decide(number, actor, decide)

    async def withdraw(self, number: str, actor: Actor) -> ProposalView:
        """Take back a proposal of one's own.

        Raises:
            Forbidden: It is somebody else's.
            Judged: It was decided already.
        """

        async def decide(_snapshot: Snapshot, proposal: Proposal) -> _Decision | None:
            if proposal.proposer != actor.id:
                raise Forbidden(_("Only its author can withdraw a proposal; a curator can reject it."))
            _check_open(proposal)
            return _Decision(ProposalState.OPEN, ProposalState.WITHDRAWN, "")

        return await self._decide(number, actor, decide)

    async def dispute(self, number: str, reason: str, actor: Actor) -> ProposalView:
        """Keep what is proposed beside what is recorded, as a dispute, until a moderator settles it.

        Raises:
            Forbidden: The actor is the author.
            Judged: Somebody else was first.
            Impossible: It is no fact, or nothing is recorded that it contradicts.
        """
        why = words(reason, _("why it is disputed"), REASON_LIMIT)
        today = self._clock().date()

        async def decide(snapshot: Snapshot, proposal: Proposal) -> _Decision | None:
            _check_open(proposal)
            _check_second(proposal, actor)
            after = disputed(proposal, snapshot.library, why, actor.id, today)
            return _Decision(ProposalState.OPEN, ProposalState.DISPUTED, why, after)

        return await self._decide(number, actor, decide)

    async def settle(
        self, number: str, *, for_claim: bool, reason: str, actor: Actor, seen: str | None = None
    ) -> ProposalView:
        """Settle a dispute: for its claim, which takes the place of what is recorded, or for what is recorded.

        Args:
            number: The number of the proposal that is disputed.
            for_claim: Whether its claim is right.
            reason: Why.
            actor: A moderator who neither brought the claim nor opened the dispute.
            seen: The token of what was shown, if something was; where that has changed, nothing is done.

        Raises:
            Forbidden: The actor brought the claim, or opened the dispute.
            Judged: There is no open dispute on this proposal.
        """
        why = words(reason, _("why"), REASON_LIMIT)

        async def decide(snapshot: Snapshot, proposal: Proposal) -> _Decision | None:
            system, dispute = dispute_of(proposal, snapshot.library)
            if actor.id in (proposal.proposer, dispute.opened_by):
                raise Forbidden(_("Who brought a claim or opened the dispute cannot settle it; another moderator can."))
            if seen is not None and (await asyncio.to_thread(view_of, proposal, snapshot.library)).token != seen:
                return None
            after = settled(system, dispute, for_claim=for_claim)
            turns = await asyncio.to_thread(impact, after, snapshot.library)
            state = ProposalState.ACCEPTED if for_claim else ProposalState.REJECTED
            return _Decision(ProposalState.DISPUTED, state, why, after, turns)

        return await self._decide(number, actor, decide)

    async def _decide(self, number: str, actor: Actor, decide: _Deciding) -> ProposalView:
        """Take a decision on one state of the library; where that moves meanwhile, take it again."""
        for _try in range(_TRIES):
            snapshot = await self._library.current()
            async with self._store.read() as records:
                proposal = await _found(records, number)
            decision = await decide(snapshot, proposal)
            if decision is None:
                break
            try:
                await self._write(snapshot, proposal, decision, actor)
                break
            except _Moved:
                continue
        else:
            raise Refusal(_("Too much is changing at the moment; nothing was done. Please try again."))
        return await self.show(number)

    async def _write(self, snapshot: Snapshot, proposal: Proposal, decision: _Decision, actor: Actor) -> None:
        now = self._clock()
        judgement = Judgement(actor.id, now, decision.reason)
        async with self._store.write() as records:
            if decision.after is not None and await records.library.advance() != snapshot.state.revision + 1:
                raise _Moved
            if not await records.proposals.judge(proposal.id, decision.before, decision.state, judgement):
                raise Judged(judged(await _found(records, str(proposal.id))))
            if decision.after is not None:
                change = Change(
                    0,
                    proposal.system,
                    now,
                    proposal.proposer,
                    actor.id,
                    decision.reason or proposal.shows,
                    alterations(snapshot.library.systems.get(proposal.system), decision.after),
                    proposal.id,
                    decision.turns,
                )
                await store_change(records, change, decision.after, snapshot.state.revision + 1)
                if change.turns and self._record_channel is not None:
                    # In the same transaction: a verdict that turned is told, whatever happens to this process.
                    await records.outbox.put(turned_post(self._record_channel, proposal.id), now)


@dataclass(frozen=True, slots=True)
class _Decision:
    """What becomes of a proposal, and of the system; ``after`` is None where nothing recorded changes."""

    before: ProposalState
    state: ProposalState
    reason: str
    after: System | None = None
    turns: tuple[VerdictTurn, ...] = ()


_Deciding = Callable[[Snapshot, Proposal], Awaitable[_Decision | None]]


def turned_post(channel: str, proposal: int) -> Post:
    """The message that tells a channel which verdicts a proposal turned."""
    return Post(channel, f"verdicts:{proposal}", "verdicts", {"proposal": proposal})


async def store_change(records: Records, change: Change, after: System, revision: int) -> None:
    """Store what a system became, with the history of it and what the data files say otherwise."""
    await records.systems.put([after], revision)
    await records.changes.add([change])
    parts = await records.file_parts.of(change.system)
    await records.file_parts.replace(change.system, after_change(parts, change.alterations, change.system))


async def _found(records: Records, number: str) -> Proposal:
    digits = number.strip().lstrip("#")
    proposal = await records.proposals.find(int(digits)) if digits.isdecimal() and len(digits) < 10 else None
    if proposal is None:
        raise Unknown(_("There is no proposal “{number}”; /proposal list shows those there are.").format(number=number))
    return proposal


def _check_open(proposal: Proposal) -> None:
    if proposal.state is not ProposalState.OPEN:
        raise Judged(judged(proposal))


def _check_second(proposal: Proposal, actor: Actor) -> None:
    if proposal.proposer == actor.id:
        raise Forbidden(_("You proposed this yourself: a second curator has to look at it. You can withdraw it."))

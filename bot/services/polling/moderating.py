"""Looking after a poll: what stands out among its ballots, challenges to them, and their exclusion by two persons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.days import moment
from bot.domain.polls.anomalies import Anomaly, anomalies, timed_ballots
from bot.domain.polls.moderation import (
    CHALLENGE_WINDOW,
    EXCLUDERS,
    KINDS,
    Challenge,
    Exclusion,
    Moderation,
    can_challenge,
    moderation,
)
from bot.domain.polls.poll_charters import NamesPolicy
from bot.domain.polls.polls import EventKind, Poll, PollEvent, PollState, Voter, can_see_results, moment_of
from bot.domain.polls.withholding import FEW
from bot.domain.refusals import Forbidden, Unknown
from bot.domain.written import words
from bot.services.polling.counting import ballots_of, rows_digest, tally_rows
from bot.services.polling.finding import NotNow, found, held, refuse_unless
from bot.store import Records, Store
from bot.texts import _

REASON_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Report:
    """What stands out in a poll.

    ``sealed`` says that nobody may see yet how anybody voted, and so less is told. ``persons`` are those behind the
    handles; empty unless the charter publishes names. ``outsiders`` is how many answered who are not on the roll.
    """

    poll: Poll
    sealed: bool
    ballots: int
    anomalies: tuple[Anomaly, ...]
    moderation: Moderation
    persons: Mapping[str, str] = field(default_factory=dict)
    outsiders: int = 0


@dataclass(frozen=True, slots=True)
class Challenged:
    """Challenges to one ballot of a poll; at least one."""

    poll: Poll
    challenges: tuple[Challenge, ...]


@dataclass(frozen=True, slots=True)
class Excluding:
    """How far the exclusion of a ballot is; where the poll was counted before, with the digests of both tallies."""

    poll: Poll
    exclusion: Exclusion
    before: str = ""
    after: str = ""


class ModeratingService:
    """Shows moderators what stands out in a poll, and takes challenges, exclusions and dismissals."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def report(self, number: str, actor: Actor) -> Report:
        """What stands out among the ballots of an open or closed poll; it decides nothing.

        Raises:
            NotNow: The poll was not opened, or is void.
        """
        now = self._clock()
        async with self._store.read() as records:
            poll = await found(records, number, now)
            refuse_unless(poll, now, PollState.OPEN, PollState.CLOSED)
            voters = await records.voters.of(poll.number)
            cells = await records.poll_cells.of(poll.number)
            casts = await records.poll_events.of(poll.number, EventKind.CAST)
            disputed = moderation(await records.poll_events.of(poll.number, *KINDS))
            apart = await records.poll_cells.answered(poll.number, outsiders=True)
        on_roll = tuple(one for one in voters if one.removed_at is None)
        handles = {one.handle for one in voters}
        ballots = timed_ballots([one for one in cells if one.handle in handles], casts)
        named = poll.charter.names is NamesPolicy.NAMED
        sealed = not can_see_results(poll, now, has_voted=False)
        found_ = anomalies(
            ballots,
            on_roll,
            len(poll.charter.cells),
            poll.opens_at or now,
            sealed=sealed,
            own=next((one.handle for one in voters if one.person == actor.id), None),
            least=1 if named else FEW,
        )
        persons = {one.handle: one.person for one in voters if one.person} if named else {}
        return Report(poll, sealed, len(ballots), found_, disputed, persons, len(apart))

    async def challenge(
        self, number: str, handle: str, reason: str, actor: Actor, delivery: str | None = None
    ) -> Challenged:
        """Say why a ballot should not count; moderators decide.

        Raises:
            NotNow: It is neither open nor closed for less than 72 hours; or the actor's challenge to it is not settled.
            Unknown: There is no such handle in the poll.
        """
        why = words(reason, _("why this ballot should not count"), REASON_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            poll = await held(records, number, now)
            _check_challenge(poll, now, moment_of(delivery, now))
            voter = await _voter(records, poll, handle)
            earlier = await records.poll_events.delivered(delivery) if delivery else None
            if earlier is not None:
                return Challenged(poll, (Challenge(earlier.id, voter.handle, why, actor.id, earlier.at),))
            disputed = await _disputed(records, poll)
            if voter.handle in disputed.handles:
                raise NotNow(_("The ballot of {handle} is excluded already.").format(handle=voter.handle))
            if any((one.handle, one.by) == (voter.handle, actor.id) for one in disputed.challenges):
                raise NotNow(_("You have challenged this ballot already; moderators have to decide."))
            body = {"voter": voter.handle, "reason": why}
            event = PollEvent(EventKind.CHALLENGED, poll.number, now, body, actor.id, delivery=delivery)
            id_ = await records.poll_events.add(event)
            await _shown_anew(records, poll, now)
        return Challenged(poll, (Challenge(id_ or 0, voter.handle, why, actor.id, now),))

    async def exclude(
        self, number: str, handle: str, reason: str, actor: Actor, delivery: str | None = None
    ) -> Excluding:
        """Leave a ballot out of the count, as soon as a second moderator does too; the ballot itself stays as cast.

        It settles the challenges to it. Where the poll was counted before, the event keeps the tally without it.

        Raises:
            Forbidden: The actor is the poll's author, or the voter.
            NotNow: The poll is not open or closed, or others excluded the ballot already.
            Unknown: There is no such handle in the poll.
        """
        why = words(reason, _("why this ballot is excluded"), REASON_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            poll = await held(records, number, now)
            refuse_unless(poll, now, PollState.OPEN, PollState.CLOSED)
            voter = await _voter(records, poll, handle)
            _check_judge(poll, voter, actor)
            before = (await _disputed(records, poll)).of(voter.handle)
            if before.decided_at and actor.id not in before.by:
                raise NotNow(_("The ballot of {handle} is excluded already.").format(handle=voter.handle))
            if not await records.exclusions.add(poll, voter.handle, actor.id):
                return Excluding(poll, before)
            decided = len(await records.exclusions.of(poll.number, voter.handle)) >= EXCLUDERS
            tallies = await _tallies(records, poll, voter.handle) if decided and poll.finished_at else {}
            kind = EventKind.EXCLUDED if decided else EventKind.EXCLUSION_PROPOSED
            body = {"voter": voter.handle, "reason": why, **tallies}
            await records.poll_events.add(PollEvent(kind, poll.number, now, body, actor.id, delivery=delivery))
            await _shown_anew(records, poll, now)
            after = (await _disputed(records, poll)).of(voter.handle)
        return Excluding(poll, after, tallies.get("before", ""), tallies.get("after", ""))

    async def dismiss(
        self, number: str, handle: str, reason: str, actor: Actor, delivery: str | None = None
    ) -> Challenged:
        """Settle every challenge to a ballot that no decision was taken on: it counts.

        Returns:
            The challenges that are settled now.

        Raises:
            Forbidden: The actor is the poll's author, the voter, or one who challenged it.
            NotNow: Nothing is to be settled.
            Unknown: There is no such handle in the poll.
        """
        why = words(reason, _("why this ballot counts"), REASON_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            poll = await held(records, number, now)
            refuse_unless(poll, now, PollState.OPEN, PollState.CLOSED)
            voter = await _voter(records, poll, handle)
            _check_judge(poll, voter, actor)
            waiting = [one for one in (await _disputed(records, poll)).challenges if one.handle == voter.handle]
            if not waiting:
                text = _("No challenge to the ballot of {handle} waits for a decision.")
                raise NotNow(text.format(handle=voter.handle))
            if any(one.by == actor.id for one in waiting):
                raise Forbidden(_("You challenged this ballot yourself: another moderator has to settle it."))
            body = {"voter": voter.handle, "reason": why}
            event = PollEvent(EventKind.CHALLENGE_DISMISSED, poll.number, now, body, actor.id, delivery=delivery)
            await records.poll_events.add(event)
            await _shown_anew(records, poll, now)
        return Challenged(poll, tuple(waiting))


def _check_challenge(poll: Poll, now: datetime, sent_at: datetime) -> None:
    if can_challenge(poll, sent_at):
        return
    refuse_unless(poll, now, PollState.OPEN, PollState.CLOSED)
    text = _("The ballots of poll {number} could be challenged until {moment}. You can still object to what was "
             "decided (/poll object).")  # fmt: skip
    raise NotNow(text.format(number=poll.number, moment=moment(poll.closes_at + CHALLENGE_WINDOW)))


def _check_judge(poll: Poll, voter: Voter, actor: Actor) -> None:
    if poll.author == actor.id:
        raise Forbidden(_("You drafted this poll yourself: other moderators have to decide about its ballots."))
    if voter.person == actor.id:
        raise Forbidden(_("This is your own ballot: other moderators have to decide about it."))


async def _voter(records: Records, poll: Poll, handle: str) -> Voter:
    wanted = handle.strip().casefold()
    for one in await records.voters.of(poll.number):
        if one.handle == wanted:
            return one
    text = _("Poll {number} has no voter “{handle}”. Handles stand in the roll.csv of its result, and everybody's own "
             "below their ballot.")  # fmt: skip
    raise Unknown(text.format(number=poll.number, handle=handle.strip()[:40]))


async def _disputed(records: Records, poll: Poll) -> Moderation:
    return moderation(await records.poll_events.of(poll.number, *KINDS))


async def _tallies(records: Records, poll: Poll, handle: str) -> dict[str, Any]:
    """What a poll that was counted gives without a ballot more, and what it gave before."""
    before, after = [
        tally_rows((await ballots_of(records, poll, leaving)).tally, poll)
        for leaving in (frozenset[str](), frozenset([handle]))
    ]
    return {"before": rows_digest(before), "after": rows_digest(after), "rows": after}


async def _shown_anew(records: Records, poll: Poll, now: datetime) -> None:
    """Have the messages that show the poll and its result written again."""
    for subject in (poll.subject, f"result:{poll.number}"):
        await records.outbox.touch(subject, now)

"""The life of a poll: each step is one transaction and one event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.days import moment
from bot.domain.libraries import Library
from bot.domain.polls.deadlines import deadline, span
from bot.domain.polls.poll_charters import ExtensionReason, PollCharter
from bot.domain.polls.poll_posts import standing_post
from bot.domain.polls.polls import (
    CONFIRMATIONS,
    EventKind,
    Poll,
    PollEvent,
    PollState,
    RollEntry,
    roll_digest,
    roll_imbalance,
)
from bot.domain.refusals import Forbidden
from bot.domain.written import words
from bot.services.libraries import LibraryService
from bot.services.polling import drafting, extending
from bot.services.polling.drafting import DraftTyped
from bot.services.polling.drawing import RollService, developer_of, entries_of, voters
from bot.services.polling.finding import NotNow, found, held, refuse_unless, standing
from bot.services.polling.previews import Preview, cautions_of
from bot.store import Records, Store
from bot.texts import _

REASON_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class Extension:
    """A close that was moved."""

    before: datetime
    poll: Poll


@dataclass(frozen=True, slots=True)
class RollChange:
    """How many came onto the roll of an open poll, and how many were taken off."""

    poll: Poll
    added: int
    removed: int


class PollService:
    """Drafts polls, has their rolls confirmed, opens them, extends them, makes them void."""

    def __init__(self, store: Store, library: LibraryService, rolls: RollService, clock: Clock) -> None:
        self._store = store
        self._library = library
        self._rolls = rolls
        self._clock = clock

    async def draft(
        self, typed: DraftTyped, actor: Actor, delivery: str | None = None, entries: Sequence[RollEntry] = ()
    ) -> Preview:
        """Draft a poll, with its roll or without one yet; the same delivery drafts one.

        Raises:
            Refusal: Something of the charter or the roll does not fit; nothing was drafted.
        """
        now = self._clock()
        snapshot = await self._library.current()
        charter = drafting.charter_of(typed, snapshot, now)
        async with self._store.write() as records:
            number = await self._add(records, charter, actor, delivery)
            if entries and await records.polls.roll_digest(number) is None:
                await self._give_roll(records, await held(records, number, now), entries, snapshot.library, actor)
        return await self.preview(number)

    async def usual(self, template: str | None, subject: str | None, actor: Actor) -> DraftTyped:
        """What a normal poll of an actor's would hold: the template's question, and the contact of their last one.

        Raises:
            Refusal: The system is not known, or there is no such template.
        """
        question = drafting.question_of(template, subject, await self._library.current())
        async with self._store.read() as records:
            mine = [poll for poll in await records.polls.newest(25) if poll.author == actor.id]
        return DraftTyped(question=question, contact=mine[0].charter.contact if mine else None)

    async def _give_roll(
        self, records: Records, poll: Poll, entries: Sequence[RollEntry], library: Library, actor: Actor
    ) -> None:
        roll = await self._rolls.placed(records, entries, developer_of(poll, library))
        digest = roll_digest(roll)
        await records.voters.replace(poll.number, voters(roll))
        await records.polls.roll_set(poll.number, digest)
        body = {"roll_digest": digest, "voters": len(roll), "verified": sum(entry.verified for entry in roll)}
        await records.poll_events.add(PollEvent(EventKind.ROLL_SET, poll.number, self._clock(), body, actor.id))

    async def _add(self, records: Records, charter: PollCharter, actor: Actor, delivery: str | None) -> str:
        now = self._clock()
        earlier = await records.poll_events.delivered(delivery) if delivery else None
        if earlier is not None:
            return earlier.poll
        number = await records.sequences.next("P", now.year)
        await records.polls.add(Poll(number, charter, actor.id, now, charter.closes_at))
        body = {"charter": charter.canonical}
        await records.poll_events.add(PollEvent(EventKind.DRAFTED, number, now, body, actor.id, delivery=delivery))
        return number

    async def preview(self, number: str) -> Preview:
        """A poll as voters will see it, with its roll and what to look at.

        Raises:
            Unknown: There is no such poll.
        """
        now = self._clock()
        async with self._store.read() as records:
            poll = await found(records, number, now)
            roll = tuple(one for one in await records.voters.of(poll.number) if one.removed_at is None)
            digest = await records.polls.roll_digest(poll.number)
        subject = maker = None
        if poll.charter.subject:
            library = (await self._library.current()).library
            system, maker = library.systems.get(poll.charter.subject), developer_of(poll, library)
            subject = system.name if system else poll.charter.subject
        balance = roll_imbalance(entries_of(roll))
        cautions = cautions_of(poll, roll, balance)
        return Preview(poll, poll.state(now), roll, (digest or "")[:8], balance, cautions, subject, maker)

    async def all(self, limit: int = 25) -> tuple[tuple[Poll, PollState], ...]:
        """The last polls and where they stand, the newest first."""
        now = self._clock()
        async with self._store.read() as records:
            return tuple((poll, poll.state(now)) for poll in await records.polls.newest(limit))

    async def set_roll(self, number: str, entries: Sequence[RollEntry], actor: Actor) -> Preview:
        """Give a draft its roll, in the place of the one it has; it has to be confirmed anew.

        Where people stand is kept as their profiles have it now; what changes in them later changes nothing of it.

        Raises:
            NotNow: The poll was opened; then only ``change_roll`` changes it.
            Misplaced: The list says another place of somebody than their verified profile.
        """
        now = self._clock()
        library = (await self._library.current()).library
        async with self._store.write() as records:
            poll = await held(records, number, now)
            if poll.opened_at or poll.voided_at:
                raise NotNow(standing(poll, now))
            await self._give_roll(records, poll, entries, library, actor)
        return await self.preview(poll.number)

    async def change_roll(self, number: str, entries: Sequence[RollEntry], reason: str, actor: Actor) -> RollChange:
        """Change the roll of an open poll to these people, with a reason; nobody's place is changed by it.

        Who is taken off can vote no more; what becomes of a ballot cast before stands in the charter.

        Raises:
            NotNow: The poll is not open.
            Misplaced: Somebody would get another category, organisation or region than on the roll, or than in their
                verified profile.
        """
        why = words(reason, _("why the roll changes"), REASON_LIMIT)
        now = self._clock()
        library = (await self._library.current()).library
        async with self._store.write() as records:
            poll = await held(records, number, now)
            refuse_unless(poll, now, PollState.OPEN)
            before = await records.voters.of(poll.number)
            here = {one.person: one for one in before if one.person}
            roll = await self._rolls.placed(records, entries, developer_of(poll, library), before)
            wanted = {entry.person: entry for entry in roll}
            standing_ = {person for person, one in here.items() if one.removed_at is None}
            # Who was forgotten stands there without a name; who only advised so far does not stand there yet.
            here_already = [
                one
                for one in wanted
                if one not in here and (known := await records.voters.find(poll.number, one)) and not known.outsider
            ]
            added = [one for person, one in wanted.items() if person not in standing_ and person not in here_already]
            removed = [here[person].handle for person in sorted(standing_ - set(wanted))]
            await records.voters.add(poll.number, voters(added))
            await records.voters.remove(poll.number, removed, now)
            handles = {one.person: one.handle for one in await records.voters.of(poll.number)}
            body = {"added": sorted(handles[entry.person] for entry in added), "removed": removed, "reason": why}
            await records.poll_events.add(PollEvent(EventKind.ROLL_CHANGED, poll.number, now, body, actor.id))
            await records.outbox.touch(poll.subject, now)
        return RollChange(poll, len(added), len(removed))

    async def confirm_roll(self, number: str, seen: str | None, actor: Actor) -> Preview:
        """Confirm a roll as it was shown; it takes two moderators, and none of them is the poll's author.

        Args:
            seen: The token of the roll that was shown; without it, or with another's, nothing is confirmed.

        Raises:
            Forbidden: The actor is the author.
            NotNow: There is no roll, or the poll was opened already.
        """
        now = self._clock()
        async with self._store.write() as records:
            poll = await held(records, number, now)
            digest = await records.polls.roll_digest(poll.number)
            if digest is None or poll.opened_at or poll.voided_at:
                raise NotNow(standing(poll, now))
            if poll.author == actor.id:
                raise Forbidden(_("You drafted this poll yourself: two other moderators have to confirm its roll."))
            if seen == digest[:8] and await records.polls.confirm(poll, digest, actor.id):
                body = {"roll_digest": digest}
                event = PollEvent(EventKind.ROLL_CONFIRMED, poll.number, now, body, actor.id)
                await records.poll_events.add(event)
        return await self.preview(poll.number)

    async def open(
        self, number: str, actor: Actor, channel: str | None = None, guild: str | None = None
    ) -> Preview:  # fmt: skip
        """Open a poll: from here on its charter is frozen, and its digest is known.

        Args:
            channel: Where a message is to show how it stands until it is counted; None for nowhere.
            guild: What the channel is part of, where it is noted whether the bot can be reached there.

        Raises:
            NotNow: The roll is not confirmed, or the poll was opened already.
        """
        now = self._clock()
        async with self._store.write() as records:
            poll = await held(records, number, now)
            if poll.opened_at or poll.voided_at or len(poll.confirmed_by) < CONFIRMATIONS:
                raise NotNow(standing(poll, now))
            charter = poll.charter.opened(now)
            if charter.closes_at <= now:
                text = _("Poll {number} was to close on {moment}, which is past: make it void and draft it again.")
                raise NotNow(text.format(number=poll.number, moment=moment(charter.closes_at)))
            await records.polls.opened(poll.number, charter, now, channel, guild)
            if channel is not None:
                begun = replace(poll, charter=charter, opened_at=now, closes_at=charter.closes_at)
                await records.outbox.put(standing_post(begun, channel, now), now)
            digest = await records.polls.roll_digest(poll.number)
            body = {"charter": charter.canonical, "charter_digest": charter.digest, "roll_digest": digest}
            await records.poll_events.add(PollEvent(EventKind.OPENED, poll.number, now, body, actor.id))
        return await self.preview(poll.number)

    async def extend(
        self, number: str, closes: str, by: ExtensionReason, reason: str, actor: Actor
    ) -> Extension:  # fmt: skip
        """Move the close of an open poll: only later, and only as its charter allows.

        Args:
            closes: A span from the close it has now, or a moment.

        Raises:
            Refusal: The charter does not allow it, or the poll is not open.
        """
        why = words(reason, _("why it is extended"), REASON_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            poll = await held(records, number, now)
            refuse_unless(poll, now, PollState.OPEN)
            later = span(closes)
            closes_at = poll.closes_at + later if later else deadline(closes, now)
            await extending.check(records, poll, closes_at, by)
            extended = await extending.extend(records, poll, closes_at, by, why, now, actor.id)
        return Extension(poll.closes_at, extended)

    async def void(self, number: str, reason: str, actor: Actor) -> Poll:
        """Make a poll void: its ballots stay stored and sealed, and it has no result.

        Raises:
            NotNow: It is void already.
        """
        why = words(reason, _("why it is void"), REASON_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            poll = await held(records, number, now)
            if poll.voided_at:
                raise NotNow(standing(poll, now))
            await records.polls.voided(poll.number, now)
            await records.poll_events.add(
                PollEvent(EventKind.VOIDED, poll.number, now, {"reason": why}, actor.id)
            )  # fmt: skip
            await records.outbox.touch(poll.subject, now)
        return replace(poll, voided_at=now)

    async def round2(self, number: str, closes: str, actor: Actor, delivery: str | None = None) -> Preview:
        """Draft a second round of a closed poll: the same charter and roll, which is to be confirmed anew.

        Raises:
            NotNow: The poll is not closed.
        """
        now = self._clock()
        closes_at, lasts = deadline(closes, now), span(closes)
        async with self._store.write() as records:
            first = await held(records, number, now)
            refuse_unless(first, now, PollState.CLOSED)
            charter = replace(
                first.charter, opens_at=None, closes_at=closes_at, lasts=lasts, round_of=first.number
            )  # fmt: skip
            second = await self._add(records, charter, actor, delivery)
            if await records.polls.roll_digest(second) is None:
                entries = entries_of(one for one in await records.voters.of(first.number) if one.removed_at is None)
                await records.voters.replace(second, voters(entries))
                await records.polls.roll_set(second, roll_digest(entries))
                body = {"round": second}
                await records.poll_events.add(PollEvent(EventKind.ROUND_LINKED, first.number, now, body, actor.id))
        return await self.preview(second)

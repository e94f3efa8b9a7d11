"""Reminders of polls: who is reminded, and how each of them wants to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.outboxes import DIRECT, Post
from bot.domain.polls import reminders
from bot.domain.polls.poll_charters import Reminding
from bot.domain.polls.poll_posts import direct_reminder_post, reminder_post
from bot.domain.polls.polls import Poll, Voter
from bot.domain.polls.reminders import AT_ONCE, RemindHow
from bot.services.polling.finding import found
from bot.store import Records, Store

_PLATFORM = "discord:"


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder of a poll that is still to be told; ``persons`` are those whom it calls."""

    poll: Poll
    persons: tuple[str, ...] = ()


class ReminderService:
    """Keeps how people want to be reminded, and tells who is to be; of a ballot, only whether it is complete."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def choose(self, how: RemindHow, actor: Actor) -> None:
        """Keep how the actor wants to be reminded, in all polls."""
        async with self._store.write() as records:
            await records.reminders.choose(actor.id, how)

    async def reminder(self, number: str, hours: int, page: int = 1) -> Reminder | None:
        """A reminder for a poll's channel as it is to be told now; None if it comes too late.

        Args:
            hours: Which one, by its hours before the close.
            page: Which part of the roll it calls, from 1.

        Raises:
            Unknown: There is no such poll.
        """
        now = self._clock()
        async with self._store.read() as records:
            poll = await found(records, number, now)
            if reminders.late(poll, hours, now):
                return None
            if poll.charter.reminders is not Reminding.PING:
                return Reminder(poll)
            waited_for = await _waited_for(records, poll)
            choices = await records.reminders.of_poll(poll.number)
            roll = await records.voters.of(poll.number)
        # By the roll, which hardly changes, and not by who is left of it: so nobody is called twice or passed over
        # because somebody votes between two messages.
        part = roll[(page - 1) * AT_ONCE : page * AT_ONCE]
        return Reminder(poll, tuple(_persons(part, waited_for, choices, RemindHow.CHANNEL)))

    async def direct(self, number: str, hours: int, person: str) -> Reminder | None:
        """A reminder for one person as it is to be told now; None if it comes too late, or has become needless.

        Raises:
            Unknown: There is no such poll.
        """
        now = self._clock()
        async with self._store.read() as records:
            poll = await found(records, number, now)
            needed = person in await _waited_for(records, poll)
            choice = (await records.reminders.of_poll(poll.number)).get(person)
        if not needed or choice is not RemindHow.DIRECT or reminders.late(poll, hours, now):
            return None
        return Reminder(poll)


async def due(records: Records, poll: Poll, now: datetime) -> Sequence[Post]:
    """The messages of the reminder of a poll whose time it is, unless they were queued before."""
    hours = reminders.due(poll, now)
    if hours is None or poll.channel is None:
        return ()
    posts = [reminder_post(poll, poll.channel, hours)]
    if await records.outbox.holds(posts[0]):
        return ()
    roll = await records.voters.of(poll.number)
    if poll.charter.reminders is Reminding.PING:
        pages = -(-len(roll) // AT_ONCE)
        posts += [reminder_post(poll, poll.channel, hours, page) for page in range(2, pages + 1)]
    waited_for = await _waited_for(records, poll)
    choices = await records.reminders.of_poll(poll.number)
    for person in _persons(roll, waited_for, choices, RemindHow.DIRECT):
        posts.append(direct_reminder_post(poll, DIRECT + person.removeprefix(_PLATFORM), hours))
    return posts


async def _waited_for(records: Records, poll: Poll) -> frozenset[str]:
    """Those on the roll whose ballot is not complete."""
    answered = await records.poll_cells.answered(poll.number)
    asked = len(poll.charter.cells)
    return frozenset(
        voter.person
        for voter in await records.voters.of(poll.number)
        if voter.person and voter.removed_at is None and answered.get(voter.handle, 0) < asked
    )


def _persons(
    roll: Sequence[Voter], waited_for: frozenset[str], choices: Mapping[str, RemindHow], how: RemindHow
) -> list[str]:
    """Those of a roll who are waited for and want to be reminded so, as far as the platform can reach them."""
    persons = [voter.person for voter in roll if voter.person in waited_for]
    return [
        person
        for person in persons
        if person and person.startswith(_PLATFORM) and choices.get(person, RemindHow.CHANNEL) is how
    ]

"""Forgetting somebody: what goes and what stays is said first; then it is done everywhere, area by area."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.polls.polls import EventKind, PollEvent, roll_digest
from bot.domain.privacy.kept import Kept, Relation
from bot.domain.privacy.persons import Subject
from bot.domain.privacy.redactions import RedactionReason
from bot.domain.refusals import Forbidden, Refusal
from bot.domain.written import name as one_name
from bot.services.endorsing import EndorsementKeepingService
from bot.services.minuting import MinutesKeepingService
from bot.services.polling.drawing import entries_of
from bot.services.privacy import logged
from bot.services.privacy.showing import PrivacyView, seen
from bot.store import Records, Store
from bot.store.privacy_records import ForgetRequest
from bot.texts import _

log = logging.getLogger(__name__)

# So long a request waits for a second moderator.
REQUEST_WAITS = timedelta(days=30)
NAME_LIMIT = 200
ERASURE = RedactionReason.ERASURE.value
KEPT_QUESTIONS = timedelta(days=30)
KEPT_DELIVERIES = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What became of forgetting somebody.

    ``done`` is False while a second moderator is waited for. ``left`` is what still mentions the account afterwards:
    words of others, which only moderators can take out.
    """

    subject: Subject
    done: bool
    before: PrivacyView
    left: PrivacyView | None = None


class ForgettingService:
    """Erases people. Each area is one transaction; done twice, nothing is left to do."""

    def __init__(
        self,
        store: Store,
        endorsements: EndorsementKeepingService,
        minutes: MinutesKeepingService,
        clock: Clock,
    ) -> None:
        self._store = store
        self._endorsements = endorsements
        self._minutes = minutes
        self._clock = clock

    async def forget_me(self, actor: Actor) -> Forgotten:
        """Erase the actor, who asks for it."""
        return await self.forget(Subject(actor.id))

    async def ask(self, person: str, names: str | None, actor: Actor) -> Forgotten:
        """Have somebody erased who asked for it elsewhere; the second moderator who says so does it.

        Args:
            names: How others call them, parted by semicolons, where their account is not named.

        Raises:
            Forbidden: The actor is no moderator.
            Refusal: It is the actor, or the same moderator asked before.
        """
        if not actor.has(Role.MODERATOR):
            raise Forbidden(_("Only moderators have somebody else forgotten; leave the person out to be forgotten."))
        if person == actor.id:
            raise Refusal(_("That is you: leave the person out, and confirm it."))
        request = ForgetRequest(person, read_names(names), actor.id, self._clock())
        async with self._store.write() as records:
            before = await self._view(
                records, Subject(person, request.names)
            )  # the request itself is no entry of theirs
            if await records.forget_requests.add(request):
                return Forgotten(before.subject, False, before)
            first = await records.forget_requests.of(person)
        if first is None or first.by == actor.id:
            text = _("You asked for this already: another moderator has to do the same (/privacy forget), and can add "
                     "names to yours.")  # fmt: skip
            raise Refusal(text)
        return await self.forget(Subject(person, tuple(dict.fromkeys((*first.names, *request.names)))))

    async def forget(self, subject: Subject) -> Forgotten:
        """Erase somebody everywhere, and take what is left of their words off the disk."""
        async with self._store.read() as records:
            before = await self._view(records, subject)
        for step in (self._messages, self._profile, self._endorsed, self._decided, self._voted, self._talked,
                     self._curated):  # fmt: skip
            async with self._store.write(alone=True) as records:
                await step(records, subject, self._clock())
        async with self._store.read() as records:
            left = await self._view(records, subject)
        await self._store.scrub()
        log.info("somebody was forgotten")
        return Forgotten(subject, True, before, replace(left, kept=_others(left)))

    async def keep(self) -> None:
        """Drop what is kept for a time only: requests nobody confirmed, questions, ids of deliveries."""
        now = self._clock()
        async with self._store.write() as records:
            await records.forget_requests.remove_before(now - REQUEST_WAITS)
            await records.unknown_systems.forget_questions(now - KEPT_QUESTIONS)
            await records.deliveries.remove_before(now - KEPT_DELIVERIES)

    async def _view(self, records: Records, subject: Subject) -> PrivacyView:
        return await seen(records, subject, self._clock())

    async def _messages(self, records: Records, subject: Subject, _now: datetime) -> None:
        await records.message_forgetting.forget(subject)
        await records.reminders.forget(subject.id)
        await records.public_names.forget(subject.id)
        await records.forget_requests.forget(subject.id)
        await records.redactions.forget(subject.id)

    async def _profile(self, records: Records, subject: Subject, _now: datetime) -> None:
        await records.profiles.forget(subject.id)

    async def _endorsed(self, records: Records, subject: Subject, now: datetime) -> None:
        wanted = await logged.of_endorsements(records, subject.id)
        await self._endorsements.forget(records, subject.id)
        await records.log.redact(wanted, ERASURE, now)

    async def _decided(self, records: Records, subject: Subject, now: datetime) -> None:
        gone = await records.decision_forgetting.forget(subject)
        for number in {decision for decision, _key in gone}:
            await records.outbox.touch(f"decision:{number}", now)
        await records.log.redact(await logged.of_decisions(records, gone), ERASURE, now)

    async def _voted(self, records: Records, subject: Subject, now: datetime) -> None:
        """Cut the link between somebody and their ballots; a roll that has not been used is without them."""
        seats = await records.poll_forgetting.seats(subject.id)
        wanted = await logged.of_ballots(records, subject.id, seats)
        for seat in await records.poll_forgetting.forget(subject.id):
            if seat.state == "waiting":
                roll = entries_of(await records.voters.of(seat.poll))
                digest = roll_digest(roll)
                await records.polls.roll_set(seat.poll, digest)
                body = {"roll_digest": digest, "voters": len(roll), "verified": sum(one.verified for one in roll)}
                await records.poll_events.add(PollEvent(EventKind.ROLL_SET, seat.poll, now, body))
            await records.outbox.touch(f"poll:{seat.poll}", now)
        await records.log.redact(wanted, ERASURE, now)

    async def _talked(self, records: Records, subject: Subject, now: datetime) -> None:
        await records.hall_forgetting.forget(subject.id)
        versions = await self._minutes.forget(records, subject.id)
        await records.log.redact(logged.of_minutes(versions), ERASURE, now)

    async def _curated(self, records: Records, subject: Subject, _now: datetime) -> None:
        await records.curation_forgetting.forget(subject)


def read_names(names: str | None) -> tuple[str, ...]:
    """Names as typed, parted by semicolons.

    Raises:
        Unfit: One is too long to be a name.
    """
    typed = [part.strip() for part in (names or "").split(";")]
    return tuple(one_name(part, _("a name"), NAME_LIMIT) for part in typed if part)


def _others(view: PrivacyView) -> tuple[Kept, ...]:
    return tuple(one for one in view.kept if one.relation is Relation.NAMED)

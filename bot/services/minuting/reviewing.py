"""Minutes before and with the public: reviewed, objected to, signed off, published, retracted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.meetings.edits import part_of
from bot.domain.meetings.reviews import (
    MinutesEvent,
    MinutesEventKind,
    MinutesObjection,
    MinutesStatus,
    MinutesVersion,
    NotYet,
    Settlement,
)
from bot.domain.meetings.revisions import words as words_of
from bot.domain.polls.polls import moment_of
from bot.domain.refusals import Forbidden, Unknown
from bot.domain.written import words
from bot.services.minuting import changing, posts, publishing
from bot.services.minuting.finding import (
    Asking,
    MinutesView,
    check_moderates,
    check_writes,
    held,
    held_again,
    held_published,
    objectionable,
)
from bot.store import Store
from bot.texts import _

TEXT_LIMIT = 1000

Step = Callable[[MinutesView, datetime], MinutesVersion]


class MinutesReviewService:
    """Takes minutes from one state to the next."""

    def __init__(self, store: Store, clock: Clock, record_channel: str | None) -> None:
        self._store = store
        self._clock = clock
        self._record_channel = record_channel

    async def review(self, asking: Asking) -> MinutesView:
        """Show a draft to those who are cited; from now on they can object.

        Raises:
            NotYet: It is no draft.
            Forbidden: The actor does not write the minutes.
        """
        now = self._clock()
        async with self._store.write() as records:
            before = await held(records, asking, now)
            check_writes(before.hall, asking.actor)
            if await changing.delivered(records, asking.delivery):
                return before
            version = before.version.reviewed(now, before.period)
            body = {"until": version.comments_until.isoformat() if version.comments_until else ""}
            event = replace(_event(MinutesEventKind.REVIEWED, version, now, asking), body=body)
            after = await changing.stored(records, before, version, event)
            for post in await posts.reviewing(records, after):
                await records.outbox.put(post, now)
            return after

    async def object(self, asking: Asking, part: str, text: str) -> MinutesView:
        """Object to a sentence or an item that one is cited for.

        Raises:
            NotYet: The minutes are not in review, or the time to object is over.
            Forbidden: Nothing of what the actor said stands behind it.
            Unknown: There is no such part.
        """
        why = words(text, _("what is wrong with it"), TEXT_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            before = await held(records, asking, now)
            if await changing.delivered(records, asking.delivery):
                return before
            sent_at = moment_of(asking.delivery, now)
            _check_objecting(before.version, sent_at)
            there = part_of(before.document, part)
            if there.id not in objectionable(before.document, asking.actor.id):
                raise Forbidden(_cited_for(before, there.id, asking.actor))
            objections = before.objections
            if any((one.part, one.by, one.settlement) == (there.id, asking.actor.id, None) for one in objections):
                raise NotYet(_("You have objected to {part} already, and it is not settled.").format(part=there.id))
            version = before.version
            place = await records.minutes_objections.next(version.hall, version.number)
            objection = MinutesObjection(
                version.hall, version.number, place, there.id, words_of(there), why, asking.actor.id, sent_at
            )  # fmt: skip
            await records.minutes_objections.add(objection)
            # An objection takes a signature back: who signed did not know of it.
            unsigned = replace(version, status=MinutesStatus.IN_REVIEW, signed_by=None, signed_at=None)
            event = _event(MinutesEventKind.OBJECTED, version, now, asking, why)
            event = replace(event, part=there.id, body={"objection": place})
            return await changing.stored(records, before, unsigned, event)

    async def settle(self, asking: Asking, objection: int, how: Settlement, answer: str) -> MinutesView:
        """Settle an objection: the part was changed, or stands; who objected can withdraw it.

        Raises:
            NotYet: It was settled before, or the minutes are published: then it can only be withdrawn.
            Forbidden: The actor does not write the minutes; or withdraws what another objected, or decides over their
                own.
            Unknown: There is no such objection.
        """
        because = words(answer, _("why"), TEXT_LIMIT, needed=how is not Settlement.WITHDRAWN)
        now = self._clock()
        async with self._store.write() as records:
            before = await held(records, asking, now)
            if await changing.delivered(records, asking.delivery):
                return before
            found = _objection(before, objection)
            _check_settling(before, found, how, asking.actor)
            settled = found.settled(how, because, asking.actor.id, now)
            await records.minutes_objections.put(settled)
            event = _event(MinutesEventKind.SETTLED, before.version, now, asking, because)
            event = replace(event, part=found.part, body={"objection": found.number, "how": how.value})
            after = await changing.stored(records, before, before.version, event)
            for post in await posts.settled(records, settled) if how is not Settlement.WITHDRAWN else ():
                await records.outbox.put(post, now)
            await records.outbox.touch(posts.published_subject(before.hall.number), now)
            return after

    async def sign(self, asking: Asking, digest: str | None = None) -> MinutesView:
        """Sign minutes off: a moderator answers for them, as they are.

        Args:
            asking: Who asks about which minutes.
            digest: The first letters of the digest of what they read; None signs what stands there now.

        Raises:
            NotYet: They are not in review, an objection blocks them, or they were changed since they were read.
            Forbidden: The actor is no moderator.
        """

        def step(view: MinutesView, now: datetime) -> MinutesVersion:
            check_moderates(view.hall, asking.actor)
            version = view.version.signed(asking.actor.id, now, view.blocking)
            if digest is not None and not version.digest.startswith(digest):
                text = _("The minutes of {id} were changed since you opened them. Read them again (/minutes show), "
                         "then sign.")  # fmt: skip
                raise NotYet(text.format(id=version.id))
            return version

        return await self._step(asking, MinutesEventKind.SIGNED, step)

    async def publish(self, asking: Asking) -> MinutesView:
        """Publish minutes that are signed off, once the time for objections is over.

        Raises:
            NotYet: They are not signed off, it is too early, an objection blocks them, or somebody took back what they
                hold.
            Forbidden: The actor is no moderator.
        """
        now = self._clock()
        async with self._store.write() as records:
            before = await held(records, asking, now)
            check_moderates(before.hall, asking.actor)
            if await changing.delivered(records, asking.delivery):
                return before
            return await publishing.publish(
                records, before, now, self._record_channel, asking.actor.id, asking.delivery
            )

    async def publish_due(self) -> int:
        """Publish all that are signed off and whose time for objections is over; says how many."""
        async with self._store.read() as records:
            signed = await records.minutes.with_status(MinutesStatus.SIGNED_OFF)
        count = 0
        for version in signed:
            now = self._clock()
            async with self._store.write() as records:
                before = await held_again(records, version)
                try:
                    await publishing.publish(records, before, now, self._record_channel, None, None)
                except NotYet:
                    continue
                count += 1
        return count

    async def retract(self, asking: Asking, why: str) -> MinutesView:
        """Take published minutes back; that they were, when, and why stays.

        Raises:
            NotYet: They are not published.
            Forbidden: The actor is no moderator.
        """
        because = words(why, _("why they are retracted"), TEXT_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            before = await held_published(records, asking, now)
            check_moderates(before.hall, asking.actor)
            if await changing.delivered(records, asking.delivery):
                return before
            version = before.version.ended(MinutesStatus.RETRACTED, now, because)
            event = _event(MinutesEventKind.RETRACTED, version, now, asking, because)
            after = await changing.stored(records, before, version, event)
            # Nothing of what they said goes on, and so nobody is held to what they took on by them.
            await records.action_items.replace(version.hall, ())
            await records.outbox.touch(posts.published_subject(version.hall), now)
            return after

    async def drop(self, asking: Asking, why: str) -> MinutesView:
        """Give up a version that the public has not seen, so that another can be made.

        Raises:
            NotYet: The public has seen it.
            Forbidden: The actor does not write the minutes.
        """
        because = words(why, _("why this version is given up"), TEXT_LIMIT)
        return await self._step(
            asking,
            MinutesEventKind.DROPPED,
            lambda view, now: view.version.ended(MinutesStatus.DROPPED, now, because),
            because,
        )

    async def _step(self, asking: Asking, kind: MinutesEventKind, step: Step, why: str = "") -> MinutesView:
        now = self._clock()
        async with self._store.write() as records:
            before = await held(records, asking, now)
            check_writes(before.hall, asking.actor)
            if await changing.delivered(records, asking.delivery):
                return before
            version = step(before, now)
            event = _event(kind, version, now, asking, why)
            after = await changing.stored(records, before, version, event)
            await records.outbox.touch(posts.published_subject(version.hall), now)
            return after


def _event(
    kind: MinutesEventKind, version: MinutesVersion, now: datetime, asking: Asking, why: str = ""
) -> MinutesEvent:
    return MinutesEvent(kind, version.hall, version.number, now, asking.actor.id, why=why, delivery=asking.delivery)


def _check_objecting(version: MinutesVersion, sent_at: datetime) -> None:
    if version.status not in (MinutesStatus.IN_REVIEW, MinutesStatus.SIGNED_OFF):
        raise NotYet(version.standing())
    if version.comments_until is not None and sent_at >= version.comments_until:
        text = _(
            "The time to object to the minutes of {id} is over. Tell a moderator: a correction makes a new version."
        )
        raise NotYet(text.format(id=version.id))


def _cited_for(before: MinutesView, part: str, actor: Actor) -> str:
    theirs = objectionable(before.document, actor.id)
    if not theirs:
        text = _("Nothing in the minutes of {id} rests on what you said.")
        return text.format(id=before.version.id)
    text = _("{part} does not rest on what you said. You are cited in {parts}.")
    return text.format(part=part, parts=_listed(theirs))


def _listed(parts: Sequence[str]) -> str:
    shown = ", ".join(parts[:20])
    return shown if len(parts) <= 20 else f"{shown}, …"


def _objection(view: MinutesView, number: int) -> MinutesObjection:
    for one in view.objections:
        if one.number == number:
            return one
    text = _("There is no objection #{number} to the minutes of {id}.")
    raise Unknown(text.format(number=number, id=view.version.id))


def _check_settling(view: MinutesView, objection: MinutesObjection, how: Settlement, actor: Actor) -> None:
    if how is Settlement.WITHDRAWN:
        if objection.by != actor.id:
            raise Forbidden(_("Somebody else made this objection: only they withdraw it."))
        return
    if view.version.status not in (MinutesStatus.IN_REVIEW, MinutesStatus.SIGNED_OFF):
        raise NotYet(view.version.standing())
    check_writes(view.hall, actor)
    if objection.by == actor.id:
        raise Forbidden(_("This is your own objection: withdraw it, or let somebody else settle it."))

"""What moderators do about endorsements: verify them, reject them, and say what a new version means for them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.decisions.decisions import DecisionStatus
from bot.domain.endorsements.editions import Carry, Edition, Editions
from bot.domain.endorsements.endorsements import (
    Endorsement,
    EndorsementEvent,
    EndorsementEventKind,
    Means,
    Misstated,
    Verification,
)
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.stakeholders import Stakeholders
from bot.domain.written import address, words
from bot.services.deciding.finding import found as decision_found
from bot.services.endorsing import telling
from bot.services.endorsing.crossing import Crossings
from bot.services.endorsing.finding import EndorsementView, belongs, edition_named, editions, held, view
from bot.store import Records, Store
from bot.texts import _

NOTE_LIMIT = 1000
_NOTHING: Mapping[str, str] = MappingProxyType({})

Step = Callable[[Records, Endorsement, datetime], Awaitable[Endorsement]]


class EndorsementVerifyingService:
    """Lets moderators decide what counts."""

    def __init__(
        self,
        store: Store,
        stakeholders: Stakeholders,
        crossings: Crossings,
        clock: Clock,
        record_channel: str | None = None,
    ) -> None:
        self._store = store
        self._stakeholders = stakeholders
        self._crossings = crossings
        self._clock = clock
        self._record_channel = record_channel

    async def verify(
        self, number: str, means: Means, note: str | None, actor: Actor, delivery: str | None = None
    ) -> EndorsementView:
        """Say that an endorsement is meant, by whom it says, and how that was seen.

        Args:
            number: Which endorsement.
            means: How it was seen.
            note: What was seen: of a public statement its address, which everybody can read; else for moderators.
            actor: A moderator who is neither the endorser nor speaks for the organisation.
            delivery: The platform's id of the request.

        Raises:
            Forbidden: It is the actor's own, or that of their organisation.
            Misstated: It does not wait, or the organisation endorses the version already.
        """
        if means is Means.EARLIER:
            raise Misstated(_("That an earlier endorsement is enough I see for myself; say what you have seen."))
        if means is Means.PUBLIC_STATEMENT and not (note or "").strip():
            raise Misstated(_("Say where the public statement stands: its address belongs into the note."))
        seen = address(note) if means is Means.PUBLIC_STATEMENT else words(note, _("how"), NOTE_LIMIT, needed=False)

        async def step(records: Records, found: Endorsement, now: datetime) -> Endorsement:
            after = found.verified(Verification(actor.id, now, means, seen))
            self._check_known(found)
            if found.organisation:
                await _check_apart(records, found.organisation, actor)
                await _check_first(records, found)
            return after

        return await self._step(
            number, EndorsementEventKind.VERIFIED, step, actor, delivery, body={"means": means.value}
        )

    async def reject(self, number: str, reason: str, actor: Actor, delivery: str | None = None) -> EndorsementView:
        """Say that an endorsement does not count, and why; also of one that was verified wrongly.

        Raises:
            Forbidden: It is the actor's own.
            Misstated: It has ended.
        """
        why = words(reason, _("why it does not count"), NOTE_LIMIT)

        async def step(_records: Records, found: Endorsement, now: datetime) -> Endorsement:
            return found.rejected(actor.id, now, why)

        return await self._step(number, EndorsementEventKind.REJECTED, step, actor, delivery, why)

    async def editorial(
        self,
        version: str,
        since: str | None,
        why: str,
        actor: Actor,
        delivery: str | None = None,
        decision: str | None = None,
    ) -> tuple[Edition, Edition]:
        """Say that a version changed nothing of substance: endorsements of the earlier one count for it too.

        Args:
            version: The later one.
            since: The earlier one; None for the one before.
            why: What was changed, for the public.
            actor: A moderator.
            delivery: The platform's id of the request.
            decision: The decision that this rests on; None for none.

        Returns:
            The later version and the earlier one.

        Raises:
            Unknown: There is no such version, none before it, or no such decision in force.
            Looped: The earlier takes over from the later.
        """
        because = words(why, _("what was changed"), NOTE_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            await records.endorsements.lock()
            several = await editions(records)
            after = edition_named(several, version)
            before = edition_named(several, since) if since else several.before(after)
            if before is None:
                raise Unknown(_("There is no version before {label}.").format(label=after.label))
            carry = Carry(after.digest, before.digest, actor.id, now, because)
            if await records.endorsement_events.delivered(delivery):
                return after, before
            several.check_carry(after.digest, before.digest)
            body = {"before": before.digest, "before_label": before.label, **await _basis(records, decision, now)}
            await records.endorsement_carries.put(carry)
            await self._of_version(records, EndorsementEventKind.EDITORIAL, after, carry, body, delivery)
            for post in await telling.carried(records, await editions(records), after, self._record_channel):
                await records.outbox.put(post, now)
            return after, before

    async def substantive(
        self, version: str, why: str, actor: Actor, delivery: str | None = None, decision: str | None = None
    ) -> Edition:
        """Say that a version changed something of substance after all: nothing carries over to it.

        Raises:
            Refusal: Nothing did.
        """
        because = words(why, _("what was changed"), NOTE_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            await records.endorsements.lock()
            several: Editions = await editions(records)
            edition = edition_named(several, version)
            if await records.endorsement_events.delivered(delivery):
                return edition
            body = await _basis(records, decision, now)
            if not await records.endorsement_carries.remove(edition.digest):
                text = _("Nothing carries over to {label}: a version counts as changed unless somebody says otherwise.")
                raise Refusal(text.format(label=edition.label))
            said = Carry(edition.digest, edition.digest, actor.id, now, because)
            await self._of_version(records, EndorsementEventKind.SUBSTANTIVE, edition, said, body, delivery)
            await records.outbox.touch(f"carried:{edition.digest}", now)
            for post in await telling.to_confirm(records, await editions(records), self._record_channel):
                await records.outbox.put(post, now)
            return edition

    async def _of_version(
        self,
        records: Records,
        kind: EndorsementEventKind,
        edition: Edition,
        said: Carry,
        body: Mapping[str, str],
        delivery: str | None,
    ) -> None:
        event = EndorsementEvent(
            kind, said.at, edition.digest, edition.label, said.by, why=said.why, body=body, delivery=delivery
        )
        await records.endorsement_events.add(event)
        await self._crossings.note(records, said.at)

    async def _step(
        self,
        number: str,
        kind: EndorsementEventKind,
        step: Step,
        actor: Actor,
        delivery: str | None,
        why: str = "",
        body: Mapping[str, str] = _NOTHING,
    ) -> EndorsementView:
        now = self._clock()
        async with self._store.write() as records:
            await records.endorsements.lock()
            found = await held(records, number)
            several = await editions(records)
            if await records.endorsement_events.delivered(delivery):
                return await view(records, found, actor, self._stakeholders, several)
            after = await step(records, found, now)
            await records.endorsements.put(after)
            event = EndorsementEvent(
                kind, now, after.digest, after.label, actor.id, after.number, why=why, body=body, delivery=delivery
            )
            await records.endorsement_events.add(event)
            await self._crossings.note(records, now)
            return await view(records, after, actor, self._stakeholders, several)

    def _check_known(self, endorsement: Endorsement) -> None:
        """What was taken out of the configuration since must not begin to count."""
        try:
            self._stakeholders.category(endorsement.category)
            self._stakeholders.region(endorsement.region)
        except Unknown as error:
            text = _("{why} The configuration has changed since: reject the endorsement, and ask for a new one.")
            raise Unknown(text.format(why=error)) from error


async def _basis(records: Records, decision: str | None, now: datetime) -> Mapping[str, str]:
    """The decision that something rests on, as an event keeps it; it has to be in force."""
    if not decision:
        return _NOTHING
    found = await decision_found(records, decision, now, None)
    if found.status is not DecisionStatus.ACCEPTED:
        raise Unknown(found.standing())
    return {"decision": found.number}


async def _check_apart(records: Records, organisation: str, actor: Actor) -> None:
    if await belongs(records, organisation, actor):
        raise Forbidden(_("You speak for this organisation yourself: another moderator has to verify it."))


async def _check_first(records: Records, endorsement: Endorsement) -> None:
    for one in await records.endorsements.of_endorser(endorsement):
        if one.counts and one.digest == endorsement.digest:
            text = _("{name} endorses {label} already: {number}. Reject this one, or that one.")
            raise Misstated(text.format(name=one.organisation, label=one.label, number=one.number))

"""Endorsing a version, and taking it back: what endorsers do themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.endorsements.editions import Edition
from bot.domain.endorsements.endorsements import (
    Endorsement,
    EndorsementEvent,
    EndorsementEventKind,
    Misstated,
    renewed,
)
from bot.domain.profiles import organisation_written
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.stakeholders import Stakeholders
from bot.domain.written import name as line
from bot.domain.written import words
from bot.services.endorsing.crossing import Crossings
from bot.services.endorsing.finding import EndorsementView, edition_named, editions, held, live_of, speaks, view
from bot.services.libraries import LibraryService
from bot.store import Records, Store
from bot.texts import _

CLAIMS_A_DAY = 20
NAME_LIMIT = 100
STATEMENT_LIMIT = 500
EVIDENCE_LIMIT = 1000
_UNNAMED = frozenset({"", "none", "no", "-", "–", "not at all", "anonymous"})


@dataclass(frozen=True, slots=True)
class EndorsementTyped:
    """What somebody endorses, as typed. ``name`` is how a person wants to be named in public; none: not at all."""

    category: str
    region: str
    version: str | None = None
    organisation: str | None = None
    name: str | None = None
    statement: str | None = None
    evidence: str | None = None


def name_written(text: str | None) -> str:
    """How a person wants to be named in public; empty for not at all.

    Raises:
        Unfit: It is too long.
    """
    found = " ".join((text or "").split())
    return "" if found.casefold().rstrip(".") in _UNNAMED else line(found, _("how you want to be named"), NAME_LIMIT)


class EndorsementService:
    """Takes endorsements in, and takes them back."""

    def __init__(
        self, store: Store, library: LibraryService, stakeholders: Stakeholders, crossings: Crossings, clock: Clock
    ) -> None:
        self.stakeholders = stakeholders
        self._store = store
        self._library = library
        self._crossings = crossings
        self._clock = clock

    async def endorse(self, typed: EndorsementTyped, actor: Actor, delivery: str | None = None) -> EndorsementView:
        """Endorse a version, as oneself or for an organisation; a claim of the same that waits is replaced.

        Somebody who was verified for an earlier version counts at once, unless it is for an organisation.

        Raises:
            Refusal: Something cannot be kept, it is endorsed already, or the person claims too often.
        """
        now = self._clock()
        version = typed.version or (await self._library.current()).in_force.label
        async with self._store.write() as records:
            await records.endorsements.lock()
            if (event := await records.endorsement_events.delivered(delivery)) and event.endorsement:
                return await self._view(records, await held(records, event.endorsement), actor)
            await _check_often(records, actor, now)
            edition = edition_named(await editions(records), version)
            claim = self._claim(typed, edition, actor, now)
            if typed.name is None and claim.organisation is None:
                claim = replace(claim, named=(await records.public_names.of(actor.id) or "")[:NAME_LIMIT])
            earlier = await records.endorsements.of_endorser(claim)
            _check_endorsed(claim, earlier)
            if waiting := live_of(earlier, claim.digest, actor.id):
                await _changed(records, waiting.replaced(now), EndorsementEventKind.REPLACED, actor, now)
            before = _to_renew(claim, earlier)
            number = await records.sequences.next("E", now.year)
            claim = replace(claim, number=number, renews=before.number if before else None)
            await self._keep(records, claim, before, actor, now, delivery)
            return await self._view(records, await held(records, number), actor)

    def _claim(self, typed: EndorsementTyped, edition: Edition, actor: Actor, now: datetime) -> Endorsement:
        organisation = organisation_written(typed.organisation)
        evidence = words(
            typed.evidence,
            _("where a moderator can see that your organisation says so"),
            EVIDENCE_LIMIT,
            needed=organisation is not None,
        )
        return Endorsement(
            "",
            edition.label,
            edition.digest,
            actor.id,
            self.stakeholders.category(typed.category).id,
            self.stakeholders.region(typed.region).id,
            now,
            organisation,
            name_written(typed.name),
            words(typed.statement, _("why you endorse it"), STATEMENT_LIMIT, needed=False),
            evidence,
        )

    async def _keep(
        self,
        records: Records,
        claim: Endorsement,
        before: Endorsement | None,
        actor: Actor,
        now: datetime,
        delivery: str | None,
    ) -> None:
        await records.endorsements.add(claim)
        event = _event(EndorsementEventKind.CLAIMED, claim, actor.id, now, delivery=delivery)
        await records.endorsement_events.add(event)
        counts = renewed(before, claim, now) if before else claim
        if before and counts.counts:
            await records.endorsements.put(counts)
            verified = _event(EndorsementEventKind.VERIFIED, claim, None, now)
            await records.endorsement_events.add(replace(verified, body={"renews": before.number}))
            await self._crossings.note(records, now)

    async def withdraw(
        self, number: str | None, actor: Actor, why: str | None = None, delivery: str | None = None
    ) -> EndorsementView:
        """Take an endorsement back, at any time; that it was there stays, with both days.

        Args:
            number: Which; None for the only one that the actor has.
            actor: Who endorsed, or speaks for the organisation that did.
            why: For the public, if they want to say so.
            delivery: The platform's id of the request.

        Raises:
            Forbidden: It is somebody else's.
            Misstated: It has ended already.
            Unknown: There is none, or the actor has several.
        """
        because = words(why, _("why you withdraw it"), STATEMENT_LIMIT, needed=False)
        now = self._clock()
        async with self._store.write() as records:
            await records.endorsements.lock()
            if (event := await records.endorsement_events.delivered(delivery)) and event.endorsement:
                return await self._view(records, await held(records, event.endorsement), actor)
            found = await held(records, number) if number else await _only(records, actor)
            if not await speaks(records, found, actor):
                raise Forbidden(_not_yours(found))
            after = found.withdrawn(actor.id, now, because)
            await _changed(records, after, EndorsementEventKind.WITHDRAWN, actor, now, because, delivery)
            await self._crossings.note(records, now)
            return await self._view(records, after, actor)

    async def name(self, number: str, name: str | None, actor: Actor, delivery: str | None = None) -> EndorsementView:
        """Choose how one is named in public beside one's endorsement; None for not at all.

        Raises:
            Forbidden: Somebody else made it.
        """
        named = name_written(name)
        now = self._clock()
        async with self._store.write() as records:
            await records.endorsements.lock()
            found = await held(records, number)
            if found.person != actor.id:
                raise Forbidden(_("Somebody else made this endorsement: only they choose how they are named."))
            if named == found.named or await records.endorsement_events.delivered(delivery):
                return await self._view(records, found, actor)
            after = replace(found, named=named)
            # Which names stood there is nobody's business later: the event says only that it was changed.
            await _changed(records, after, EndorsementEventKind.NAMED, actor, now, delivery=delivery)
            return await self._view(records, after, actor)

    async def _view(self, records: Records, endorsement: Endorsement, actor: Actor) -> EndorsementView:
        return await view(records, endorsement, actor, self.stakeholders, await editions(records))


async def _only(records: Records, actor: Actor) -> Endorsement:
    live = [one for one in await records.endorsements.of(actor.id) if one.live]
    if len(live) == 1:
        return live[0]
    if not live:
        raise Unknown(_("You have no endorsement that waits or counts."))
    numbers = ", ".join(one.number for one in live[:20])
    raise Unknown(_("You have several: say which one ({numbers}).").format(numbers=numbers))


def _to_renew(claim: Endorsement, earlier: tuple[Endorsement, ...]) -> Endorsement | None:
    """The latest endorsement of another text of the same definition, by the same person, that stands."""
    family = claim.label.partition(" ")[0]
    others = (one for one in earlier if one.person == claim.person and one.digest != claim.digest)
    return next((one for one in others if one.counts and one.label.partition(" ")[0] == family), None)


def _check_endorsed(claim: Endorsement, earlier: tuple[Endorsement, ...]) -> None:
    """Refuse what is said already."""
    own = live_of(earlier, claim.digest, claim.person or "")
    if own is not None and own.counts:
        text = _("You have endorsed {label} already, and it counts: {number}. Withdraw it first to change more than "
                 "your name (/endorsement name).")  # fmt: skip
        raise Misstated(text.format(label=own.label, number=own.number))
    if own is not None and replace(claim, number=own.number, claimed_at=own.claimed_at, renews=own.renews) == own:
        text = _("You have said this already: {number} waits for a moderator.")
        raise Misstated(text.format(number=own.number))
    for one in earlier:
        if claim.organisation and one.counts and one.digest == claim.digest:
            text = _("{name} endorses {label} already: {number}.")
            raise Misstated(text.format(name=claim.organisation, label=one.label, number=one.number))


async def _check_often(records: Records, actor: Actor, now: datetime) -> None:
    if await records.endorsements.count_since(actor.id, now - timedelta(days=1)) >= CLAIMS_A_DAY:
        text = _("You have made {count} endorsements within a day; try again tomorrow.")
        raise Refusal(text.format(count=CLAIMS_A_DAY))


def _not_yours(found: Endorsement) -> str:
    if found.organisation:
        return _(
            "Only who made this endorsement, or whose confirmed profile names the organisation, withdraws it. "
            "Moderators can reject it, with a reason."
        )
    return _("Somebody else made this endorsement: only they withdraw it. Moderators can reject it, with a reason.")


def _event(
    kind: EndorsementEventKind,
    one: Endorsement,
    by: str | None,
    at: datetime,
    why: str = "",
    delivery: str | None = None,
) -> EndorsementEvent:
    return EndorsementEvent(kind, at, one.digest, one.label, by, one.number, why=why, delivery=delivery)


async def _changed(
    records: Records,
    after: Endorsement,
    kind: EndorsementEventKind,
    actor: Actor,
    now: datetime,
    why: str = "",
    delivery: str | None = None,
) -> None:
    await records.endorsements.put(after)
    await records.endorsement_events.add(_event(kind, after, actor.id, now, why, delivery))

"""Logging decisions, and letting them hold: with a second moderator, where the configuration asks for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.decisions.decisions import Affected, Decision, DecisionKind, DecisionStatus, NotNow
from bot.domain.decisions.happenings import (
    DETAIL,
    TARGET,
    DecisionEvent,
    DecisionEventKind,
    Disclosure,
)
from bot.domain.written import Unfit, name, words
from bot.services.adopting import AdoptingService, Chosen
from bot.services.adopting.holding import check_new, keep, let_go, take_hold
from bot.services.deciding import adding, changing
from bot.services.deciding.citing import looked_up
from bot.services.deciding.finding import DecisionView, check_moderates, found, held, view
from bot.services.deciding.reading import (
    TEXT_LIMIT,
    TITLE_LIMIT,
    DecisionTyped,
    ModerationTyped,
    day_in_force,
    decided_on,
    review_day,
    several,
)
from bot.store import Records, Store
from bot.texts import _

WHY_LIMIT = 500


class _Twice(Exception):
    """A delivery that is being logged at this moment, or was: the number is not given."""

    def __init__(self, number: str) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class _Made:
    """A decision that has no number yet, and what it rests on and replaces, as it was typed."""

    decision: Decision
    basis: str | None
    instead_of: str | None
    adopts: Chosen | None = None


class DecisionService:
    """Logs decisions and lets them hold, be superseded and be withdrawn.

    Args:
        adopting: Finds the versions that decisions adopt.
        confirm: Whether a second moderator has to confirm what one logs, and what one withdraws.
        record_channel: Where decisions are told, as the outbox names channels; None if nowhere.
    """

    def __init__(
        self, store: Store, adopting: AdoptingService, clock: Clock, record_channel: str | None, *, confirm: bool
    ) -> None:
        self._store = store
        self._adopting = adopting
        self._clock = clock
        self._record_channel = record_channel
        self._alone = not confirm

    async def log(
        self,
        typed: DecisionTyped,
        actor: Actor,
        delivery: str | None = None,
        *,
        instead_of: str | None = None,
    ) -> DecisionView:
        """Log a decision: it holds at once, or once a second moderator confirms it. The same delivery logs once.

        Args:
            instead_of: The number of the decision whose place it takes; None for none.

        Raises:
            Refusal: Something is missing, too long or not there; or the other decision is not in force.
        """
        now = self._clock()
        adopts = await self._chosen(typed, actor, now)
        text = typed.text(adopts.adoption if adopts else None, await self._affected(typed.affects))
        made = _Made(
            Decision("", typed.kind, text, decided_on(typed.decided, now), actor.id, now, self._alone,
                     review_due=review_day(typed.review, now)),
            typed.basis, instead_of, adopts,
        )  # fmt: skip
        dissent = adding.read_dissent(typed.dissent) if typed.dissent else None
        try:
            async with self._store.write() as records:
                decision = await self._logged(records, made, actor, delivery)
                if dissent is not None:
                    await adding.dissent(records, decision, dissent, actor, now, later=False)
                return await self._let_hold(records, decision, actor)
        except _Twice as twice:
            return await self._shown(twice.number, actor)

    async def moderate(self, typed: ModerationTyped, actor: Actor, delivery: str | None = None) -> DecisionView:
        """Log a moderation action; whom it concerns is kept apart, for moderators alone.

        Raises:
            Refusal: Something is missing, too long or not there.
        """
        now, text = self._clock(), typed.text()
        decision = Decision("", DecisionKind.MODERATION, text, now.date(), actor.id, now, self._alone,
                            review_due=review_day(typed.review, now))  # fmt: skip
        disclosures = [Disclosure(TARGET, name(typed.target, _("whom it concerns"), TITLE_LIMIT))]
        if typed.detail:
            disclosures.append(Disclosure(DETAIL, words(typed.detail, _("what only moderators read"), TEXT_LIMIT)))
        try:
            async with self._store.write() as records:
                made = _Made(decision, typed.basis, None)
                decision = await self._logged(records, made, actor, delivery)
                await records.decision_disclosures.add(decision.number, disclosures)
                return await self._let_hold(records, decision, actor)
        except _Twice as twice:
            return await self._shown(twice.number, actor)

    async def confirm(self, number: str, actor: Actor, delivery: str | None = None) -> DecisionView:
        """Confirm what another moderator logged: it holds from now on, in the place of what it supersedes.

        Raises:
            Unknown: There is no such decision.
            NotNow: It does not wait for that, the actor logged it, or what it supersedes is not in force any more.
        """
        now = self._clock()
        await self._check_file(number, actor)
        async with self._store.write() as records:
            before = await held(records, number, now, actor)
            if await records.decision_events.delivered(delivery):
                return await view(records, before, actor)
            after = before.confirmed(actor.id, now)
            event = DecisionEvent(DecisionEventKind.CONFIRMED, after.number, now, actor.id, delivery=delivery)
            return await self._holds(records, after, event, actor)

    async def withdraw(self, number: str, why: str, actor: Actor, delivery: str | None = None) -> DecisionView:
        """Withdraw a decision without another in its place; it stays in the record.

        Raises:
            Unknown: There is no such decision.
            NotNow: It is over already, or the same moderator asked for it before.
        """
        because, now = words(why, _("why"), WHY_LIMIT), self._clock()
        async with self._store.write() as records:
            before = await held(records, number, now, actor)
            if await records.decision_events.delivered(delivery):
                return await view(records, before, actor)
            after = before.withdrawn(actor.id, now, because)
            kind = DecisionEventKind.WITHDRAWN if after.ended_at else DecisionEventKind.WITHDRAWAL_ASKED
            event = DecisionEvent(kind, after.number, now, actor.id, {"why": because}, delivery)
            if after.ended_at:
                await let_go(records, after)
            return await changing.stored(records, after, event, actor)

    async def _logged(self, records: Records, made: _Made, actor: Actor, delivery: str | None) -> Decision:
        """Give a decision its number and keep it, with what it rests on."""
        check_moderates(actor)
        now = made.decision.logged_at
        basis = await looked_up(records, made.basis, now)
        old = await found(records, made.instead_of, now, actor) if made.instead_of else None
        if made.adopts is not None:
            await check_new(records, made.adopts, now, old.number if old else None)
        # Whoever else is logging waits for the number: a delivery that is brought twice sees the first here.
        decision = replace(made.decision, number=await records.sequences.next("D", now.year))
        if earlier := await records.decision_events.delivered(delivery):
            raise _Twice(earlier.decision)
        await records.decisions.add(decision, "\n".join([*decision.text.each(), *(one.named for one in basis)]))
        for one in basis:
            await records.decision_citations.add(decision.number, one)
        if made.adopts is not None:
            await keep(records, decision, made.adopts)
        if old is not None:
            old.superseded(actor.id, now, "")
            await records.decision_supersessions.add(old.number, decision.number)
        body = {"digest": decision.text.digest, "alone": decision.alone, "supersedes": old.number if old else None}
        event = DecisionEvent(DecisionEventKind.LOGGED, decision.number, now, actor.id, body, delivery)
        await records.decision_events.add(event)
        return decision

    async def _let_hold(self, records: Records, decision: Decision, actor: Actor) -> DecisionView:
        """Accept a decision that needs no second moderator; another one waits."""
        if not decision.alone:
            return await view(records, decision, actor)
        now = decision.logged_at
        event = DecisionEvent(DecisionEventKind.ACCEPTED, decision.number, now, actor.id)
        return await self._holds(records, decision.accepted(now), event, actor)

    async def _holds(self, records: Records, decision: Decision, event: DecisionEvent, actor: Actor) -> DecisionView:
        """Store that a decision holds from now on, with all that this changes."""
        await self._take_places(records, decision, actor, event.at)
        await changing.stored(records, decision, event, actor)
        await take_hold(records, decision, actor, event.at)
        await changing.told(records, decision, self._record_channel)
        return await view(records, decision, actor)

    async def _chosen(self, typed: DecisionTyped, actor: Actor, now: datetime) -> Chosen | None:
        """What a decision is to adopt; None if it adopts nothing."""
        check_moderates(actor)
        day = day_in_force(typed.in_force_from, now)
        if not typed.adopts:
            if day is not None:
                raise Unfit(_('Say what is in force from that day: adopts:"osaid 1.1"; or leave the day out.'))
            return None
        found_ = await self._adopting.chosen(typed.adopts, actor)
        return replace(found_, adoption=replace(found_.adoption, in_force_from=day))

    async def _affected(self, typed: str | None) -> tuple[Affected, ...]:
        """The versions, and rows of them, that a decision is said to bear on."""
        named = several(typed, _("what it bears on"), _("things that it bears on"))
        return tuple([await self._adopting.affected(one) for one in named])

    async def _check_file(self, number: str, actor: Actor) -> None:
        """See that what a decision adopts is still what stands on disk."""
        check_moderates(actor)
        async with self._store.read() as records:
            adopts = (await found(records, number, self._clock(), actor)).text.adopts
        if adopts is not None:
            await self._adopting.check_file(adopts)

    async def _take_places(self, records: Records, decision: Decision, actor: Actor, now: datetime) -> None:
        """Note of what a decision supersedes that it is over.

        Raises:
            NotNow: Another took its place meanwhile, or it was withdrawn.
        """
        olds, _by = await records.decision_supersessions.of(decision.number)
        for number in olds:
            old = await held(records, number, now, actor)
            if old.status is not DecisionStatus.ACCEPTED:
                text = _("{new} cannot take the place of {old} any more. {standing} Withdraw {new}, and log another.")
                raise NotNow(text.format(new=decision.number, old=number, standing=old.standing()))
            after = old.superseded(decision.logged_by, now, decision.text.because)
            body = {"by": decision.number}
            event = DecisionEvent(DecisionEventKind.SUPERSEDED, number, now, actor.id, body)
            await changing.stored(records, after, event, actor)
            await let_go(records, after)
        await records.decision_supersessions.takes_effect(decision.number, now)

    async def _shown(self, number: str, actor: Actor) -> DecisionView:
        # As a write, for it waits until what the first delivery brought is committed; a read would not see it yet.
        async with self._store.write() as records:
            return await view(records, await found(records, number, self._clock(), actor), actor)

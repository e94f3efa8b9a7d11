"""Logging decisions, and letting them hold: with a second moderator, where the configuration asks for one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.decisions.decisions import Decision, DecisionKind, DecisionStatus, NotNow
from bot.domain.decisions.happenings import (
    DETAIL,
    TARGET,
    DecisionEvent,
    DecisionEventKind,
    Disclosure,
)
from bot.domain.written import name, words
from bot.services.deciding import adding, changing
from bot.services.deciding.citing import looked_up
from bot.services.deciding.finding import DecisionView, check_moderates, found, held, view
from bot.services.deciding.reading import (
    TEXT_LIMIT,
    TITLE_LIMIT,
    DecisionTyped,
    ModerationTyped,
    decided_on,
    review_day,
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


class DecisionService:
    """Logs decisions and lets them hold, be superseded and be withdrawn.

    Args:
        confirm: Whether a second moderator has to confirm what one logs, and what one withdraws.
        record_channel: Where decisions are told, as the outbox names channels; None if nowhere.
    """

    def __init__(self, store: Store, clock: Clock, record_channel: str | None, *, confirm: bool) -> None:
        self._store = store
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
        now, text = self._clock(), typed.text()
        made = _Made(
            Decision("", typed.kind, text, decided_on(typed.decided, now), actor.id, now, self._alone,
                     review_due=review_day(typed.review, now)),
            typed.basis, instead_of,
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
        async with self._store.write() as records:
            before = await held(records, number, now, actor)
            if await records.decision_events.delivered(delivery):
                return await view(records, before, actor)
            after = before.confirmed(actor.id, now)
            await self._take_places(records, after, actor, now)
            event = DecisionEvent(DecisionEventKind.CONFIRMED, after.number, now, actor.id, delivery=delivery)
            shown = await changing.stored(records, after, event, actor)
            await changing.told(records, after, self._record_channel)
            return shown

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
            return await changing.stored(records, after, event, actor)

    async def _logged(self, records: Records, made: _Made, actor: Actor, delivery: str | None) -> Decision:
        """Give a decision its number and keep it, with what it rests on."""
        check_moderates(actor)
        now = made.decision.logged_at
        basis = await looked_up(records, made.basis, now)
        old = await found(records, made.instead_of, now, actor) if made.instead_of else None
        # Whoever else is logging waits for the number: a delivery that is brought twice sees the first here.
        decision = replace(made.decision, number=await records.sequences.next("D", now.year))
        if earlier := await records.decision_events.delivered(delivery):
            raise _Twice(earlier.decision)
        await records.decisions.add(decision, "\n".join([*decision.text.each(), *(one.named for one in basis)]))
        for one in basis:
            await records.decision_citations.add(decision.number, one)
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
        after = decision.accepted(now)
        await self._take_places(records, after, actor, now)
        event = DecisionEvent(DecisionEventKind.ACCEPTED, after.number, now, actor.id)
        shown = await changing.stored(records, after, event, actor)
        await changing.told(records, after, self._record_channel)
        return shown

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
        await records.decision_supersessions.takes_effect(decision.number, now)

    async def _shown(self, number: str, actor: Actor) -> DecisionView:
        # As a write, for it waits until what the first delivery brought is committed; a read would not see it yet.
        async with self._store.write() as records:
            return await view(records, await found(records, number, self._clock(), actor), actor)

"""What is added to a decision without changing it: dissent, evidence found later, errata, reviews."""

from __future__ import annotations

from datetime import datetime

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.decisions.decisions import Decision, DecisionStatus, NotNow, reviews_subject
from bot.domain.decisions.happenings import (
    DecisionEvent,
    DecisionEventKind,
    Disclosure,
    ReviewVerdict,
    dissent_by,
    dissent_text,
    dissents,
    errata,
)
from bot.domain.numbers import numbered
from bot.domain.refusals import Refusal, Unknown
from bot.domain.written import Unfit, address, words
from bot.services.deciding import changing
from bot.services.deciding.citing import looked_up
from bot.services.deciding.finding import DecisionView, found, held, view
from bot.services.deciding.reading import LINE_LIMIT, TEXT_LIMIT, DissentTyped, review_day
from bot.store import Records, Store
from bot.texts import _

WHY_LIMIT = 500


class DecisionAddingService:
    """Adds to decisions; what was decided stays as it is."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def evidence(self, number: str, text: str, actor: Actor, delivery: str | None = None) -> DecisionView:
        """Let a decision rest on more than was known when it was made; the day on which it was added stands with it.

        Args:
            text: What to add, as a basis is typed.

        Raises:
            Refusal: There is no such decision, nothing is named, something is not there, or all of it was cited before.
        """
        now = self._clock()
        async with self._store.write() as records:
            decision = await held(records, number, now, actor)
            if await records.decision_events.delivered(delivery):
                return await view(records, decision, actor)
            several = await looked_up(records, text, now)
            if any(one.target == decision.number for one in several):
                raise Refusal(_("{number} cannot rest on itself.").format(number=decision.number))
            added = [
                one for one in several if await records.decision_citations.add(decision.number, one, now, actor.id)
            ]
            if not added:
                sentence = _("Nothing new is named: give a link, a poll, an item of minutes or a decision that "
                             "{number} does not rest on already.")  # fmt: skip
                raise Refusal(sentence.format(number=decision.number))
            await records.decisions.found_by(decision.number, "".join(f"\n{one.named}" for one in added))
            body = {"added": [[one.source.value, one.target, one.part] for one in added]}
            event = DecisionEvent(DecisionEventKind.EVIDENCE, decision.number, now, actor.id, body, delivery)
            return await changing.stored(records, decision, event, actor)

    async def dissent(
        self, number: str, typed: DissentTyped, actor: Actor, delivery: str | None = None
    ) -> DecisionView:  # fmt: skip
        """Keep that somebody thought otherwise, and what was done with it.

        Raises:
            Refusal: There is no such decision, nothing is said, or the same stands there already.
        """
        read, now = read_dissent(typed), self._clock()
        async with self._store.write() as records:
            decision = await held(records, number, now, actor)
            if await records.decision_events.delivered(delivery):
                return await view(records, decision, actor)
            await _check_first_said(records, decision, read.text)
            await dissent(records, decision, read, actor, now, later=decision.public, delivery=delivery)
            await records.outbox.touch(decision.subject, now)
            return await view(records, decision, actor)

    async def erratum(
        self, number: str, wrong: str, right: str, why: str | None, actor: Actor, delivery: str | None = None
    ) -> DecisionView:
        """Correct a slip of the text: both stand beside each other from then on, and nothing new is argued.

        Raises:
            Refusal: There is no such decision, the wrong words do not stand in it, or nothing is corrected.
        """
        slip = words(wrong, _("which words are wrong"), LINE_LIMIT)
        instead = words(right, _("how they should read"), LINE_LIMIT)
        because, now = words(why, _("why"), LINE_LIMIT, needed=False), self._clock()
        async with self._store.write() as records:
            decision = await held(records, number, now, actor)
            if await records.decision_events.delivered(delivery):
                return await view(records, decision, actor)
            _check_slip(decision, slip, instead)
            events = await records.decision_events.of(decision.number)
            if any((one.wrong, one.right) == (slip, instead) for one in errata(events)):
                raise NotNow(_("That slip is corrected beside {number} already.").format(number=decision.number))
            body = {"wrong": slip, "right": instead, "why": because}
            event = DecisionEvent(DecisionEventKind.ERRATUM, decision.number, now, actor.id, body, delivery)
            await records.decisions.found_by(decision.number, f"\n{instead}")
            return await changing.stored(records, decision, event, actor)

    async def review(
        self,
        number: str,
        verdict: ReviewVerdict,
        why: str,
        actor: Actor,
        delivery: str | None = None,
        *,
        correction: str | None = None,
        again: str | None = None,
    ) -> DecisionView:
        """Note how somebody looked at a decision again, and what they found.

        Args:
            correction: Where a regretted choice was corrected: a decision, or an address; left out, the decision that
                superseded this one.
            again: The day of the next review; left out, none is due.

        Raises:
            Refusal: There is no such decision, it never held, or nothing shows that it was corrected.
        """
        because, now = words(why, _("why"), TEXT_LIMIT), self._clock()
        due = review_day(again, now)
        async with self._store.write() as records:
            decision = await held(records, number, now, actor)
            if await records.decision_events.delivered(delivery):
                return await view(records, decision, actor)
            after = decision.reviewed(verdict, due)
            where = await _correction(records, decision, verdict, correction, now)
            body = {"verdict": verdict.value, "why": because, "correction": where,
                    "next_due": due.isoformat() if due else None}  # fmt: skip
            event = DecisionEvent(DecisionEventKind.REVIEWED, decision.number, now, actor.id, body, delivery)
            if decision.review_due is not None:
                await records.outbox.touch(reviews_subject(decision.review_due), now)
            await records.decisions.found_by(decision.number, f"\n{verdict.value.replace('_', ' ')}\n{because}")
            return await changing.stored(records, after, event, actor)


def read_dissent(typed: DissentTyped) -> DissentTyped:
    """A dissent as it can be kept.

    Raises:
        Unfit: Nothing is said, or too much.
    """
    text = words(typed.text, _("the dissent"), TEXT_LIMIT)
    why = words(typed.why, _("what was answered"), WHY_LIMIT, needed=False)
    return DissentTyped(text, typed.disposition, why, typed.by)


async def dissent(
    records: Records,
    decision: Decision,
    read: DissentTyped,
    actor: Actor,
    now: datetime,
    *,
    later: bool,
    delivery: str | None = None,
) -> None:
    """Keep a dissent with a decision that is held; whose it is and its words can be taken away again."""
    events = await records.decision_events.of(decision.number)
    number = 1 + sum(one.kind is DecisionEventKind.DISSENT for one in events)
    body = {"number": number, "disposition": read.disposition.value, "why": read.why, "later": later}
    event = DecisionEvent(DecisionEventKind.DISSENT, decision.number, now, actor.id, body, delivery)
    await records.decision_events.add(event)
    disclosures = [Disclosure(dissent_text(number), read.text, public=True)]
    if read.by:
        disclosures.append(Disclosure(dissent_by(number), read.by))
    await records.decision_disclosures.add(decision.number, disclosures)


async def _check_first_said(records: Records, decision: Decision, text: str) -> None:
    held_ = await records.decision_disclosures.of(decision.number, public=True)
    for one in dissents(await records.decision_events.of(decision.number), held_):
        if one.text == text:
            message = _("These words stand with {number} already, as dissent {place}.")
            raise NotNow(message.format(number=decision.number, place=one.number))


def _check_slip(decision: Decision, wrong: str, right: str) -> None:
    if wrong == right:
        raise Unfit(_("Both read the same; say how the words should read."))
    if not any(wrong in text for text in decision.text.each()):
        text = _("“{wrong}” does not stand in {number}: copy the wrong words as they stand there.")
        raise Unfit(text.format(wrong=wrong[:60], number=decision.number))


async def _correction(
    records: Records, decision: Decision, verdict: ReviewVerdict, typed: str | None, now: datetime
) -> str:
    """Where a regretted choice was corrected; empty where it was not."""
    if verdict is not ReviewVerdict.CORRECTED:
        if typed:
            raise Unfit(_("What was not regretted and corrected has no correction; leave it out."))
        return ""
    if typed and numbered(typed, "D", now.year):
        by = await found(records, typed, now, None)
        if by.number == decision.number:
            raise Unknown(_("{number} cannot correct itself.").format(number=by.number))
        return by.number
    if typed:
        return address(typed)
    if decision.status is DecisionStatus.ACCEPTED:
        text = _("{number} is still in force. Supersede or withdraw it first, name what corrected it, or end the "
                 "review as regretted, not corrected.")  # fmt: skip
        raise NotNow(text.format(number=decision.number))
    _olds, superseding = await records.decision_supersessions.of(decision.number)
    return superseding or ""

"""Casting ballots. What is answered is stored: the commit comes before the receipt."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell, Choice, Said
from bot.domain.polls.poll_charters import Interim, PollCharter
from bot.domain.polls.polls import (
    Answer,
    EventKind,
    Poll,
    PollEvent,
    Receipt,
    Via,
    Voter,
    ballot_digest,
    cast_body,
    cells_of,
    moment_of,
)
from bot.domain.refusals import Refusal
from bot.domain.written import words
from bot.services.polling import ballot_texts, marking, outsiders, own_ballots, receipts
from bot.services.polling.finding import NotNow, found, held
from bot.services.polling.own_ballots import OwnBallot, Standing
from bot.services.polling.sendings import in_time
from bot.store import Records, Store
from bot.texts import _, listed

REASON_LIMIT = 1000

Make = Callable[[Poll, Standing], Sequence[Answer]]


class BallotService:
    """Takes ballots, and shows each voter their own."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def cast(
        self,
        number: str,
        actor: Actor,
        answers: Sequence[Answer],
        via: Via,
        delivery: str | None = None,
        at: datetime | None = None,
    ) -> Receipt:
        """Store answers; cells that are not among them stay as they are.

        Args:
            number: The poll.
            actor: The voter; the right to vote is checked against the roll now.
            answers: Each cell once; no choice takes an earlier answer back.
            via: How they came about.
            delivery: The platform's id of the request: brought again it changes nothing and gives the same receipt.
            at: When it was sent; if nothing is said, by the platform's clock, which its ids carry.

        Raises:
            Forbidden: The actor is not on the roll.
            PollClosed: It was sent after the close, or before the opening.
            Refusal: A cell is not asked in this poll, or comes twice.
        """
        return await self._cast(number, actor, lambda _poll, _standing: answers, via, delivery, at)

    async def cast_text(self, number: str, actor: Actor, text: str, delivery: str | None = None) -> Receipt:
        """Store a ballot in plain text.

        Raises:
            BadBallotText: With everything that is wrong; nothing was stored.
            Refusal: As for ``cast``.
        """
        return await self._cast(
            number, actor, lambda poll, _standing: ballot_texts.read(text, poll.charter), Via.TEXT, delivery
        )

    async def tick(
        self,
        number: str,
        actor: Actor,
        freedom: Freedom,
        ticked: Collection[str],
        offered: Collection[str],
        delivery: str | None = None,
        step: Choice | None = None,
    ) -> Receipt:
        """Store what is ticked of a list as required; what was ticked before and is not now is taken back.

        Cells that say something else and are not ticked stay as they are: nothing becomes a no by it.

        Args:
            step: What a tick says; if left out, as the scale has it.

        Raises:
            Refusal: As for ``cast``.
        """

        def make(poll: Poll, standing_: Standing) -> list[Answer]:
            return marking.of_ticks(standing_, freedom, ticked, offered, step or poll.charter.scale.ticked)

        return await self._cast(number, actor, make, Via.QUICK, delivery)

    async def answer(
        self,
        number: str,
        actor: Actor,
        component: str,
        said: Mapping[Freedom, Said],
        reason: str | None,
        delivery: str | None = None,
    ) -> Receipt:
        """Store what is said of one component, each cell considered by itself.

        Args:
            component: Its id.
            reason: Why, for all of it. If left out, a cell that says the same again keeps its reason, unless every
                freedom of the poll is named.

        Raises:
            Refusal: As for ``cast``.
        """

        def make(poll: Poll, standing_: Standing) -> list[Answer]:
            return marking.of_form(standing_, component, said, reason, whole=set(poll.charter.freedoms) <= set(said))

        return await self._cast(number, actor, make, Via.EXPLICIT, delivery)

    async def charter(self, number: str) -> PollCharter:
        """What a poll asks, and what can be said in it.

        Raises:
            Unknown: There is no such poll.
        """
        async with self._store.read() as records:
            return (await found(records, number, self._clock())).charter

    async def last(self, number: str, actor: Actor) -> Receipt:
        """The receipt of a whole ballot as it is stored: that of its last cast.

        Raises:
            Forbidden: The actor is not on the roll.
            NotNow: Nothing was cast yet.
        """
        now = self._clock()
        async with self._store.read() as records:
            poll = await found(records, number, now)
            voter = await records.voters.find(poll.number, actor.id)
            if voter is None and not outsiders.welcome(poll, now):
                raise own_ballots.not_on_the_roll(poll)
            event = await records.poll_events.last(poll.number, voter.handle) if voter else None
            logged = await receipts.logged(records, poll.number, event.id) if event else None
        if voter is None or event is None:
            raise NotNow(_("You have answered nothing in poll {number} yet.").format(number=poll.number))
        return replace(receipts.of(event, poll), advisory=voter.outsider, logged=logged)

    async def rest_not_required(self, number: str, actor: Actor, delivery: str | None = None) -> Receipt:
        """Mark every cell that has no answer as not required, noted as filled in; others stay as they are.

        On the scale of a temperature they are marked as neutral.

        Raises:
            Refusal: As for ``cast``.
        """

        def make(poll: Poll, standing_: Standing) -> list[Answer]:
            return marking.of_rest(standing_, poll.charter)

        return await self._cast(number, actor, make, Via.FILL, delivery)

    async def own(self, number: str, actor: Actor) -> OwnBallot:
        """The actor's own ballot as it stands.

        Raises:
            Forbidden: The actor is not on the roll.
        """
        own = await self._own(number, actor)
        if own is None:
            # A handle is for good, and gives the components their order: it is there before the first answer.
            async with self._store.write() as records:
                poll = await held(records, number, self._clock(), alone=False)
                await outsiders.admitted(records, poll, actor)
            own = await self._own(number, actor)
        assert own is not None  # noqa: S101 - whoever was admitted has a ballot
        return own

    async def _own(self, number: str, actor: Actor) -> OwnBallot | None:
        """A ballot; None of somebody who may answer without being on the roll, and has not begun."""
        async with self._store.read() as records:
            return await own_ballots.read(records, number, actor, self._clock())

    async def open_to(self, actor: Actor) -> tuple[OwnBallot, ...]:
        """The actor's ballots in polls that are open and on whose roll they stand; what closes first comes first."""
        async with self._store.read() as records:
            return await own_ballots.open_to(records, actor, self._clock())

    async def take_over(self, number: str, actor: Actor, delivery: str | None = None) -> Receipt:
        """Begin a second round with one's own answers of the first, in cells that have no answer yet.

        Raises:
            NotNow: It is no second round, or there is nothing to take over.
            Refusal: As for ``cast``.
        """
        now = self._clock()
        async with self._store.read() as records:
            poll = await found(records, number, now)
            earlier = await own_ballots.earlier(records, poll, actor)
        if not earlier:
            raise NotNow(_("There are no answers of yours from an earlier round of this poll."))

        def make(poll: Poll, standing_: Standing) -> list[Answer]:
            return marking.of_earlier(standing_, poll.charter, earlier)

        return await self._cast(number, actor, make, Via.EARLIER, delivery)

    async def declare_conflict(self, number: str, actor: Actor, text: str, delivery: str | None = None) -> Poll:
        """Disclose a conflict of interest; the result is shown with and without the voter.

        Raises:
            Forbidden: The actor is not on the roll.
            NotNow: The poll is not open.
        """
        what = words(text, _("what the conflict of interest is"), REASON_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            poll = await held(records, number, now, alone=False)
            voter = await self._entitled(records, poll, actor, moment_of(delivery, now))
            if voter.outsider:
                raise own_ballots.not_on_the_roll(poll)
            body = {"text": what}
            event = PollEvent(EventKind.CONFLICT_DECLARED, poll.number, now, body, None, voter.handle, delivery)
            await records.poll_events.add(event)
        return poll

    async def _cast(
        self,
        number: str,
        actor: Actor,
        make: Make,
        via: Via,
        delivery: str | None,
        at: datetime | None = None,
    ) -> Receipt:
        sent_at = at or moment_of(delivery, self._clock())
        async with self._store.write() as records:
            poll = await held(records, number, sent_at, alone=False)
            try:
                voter = await self._entitled(records, poll, actor, sent_at)
            except Refusal:
                # What was acknowledged stays acknowledged, whatever happened to the poll or the roll since.
                if (again := await receipts.repeated(records, poll, delivery)) is not None:
                    return again
                raise
            standing_ = own_ballots.answered(await records.poll_cells.of(poll.number, voter.handle))
            answers = _checked(poll, make(poll, standing_))
            left = _after(standing_, answers, via)
            digest = ballot_digest(poll.number, voter.handle, left)
            body = {**cast_body(answers, via), "digest": digest, "answered": len(left)}
            if voter.outsider:
                body["advisory"] = True
            event = PollEvent(EventKind.CAST, poll.number, sent_at, body, None, voter.handle, delivery)
            id_ = await records.poll_events.add(event)
            if id_ is None:
                again = await receipts.repeated(records, poll, delivery)
                if again is None:
                    raise RuntimeError(f"the delivery {delivery} brought something else before")
                return again
            kept = PollEvent(event.kind, event.poll, event.at, body, None, voter.handle, delivery, id_)
            await records.poll_cells.put(poll.number, cells_of(kept))
            if poll.channel and (bool(standing_) != bool(left) or poll.charter.interim is Interim.LIVE):
                # What the poll's message shows has changed. Every other ballot spares its row the waiting.
                await records.outbox.touch(poll.subject, self._clock())
        return receipts.of(kept, poll)

    async def _entitled(self, records: Records, poll: Poll, actor: Actor, sent_at: datetime) -> Voter:
        in_time(poll, sent_at)
        voter = await records.voters.held(poll.number, actor.id)
        if voter is None and outsiders.welcome(poll, sent_at):
            voter = await outsiders.admitted(records, poll, actor)
        if voter is None or voter.removed_at is not None:
            raise own_ballots.not_on_the_roll(poll)
        return voter


def _checked(poll: Poll, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    seen = set()
    for answer in answers:
        if not poll.charter.asks(answer.cell):
            text = _("Poll {number} does not ask about {component} for {freedom}; /poll preview shows what it asks.")
            where = {"component": answer.cell.component, "freedom": answer.cell.freedom.value}
            raise Refusal(text.format(number=poll.number, **where))
        if answer.cell in seen:
            raise Refusal(_("A cell is answered twice in one ballot; nothing was stored. Please send it once more."))
        if answer.choice is not None and answer.choice not in poll.charter.scale.choices:
            text = _("In poll {number} you can say {choices}, and not “{choice}”; nothing was stored.")
            known = listed([one.value for one in poll.charter.scale.choices], _("or"))
            raise Refusal(text.format(number=poll.number, choices=known, choice=answer.choice.value))
        seen.add(answer.cell)
        words(answer.reason, _("why"), REASON_LIMIT, needed=False)
    # In one order for everybody, so that no two casts wait for one another.
    return tuple(sorted(answers, key=lambda answer: (answer.cell.component, answer.cell.freedom.value)))


def _after(standing_: Standing, answers: Sequence[Answer], via: Via) -> dict[Cell, tuple[Choice, Via]]:
    left = {cell: (one.choice, one.via) for cell, one in standing_.items() if one.choice is not None}
    for answer in answers:
        left.pop(answer.cell, None)
        if answer.choice is not None:
            left[answer.cell] = (answer.choice, via)
    return left

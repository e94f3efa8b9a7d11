"""A ballot step by step: the quick way, freedom by freedom, and the careful way, component by component."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.definitions import Freedom
from bot.domain.polls.asked import Asked
from bot.domain.polls.ballots import Cell, Choice, Said
from bot.domain.polls.papers import parted, shuffled
from bot.domain.polls.polls import PollState, Receipt
from bot.domain.polls.scales import BallotScale
from bot.domain.refusals import Refusal
from bot.services.polling.ballot_texts import component_of
from bot.services.polling.ballots import BallotService
from bot.services.polling.finding import refuse_unless
from bot.services.polling.own_ballots import OwnBallot
from bot.texts import _, plural

NOTHING = "none"
"""What is said where nothing is required; in a list it takes all ticks back."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A voter's ballot as it lies before them.

    ``order`` has the components in the voter's own order. ``part`` counts from 0 which of ``parts`` is shown, for the
    quick way, and ``step`` what a tick in it says; ``component`` is the one that is shown, for the careful way, and
    None where the last one is done. ``receipt`` is that of what was just stored.
    """

    own: OwnBallot
    order: tuple[Asked, ...]
    part: int = 0
    component: Asked | None = None
    receipt: Receipt | None = None
    step: Choice = Choice.YES

    @property
    def scale(self) -> BallotScale:
        """What can be said."""
        return self.own.poll.charter.scale

    @property
    def parts(self) -> tuple[tuple[Asked, ...], ...]:
        """The components as the quick way shows them, part by part."""
        return parted(self.order)

    def number(self, component: Asked) -> int:
        """The number of a component in the poll, from 1; it is the same for everybody."""
        return self.own.poll.charter.components.index(component) + 1

    def answered(self, component: Asked) -> int:
        """How many cells of a component have an answer."""
        return sum(Cell(component.id, freedom) in self.own.cells for freedom in self.own.poll.charter.freedoms)

    @property
    def touched(self) -> int:
        """How many components have an answer in at least one cell."""
        return sum(self.answered(one) > 0 for one in self.order)

    def beside(self, component: Asked, steps: int) -> Asked | None:
        """The component so many steps after another in the voter's order; None beyond either end."""
        place = self.order.index(component) + steps
        return self.order[place] if 0 <= place < len(self.order) else None


class PaperService:
    """Shows ballots step by step, and stores each step."""

    def __init__(self, ballots: BallotService, clock: Clock) -> None:
        self._ballots = ballots
        self._clock = clock

    async def quick(self, number: str, actor: Actor, part: str | None = None, step: Choice | None = None) -> Paper:
        """A ballot to be ticked, freedom by freedom.

        Args:
            part: Which part of a long ballot, from 1; the first if left out.
            step: What a tick is to say, on the scale of a temperature.

        Raises:
            Forbidden: The actor is not on the roll.
            Refusal: The poll is not open, or has no such part or step.
        """
        own = await self._open(number, actor)
        return self._paper(own, part=_part(part, parted(own.poll.charter.components)), step=_step(step, own))

    async def tick(
        self,
        number: str,
        actor: Actor,
        freedom: Freedom,
        required: str,
        part: str | None = None,
        delivery: str | None = None,
        step: Choice | None = None,
    ) -> Paper:
        """Store what somebody ticks as required for a freedom; ticks in this part that are gone are taken back.

        Args:
            required: Components parted by commas; "none" for none of them.
            part: The part that was before them; if left out, all of the ballot.
            step: What a tick says, on the scale of a temperature.

        Raises:
            Refusal: A component is not asked about, or not in this part; or as for ``BallotService.cast``.
        """
        own = await self._ballots.own(number, actor)
        paper, says = self._paper(own), _step(step, own)
        place = _part(part, paper.parts)
        offered = [one.id for one in (paper.parts[place] if part else paper.order)]
        ticked = _ticked(required, own, offered)
        receipt = await self._ballots.tick(number, actor, freedom, ticked, offered, delivery, says)
        return self._paper(await self._ballots.own(number, actor), part=place, receipt=receipt, step=says)

    async def careful(self, number: str, actor: Actor, component: str | None = None) -> Paper:
        """A ballot at one component: the one that is named, else the first in the voter's order that is not done.

        Raises:
            Forbidden: The actor is not on the roll.
            Refusal: The poll is not open, or does not ask about the component.
        """
        own = await self._open(number, actor)
        paper = self._paper(own)
        if component:
            return self._paper(own, component=component_of(component, own.poll.charter))
        asked = len(own.poll.charter.freedoms)
        undone = [one for one in paper.order if paper.answered(one) < asked]
        return self._paper(own, component=(undone or paper.order)[0])

    async def held(self, number: str, actor: Actor, component: str) -> tuple[Paper, Mapping[Freedom, Said], str]:
        """What a component's form holds: what is said for each freedom, and the reason if it is one and the same.

        Raises:
            Refusal: As for ``careful``.
        """
        paper = await self.careful(number, actor, component)
        cells = {cell.freedom: one for cell, one in paper.own.cells.items() if _is_of(cell, paper.component)}
        freedoms = paper.own.poll.charter.freedoms
        said = {
            freedom: Said(cells[freedom].choice or NOTHING) if freedom in cells else Said.NONE for freedom in freedoms
        }
        reasons = {one.reason for one in cells.values()}
        return paper, said, reasons.pop() if len(reasons) == 1 else ""

    async def answer(
        self,
        number: str,
        actor: Actor,
        component: str,
        said: Mapping[Freedom, Said],
        reason: str | None = None,
        delivery: str | None = None,
    ) -> Paper:
        """Store what somebody says of one component; freedoms that are not named stay as they are.

        Args:
            reason: Why, for all that is said. Where every freedom of the poll is named, a reason left out is taken
                back; else a cell that says the same again keeps its own.

        Returns:
            The ballot at the next component in the voter's order.

        Raises:
            Refusal: Nothing is said, the poll does not ask about it, or as for ``BallotService.cast``.
        """
        own = await self._ballots.own(number, actor)
        about = component_of(component, own.poll.charter)
        if not said:
            raise Refusal(
                _("Say of at least one freedom whether {component} is required.").format(component=about.name)
            )
        receipt = await self._ballots.answer(number, actor, about.id, said, reason, delivery)
        paper = self._paper(await self._ballots.own(number, actor))
        return self._paper(paper.own, component=paper.beside(about, 1), receipt=receipt)

    async def sayable(self, number: str) -> tuple[Said, ...]:
        """What a form of a poll offers to say: what its scale has, and that a cell is left without an answer.

        Raises:
            Unknown: There is no such poll.
        """
        charter = await self._ballots.charter(number)
        return tuple(said for said in Said if said.choice is None or said.choice in charter.scale.choices)

    async def review(self, number: str, actor: Actor) -> Paper:
        """A whole ballot as it is stored, whatever the poll's state.

        Raises:
            Forbidden: The actor is not on the roll.
        """
        return self._paper(await self._ballots.own(number, actor))

    async def _open(self, number: str, actor: Actor) -> OwnBallot:
        own = await self._ballots.own(number, actor)
        refuse_unless(own.poll, self._clock(), PollState.OPEN)
        return own

    @staticmethod
    def _paper(
        own: OwnBallot,
        *,
        part: int = 0,
        component: Asked | None = None,
        receipt: Receipt | None = None,
        step: Choice | None = None,
    ) -> Paper:
        charter = own.poll.charter
        order = shuffled(charter.components, own.poll.number, own.voter.handle)
        return Paper(own, order, part, component, receipt, step or charter.scale.ticked)


def _is_of(cell: Cell, component: Asked | None) -> bool:
    return component is not None and cell.component == component.id


def _part(text: str | None, parts: Sequence[object]) -> int:
    if not text:
        return 0
    if not text.isdecimal() or not 1 <= int(text) <= len(parts):
        has = plural("This ballot has {count} part", "This ballot has {count} parts", len(parts))
        raise Refusal(_("{has}; “{part}” is none of them.").format(has=has, part=text[:20]))
    return int(text) - 1


def _step(step: Choice | None, own: OwnBallot) -> Choice:
    scale = own.poll.charter.scale
    if step is not None and scale is not BallotScale.TEMPERATURE:
        text = _("Poll {number} has no steps: a tick says that something is required.")
        raise Refusal(text.format(number=own.poll.number))
    return step or scale.ticked


def _ticked(required: str, own: OwnBallot, offered: Sequence[str]) -> list[str]:
    names = [name.strip() for name in re.split(r"[,;\n]", required) if name.strip()]
    if NOTHING in names and len(names) > 1:
        raise Refusal(
            _("You ticked components and “none of these” as well. Nothing was changed; choose one or the other.")
        )
    ticked = [component_of(name, own.poll.charter).id for name in names if name != NOTHING]
    for id_ in ticked:
        if id_ not in offered:
            raise Refusal(
                _("{component} is not in this part of the ballot. Nothing was changed.").format(component=id_)
            )
    return ticked

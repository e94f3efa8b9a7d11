"""Who had to do with a decision: decided, was consulted or informed, or recused themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.decisions.decisions import Decision
from bot.domain.decisions.happenings import (
    DecisionEvent,
    DecisionEventKind,
    Disclosure,
    Part,
    involved,
    involved_name,
    involved_person,
    involved_why,
)
from bot.domain.refusals import Refusal
from bot.domain.written import check_unnamed, name
from bot.services.deciding import changing
from bot.services.deciding.finding import DecisionView, held, view
from bot.services.deciding.reading import LINE_LIMIT, several
from bot.store import Records, Store
from bot.texts import _

ROLE_LIMIT = 60
_AS = re.compile(r"(?P<who>.*?)(?:\s*\((?P<role>[^()]*)\))?(?:\s*:\s*(?P<why>.+))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class InvolvedTyped:
    """Somebody as they were typed; ``person`` is a person as they are stored, None for a group: its name is public."""

    part: Part
    name: str
    person: str | None = None
    role: str = ""
    why: str = ""


def read_involved(text: str | None, part: Part, person: Callable[[str], str | None]) -> tuple[InvolvedTyped, ...]:
    """Read who had a part in a decision, as in "@mia (chair); the board; @max: works for the developer".

    Args:
        text: As typed; several are parted by semicolons.
        part: What they had to do with it.
        person: Gives the person that a text names, as they are stored; None where it names a group.

    Raises:
        Unfit: There are too many, one is too long, or what everybody reads names somebody.
    """
    return tuple(_read(one, part, person) for one in several(text, _("somebody"), _("people")))


def _read(text: str, part: Part, person: Callable[[str], str | None]) -> InvolvedTyped:
    found = _AS.fullmatch(text)
    assert found is not None  # noqa: S101 - everything in it may be left out
    who = name(found["who"], _("who"), LINE_LIMIT)
    role = check_unnamed(name(found["role"], _("as what"), ROLE_LIMIT), _("as what")) if found["role"] else ""
    why = check_unnamed(name(found["why"], _("why"), LINE_LIMIT), _("why")) if found["why"] else ""
    return InvolvedTyped(part, who, person(who), role, why)


class DecisionInvolvingService:
    """Keeps who had to do with a decision: the part and the role for everybody, persons for moderators alone."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def involve(
        self, number: str, typed: Iterable[InvolvedTyped], actor: Actor, delivery: str | None = None
    ) -> DecisionView:
        """Note some people and groups with a decision; each can be taken away again without touching the rest.

        Raises:
            Refusal: There is no such decision, nobody is named, or all of them are noted already.
        """
        named, now = tuple(typed), self._clock()
        async with self._store.write() as records:
            decision = await held(records, number, now, actor)
            if await records.decision_events.delivered(delivery):
                return await view(records, decision, actor)
            if not named:
                raise Refusal(_("Name somebody: makers, consulted, informed or recused, by mention or as a group."))
            named = await _new(records, decision, named)
            events = await records.decision_events.of(decision.number)
            first = 1 + sum(len(one.body["people"]) for one in events if one.kind is DecisionEventKind.PEOPLE)
            numbered_ = list(enumerate(named, start=first))
            people = [{"number": place, "part": one.part.value, "role": one.role} for place, one in numbered_]
            disclosures = [two for place, one in numbered_ for two in _disclosures(place, one)]
            await records.decision_disclosures.add(decision.number, disclosures)
            event = DecisionEvent(
                DecisionEventKind.PEOPLE, decision.number, now, actor.id, {"people": people}, delivery
            )  # fmt: skip
            return await changing.stored(records, decision, event, actor)


async def _new(records: Records, decision: Decision, named: Sequence[InvolvedTyped]) -> tuple[InvolvedTyped, ...]:
    """Those that are not noted with the decision yet."""
    events = await records.decision_events.of(decision.number)
    held_ = await records.decision_disclosures.of(decision.number, public=False)
    noted = {
        (one.part, one.role, held_.get(involved_person(one.number)) or held_.get(involved_name(one.number)))
        for one in involved(events, held_)
    }
    new = tuple(one for one in dict.fromkeys(named) if (one.part, one.role, one.person or one.name) not in noted)
    if not new:
        text = _("All of them are noted with {number} already; /decision disclosed shows moderators who is.")
        raise Refusal(text.format(number=decision.number))
    return new


def _disclosures(number: int, one: InvolvedTyped) -> list[Disclosure]:
    who = Disclosure(involved_person(number), one.person) if one.person else Disclosure(
        involved_name(number), one.name, public=True)  # fmt: skip
    return [who, Disclosure(involved_why(number), one.why, public=True)] if one.why else [who]

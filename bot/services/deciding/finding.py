"""The decision that is meant, with all that belongs to it, and who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.domain.actors import Actor, Role
from bot.domain.adoptions import TimeInForce, times_in_force
from bot.domain.decisions.citations import Citation, Source
from bot.domain.decisions.decisions import Decision
from bot.domain.decisions.happenings import (
    DecisionEvent,
    Dissent,
    Erratum,
    Involved,
    Review,
    dissents,
    errata,
    involved,
    reviews,
)
from bot.domain.numbers import numbered
from bot.domain.refusals import Forbidden, Unknown
from bot.store import Records
from bot.texts import _


@dataclass(frozen=True, slots=True)
class Cited:
    """Something that a decision rests on; ``added_at`` where it was added later."""

    citation: Citation
    added_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision with all that belongs to it, as everybody may read it once it is accepted.

    ``supersedes`` are the decisions whose place it takes, ``superseded_by`` the one that took its own. ``cited_by`` are
    the decisions that rest on it. ``in_force`` is when the version that it adopts was, is or will be in force by it.
    ``moderates`` says that whoever looks is a moderator.
    """

    decision: Decision
    cited: tuple[Cited, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    errata: tuple[Erratum, ...] = ()
    reviews: tuple[Review, ...] = ()
    supersedes: tuple[str, ...] = ()
    superseded_by: str | None = None
    in_force: tuple[TimeInForce, ...] = ()
    involved: tuple[Involved, ...] = ()
    cited_by: tuple[str, ...] = ()
    events: tuple[DecisionEvent, ...] = ()
    moderates: bool = False
    disclosed: Mapping[str, str] = field(default_factory=dict)


async def found(records: Records, text: str, now: datetime, actor: Actor | None) -> Decision:
    """The decision that is meant.

    Args:
        text: Its number, as typed.
        now: In which year a number counts that is said without one.
        actor: Who looks; None for everybody at once.

    Raises:
        Unknown: There is none of this number that the actor may see.
    """
    number = numbered(text, "D", now.year)
    decision = await records.decisions.find(number)
    if decision is None or not sees(decision, actor):
        raise Unknown(await _unseen(records, text, number, actor))
    return decision


async def held(records: Records, text: str, now: datetime, actor: Actor) -> Decision:
    """The same for a moderator who works on it, kept from changing until the transaction ends.

    Raises:
        Unknown: There is none of this number.
        Forbidden: The actor is no moderator.
    """
    check_moderates(actor)
    number = numbered(text, "D", now.year)
    decision = await records.decisions.held(number)
    if decision is None:
        raise Unknown(await _unseen(records, text, number, actor))
    return decision


def check_moderates(actor: Actor) -> None:
    """Refuse somebody who does not answer for decisions.

    Raises:
        Forbidden: They are no moderator.
    """
    if not actor.has(Role.MODERATOR):
        raise Forbidden(_("Decisions are logged, and added to, by moderators; ask one of them."))


def sees(decision: Decision, actor: Actor | None) -> bool:
    """Whether somebody may see a decision: what was never accepted is for moderators."""
    return decision.public or (actor is not None and actor.has(Role.MODERATOR))


async def _unseen(records: Records, text: str, number: str, actor: Actor | None) -> str:
    """That there is no such decision; of a number said without a year, the one of the year before is named."""
    sentence = _("There is no decision “{number}” that you can see; /decision list shows those there are.")
    if number and text.strip().lstrip("#").isdecimal():
        _kind, year, place = number.split("-")
        before = await records.decisions.find(f"D-{int(year) - 1}-{place}")
        if before is not None and sees(before, actor):
            sentence += " " + _("Did you mean {before}?").format(before=before.number)
    return sentence.format(number=(number or text.strip())[:40])


async def _in_force(records: Records, decision: Decision) -> tuple[TimeInForce, ...]:
    if decision.text.adopts is None:
        return ()
    times = times_in_force("", await records.decision_adoptions.accepted())
    return tuple(one for one in times if one.decision == decision.number)


async def view(records: Records, decision: Decision, actor: Actor | None) -> DecisionView:
    """A decision with all that belongs to it; of what is disclosed to moderators alone it holds nothing."""
    number = decision.number
    events = await records.decision_events.of(number)
    disclosed = await records.decision_disclosures.of(number, public=True)
    supersedes, by = await records.decision_supersessions.of(number)
    cited_by = await records.decision_citations.to(Source.DECISION, number)
    return DecisionView(
        decision,
        tuple(Cited(*one) for one in await records.decision_citations.of(number)),
        dissents(events, disclosed),
        errata(events),
        reviews(events),
        supersedes,
        by,
        await _in_force(records, decision),
        involved(events, disclosed),
        tuple(dict.fromkeys(one for one, _part in cited_by)),
        events,
        moderates=actor is not None and actor.has(Role.MODERATOR),
    )

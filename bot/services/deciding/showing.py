"""Reading decisions: one, those there are, those in which something stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.decisions.decisions import Decision, DecisionKind, DecisionStatus
from bot.domain.decisions.happenings import ReviewVerdict
from bot.domain.decisions.wanted import Wanted
from bot.domain.numbers import numbered
from bot.domain.refusals import Forbidden
from bot.domain.written import words
from bot.services.deciding.finding import DecisionView, found, view
from bot.store import Store
from bot.texts import _

PAGE = 20
OVERDUE = 1000
QUERY_LIMIT = 200


class Which(StrEnum):
    """Which decisions to list."""

    ALL = "all"
    IN_FORCE = "in_force"
    PROPOSED = "proposed"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"
    MODERATION = "moderation"
    REVIEW_DUE = "review_due"
    REGRETTED = "regretted"
    NOT_CORRECTED = "not_corrected"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of decisions, and how many there are in all. ``words`` is what was searched for."""

    decisions: tuple[Decision, ...]
    count: int
    page: int
    which: Which = Which.ALL
    words: str = ""

    @property
    def more(self) -> bool:
        """Whether there is a further page."""
        return self.count > self.page * PAGE


class DecisionShowingService:
    """Shows decisions; what was never accepted is for moderators."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def show(self, number: str, actor: Actor) -> DecisionView:
        """A decision with all that belongs to it.

        Raises:
            Unknown: There is none of this number that the actor may see.
        """
        async with self._store.read() as records:
            return await view(records, await found(records, number, self._clock(), actor), actor)

    async def public(self, number: str) -> DecisionView:
        """A decision as everybody reads it.

        Raises:
            Unknown: There is none of this number that everybody may see.
        """
        async with self._store.read() as records:
            return await view(records, await found(records, number, self._clock(), None), None)

    async def disclosed(self, number: str, actor: Actor) -> DecisionView:
        """A decision with what is disclosed to moderators alone: whom an action concerns, whose dissent it is.

        Raises:
            Unknown: There is no such decision.
            Forbidden: The actor is no moderator.
        """
        if not actor.has(Role.MODERATOR):
            raise Forbidden(_("What a decision discloses about persons is for moderators."))
        async with self._store.read() as records:
            decision = await found(records, number, self._clock(), actor)
            disclosed: Mapping[str, str] = await records.decision_disclosures.of(decision.number, public=False)
            return replace(await view(records, decision, actor), disclosed=disclosed)

    async def overdue(self) -> tuple[Decision, ...]:
        """The decisions in force whose review is due, as everybody may read them, the longest due first."""
        wanted = Wanted((DecisionStatus.ACCEPTED,), due=self._clock().date())
        async with self._store.read() as records:
            return await records.decisions.newest(wanted, OVERDUE)

    async def due_on(self, day: date) -> tuple[Decision, ...]:
        """The decisions in force whose review is due since a day."""
        return tuple(one for one in await self.overdue() if one.review_due == day)

    async def list(self, which: Which, actor: Actor, page: int = 1) -> Listed:
        """Decisions of a kind, the newest first; those whose review is due, the longest due first."""
        wanted = _wanted(which, self._clock().date(), proposed=actor.has(Role.MODERATOR))
        return await self._listed(wanted, page, which)

    async def search(self, text: str, actor: Actor, page: int = 1) -> Listed:
        """Decisions in which every word stands that was typed, with their errata and reviews; or the one of a number.

        Raises:
            Unfit: Nothing was typed, or too much.
        """
        query = words(text, _("what to look for"), QUERY_LIMIT)
        moderates = actor.has(Role.MODERATOR)
        if number := numbered(query, "D", self._clock().year):
            async with self._store.read() as records:
                decision = await records.decisions.find(number)
            if decision is not None and (decision.public or moderates):
                return Listed((decision,), 1, 1, words=query)
        return await self._listed(Wanted(words=tuple(query.split()), proposed=moderates), page, Which.ALL, query)

    async def _listed(self, wanted: Wanted, page: int, which: Which, query: str = "") -> Listed:
        async with self._store.read() as records:
            count = await records.decisions.count(wanted)
            number = min(max(page, 1), max(-(-count // PAGE), 1))
            decisions = await records.decisions.newest(wanted, PAGE, (number - 1) * PAGE)
            return Listed(decisions, count, number, which, query)


def _wanted(which: Which, today: date, *, proposed: bool) -> Wanted:
    match which:
        case Which.IN_FORCE:
            return Wanted((DecisionStatus.ACCEPTED,))
        case Which.PROPOSED:
            return Wanted((DecisionStatus.PROPOSED,), proposed=proposed)
        case Which.SUPERSEDED | Which.WITHDRAWN:
            return Wanted((DecisionStatus(which.value),), proposed=proposed)
        case Which.MODERATION:
            return Wanted(kind=DecisionKind.MODERATION, proposed=proposed)
        case Which.REVIEW_DUE:
            return Wanted((DecisionStatus.ACCEPTED,), due=today)
        case Which.REGRETTED:
            return Wanted(reviewed=(ReviewVerdict.CORRECTED, ReviewVerdict.NOT_CORRECTED))
        case Which.NOT_CORRECTED:
            return Wanted(reviewed=(ReviewVerdict.NOT_CORRECTED,))
    return Wanted(proposed=proposed)

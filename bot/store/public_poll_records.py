"""What the public may know of all polls at once: a query a kind, however many polls there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.decisions.citations import Source
from bot.domain.decisions.decisions import DecisionStatus
from bot.domain.meetings.reviews import PUBLIC
from bot.domain.polls.polls import EventKind, Poll, PollEvent, Voter
from bot.store.ballot_records import event_of, voter_of
from bot.store.decision_tables import decision_citations, decisions
from bot.store.hall_tables import hall_agenda
from bot.store.minutes_tables import minutes_versions
from bot.store.poll_records import poll_of
from bot.store.poll_tables import poll_cells, poll_events, poll_voters, polls

_UNTOLD = (EventKind.CAST, EventKind.DRAFTED, EventKind.ROLL_SET, EventKind.ROLL_CONFIRMED, EventKind.CONFLICT_DECLARED)
"""What is not told one by one: ballots, and what was before the opening."""


@dataclass(frozen=True, slots=True)
class BallotMark:
    """Figures of one ballot of which one is another whenever anything of it is."""

    answered: int
    last: int
    letters: int


@dataclass(frozen=True, slots=True)
class CitingDecision:
    """A decision that rests on a poll, or on a cell of it (``part``, empty for the whole)."""

    number: str
    part: str
    title: str
    status: DecisionStatus


class PublicPollRecords:
    """Polls that were opened, and what belongs to them."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> tuple[Poll, ...]:
        """Every poll that was opened, the first first; they are not told who confirmed their rolls."""
        query = select(polls).where(polls.c.opened_at.is_not(None)).order_by(polls.c.drafted_at, polls.c.number)
        return tuple(poll_of(row, ()) for row in (await self._connection.execute(query)).all())

    async def events(self) -> Mapping[str, list[PollEvent]]:
        """What happened to each, ballots left out, in its order."""
        here = poll_events.c
        query = select(poll_events).where(here.kind.not_in([kind.value for kind in _UNTOLD])).order_by(here.id)
        found: dict[str, list[PollEvent]] = {}
        for row in (await self._connection.execute(query)).all():
            found.setdefault(row.poll, []).append(event_of(row))
        return found

    async def voters(self) -> Mapping[str, list[Voter]]:
        """The rolls, in the order of handles, with those who answer and stand on none."""
        query = select(poll_voters).order_by(poll_voters.c.poll, poll_voters.c.handle)
        found: dict[str, list[Voter]] = {}
        for row in (await self._connection.execute(query)).all():
            found.setdefault(row.poll, []).append(voter_of(row))
        return found

    async def marks(self) -> Mapping[str, Mapping[str, BallotMark]]:
        """Of every ballot of every poll, by its handle, how many answers it has, and its figures."""
        here = poll_cells.c
        figures = (func.count(here.choice), func.max(here.event), func.sum(func.length(here.reason)))
        query = select(here.poll, here.handle, *figures).group_by(here.poll, here.handle)
        found: dict[str, dict[str, BallotMark]] = {}
        for poll, handle, answered, last, letters in (await self._connection.execute(query)).all():
            found.setdefault(poll, {})[handle] = BallotMark(answered, last, letters)
        return found

    async def decisions(self) -> Mapping[str, list[CitingDecision]]:
        """Decisions that the public may read and that rest on each, in the order of their numbers."""
        here = decision_citations.c
        query = (
            select(here.target, here.part, decisions.c.number, decisions.c.text, decisions.c.status)
            .join(decisions, decisions.c.number == here.decision)
            .where(here.source == Source.POLL.value, decisions.c.accepted_at.is_not(None))
            .order_by(decisions.c.logged_at, decisions.c.number, here.id)
        )
        found: dict[str, list[CitingDecision]] = {}
        for row in (await self._connection.execute(query)).all():
            one = CitingDecision(row.number, row.part, row.text["title"], DecisionStatus(row.status))
            found.setdefault(row.target, []).append(one)
        return found

    async def halls(self) -> Mapping[str, list[str]]:
        """Town halls with public minutes that took up what voters of each asked to discuss."""
        here, versions = hall_agenda.c, minutes_versions.c
        public = select(versions.hall).where(versions.status.in_([status.value for status in PUBLIC]))
        query = (
            select(here.origin, here.hall)
            .where(here.hall.in_(public), here.removed_at.is_(None), here.origin.like("P-%"))
            .distinct()
            .order_by(here.origin, here.hall)
        )
        found: dict[str, list[str]] = {}
        for row in (await self._connection.execute(query)).all():
            found.setdefault(row.origin, []).append(row.hall)
        return found

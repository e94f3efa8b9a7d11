"""What the first page of the record tells: what waits, what is open, what was decided last, how far the version is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.clocks import Clock
from bot.domain.decisions.decisions import Decision, DecisionKind, DecisionStatus
from bot.domain.decisions.wanted import Wanted
from bot.domain.endorsements.readiness import Passage
from bot.domain.polls.polls import Poll, PollState
from bot.domain.stakeholders import Stakeholders
from bot.services.endorsing import EndorsementReadingService
from bot.store import Store

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class OpenPoll:
    """A poll that takes ballots."""

    number: str
    question: str
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Headline:
    """A decision in a line; ``due`` is the day of its review, if one is set."""

    number: str
    title: str
    outcome: str
    decided_on: date
    due: date | None


@dataclass(frozen=True, slots=True)
class Front:
    """What stands on the first page. ``label`` is the version whose gates they are."""

    overdue: tuple[Headline, ...]
    polls: tuple[OpenPoll, ...]
    decisions: tuple[Headline, ...]
    label: str
    endorsers: int
    passages: tuple[Passage, ...]
    stakeholders: Stakeholders


class FrontService:
    """Reads what the first page tells."""

    def __init__(self, store: Store, endorsements: EndorsementReadingService, clock: Clock) -> None:
        self._store = store
        self._endorsements = endorsements
        self._clock = clock

    async def front(self, most: int) -> Front:
        """What there is to tell at present.

        Args:
            most: How many of the latest decisions; moderation has a page of its own.
        """
        now = self._clock()
        async with self._store.read() as records:
            due = Wanted((DecisionStatus.ACCEPTED,), due=now.date())
            overdue = await records.decisions.newest(due, _SHOWN)
            accepted = await records.decisions.newest(Wanted((DecisionStatus.ACCEPTED,)), _SHOWN)
            polls = [poll for poll in await records.polls.running() if poll.state(now) is PollState.OPEN]
        readiness = await self._endorsements.readiness()
        latest = [one for one in accepted if one.kind is not DecisionKind.MODERATION][:most]
        return Front(
            tuple(map(_headline, overdue)),
            tuple(OpenPoll(poll.number, poll.charter.question, poll.closes_at) for poll in _by_close(polls)),
            tuple(map(_headline, latest)),
            readiness.edition.label,
            readiness.counts.total,
            readiness.passages,
            readiness.stakeholders,
        )


def _by_close(polls: list[Poll]) -> list[Poll]:
    return sorted(polls, key=lambda poll: (poll.closes_at, poll.number))


def _headline(one: Decision) -> Headline:
    return Headline(one.number, one.text.title, one.text.outcome, one.decided_on, one.review_due)

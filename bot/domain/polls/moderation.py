"""Challenges to ballots, and their exclusion by two moderators, as a poll's events tell it. No ballot is changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.polls.polls import EventKind, Poll, PollEvent, PollState

CHALLENGE_WINDOW = timedelta(hours=72)
"""How long after its close a poll's ballots can be challenged."""

EXCLUDERS = 2
"""How many moderators exclude a ballot; neither the poll's author nor the voter is one of them."""

KINDS = (EventKind.CHALLENGED, EventKind.CHALLENGE_DISMISSED, EventKind.EXCLUSION_PROPOSED, EventKind.EXCLUDED)
"""The events that all of this is told by."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """Somebody says why a ballot should not count; its number is that of its event."""

    number: int
    handle: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Exclusion:
    """The moderators who want a ballot left out of the count, each with a reason, and since when it is."""

    handle: str
    by: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Moderation:
    """How a poll's ballots are disputed.

    ``challenges`` are those that nobody has settled, ``proposed`` the exclusions that wait for a second moderator,
    ``excluded`` those that are decided. All are in the order of their first event.
    """

    challenges: tuple[Challenge, ...] = ()
    proposed: tuple[Exclusion, ...] = ()
    excluded: tuple[Exclusion, ...] = ()

    @property
    def handles(self) -> frozenset[str]:
        """Whose ballots are not counted."""
        return frozenset(one.handle for one in self.excluded)

    def of(self, handle: str) -> Exclusion:
        """How far the exclusion of one ballot is."""
        several = (*self.excluded, *self.proposed)
        return next((one for one in several if one.handle == handle), Exclusion(handle))


def moderation(events: Iterable[PollEvent]) -> Moderation:
    """What became of the ballots of a poll, from its events in their order; other kinds are passed over.

    An exclusion settles every challenge to the ballot, a dismissal those that were raised before it.
    """
    challenges: dict[int, Challenge] = {}
    exclusions: dict[str, Exclusion] = {}
    for event in (event for event in events if event.kind in KINDS):
        handle, reason, by = event.body["voter"], event.body["reason"], event.by or ""
        if event.kind is EventKind.CHALLENGED:
            challenges[event.id] = Challenge(event.id, handle, reason, by, event.at)
            continue
        if event.kind is not EventKind.EXCLUSION_PROPOSED:
            challenges = {number: one for number, one in challenges.items() if one.handle != handle}
        if event.kind is not EventKind.CHALLENGE_DISMISSED:
            before = exclusions.get(handle, Exclusion(handle))
            decided_at = event.at if event.kind is EventKind.EXCLUDED else None
            exclusions[handle] = replace(
                before, by=(*before.by, by), reasons=(*before.reasons, reason), decided_at=decided_at
            )
    excluded = tuple(one for one in exclusions.values() if one.decided_at)
    gone = {one.handle for one in excluded}
    open_ = tuple(one for one in challenges.values() if one.handle not in gone)
    return Moderation(open_, tuple(one for one in exclusions.values() if one.decided_at is None), excluded)


def can_challenge(poll: Poll, at: datetime) -> bool:
    """Whether ballots of a poll can be challenged at a moment: while it is open, and for a while after its close."""
    state = poll.state(at)
    return state is PollState.OPEN or (state is PollState.CLOSED and at <= poll.closes_at + CHALLENGE_WINDOW)

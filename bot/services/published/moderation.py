"""What moderators did, as everybody reads it: the public part of each action, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.domain.decisions.decisions import Decision, DecisionKind, DecisionStatus
from bot.domain.polls.polls import EventKind, PollEvent
from bot.domain.privacy.redactions import WHY, Redaction
from bot.store import Store
from bot.texts import _, plural


class ActionKind(StrEnum):
    """What kind of action it was."""

    DECISION = "decision"
    EXCLUSION = "exclusion"
    DISMISSAL = "dismissal"
    VOID = "void"
    ROLL = "roll"
    RETRACTION = "retraction"
    REDACTION = "redaction"


@dataclass(frozen=True, slots=True)
class ModerationAction:
    """One action.

    ``id`` is the same for ever. ``subject`` is the number of what it concerns or is (a decision, a poll, a town hall).
    ``persons`` is how many moderators it took. ``rule``, ``scope``, ``duration`` and ``appeal`` are empty where nothing
    was said. ``ended_at`` is when it was withdrawn or superseded.
    """

    id: str
    kind: ActionKind
    subject: str
    at: datetime
    action: str
    why: str
    persons: int = 1
    rule: str = ""
    scope: str = ""
    duration: str = ""
    appeal: str = ""
    ended_at: datetime | None = None
    superseded: bool = False


_OF_POLLS = (EventKind.EXCLUDED, EventKind.CHALLENGE_DISMISSED, EventKind.VOIDED, EventKind.ROLL_CHANGED)


class PublishedModerationService:
    """Reads the log of moderation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def all(self) -> tuple[ModerationAction, ...]:
        """Everything that moderators did in public, the newest first."""
        async with self._store.read() as records:
            decisions = await records.public.decisions()
            events = await records.public.poll_events(*_OF_POLLS)
            minutes = await records.public.minutes()
            redactions = await records.redactions.done()
        found = [_decided(one) for one in decisions if one.kind is DecisionKind.MODERATION]
        found += _of_polls(events)
        found += [_redacted(one) for one in redactions]
        for hall, versions in minutes.items():
            for version in versions:
                if version.ended_at and version.status.value == "retracted":
                    action = _("Minutes retracted, version {number}").format(number=version.number)
                    id_ = f"{hall}/v{version.number}/retracted"
                    found.append(ModerationAction(id_, ActionKind.RETRACTION, hall, version.ended_at, action, ""))
        return tuple(sorted(found, key=lambda one: (one.at, one.id), reverse=True))


def _decided(one: Decision) -> ModerationAction:
    terms = one.text.terms
    return ModerationAction(
        one.number,
        ActionKind.DECISION,
        one.number,
        one.accepted_at or one.logged_at,
        one.text.outcome,
        one.text.because,
        2 if one.confirmed_by else 1,
        terms.rule if terms else "",
        terms.scope if terms else "",
        terms.duration if terms else "",
        terms.appeal if terms else "",
        one.ended_at,
        one.status is DecisionStatus.SUPERSEDED,
    )


def _redacted(one: Redaction) -> ModerationAction:
    action = _("A text was taken out: {part}").format(part=one.part)
    at = one.confirmed_at or one.asked_at
    return ModerationAction(one.number, ActionKind.REDACTION, one.subject, at, action, WHY[one.reason], 2)


def _of_polls(events: Sequence[PollEvent]) -> Iterator[ModerationAction]:
    """What was done about polls, each numbered within its poll and kind, so that its id stays."""
    counts: dict[tuple[str, EventKind], int] = {}
    for event in events:
        number = counts[event.poll, event.kind] = counts.get((event.poll, event.kind), 0) + 1
        id_ = f"{event.poll}/{event.kind.value}-{number}"
        kind, action, persons = _told(event)
        yield ModerationAction(id_, kind, event.poll, event.at, action, str(event.body["reason"]), persons)


def _told(event: PollEvent) -> tuple[ActionKind, str, int]:
    match event.kind:
        case EventKind.EXCLUDED:
            text = _("The ballot of {voter} is left out of the count")
            return ActionKind.EXCLUSION, text.format(voter=event.body["voter"]), 2
        case EventKind.CHALLENGE_DISMISSED:
            text = _("A challenge to the ballot of {voter} was dismissed")
            return ActionKind.DISMISSAL, text.format(voter=event.body["voter"]), 1
        case EventKind.VOIDED:
            return ActionKind.VOID, _("The poll was declared void"), 1
    added, removed = len(event.body["added"]), len(event.body["removed"])
    text = _("The roll was changed: {added}, {removed}")
    more = plural("{count} voter added", "{count} voters added", added)
    less = plural("{count} taken off", "{count} taken off", removed)
    return ActionKind.ROLL, text.format(added=more, removed=less), 1

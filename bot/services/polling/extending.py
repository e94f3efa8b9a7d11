"""Letting a poll close later: only before its close, only later, only by the reasons of its charter."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.days import moment
from bot.domain.polls import reminders
from bot.domain.polls.poll_charters import ExtensionReason
from bot.domain.polls.polls import EventKind, Poll, PollEvent
from bot.domain.refusals import Refusal
from bot.services.polling.counting import counted
from bot.store import Records
from bot.texts import _, listed


class NotExtended(Refusal):
    """The charter does not allow a poll to close then."""


async def check(records: Records, poll: Poll, closes_at: datetime, by: ExtensionReason) -> None:
    """Refuse an extension that the charter does not allow.

    Raises:
        NotExtended: With what it allows.
    """
    policy = poll.charter.extending
    if by not in policy.reasons:
        allowed = listed([one.value.replace("_", " ") for one in policy.reasons]) or _("none")
        text = _("The charter of {number} does not allow it to be extended for this reason; it allows: {reasons}.")
        raise NotExtended(text.format(number=poll.number, reasons=allowed))
    if closes_at <= poll.closes_at:
        text = _("A poll is only ever extended: name a moment after {moment}, its close now.")
        raise NotExtended(text.format(moment=moment(poll.closes_at)))
    latest = poll.charter.closes_at + policy.most
    if closes_at > latest:
        text = _("The charter of {number} allows a close at {moment} at the latest.")
        raise NotExtended(text.format(number=poll.number, moment=moment(latest)))
    if by is ExtensionReason.QUORUM_SHORT:
        await _check_quorum(records, poll)


async def extend(
    records: Records,
    poll: Poll,
    closes_at: datetime,
    by: ExtensionReason,
    why: str,
    now: datetime,
    person: str | None = None,
) -> Poll:
    """Move a close that may be moved: with an event, and on every message that shows it.

    Args:
        person: Who does it; None where nobody did.
    """
    await records.polls.extended(poll.number, closes_at)
    body = {"before": poll.closes_at.isoformat(), "after": closes_at.isoformat(), "by": by.value, "reason": why}
    await records.poll_events.add(PollEvent(EventKind.EXTENDED, poll.number, now, body, person))
    for subject in (poll.subject, *(reminders.subject(poll, hours) for hours in reminders.HOURS)):
        await records.outbox.touch(subject, now)
    return replace(poll, closes_at=closes_at)


async def _check_quorum(records: Records, poll: Poll) -> None:
    earlier = await records.poll_events.of(poll.number, EventKind.EXTENDED)
    if any(event.body["by"] == ExtensionReason.QUORUM_SHORT for event in earlier):
        raise NotExtended(_("A poll is extended for want of a quorum once only, and this one was."))
    if poll.charter.counting.quorum.of_poll(await counted(records, poll)):
        raise NotExtended(_("This poll has its quorum; it is not extended for want of one."))

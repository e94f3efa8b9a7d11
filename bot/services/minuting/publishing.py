"""Letting the public see minutes, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.domain.meetings import publicity
from bot.domain.meetings.following import followed
from bot.domain.meetings.open_actions import OpenAction
from bot.domain.meetings.reviews import MinutesEvent, MinutesEventKind, MinutesStatus, MinutesVersion, NotYet
from bot.services.minuting import changing, posts
from bot.services.minuting.finding import MinutesView, called_of, choices_of, gone
from bot.store import Records
from bot.texts import _


async def publish(
    records: Records,
    before: MinutesView,
    now: datetime,
    record_channel: str | None,
    by: str | None,
    delivery: str | None,
) -> MinutesView:
    """Publish a version that is held, in the place of the one that the public reads.

    Raises:
        NotYet: It is not signed off, it is too early, an objection blocks it, or what it holds was taken back since.
    """
    await _check_whole(records, before)
    version = before.version.published(now, before.blocking)
    await superseded(records, before, version, now)
    event = MinutesEvent(
        MinutesEventKind.PUBLISHED, version.hall, version.number, now, by, delivery=delivery
    )  # fmt: skip
    after = await changing.stored(records, before, version, event)
    await take_on(records, after)
    for post in posts.published(after, record_channel):
        await records.outbox.put(post, now)
    await records.outbox.touch(posts.published_subject(version.hall), now)
    return after


async def _check_whole(records: Records, before: MinutesView) -> None:
    """Refuse to publish what somebody took back a moment ago: nobody has signed what is left."""
    if followed(before.document, await gone(records, before.hall.number)) is not before.document:
        text = _("Somebody took back what stands in the minutes of {id}. It goes out of them within a minute; after "
                 "that they are signed off again (/minutes sign).")  # fmt: skip
        raise NotYet(text.format(id=before.version.id))


async def superseded(records: Records, view: MinutesView, by: MinutesVersion, now: datetime) -> None:
    """Note of the version that the public reads that another takes its place."""
    for one in view.versions:
        if one.status is MinutesStatus.PUBLISHED and one.number != by.number:
            await records.minutes.put(one.ended(MinutesStatus.SUPERSEDED, now, by.why))
            body = {"by": by.number}
            event = MinutesEvent(MinutesEventKind.SUPERSEDED, one.hall, one.number, now, why=by.why, body=body)
            await records.minutes_events.add(event)


async def take_on(records: Records, view: MinutesView) -> None:
    """Let the town hall of published minutes have the action items that the public sees in them, in the same words.

    Carried ones stay where they come from. They are listed, and stand in the minutes of the next town hall, where
    nobody knows any more whose words they were.
    """
    default = view.hall.charter.naming
    choices = await choices_of(records, view.hall)
    seen = publicity.view(view.document, choices, default, await called_of(records, choices))
    owners = {one.id: one.owner for one in view.document.action_items}
    items = [
        OpenAction(seen.id, one.id, seen.version, one.text, owners[one.id], one.due, one.due_words)
        for one in seen.action_items
        if one.carried is None
    ]
    await records.action_items.replace(view.hall.number, items)


def renewed(version: MinutesVersion, number: int, digest: str, now: datetime, why: str) -> MinutesVersion:
    """A version that follows a published one by itself, as the rights of participants want it; nobody signs it anew."""
    return replace(
        version,
        number=number,
        digest=digest,
        made_at=now,
        made_by=None,
        revision=0,
        replaces=version.number,
        why=why,
        published_at=now,
    )

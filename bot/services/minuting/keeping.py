"""What happens to minutes because time passes, or because participants change their minds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot.domain.clocks import Clock
from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.following import followed
from bot.domain.meetings.halls import HallEventKind
from bot.domain.meetings.reviews import UNPUBLISHED, MinutesEvent, MinutesEventKind, MinutesStatus, MinutesVersion
from bot.services.halls import discussion
from bot.services.minutes import minutes_json
from bot.services.minuting import changing, posts, publishing
from bot.services.minuting.finding import MinutesView, held_again
from bot.services.minuting.reviewing import MinutesReviewService
from bot.store import Records, Store
from bot.texts import _


class MinutesKeepingService:
    """Publishes what is due, and lets minutes follow what participants took back."""

    def __init__(self, store: Store, reviews: MinutesReviewService, clock: Clock) -> None:
        self._store = store
        self._reviews = reviews
        self._clock = clock

    async def keep(self) -> None:
        """Do all that is due; what was done before, by whomever, is not done again."""
        await self.follow()
        await self._reviews.publish_due()

    async def follow(self) -> int:
        """Take out of minutes what rests on remarks that are gone; says of how many versions."""
        async with self._store.read() as records:
            versions = await records.minutes.with_status(*sorted(UNPUBLISHED), MinutesStatus.PUBLISHED)
            behind = [one for one in versions if await _behind(records, one)]
        for version in behind:
            async with self._store.write() as records:
                await _follow(records, version, self._clock())
        return len(behind)


async def _behind(records: Records, version: MinutesVersion) -> bool:
    """Whether more remarks are gone than a version knows of."""
    if version.status is MinutesStatus.PUBLISHED and await _renamed(records, version):
        return True
    _remarks, gone = await records.hall_remarks.count(version.hall)
    if gone == 0:
        return False
    document = minutes_json.read((await records.minutes.document(version.hall, version.number)).encode())
    return gone > sum(remark.gone is not None for remark in document.remarks)


async def _renamed(records: Records, version: MinutesVersion) -> bool:
    """Whether somebody has chosen since the publication to appear otherwise."""
    choices = await records.hall_events.of(version.hall, HallEventKind.CONSENT)
    published_at = version.published_at or version.made_at
    return any(one.at > published_at and one.body["naming"] != one.body["before"] for one in choices)


async def _gone(records: Records, hall: str) -> Mapping[str, Gone]:
    said = await discussion(records, hall)
    return {remark.id: remark.gone for remark in said.remarks if remark.gone is not None}


async def _follow(records: Records, version: MinutesVersion, now: datetime) -> None:
    view = await held_again(records, version)
    after = followed(view.document, await _gone(records, version.hall))
    if view.version.status is MinutesStatus.PUBLISHED:
        if after is not view.document:
            await _renew(records, view, after, now, _("Somebody took back what they had said."))
        elif await _renamed(records, view.version):
            await _renew(records, view, after, now, _("Somebody chose to appear otherwise."))
    elif view.version.status in UNPUBLISHED and after is not view.document:
        edited = view.version.edited(changing.digest(after), now, view.period)
        why = _("Somebody took back what they had said.")
        body = {"did": "followed"}
        event = MinutesEvent(MinutesEventKind.EDITED, version.hall, version.number, now, why=why, body=body)
        await changing.stored_with(records, view, edited, after, event)


async def _renew(records: Records, view: MinutesView, document: MinutesDocument, now: datetime, why: str) -> None:
    """Put another version in the place of a published one: what was taken back does not wait for a signature."""
    number = max(one.number for one in view.versions) + 1
    version = publishing.renewed(view.version, number, changing.digest(document), now, why)
    await publishing.superseded(records, view, version, now)
    shown = changing.in_status(document, version)
    await records.minutes.add(version, minutes_json.written(shown).decode())
    event = MinutesEvent(MinutesEventKind.CONSENT, version.hall, number, now, why=version.why)
    await records.minutes_events.add(event)
    await records.action_items.replace(version.hall, publishing.actions(shown))
    await records.outbox.touch(posts.published_subject(version.hall), now)

"""What happens to minutes because time passes, or because participants change their minds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.clocks import Clock
from bot.domain.meetings import publicity
from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.following import concerned, followed, uncarried
from bot.domain.meetings.halls import HallEventKind
from bot.domain.meetings.reviews import UNPUBLISHED, MinutesEvent, MinutesEventKind, MinutesStatus, MinutesVersion
from bot.services.minutes import minutes_json
from bot.services.minuting import changing, posts, publishing
from bot.services.minuting.finding import MinutesView, gone, held_again
from bot.services.minuting.reviewing import MinutesReviewService
from bot.store import Records, Store
from bot.texts import _


class MinutesKeepingService:
    """Publishes what is due, and lets minutes follow what participants took back."""

    def __init__(self, store: Store, reviews: MinutesReviewService, clock: Clock) -> None:
        self._store = store
        self._reviews = reviews
        self._clock = clock
        # What was gone, and which action items were held, when a version was found to be as it should.
        self._known: dict[tuple[str, int, str], tuple[int, frozenset[tuple[str, str]]]] = {}

    async def keep(self) -> None:
        """Do all that is due; what was done before, by whomever, is not done again."""
        await self.follow()
        await self._reviews.publish_due()

    async def follow(self) -> int:
        """Take out of minutes what rests on remarks that are gone; says of how many versions."""
        behind = []
        async with self._store.read() as records:
            held = await records.action_items.known()
            for one in await records.minutes.with_status(*MinutesStatus):
                if await self._behind(records, one, held):
                    behind.append(one)
        for version in behind:
            async with self._store.write() as records:
                await _follow(records, version, self._clock())
        return len(behind)

    async def forget(self, records: Records, person: str) -> tuple[str, ...]:
        """Take somebody out of all minutes, in the transaction in which they are erased from their town halls.

        Also where nothing of theirs is cited and only their name stands in minutes.

        Returns:
            The town halls whose minutes read otherwise now.
        """
        touched: dict[str, None] = {}
        for version in await records.minutes.with_status(*MinutesStatus):
            text = await records.minutes.document(version.hall, version.number)
            if f'"{person}"' in text:
                await _follow(records, version, self._clock(), person)
                touched[version.hall] = None
        return tuple(touched)

    async def _behind(self, records: Records, version: MinutesVersion, held: frozenset[tuple[str, str]]) -> bool:
        """Whether a version holds what is gone by now, or somebody wants to appear otherwise than in it."""
        if version.status is MinutesStatus.PUBLISHED and await _renamed(records, version):
            return True
        _remarks, count = await records.hall_remarks.count(version.hall)
        key = (version.hall, version.number, version.digest)
        if self._known.get(key) == (count, held):
            return False
        text = await records.minutes.document(version.hall, version.number)
        if count or _CARRIED in text:
            document = minutes_json.recalled(text)
            if _left(document, await gone(records, version.hall), held) is not document:
                return True
        self._known[key] = (count, held)
        return False


# How a document is written that has an action item of an earlier town hall; not to read all the others.
_CARRIED = '"carried":{'


async def _renamed(records: Records, version: MinutesVersion) -> bool:
    """Whether somebody has chosen since the publication to appear otherwise."""
    choices = await records.hall_events.of(version.hall, HallEventKind.CONSENT)
    published_at = version.published_at or version.made_at
    return any(one.at > published_at and one.body["naming"] != one.body["before"] for one in choices)


def _left(document: MinutesDocument, taken: Mapping[str, Gone], held: frozenset[tuple[str, str]]) -> MinutesDocument:
    """A document without what was taken back; of somebody who was forgotten the name goes too."""
    erased = {one.author for one in document.remarks if one.gone is None and taken.get(one.id) is Gone.ERASED}
    for person in sorted(erased - {""}):
        document = _without(document, person)
    return uncarried(followed(document, taken), held)


def _without(document: MinutesDocument, person: str) -> MinutesDocument:
    without = publicity.without(document, person, words=True)
    return replace(without, version=document.version, replaces=document.replaces)


async def _follow(records: Records, version: MinutesVersion, now: datetime, forgotten: str | None = None) -> None:
    view = await held_again(records, version)
    taken = await gone(records, version.hall)
    after = _left(view.document, taken, await records.action_items.known())
    if forgotten is not None:
        after = _without(after, forgotten)
        await _forget_names(records, view, forgotten)
    back, otherwise = _("Somebody took back what they had said."), _("Somebody chose to appear otherwise.")
    if view.version.status is MinutesStatus.PUBLISHED:
        if after is not view.document:
            await _forget_words(records, view, after, taken)
            await _renew(records, view, after, now, back)
        elif await _renamed(records, view.version):
            await _renew(records, view, after, now, otherwise)
    elif after is not view.document:
        await _forget_words(records, view, after, taken)
        edited, kind = view.version, MinutesEventKind.CONSENT
        if edited.status in UNPUBLISHED:
            edited, kind = edited.edited(changing.digest(after), now, view.period), MinutesEventKind.EDITED
        event = MinutesEvent(kind, version.hall, version.number, now, why=back, body={"did": "followed"})
        await changing.stored_with(records, view, edited, after, event)


async def _forget_names(records: Records, view: MinutesView, person: str) -> None:
    """Take the words out of changes and objections in which somebody who is forgotten is named."""
    name = view.document.name_of(person)
    events = await records.minutes_events.of(view.version.hall, view.version.number)
    named = {one.part for one in events if name in str(dict(one.body)) or person in str(dict(one.body))}
    named |= {one.part for one in view.objections if name in one.said}
    await records.minutes_events.without_words(view.version, named)
    await records.minutes_objections.without_words(view.version, named)


async def _forget_words(records: Records, view: MinutesView, after: MinutesDocument, taken: Mapping[str, Gone]) -> None:
    """Take the words that are gone out of all that is kept of a version: its document, its changes, its objections."""
    news = {one.id for one in view.document.remarks if one.gone is None and one.id in taken}
    parts = concerned(view.document, news) | {one.id for one in view.document.each()} - {one.id for one in after.each()}
    await records.minutes_events.without_words(view.version, parts)
    await records.minutes_objections.without_words(view.version, parts)
    shown = changing.in_status(after, view.version)
    await records.minutes.put(view.version, minutes_json.kept(shown))


async def _renew(records: Records, view: MinutesView, document: MinutesDocument, now: datetime, why: str) -> None:
    """Put another version in the place of a published one: what was taken back does not wait for a signature."""
    number = max(one.number for one in view.versions) + 1
    version = publishing.renewed(view.version, number, changing.digest(document), now, why)
    await publishing.superseded(records, view, version, now)
    shown = changing.in_status(document, version)
    await records.minutes.add(version, minutes_json.kept(shown))
    for one in view.versions:
        # A correction that is worked on corrects what the public reads.
        if one.status in UNPUBLISHED and one.replaces == view.version.number:
            await records.minutes.put(replace(one, replaces=number))
    event = MinutesEvent(MinutesEventKind.CONSENT, version.hall, number, now, why=version.why)
    await records.minutes_events.add(event)
    await changing.carried_objections(records, view, version, shown)
    await publishing.take_on(records, MinutesView(view.hall, version, shown))
    await records.outbox.touch(posts.published_subject(version.hall), now)

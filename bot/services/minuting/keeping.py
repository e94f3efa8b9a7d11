"""What happens to minutes because time passes, or because participants change their minds."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from bot.domain.clocks import Clock
from bot.domain.meetings import publicity
from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.document_parts import ReviewEvent
from bot.domain.meetings.documents import MinutesDocument, sources_of
from bot.domain.meetings.following import concerned, followed, uncarried
from bot.domain.meetings.halls import HallEventKind
from bot.domain.meetings.replacing import with_part
from bot.domain.meetings.reviews import UNPUBLISHED, MinutesEvent, MinutesEventKind, MinutesStatus, MinutesVersion
from bot.services.halls import hearing
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

    async def forget(self, records: Records, person: str) -> tuple[tuple[str, int], ...]:
        """Take somebody out of all minutes, in the transaction in which they are erased from their town halls.

        Also where nothing of theirs is cited and only their name stands in minutes.

        Returns:
            The town halls and numbers of the versions that read otherwise now.
        """
        touched = []
        for version in await records.minutes.with_status(*MinutesStatus):
            text = await records.minutes.document(version.hall, version.number)
            if f'"{person}"' in text:
                await _follow(records, version, self._clock(), person)
                touched.append((version.hall, version.number))
        return tuple(touched)

    async def redact(self, records: Records, hall: str, part: str) -> tuple[tuple[str, int], ...]:
        """Take one sentence or item out of all minutes of a town hall; or a remark ("r12"), with what rests on it.

        Remarks that say what the sentence says are taken off the record with it. What the public reads is published
        anew, and nobody signs that.

        Returns:
            The town hall and the number of each version in which it stood.
        """
        why, found = _("A text was taken out by moderators."), []
        held = await records.action_items.known()
        for version in await records.minutes.of(hall):
            document = minutes_json.recalled(await records.minutes.document(hall, version.number))
            await _off_the_record(records, hall, {part} | _saying(document, part))
        taken = await gone(records, hall)
        for version in await records.minutes.of(hall):
            view = await held_again(records, version)
            after = _left(view.document, taken, held)
            if after.find(part) is not None:
                after = with_part(after, part, None)
                after = replace(after, review=tuple(_wordless(one, part) for one in after.review))
                after = replace(after, coverage=coverage(after))
            if after is not view.document:
                await _put(records, view, after, taken, self._clock(), why)
                found.append((version.hall, version.number))
        return tuple(found)

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
    return any(
        one.at > published_at and (one.body["naming"] != one.body["before"] or one.body.get("renamed", False))
        for one in choices
    )


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
    if after is not view.document:
        await _put(records, view, after, taken, now, back)
    elif view.version.status is MinutesStatus.PUBLISHED and await _renamed(records, view.version):
        await _renew(records, view, after, now, otherwise)


async def _put(
    records: Records, view: MinutesView, after: MinutesDocument, taken: Mapping[str, Gone], now: datetime, why: str
) -> None:
    """Put a document that has lost words in the place of the one that has them; what is published is so anew."""
    await _forget_words(records, view, after, taken)
    edited, kind = view.version, MinutesEventKind.CONSENT
    if edited.status is MinutesStatus.PUBLISHED:
        await _renew(records, view, after, now, why)
        return
    if edited.status in UNPUBLISHED:
        edited, kind = edited.edited(changing.digest(after), now, view.period), MinutesEventKind.EDITED
    event = MinutesEvent(kind, edited.hall, edited.number, now, why=why, body={"did": "followed"})
    await changing.stored_with(records, view, edited, after, event)


def _saying(document: MinutesDocument, part: str) -> set[str]:
    """The remarks on which a part rests and that say the same."""
    found = document.find(part)
    if found is None:
        return set()
    said = " ".join(getattr(found, "text", "").split()).casefold()
    texts = {one.id: " ".join(one.text.split()).casefold() for one in document.remarks}
    return {one for one in sources_of(found) if said and (said in texts.get(one, "") or texts.get(one, "-") in said)}


async def _off_the_record(records: Records, hall: str, remarks: Collection[str]) -> None:
    """Take the text of remarks away, which are named as minutes name them."""
    for number, remark in enumerate(await records.hall_remarks.of(hall), 1):
        if f"r{number}" in remarks and remark.gone is None:
            await hearing.take_away(records, remark, Gone.OFF_THE_RECORD)


def _wordless(event: ReviewEvent, part: str) -> ReviewEvent:
    return replace(event, before="", after="") if event.part == part else event


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

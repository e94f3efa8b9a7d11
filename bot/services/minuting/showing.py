"""Minutes as somebody may see them: all of it, for who writes them; for everybody else what the public sees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.meetings import publicity
from bot.domain.meetings.discussions import Naming
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.reviews import PUBLIC, MinutesEvent, MinutesStatus
from bot.domain.refusals import Refusal
from bot.services.halls.finding import Venue
from bot.services.minutes.digests import Published, digest
from bot.services.minuting.finding import Asking, MinutesView, public_version, view, writes
from bot.store import Records, Store
from bot.texts import _


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """Minutes for somebody.

    ``document`` is what they may see. ``writes``: they work on them, and see all. ``cited`` are the ids of the parts
    that rest on what they said, and to which they may object now. ``unseen`` are the ids of the parts that the public
    does not get to see, for those who write.
    """

    view: MinutesView
    document: MinutesDocument
    writes: bool = False
    cited: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()

    @property
    def taken_back(self) -> bool:
        """Whether the public is told that they were retracted, and nothing of what they said."""
        return self.view.version.status is MinutesStatus.RETRACTED and not self.writes


class MinutesShowingService:
    """Shows minutes; a choice of how to appear holds from the moment it was made."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def page(self, asking: Asking, version: int | None = None) -> MinutesPage:
        """Minutes for the actor: a version that is named; else the one in work for who may see it, or the public one.

        Raises:
            Unknown: There is no such town hall, it has no minutes, or not this version.
            Refusal: The public has not seen them, and the actor may not either.
        """
        async with self._store.read() as records:
            found = await view(records, asking, self._clock(), version)
            if writes(found.hall, asking.actor):
                return await self._whole(records, found, asking)
            if version is None and not _in_review(found):
                found = await self._public(records, found, asking)
            return await self._shown(records, found, asking)

    async def public(self, asking: Asking, version: int | None = None) -> MinutesPage:
        """Minutes as the public sees them, whoever asks; of those that are not published, as it would.

        Raises:
            Unknown: There is no such town hall, it has no minutes, or not this version.
            Refusal: The public has not seen them, and the actor does not write them.
        """
        async with self._store.read() as records:
            found = await view(records, asking, self._clock(), version)
            if found.version.status not in PUBLIC and not writes(found.hall, asking.actor):
                found = await self._public(records, found, asking)
            return MinutesPage(found, publicity.view(found.document, await _choices(records, found)))

    async def at(self, hall: str, version: int | None = None, person: str | None = None) -> MinutesPage:
        """Minutes for a message that is sent of its own accord: as the public sees them, or as one person does.

        Args:
            hall: The number of the town hall.
            version: Left out, the one that the public reads.
            person: Whom the message goes to, where it is one person.
        """
        nobody = Asking(Actor(person or "", ""), Venue(), hall)
        async with self._store.read() as records:
            found = await view(records, nobody, self._clock(), version)
            if version is None:
                found = await self._public(records, found, nobody)
            return await self._shown(records, found, nobody)

    async def digest(self, asking: Asking, span: timedelta) -> str:
        """Published minutes in a digest: of the town hall that is named, else of all that were published lately.

        Raises:
            Refusal: None were published.
        """
        if asking.number is not None:
            pages = [await self.at((await self.page(asking)).view.hall.number)]
        else:
            since = self._clock() - span
            async with self._store.read() as records:
                lately = await records.minutes.with_status(MinutesStatus.PUBLISHED)
            pages = [await self.at(one.hall) for one in lately if one.published_at and one.published_at >= since]
        if not pages:
            raise Refusal(_("No minutes were published in that time."))
        days = [page.view.version.published_at for page in pages if page.view.version.published_at]
        told = _("Town halls, minutes published until {day}").format(day=max(days).date().isoformat())
        return digest([Published(page.document, "") for page in pages], told)

    async def history(self, asking: Asking) -> tuple[MinutesPage, tuple[MinutesEvent, ...]]:
        """What happened to minutes: all of it for who writes them, else only the steps that everybody may know of.

        Raises:
            Unknown: There is no such town hall, or it has no minutes.
        """
        page = await self.page(asking)
        async with self._store.read() as records:
            events = await records.minutes_events.of(page.view.hall.number)
        return page, events

    async def _whole(self, records: Records, found: MinutesView, asking: Asking) -> MinutesPage:
        choices = await _choices(records, found)
        unseen = publicity.losses(found.document, choices, found.hall.charter.naming)
        return MinutesPage(found, found.document, True, _objectionable(found, asking), unseen)

    async def _shown(self, records: Records, found: MinutesView, asking: Asking) -> MinutesPage:
        choices = await _choices(records, found)
        shown = publicity.view(found.document, choices, found.hall.charter.naming)
        there = {part.id for part in shown.each()}
        return MinutesPage(found, shown, cited=tuple(one for one in _objectionable(found, asking) if one in there))

    async def _public(self, records: Records, found: MinutesView, asking: Asking) -> MinutesView:
        version = public_version(found.versions)
        if version is None:
            text = _("The minutes of {number} are not published yet: they are {status}. Those who took part see them "
                     "once they are in review.")  # fmt: skip
            raise Refusal(text.format(number=found.hall.number, status=found.version.status.value))
        return await view(records, asking, self._clock(), version.number)


def _in_review(found: MinutesView) -> bool:
    return found.version.status in (MinutesStatus.IN_REVIEW, MinutesStatus.SIGNED_OFF)


def _objectionable(found: MinutesView, asking: Asking) -> tuple[str, ...]:
    if not _in_review(found):
        return ()
    # A title and a count are nobody's words.
    return tuple(one for one in found.document.cited_by(asking.actor.id) if one[0] not in _NOBODYS)


_NOBODYS = frozenset("tpk")


async def _choices(records: Records, found: MinutesView) -> Mapping[str, Naming]:
    people = await records.hall_participants.of(found.hall.number, found.hall.charter.naming)
    return {one.person: one.naming for one in people}

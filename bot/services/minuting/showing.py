"""Minutes as somebody may see them: all of it, for who writes them; for everybody else what the public sees."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.decisions.citations import Source
from bot.domain.meetings import publicity
from bot.domain.meetings.document_parts import OpenObjection
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.following import followed, uncarried
from bot.domain.meetings.reviews import (
    PUBLIC,
    MinutesEvent,
    MinutesEventKind,
    MinutesObjection,
    MinutesStatus,
    MinutesVersion,
)
from bot.domain.refusals import Refusal
from bot.services.halls.finding import Venue
from bot.services.minutes.digests import Published, digest
from bot.services.minuting.finding import (
    Asking,
    MinutesView,
    called_of,
    choices_of,
    gone,
    objectionable,
    public_version,
    taken_back,
    view,
    writes,
)
from bot.store import Records, Store
from bot.texts import _


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """Minutes for somebody.

    ``document`` is what they may see. ``writes``: they work on them, and see all; ``signs``: they answer for them, as
    moderators. ``cited`` are the ids of the parts
    that rest on what they said, and to which they may object now. ``unseen`` are the ids of the parts that the public
    does not get to see, for those who write. ``decisions`` are those that rest on a part, by its id.
    """

    view: MinutesView
    document: MinutesDocument
    writes: bool = False
    cited: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()
    signs: bool = False
    decisions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def taken_back(self) -> bool:
        """Whether the public is told that they were retracted, and nothing of what they said."""
        return not self.writes and taken_back(self.view)


class MinutesShowingService:
    """Shows minutes; a choice of how to appear holds from the moment it was made, and so does a deletion."""

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
            found = await self._found(records, asking, version)
            if writes(found.hall, asking.actor):
                return await self._whole(records, found, asking)
            return await self._shown(records, await self._allowed(records, found, asking, version), asking)

    async def public(self, asking: Asking, version: int | None = None) -> MinutesPage:
        """Minutes as the public sees them, whoever asks; of those that are not published, as it would.

        Raises:
            Unknown: There is no such town hall, it has no minutes, or not this version.
            Refusal: The public has not seen them, and the actor may not either.
        """
        async with self._store.read() as records:
            found = await self._found(records, asking, version)
            if not writes(found.hall, asking.actor):
                found = await self._allowed(records, found, asking, version)
            return await self._shown(records, found, replace(asking, actor=_NOBODY))

    async def at(self, hall: str, version: int | None = None, person: str | None = None) -> MinutesPage:
        """Minutes for a message that is sent of its own accord: as the public sees them, or as one person does.

        Args:
            hall: The number of the town hall.
            version: Left out, the one that the public reads.
            person: Whom the message goes to, where it is one person.
        """
        nobody = Asking(Actor(person or "", ""), Venue(), hall)
        async with self._store.read() as records:
            found = await self._found(records, nobody, version)
            if version is None:
                found = await self._public(records, found, nobody)
            return await self._shown(records, found, nobody)

    async def digest(self, asking: Asking, span: timedelta) -> str:
        """Published minutes in a digest: of the town hall that is named, else of all that were published lately.

        Raises:
            Refusal: None were published, or they were retracted.
        """
        if asking.number is not None:
            pages = [await self.at((await self.page(asking)).view.hall.number)]
        else:
            since = self._clock() - span
            async with self._store.read() as records:
                read = await records.minutes.with_status(MinutesStatus.PUBLISHED)
                lately = [one.hall for one in read if await _published_at(records, one) >= since]
            pages = [await self.at(hall) for hall in lately]
        if not pages:
            raise Refusal(_("No minutes were published in that time."))
        if taken_back := [page for page in pages if page.taken_back]:
            raise Refusal(taken_back[0].view.version.standing())
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
            found = await self._found(records, asking, page.view.version.number)
            events = await records.minutes_events.of(found.hall.number)
            if page.writes:
                return page, events
            choices, default = await choices_of(records, found.hall), found.hall.charter.naming
            mask = publicity.mask(found.document, choices, default, await called_of(records, choices))
        seen = {one.number for one in found.versions if one.status in PUBLIC} | {found.version.number}
        return page, tuple(_told(one, mask) for one in events if one.version in seen and one.kind in OFFICIAL)

    async def _found(self, records: Records, asking: Asking, version: int | None) -> MinutesView:
        """The version that is meant, without what was taken back since it was stored."""
        found = await view(records, asking, self._clock(), version)
        document = followed(found.document, await gone(records, found.hall.number))
        if any(one.carried for one in document.action_items):
            document = uncarried(document, await records.action_items.known())
        return replace(found, document=document)

    async def _whole(self, records: Records, found: MinutesView, asking: Asking) -> MinutesPage:
        choices = await choices_of(records, found.hall)
        unseen = publicity.losses(found.document, choices, found.hall.charter.naming)
        document = found.document
        if found.version.status in PUBLIC:
            document = replace(document, objections=shown_objections(found.objections, document, str))
        signs = asking.actor.has(Role.MODERATOR)
        decisions = await _deciding(records, found)
        return MinutesPage(found, document, True, _objectionable(found, asking), unseen, signs, decisions)

    async def _shown(self, records: Records, found: MinutesView, asking: Asking) -> MinutesPage:
        choices, default = await choices_of(records, found.hall), found.hall.charter.naming
        called = await called_of(records, choices)
        mask = publicity.mask(found.document, choices, default, called)
        shown = publicity.view(found.document, choices, default, called)
        if taken_back(found):
            shown = publicity.nothing(shown)
        there = {part.id for part in shown.each()}
        cited = tuple(one for one in _objectionable(found, asking) if one in there)
        objections = tuple(_objection(one, asking.actor, mask) for one in found.objections if _seen(one, there, asking))
        if found.version.status in PUBLIC:
            shown = replace(shown, objections=shown_objections(objections, shown, mask))
        seen = replace(
            found,
            document=shown,
            version=_masked(found.version, mask),
            versions=tuple(_masked(one, mask) for one in found.versions),
            objections=objections,
        )
        return MinutesPage(seen, shown, cited=cited, decisions=await _deciding(records, found))

    async def _allowed(self, records: Records, found: MinutesView, asking: Asking, version: int | None) -> MinutesView:
        """What was found, if somebody who does not write it may see it; else what the public reads."""
        if found.version.status in PUBLIC or (_in_review(found) and await _took_part(records, found, asking.actor)):
            return found
        if version is not None:
            raise Refusal(_unpublished(found))
        return await self._public(records, found, asking)

    async def _public(self, records: Records, found: MinutesView, asking: Asking) -> MinutesView:
        version = public_version(found.versions)
        if version is None:
            raise Refusal(_unpublished(found))
        return await self._found(records, asking, version.number)


_NOBODY = Actor("", "")

# The steps that anybody may know of, and who took them in office.
OFFICIAL = frozenset(
    {
        MinutesEventKind.REVIEWED,
        MinutesEventKind.SIGNED,
        MinutesEventKind.PUBLISHED,
        MinutesEventKind.SUPERSEDED,
        MinutesEventKind.RETRACTED,
        MinutesEventKind.CORRECTED,
        MinutesEventKind.CONSENT,
    }
)


async def _deciding(records: Records, found: MinutesView) -> Mapping[str, tuple[str, ...]]:
    """The decisions that rest on parts of minutes; published minutes are not edited for that."""
    return await records.decision_citations.parts(Source.MINUTES, found.hall.number)


async def _published_at(records: Records, version: MinutesVersion) -> datetime:
    """When people published what the public reads; that it follows who took part since is no news."""
    theirs = [one for one in await records.minutes.of(version.hall) if one.made_by and one.published_at]
    moments = [one.published_at for one in theirs if one.published_at]
    return max(moments, default=version.published_at or version.made_at)


def _unpublished(found: MinutesView) -> str:
    if found.version.status is MinutesStatus.DROPPED:
        return found.version.standing()
    text = _("The minutes of {id} are not published yet. Those who took part see them while they are in review, and "
             "everybody once they are published.")  # fmt: skip
    return text.format(id=found.version.id)


def _in_review(found: MinutesView) -> bool:
    return found.version.status in (MinutesStatus.IN_REVIEW, MinutesStatus.SIGNED_OFF)


async def _took_part(records: Records, found: MinutesView, actor: Actor) -> bool:
    people = await records.hall_participants.of(found.hall.number, found.hall.charter.naming)
    return any(one.person == actor.id for one in people)


def _objectionable(found: MinutesView, asking: Asking) -> tuple[str, ...]:
    if not _in_review(found) or not asking.actor.id:
        return ()
    return objectionable(found.document, asking.actor.id)


def _seen(one: MinutesObjection, there: Collection[str], asking: Asking) -> bool:
    """Others see of an objection what the minutes still hold, while it is open; who made it sees what became of it."""
    return one.by == asking.actor.id or (one.settlement is None and one.part in there)


def _objection(one: MinutesObjection, actor: Actor, mask: Callable[[str], str]) -> MinutesObjection:
    if one.by == actor.id:
        return one
    return replace(one, by="", text=mask(one.text), said=mask(one.said), answer=mask(one.answer))


def shown_objections(
    objections: Sequence[MinutesObjection], document: MinutesDocument, mask: Callable[[str], str]
) -> tuple[OpenObjection, ...]:
    """The objections that stand with published minutes: those that nobody settled."""
    there = {part.id for part in document.each()}
    return tuple(
        OpenObjection(one.number, one.part, mask(one.text), one.at)
        for one in objections
        if one.settlement is None and one.part in there
    )


def _masked(one: MinutesVersion, mask: Callable[[str], str]) -> MinutesVersion:
    return replace(one, why=mask(one.why), ended_why=mask(one.ended_why))


def _told(one: MinutesEvent, mask: Callable[[str], str]) -> MinutesEvent:
    """A step as everybody reads it; moderators act in office, and who wrote the minutes took part like others."""
    by = "" if one.kind is MinutesEventKind.REVIEWED else one.by
    return replace(one, by=by, why=mask(one.why), body={})

"""Making the draft of minutes from what a town hall kept."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.clocks import Clock
from bot.domain.meetings.discussions import Discussion, Naming
from bot.domain.meetings.document_items import ActionItem, Ground
from bot.domain.meetings.document_parts import UNNAMED
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.halls import HallEvent, HallEventKind, HallState, TownHall
from bot.domain.meetings.model_sentences import Step
from bot.domain.meetings.open_actions import OpenAction
from bot.domain.meetings.reviews import UNPUBLISHED, MinutesEvent, MinutesEventKind, MinutesStatus, MinutesVersion
from bot.domain.refusals import Refusal
from bot.domain.stakeholders import Stakeholders
from bot.domain.systems import System
from bot.domain.written import words
from bot.services.halls import discussion
from bot.services.halls.finding import NotGoingOn, last_held, standing
from bot.services.libraries import LibraryService
from bot.services.minutes import minutes_json
from bot.services.minutes.documenting import Carried, Forum, document
from bot.services.minutes.modelling import Progress, endpoint
from bot.services.minutes.preparing import prepared
from bot.services.minutes.rewording import reworded
from bot.services.minuting import changing, inferring
from bot.services.minuting.finding import Asking, MinutesView, check_writes, held, held_again, public_version, view
from bot.settings import ChatModelSettings
from bot.store import Records, Store
from bot.summarisers.chat_model import ChatModel
from bot.texts import _

WHY_LIMIT = 300


def unheard(_number: int, _count: int, _step: Step) -> None:
    """Is told how far asking a model is, and tells nobody."""


@dataclass(frozen=True, slots=True)
class _Material:
    """All that a draft is made of, read in one transaction."""

    hall: TownHall
    said: Discussion
    carried: tuple[Carried, ...]
    versions: tuple[MinutesVersion, ...]
    next_meeting: date | None
    spelt: tuple[HallEvent, ...] = ()


class MinutesService:
    """Drafts the minutes of town halls, and shows them."""

    def __init__(
        self,
        store: Store,
        library: LibraryService,
        stakeholders: Stakeholders,
        clock: Clock,
        chat_model: ChatModelSettings | None,
        environment: Mapping[str, str],
    ) -> None:
        self._store = store
        self._library = library
        self._chat_model = chat_model
        self._environment = environment
        self._categories = tuple(category.name for category in stakeholders.categories)
        self._clock = clock

    async def draft(self, asking: Asking, *, model: bool = False, progress: Progress = unheard) -> MinutesView:
        """Make the minutes of a town hall that is closed; made again, a draft that nobody has edited is replaced.

        Args:
            asking: Who asks about which minutes.
            model: Whether the language model that is configured words the topics.
            progress: Is told how far asking it is.

        Raises:
            Refusal: The town hall is not closed, nothing was said in it, its minutes are worked on already, or no
                language model is configured.
            Forbidden: The actor does not write them.
        """
        asked = ChatModel(endpoint(self._chat_model, self._environment)) if model else None
        async with self._store.read() as records:
            material = await self._material(records, asking)
            check_writes(material.hall, asking.actor)
            _check_material(material)
        systems = (await self._library.current()).library.systems.values()
        # A second of work for thousands of remarks: everybody else goes on meanwhile.
        made = await asyncio.to_thread(self._made, material, tuple(systems))
        if asked is not None:
            made, reports = await reworded(made, material.said, asked, progress)
            made = inferring.with_reports(made, reports)
        made = inferring.spelt(made, material.spelt)
        async with self._store.write() as records:
            return await self._keep(records, material, made, asking)

    async def _material(self, records: Records, asking: Asking) -> _Material:
        hall = await last_held(records, asking.number, asking.venue, self._clock())
        said = await discussion(records, hall.number)
        carried = await _carried(records, hall)
        planned = [one.starts_at.date() for one in await records.halls.planned() if one.starts_at]
        versions = await records.minutes.of(hall.number)
        spelt = await records.hall_events.of(hall.number, HallEventKind.SPELT)
        return _Material(hall, said, carried, versions, planned[0] if planned else None, spelt)

    def _made(self, material: _Material, systems: Sequence[System]) -> MinutesDocument:
        forum = Forum(self._categories, material.carried)
        ready = prepared(material.said)
        found = inferring.inferred(ready, systems, material.next_meeting)
        return document(material.said, forum=forum, inferred=found, ready=ready)

    async def _keep(self, records: Records, material: _Material, made: MinutesDocument, asking: Asking) -> MinutesView:
        hall, now = await records.halls.held(material.hall.number) or material.hall, self._clock()
        if await changing.delivered(records, asking.delivery):
            return await view(records, asking, now)
        # Making it took its time: meanwhile somebody may have made another, or edited the one that was there.
        versions = await records.minutes.of(hall.number)
        _check_material(replace(material, versions=versions))
        in_work = next((one for one in versions if one.status in UNPUBLISHED), None)
        if in_work is not None:
            before = await held_again(records, in_work)
            again = before.version.edited(changing.digest(made), now, before.period)
            event = MinutesEvent(
                MinutesEventKind.MADE_AGAIN, hall.number, in_work.number, now, asking.actor.id, delivery=asking.delivery
            )  # fmt: skip
            return await changing.stored_with(records, before, _unedited(again), made, event)
        number = len(versions) + 1
        version = MinutesVersion(hall.number, number, changing.digest(made), now, asking.actor.id)
        shown = changing.in_status(made, version)
        await records.minutes.add(version, minutes_json.kept(shown))
        event = MinutesEvent(
            MinutesEventKind.DRAFTED, hall.number, number, now, asking.actor.id, delivery=asking.delivery
        )
        await records.minutes_events.add(event)
        return MinutesView(hall, version, shown, (), (*versions, version))

    async def show(self, asking: Asking, version: int | None = None) -> MinutesView:
        """A version of minutes: if none is named, the one in work, else the last.

        Raises:
            Unknown: There is no such town hall, it has no minutes, or not this version.
        """
        async with self._store.read() as records:
            return await view(records, asking, self._clock(), version)

    async def history(self, asking: Asking) -> tuple[MinutesView, Sequence[MinutesEvent]]:
        """Everything that happened to the minutes of a town hall, in its order.

        Raises:
            Unknown: There is no such town hall, or it has no minutes.
        """
        async with self._store.read() as records:
            found = await view(records, asking, self._clock())
            return found, await records.minutes_events.of(found.hall.number)

    async def correct(self, asking: Asking, why: str) -> MinutesView:
        """Begin a new version of published or retracted minutes, which names the one it is to replace.

        Raises:
            Refusal: Nothing was published, or a version is worked on already.
            Forbidden: The actor does not write the minutes.
        """
        because = words(why, _("what is wrong in the published minutes"), WHY_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            before = await held(records, asking, now)
            check_writes(before.hall, asking.actor)
            if await changing.delivered(records, asking.delivery):
                return await view(records, asking, now)
            for one in before.versions:
                if one.status in UNPUBLISHED:
                    raise Refusal(one.standing())
            if before.version.status not in (MinutesStatus.PUBLISHED, MinutesStatus.RETRACTED):
                raise Refusal(before.version.standing())
            last = before.version
            next_ = max(one.number for one in before.versions) + 1
            version = MinutesVersion(
                last.hall, next_, last.digest, now, asking.actor.id, replaces=last.number, why=because
            )  # fmt: skip
            shown = changing.in_status(before.document, version)
            await records.minutes.add(version, minutes_json.kept(shown))
            event = MinutesEvent(
                MinutesEventKind.CORRECTED,
                last.hall,
                next_,
                now,
                asking.actor.id,
                why=because,
                delivery=asking.delivery,
            )
            await records.minutes_events.add(event)
            objections = await changing.carried_objections(records, before, version, shown)
            return MinutesView(before.hall, version, shown, objections, (*before.versions, version))


def _check_material(material: _Material) -> None:
    hall = material.hall
    if hall.state is not HallState.CLOSED:
        raise NotGoingOn(_("{standing} Its minutes are made once it is closed.").format(standing=standing(hall)))
    if not any(remark.gone is None for remark in material.said.remarks):
        raise Refusal(_("Nothing that was said in town hall {number} is kept.").format(number=hall.number))
    kept = [one for one in material.versions if one.status is not MinutesStatus.DROPPED]
    last = next((one for one in kept if one.status in UNPUBLISHED), public_version(tuple(kept)))
    if last is None:
        return
    if last.status is not MinutesStatus.DRAFT:
        raise Refusal(last.standing())
    if last.revision or last.replaces is not None:
        text = _("The minutes of {id} are a draft that was edited; made again, the edits would be lost. "
                 "/minutes drop gives the draft up first.")  # fmt: skip
        raise Refusal(text.format(id=last.id))


def _unedited(version: MinutesVersion) -> MinutesVersion:
    """A draft that was made again has no edits of people in it."""
    return MinutesVersion(version.hall, version.number, version.digest, version.made_at, version.made_by)


async def _carried(records: Records, hall: TownHall) -> tuple[Carried, ...]:
    """The action items that earlier town halls left open."""
    carried = []
    for one in await records.action_items.open():
        if one.hall == hall.number:
            continue
        carried.append(await _carried_item(records, one))
    return tuple(carried)


async def _carried_item(records: Records, one: OpenAction) -> Carried:
    there = await records.halls.find(one.hall)
    people = await records.hall_participants.of(one.hall, there.charter.naming) if there and one.owner else ()
    owner = next((person for person in people if person.person == one.owner), None)
    named = one.owner
    if owner is not None and owner.naming is not Naming.BY_NAME:
        # What they chose there holds for what they took on there; here nobody asked them.
        hidden = owner.naming is Naming.NOT_AT_ALL or not owner.category
        named, owner = UNNAMED + (_("somebody") if hidden else owner.category), None
    item = ActionItem(
        one.part, one.text, named, one.due, one.due_words, Ground.DECLARED, "", (), declaration=1
    )  # fmt: skip
    return Carried(item, one.hall, one.version, owner)

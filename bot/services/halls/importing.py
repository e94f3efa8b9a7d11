"""Making a town hall of a file: looked at first, then made by whoever confirms, and once of the same file."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.meetings.captured import Captured, digest_of
from bot.domain.meetings.discussions import AgendaItem, Gone, Naming
from bot.domain.meetings.halls import FILE, TITLE_LIMIT, HallCharter, HallEvent, HallEventKind, TownHall
from bot.domain.meetings.heard import off_the_record, span_switched
from bot.domain.meetings.imports import NOBODY, Alias, FileRemark, alias_key, named
from bot.domain.refusals import Forbidden, Refusal
from bot.domain.stakeholders import Stakeholders
from bot.services.halls import participating
from bot.services.halls.drafts import Plan, id_of, packed, unpacked
from bot.services.halls.finding import Venue, check_shared
from bot.services.halls.previewing import ImportTyped, Preview, previewed
from bot.services.halls.viewing import HallView, view_of
from bot.services.libraries import LibraryService
from bot.store import Records, Store
from bot.store.hall_file_records import HallDraft
from bot.texts import _

log = logging.getLogger(__name__)

WAITS = timedelta(days=1)
"""So long what was read of a file waits to be confirmed."""


class _Twice(Exception):
    """Somebody else has imported the same file in this moment."""


class HallImportService:
    """Reads files of meetings, says what it found, and makes town halls of them."""

    def __init__(
        self, store: Store, library: LibraryService, stakeholders: Stakeholders, charter: HallCharter, clock: Clock
    ) -> None:
        self._store = store
        self._library = library
        self._stakeholders = stakeholders
        self._charter = charter
        self._clock = clock

    async def look(self, content: bytes, name: str, typed: ImportTyped, actor: Actor) -> Preview:
        """Read a file and say what was recognised; what would become a town hall waits to be confirmed.

        Private messages, and what is left out, wait nowhere.

        Args:
            content: All of the file.
            name: What it is called.
            typed: What somebody says of it.
            actor: Who brings it.

        Raises:
            Refusal: It cannot be read without loss, holds nothing that anybody said, or something typed does not fit.
        """
        now = self._clock()
        systems = (await self._library.current()).library.systems.values()
        preview = await asyncio.to_thread(previewed, content, name, typed, systems, now)
        body = await asyncio.to_thread(packed, preview.plan, preview.file)
        draft = HallDraft(id_of(body, actor.id), actor.id, now, body)
        async with self._store.write(alone=True) as records:
            await records.hall_drafts.put(draft)
            aliases = {one.key: one for one in await records.hall_aliases.all()}
            before = await records.hall_files.of(preview.file.sha256)
        means = tuple(aliases[key] for one in preview.file.names if (key := alias_key(one)) in aliases)
        return replace(preview, draft=draft.id, aliases=means, before=before)

    async def confirm(
        self, draft: str | None, venue: Venue, actor: Actor, delivery: str | None = None
    ) -> tuple[HallView, bool]:
        """Make a closed town hall of what was looked at.

        Args:
            draft: What waits; left out, the last that the actor looked at.
            venue: Where the actor is.
            actor: Who looked at it.
            delivery: The platform's id of the request.

        Returns:
            The town hall, and whether it is new: the same file, or the same press, makes one.

        Raises:
            Refusal: It waited too long, or somebody else brought it.
        """
        check_shared(venue)
        try:
            return await self._confirm(draft, venue, actor, delivery)
        except _Twice:
            return await self._confirm(draft, venue, actor, delivery)

    async def bring(
        self, content: bytes, name: str, typed: ImportTyped, venue: Venue, actor: Actor, delivery: str | None = None
    ) -> tuple[Preview, HallView, bool]:
        """Look and confirm at once.

        Raises:
            Refusal: As with both.
        """
        preview = await self.look(content, name, typed, actor)
        view, new = await self.confirm(preview.draft, venue, actor, delivery)
        return preview, view, new

    async def keep(self) -> None:
        """Forget what waited too long."""
        before = self._clock() - WAITS
        async with self._store.glance() as records:
            if not await records.hall_drafts.wait_since(before):
                return
        async with self._store.write() as records:
            await records.hall_drafts.drop(before)

    async def _confirm(
        self, wanted: str | None, venue: Venue, actor: Actor, delivery: str | None
    ) -> tuple[HallView, bool]:
        now = self._clock()
        async with self._store.write(alone=True) as records:
            earlier = await records.hall_events.delivered(delivery)
            if earlier is not None:
                return await view_of(records, earlier.hall), False
            id_ = wanted or await records.hall_drafts.last_of(actor.id) or ""
            draft = await records.hall_drafts.held(id_)
            if draft is None or (draft.hall is None and draft.at < now - WAITS):
                raise Refusal(_("No file waits that you looked at: what was read is kept for a day; import it again."))
            if draft.by != actor.id:
                raise Forbidden(_("Somebody else looked at that file; import it yourself."))
            if draft.hall is not None:
                return await view_of(records, draft.hall), False
            plan, remarks = unpacked(draft.body)
            before = await records.hall_files.of(plan.sha256)
            new = plan.again or not before
            number = await self._make(records, plan, remarks, venue, actor, delivery, now) if new else before[0]
            await records.hall_drafts.become(id_, number)
            return await view_of(records, number), new

    async def _make(
        self,
        records: Records,
        plan: Plan,
        remarks: Iterator[FileRemark],
        venue: Venue,
        actor: Actor,
        delivery: str | None,
        now: datetime,
    ) -> str:
        hall = self._hall(await records.sequences.next("T", now.year), plan, venue, actor, now)
        await records.halls.add(hall)
        if not await records.hall_files.add(hall.number, plan.sha256, plan.file, again=plan.again):
            raise _Twice
        persons = _Persons(await records.hall_aliases.all())
        await records.hall_remarks.add_all(_kept(hall.number, plan, remarks, persons))
        await self._note(records, hall, plan, persons, actor, delivery)
        return hall.number

    def _hall(self, number: str, plan: Plan, venue: Venue, actor: Actor, now: datetime) -> TownHall:
        usual = self._charter
        # Nobody whose words come from a file has chosen to be named, whatever the forum's usual is.
        naming = Naming.BY_CATEGORY if usual.naming is Naming.BY_NAME else usual.naming
        return TownHall(
            number,
            plan.title[:TITLE_LIMIT],
            venue.channel,
            actor.id,
            now,
            venue.guild,
            FILE,
            plan.layout,
            plan.spoken,
            replace(usual, naming=naming),
            facilitators=(actor.id,),
            opened_at=plan.began or now,
            closed_at=plan.ended or now,
        )

    async def _note(
        self, records: Records, hall: TownHall, plan: Plan, persons: _Persons, actor: Actor, delivery: str | None
    ) -> None:
        """Who took part, what it talked about, and that it was imported."""
        for name in plan.present:
            persons.of(name)
        at = hall.opened_at or hall.made_at
        for person, name in persons.found.items():
            await participating.note(records, hall.number, person, name, at, self._stakeholders)
        for title, line in plan.topics:
            item = AgendaItem(title[:TITLE_LIMIT], actor.id)
            message = None if line is None else message_of(hall.number, line)
            await records.hall_agenda.add(hall.number, item, hall.made_at, message)
        body = {
            "file": plan.file,
            "sha256": plan.sha256,
            "layout": plan.layout,
            "dated": plan.began is not None,
            "withheld": plan.withheld,
            "cut": plan.cut,
            "remembered": [person for person in persons.found if not person.startswith(NOBODY)],
        }
        kind = HallEventKind.IMPORTED
        await records.hall_events.add(HallEvent(kind, hall.number, hall.made_at, body, actor.id, delivery))
        log.info("town hall %s was imported from a file, layout %s", hall.number, plan.layout)


class _Persons:
    """Persons for the names in a file, by what somebody said before of whom they mean."""

    def __init__(self, aliases: Iterable[Alias]) -> None:
        self._means = {one.key: one.person for one in aliases}
        self.found: dict[str, str] = {}

    def of(self, name: str) -> str:
        """The person whom a name means; of a name that nobody assigned, the name itself."""
        if not name:
            return ""
        person = self._means.get(alias_key(name), named(name))
        self.found.setdefault(person, name)
        return person


def message_of(hall: str, line: int) -> str:
    """What stands for a message where a remark comes from a line of a file."""
    return f"file:{hall}:{line}"


def _kept(hall: str, plan: Plan, remarks: Iterable[FileRemark], persons: _Persons) -> Iterator[Captured]:
    """The remarks as the town hall keeps them; what is off the record there has no text here either."""
    off = False
    for place, one in enumerate(remarks, 1):
        switched = span_switched(one.text)
        off = off if switched is None else switched
        gone = Gone.OFF_THE_RECORD if off or off_the_record(one.text) else None
        digest = digest_of(one.text)
        yield Captured(
            hall,
            message_of(hall, one.line),
            place,
            persons.of(one.speaker),
            "" if gone else one.text,
            digest,
            digest,
            None if plan.began is None or one.offset is None else plan.began + one.offset,
            line=one.line,
            gone=gone,
            speaker=one.speaker[:200],
        )

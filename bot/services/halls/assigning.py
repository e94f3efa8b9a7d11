"""Saying who spoke in a town hall that comes from a file: by name, by lines, and remembered for the next file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.actors import Actor, Role
from bot.domain.clocks import Clock
from bot.domain.meetings.halls import HallEvent, HallEventKind, TownHall
from bot.domain.meetings.imports import NOBODY, Alias, alias_key, named
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.domain.stakeholders import Stakeholders
from bot.domain.written import name as one_name
from bot.services.halls import participating
from bot.services.halls.finding import Venue, check_leads, kept_from_changing, last_held
from bot.services.halls.roles import persons_of
from bot.services.halls.viewing import HallView, view_of
from bot.store import Records, Store
from bot.texts import _

NAME_LIMIT = 200
_LINES = re.compile(r"(\d{1,7})(?:\s*(?:-|–|to|\.\.)\s*(\d{1,7}))?")
_UNDONE = frozenset({"nobody", "none", "-"})


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who spoke, as somebody said: the town hall, the name or the lines, the person, and how many remarks they have.

    ``person`` is empty where it was taken back for lines; for a name that was taken back it is the name again.
    ``by_lines``: ``what`` are lines, and no name.
    """

    view: HallView
    what: str
    person: str
    remarks: int
    by_lines: bool = False


class HallAssignService:
    """Gives what was said to those who said it, as people tell; nothing is guessed."""

    def __init__(self, store: Store, stakeholders: Stakeholders, clock: Clock) -> None:
        self._store = store
        self._stakeholders = stakeholders
        self._clock = clock

    async def assign(
        self,
        name: str,
        member: str,
        venue: Venue,
        actor: Actor,
        delivery: str | None = None,
        number: str | None = None,
    ) -> Assigned:
        """Say which member a name in the file means; later imports know it. The same delivery says it once.

        Args:
            name: As it stands in the file.
            member: By mention, or by name in the terminal; "nobody" takes it back.
            venue: Where the actor is.
            actor: Who says so; they lead the town hall, or are a moderator.
            delivery: The platform's id of the request.
            number: The town hall; left out, the last one here.

        Raises:
            Refusal: There is no such name in the town hall, or the actor does not lead it.
        """
        wanted = one_name(name, _("the name in the file"), NAME_LIMIT)
        person = _person(member, venue)
        now = self._clock()
        async with self._store.write() as records:
            hall = await _imported(records, number, venue, now)
            check_leads(hall, actor)
            known, before = await _means(records, hall, wanted)
            after = person or named(known)
            body = {"name": known, "before": list(before), "person": after}
            event = HallEvent(HallEventKind.ASSIGNED, hall.number, now, body, actor.id, delivery)
            if await records.hall_events.add(event):
                await records.hall_remarks.assign(hall.number, known, after)
                await self._participants(records, hall, before, after, known)
                if person and not person.startswith(NOBODY):
                    await records.hall_aliases.put(Alias(known, person, actor.id, now))
                else:
                    await records.hall_aliases.remove(alias_key(known))
            return await _assigned(records, hall, known, after)

    async def speaker(
        self,
        lines: str,
        member: str,
        venue: Venue,
        actor: Actor,
        delivery: str | None = None,
        number: str | None = None,
    ) -> Assigned:
        """Say who spoke some lines of the file, where it names nobody, or somebody else.

        Args:
            lines: From one to another, "120-180".
            member: By mention, or by name in the terminal; "name:" and a name for somebody who is no member; "nobody"
                takes it back.
            venue: Where the actor is.
            actor: Who says so, a moderator.
            delivery: The platform's id of the request.
            number: The town hall; left out, the last one here.

        Raises:
            Refusal: Nothing was said in these lines, or the actor is no moderator.
        """
        if not actor.has(Role.MODERATOR):
            raise Forbidden(_("Who spoke where a file names nobody is for a moderator to say."))
        first, last = _span(lines)
        person = _person(member, venue)
        now = self._clock()
        async with self._store.write() as records:
            hall = await _imported(records, number, venue, now)
            before = await records.hall_remarks.authors_of(hall.number, lines=(first, last))
            if not before:
                raise Unknown(_("Nothing was said in lines {lines} of the file.").format(lines=_shown(first, last)))
            body = {"lines": [first, last], "before": list(before), "person": person}
            event = HallEvent(HallEventKind.ASSIGNED, hall.number, now, body, actor.id, delivery)
            if await records.hall_events.add(event):
                await records.hall_remarks.assign_lines(hall.number, first, last, person)
                shown = person.removeprefix(NOBODY) if person.startswith(NOBODY) else await _name_of(records, person)
                await self._participants(records, hall, before, person, shown)
            return replace(await _assigned(records, hall, _shown(first, last), person), by_lines=True)

    async def _participants(
        self, records: Records, hall: TownHall, before: Iterable[str], after: str, name: str
    ) -> None:
        """Let who speaks now take part, and who no longer does not."""
        at = hall.opened_at or hall.made_at
        await participating.note(records, hall.number, after, name, at, self._stakeholders)
        speaking = await records.hall_remarks.authors_of(hall.number)
        for one in before:
            # A choice that somebody made stays, as proof.
            chose = await records.hall_participants.chosen(hall.number, one) is not None
            if one and one != after and one not in speaking and not chose:
                await records.hall_participants.remove(hall.number, one)

    async def aliases(self) -> tuple[Alias, ...]:
        """Whom names in files mean, as people said."""
        async with self._store.read() as records:
            return await records.hall_aliases.all()

    async def forget(self, name: str) -> tuple[Alias, ...]:
        """Forget whom a name means; town halls that were imported stay as they are.

        Raises:
            Unknown: Nobody said whom it means.
        """
        async with self._store.write() as records:
            if not await records.hall_aliases.remove(alias_key(name)):
                raise Unknown(_("Nobody said whom “{name}” means.").format(name=name[:80]))
            return await records.hall_aliases.all()

    async def spell(
        self,
        said: str,
        instead: str,
        venue: Venue,
        actor: Actor,
        delivery: str | None = None,
        number: str | None = None,
    ) -> HallView:
        """Accept how a name is to be spelt in the minutes; what was said stays in the record as it stands.

        Raises:
            Refusal: Nobody said that, or the actor does not lead the town hall.
        """
        wrong = one_name(said, _("the name as it stands"), NAME_LIMIT)
        right = one_name(instead, _("the name as it is spelt"), NAME_LIMIT)
        now = self._clock()
        async with self._store.write() as records:
            hall = await kept_from_changing(records, await last_held(records, number, venue, now))
            check_leads(hall, actor)
            lines = [one.message for one in await records.hall_remarks.of(hall.number) if wrong in one.text]
            if not lines:
                raise Unknown(_("“{said}” stands nowhere in this town hall.").format(said=wrong[:80]))
            body = {"said": wrong, "instead": right, "remarks": len(lines)}
            await records.hall_events.add(HallEvent(HallEventKind.SPELT, hall.number, now, body, actor.id, delivery))
            return await view_of(records, hall.number)

    async def spellings(self, number: str) -> dict[str, str]:
        """How names are to be spelt in the minutes of a town hall, by how they stand; the last word counts."""
        async with self._store.read() as records:
            events = await records.hall_events.of(number, HallEventKind.SPELT)
            return {str(one.body["said"]): str(one.body["instead"]) for one in events}


async def _imported(records: Records, number: str | None, venue: Venue, now: datetime) -> TownHall:
    hall = await kept_from_changing(records, await last_held(records, number, venue, now))
    if not hall.imported:
        text = _(
            "In town hall {number} everybody spoke for themselves; only for one from a file somebody says who did."
        )
        raise Refusal(text.format(number=hall.number))
    return hall


async def _means(records: Records, hall: TownHall, wanted: str) -> tuple[str, tuple[str, ...]]:
    """A name as the file has it, and whom it means now.

    Raises:
        Unknown: It does not stand there.
    """
    listed = await records.hall_participants.of(hall.number, hall.charter.naming)
    names = [*await records.hall_remarks.speakers(hall.number), *(one.name for one in listed)]
    fitting = [one for one in names if alias_key(one) == alias_key(wanted)]
    if not fitting:
        text = _("Nobody is called “{name}” in town hall {number}; there are: {names}.")
        known = ", ".join(dict.fromkeys(names)) or _("no names")
        raise Unknown(text.format(name=wanted[:80], number=hall.number, names=known[:600]))
    name = wanted if wanted in fitting else fitting[0]
    spoke = await records.hall_remarks.authors_of(hall.number, speaker=name)
    return name, tuple(spoke) or tuple(one.person for one in listed if one.name == name)


async def _assigned(records: Records, hall: TownHall, what: str, person: str) -> Assigned:
    count = (await records.hall_remarks.authors_of(hall.number)).get(person, 0)
    return Assigned(await view_of(records, hall.number), what, person, count)


def _span(text: str) -> tuple[int, int]:
    found = _LINES.fullmatch(text.strip())
    if found is None or int(found[2] or found[1]) < int(found[1]):
        raise Refusal(_("“{text}” are no lines; write them like 120-180.").format(text=text[:40]))
    return int(found[1]), int(found[2] or found[1])


def _shown(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _person(text: str, venue: Venue) -> str:
    """A person whom somebody names; empty for nobody.

    Raises:
        Refusal: It is none, or more than one.
    """
    plain = text.strip()
    if plain.casefold() in _UNDONE:
        return ""
    if plain.startswith(NOBODY):
        return named(one_name(plain.removeprefix(NOBODY), _("the name"), NAME_LIMIT))
    added, removed = persons_of(plain, venue.source_kind)
    if len(added) != 1 or removed:
        raise Refusal(_("Name one member, by mention; or “nobody”, to take it back."))
    return added[0]


async def _name_of(records: Records, person: str) -> str:
    """How somebody is shown who is not named in the file."""
    return await records.hall_participants.name_of(person) or person.partition(":")[2]

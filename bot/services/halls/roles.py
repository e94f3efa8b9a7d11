"""Who leads a town hall, and who takes notes."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.meetings.halls import TERMINAL, HallEvent, HallEventKind
from bot.domain.refusals import Refusal
from bot.services.halls.finding import Venue, check_leads, held
from bot.services.halls.viewing import HallView, view_of
from bot.store import Store
from bot.texts import _

_MENTION = re.compile(r"<@!?(\d{15,20})>")


class HallRoleService:
    """Says who facilitates a town hall, and who its scribes are."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def set_facilitators(
        self, people: str, venue: Venue, actor: Actor, delivery: str | None = None, number: str | None = None
    ) -> HallView:
        """Add people who facilitate, or with a minus before them take them off; one at least stays.

        Raises:
            Refusal: Nobody would be left, nobody is named, or the actor does not lead it.
        """
        return await self._roles(people, venue, actor, delivery, number, scribes=False)

    async def set_scribes(
        self, people: str, venue: Venue, actor: Actor, delivery: str | None = None, number: str | None = None
    ) -> HallView:
        """Add people who take notes, or with a minus before them take them off.

        Raises:
            Refusal: Nobody is named, or the actor does not lead it.
        """
        return await self._roles(people, venue, actor, delivery, number, scribes=True)

    async def _roles(
        self, people: str, venue: Venue, actor: Actor, delivery: str | None, number: str | None, *, scribes: bool
    ) -> HallView:
        now = self._clock()
        added, removed = persons_of(people, venue.source_kind)
        async with self._store.write() as records:
            hall = await held(records, number, venue, now)
            check_leads(hall, actor)
            before = hall.scribes if scribes else hall.facilitators
            after = tuple(one for one in dict.fromkeys((*before, *added)) if one not in removed)
            if not scribes and not after:
                raise Refusal(_("Somebody has to facilitate: name who does, then take yourself off."))
            body = {"role": "scribe" if scribes else "facilitator", "added": list(added), "removed": list(removed)}
            event = HallEvent(HallEventKind.ROLES_CHANGED, hall.number, now, body, actor.id, delivery)
            if await records.hall_events.add(event):
                await records.halls.put(replace(hall, scribes=after) if scribes else replace(hall, facilitators=after))
            return await view_of(records, hall.number)


def persons_of(text: str, surface: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Persons that somebody names: those to be added, and those to be taken off, with a minus before them.

    Raises:
        Refusal: Nobody is named.
    """
    spread = _MENTION.sub(lambda match: f"discord:{match[1]} ", text)
    added: list[str] = []
    removed: list[str] = []
    for word in re.split(r"[\s,;]+", spread):
        bare = word.lstrip("-+").removeprefix("@")
        if bare:
            person = bare if ":" in bare else f"{surface}:{bare}"
            (removed if word.startswith("-") else added).append(person)
    if not added and not removed:
        raise Refusal(_("Name somebody: by mention, or by their name in the terminal; with a minus to take them off."))
    if surface != TERMINAL and any(not re.fullmatch(r"discord:\d{15,20}", one) for one in (*added, *removed)):
        raise Refusal(_("Name people by mention: @somebody, or -@somebody to take them off."))
    return tuple(dict.fromkeys(added)), tuple(dict.fromkeys(removed))

"""Polls as everybody may read them: in outline, all at once; and one of them with its result."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.clocks import Clock
from bot.domain.polls.poll_charters import NamesPolicy
from bot.domain.polls.polls import can_see_results
from bot.domain.polls.results import PollResult
from bot.domain.systems import Component
from bot.services.libraries import LibraryService
from bot.services.polling import AdoptionService, ResultService
from bot.services.polling.counting import ballots_of
from bot.services.polling.naming import publicly_named
from bot.services.polling.statuses import Result
from bot.services.published.definitions import PollAbout
from bot.services.published.poll_outlines import PollOutline, Stored, lacks_adoption, outline
from bot.services.published.removals import removals
from bot.store import Store


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What a version of a definition asks of a component: its row, whether it requires it, and under which terms."""

    label: str
    title: str
    row: str
    name: str
    obligation: str
    terms: str
    freedoms: tuple[str, ...]
    clause: str


class PublishedPollService:
    """Reads polls for the public record."""

    def __init__(
        self, store: Store, library: LibraryService, results: ResultService, adoptions: AdoptionService, clock: Clock
    ) -> None:
        self._store = store
        self._library = library
        self._results = results
        self._adoptions = adoptions
        self._clock = clock

    async def all(self) -> tuple[PollOutline, ...]:
        """Every poll that was ever opened, the first first.

        Closes that are due are noted before, and what a result would change; else pages would change with the day on
        which they are made.
        """
        await self._results.finish_due()
        stored = await self._stored()
        now = self._clock()
        lacking = [one.poll.number for one in stored if lacks_adoption(one, now)]
        for number in lacking:
            await self._adoptions.keep(number)
        if lacking:
            stored = await self._stored()
        library = (await self._library.current()).library
        async with self._store.read() as records:
            removed = await removals(records)
        found = [outline(one, library, now) for one in stored]
        return tuple(replace(one, removed=removed.get(one.number, ())) for one in found)

    async def _stored(self) -> list[Stored]:
        async with self._store.read() as records:
            here = records.public_polls
            polls, events, voters, marks = (
                await here.all(),
                await here.events(),
                await here.voters(),
                await here.marks(),
            )
            decisions, halls = await here.decisions(), await here.halls()
            named = {
                one.number: await publicly_named(records, one, voters.get(one.number, ()))
                for one in polls
                if one.charter.names is NamesPolicy.NAMED
            }
        return [
            Stored(
                one,
                events.get(one.number, ()),
                named.get(one.number, voters.get(one.number, ())),
                marks.get(one.number, {}),
                decisions.get(one.number, ()),
                halls.get(one.number, ()),
            )
            for one in polls
        ]

    async def result(self, found: PollOutline) -> Result | None:
        """What a poll decided, with everything that is published of it; None where it is not over or not to be seen."""
        if not found.final or not can_see_results(found.poll, self._clock(), has_voted=False):
            return None
        return await self._results.counted(found.number)

    async def interim(self, found: PollOutline) -> PollResult | None:
        """How an open poll stands, where its charter shows that to everybody."""
        async with self._store.read() as records:
            poll = await records.polls.find(found.number)
            if poll is None or not found.interim or not can_see_results(poll, self._clock(), has_voted=False):
                return None
            ballots = await ballots_of(records, poll)
        return await asyncio.to_thread(ballots.result)

    async def about_systems(self) -> Mapping[str, tuple[PollAbout, ...]]:
        """The polls that were ever opened about a system, by the system's id."""
        async with self._store.read() as records:
            polls = await records.public_polls.all()
        found: defaultdict[str, list[PollAbout]] = defaultdict(list)
        for poll in polls:
            if poll.charter.subject:
                found[poll.charter.subject].append(PollAbout(poll.number, poll.charter.question))
        return {id_: tuple(several) for id_, several in found.items()}

    async def components(self) -> Mapping[str, tuple[Component, tuple[AskedOf, ...]]]:
        """What each version of a definition asks of each component, by the component's id; the first version first."""
        reference = (await self._library.current()).library.reference
        found: dict[str, list[AskedOf]] = {}
        for definition in reference.definitions.values():
            for row in definition.requirements:
                found.setdefault(row.component, []).append(
                    AskedOf(
                        definition.label,
                        definition.title,
                        row.id,
                        row.name,
                        row.obligation.value,
                        row.terms.name if row.terms else "",
                        tuple(freedom.value for freedom in row.freedoms),
                        row.clause,
                    )
                )
        return {id_: (component, tuple(found.get(id_, ()))) for id_, component in reference.components.items()}

"""What happens to endorsements because something else changed, or because somebody wants to be forgotten."""

from __future__ import annotations

from bot.domain.clocks import Clock
from bot.domain.endorsements.endorsements import EndorsementEvent, EndorsementEventKind
from bot.services.endorsing.crossing import Crossings
from bot.store import Records, Store


class EndorsementKeepingService:
    """Notes gates that other things than endorsements crossed, and erases people."""

    def __init__(self, store: Store, crossings: Crossings, clock: Clock) -> None:
        self._store = store
        self._crossings = crossings
        self._clock = clock

    async def keep(self) -> int:
        """Note the gates that another configuration, or another text of a version, has crossed; says how many."""
        async with self._store.read() as records:
            if not await self._crossings.behind(records):
                return 0
        async with self._store.write() as records:
            await records.endorsements.lock()
            return await self._crossings.note(records, self._clock())

    async def forget(self, records: Records, person: str) -> None:
        """Erase somebody, in the transaction in which everything of them is erased.

        What they endorsed themselves is withdrawn, and a line without a name stays. What they said for an organisation
        stands: it is not theirs.
        """
        now = self._clock()
        await records.endorsements.lock()
        theirs = await records.endorsements.of(person)
        for one in theirs:
            ended = one.withdrawn(None, now) if one.live and not (one.organisation and one.counts) else one
            await records.endorsements.put(ended.forgotten())
        await records.endorsements.forget(person)
        await records.endorsement_events.forget(person, [one.number for one in theirs])
        await records.endorsement_carries.forget(person)
        for one in theirs:
            kind = EndorsementEventKind.FORGOTTEN
            await records.endorsement_events.add(EndorsementEvent(kind, now, one.digest, one.label, None, one.number))
        await self._crossings.note(records, now)

"""What happens to endorsements because something else changed: gates, new versions, somebody who is forgotten."""

from __future__ import annotations

from bot.domain.clocks import Clock
from bot.domain.endorsements.endorsements import EndorsementEvent, EndorsementEventKind
from bot.services.endorsing import telling
from bot.services.endorsing.crossing import Crossings
from bot.services.endorsing.finding import editions
from bot.store import Records, Store


class EndorsementKeepingService:
    """Notes gates that other things than endorsements crossed, asks endorsers again, and erases people.

    Args:
        record_channel: Where new versions are told, as the outbox names channels; None if nowhere.
    """

    def __init__(self, store: Store, crossings: Crossings, clock: Clock, record_channel: str | None = None) -> None:
        self._store = store
        self._crossings = crossings
        self._clock = clock
        self._record_channel = record_channel

    async def keep(self) -> int:
        """Note the gates that another configuration, or another text of a version, has crossed; says how many.

        Where a version is new, its endorsers are asked whether they endorse it too; each is told once.
        """
        await self._ask_again()
        async with self._store.read() as records:
            if not await self._crossings.behind(records):
                return 0
        async with self._store.write() as records:
            await records.endorsements.lock()
            return await self._crossings.note(records, self._clock())

    async def _ask_again(self) -> None:
        async with self._store.read() as records:
            wanted = await telling.to_confirm(records, await editions(records), self._record_channel)
            untold = [post for post in wanted if not await records.outbox.holds(post)]
        if untold:
            async with self._store.write() as records:
                for post in untold:
                    await records.outbox.put(post, self._clock())

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

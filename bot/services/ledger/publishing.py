"""Publishing the log: what is signed is stored first, the files come then, and who does it has taken it on."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.clocks import Clock
from bot.domain.logs.notes import Checkpoint
from bot.services.ledger.collecting import AT_ONCE
from bot.services.ledger.files import LogFiles
from bot.services.ledger.posts import daily, day_of
from bot.services.logs.keys import SigningKey
from bot.services.logs.publishing import Publication, Stock, extended
from bot.store import Records, Store
from bot.store.log_disclosure_records import Kept


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be published, as read at one moment."""

    stock: Stock
    signed: Checkpoint | None
    pending: tuple[Kept, ...]

    @property
    def opened(self) -> list[Kept]:
        """What is written."""
        return [one for one in self.pending if one.content is not None]

    @property
    def gone(self) -> list[str]:
        """The digests of what is taken away."""
        return [one.digest for one in self.pending if one.content is None]


class Publisher:
    """Publishes what has been put into the log, as a process that took it on."""

    def __init__(self, store: Store, clock: Clock, files: LogFiles, holder: str, channel: str | None) -> None:
        self._store = store
        self._clock = clock
        self._files = files
        self._holder = holder
        self._channel = channel

    async def publish(self, keys: Sequence[SigningKey]) -> Checkpoint | None:
        """Publish what is not published yet.

        Returns:
            What is published; None where something was erased meanwhile, which comes first.

        Raises:
            NotPublished: What is published is not the beginning of the log; nothing was signed.
        """
        published = await self._files.published(keys)
        wanted = await self._wanted(published)
        if wanted.signed == published and wanted.stock.size == published.size and not wanted.pending:
            return published
        contents = [one.content for one in wanted.opened if one.content is not None]
        publication = await asyncio.to_thread(
            extended, self._files.root, wanted.stock, keys, published, wanted.signed, contents, wanted.gone
        )
        opened = [one.digest for one in wanted.opened]
        for some in _steps(opened):
            async with self._store.write(alone=True) as records:
                await records.log_disclosures.filing(some)
        if not await self._sign(publication):
            return None
        await asyncio.to_thread(publication.write)
        for some in _steps(opened):
            async with self._store.write(alone=True) as records:
                await records.log_disclosures.written(some)
        await self._note(publication, wanted.gone)
        return publication.checkpoint

    async def _wanted(self, published: Checkpoint) -> Wanted:
        await self._look_for_files(published)
        async with self._store.read() as records:
            last = await records.log_checkpoints.last()
            signed = last.checkpoint if last else None
            # What was published as it was signed need not be looked at again.
            start = published.size if signed == published else 0
            latest = await records.log_leaves.latest()
            stock = Stock(await records.log_leaves.contents(start), latest, start)
            return Wanted(stock, signed, await records.log_disclosures.pending())

    async def _look_for_files(self, published: Checkpoint) -> None:
        """Want every disclosure written, or taken away, again if the folder is not as it was left."""
        async with self._store.read() as records:
            last = await records.log_checkpoints.last()
        if last is not None and last.published_at is not None and last.checkpoint != published:
            async with self._store.write(alone=True) as records:
                await records.log_disclosures.refile()

    async def _sign(self, publication: Publication) -> bool:
        """Keep what is signed, before anybody sees it; False if it is not to be published any more."""
        now = self._clock()
        async with self._store.write(alone=True) as records:
            if not await records.log_state.has(self._holder, now) or await records.log.waiting():
                return False
            await records.log_checkpoints.sign(publication.checkpoint, str(publication.note), now)
        return True

    async def _note(self, publication: Publication, gone: Sequence[str]) -> None:
        now = self._clock()
        async with self._store.write(alone=True) as records:
            await records.log_checkpoints.published(publication.checkpoint, now)
            await records.log_disclosures.removed(gone)
            await self._tell(records, publication)
            # Something that cannot wait may have come since.
            more = bool(await records.log.waiting())
            await records.log_state.published(now, urgent=more)

    async def _tell(self, records: Records, publication: Publication) -> None:
        """Tell the channel what was signed, once a day."""
        now = self._clock()
        before = (await records.log_state.find()).published_at
        if self._channel is not None and (before is None or day_of(before) < day_of(now)):
            await records.outbox.put(daily(self._channel, publication.checkpoint, str(publication.note), now), now)


def _steps(digests: Sequence[str]) -> Iterator[Sequence[str]]:
    """What is noted in one step: nobody who casts a ballot waits long."""
    for start in range(0, len(digests), AT_ONCE):
        yield digests[start : start + AT_ONCE]

"""The log of the forum, kept by whichever process takes it on."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.clocks import Clock
from bot.domain.logs.notes import Checkpoint
from bot.domain.logs.places import Place
from bot.services.ledger.collecting import Collector
from bot.services.ledger.comparing import check_begins
from bot.services.ledger.files import LogFiles
from bot.services.ledger.posts import halted
from bot.services.ledger.publishing import Publisher
from bot.services.logs.keyrings import BadKeys
from bot.services.logs.keys import SigningKey
from bot.services.logs.placing import NotPublished, Overtaken
from bot.services.logs.sources import NoLog
from bot.services.telling import TELLINGS, Telling
from bot.store import Store
from bot.store.log_disclosure_records import Kept

log = logging.getLogger(__name__)

PUBLISH_EVERY = timedelta(minutes=1)
"""What can wait is published no more often."""

LOOK_AGAIN_AFTER = timedelta(minutes=10)
"""A host that does not answer is asked again after so long."""

_ROUNDS = 3
"""How often it is tried at once to publish what is erased from while it is being published."""


@dataclass(frozen=True, slots=True)
class LedgerState:
    """How the log stands: its leaves, what was signed of them and published, and why nothing is signed, if so."""

    size: int
    checkpoint: Checkpoint | None
    note: str
    published_at: datetime | None
    halted: str | None


class LedgerService:
    """Collects what happened, signs and publishes it; says where things stand in it, and takes away what must go."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        files: LogFiles | None,
        channel: str | None = None,
        tellings: Sequence[Telling] = TELLINGS,
    ) -> None:
        """Keep the log.

        Args:
            files: Where it is published; None: no log is kept by this process.
            channel: Where the outbox tells what was signed; None: nowhere.
            tellings: What is told in it.
        """
        self._store = store
        self._clock = clock
        self._files = files
        self._channel = channel
        self._holder = secrets.token_hex(8)
        self._collector = Collector(store, clock, tellings)
        self._looked_at: datetime | None = None
        self._known: Checkpoint | None = None

    # -- Reading -------------------------------------------------------------------------------------------------------

    async def places(self, subject: str) -> tuple[Place, ...]:
        """Where a thing stands in the log, in the order of the log; nothing of what is not in it yet.

        Args:
            subject: "D-2026-0014" for all that is said of it, "P-2026-0003/B-17" for one leaf.
        """
        async with self._store.read() as records:
            if "/" in subject:
                return await records.log_leaves.of([subject])
            return await records.log_leaves.about(subject)

    async def disclosed(self, leaf_id: str) -> tuple[Kept, ...]:
        """What a leaf stands for: by digest, with its content unless that is destroyed; what is sealed too."""
        async with self._store.read() as records:
            return await records.log_disclosures.of(leaf_id)

    async def state(self) -> LedgerState:
        """How the log stands."""
        async with self._store.read() as records:
            size = await records.log_leaves.size()
            signed = await records.log_checkpoints.last()
            state = await records.log_state.find()
        checkpoint, note = (signed.checkpoint, signed.note) if signed else (None, "")
        return LedgerState(size, checkpoint, note, state.published_at, state.halted)

    # -- Taking away ---------------------------------------------------------------------------------------------------

    async def redact(self, wanted: Mapping[str, Collection[str]], reason: str) -> int:
        """Destroy what leaves stand for, in a transaction of its own; says how much.

        Whoever erases in other tables as well calls ``records.log.redact`` in that transaction.

        Args:
            wanted: By the id of a leaf the names of what is to go; one that ends in a colon means all that begin so.
            reason: One word, which is published: "erasure".
        """
        async with self._store.write() as records:
            return await records.log.redact(wanted, reason, self._clock())

    # -- Publishing ----------------------------------------------------------------------------------------------------

    async def keep(self) -> None:
        """Collect what happened, and publish it if that is due; one process does it at a time.

        Where nothing may be signed, that is noted and told once, and tried again the next time.
        """
        if self._files is None:
            return
        async with self._store.write() as records:
            if not await records.log_state.claim(self._holder, self._clock()):
                return
        sound = False
        try:
            await self._keep(self._files)
            sound = True
        except Overtaken as overtaken:
            log.warning("the log was not published: %s", overtaken)
        except (NotPublished, BadKeys, NoLog) as refusal:
            await self._halt(str(refusal))
        finally:
            async with self._store.write() as records:
                await records.log_state.release(self._holder, sound=sound)

    async def examine(self) -> None:
        """Check, for the operator, that the log can be signed: its keys, and that what is published is its beginning.

        Raises:
            Refusal: It cannot; the message says why.
        """
        if self._files is not None:
            keys = await self._files.keys()
            await check_begins(self._store, await self._files.published(keys))
            shown = await self._files.shown(keys)
            if shown is not None:
                await check_begins(self._store, shown)

    async def _keep(self, files: LogFiles) -> None:
        keys = await files.keys()
        await check_begins(self._store, await files.published(keys))
        await self._check_known(files, keys)
        publisher = Publisher(self._store, self._clock, files, self._holder, self._channel)
        for _round in range(_ROUNDS):
            await self._collector.collect(keys)
            if not await self._due():
                return
            published = await publisher.publish(keys)
            if published is not None:
                self._known = published if self._known is not None else None
                return

    async def _due(self) -> bool:
        async with self._store.read() as records:
            state = await records.log_state.find()
        return state.urgent or state.published_at is None or self._clock() >= state.published_at + PUBLISH_EVERY

    async def _check_known(self, files: LogFiles, keys: Sequence[SigningKey]) -> None:
        """Check what the host showed when this process began, or it published since.

        Folder and database may have been set back together, and then nothing on this machine tells.
        """
        if self._known is None:
            self._known = await self._shown(files, keys)
        if self._known is not None:
            await check_begins(self._store, self._known)

    async def _shown(self, files: LogFiles, keys: Sequence[SigningKey]) -> Checkpoint | None:
        now = self._clock()
        if self._looked_at is not None and now < self._looked_at + LOOK_AGAIN_AFTER:
            return None
        try:
            shown = await files.shown(keys)
        except NoLog as unreachable:
            log.warning("the published log could not be looked at: %s", unreachable)
            shown = None
        self._looked_at = now if shown is None else None
        return shown

    async def _halt(self, why: str) -> None:
        now = self._clock()
        async with self._store.write() as records:
            news = await records.log_state.halt(why, now)
            if news and self._channel is not None:
                await records.outbox.put(halted(self._channel, why, now), now)
        if news:
            log.error("the log is not published: %s", why)

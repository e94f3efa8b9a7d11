"""Where things stand in the log, and its head: the newest checkpoint that is published, and the keys that sign."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.services.ledger import LogFiles
from bot.services.logs.keyrings import BadKeys
from bot.store import Store


@dataclass(frozen=True, slots=True)
class Head:
    """The newest checkpoint, as the note that is published, when it was signed, and the keys to verify it with."""

    note: str
    size: int
    signed_at: datetime
    keys: tuple[str, ...] = ()


class PublishedPlaceService:
    """Reads where leaves stand; of what they stand for it knows nothing."""

    def __init__(self, store: Store, files: LogFiles | None) -> None:
        self._store = store
        self._files = files

    async def of(self, ids: Collection[str]) -> Mapping[str, int]:
        """The places of leaves by their ids; those that are not in the log, or not yet, are left out."""
        async with self._store.read() as records:
            return {place.id: place.sequence for place in await records.log_leaves.of(ids)}

    async def head(self) -> Head | None:
        """The newest checkpoint whose files are all there; None while there is none."""
        async with self._store.read() as records:
            signed = await records.log_checkpoints.last()
        if signed is None or signed.published_at is None:
            return None
        return Head(signed.note, signed.checkpoint.size, signed.signed_at, await self._keys())

    async def _keys(self) -> tuple[str, ...]:
        """The verification keys, the newest first; none where this process does not sign."""
        if self._files is None:
            return ()
        try:
            return tuple(str(key.verifier) for key in await self._files.keys())
        except BadKeys:
            return ()

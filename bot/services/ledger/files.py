"""Where the log is published, and with which keys."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.logs.notes import Checkpoint
from bot.services.logs.keyrings import read_keys
from bot.services.logs.keys import SigningKey
from bot.services.logs.publishing import published_in, signed_at
from bot.services.logs.sources import source


@dataclass(frozen=True, slots=True)
class LogFiles:
    """Where the log is published: a folder, the file of its keys, and the address at which a host shows the folder."""

    folder: Path
    key_file: Path
    url: str | None = None

    async def keys(self) -> Sequence[SigningKey]:
        """The keys that sign, the newest first.

        Raises:
            BadKeys: There are none, or others can read them.
        """
        return await asyncio.to_thread(read_keys, self.key_file.expanduser())

    async def published(self, keys: Sequence[SigningKey]) -> Checkpoint:
        """The checkpoint that stands in the folder, or that of a log without leaves.

        Raises:
            NotPublished: It is damaged, or somebody else's.
        """
        return await asyncio.to_thread(published_in, self.root, keys)

    async def shown(self, keys: Sequence[SigningKey]) -> Checkpoint | None:
        """The checkpoint that the host shows; None if it shows none, or there is no host.

        Raises:
            NotPublished: It is damaged, or somebody else's.
            NoLog: The host does not answer.
        """
        return await asyncio.to_thread(self._shown, keys) if self.url else None

    def _shown(self, keys: Sequence[SigningKey]) -> Checkpoint | None:
        assert self.url is not None  # noqa: S101 - looked at by the caller
        return signed_at(source(self.url), self.url, keys)

    @property
    def root(self) -> Path:
        """The folder."""
        return self.folder.expanduser()

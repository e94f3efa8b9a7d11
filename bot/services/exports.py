"""What is recorded, as files."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.definitions.exporting import Exported, export_systems, replace_file
from bot.domain.refusals import Refusal
from bot.services.libraries import LibraryService
from bot.texts import _


class ExportService:
    """Writes files of what the database holds."""

    def __init__(self, library: LibraryService) -> None:
        self._library = library

    async def systems(self, folder: Path) -> Exported:
        """Write every system's file into a folder, and read them back.

        Raises:
            Refusal: See `export_systems`.
        """
        snapshot = await self._library.current()
        return await asyncio.to_thread(export_systems, snapshot.library, folder)

    async def save(self, file: Path, content: bytes) -> None:
        """Write a file, whole or not at all.

        Raises:
            Refusal: It cannot be written.
        """
        try:
            await asyncio.to_thread(replace_file, file, content)
        except OSError as error:
            text = _("{path} cannot be written ({reason}); name another file.")
            raise Refusal(text.format(path=file, reason=error.strerror)) from error

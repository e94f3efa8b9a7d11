"""Files that somebody hands to a command: on disk, or wherever a surface has them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.domain.refusals import Refusal
from bot.texts import _

NAME = "file"
"""The argument that a file is given by, on every surface."""

_MB = 1024 * 1024


class BadUpload(Refusal):
    """A file that cannot be read, or is larger than what is read."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes with a request.

    ``name`` is what it is called, ``size_bytes`` how large it is said to be; None where nobody knows before it is read.
    ``fetch`` reads it, up to so many bytes.
    """

    name: str
    size_bytes: int | None
    fetch: Callable[[int], Awaitable[bytes]]

    async def content(self, limit_bytes: int) -> bytes:
        """All of the file.

        Args:
            limit_bytes: The most that it may hold.

        Raises:
            Refusal: It is larger, or cannot be read.
        """
        if self.size_bytes is not None and self.size_bytes > limit_bytes:
            raise BadUpload(self._too_large(limit_bytes))
        content = await self.fetch(limit_bytes + 1)
        if len(content) > limit_bytes:
            raise BadUpload(self._too_large(limit_bytes))
        return content

    def _too_large(self, limit_bytes: int) -> str:
        limit = f"{limit_bytes // _MB} MB" if limit_bytes >= _MB else f"{limit_bytes:,} B"
        return _("{name} is larger than {limit}, the most that I read.").format(name=self.name, limit=limit)


def of_path(text: str) -> Upload:
    """A file on this machine; "-" is standard input.

    Raises:
        Refusal: There is none, or it is no file.
    """
    if text == "-":
        return Upload(_("standard input"), None, _read_input)
    path = Path(text).expanduser()
    name = "".join(sign if sign.isprintable() else "�" for sign in path.name)
    if path.is_dir():
        raise BadUpload(_("{name} is a folder.").format(name=name))
    if not path.exists():
        raise BadUpload(_("There is no file {name}.").format(name=name))
    if not path.is_file():
        # A pipe or a device would be waited for without end.
        raise BadUpload(_("{name} is no ordinary file.").format(name=name))

    async def read(limit_bytes: int) -> bytes:
        try:
            return await asyncio.to_thread(_read, path, limit_bytes)
        except OSError as error:
            raise BadUpload(_("{name} cannot be read: {why}.").format(name=name, why=error.strerror)) from error

    return Upload(name, path.stat().st_size, read)


def _read(path: Path, limit_bytes: int) -> bytes:
    with path.open("rb") as file:
        return file.read(limit_bytes)


async def _read_input(limit_bytes: int) -> bytes:
    return await asyncio.to_thread(sys.stdin.buffer.read, limit_bytes)

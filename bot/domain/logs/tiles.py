"""Tiles: the files of a log that any static host can serve.

A tile holds up to 256 neighbouring digests of one level; a bundle holds the leaves that a tile of the lowest level
stands for.

Source: C2SP tlog-tiles, read 2026-11-28.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.domain.logs.trees import HASH_BYTES

WIDTH = 256
LIMIT_ENTRY_BYTES = 65_535

_LENGTH_BYTES = 2
_PATH = re.compile(r"tile/(entries|0|[1-9]\d?)/((?:x\d{3}/)*)(\d{3})(?:\.p/([1-9]\d{0,2}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a tile stands: its level (None for a bundle of leaves), its number in it, how many it holds."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Its file, from the root of the log."""
        parts: list[str] = []
        rest = self.index
        while True:
            rest, digits = divmod(rest, 1000)
            parts.append(f"{digits:03}" if not parts else f"x{digits:03}")
            if not rest:
                break
        name = "/".join(reversed(parts))
        partial = f".p/{self.width}" if self.width < WIDTH else ""
        return f"tile/{'entries' if self.level is None else self.level}/{name}{partial}"


def tile_at(path: str) -> Tile | None:
    """The tile that a path names; None if it names none, or not in the one way there is."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    level, above, last, width = match.groups()
    index = int("".join(re.findall(r"\d{3}", above)) + last)
    tile = Tile(None if level == "entries" else int(level), index, int(width) if width else WIDTH)
    return tile if tile.path == path else None


def bundles(size: int) -> Iterator[Tile]:
    """The bundles of a log of this size, in order."""
    for index in range(size // WIDTH):
        yield Tile(None, index)
    if size % WIDTH:
        yield Tile(None, size // WIDTH, size % WIDTH)


def tiles(size: int) -> Iterator[Tile]:
    """The tiles of digests of a log of this size, level by level."""
    level = 0
    while size:
        for bundle in bundles(size):
            yield Tile(level, bundle.index, bundle.width)
        size //= WIDTH
        level += 1


def bundled(entries: Sequence[bytes]) -> bytes:
    """Leaves as the bytes of a bundle.

    Raises:
        ValueError: A leaf is longer than a bundle can hold.
    """
    parts = []
    for entry in entries:
        if len(entry) > LIMIT_ENTRY_BYTES:
            raise ValueError(f"a leaf of {len(entry)} bytes is longer than {LIMIT_ENTRY_BYTES}")
        parts += [len(entry).to_bytes(_LENGTH_BYTES), entry]
    return b"".join(parts)


def unbundled(content: bytes, width: int) -> list[bytes]:
    """The leaves of a bundle.

    Raises:
        ValueError: These are not the bytes of that many leaves.
    """
    entries = []
    at = 0
    while at < len(content):
        start = at + _LENGTH_BYTES
        at = start + int.from_bytes(content[start - _LENGTH_BYTES : start])
        entries.append(content[start:at])
    if at != len(content) or len(entries) != width:
        raise ValueError(f"these are not {width} leaves")
    return entries


def hashes_of(content: bytes, width: int) -> list[bytes]:
    """The digests of a tile.

    Raises:
        ValueError: It does not hold that many.
    """
    if len(content) != width * HASH_BYTES:
        raise ValueError(f"these are not {width} digests")
    return [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]

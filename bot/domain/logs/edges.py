"""The right edge of a log: all that has to be known to add to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bot.domain.logs.tiles import WIDTH, Tile, hashes_of
from bot.domain.logs.trees import EMPTY_ROOT, node_hash, root


class Edge:
    """The partial tiles of a log, from the lowest level up; grows by the hashes of leaves."""

    def __init__(self) -> None:
        self._levels: list[list[bytes]] = [[]]
        self.size = 0

    @classmethod
    def read(cls, size: int, contents: Mapping[Tile, bytes]) -> Edge:
        """The edge of a log of this size, from its partial tiles.

        Raises:
            ValueError: A tile is missing, or is no tile.
        """
        edge = cls()
        edge.size = size
        edge._levels = [[] for _level in range(_height(size))] or [[]]
        for tile in partial_tiles(size):
            if tile not in contents:
                raise ValueError(f"{tile.path} is missing")
            edge._levels[tile.level or 0] = hashes_of(contents[tile], tile.width)
        return edge

    def grow(self, hashes: Iterable[bytes]) -> Iterator[tuple[Tile, bytes]]:
        """Add hashes of leaves; every tile that is full now comes out, once, with its bytes."""
        for hash_ in hashes:
            self._levels[0].append(hash_)
            self.size += 1
            if len(self._levels[0]) == WIDTH:
                yield from self._carried()

    def _carried(self) -> Iterator[tuple[Tile, bytes]]:
        level = 0
        while level < len(self._levels) and len(self._levels[level]) == WIDTH:
            full, self._levels[level] = self._levels[level], []
            yield Tile(level, self.size // WIDTH ** (level + 1) - 1), b"".join(full)
            level += 1
            if level == len(self._levels):
                self._levels.append([])
            self._levels[level].append(root(full))

    def partial(self) -> Iterator[tuple[Tile, bytes]]:
        """The tiles that are not full, with their bytes."""
        for tile in partial_tiles(self.size):
            yield tile, b"".join(self._levels[tile.level or 0])

    @property
    def root(self) -> bytes:
        """The root of the whole tree."""
        result = b""
        for hashes in self._levels:
            for hash_ in reversed(list(_perfect(hashes))):
                result = node_hash(hash_, result) if result else hash_
        return result or EMPTY_ROOT


def partial_tiles(size: int) -> Iterator[Tile]:
    """The tiles of digests of a log of this size that are not full, from the lowest level up."""
    for level in range(_height(size)):
        index, width = divmod(size // WIDTH**level, WIDTH)
        if width:
            yield Tile(level, index, width)


def _height(size: int) -> int:
    height = 0
    while size:
        size //= WIDTH
        height += 1
    return height


def _perfect(hashes: list[bytes]) -> Iterator[bytes]:
    """The roots of the largest whole subtrees over neighbours, from left to right."""
    start = 0
    while start < len(hashes):
        length = 1 << (len(hashes) - start).bit_length() - 1
        yield root(hashes[start : start + length])
        start += length

"""Leaves as the bytes that the log holds."""

from __future__ import annotations

from bot.domain.logs.leaves import Leaf, leaf_of, tree_of
from bot.domain.logs.tiles import LIMIT_ENTRY_BYTES
from bot.services.logs import canonical


def entry_of(leaf: Leaf, sequence: int) -> bytes:
    """A leaf at its place in the log.

    Raises:
        ValueError: It is too long; what makes it long belongs into a disclosure.
    """
    # The shapes of leaves let nothing through that cannot be written in one way.
    entry = canonical.encoded(tree_of(leaf, sequence))
    if len(entry) > LIMIT_ENTRY_BYTES:
        raise ValueError(f"leaf {leaf.id} is longer than {LIMIT_ENTRY_BYTES} bytes; long texts belong into disclosures")
    return entry


def read_entry(entry: bytes, sequence: int) -> Leaf:
    """Read the leaf at a place in the log.

    Raises:
        ValueError: It is none, is not canonical, or belongs to another place.
    """
    return leaf_of(canonical.read(entry), sequence)

"""Merkle trees: one digest that stands for a whole sequence of leaves, and short proofs about it.

Source: RFC 9162, section 2.1 (the same trees as RFC 6962), read 2026-11-28.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

HASH_BYTES = 32

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(entry: bytes) -> bytes:
    """The digest of one leaf."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The digest of two neighbours."""
    return sha256(b"\x01" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """The root over the hashes of leaves, in their order.

    Pairing neighbours, level by level, and letting an odd one rise gives the same as splitting at the largest
    power of two, without recursion.
    """
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def inclusion_proof(index: int, hashes: Sequence[bytes]) -> tuple[bytes, ...]:
    """What it takes to compute the root from one leaf: its sibling first, then upwards."""
    path = []
    level = list(hashes)
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            path.append(level[sibling])
        level, index = _above(level), index // 2
    return tuple(path)


def consistency_proof(old_size: int, hashes: Sequence[bytes]) -> tuple[bytes, ...]:
    """What it takes to see that a tree only grew; empty if it did not grow, or grew from nothing."""
    if old_size in (0, len(hashes)):
        return ()
    return _subproof(old_size, hashes, whole=True)


def _subproof(old_size: int, hashes: Sequence[bytes], *, whole: bool) -> tuple[bytes, ...]:
    size = len(hashes)
    if old_size == size:
        return () if whole else (root(hashes),)
    split = 1 << (size - 1).bit_length() - 1
    if old_size <= split:
        return (*_subproof(old_size, hashes[:split], whole=whole), root(hashes[split:]))
    return (*_subproof(old_size - split, hashes[split:], whole=False), root(hashes[:split]))


def _above(level: Sequence[bytes]) -> list[bytes]:
    paired = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return paired if len(level) % 2 == 0 else [*paired, level[-1]]


def includes(root_: bytes, size: int, index: int, leaf: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that a tree with this root and size holds this leaf's hash at this index.

    Source: RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size or not _all_hashes((root_, leaf, *proof)):
        return False
    place, last, result = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if place % 2 or place == last:
            result = node_hash(step, result)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            result = node_hash(result, step)
        place, last = place >> 1, last >> 1
    return last == 0 and result == root_


def extends(old_root: bytes, old_size: int, new_root: bytes, new_size: int, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows that the newer tree begins with all leaves of the older one, unchanged.

    Source: RFC 9162, section 2.1.4.2.
    """
    if not 0 <= old_size <= new_size or not _all_hashes((old_root, new_root, *proof)):
        return False
    if old_size == new_size:
        return not proof and old_root == new_root
    if old_size == 0:
        return not proof and old_root == EMPTY_ROOT
    # An older tree that is whole and a power of two is itself the first step.
    steps = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    return bool(proof) and _climbs(old_root, old_size - 1, new_root, new_size - 1, steps)


def _climbs(old_root: bytes, place: int, new_root: bytes, last: int, steps: Sequence[bytes]) -> bool:
    while place % 2:
        place, last = place >> 1, last >> 1
    old, new = steps[0], steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place % 2 or place == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while place % 2 == 0 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, step)
        place, last = place >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root


def _all_hashes(values: Sequence[bytes]) -> bool:
    return all(len(value) == HASH_BYTES for value in values)

"""How a ballot is laid before a voter: in an order of their own, in parts that fit a screen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.domain.polls.asked import Asked

MOST_IN_A_PART = 24
"""How many components one list of a screen holds: Discord shows 25 options, and one takes all ticks back."""


def shuffled(components: Sequence[Asked], poll: str, handle: str) -> tuple[Asked, ...]:
    """Components in a voter's own order, so that no component gains by where it stands for all.

    The order is that of the SHA-256 of "poll:handle:component": always the same for a voter, and to be found again by
    anyone, since poll and handle are published.
    """

    def key(one: Asked) -> str:
        return hashlib.sha256(f"{poll}:{handle}:{one.id}".encode()).hexdigest()

    return tuple(sorted(components, key=key))


def parted(components: Sequence[Asked], most: int = MOST_IN_A_PART) -> tuple[tuple[Asked, ...], ...]:
    """Components in as few parts as hold at most so many each, all of about the same size."""
    count = -(-len(components) // most)
    size = -(-len(components) // count)
    return tuple(tuple(components[start : start + size]) for start in range(0, len(components), size))

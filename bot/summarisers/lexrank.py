"""LexRank: a sentence matters if sentences that matter are like it. It needs no word of any language."""

from __future__ import annotations

import numpy as np

from bot.summarisers.vectors import Floats, Vectors

DAMPING = 0.85
ROUNDS = 60
ENOUGH = 1e-9


def ranks(vectors: Vectors) -> Floats:
    """How central each sentence is (Erkan and Radev, 2004, the continuous form), rounded to nine places."""
    count = vectors.size
    if not count:
        return np.zeros(0)
    alike = vectors.nearness_to(vectors.together(np.ones(count)))
    alike = np.where(alike > 0, alike, 1.0)
    standing = np.full(count, 1 / count)
    for _round in range(ROUNDS):
        passed = vectors.nearness_to(vectors.together(standing / alike))
        following = (1 - DAMPING) / count + DAMPING * passed
        if float(np.abs(following - standing).max()) < ENOUGH:
            break
        standing = following
    return np.round(standing * count, 9)

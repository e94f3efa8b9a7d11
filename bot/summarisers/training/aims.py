"""What the ranker learns: how much of a sentence people took into their own summary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from bot.summarisers.vectors import Floats
from bot.summarisers.words import stem, tokens

ONE, TWO = 0.5, 1.5


def aims(sentences: Iterable[Sequence[str]], summary: str) -> Floats:
    """Half the share of a sentence's words, and one and a half times that of its pairs, that the summary has too."""
    wrote = [stem(word) for word in tokens(summary)]
    words, pairs = set(wrote), set(_pairs(wrote))
    stems = ([stem(word) for word in sentence] for sentence in sentences)
    found = [ONE * _share(said, words) + TWO * _share(_pairs(said), pairs) for said in stems]
    return np.array([round(value, 6) for value in found], dtype=np.float64)


def _pairs(words: Sequence[str]) -> list[str]:
    return [f"{first} {second}" for first, second in pairwise(words)]


def _share(parts: Sequence[str], found: set[str]) -> float:
    return sum(part in found for part in parts) / max(len(parts), 1)

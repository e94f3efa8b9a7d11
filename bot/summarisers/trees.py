"""The ranker: a sum of small trees, read from a file of plain numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.summarisers.vectors import Floats


@dataclass(frozen=True, slots=True)
class Tree:
    """One tree, its nodes in five columns of equal length; the first node is the root.

    A sentence whose ``feature`` is at most the ``threshold`` goes on ``below``, else ``above``. A leaf has -1 for its
    feature and its ``value`` is what the tree says.
    """

    feature: tuple[int, ...]
    threshold: tuple[float, ...]
    below: tuple[int, ...]
    above: tuple[int, ...]
    value: tuple[float, ...]

    def values(self, features: Floats) -> Floats:
        """What the tree says of each row."""
        feature, threshold = np.array(self.feature), np.array(self.threshold)
        below, above = np.array(self.below), np.array(self.above)
        rows = np.arange(len(features))
        node: NDArray[np.int64] = np.zeros(len(features), dtype=np.int64)
        for _step in range(len(self.feature)):
            inner = feature[node] >= 0
            if not inner.any():
                break
            at = node[inner]
            goes_above = features[rows[inner], feature[at]] > threshold[at]
            node[inner] = np.where(goes_above, above[at], below[at])
        return np.array(self.value)[node]


@dataclass(frozen=True, slots=True)
class Ranker:
    """A first value and the trees that correct it."""

    base: float
    trees: tuple[Tree, ...]

    def ranks(self, features: Floats) -> Floats:
        """How much of each sentence a human summary would take up, rounded to six places."""
        total = np.full(len(features), self.base)
        for tree in self.trees:
            total = total + tree.values(features)
        return np.round(total, 6)

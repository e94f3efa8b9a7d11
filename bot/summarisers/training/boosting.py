"""Gradient boosting of small regression trees in one file that can be read: no library, and no chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.summarisers.trees import Tree
from bot.summarisers.vectors import Floats

Bins = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Parameters:
    """How the trees grow.

    ``rate`` is how much of each tree is added, ``least`` the fewest sentences in a leaf, ``ridge`` pulls small leaves
    to zero, ``bins`` is how finely a feature is cut.
    """

    trees: int = 80
    leaves: int = 8
    rate: float = 0.1
    least: int = 200
    ridge: float = 20.0
    bins: int = 64


@dataclass(frozen=True, slots=True)
class _Cut:
    """The best place to split a leaf: what it gains, by which feature, after which bin."""

    gain: float
    feature: int
    bin: int


def boosted(features: Floats, wanted: Floats, parameters: Parameters) -> tuple[float, tuple[Tree, ...]]:
    """Fit trees whose sum, with a first value, comes near to what is wanted, in squares."""
    edges = [_edges(features[:, column], parameters.bins) for column in range(features.shape[1])]
    bins = np.stack([np.searchsorted(cut, features[:, column]) for column, cut in enumerate(edges)], axis=1)
    base = round(float(np.cumsum(wanted)[-1]) / len(wanted), 6)
    left = wanted - base
    trees = []
    for _round in range(parameters.trees):
        tree, leaf = _grow(bins.astype(np.int64), left, edges, parameters)
        left = left - np.array(tree.value)[leaf]
        trees.append(tree)
    return base, tuple(trees)


def _edges(values: Floats, bins: int) -> Floats:
    """Where a feature is cut: between values that occur, with as many sentences in each bin as can be."""
    found = np.unique(np.quantile(values, np.linspace(0, 1, bins + 1)[1:-1], method="lower"))
    kept = found[found < values.max()]
    return np.asarray(kept, dtype=np.float64)


def _grow(bins: Bins, left: Floats, edges: Sequence[Floats], how: Parameters) -> tuple[Tree, Bins]:
    """Split the leaf that gains most until there are leaves enough; also says in which node each sentence ends."""
    leaf = np.zeros(len(left), dtype=np.int64)
    feature, threshold, below, above = [-1], [0.0], [-1], [-1]
    cuts = {0: _best(bins, left, edges, how)}
    while len(cuts) < how.leaves:
        node = max(cuts, key=lambda number: (cuts[number].gain, -number))
        cut = cuts.pop(node)
        if cut.gain <= 0:
            cuts[node] = cut
            break
        feature[node], threshold[node] = cut.feature, float(edges[cut.feature][cut.bin])
        below[node], above[node] = len(feature), len(feature) + 1
        inside = np.flatnonzero(leaf == node)
        goes_above = bins[inside, cut.feature] > cut.bin
        for number, rows in ((below[node], inside[~goes_above]), (above[node], inside[goes_above])):
            leaf[rows] = number
            cuts[number] = _best(bins[rows], left[rows], edges, how)
            for column in (feature, below, above):
                column.append(-1)
            threshold.append(0.0)
    sums = np.bincount(leaf, left, minlength=len(feature))
    counts = np.bincount(leaf, minlength=len(feature))
    value = [
        round(float(how.rate * total / (count + how.ridge)), 6) if node in cuts else 0.0
        for node, (total, count) in enumerate(zip(sums, counts, strict=True))
    ]
    return Tree(tuple(feature), tuple(threshold), tuple(below), tuple(above), tuple(value)), leaf


def _best(bins: Bins, left: Floats, edges: Sequence[Floats], how: Parameters) -> _Cut:
    best = _Cut(0.0, -1, -1)
    if len(left) < 2 * how.least:
        return best
    for column, cut in enumerate(edges):
        sums = np.cumsum(np.bincount(bins[:, column], left, minlength=len(cut) + 1))
        counts = np.cumsum(np.bincount(bins[:, column], minlength=len(cut) + 1))
        total, count = sums[-1], counts[-1]
        places = np.flatnonzero((counts >= how.least) & (count - counts >= how.least))
        if not len(places):
            continue
        below, few = sums[places], counts[places]
        gains = below**2 / (few + how.ridge) + (total - below) ** 2 / (count - few + how.ridge)
        gains = gains - total**2 / (count + how.ridge)
        most = int(np.argmax(gains))
        if gains[most] > best.gain * (1 + 1e-9):
            best = _Cut(float(gains[most]), column, int(places[most]))
    return best

"""TF-IDF vectors of sentences, and how near they are; sums run in one order, whatever the threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Vectors:
    """One vector of length 1 for each sentence, kept sparse; a sentence without words has a vector of zeros."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        numbers: dict[str, int] = {}
        counts = [Counter(words) for words in sentences]
        rows = [row for row, counted in enumerate(counts) for _word in counted]
        columns = [numbers.setdefault(word, len(numbers)) for counted in counts for word in counted]
        self.size = len(sentences)
        self.width = len(numbers)
        self._rows: Integers = np.array(rows, dtype=np.int64)
        self._columns: Integers = np.array(columns, dtype=np.int64)
        self._starts: Integers = np.searchsorted(self._rows, np.arange(self.size + 1)).astype(np.int64)
        found = np.array([times for counted in counts for times in counted.values()], dtype=np.float64)
        sentences_with = np.bincount(self._columns, minlength=self.width).astype(np.float64)
        weights = found * np.log((1 + self.size) / (1 + sentences_with[self._columns]) + 1)
        self._weights: Floats = weights / self._lengths(weights)[self._rows]

    def only(self, rows: Sequence[int]) -> Vectors:
        """The vectors of some of the sentences, in the order given; their weights stay those of the whole."""
        found = object.__new__(Vectors)
        slices = [slice(int(self._starts[row]), int(self._starts[row + 1])) for row in rows]
        sizes = [one.stop - one.start for one in slices]
        found.size, found.width = len(slices), self.width
        found._rows = np.repeat(np.arange(found.size), sizes).astype(np.int64)
        found._columns = np.concatenate([self._columns[:0], *(self._columns[one] for one in slices)])
        found._weights = np.concatenate([self._weights[:0], *(self._weights[one] for one in slices)])
        found._starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        return found

    def nearness_to(self, direction: Floats) -> Floats:
        """The inner product of each sentence with a vector of words."""
        return self._by_row(self._weights * direction[self._columns])

    def nearness_to_sentence(self, row: int) -> Floats:
        """The cosine of each sentence to one of them."""
        own = slice(int(self._starts[row]), int(self._starts[row + 1]))
        direction = np.zeros(self.width)
        direction[self._columns[own]] = self._weights[own]
        return self.nearness_to(direction)

    def together(self, shares: Floats) -> Floats:
        """The sum of all sentences, each times its share, as a vector of words."""
        return _sums(self._columns, self._weights * shares[self._rows], self.width)

    def nearness_to_centre(self) -> Floats:
        """The cosine of each sentence to the mean of all."""
        centre = self.together(np.ones(self.size))
        long = float(np.sqrt(np.cumsum(centre * centre)[-1])) if self.width else 0.0
        return self.nearness_to(centre / long) if long else np.zeros(self.size)

    def _lengths(self, weights: Floats) -> Floats:
        squares = self._by_row(weights * weights)
        return np.sqrt(np.where(squares > 0, squares, 1.0))

    def _by_row(self, values: Floats) -> Floats:
        return _sums(self._rows, values, self.size)


def _sums(places: Integers, values: Floats, count: int) -> Floats:
    return np.bincount(places, values, minlength=count).astype(np.float64)

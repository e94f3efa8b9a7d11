"""Chooses sentences: the best ranked, as little as possible twice, within a number of words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.summarisers.vectors import Floats, Vectors

SHORTEST, LONGEST = 6, 60
RANK, REPETITION = 0.8, 0.2
# Two fifths of the sentences of a topic, where three or more people have a sentence that could be chosen.
MOST_OF_ONE = (2, 5)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What selection knows of a sentence: its words, its speaker (empty: nobody knows) and its topic, -1 for none."""

    words: int
    speaker: str
    topic: int = -1


def chosen(ranks: Floats, vectors: Vectors, candidates: Sequence[Candidate], budget: int) -> list[int]:
    """The places of the sentences chosen, in order of time; ties go to the earlier sentence."""
    choice = _Choice(ranks, vectors, candidates, budget)
    for topic in sorted({one.topic for one in candidates if one.topic >= 0}):
        choice.take(only=topic)
    while choice.take():
        pass
    choice.balance()
    return sorted(choice.taken)


class _Choice:
    def __init__(self, ranks: Floats, vectors: Vectors, candidates: Sequence[Candidate], budget: int) -> None:
        self.taken: list[int] = []
        self._candidates = candidates
        self._vectors = vectors
        self._left = budget
        self._words = np.array([one.words for one in candidates], dtype=np.int64)
        self._free = (self._words >= SHORTEST) & (self._words <= LONGEST)
        self._topics = np.array([one.topic for one in candidates], dtype=np.int64)
        self._ranks = scaled(ranks, self._free)
        self._nearest = np.zeros(len(candidates))
        self._in_topic = Counter[int]()
        self._of_one = Counter[tuple[int, str]]()
        could = {(one.topic, one.speaker) for one, free in zip(candidates, self._free, strict=True) if free}
        self._people = Counter(topic for topic, _name in could)

    def take(self, only: int | None = None) -> bool:
        """Take the best sentence that fits, of one topic if it is named; False if there is none."""
        scores = np.round(RANK * self._ranks - REPETITION * self._nearest, 6)
        open_ = self._free & (self._words <= self._left)
        if only is not None:
            open_ &= self._topics == only
        places = np.flatnonzero(open_)
        for place in places[np.argsort(-scores[places], kind="stable")]:
            if self._may(self._candidates[place]):
                self._put(int(place))
                return True
        return False

    def balance(self) -> None:
        """Drop what was taken last of a person who says too much of a topic, until nobody does."""
        for place in reversed(list(self.taken)):
            one = self._candidates[place]
            if self._limited(one) and self._of_one[one.topic, one.speaker] > max(
                1, self._most(self._in_topic[one.topic])
            ):
                self.taken.remove(place)
                self._in_topic[one.topic] -= 1
                self._of_one[one.topic, one.speaker] -= 1

    def _limited(self, one: Candidate) -> bool:
        return one.topic >= 0 and bool(one.speaker) and self._people[one.topic] > 2

    def _most(self, sentences: int) -> int:
        return sentences * MOST_OF_ONE[0] // MOST_OF_ONE[1]

    def _may(self, one: Candidate) -> bool:
        """Whether the person may have one more of the topic, rounded up; `balance` settles what that leaves."""
        if not self._limited(one):
            return True
        return self._of_one[one.topic, one.speaker] <= self._most(self._in_topic[one.topic] + 1)

    def _put(self, place: int) -> None:
        one = self._candidates[place]
        self.taken.append(place)
        self._free[place] = False
        self._left -= one.words
        self._in_topic[one.topic] += 1
        self._of_one[one.topic, one.speaker] += 1
        self._nearest = np.maximum(self._nearest, self._vectors.nearness_to_sentence(place))


def scaled(ranks: Floats, among: NDArray[np.bool_]) -> Floats:
    """Ranks from 0 for the least to 1 for the best of those that can be chosen."""
    found = ranks[among]
    if not len(found) or found.max() == found.min():
        return np.zeros(len(ranks))
    between: Floats = (ranks - found.min()) / (found.max() - found.min())
    return between.round(6)

"""The embedded summariser: takes sentences out of a town hall and writes none itself; no network, no key."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.summaries import Kind, Sentence, Summary
from bot.summarisers import languages, lexrank
from bot.summarisers.features import Said, measured, said
from bot.summarisers.quoting import LONGEST_LETTERS, quotable
from bot.summarisers.selection import LONGEST, SHORTEST, Candidate, chosen
from bot.summarisers.sentences import Piece, pieces
from bot.summarisers.tidying import tidied
from bot.summarisers.vectors import Floats, Vectors
from bot.summarisers.weights import METHOD, Weights, shipped
from bot.summarisers.words import length, tokens

WORDS = 100
LEXRANK = "lexrank/1"


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A town hall as read: its sentences, each with its rank, from which summaries of any length are chosen."""

    remarks: tuple[Remark, ...]
    language: str
    method: str
    _sentences: tuple[Said, ...]
    _quotable: tuple[bool, ...]
    _vectors: Vectors
    _ranks: Floats
    _by_number: Mapping[int, Sequence[int]]

    def summary(
        self, words: int = WORDS, topics: Sequence[tuple[int, int]] = (), among: Collection[int] | None = None
    ) -> Summary:
        """Choose whole sentences, within a number of words.

        Args:
            words: The most that all sentences have together.
            topics: The first and the last remark's number of each topic. Each topic has a sentence if one fits, and of
                its sentences at most 40 % come from one person where three or more said any.
            among: The numbers of the remarks that may be cited; all if left out.
        """
        places = self._places(among)
        candidates = [self._candidate(place, topics) for place in places]
        found = chosen(self._ranks[places], self._vectors.only(places), candidates, words)
        return Summary(tuple(self._sentence(self._sentences[places[at]]) for at in found), self.language, self.method)

    def ranked(self) -> dict[tuple[int, str], float]:
        """How much each sentence matters, by the number of its remark and its words as they stand there."""
        return {
            (self.remarks[one.piece.remark].number, one.piece.text): float(rank)
            for one, rank in zip(self._sentences, self._ranks, strict=True)
        }

    def rank(self) -> Callable[[int, str], float]:
        """How much a sentence matters, by the number of its remark and its words; words that are not there, least."""
        ranks = self.ranked()
        least = min(ranks.values(), default=0.0)
        return lambda number, text: ranks.get((number, text), least)

    def best(self, among: Collection[int], count: int) -> tuple[Sentence, ...]:
        """The sentences that rank highest of those in some remarks, in the order in which they were said.

        Those of different people come first, and no words come twice.
        """
        fitting = [place for place in self._places(among) if SHORTEST <= self._length(place) <= LONGEST]
        ranked = sorted(fitting, key=lambda place: (-round(float(self._ranks[place]), 6), place))
        found: list[int] = []
        for several in (False, True):
            for place in ranked:
                if len(found) == count:
                    break
                if self._text(place) in {self._text(one) for one in found}:
                    continue
                if several or self._speaker(place) not in {self._speaker(one) for one in found}:
                    found.append(place)
        return tuple(self._sentence(self._sentences[place]) for place in sorted(found))

    def _places(self, among: Collection[int] | None) -> list[int]:
        """Where the whole sentences of some remarks stand; of all if none are named."""
        if among is None:
            return [place for place, whole in enumerate(self._quotable) if whole]
        places = self._by_number
        return sorted(place for number in among for place in places.get(number, ()) if self._quotable[place])

    def _candidate(self, place: int, topics: Sequence[tuple[int, int]]) -> Candidate:
        remark = self.remarks[self._sentences[place].piece.remark]
        topic = next((at for at, (first, last) in enumerate(topics) if first <= remark.number <= last), -1)
        return Candidate(self._length(place), remark.speaker, topic)

    def _speaker(self, place: int) -> str:
        return self.remarks[self._sentences[place].piece.remark].speaker

    def _text(self, place: int) -> str:
        return self._sentences[place].text

    def _length(self, place: int) -> int:
        return length(self._text(place))

    def _sentence(self, sentence: Said) -> Sentence:
        remark = self.remarks[sentence.piece.remark]
        kind = Kind.EXTRACT if sentence.text == sentence.piece.text else Kind.TIDIED
        return Sentence(sentence.text, (remark.number,), kind, remark.speaker)


class Embedded:
    """Summarises English by a learned ranker, other languages by LexRank; which of them, the summary says."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights

    @classmethod
    def shipped(cls) -> Embedded:
        """The summariser with the ranker that comes with the program."""
        return cls(shipped())

    def summarise(
        self, remarks: Sequence[Remark], words: int = WORDS, topics: Sequence[tuple[int, int]] = ()
    ) -> Summary:
        """Summarise a town hall; see `Reading.summary`. The same remarks give the same summary."""
        return self.read(remarks).summary(words, topics)

    def read(self, remarks: Sequence[Remark]) -> Reading:
        """Rank all sentences of a town hall.

        Args:
            remarks: In the order in which they were said; at most one town hall's; may be empty.
        """
        found = pieces(remarks)
        whole = tuple(quotable(found, remarks))
        language = languages.spoken(tokens(piece.text) for piece in found)
        by_number: dict[int, list[int]] = {}
        for place, piece in enumerate(found):
            by_number.setdefault(remarks[piece.remark].number, []).append(place)
        if language == languages.ENGLISH:
            sentences, vectors, ranks = self._english(found, remarks)
            return Reading(tuple(remarks), language, METHOD, tuple(sentences), whole, vectors, ranks, by_number)
        # "um" and "er" are words in German: where it is not English, nothing is dropped.
        sentences = [said(piece, piece.text) for piece in found]
        common = languages.COMMON.get(language, "").split()
        vectors = Vectors([[word for word in one.words if word not in common] for one in sentences])
        ranks = lexrank.ranks(vectors)
        return Reading(tuple(remarks), language, LEXRANK, tuple(sentences), whole, vectors, ranks, by_number)

    def _english(self, found: Sequence[Piece], remarks: Sequence[Remark]) -> tuple[list[Said], Vectors, Floats]:
        sentences = prepared(found)
        vectors = Vectors([one.content for one in sentences])
        return sentences, vectors, self.weights.ranker.ranks(measured(sentences, remarks, vectors))


def prepared(found: Sequence[Piece]) -> list[Said]:
    """English sentences without their fillers."""
    return [said(piece, tidied(piece.text) if len(piece.text) <= LONGEST_LETTERS else piece.text) for piece in found]


def fitting(sentences: Sequence[Said]) -> list[int]:
    """The places of those that are neither too short nor too long to be chosen."""
    words = np.array([length(one.text) for one in sentences], dtype=np.int64)
    return [int(place) for place in np.flatnonzero((words >= SHORTEST) & (words <= LONGEST))]

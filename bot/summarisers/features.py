"""What the ranker sees of a sentence: twenty numbers; no name, no role, no word of any subject."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from bot.domain.meetings.remarks import Remark
from bot.summarisers.sentences import Piece
from bot.summarisers.vectors import Floats, Vectors
from bot.summarisers.words import DECIDING, FILLERS, FIRST, MODAL, POINTING, STOP, TOGETHER, stem, tokens

# In the order in which they stand in the ranker's file.
NAMES = (
    "log_words", "words_to_60", "position", "near_start", "near_end", "centrality", "content_share",
    "content_log_frequency", "frequent_share", "filler_share", "question", "modal_cues", "decision_cue", "share_of_i",
    "share_of_we", "share_of_pointing", "speaker_share", "speaker_first", "log_turn_words", "place_in_turn",
)  # fmt: skip

# A word is frequent in a meeting from this share of its content words on.
FREQUENT = 0.004
# So many sentences from an end, nearness to it has halved.
HALF = 20


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it is ranked.

    ``text`` is the sentence without fillers, ``spoken`` all its words, ``words`` those of the text and ``content`` the
    stems of those that are about something.
    """

    piece: Piece
    text: str
    spoken: tuple[str, ...]
    words: tuple[str, ...]
    content: tuple[str, ...]


def said(piece: Piece, text: str) -> Said:
    """Look up the words of a sentence; ``text`` is the sentence without fillers."""
    spoken = tuple(tokens(piece.text))
    words = spoken if text == piece.text else tuple(tokens(text))
    return Said(piece, text, spoken, words, tuple(stem(word) for word in words if word not in STOP and len(word) > 1))


def measured(sentences: Sequence[Said], remarks: Sequence[Remark], vectors: Vectors) -> Floats:
    """The features of all sentences of a meeting: a row for each, a column for each of NAMES, rounded to six places."""
    count = len(sentences)
    places = np.arange(count, dtype=np.float64)
    turns = Counter[int]()
    for sentence in sentences:
        turns[sentence.piece.remark] += len(sentence.words)
    speakers = [remarks[sentence.piece.remark].speaker for sentence in sentences]
    shares = _shares(sentences, speakers)
    most = max(shares.values(), default=0.0)
    content, common = _frequencies(sentences)
    columns = [
        np.log1p(_each(sentences, lambda one: len(one.words))),
        _each(sentences, lambda one: min(len(one.words), 60)),
        places / max(count - 1, 1),
        1 / (1 + places / HALF),
        1 / (1 + places[::-1] / HALF),
        vectors.nearness_to_centre(),
        _each(sentences, lambda one: len(one.content) / max(len(one.words), 1)),
        content,
        common,
        _each(sentences, lambda one: _share(one.spoken, FILLERS)),
        _each(sentences, lambda one: "?" in one.text[-3:]),
        _each(sentences, lambda one: sum(word in MODAL for word in one.words)),
        _each(sentences, lambda one: any(word in DECIDING for word in one.words)),
        _each(sentences, lambda one: _share(one.words, FIRST)),
        _each(sentences, lambda one: _share(one.words, TOGETHER)),
        _each(sentences, lambda one: _share(one.words, POINTING)),
        np.array([shares[name] for name in speakers], dtype=np.float64),
        np.array([shares[name] == most for name in speakers], dtype=np.float64),
        np.log1p(_each(sentences, lambda one: turns[one.piece.remark])),
        _each(sentences, lambda one: one.piece.place / max(one.piece.of - 1, 1)),
    ]
    return np.round(np.stack(columns, axis=1), 6)


def _each(sentences: Sequence[Said], value: Callable[[Said], Any]) -> Floats:
    return np.array([value(sentence) for sentence in sentences], dtype=np.float64)


def _share(words: Sequence[str], listed: frozenset[str]) -> float:
    return sum(word in listed for word in words) / max(len(words), 1)


def _shares(sentences: Sequence[Said], speakers: Sequence[str]) -> dict[str, float]:
    """Each speaker's share of all words; those whom nobody knows have none."""
    counts = Counter[str]()
    for sentence, speaker in zip(sentences, speakers, strict=True):
        counts[speaker] += len(sentence.words) if speaker else 0
    return {name: words / max(counts.total(), 1) for name, words in counts.items()}


def _frequencies(sentences: Sequence[Said]) -> tuple[Floats, Floats]:
    """How often a sentence's content words occur in the meeting: the mean logarithm, and the share of frequent ones."""
    counts = Counter(word for sentence in sentences for word in sentence.content)
    logs = {word: float(np.log(times)) for word, times in counts.items()}
    least = max(3.0, FREQUENT * counts.total())
    return (
        _each(sentences, lambda one: sum(logs[word] for word in one.content) / max(len(one.content), 1)),
        _each(sentences, lambda one: sum(counts[word] >= least for word in one.content) / max(len(one.words), 1)),
    )

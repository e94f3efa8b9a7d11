"""Places where a topic may begin that nobody marked: somebody moves on, or begins to speak at length."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from itertools import accumulate

from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.sentences import own
from bot.domain.meetings.suggestions import Suggestion, SuggestionKind, Tier

MOST = 4
# No two are nearer than this share of the words, and none stands before half of it.
SHARE = 0.06
# Below this nothing begins. With it, the rule found four places a meeting in QMSum's training split, as people did.
LEAST = 2.0
# Shorter meetings have one topic.
FEWEST_REMARKS, FEWEST_WORDS = 60, 1500
# How far ahead somebody begins to speak at length.
AHEAD = 3
_READ_LETTERS = 300

_CUE = re.compile(
    r"\b(?:next (?:topic|item|point|thing|question|up)|move on|moving on|agenda|"
    r"let['’]?s (?:move|go on|start|talk|turn)|turn to|next,|presentation|"
    r"the last (?:thing|item|topic)|any other business|questions? (?:from|to)|chair|minutes|"
    r"meeting)\b",
    re.IGNORECASE,
)


def splits(remarks: Sequence[Remark], most: int = MOST) -> tuple[Suggestion, ...]:
    """Suggest where topics may begin in a town hall that has none, in the order of the remarks.

    On the validation split of QMSum (35 meetings): Pk 0.343, where no boundary at all has 0.375; F1 0.386 within 2 % of
    the turns.
    """
    words = [len(one.text.split()) for one in remarks]
    total = sum(words)
    if len(remarks) < FEWEST_REMARKS or total < FEWEST_WORDS:
        return ()
    before = [0, *accumulate(words)]
    kept: list[int] = []
    found: list[Suggestion] = []
    for score, place in _ranked(remarks, words, total / len(words)):
        if score < LEAST or len(kept) >= most:
            break
        apart = all(abs(before[place] - before[other]) >= SHARE * total for other in kept)
        if apart and before[place] >= SHARE / 2 * total and (one := _suggested(remarks[place], score)):
            kept.append(place)
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.sources))


def _ranked(remarks: Sequence[Remark], words: Sequence[int], mean: float) -> list[tuple[float, int]]:
    scores = [
        round(
            math.log1p(max(words[place : place + AHEAD]) / mean) + (_CUE.search(one.text[:_READ_LETTERS]) is not None),
            6,
        )
        for place, one in enumerate(remarks)
    ]
    return sorted(((score, place) for place, score in enumerate(scores)), key=lambda pair: (-pair[0], pair[1]))


def _suggested(remark: Remark, score: float) -> Suggestion | None:
    """The sentence with the words that say so, or the first of the remark."""
    sentences = own(remark.text)
    cues = ((text, cue) for text in sentences if (cue := _CUE.search(text)) and text in remark.text[:_READ_LETTERS])
    text, cue = next(cues, (sentences[0] if sentences else "", None))
    if not text or len(text) > 2 * _READ_LETTERS:
        return None
    start = remark.text.find(text)
    return Suggestion(
        SuggestionKind.SPLIT,
        Tier.CUED if cue else Tier.PRESENTED,
        text,
        (remark.number,),
        speaker=remark.speaker,
        why=(cue.group(),) if cue else (),
        span=(start + cue.start(), start + cue.end()) if cue else None,
        confidence=score,
    )

"""Sentences that are like ones in which people settle or take on something: the least sure of all suggestions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.domain.meetings.questions import innermost
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.sentences import own
from bot.domain.meetings.suggestions import Suggestion, SuggestionKind, Tier
from bot.domain.meetings.words import stem, tokens
from bot.summarisers.vectors import Vectors

A_TOPIC = 2
SHORTEST, LONGEST = 5, 40
# Below this cosine nothing is alike.
LEAST = 0.35

PROTOTYPES: tuple[tuple[SuggestionKind, str], ...] = (
    (SuggestionKind.RESOLUTION, "so we are going to do it that way then"),
    (SuggestionKind.RESOLUTION, "that is the decision, we keep it as it is"),
    (SuggestionKind.RESOLUTION, "okay then we will use this one"),
    (SuggestionKind.RESOLUTION, "everybody is happy with that so it stays"),
    (SuggestionKind.RESOLUTION, "the final choice is the first option"),
    (SuggestionKind.ACTION, "somebody has to write that up before the next meeting"),
    (SuggestionKind.ACTION, "you need to send it to the group this week"),
    (SuggestionKind.ACTION, "the next step is to finish the draft"),
    (SuggestionKind.ACTION, "we have to prepare this for next time"),
)


def similar(remarks: Sequence[Remark], topics: Sequence[tuple[int, int]], most: int = A_TOPIC) -> list[Suggestion]:
    """Find the sentences nearest to the prototypes, at most so many a topic; without topics the meeting is one.

    English only. Most of what it finds is nothing: it is for those who look for what they missed.
    """
    said = [
        (one, text)
        for one in remarks
        for text in own(one.text)
        if SHORTEST <= len(text.split()) <= LONGEST and not text.rstrip().endswith("?")
    ]
    if not said:
        return []
    nearest, kinds = _nearest([text for _one, text in said])
    spans = topics or [(remarks[0].number, remarks[-1].number)]
    inside = [innermost(one.number, spans) for one, _text in said]
    left = dict.fromkeys(range(len(spans)), most)
    found = []
    for place in np.argsort(-nearest, kind="stable"):
        at = inside[place]
        if nearest[place] < LEAST:
            break
        if at >= 0 and left[at]:
            left[at] -= 1
            remark, text = said[place]
            found.append(_suggested(remark, text, kinds[place], float(nearest[place])))
    return found


def _nearest(texts: Sequence[str]) -> tuple[np.ndarray, list[SuggestionKind]]:
    """How near each text is to the prototype nearest to it, and what that one is."""
    # All words count: it is the small ones that make a sentence sound like a decision.
    vectors = Vectors([[stem(word) for word in tokens(text)] for text in (*texts, *(one for _kind, one in PROTOTYPES))])
    rows = [vectors.nearness_to_sentence(len(texts) + row)[: len(texts)] for row in range(len(PROTOTYPES))]
    table = np.round(np.stack(rows), 6)
    return table.max(axis=0), [PROTOTYPES[row][0] for row in table.argmax(axis=0)]


def _suggested(remark: Remark, text: str, kind: SuggestionKind, nearness: float) -> Suggestion:
    start = remark.text.find(text)
    return Suggestion(
        kind,
        Tier.SIMILAR,
        text,
        (remark.number,),
        speaker=remark.speaker,
        span=(start, start + len(text)),
        confidence=nearness,
    )

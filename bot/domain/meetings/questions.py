"""Questions that were put to everybody and that nobody answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from bot.domain.meetings.owners import Known, Names
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.sentences import own
from bot.domain.meetings.suggestions import Suggestion, SuggestionKind, Tier
from bot.domain.meetings.words import content

SHORTEST = 5
LIMIT_LETTERS = 1000
# An answer follows within so many remarks.
NEAR = 8
MOST = 5

Rank = Callable[[int, str], float]
"""How much a sentence matters: the number of its remark, and the sentence."""


def open_questions(
    remarks: Sequence[Remark],
    replies: Mapping[int, int],
    rank: Rank,
    *,
    topics: Sequence[tuple[int, int]] = (),
    people: Iterable[Known] = (),
    most: int = MOST,
) -> tuple[Suggestion, ...]:
    """Find questions of five words or more that no other person's reply follows.

    A reply is a remark that answers by link, or one of the next eight that shares a word that is about something. A
    question that begins with somebody's name or a mention is put to them alone, and left out.

    Args:
        remarks: In the order in which they were said.
        replies: The number of the remark that a remark answers, by its own.
        rank: How much a sentence matters.
        topics: The first and the last number of each topic.
        people: Whose names begin no question to all; that of everybody who spoke is known.
        most: How many a topic may have, and what stands outside all topics.

    Returns:
        The ones that matter most come first.
    """
    speakers = dict.fromkeys(one.speaker for one in remarks if one.speaker)
    asking = _Asking(remarks, replies, Names([*people, *(Known(name, (name,)) for name in speakers)]))
    found = [asking.suggested(place, text, rank) for place, text in asking.open()]
    # One question that a person repeats is one.
    first: dict[tuple[str, str], Suggestion] = {}
    for one in found:
        first.setdefault((one.speaker, " ".join(one.text.casefold().split())), one)
    return tuple(_within(sorted(first.values(), key=lambda one: (-one.confidence, one.sources)), topics, most))


def _within(ranked: Iterable[Suggestion], topics: Sequence[tuple[int, int]], most: int) -> Iterator[Suggestion]:
    """Of each topic so many."""
    counts: Counter[int] = Counter()
    for one in ranked:
        topic = innermost(one.sources[0], topics)
        counts[topic] += 1
        if counts[topic] <= most:
            yield one


def is_question(text: str) -> bool:
    """Whether a sentence ends as a question does, in any script."""
    return text.rstrip(" \"'”’)*_").endswith(("?", "\uff1f", "\u061f"))


def innermost(number: int, topics: Sequence[tuple[int, int]]) -> int:
    """The place of the innermost topic, which is the last that holds the remark; -1 where none does."""
    return max((at for at, (first, last) in enumerate(topics) if first <= number <= last), default=-1)


class _Asking:
    def __init__(self, remarks: Sequence[Remark], replies: Mapping[int, int], names: Names) -> None:
        self._remarks = remarks
        self._names = names
        by_number = {one.number: one for one in remarks}
        self._answered: dict[int, set[str]] = {}
        for number, asked in replies.items():
            if number in by_number:
                self._answered.setdefault(asked, set()).add(by_number[number].speaker)
        self._content = cache(self._read)

    def _read(self, place: int) -> frozenset[str]:
        return content(self._remarks[place].text)

    def open(self) -> list[tuple[int, str]]:
        """The places of remarks with questions that are open, and the questions."""
        return [
            (place, text)
            for place, one in enumerate(self._remarks)
            if "?" in one.text or "\uff1f" in one.text or "\u061f" in one.text
            for text in own(one.text)
            if self._is_for_all(text) and not self._is_answered(place, text)
        ]

    def _is_for_all(self, text: str) -> bool:
        if not is_question(text) or len(text) > LIMIT_LETTERS or len(text.split()) < SHORTEST:
            return False
        start = len(text) - len(text.lstrip(" *_"))
        return not text.startswith(("@", "<@"), start) and self._names.at(text, start) is None

    def _is_answered(self, place: int, text: str) -> bool:
        asker = self._remarks[place].speaker
        if any(who != asker or not who for who in self._answered.get(self._remarks[place].number, ())):
            return True
        words = content(text)
        near = range(place + 1, min(place + 1 + NEAR, len(self._remarks)))
        return any(
            (self._remarks[at].speaker != asker or not asker) and not words.isdisjoint(self._content(at)) for at in near
        )

    def suggested(self, place: int, text: str, rank: Rank) -> Suggestion:
        remark = self._remarks[place]
        return Suggestion(
            SuggestionKind.QUESTION,
            Tier.UNANSWERED,
            text,
            (remark.number,),
            speaker=remark.speaker,
            confidence=rank(remark.number, text),
        )

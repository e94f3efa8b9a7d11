"""The prose of minutes: sentences chosen from what was said."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.meetings.minutes import Minutes


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, the lines that it rests on, and how it came about."""

    text: str
    sources: tuple[int, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What was said in short: of all, and of each topic in its order. ``suggestions`` wait for a person's word."""

    sentences: tuple[Sentence, ...]
    topics: tuple[tuple[Sentence, ...], ...]
    suggestions: tuple[Sentence, ...]


def summarised(made: Minutes, words: int) -> Summary:
    """Sum up what was said, in so many words; nothing yet: the marks speak for themselves."""
    del words
    return Summary((), tuple(() for _topic in made.topics), ())

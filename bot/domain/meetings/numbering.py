"""Ids of the parts of minutes: a letter for what it is, and a number that never comes again."""

from __future__ import annotations

from collections import Counter

SENTENCE, PHRASE, TOPIC, POSITION = "s", "k", "t", "p"
RESOLUTION, ACTION, QUESTION, NOTE, QUOTATION, SUGGESTION = "d", "a", "q", "n", "v", "g"


class Numbers:
    """Gives ids, each once: of every letter the next number, after those that were given before."""

    def __init__(self, after: int = 0) -> None:
        self._after = after
        self._given = Counter[str]()

    def __call__(self, letter: str) -> str:
        """The next id of a letter."""
        self._given[letter] += 1
        return f"{letter}{self._after + self._given[letter]}"

    @property
    def highest(self) -> int:
        """The highest number that was ever given."""
        return self._after + max(self._given.values(), default=0)

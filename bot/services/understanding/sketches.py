"""A message with names replaced by what they are, so that the ways of asking can be told apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.services.understanding.tokens import Tokens

_SHORTENED = frozenset("what who where how why that there here it he she".split())
"""Words after which "'s" is short for "is"."""
SYSTEM, LICENCE, DEFINITION, COMPONENT = "SYS", "LIC", "DEF", "COMP"


@dataclass(frozen=True, slots=True)
class Place:
    """A run of pieces that names something, and what it is."""

    first: int
    after: int
    word: str


def sketch(tokens: Tokens, places: Iterable[Place], leaving_out: Sequence[bool] = ()) -> str:
    """Write a message in folded words, with SYS, LIC, DEF and COMP for what it names.

    Args:
        places: Where two overlap, the earlier one in the list counts.
        leaving_out: Pieces that are not to be written.
    """
    named: dict[int, Place] = {}
    covered: set[int] = set()
    for place in places:
        span = range(place.first, place.after)
        if covered.isdisjoint(span):
            covered.update(span)
            named[place.first] = place
    words: list[str] = []
    for at, piece in enumerate(tokens.pieces):
        if leaving_out and leaving_out[at]:
            continue
        words += piece.marks
        if at in named:
            words.append(named[at].word)
        elif at not in covered:
            words.append(f"{piece.key}s" if piece.possessive and piece.key in _SHORTENED else piece.key)
    return " ".join([*words, *tokens.ending])

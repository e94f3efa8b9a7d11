"""Lengths as the platform counts them, and texts cut to fit."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[.!?…][\"”’)\]*_]*(?=\s|$)|\n")
_PAIRS = ("```", "**", "`")


def length(text: str) -> int:
    """The length in UTF-16 units, which no count of the platform's exceeds."""
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, limit: int) -> str:
    """Cut a label or a name: what is too long ends with an ellipsis."""
    if length(text) <= limit:
        return text
    return _prefix(text, limit - 1).rstrip() + "…"


def cut_at_sentence(text: str, limit: int, notice: str) -> str:
    """Cut a text after a whole sentence, and say with a notice where the rest is.

    No Markdown is left open: a cut never falls inside bold or code, nor inside a link.

    Args:
        limit: The length of the result at most, the notice included.
    """
    if length(text) <= limit:
        return text
    ending = f"\n\n{notice}"
    room = _prefix(text, limit - length(ending))
    ends = [match.end() for match in _SENTENCE_END.finditer(room)]
    ends = ends or [match.start() for match in re.finditer(r"\s", room)]
    for end in reversed(ends):
        if _closed(room[:end]):
            return room[:end].rstrip() + ending
    return cut(_plain(room), limit - length(ending)) + ending


def _prefix(text: str, limit: int) -> str:
    """The longest beginning of a text within a limit."""
    shorter = text[: max(limit, 0)]
    while length(shorter) > limit:
        shorter = shorter[: limit - length(shorter)]
    return shorter


def _closed(text: str) -> bool:
    """Whether no bold, no code and no link is left open."""
    bare = re.sub(r"\\.", "", text, flags=re.DOTALL)
    if any(bare.count(mark) % 2 for mark in _PAIRS):
        return False
    return bare.count("[") == bare.count("]") and not re.search(r"\]\([^)]*$", bare)


def _plain(text: str) -> str:
    return re.sub(r"[`*\[\]]", "", text)

"""Texts that remember, letter by letter, which part of another text they stand for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

# Takes no room when shown, or cannot be shown: controls, signs of direction, tags, blank letters of Hangul and Braille.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {chr(at) for at in range(0xFE00, 0xFE10)}
# One letter, and the marks that are set upon it.
_MARKED = re.compile(r".[\u0300-\u036f]+|[^\x00-\x7f]", re.DOTALL)
_SPACES = re.compile(r"\s+")
_DOUBLE = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u300e\u300f\u2033"
_SINGLE = "\u2018\u2019\u201a\u201b\u2039\u203a\u2032"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_TYPOGRAPHY = (
    dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DASHES, "-") | {"\u2026": "..."}
)


def unseen(sign: str) -> bool:
    """Whether a sign is none that people see; white space is seen."""
    return not sign.isspace() and (sign in _BLANK or unicodedata.category(sign) in _UNSEEN)


@dataclass(frozen=True, slots=True)
class Aligned:
    """A text made of another one.

    ``starts`` and ``ends`` say of each letter which part of the other text it stands for.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Aligned:
        """The text itself."""
        return cls(text, tuple(range(len(text))), tuple(range(1, len(text) + 1)))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Which part of the other text some letters stand for; never empty."""
        return self.starts[start], self.ends[end - 1]

    def replaced(self, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str | None]) -> Aligned:
        """Put other letters in the place of what is found; what is given None for stays."""
        texts: list[str] = []
        starts: list[tuple[int, ...]] = []
        ends: list[tuple[int, ...]] = []
        done = 0
        for found in pattern.finditer(self.text):
            new = by(found)
            if new is None:
                continue
            start, end = found.span()
            texts += [self.text[done:start], new]
            starts += [self.starts[done:start], (self.starts[start],) * len(new)]
            ends += [self.ends[done:start], (self.ends[end - 1],) * len(new)]
            done = end
        if not texts:
            return self
        return Aligned(
            "".join([*texts, self.text[done:]]),
            tuple(chain(*starts, self.starts[done:])),
            tuple(chain(*ends, self.ends[done:])),
        )


_SIGN = re.compile(r"[^\x20-\x7e]")


def visible(text: Aligned) -> Aligned:
    """A text without what nobody sees; white space of every kind becomes a space."""
    return text.replaced(_SIGN, _seen)


def _seen(sign: re.Match[str]) -> str | None:
    if sign[0].isspace():
        return " "
    return "" if unseen(sign[0]) else None


def folded(text: str) -> Aligned:
    """A text in which white space, quotation marks, dashes and the forms of a letter make no difference."""
    return Aligned.of(text).replaced(_MARKED, _form).replaced(_SPACES, lambda _spaces: " ")


def _form(found: re.Match[str]) -> str:
    return _TYPOGRAPHY.get(found[0]) or "".join(
        _TYPOGRAPHY.get(sign, sign) for sign in unicodedata.normalize("NFKC", found[0])
    )

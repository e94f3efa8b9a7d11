"""Quotations: found in a sentence, and sought in what was said, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.meetings.model_sentences import Quote
from bot.summarisers.chat_model.alignments import Aligned, folded
from bot.summarisers.chat_model.labelling import Shown

_SINGLE = re.compile(r"(?<![\w'])'(?=\S)(.+?)(?<=\S)'(?![\w'])")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence, in order: what stands in quotation marks is ``quoted``, the marks themselves are not."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quotation stands: from ``start`` to ``end`` in the text of ``shown`` as it was sent."""

    shown: Shown
    start: int
    end: int

    @property
    def quote(self) -> Quote:
        """The quotation in the remark's own letters."""
        first, last = self.shown.aligned.span(self.start, self.end)
        return Quote(self.shown.original[first:last], self.shown.number, first, last)

    @property
    def sent(self) -> str:
        """The quotation as it was sent, with labels for names."""
        return self.shown.text[self.start : self.end]


def parts(text: str) -> list[Part] | None:
    """Cut a folded sentence at its quotation marks; None where one has no partner."""
    if text.count('"') % 2:
        return None
    found: list[Part] = []
    for place, piece in enumerate(text.split('"')):
        if place % 2:
            found += [Part('"', quoted=False), Part(piece, quoted=True), Part('"', quoted=False)]
        else:
            found += _singles(piece)
    return found


def _singles(text: str) -> list[Part]:
    pieces = _SINGLE.split(text)
    found: list[Part] = []
    for place, piece in enumerate(pieces):
        if place % 2:
            found += [Part("'", quoted=False), Part(piece, quoted=True), Part("'", quoted=False)]
        else:
            found.append(Part(piece, quoted=False))
    return found


def sought(quotation: str, cited: Sequence[tuple[Shown, Aligned]]) -> list[Found]:
    """Find a quotation in cited remarks: its first place in each in which it stands, from word to word.

    Args:
        quotation: Folded.
        cited: The remarks, each with its text folded.
    """
    needle = quotation.strip()
    if not _WORD.search(needle):
        return []
    before = r"(?<!\w)" if _WORD.match(needle[0]) else ""
    after = r"(?!\w)" if _WORD.match(needle[-1]) else ""
    pattern = re.compile(before + re.escape(needle) + after)
    found = []
    for shown, text in cited:
        if place := pattern.search(text.text):
            found.append(Found(shown, *text.span(*place.span())))
    return found


def bare(quote: str) -> str:
    """A quotation, folded, without the quotation marks that a model put around it."""
    text = folded(quote).text.strip()
    while len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].strip()
    return text

"""The sentences of remarks, each with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.sentences import own, split

__all__ = ["Piece", "pieces", "split"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence as it stands in its remark.

    ``remark`` is the remark's place in what was given, from 0; ``place`` the sentence's place among the ``of``
    sentences of its remark, from 0.
    """

    remark: int
    place: int
    of: int
    text: str


def pieces(remarks: Sequence[Remark]) -> list[Piece]:
    """All sentences that are the speaker's own: no lines quoted from others, no code, no marks of a scribe."""
    found = []
    for index, remark in enumerate(remarks):
        texts = own(remark.text)
        found += [Piece(index, place, len(texts), text) for place, text in enumerate(texts)]
    return found

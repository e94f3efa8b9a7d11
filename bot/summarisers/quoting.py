"""Which sentences can be quoted as whole ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.domain.meetings.remarks import Remark
from bot.summarisers.sentences import Piece

# Sixty words have no more letters than this.
LONGEST_LETTERS = 2000
# Shorter ones ("ok", "sure") tell nothing of how somebody writes.
_TELLING_LETTERS = 30

_UNHEARD = re.compile(r"\[\s*(?:unintelligible|inaudible|crosstalk|indiscernible)", re.IGNORECASE)
_ENDED = re.compile(r"[.?!…\u3002\uff01\uff1f][\"'”’)\]»\u300d\u300f\uff09]*\Z")


def quotable(found: Sequence[Piece], remarks: Sequence[Remark]) -> list[bool]:
    """Whether each sentence is whole.

    One with a part that nobody understood is not. One without an end mark is broken off if its speaker ends most
    sentences with one; in chat many people end none.
    """
    long, ended = Counter[str](), Counter[str]()
    ends = [_ends(piece) for piece in found]
    for piece, end in zip(found, ends, strict=True):
        if len(piece.text) >= _TELLING_LETTERS:
            long[remarks[piece.remark].speaker] += 1
            ended[remarks[piece.remark].speaker] += end
    closing = {speaker for speaker, count in long.items() if 2 * ended[speaker] > count}
    return [
        (end or remarks[piece.remark].speaker not in closing)
        and len(piece.text) <= LONGEST_LETTERS
        and not _UNHEARD.search(piece.text)
        for piece, end in zip(found, ends, strict=True)
    ]


def _ends(piece: Piece) -> bool:
    return _ENDED.search(piece.text[-10:]) is not None

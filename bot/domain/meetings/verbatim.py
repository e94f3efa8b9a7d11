"""Blocks quoted as they are, between ``` and ``` or [[ and ]]: no mark counts in them.

Source: scribe2doc, "Verbatim text" (w3c/scribe2). Read November 2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.domain.meetings.records import Kind, Record

_OPENED = re.compile(r" *(?:(```)\w*|(\[\[)) *$")


def set_apart(found: Iterable[Record]) -> None:
    """Set blocks apart; each person's are their own, whoever writes between."""
    ends: dict[str, str] = {}
    for record in found:
        if record.kind is Kind.LEFT_OUT:
            continue
        end = ends.get(record.speaker)
        if end is None:
            if opened := _OPENED.match(record.text):
                ends[record.speaker] = "```" if opened[1] else "]]"
                record.kind = Kind.LEFT_OUT
        elif record.text.rstrip(" ").endswith(end):
            del ends[record.speaker]
            record.kind = Kind.LEFT_OUT
        else:
            record.kind = Kind.VERBATIM

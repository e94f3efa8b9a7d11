"""Which marks take the right to lead: what only facilitators and scribes of a town hall may declare."""

from __future__ import annotations

import re

from bot.domain.meetings.marks import visible

_LED = (
    "startmeeting|endmeeting|save|meetingname|topic|agreed?|accepted|rejected?|failed|inconclusive|undo|chair|unchair"
    "|motion|close"
)
_NEEDS_LEAVE = re.compile(
    rf"\s*[*_]{{0,3}}(?:[#!^](?:{_LED})(?![a-z])"
    r"|(?:(?:sub-?)?topic|resol(?:ved|ution)|meeting|chairs?|scribe(?:nick|options)?) *[:\uff1a+=-]"
    # Corrections change what others marked, and put lines in that nobody typed.
    r"|[si][/|])",
    re.IGNORECASE,
)
_BOUNDS = re.compile(r"\s*[*_]{0,3}[#!](?:start|end)meeting(?![a-z])", re.IGNORECASE)


def needs_leave(line: str) -> bool:
    """Whether a line is a mark that settles something for all, or changes what others marked.

    Anybody may take on an action item, raise an issue, note something, vote, or say that they are there.
    """
    return _NEEDS_LEAVE.match(visible(line)) is not None


def bounds(line: str) -> bool:
    """Whether a line begins or ends a meeting: what a town hall does that is opened and closed by a command."""
    return _BOUNDS.match(visible(line)) is not None

"""Marks as they are recognised while a town hall is going on, so that whoever typed one is answered at once.

What they make of the minutes is decided later, from the whole of the town hall.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.meetings import commands, w3c
from bot.domain.meetings.discussions import Mark
from bot.domain.meetings.marks import visible

_OFF = re.compile(r"\s*(?:\[\s*off\s*\]|\W{0,3}off[ -]the[ -]record\b)", re.IGNORECASE)
_OFF_ALONE = re.compile(
    r"\s*(?:\[\s*off\s*\]|\W{0,3}off[ -]the[ -]record)[\s.!,)\]]*(?:please)?[\s.!)]*", re.IGNORECASE
)
_SPAN = re.compile(r"\s*[#!](off|on)\s*[.!]?\s*$", re.IGNORECASE)
_QUIET = frozenset("meeting chair unchair scribe unscribe".split())
_NAMED = re.compile(r"<@!?(\d{15,20})>")


class Right(StrEnum):
    """Who may set a mark: everybody, or facilitators, scribes and moderators."""

    ALL = "all"
    LEADING = "leading"


@dataclass(frozen=True, slots=True)
class TypedMark:
    """A mark that somebody typed into a remark.

    ``name`` is how it is called ("agreed", "topic", "undo"). ``quiet`` marks look like ordinary sentences; from
    somebody without the right they are taken for that, and nobody is told. ``needs_text``: it says nothing without.
    """

    name: str
    text: str
    right: Right = Right.ALL
    quiet: bool = False
    needs_text: bool = False

    @property
    def roles(self) -> bool:
        """Whether it gives people a role, or takes it away."""
        return self.name in ("chair", "unchair", "scribe", "unscribe")

    @property
    def persons(self) -> tuple[str, ...]:
        """The people that it mentions."""
        return tuple(f"discord:{id_}" for id_ in _NAMED.findall(self.text))


def typed_mark(text: str) -> TypedMark | None:
    """The mark that a remark is, in any notation; None if it is none."""
    seen = visible(text)
    if seen.lstrip().startswith(("```", ">")):
        return None
    read = commands.command(seen)
    if read is not None:
        right = Right.LEADING if read.name in commands.LED else Right.ALL
        return TypedMark(read.name, read.text, right, needs_text=read.name in commands.WORDED)
    named = w3c.mark(seen)
    if named is None:
        return None
    name, said = named
    right = Right.ALL if name in w3c.BY_ALL else Right.LEADING
    return TypedMark(name, said, right, quiet=name in _QUIET, needs_text=name in w3c.WORDED)


def off_the_record(text: str) -> bool:
    """Whether a message asks not to be kept: it begins with "off the record" or "[off]"."""
    return bool(_OFF.match(visible(text)))


def off_alone(text: str) -> bool:
    """Whether a message says nothing but that: as a reply, it means the message that it replies to."""
    return bool(_OFF_ALONE.fullmatch(visible(text)))


def span_switched(text: str) -> bool | None:
    """Whether a message begins a time off the record (True) or ends it (False); None if it is neither."""
    found = _SPAN.match(visible(text))
    return None if found is None else found[1].casefold() == "off"


# Everybody may set these, as on IRC.
BY_ALL = frozenset({Mark.ACTION, Mark.INFO})

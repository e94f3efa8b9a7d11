"""How a line is looked at when a mark is sought in it: without colours, bold type and invisible signs."""

from __future__ import annotations

import re

# Bold, colours and the like as IRC clients send them.
_CODES = re.compile(r"\x03(?:\d{1,2}(?:,\d{1,2})?)?|[\x00-\x08\x0b-\x1f]")
# Signs that only say in which direction text runs, or that take no room.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_BOLD = re.compile(r"(\s*)(\*{1,3}|_{1,3})(?=[#!^\w])")


def visible(text: str) -> str:
    """Take away what nobody sees; tabs become spaces."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", _CODES.sub("", text)).replace("\t", " ")


def unemphasised(text: str) -> str | None:
    """Take away the bold or slanted type with which a line begins; None where it begins without."""
    found = _BOLD.match(text)
    if found is None:
        return None
    space, sign = found.groups()
    rest = text[found.end() :]
    if sign not in rest:
        return None
    return space + rest.replace(sign, "", 1)

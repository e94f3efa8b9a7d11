"""What people wrote, on one line of Markdown: it means nothing there but itself, and is read back as it was."""

from __future__ import annotations

import re
import unicodedata

# What Markdown or a browser takes for more than a letter, wherever it stands.
_SIGNS = re.compile(r"([\\`*_\[\]<>|~{}&])")
# And what it does so only at the beginning of a line.
_FIRST = re.compile(r"(?:[#+=-]|\d{1,9}(?=[.)]))")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|⟨U\+([0-9A-F]{4,6})⟩")
_EDGES = re.compile(r"^\s+|\s+$")
# They join letters to words and to pictures, and hide nothing.
_JOINERS = "\u200c\u200d"
_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Cs", "Co"})


def shown(text: str) -> str:
    """Write a text; what nobody sees shows by its number: ⟨U+202E⟩."""
    if not text.isascii() or not text.isprintable():
        text = "".join(_coded(sign) if _hides(sign) else sign for sign in text)
    text = _EDGES.sub(lambda found: "".join(map(_coded, found.group())), _SIGNS.sub(r"\\\1", text))
    if first := _FIRST.match(text):
        place = first.end() if first.group().isdigit() else 0
        return f"{text[:place]}\\{text[place:]}"
    return text


def understood(text: str) -> str:
    """Read what was written so."""
    return _ESCAPED.sub(_plain, text.strip())


def _hides(sign: str) -> bool:
    return sign == "⟨" or (sign not in _JOINERS and unicodedata.category(sign) in _HIDDEN)


def _coded(sign: str) -> str:
    return f"⟨U+{ord(sign):04X}⟩"


def _plain(found: re.Match[str]) -> str:
    if found[1]:
        return found[1]
    number = int(found[2], 16)
    return chr(number) if number <= 0x10FFFF and not 0xD800 <= number <= 0xDFFF else found.group()

"""Drops fillers from a sentence; what is left are its own words in their own order."""

from __future__ import annotations

import re

_SOUND = r"(?:(?:u+h+m*|u+m+|e+rm?|e+h+|a+h+|h+m+|m+h*m+)(?:\s?-\s?(?:hu+h|hm+|u+h|u+m))?)"
_FILLER = re.compile(rf"(,?)\s*(?<![\w'’-]){_SOUND}(?![\w'’-])\s*(,?)", re.IGNORECASE)
# Said to gain time only where commas, or an end, set it apart: "do you know" asks something.
_PHRASE = re.compile(r"(^|,)\s*(?:you know|i mean)\s*(?=[,.?!;]|$)", re.IGNORECASE)
_LEADING = re.compile(r"^(?:(?:so|well|okay|ok|alright|oh)\s*[,.]\s*)+(?=\w)", re.IGNORECASE)
_COMMAS = re.compile(r"\s*,(?:\s*,)+")
_BEFORE_END = re.compile(r"[\s,]+(?=[.?!;:](?:\s|$))")


def tidied(sentence: str) -> str:
    """The sentence without fillers; as it was where there are none. Nothing is put in and no letter changes."""
    if not (_FILLER.search(sentence) or _PHRASE.search(sentence) or _LEADING.search(sentence)):
        return sentence
    text = _FILLER.sub(_without, sentence)
    text = _PHRASE.sub(r"\1", text)
    text = _COMMAS.sub(",", text)
    text = _LEADING.sub("", text.lstrip(" ,"))
    return " ".join(_BEFORE_END.sub("", text).split()).lstrip(" ,.;")


def _without(found: re.Match[str]) -> str:
    return f"{found.group(1)} "

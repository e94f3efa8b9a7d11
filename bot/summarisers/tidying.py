"""Drops fillers and stamps from a sentence; what is left are its own words in their own order."""

from __future__ import annotations

import re

# A filler stands alone between spaces, with a comma at most: nothing inside an address is touched. Mrs Um, an ER and
# 5 mm are none either.
_SOUND = r"(?:u+h+m*|u+m+|e+rm?|e+h+|a+h+|h+m+|m+h*m+)(?:\s?-\s?(?:hu+h|hm+|u+h|u+m))?"
_FIRST = r"^(?:[Uu]h+m*|[Uu]m+|[Ee]rm?|[Ee]h+|[Aa]h+|[Hh]m+|[Mm]h*m+)(?:\s?-\s?(?:hu+h|hm+|u+h|u+m))?"
_FILLER = re.compile(rf"(?:(?<!\d)(,?)\s+{_SOUND}|{_FIRST})(?:,(?=\s|$)|(?=\s|$|[.?!;:…]+(?:\s|$)))")
# Said to gain time only where commas set it apart: "do you know" asks something.
_PHRASE = re.compile(r"(?:(,)\s+|^)(?:you know|i mean)(?=,\s)", re.IGNORECASE)
_LEADING = re.compile(r"^(?:(?:so|well|okay|ok|alright|oh),\s+)+(?=\w)", re.IGNORECASE)
# Where a transcript was at that moment: nobody said it.
_STAMP = re.compile(r"\[(?:\d{1,2}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?\]\s*")
_COMMAS = re.compile(r",(?:\s*,)+")
_BEFORE_END = re.compile(r"[\s,]+(?=[.?!;:]+(?:\s|$))")


def tidied(sentence: str) -> str:
    """The sentence without fillers and stamps; as it was where there are none. No letter of what is left changes."""
    text = _PHRASE.sub(r"\1", _FILLER.sub(r"\1", _STAMP.sub("", sentence)))
    text = _LEADING.sub("", text.lstrip(" ,"))
    if text == sentence:
        return sentence
    return _BEFORE_END.sub("", " ".join(_COMMAS.sub(",", text).split())).lstrip(" ,.;")

"""Key phrases: words that people used again and again, found by counting."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from bot.domain.meetings.remarks import Remark
from bot.summarisers import languages
from bot.summarisers.words import DECIDING, FILLERS, MODAL, STOP

COUNT = 8
# What fewer remarks hold was said in passing; what more hold need not all be named.
LEAST, LEAST_ALONE, NAMED = 2, 3, 50
_WORD = re.compile(r"[^\W\d_][\w-]*(?:['’][^\W\d_]+)*")
_LINK = re.compile(r"\S+://\S+|```.*?(?:```|\Z)|^\s*[#!^>].*$|<[@#:][^>]*>", re.DOTALL | re.MULTILINE)
_SHORTEST = 3
_EMPTY = STOP | FILLERS | MODAL | DECIDING

Found = dict[str, list[int]]


def phrases(remarks: Sequence[Remark], language: str) -> list[tuple[str, tuple[int, ...]]]:
    """The phrases of one or two words that the most remarks hold, with their first remarks' numbers.

    Empty where the language is none whose commonest words are known: those would be all that is found.
    """
    common = languages.COMMON.get(language)
    if common is None:
        return []
    stop = _EMPTY if language == languages.ENGLISH else frozenset(common.split())
    single, double = _found(remarks, stop)
    weights = {phrase: len(places) for phrase, places in single.items() if len(places) >= LEAST_ALONE}
    # Two words together say more than each alone.
    weights |= {phrase: 2 * len(places) for phrase, places in double.items() if len(places) >= LEAST}
    chosen: list[str] = []
    taken = Counter[str]()
    for phrase in sorted(weights, key=lambda one: (-weights[one], (single.get(one) or double[one])[0], one)):
        if not any(taken[word] for word in phrase.split()):
            chosen.append(phrase)
            taken.update(phrase.split())
        if len(chosen) == COUNT:
            break
    return [(phrase, tuple((double.get(phrase) or single[phrase])[:NAMED])) for phrase in chosen]


def _found(remarks: Sequence[Remark], stop: frozenset[str]) -> tuple[Found, Found]:
    """The remarks that hold each word, and each two words with nothing but a space between."""
    single: Found = {}
    double: Found = {}
    for remark in remarks:
        text = _LINK.sub(" . ", remark.text).casefold()
        said = [found for found in _WORD.finditer(text) if _tells(found.group(), stop)]
        for found in said:
            _note(single, found.group(), remark.number)
        for first, second in pairwise(said):
            if text[first.end() : second.start()] == " ":
                _note(double, f"{first.group()} {second.group()}", remark.number)
    return single, double


def _tells(word: str, stop: frozenset[str]) -> bool:
    return len(word) >= _SHORTEST and word.replace("’", "'") not in stop


def _note(found: Found, phrase: str, number: int) -> None:
    places = found.setdefault(phrase, [])
    if not places or places[-1] != number:
        places.append(number)

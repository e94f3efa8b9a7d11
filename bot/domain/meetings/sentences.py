"""Cuts what was said into sentences by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Never the end of a sentence, whatever follows.
TITLES = frozenset("mr mrs ms mx dr prof hon rev gen col capt lt sgt sen rep gov st messrs vs cf viz eg ie".split())
# The end of a sentence only where a capital follows.
ABBREVIATIONS = frozenset("etc inc ltd co corp jr sr approx dept est ext al ca bzw usw evtl sog resp env".split())
# An abbreviation only before a number.
NUMBERED = frozenset("no nr art p pp fig sec ch vol ver rev eq para cl".split())
LONGEST_ABBREVIATION = 30

# Possessive, and begun nowhere but at the first: a hundred thousand points take no longer than as many letters.
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]»]*+(?=\s)|[\u3002\uff01\uff1f]++[\u300d\u300f\u201d\uff09]*+")
_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_LAST = re.compile(r"[^\s(\[\"'“‘]+$")
_NEXT = re.compile(r"\S")
FENCE = re.compile(r"```.*?(?:```|\Z)", re.DOTALL)


def own(text: str) -> list[str]:
    """The sentences of a remark that are the speaker's own: no lines quoted from others, no code, no typed commands."""
    plain = FENCE.sub(_blank, text) if "```" in text else text
    return [
        sentence
        for line in _LINE.finditer(plain)
        if not line.group().lstrip().startswith((">", "#", "!", "^"))
        for sentence in _sentences(line.group())
    ]


def split(text: str) -> list[str]:
    """Cut a text into sentences; a line is at least one, and what stands between them is white space."""
    return [sentence for line in _LINE.finditer(text) for sentence in _sentences(line.group())]


def _sentences(line: str) -> Iterator[str]:
    start = 0
    for found in _END.finditer(line):
        if _ends(line, start, found):
            if sentence := line[start : found.end()].strip():
                yield sentence
            start = found.end()
    if rest := line[start:].strip():
        yield rest


def _ends(line: str, start: int, found: re.Match[str]) -> bool:
    ahead = _NEXT.search(line, found.end())
    following = ahead.group() if ahead else ""
    if found.group().endswith((")", "]")) and following.islower():
        return False
    if found.group()[0] != "." or found.group().startswith(".."):
        return True
    before = _LAST.search(line[max(start, found.start() - LONGEST_ABBREVIATION) : found.start()])
    if before is None:
        return True
    word = before.group()
    if word.casefold() in NUMBERED:
        return not following.isdigit()
    if word.casefold().replace(".", "") in TITLES or _numbers_a_line(word, line[start : found.start()]):
        return False
    if word.casefold() in ABBREVIATIONS or "." in word.strip("."):
        return not following.islower() and not following.isdigit()
    return not _initial(word)


def _numbers_a_line(word: str, begun: str) -> bool:
    return word.isdecimal() and len(word) < 3 and begun.strip() == word


def _initial(word: str) -> bool:
    """The J of J. Doe; the I of "so do I." ends its sentence."""
    return len(word) == 1 and word.isupper() and word != "I"


def _blank(code: re.Match[str]) -> str:
    return "\n" * code.group().count("\n") or "\n"

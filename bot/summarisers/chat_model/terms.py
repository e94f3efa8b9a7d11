"""Whether the numbers, the names and the words of a sentence come from the remarks that it cites."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.summarisers.sentences import split
from bot.summarisers.words import STOP, stem, tokens

_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
).split()
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED, 1)} | {
    "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
    "hundred": "hundred", "thousand": "thousand", "million": "million", "billion": "billion", "dozen": "dozen",
    "hundreds": "hundred", "thousands": "thousand", "millions": "million", "billions": "billion", "dozens": "dozen",
    "half": "half", "twice": "twice", "majority": "majority", "unanimous": "unanimous", "unanimously": "unanimous",
}  # fmt: skip
# "One" counts nothing in "one of them".
_TOLD_NUMBERS = frozenset(_NUMBERS) - {"one"}
_PERCENT = re.compile(r"(?<=\d)\s*(?:%|percent\b|per\s+cent\b)", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORD = re.compile(
    r"v(?P<version>\d+(?:\.\d+)+)(?!\w)|[$€£]?\d+(?:[.,:/]\d+)*(?:[^\W_]*)%?|[^\W_]+(?:'[^\W_]+)*", re.IGNORECASE
)
_CHUNK = re.compile(r"[^\s,;()\"!?]+")
_ABBREVIATED = frozenset({"e.g", "i.e", "a.k.a", "a.m", "p.m", "etc"})
_EDGES = "'.:-–/&=+…"
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|unable)\b|n't\b", re.IGNORECASE
)

# With what a sentence of minutes begins when it reports, and is no name.
_REPORTING = frozenset(
    """
agreement argument arguments attendees comment comments concern concerns consensus debate decision disagreement
discussion everybody everyone group meeting member members nobody objection objections opinion opinions participant
participants people person position positions proposal proposals question questions remark remarks request several
somebody someone speaker speakers suggestion suggestions support topic view views
""".split()
)


def is_no_name(word: str) -> bool:
    """Whether a word with a capital is one with which sentences begin."""
    return word.casefold() in STOP or word.casefold() in _REPORTING


@dataclass(frozen=True)
class Terms:
    """What stands in the remarks that a sentence cites: ``texts`` as they were sent, folded."""

    texts: tuple[str, ...]

    @cached_property
    def _row(self) -> str:
        return "".join(f" {' '.join(_words(text))} ¶" for text in self.texts)

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem(word) for text in self.texts for word in tokens(text))

    def lacks_a_term(self, text: str) -> bool:
        """Whether a number, a name, a version or an abbreviation of a text is in no cited remark.

        Args:
            text: A sentence, without the labels of people.
        """
        return any(
            not self._holds(chunk, first=place == 0)
            for sentence in split(_plain_numbers(text))
            for part in re.split(r":\s|\"", sentence)
            for place, found in enumerate(_CHUNK.findall(part))
            for chunk in _parts(found)
        )

    def _holds(self, chunk: str, *, first: bool) -> bool:
        low = chunk.casefold()
        special = any(sign.isdigit() or sign.isupper() for sign in chunk) or low in _TOLD_NUMBERS or "." in chunk
        if low in _ABBREVIATED:
            return True
        if not special or not _words(chunk) or f" {' '.join(_words(chunk))} " in self._row:
            return True
        if not _begun_only(chunk):
            return False
        if low in STOP:
            return True
        return first and (low in _REPORTING or all(stem(word) in self._stems for word in tokens(low)))

    def support(self, text: str) -> bool:
        """Whether at least half of the content words of a text are in the cited remarks; one without any is not."""
        content = {stem(word) for word in tokens(text) if word not in STOP and len(word) > 1}
        return bool(content) and 2 * len(content & self._stems) >= len(content)

    def negation_differs(self, text: str) -> bool:
        """Whether a text denies something and what is nearest to it in the cited remarks does not, or the reverse.

        "Nothing" said of what "is not nothing" differs too.
        """
        own = _negations(text)
        theirs = [_negations(_nearest(text, one)) for one in self.texts]
        return bool(own) != any(theirs) or (len(theirs) == 1 and own % 2 != theirs[0] % 2)


def _negations(text: str) -> int:
    return len(_NEGATION.findall(text))


def _nearest(text: str, remark: str) -> str:
    content = {stem(word) for word in tokens(text) if word not in STOP}
    return max(
        split(remark),
        key=lambda one: len(content & {stem(word) for word in tokens(one)}),
        default="",
    )


def _parts(chunk: str) -> Iterator[str]:
    """A name without what belongs to its sentence; "and/or" are two words, 10/5 is one."""
    for part in re.split(r"(?<!\d)/|/(?!\d)", chunk):
        bare = part.strip(_EDGES)
        yield bare[:-2] if bare.endswith("'s") else bare


def _begun_only(chunk: str) -> bool:
    """Whether only its first letter is a capital, as that of any word where a sentence begins."""
    letters = chunk.replace("'", "").replace("-", "")
    return chunk == "I" or chunk.startswith("I'") or (letters.isalpha() and letters[1:] == letters[1:].lower())


def _words(text: str) -> list[str]:
    return [_NUMBERS.get(word, word) for word in _each(_WORD.finditer(_plain_numbers(text).casefold()))]


def _plain_numbers(text: str) -> str:
    return _THOUSANDS.sub("", _PERCENT.sub("%", text))


def _each(found: Iterable[re.Match[str]]) -> Iterator[str]:
    for one in found:
        word = one["version"] or one[0]
        yield word[:-2] if word.endswith("'s") else word

"""Names that a machine or a hasty hand wrote wrongly: what was probably meant, as a suggestion for a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from bot.domain.meetings.remarks import Remark
from bot.domain.names import fold
from bot.domain.systems import System

# Shorter names are like too many words.
SHORTEST, SHORTEST_NUMBERED, SHORTEST_PERSON = 5, 4, 7
LONGEST = 24

# What transcribing machines were seen to make of names, where no rule would find it without finding much else.
# Source: a third party's transcripts, by Whisper, of the recorded town halls on the OSAID. Read November 2026.
HEARD: Mapping[str, str] = {"all mo": "OLMo", "ol mo": "OLMo", "luther ai": "EleutherAI", "eluther ai": "EleutherAI"}

_WORD = re.compile(r"(?<![\w'’.@/#-])[^\W\d_]{4,24}(?![\w@/]|[-.]\w)")
_NUMBERED = re.compile(r"(?<![\w'’.@/#-])([^\W\d_]{4,24})([ -]?)(\d{1,3}(?:\.\d{1,2})?)(?![\w.]*\w)")
_HEARD = re.compile(rf"(?<![\w-])(?:{'|'.join(re.escape(said) for said in HEARD)})(?![\w-])", re.IGNORECASE)
_NAME = re.compile(r"([^\W\d_]+)[ -]?(\d{1,3}(?:\.\d{1,2})?)")
_BEFORE_NUMBER = re.compile(r"([^\W\d_]+)[ -]?\d")
_LETTERS = re.compile(r"[^\W\d_]+")
# Addresses, code, mentions and quoted lines hold no names as people say them.
_ASIDE = re.compile(
    r"https?://\S+|www\.\S+|```.*?(?:```|\Z)|`[^`\n]*`|<[@#:][^>\n]{0,80}>|(?<!\S)[^\s@]{1,100}@\S+", re.DOTALL
)
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_SOUNDS = {"ph": "f", "th": "t", "sch": "5", "sh": "5", "ch": "5", "ck": "k", "qu": "k", "x": "ks"}
_SOFT = re.compile(r"c(?=[eiy])")
_SOFT_G = re.compile(r"g(?=[eiy])")
_ONE_SOUND = str.maketrans({"c": "k", "q": "k", "z": "s", "v": "f"})
_DROPPED = str.maketrans("", "", "aeiouyhw")
_TWICE = re.compile(r"(.)\1+")
_MAKERS = re.compile(r"\s*[(),]\s*|\s+and\s+")


@dataclass(frozen=True, slots=True)
class Correction:
    """A name that may be misspelt: where it stands in which remark, as said, and what may be meant."""

    number: int
    speaker: str
    span: tuple[int, int]
    said: str
    instead: str


def sound(word: str) -> str:
    """What two spellings have in common when they sound alike: the consonants, and whether a vowel stands first."""
    plain = _SOFT_G.sub("j", _SOFT.sub("s", fold(word)))
    for letters, sign in _SOUNDS.items():
        plain = plain.replace(letters, sign)
    plain = plain.translate(_ONE_SOUND)
    begins = "a" if plain[:1] in "aeiouy" else ""
    return begins + _TWICE.sub(r"\1", plain.translate(_DROPPED))


class Glossary:
    """The names of systems, of those who made them, and of the people of one town hall."""

    def __init__(self, systems: Iterable[System], people: Iterable[str] = ()) -> None:
        self._known: set[str] = set()
        self._names: dict[str, dict[str, str]] = {}
        self._numbered: dict[tuple[str, str], dict[str, str]] = {}
        self._people: dict[str, dict[str, str]] = {}
        for system in systems:
            self._add_system(system)
        for person in people:
            self._add_person(person)
        self._meant = cache(self._meant_by)

    def with_people(self, people: Iterable[str]) -> Glossary:
        """The same names, and those of the people of a town hall."""
        together = Glossary(())
        together._known |= self._known
        together._names, together._numbered = self._names, self._numbered
        together._people = {key: dict(names) for key, names in self._people.items()}
        for person in people:
            together._add_person(person)
        return together

    def _add_system(self, system: System) -> None:
        self._knows(system.name, system.family, *system.aliases)
        for name in (system.name, *system.aliases):
            if (found := _NAME.fullmatch(name)) and len(found[1]) >= SHORTEST_NUMBERED:
                spelt = self._numbered.setdefault((sound(found[1]), found[2]), {})
                spelt.setdefault(fold(found[1]), found[1])
        for name in (system.name, *_MAKERS.split(system.developer)):
            self._knows(name)
            first = _BEFORE_NUMBER.match(name)
            self._add(self._names, first[1] if first else name, SHORTEST)

    def _add_person(self, person: str) -> None:
        self._knows(person)
        for part in _LETTERS.findall(person):
            self._add(self._people, part, SHORTEST_PERSON)

    def _knows(self, *names: str) -> None:
        for name in names:
            self._known |= {fold(name), *map(fold, _LETTERS.findall(name))}

    def _add(self, index: dict[str, dict[str, str]], name: str, shortest: int) -> None:
        folded = fold(name)
        if _LETTERS.fullmatch(name) and len(folded) >= shortest and folded not in ordinary():
            index.setdefault(sound(name), {}).setdefault(folded, name)

    def corrections(self, remarks: Sequence[Remark]) -> list[Correction]:
        """Find names that may be misspelt, in the order in which they stand; every place of each."""
        return [found for remark in remarks for found in self._of(remark)]

    def _of(self, remark: Remark) -> Iterator[Correction]:
        text = _ASIDE.sub(_blank, _QUOTED_LINE.sub(_blank, remark.text))
        found: dict[tuple[int, int], str] = {}
        for heard in _HEARD.finditer(text):
            meant = HEARD[heard.group().casefold()]
            if fold(meant) in self._known:
                found[heard.span()] = meant
        for numbered in _NUMBERED.finditer(text):
            if meant_one := self._meant_with_number(numbered[1], numbered[3]):
                found[numbered.span()] = meant_one + (numbered[2] or "") + numbered[3]
        taken = {start for start, _end in found}
        for word in _WORD.finditer(text):
            if word.start() not in taken and (meant_word := self._meant(word.group())):
                found[word.span()] = meant_word
        for (start, end), instead in sorted(found.items()):
            yield Correction(remark.number, remark.speaker, (start, end), remark.text[start:end], instead)

    def _meant_with_number(self, letters: str, number: str) -> str | None:
        folded = fold(letters)
        if folded in self._known or folded in ordinary():
            return None
        return _nearest(folded, self._numbered.get((sound(letters), number), {}))

    def _meant_by(self, word: str) -> str | None:
        folded = fold(word)
        if len(folded) < SHORTEST or len(folded) > LONGEST or folded in self._known or _is_ordinary(folded):
            return None
        key = sound(word)
        if found := _nearest(folded, self._names.get(key, {})):
            return found
        # People are written with a capital; a word without one is a word.
        named = word[0].isupper() and len(folded) >= SHORTEST_PERSON
        return _nearest(folded, self._people.get(key, {})) if named else None


def _nearest(written: str, names: Mapping[str, str]) -> str | None:
    """The one name that is a slip away from what was written; None for none, for several, and for a longer form."""
    near = [spelt for folded, spelt in names.items() if _slips(written, folded)]
    return near[0] if len(near) == 1 else None


def _slips(written: str, name: str) -> bool:
    if name.startswith(written) or written.startswith(name):
        # A short form, or a word made of the name.
        return False
    limit = 2 if min(len(written), len(name)) >= 8 else 1
    return OSA.distance(written, name, score_cutoff=limit) <= limit


def _is_ordinary(folded: str) -> bool:
    words = ordinary()
    return folded in words or any(
        folded.endswith(ending) and folded.removesuffix(ending) in words
        for ending in ("s", "es", "d", "ed", "ing", "ly", "er")
    )


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


@cache
def ordinary() -> frozenset[str]:
    """Words that are words: none of them is a misspelt name."""
    text = files("bot.services.minutes").joinpath("ordinary.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())

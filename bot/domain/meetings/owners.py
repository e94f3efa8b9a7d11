"""Whose an action item is: by names that are known, exactly as they are known; nobody is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

# Names that begin sentences as words: alone, without a colon, "to" or "@", they are nobody.
_WORDS_TOO = frozenset(
    """
    art bill chase dawn dean drew earnest faith frank grace grant guy hope jack joy june mark may max nick norm pat peg
    penny ray rich rob robin rose sandy sky sue ward will wade
    """.split()
)
_MENTION = re.compile(r"<@!?(\d{1,20})>")
_WORD = re.compile(r"[^\s,:\uff1a()\[\]*]+")
_JOINED = re.compile(
    r"\s{0,4}(?:,\s{0,4}(?:and\s{1,4}|&\s{0,4})?|and\s{1,4}|&\s{0,4}|\+\s{0,4}|/\s{0,4})", re.IGNORECASE
)
_LEADS = re.compile(r"[\s*]{0,4}(?:[:\uff1a]|[-–—]\s|to\b|will\b|shall\b|is\b|are\b)", re.IGNORECASE)
_MYSELF = re.compile(r"\s{0,4}(?:I(?:['’]ll| will| shall| to)\b|me(?: to\b|[:\uff1a]))", re.IGNORECASE)
_AT_END = re.compile(r"(?:[(\[]|(?:owner|assignee|assigned to|who)\s?[:=]\s?|\s[-–—]{1,2}\s)", re.IGNORECASE)
_CLOSED = re.compile(r"[\s)\].]{0,4}(?:[,;-]{0,2}\s{0,2}[([]?\s?(?:due|by|until|before)\b.{0,60})?$", re.IGNORECASE)
_MOST_WORDS = 5
_MOST_OWNERS = 10
# What is longer is no action item.
_LIMIT_LETTERS = 4000


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody whom people can name: ``person`` as the minutes write them, ``names`` all that they go by."""

    person: str
    names: tuple[str, ...]


class Names:
    """All names of all people. One that two of them bear is nobody's."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._persons: dict[str, set[str]] = {}
        self._numbers: dict[str, str] = {}
        self._longest = 1
        for one in people:
            number = one.person.rpartition(":")[2]
            if number.isdecimal():
                self._numbers[number] = one.person
            for name in (*one.names, one.person):
                if key := _key(name):
                    self._persons.setdefault(key, set()).add(one.person)
                    self._longest = max(self._longest, min(len(key.split()), _MOST_WORDS))

    def find(self, name: str) -> str | None:
        """Who bears a name; None for nobody, and where two do."""
        persons = self._persons.get(_key(name), set())
        return next(iter(persons)) if len(persons) == 1 else None

    def at(self, text: str, start: int) -> tuple[str, int] | None:
        """Who is named at a place of a text, by the longest name that stands there, and where the name ends."""
        if mention := _MENTION.match(text, start):
            return self._numbers.get(mention[1], f"discord:{mention[1]}"), mention.end()
        found, at = None, start
        for _count in range(self._longest):
            word = _WORD.match(text, at)
            if not word:
                break
            for end in (word.end(), word.end() - (word.group()[-1] in ".;?!")):
                if person := self.find(text[start:end]):
                    found = person, end
            at = word.end() + (text[word.end() : word.end() + 1] == " ")
        return found


def _key(name: str) -> str:
    # After a lost connection the nick comes back with a line below.
    plain = name.strip().lstrip("@")
    return " ".join((plain.rstrip("_") or plain).casefold().split())


def owners(text: str, names: Names, speaker: str = "") -> tuple[str, ...]:
    """Find who took something on; nobody where nobody known is named as the one who does it.

    Understood are names at the start ("Ana to write", "ana, ben: write", "@ana write", "<@42> will write"), at the end
    in brackets, after a dash or after "owner:", and "I will write", which is the speaker.

    Args:
        text: The action item as it was written.
        speaker: Who wrote it, as the minutes write them; empty where nobody knows.
    """
    text = text[:_LIMIT_LETTERS]
    start = len(text) - len(text.lstrip(" \t*_[("))
    if _MYSELF.match(text, start):
        return (speaker,) if speaker else ()
    return _leading(text, start, names) or _trailing(text, names)


def _leading(text: str, start: int, names: Names) -> tuple[str, ...]:
    found, at = _listed(text, start, names)
    if not found:
        return ()
    if _LEADS.match(text, at) or text.startswith(("@", "<@"), start) or (at < len(text) and text[at] in ")]"):
        return found
    alone = len(found) == 1 and text[at : at + 1] == " " and _key(text[start:at]) not in _WORDS_TOO
    return found if alone else ()


def _trailing(text: str, names: Names) -> tuple[str, ...]:
    for before in _AT_END.finditer(text):
        start = before.end()
        found, at = _listed(text, start, names)
        if found and _CLOSED.match(text, at):
            return found
    return ()


def _listed(text: str, start: int, names: Names) -> tuple[tuple[str, ...], int]:
    """Names with commas and "and" between them, as far as all of them are known."""
    found: list[str] = []
    at = end = start
    while len(found) < _MOST_OWNERS and (one := names.at(text, at)):
        found.append(one[0])
        end = one[1]
        joined = _JOINED.match(text, end)
        if not joined:
            break
        at = joined.end()
    return tuple(dict.fromkeys(found)), end


def known(names: Sequence[str]) -> tuple[Known, ...]:
    """People of whom nothing is known but a name; the spelling that comes first stays."""
    first: dict[str, str] = {}
    for name in names:
        if key := _key(name):
            first.setdefault(key, name)
    return tuple(Known(name, (name,)) for name in first.values())

"""Who takes notes, from which line on.

Source: scribe2doc, "Scribes" (w3c/scribe2). Read November 2026.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.domain.meetings.people import People, Person
from bot.domain.meetings.records import Kind, Record
from bot.domain.meetings.w3c_bots import BOTS

_ONE = r"[^ ,/=]+ *(?:[=/] *[^ ,](?:[^,]*[^ ,])? *)?"
_SOME = re.compile(rf"{_ONE}(?:, *{_ONE})*")
_FIRST = re.compile(r" *scribe(?:nick)? *(?P<sign>[:\uff1a]|\+[:\uff1a]?) *(?P<text>.*?) *$", re.IGNORECASE)


class Scribes:
    """The scribes of a log. Its first scribe also wrote what stands above; with none named, who typed most did.

    Args:
        found: All lines, corrected.
        guess: Whether somebody is taken for the scribe where nobody is named.
    """

    def __init__(self, found: Sequence[Record], *, guess: bool) -> None:
        self._now: set[str] = set()
        self._all = People()
        self.guessed = False
        for record in found:
            first = _FIRST.match(record.text) if record.kind is not Kind.LEFT_OUT else None
            if first and (first["text"] or "+" in first["sign"]):
                named = first["text"] or record.speaker
                if _SOME.fullmatch(named):
                    self._add(named, record)
                    return
        if guess:
            self._guess(found)

    def _guess(self, found: Sequence[Record]) -> None:
        people = (one.speaker for one in found if one.kind is Kind.TYPED and one.speaker.casefold() not in BOTS)
        typed = Counter(speaker for speaker in people if speaker)
        if typed:
            most = max(sorted(typed), key=lambda nick: typed[nick])
            self.guessed = True
            self._now.add(_key(most))
            self._all.add_each([most], (), _key(most))

    def writes(self, nick: str) -> bool:
        """Whether a nick takes notes at this place."""
        return _key(nick) in self._now or "*" in self._now

    def take(self, record: Record, word: str, sign: str, text: str) -> bool:
        """Take a command; false if it is none."""
        if not text and sign[0] in ":\uff1a":
            return False
        named = text or record.speaker
        if sign[0] == "-":
            self._now -= {_key(nick) for nick, _name in _pairs(named)}
        elif _SOME.fullmatch(named):
            if sign[0] != "+":
                self._now.clear()
            self._add(named, record)
        elif sign[0] != "+" and word.lower() == "scribe":
            # A name in several words is no nick: nobody's lines change their meaning.
            self._all.add_each([named], record.lines)
        else:
            return False
        return True

    def _add(self, text: str, record: Record) -> None:
        for nick, name in _pairs(text):
            key = _key(nick)
            self._now.add(key)
            if name or key not in self._all:
                self._all.add_each([name or nick], record.lines, key)

    def listed(self) -> tuple[Person, ...]:
        """Everybody who took notes."""
        return self._all.listed()


def _key(nick: str) -> str:
    # After a lost connection the nick comes back with a line below.
    return nick.rstrip("_").casefold()


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = []
    for part in text.split(","):
        nick, _sign, name = part.strip().replace("/", "=", 1).partition("=")
        if nick.strip():
            pairs.append((nick.strip(), name.strip()))
    return pairs

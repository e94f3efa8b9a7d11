"""Names of people in other people's words, put out of sight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from bot.texts import _

# Shorter parts of a name are words too often: "Al", "Jo".
_SHORTEST_PART = 3
# Words of what this forum talks about are nobody's name by themselves: somebody may be called "Open Source Fan".
_OF_THE_FIELD = frozenset(
    "access and code data definition for foundation free freedom licence license linux model open project software"
    " source system team the training version weights".split()
)
# Between the words of a name stands a space, or a point and a space.
_APART = 3
_TOKEN = re.compile(r"<@!?(?P<mentioned>\d+)>|\w+")
_WORD = re.compile(r"\w+")
# Scripts that are written without spaces: a name can stand anywhere in a run of letters.
_RUNNING = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without names; ``pieces`` are where names stood before, and what stands there now."""

    text: str
    pieces: tuple[tuple[int, int, str], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the letters from one place to another stand now; a name that an end cuts is in it whole."""
        return self._moved(start, whole_from=True), self._moved(end, whole_from=False)

    def _moved(self, place: int, *, whole_from: bool) -> int:
        moved = 0
        for start, end, label in self.pieces:
            if place <= start:
                break
            if place < end:
                return start + moved + (0 if whole_from else len(label))
            moved += len(label) - (end - start)
        return place + moved


@dataclass(frozen=True, slots=True)
class _Name:
    """The words of a name in small letters, or one word that must stand as it is written."""

    words: tuple[str, ...]
    written: str
    part: bool

    def fits(self, said: str) -> bool:
        """Whether the first word of a text is its first: "will" is none of Will's, "Ben" is ben's."""
        if self.part:
            return said == self.written
        return len(self.words) > 1 or said == self.written or said[:1].isupper()


@dataclass(slots=True)
class Mask:
    """Replaces the names of some people by what the public sees of them.

    Whole names are found in any case, but a name of one word only with a capital or as it is written; the parts of a
    name of several words only as they are written, from three letters on; and mentions of the chat. A name that two
    people have, of whom one is not to be seen, becomes "somebody". Words that the forum is about are no names.

    Args:
        labels: What to put in the place of the names of each person who is not to be seen.
        names: The names of all people.
    """

    labels: Mapping[str, str]
    names: Mapping[str, str]
    _known: dict[str, dict[_Name, str]] = field(default_factory=dict)
    _mentions: dict[str, str] = field(default_factory=dict)
    _running: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort the names."""
        owners: dict[_Name, set[str]] = {}
        for person, name in self.names.items():
            for one in _names(name):
                owners.setdefault(one, set()).add(self.labels.get(person, ""))
        for one, labels in owners.items():
            if any(labels) or not one.part:
                label = labels.pop() if len(labels) == 1 else _("somebody")
                self._known.setdefault(one.words[0], {})[one] = label
        for person, label in sorted(self.labels.items()):
            if person.startswith("discord:"):
                self._mentions[person.removeprefix("discord:")] = label
            if _RUNNING.search(name := self.names.get(person, "").strip()):
                self._running[name] = label
        for first in self._known:
            longest = sorted(self._known[first].items(), key=lambda pair: (-len(pair[0].words), pair[0].part))
            self._known[first] = dict(longest)

    def __call__(self, text: str) -> str:
        """The text without names."""
        return self.of(text).text

    def of(self, text: str) -> Masked:
        """The text without names, with what became of its letters."""
        if not self.labels or not text:
            return Masked(text)
        runs = list(self._in_runs(text))
        rest = text
        for start, end, _label in runs:
            rest = rest[:start] + " " * (end - start) + rest[end:]
        pieces = sorted((*runs, *self._found(rest)))
        done: list[str] = []
        kept: list[tuple[int, int, str]] = []
        last = 0
        for start, end, label in pieces:
            if start >= last:
                kept.append((start, end, f"[{label}]"))
                done += [text[last:start], f"[{label}]"]
                last = end
        return Masked("".join([*done, text[last:]]), tuple(kept)) if kept else Masked(text)

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where names and mentions stand; what belongs to the name of somebody who is seen is looked at no more."""
        tokens = list(_TOKEN.finditer(text))
        place = 0
        while place < len(tokens):
            token = tokens[place]
            name, label = self._at(tokens, place)
            last = tokens[place + (len(name.words) if name else 1) - 1]
            if label:
                start = token.start()
                yield start - (text[start - 1 : start] == "@"), last.end(), label
            place += len(name.words) if name else 1

    def _at(self, tokens: list[re.Match[str]], place: int) -> tuple[_Name | None, str]:
        """The name that begins with a token, and what to put there; nothing for one that is seen."""
        token = tokens[place]
        if mentioned := token["mentioned"]:
            return None, self._mentions.get(mentioned, "")
        for name, label in self._known.get(token.group().casefold(), {}).items():
            if name.fits(token.group()) and _says(tokens[place : place + len(name.words)], name.words):
                return name, label
        return None, ""

    def _in_runs(self, text: str) -> Iterator[tuple[int, int, str]]:
        for name, label in self._running.items():
            for found in re.finditer(re.escape(name), text):
                yield found.start(), found.end(), label


def _names(name: str) -> Iterator[_Name]:
    words = _WORD.findall(name)
    if len(words) > 1 or (words and words[0].casefold() not in _OF_THE_FIELD):
        yield _Name(tuple(word.casefold() for word in words), words[0] if len(words) == 1 else "", part=False)
    for word in words if len(words) > 1 else ():
        if len(word) >= _SHORTEST_PART and word[0].isupper() and word.casefold() not in _OF_THE_FIELD:
            yield _Name((word.casefold(),), word, part=True)


def _says(tokens: list[re.Match[str]], words: tuple[str, ...]) -> bool:
    """Whether tokens are these words, with nothing but a few signs between them."""
    if tuple(token.group().casefold() for token in tokens) != words:
        return False
    return all(after.start() - before.end() <= _APART for before, after in pairwise(tokens))

"""What of a topic a model is shown: remarks that may leave the machine, with labels in the place of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.meetings.discussions import KeptRemark, Naming, Participant
from bot.summarisers.chat_model.alignments import Aligned, folded, visible
from bot.summarisers.words import STOP

LONGEST_LETTERS = 4000
"""So much of a remark is shown; nobody says more in one go, and nobody can crowd the others out."""
_SHORTEST_NAME = 3

# How chat services write that somebody, a role, a channel, a moment, an emoji or a command is meant.
_CODES = re.compile(r"<@!?(?P<member>\d+)>|<@&\d+>|<#\d+>|<id:\w+>|<t:-?\d+(?::\w)?>|<a?:\w+:\d+>|</[^<>]{1,100}:\d+>")
# Lines that somebody quotes from others, and code: nothing that the author of the remark said.
_NOT_OWN = re.compile(r"```.*?(?:```|\Z)|^[ \t]*>>> .*\Z|^[ \t]*>[^\r\n]*", re.DOTALL | re.MULTILINE)
_AT = re.compile(r"[@\uff20](?=\w)")
_LABEL = re.compile(r"(?<!\w)[Pp](\d{1,6})(?!\w)")


@dataclass(frozen=True, slots=True)
class Shown:
    """A remark as a model is shown it.

    ``label`` stands for its author, empty where nobody knows who spoke. ``text`` is what is sent: ``original``, as far
    as it is sent, without what it quotes, code, mentions and what nobody sees, and with labels for names.
    """

    number: int
    author: str
    label: str
    text: str
    original: str
    aligned: Aligned

    @property
    def id(self) -> str:
        """How an answer cites it."""
        return f"r{self.number}"

    def source(self, start: int, end: int) -> str:
        """The letters of the remark itself that a part of the text stands for."""
        first, last = self.aligned.span(start, end)
        return self.original[first:last]


@dataclass(frozen=True, slots=True)
class Shows:
    """All that a model is shown of a topic. ``people`` are those that the labels stand for."""

    remarks: tuple[Shown, ...]
    people: Mapping[str, Participant]


def may_be_shown(remarks: Sequence[KeptRemark], participants: Sequence[Participant]) -> list[KeptRemark]:
    """Leave out what is gone or off the record, and all that people said who do not want to be heard of.

    An author whom no participant stands for agreed to nothing, and is left out too; an author whom nobody knows is not.
    """
    agreed = {"", *(one.person for one in participants if one.naming is not Naming.NOT_AT_ALL)}
    return [one for one in remarks if one.gone is None and one.author in agreed]


def shows(remarks: Sequence[KeptRemark], participants: Sequence[Participant]) -> Shows:
    """Prepare the remarks of a topic.

    Args:
        remarks: Of one topic, in the order in which they were said.
        participants: Everybody in the town hall: whoever is named in a remark gets a label too.
    """
    allowed = may_be_shown(remarks, participants)
    seen = [(one, visible(Aligned.of(one.text[:LONGEST_LETTERS]).replaced(_NOT_OWN, _nothing))) for one in allowed]
    labels = _labels(allowed, participants, [folded(aligned.text).text for _remark, aligned in seen])
    names = _Names(participants, labels)
    shown = []
    for remark, aligned in seen:
        sent = names.replaced(aligned)
        if sent.text.strip():
            original = remark.text[:LONGEST_LETTERS]
            shown.append(Shown(remark.number, remark.author, labels.get(remark.author, ""), sent.text, original, sent))
    return Shows(tuple(shown), {labels[one.person]: one for one in participants if one.person in labels})


def _nothing(_found: re.Match[str]) -> str:
    return ""


def _labels(allowed: Sequence[KeptRemark], participants: Sequence[Participant], texts: Sequence[str]) -> dict[str, str]:
    """Number people as they speak, then the others; a label that somebody typed stands for nobody."""
    typed = {int(found[1]) for text in texts for found in _LABEL.finditer(text)}
    people = dict.fromkeys(one.author for one in allowed if one.author)
    people |= dict.fromkeys(one.person for one in participants)
    return dict(zip(people, _free(typed), strict=False))


def _free(typed: set[int]) -> Iterator[str]:
    number = 0
    while True:
        number += 1
        if number not in typed:
            yield f"P{number}"


class _Names:
    """Finds the names of participants in what was said."""

    def __init__(self, participants: Sequence[Participant], labels: Mapping[str, str]) -> None:
        self._people = labels
        self._exact: dict[str, str] = {}
        for one in participants:
            name = " ".join(one.name.split())
            if _telling(name):
                self._exact.setdefault(name.casefold(), labels[one.person])
        self._parts = _single_parts(participants, labels, self._exact)
        names = sorted((*self._exact, *self._parts), key=lambda name: (-len(name), name))
        every = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
        self._pattern = re.compile(rf"[@\uff20]?(?<!\w)(?:{every})(?!\w)", re.IGNORECASE) if names else None

    def replaced(self, text: Aligned) -> Aligned:
        found = text.replaced(_CODES, self._code)
        if self._pattern is not None:
            found = found.replaced(self._pattern, self._name)
        return found.replaced(_AT, lambda _at: "")

    def _code(self, code: re.Match[str]) -> str:
        if code["member"]:
            return self._people.get(f"discord:{code['member']}", "somebody")
        return " " if code[0].startswith(("<a:", "<:", "<t:")) else "something"

    def _name(self, found: re.Match[str]) -> str | None:
        name = " ".join(found[0].lstrip("@\uff20").split())
        if label := self._exact.get(name.casefold()):
            return label
        # Part of a name is one only as it is written there: "Mark said", not "to mark".
        return self._parts.get(name)


def _telling(name: str) -> bool:
    """Whether a name can be found in a sentence: not one that is a word of every second sentence."""
    return len(name) >= _SHORTEST_NAME and name.casefold() not in STOP


def _single_parts(
    participants: Sequence[Participant], labels: Mapping[str, str], taken: Mapping[str, str]
) -> dict[str, str]:
    """First and last names that belong to one person only."""
    owners: dict[str, set[str]] = {}
    for one in participants:
        parts = one.name.split()
        for part in parts if len(parts) > 1 else ():
            if _telling(part) and part[0].isupper() and part.isalpha() and part.casefold() not in taken:
                owners.setdefault(part, set()).add(labels[one.person])
    return {part: next(iter(labels_)) for part, labels_ in owners.items() if len(labels_) == 1}

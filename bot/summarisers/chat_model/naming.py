"""Puts names back in the place of labels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.domain.meetings.discussions import Participant
from bot.domain.meetings.model_sentences import Named
from bot.summarisers.chat_model.alignments import Aligned, folded, visible
from bot.summarisers.chat_model.plainness import is_plain, too_long
from bot.texts import _

_LABEL = re.compile(r"(?<!\w)P\d{1,6}(?!\w)")
# What would be mark-up or a quotation if a name brought it into a sentence.
_TROUBLE = re.compile(r"[^\w\s.'&()/+-]|(?<!\w)'+|'+(?!\w)|(?<!\w)_+|_+(?!\w)|(?<=\w)_{2,}")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label in a text, and whom it stands for."""

    start: int
    end: int
    participant: Participant


def labels(text: str, people: Mapping[str, Participant]) -> Iterator[Labelled]:
    """The labels in a text, in order; what stands for nobody is none."""
    for found in _LABEL.finditer(text):
        if participant := people.get(found[0]):
            yield Labelled(found.start(), found.end(), participant)


def without_labels(text: str, people: Mapping[str, Participant]) -> str:
    """A text in which every label is a word that says nothing."""
    return _LABEL.sub(lambda found: "x" if found[0] in people else found[0], text)


def named(text: str, people: Mapping[str, Participant], offset: int) -> tuple[str, tuple[Named, ...]]:
    """Put names in the place of labels; places count from ``offset``."""
    pieces, names, done, length = [], [], 0, offset
    for one in labels(text, people):
        name = plain_name(one.participant)
        pieces += [text[done : one.start], name]
        length += one.start - done
        names.append(Named(length, length + len(name), one.participant.person))
        length += len(name)
        done = one.end
    return "".join([*pieces, text[done:]]), tuple(names)


def plain_name(participant: Participant) -> str:
    """The name of somebody as it can stand in a sentence: whatever they call themselves, it is plain text."""
    name = " ".join(_TROUBLE.sub(" ", folded(visible(Aligned.of(participant.name)).text).text)[:_LONGEST_NAME].split())
    return name if re.search(r"\w", name) and is_plain(name) and not too_long(name) else _("a participant")

"""Words by which people settle something or take something on without marking it: cues, and what they suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.domain.meetings import cues
from bot.domain.meetings.counting import proposal
from bot.domain.meetings.dues import due
from bot.domain.meetings.owners import Names
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.sentences import own
from bot.domain.meetings.suggestions import Around, Suggestion, SuggestionKind, Tier

# Shorter sentences settle nothing of their own, longer ones are speeches.
SHORTEST, LONGEST = 4, 60
LIMIT_LETTERS = 1000
# What somebody was asked is answered, and what was proposed is objected to, within so many remarks.
NEAR = 4


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence with its remark, and the remark's place."""

    place: int
    remark: Remark
    text: str


def cued(remarks: Sequence[Remark], around: Around) -> tuple[Suggestion, ...]:
    """Suggest resolutions and action items by the words they were said in, in the order of the remarks; uncapped."""
    said = [_Said(place, one, text) for place, one in enumerate(remarks) for text in own(one.text) if _fits(text)]
    names = Names(around.people)
    finding = _Cues(remarks, around, names)
    return tuple(found for one in said for found in finding.of(one))


def _fits(text: str) -> bool:
    return len(text) <= LIMIT_LETTERS and len(text.split(maxsplit=LONGEST)) <= LONGEST


def _is_unsure(before: str) -> bool:
    return cues.UNSURE.search(before[-20:]) is not None or cues.DOUBTED.search(before) is not None


def _is_asked(text: str) -> bool:
    return text.rstrip(" \"'”’)").endswith(("?", "\uff1f", "\u061f"))


class _Cues:
    def __init__(self, remarks: Sequence[Remark], around: Around, names: Names) -> None:
        self._remarks = remarks
        self._around = around
        self._names = names
        self._proposed = cache(self._what_was_proposed)

    def of(self, said: _Said) -> Iterator[Suggestion]:
        """What a sentence suggests: one thing at most."""
        # Somebody else's words give no rise to anything; their place stays.
        plain = cues.QUOTED.sub(lambda quoted: " " * len(quoted.group()), said.text)
        if proposal(said.text) is not None:
            return
        if _is_asked(said.text):
            found = self._asked(said, plain)
        else:
            found = self._settled(said, plain) or self._taken(said, plain)
        if found:
            yield found

    # -- Resolutions -------------------------------------------------------------------------------------------------

    def _settled(self, said: _Said, plain: str) -> Suggestion | None:
        for pattern, confidence in cues.RESOLVING:
            cue = pattern.search(plain)
            if cue and not _is_unsure(plain[: cue.start()]):
                if len(said.text.split()) - len(cue.group().split()) < 3:
                    return self._of_proposal(said, said.text[slice(*cue.span())], confidence)
                return _suggested(said, SuggestionKind.RESOLUTION, cue.span(), confidence)
        return None

    def _of_proposal(self, said: _Said, cue: str, confidence: float) -> Suggestion | None:
        """What "no objections" is about: the nearest proposal above."""
        for place in range(said.place, max(-1, said.place - NEAR - 1), -1):
            text = self._proposed(place)
            if text is not None and text != said.text:
                return Suggestion(
                    SuggestionKind.RESOLUTION,
                    Tier.CUED,
                    text,
                    tuple(dict.fromkeys((self._remarks[place].number, said.remark.number))),
                    speaker=self._remarks[place].speaker,
                    why=(cue,),
                    confidence=confidence,
                )
        return None

    def _what_was_proposed(self, place: int) -> str | None:
        text = self._remarks[place].text
        if (marked := proposal(text)) is not None:
            return marked
        return next((one for one in own(text[:LIMIT_LETTERS]) if cues.PROPOSING.search(one) and _fits(one)), None)

    # -- Action items ------------------------------------------------------------------------------------------------

    def _taken(self, said: _Said, plain: str) -> Suggestion | None:
        if (cue := cues.TAKING.search(plain)) and not _is_unsure(plain[: cue.start()]):
            found = self._action(said, cue.span(), (said.remark.speaker,) if said.remark.speaker else (), 0.5)
            # "I can" without a day is an offer at most.
            return found if found and (found.due_words or not cues.OFFERING.match(cue.group())) else None
        if todo := cues.TODO.match(plain):
            owner = self._one(todo["who"] or "") or self._leading(said.text, todo.end())
            return self._action(said, todo.span(), owner, 0.7)
        start = len(plain) - len(plain.lstrip())
        if (named := self._names.at(plain, start)) and (cue := cues.OTHERS.match(plain, named[1])):
            return self._action(said, (start, cue.end()), (named[0],), 0.6)
        return None

    def _action(
        self, said: _Said, cue: tuple[int, int], owner: tuple[str, ...], confidence: float
    ) -> Suggestion | None:
        if len(said.text.split()) < SHORTEST:
            return None
        return self._due(_suggested(said, SuggestionKind.ACTION, cue, confidence), owner)

    def _due(self, found: Suggestion, owner: tuple[str, ...]) -> Suggestion:
        when = due(found.text, self._around.on, self._around.next_meeting)
        return replace(
            found,
            owners=owner,
            due=when.day if when else None,
            due_words=when.words if when else "",
            confidence=found.confidence + (0.4 if when else 0.0),
        )

    def _one(self, name: str) -> tuple[str, ...]:
        person = self._names.find(name)
        return (person,) if person else ()

    def _leading(self, text: str, start: int) -> tuple[str, ...]:
        named = self._names.at(text, start)
        return (named[0],) if named else ()

    def _asked(self, said: _Said, plain: str) -> Suggestion | None:
        """What somebody was asked to do and said yes to."""
        cue = cues.ASKING.search(plain)
        if not cue or len(said.text.split()) < SHORTEST:
            return None
        wanted = self._addressed(said, cue)
        if wanted is None:
            return None
        for answer in self._remarks[said.place + 1 : said.place + 1 + NEAR]:
            by = answer.speaker
            if not by or by.casefold() == said.remark.speaker.casefold():
                continue
            if (yes := cues.YES.match(answer.text[:200])) and wanted in ("", by):
                found = _suggested(said, SuggestionKind.ACTION, cue.span(), 0.55)
                sources = (said.remark.number, answer.number)
                return self._due(replace(found, sources=sources, why=(*found.why, yes.group().strip())), (by,))
            if not wanted:
                # Whoever speaks next is the one who was asked.
                return None
        return None

    def _addressed(self, said: _Said, cue: re.Match[str]) -> str | None:
        """Who was asked; empty where nobody is named, None where it is nobody who could answer."""
        if cue["who"].casefold() != "you":
            return self._names.find(cue["who"])
        start = len(said.text) - len(said.text.lstrip())
        if named := self._names.at(said.text, start):
            return named[0]
        # "zoe, can you": somebody of whom nothing else is known.
        return None if cues.ADDRESSING.match(said.text) else ""


def _suggested(said: _Said, kind: SuggestionKind, cue: tuple[int, int], confidence: float) -> Suggestion:
    place = said.remark.text.find(said.text)
    return Suggestion(
        kind,
        Tier.CUED,
        said.text,
        (said.remark.number,),
        speaker=said.remark.speaker,
        why=(said.text[slice(*cue)].strip(),),
        span=(place + cue[0], place + cue[1]),
        confidence=confidence,
    )

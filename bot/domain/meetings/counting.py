"""Proposals on which people voted, and nobody declared what came of it: counted, and suggested as resolutions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.domain.meetings.events import Event, EventType
from bot.domain.meetings.marks import unemphasised
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.suggestions import Around, Suggestion, SuggestionKind, Tier
from bot.domain.meetings.votes import Stand, Vote, reaction, stand, tally

# A vote that comes after so many remarks without one is on something else.
GAP = 30
# What is longer is no proposal; of very many votes only the first are sources.
LIMIT_LETTERS = 2000
LIMIT_SOURCES = 100

_PROPOSAL = re.compile(
    r"\s{0,8}(?:(?:(?:propos(?:ed|al|ing)|draft)(?: {1,4}resol(?:ution|ved))?|straw ?poll|motion|call for consensus)"
    r"(?: {0,2}#?\d{1,3})?\s{0,4}[:\uff1a]|[#!^](?:propos(?:ed?|al)|motion)\s)\s*(?P<text>\S.*)",
    re.IGNORECASE,
)
_DRAFT = re.compile(r"\s*draft\s*[:\uff1a]", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]+")
_OUTCOMES = frozenset(
    {EventType.ACCEPTED, EventType.AGREED, EventType.FAILED, EventType.REJECTED, EventType.INCONCLUSIVE}
)


@dataclass(slots=True)
class _Open:
    """A proposal while people vote on it."""

    remark: Remark
    text: str
    votes: list[Vote] = field(default_factory=list)
    last: int = 0


def proposal(text: str) -> str | None:
    """What a remark proposes, in its own words: "PROPOSED: x", "Proposal 2: x", "Straw poll: x", "#motion x"."""
    if "```" in text:
        return None
    for line in _LINE.finditer(text[: 2 * LIMIT_LETTERS]):
        words = line.group()
        for tried in (words, unemphasised(words)):
            if tried and not _DRAFT.match(tried) and (found := _PROPOSAL.match(tried)):
                said = found["text"].strip()
                return said if said in words and len(said) <= LIMIT_LETTERS else None
    return None


def counted(remarks: Sequence[Remark], around: Around) -> tuple[Suggestion, ...]:
    """Suggest every proposal on which somebody voted, in the order in which they were made.

    A proposal is open until the next one, the next topic, or a resolution that a mark declares; then it is not
    suggested, as somebody has said what came of it.
    """
    counting = _Counting(around)
    for place, step in enumerate(_steps(remarks, around.events)):
        counting.take(place, step)
    counting.close()
    return tuple(counting.found)


def _steps(remarks: Sequence[Remark], events: Sequence[Event]) -> Iterator[Remark | Event]:
    """Remarks, motions and votes in the order of the log; a motion stands before the remark made of it."""
    cast = [one for one in events if one.type in (EventType.MOTION, EventType.VOTE)]
    steps: list[Remark | Event] = [*cast, *remarks]
    return iter(sorted(steps, key=lambda one: one.line if isinstance(one, Event) else one.number))


class _Counting:
    def __init__(self, around: Around) -> None:
        self.found: list[Suggestion] = []
        self._around = around
        self._open: _Open | None = None
        self._topics = sorted(first for first, _last in around.topics)
        # Whoever declared something has said what came of what was proposed before.
        outcomes = {one.line for one in around.events if one.type in _OUTCOMES}
        self._outcomes = sorted(outcomes | {max(one.sources) for one in around.settled})
        self._declared = {line for one in (*around.settled, *around.others) for line in one.sources}

    def take(self, place: int, step: Remark | Event) -> None:
        if isinstance(step, Event):
            if step.type is EventType.MOTION and isinstance(step.text, str):
                self._propose(place, Remark(step.line, step.by, step.text), step.text)
            elif step.type is EventType.VOTE:
                way = Stand.FOR if step.text == "+1" else Stand.AGAINST
                self._vote(place, Vote(step.by, way, step.line, str(step.text)))
        elif self._open is None or step.number != self._open.remark.number:
            if (text := proposal(step.text)) is not None:
                self._propose(place, step, text)
            elif self._open and (said := stand(step.text)):
                self._vote(place, Vote(step.speaker, said, step.number, step.text))

    def _propose(self, place: int, remark: Remark, text: str) -> None:
        self.close(before=remark.number)
        self._open = _Open(remark, text, last=place)
        for emoji, persons in self._around.reactions.get(remark.number, {}).items():
            if way := reaction(emoji):
                self._open.votes += [Vote(person, way, remark.number, emoji) for person in persons]

    def _vote(self, place: int, vote: Vote) -> None:
        if self._open is None:
            return
        if place - self._open.last > GAP or self._ended(self._open.remark.number, vote.number):
            self.close(before=vote.number)
            return
        self._open.votes.append(vote)
        self._open.last = place

    def _ended(self, start: int, number: int) -> bool:
        return any(_within(lines, start, number + 1) for lines in (self._topics, self._outcomes))

    def close(self, before: int | None = None) -> None:
        """Suggest what is open, unless somebody declared what came of it before anything else was proposed."""
        now, self._open = self._open, None
        if now is None or not now.votes or self._settled(now.remark.number, before):
            return
        votes = tally(now.votes)
        sources = dict.fromkeys((now.remark.number, *(vote.number for vote in votes.votes)))
        self.found.append(
            Suggestion(
                SuggestionKind.RESOLUTION,
                Tier.COUNTED,
                now.text,
                tuple(sources)[:LIMIT_SOURCES],
                speaker=now.remark.speaker,
                tally=votes,
                confidence=float(len(votes.votes)),
            )
        )

    def _settled(self, number: int, before: int | None) -> bool:
        if number in self._declared:
            return True
        topic = bisect_right(self._topics, number)
        until = [one for one in (before, *self._topics[topic : topic + 1]) if one is not None]
        return _within(self._outcomes, number, min(until, default=None))


def _within(lines: Sequence[int], after: int, before: int | None) -> bool:
    """Whether one of some sorted lines comes after a line and, if one is given, before another."""
    place = bisect_right(lines, after)
    return place < len(lines) and (before is None or lines[place] < before)

"""What a town hall suggests to those who check its minutes: in order of confidence, and nothing declared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.domain.meetings.counting import counted
from bot.domain.meetings.cueing import cued
from bot.domain.meetings.events import EventType
from bot.domain.meetings.questions import Rank, open_questions
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.splitting import splits
from bot.domain.meetings.suggestions import Around, Suggestion, SuggestionKind, Tier
from bot.domain.meetings.words import content

# Cues are mostly wrong: more of them would be read by nobody.
CUED = 5
COUNTED = 20
QUESTIONS = 5
# From this share of its words on a suggestion says what a declared item says.
SAME = 0.8
# Of very many items that share a word the first are compared.
_COMPARED = 50
_ORDER = tuple(Tier)
_NOTED = frozenset({EventType.INFO, EventType.IDEA, EventType.HELP})


def suggestions(
    remarks: Sequence[Remark],
    around: Around,
    rank: Rank,
    *,
    cued_at_most: int = CUED,
    questions_at_most: int = QUESTIONS,
    more: Iterable[Suggestion] = (),
) -> tuple[Suggestion, ...]:
    """Suggest resolutions, action items, open questions and, where no topic is known, where one may begin.

    Args:
        remarks: What was said, in order, as corrected; only what may be read.
        around: What else is known of the town hall.
        rank: How much a sentence matters, for questions.
        cued_at_most: How many of a whole town hall may rest on cues alone.
        questions_at_most: How many open questions a topic may have.
        more: Suggestions of other kinds that were found elsewhere; they are not capped here.

    Returns:
        The surest first. Nothing that a mark declares is among them, and nothing twice.
    """
    declared = _Declared(around)
    sure = [one for one in counted(remarks, around) if not declared.says(one)]
    cues = _distinct(one for one in cued(remarks, around) if not declared.says(one))
    lines = {line for one in sure for line in one.sources}
    # What people voted on is suggested once.
    cues = [one for one in cues if not (one.kind is SuggestionKind.RESOLUTION and lines & set(one.sources))]
    asked = open_questions(
        remarks, around.replies, rank, topics=around.topics, people=around.people, most=questions_at_most
    )
    taken = {(number, one.text) for one in cues for number in one.sources}
    questions = [one for one in asked if not declared.says(one) and (one.sources[0], one.text) not in taken]
    found = [*_surest(sure)[:COUNTED], *_surest(cues)[:cued_at_most], *questions]
    # Where people marked their topics, they have said where each begins.
    found += () if around.topics else splits(remarks)
    found += [one for one in more if one.kind is SuggestionKind.CORRECTION or not declared.says(one)]
    return tuple(sorted({one.id: one for one in found}.values(), key=lambda one: _ORDER.index(one.tier)))


def _surest(found: Iterable[Suggestion]) -> list[Suggestion]:
    return sorted(found, key=lambda one: (-one.confidence, one.sources, one.text))


def _distinct(found: Iterable[Suggestion]) -> list[Suggestion]:
    """What one person says twice is suggested once."""
    first: dict[tuple[str, str], Suggestion] = {}
    for one in found:
        first.setdefault((one.speaker, " ".join(one.text.casefold().split())), one)
    return list(first.values())


class _Declared:
    """What marks declare: the lines that it rests on, and its words."""

    def __init__(self, around: Around) -> None:
        items = (*around.settled, *around.others)
        self._lines = {line for one in items for line in one.sources}
        self._lines |= {line for one in around.events for line in one.sources if isinstance(one.text, str)}
        noted = (one.text for one in around.events if one.type in _NOTED and isinstance(one.text, str))
        texts = (*(one.text for one in items), *noted)
        self._texts = {" ".join(text.casefold().split()) for text in texts}
        self._by_word: dict[str, list[frozenset[str]]] = {}
        for one in items:
            for word in (words := content(one.text)):
                self._by_word.setdefault(word, []).append(words)

    def says(self, found: Suggestion) -> bool:
        """Whether a mark declares the same."""
        if found.sources[0] in self._lines and found.tier is not Tier.COUNTED:
            return True
        if " ".join(found.text.casefold().split()) in self._texts:
            return True
        if found.kind is SuggestionKind.QUESTION:
            return False
        # "We agreed" says how it was settled, and nothing of what was.
        words = content(found.text).difference(*(content(why) for why in found.why))
        near = {item for word in words for item in self._by_word.get(word, [])[:_COMPARED]}
        return any(len(words & item) >= SAME * len(words) for item in near)

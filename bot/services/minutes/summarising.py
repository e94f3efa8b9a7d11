"""The prose of minutes: sentences chosen from what was said."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from bot.domain.meetings.minutes import Minutes, Topic
from bot.domain.meetings.model_sentences import TopicReport
from bot.domain.meetings.summaries import Sentence
from bot.summarisers import Embedded, Reading

# What a topic gets of its own, beside the summary of the whole.
_TOPIC_WORDS = 40


@dataclass(frozen=True, slots=True)
class Summary:
    """What was said in short: of all, and of each topic in its order.

    ``method`` names what ranked the sentences, ``language`` the language that it took the meeting to be in.
    ``model`` says what a language model was asked, topic by topic; empty where none was.
    """

    sentences: tuple[Sentence, ...]
    topics: tuple[tuple[Sentence, ...], ...]
    method: str = ""
    language: str = ""
    model: tuple[TopicReport, ...] = ()


def summarised(made: Minutes, words: int, reading: Reading | None = None) -> Summary:
    """Sum up what was said, in so many words, and each topic in a few.

    The same minutes give the same summary; every sentence stands in the remark that it names. ``reading`` is what
    `read` made of the same minutes, where that is at hand.
    """
    reading = reading or read(made)
    spans = [(topic.first_line, topic.last_line) for topic in made.topics]
    free = undeclared(made)
    whole = reading.summary(words, spans, free)
    topics = tuple(_of_topic(reading, topic, free, min(words, _TOPIC_WORDS)) for topic in made.topics)
    return Summary(whole.sentences, topics, reading.method, reading.language)


def read(made: Minutes) -> Reading:
    """Rank all that was said."""
    return _summariser().read(made.remarks)


def parameters_sha256() -> str:
    """The digest of the ranker's file."""
    return _summariser().weights.digest


def undeclared(made: Minutes) -> set[int]:
    """The remarks that no mark makes a part of the minutes already."""
    items = (*made.resolutions, *made.rejected, *made.actions, *made.issues)
    declared = {line for topic in made.topics for line in topic.sources}
    declared |= {line for item in items for line in item.sources}
    return {one.number for one in made.remarks} - declared


def _of_topic(reading: Reading, topic: Topic, free: Collection[int], words: int) -> tuple[Sentence, ...]:
    among = {number for number in free if topic.first_line <= number <= topic.last_line}
    return reading.summary(words, among=among).sentences if among else ()


@cache
def _summariser() -> Embedded:
    """Read once: its weights are a file."""
    return Embedded.shipped()

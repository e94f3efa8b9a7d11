"""What a language model wrote about a topic, as far as it may be used: sentences that code has checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Claim(StrEnum):
    """What a model says that its sentence is."""

    POINT = "point"
    POSITION = "position"
    QUESTION = "question"
    RESOLUTION = "resolution"
    ACTION = "action"


SUGGESTED_ONLY = frozenset({Claim.RESOLUTION, Claim.ACTION})
"""What no model can settle: such a sentence waits for a person's word."""


class Drop(StrEnum):
    """Why a sentence was not taken; of several reasons the first."""

    MALFORMED = "not as asked for"
    TOO_MANY = "more sentences than asked for"
    UNCITED = "uncited"
    TOO_MANY_SOURCES = "too many sources"
    UNKNOWN_SOURCE = "unknown source"
    TOO_LONG = "too long"
    NOT_PLAIN = "not plain text"
    INSTRUCTING = "tells the reader what to do"
    MISQUOTED = "misquoted"
    WRONG_SPEAKER = "wrong speaker"
    FOREIGN = "number or name that is not in its sources"
    UNSUPPORTED = "too few words of its sources"
    WITHHELD = "names somebody who does not want to be named"
    REPEATED = "repeated"


class Flag(StrEnum):
    """What a person should look at before a sentence is published."""

    NEGATION = "negation on one side only"


class Fallback(StrEnum):
    """Why a topic has the embedded summariser's sentences and none of a model's."""

    NOTHING_TO_SHOW = "nothing in it may be shown to a model"
    TOO_LARGE = "the topic is too large to be sent"
    OUT_OF_TIME = "no answer in time"
    UNREACHABLE = "the address cannot be reached"
    REFUSED = "the server refused"
    BUSY = "the server is busy"
    FAILED = "the server failed"
    ANSWER_TOO_LARGE = "the answer is too large"
    UNREADABLE = "the answer cannot be read"
    NO_SENTENCE = "no sentence of it can be used"
    FEWER_THAN_HALF = "fewer than half of its sentences can be used"


class Step(StrEnum):
    """What asking about a topic is at."""

    ASKED = "asked"
    ASKED_WITHOUT_SCHEMA = "asked without a schema"
    ASKED_AGAIN = "asked again"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Named:
    """Where in a sentence the name of a participant stands, so that a public view can put a category in its place."""

    start: int
    end: int
    person: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation in its speaker's own letters: from ``start`` to ``end`` in the text of the remark ``source``."""

    text: str
    source: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ModelSentence:
    """A sentence that a model worded and that passed every check.

    ``sources`` are the numbers of remarks of its topic, one to six. ``author`` is the person who said all of them, and
    empty where it is more than one, or unknown. What stands between quotation marks in ``text`` is its remark's.
    """

    claim: Claim
    text: str
    sources: tuple[int, ...]
    author: str = ""
    quote: Quote | None = None
    names: tuple[Named, ...] = ()
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, and of whom.

    ``endpoint`` is the address as the operator configured it. ``prompt_sha256`` is the digest of what every request
    says, ``input_sha256`` that of this request without what is random in it: the same digest, the same question.
    """

    endpoint: str
    model: str
    prompt_sha256: str
    input_sha256: str


@dataclass(frozen=True, slots=True)
class TopicOutcome:
    """What came of asking about a topic.

    ``sentences`` are points, positions and questions in the order of their first source; empty with a ``fallback``.
    ``suggestions`` are resolutions and action items, which count for nothing until a person accepts them. ``dropped``
    counts by reason. ``answer`` is the answer as it came: read again, it gives this same outcome, and nothing needs to
    be asked twice; empty where none came.
    """

    asked: Asked
    sentences: tuple[ModelSentence, ...] = ()
    suggestions: tuple[ModelSentence, ...] = ()
    dropped: Mapping[Drop, int] = field(default_factory=dict)
    fallback: Fallback | None = None
    answer: str = ""

    def of(self, claim: Claim) -> tuple[ModelSentence, ...]:
        """The sentences, or suggestions, of one kind."""
        return tuple(one for one in (*self.sentences, *self.suggestions) if one.claim is claim)


@dataclass(frozen=True, slots=True)
class TopicReport:
    """What a model was asked about a topic. ``title`` is empty where the meeting was asked about as a whole."""

    title: str
    outcome: TopicOutcome

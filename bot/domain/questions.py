"""A question as it was understood: what it wants, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class QuestionKind(StrEnum):
    """What the asker wants."""

    VERDICT = "verdict"
    WHY = "why"
    MISSING_COMPONENT = "missing-component"
    COMPARE = "compare"
    LICENCE = "licence"
    DEFINITION = "definition"
    LIST = "list"
    HISTORY = "history"
    OTHER = "other"


class Presumption(StrEnum):
    """What a question takes for granted: "why is X open source", "isn't X open source"."""

    OPEN_SOURCE = "open source"
    NOT_OPEN_SOURCE = "not open source"


class Topic(StrEnum):
    """What a question of kind definition or other is about, where that is plain; each has a prepared answer."""

    TRAINING_DATA = "training data required or not"
    UNSHAREABLE_DATA = "data that cannot be shared"
    DATA_INFORMATION = "what data information is"
    LICENCE_WORDS = "approved, compliant, conformant"
    OPEN_WEIGHTS = "open weights and open models"
    SAFETY = "safety and ethics"
    HARDWARE = "hardware needed"
    WEIGHTS_COPYRIGHT = "legal status of parameters"
    MACHINE_LEARNING_ONLY = "systems other than machine learning"
    CERTIFICATION = "who certifies"
    VERSION_IN_USE = "which version is used"
    VERSIONS = "what changed between versions"
    HOW_DECIDED = "how the definition was decided"
    TRAINING_CODE = "why training code is asked for"
    FREEDOMS = "the four freedoms"
    ABOUT = "what the bot is and can do"
    WHERE_TO_LOOK = "where to look systems up"
    WHAT_IS = "what open source AI is"


class ListFilter(StrEnum):
    """Which systems a question of kind list is after."""

    ALL = "all"
    CONFORMANT = "conformant"
    NOT_CONFORMANT = "not conformant"
    UNDETERMINED = "undetermined"
    LICENCE_ONLY = "only the licence in the way"


@dataclass(frozen=True, slots=True)
class Found:
    """A name that one system bears.

    ``siblings`` are systems that people also call so ("Gemma" is one of four): the answer names the one it took.
    """

    written: str
    system: str
    siblings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A name that several systems bear; at least two ids, in the order in which they came out."""

    written: str
    systems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A name that no system bears; ``nearest`` are ids of those that come closest, best first, perhaps none."""

    written: str
    nearest: tuple[str, ...]


Mention = Found | Ambiguous | NotKnown


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood.

    ``mentions`` stand in the order of the text, each system once. ``definitions`` are labels of versions that it
    names, ``licences`` ids, ``components`` ids; ``developer`` is set where all systems of one maker are meant.
    ``kinds`` holds every kind that was heard, the leading one first: people ask several things at once.
    ``would_take`` says that it asks what it would take to pass; ``as_of`` is a date it names ("2023-05").
    ``other_standards`` are versions and frameworks that it names and we do not hold, as written ("OSAID 1.1", "FSF").
    ``derived`` says that it asks of something made from the named system ("my fine-tune of X"). ``level`` is the level
    it names: "I" to "III" of the MOF, or the id of one of the G7 words. ``unfiltered`` says that a list is wanted with
    a restriction that ``list_filter`` and ``level`` do not express ("European models").
    ``plain`` says that it plainly asks whether a named system is open source: enough to answer unasked.
    """

    text: str
    kinds: tuple[QuestionKind, ...]
    mentions: tuple[Mention, ...] = ()
    definitions: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()
    components: tuple[str, ...] = ()
    developer: str | None = None
    topic: Topic | None = None
    presumption: Presumption | None = None
    list_filter: ListFilter = ListFilter.ALL
    would_take: bool = False
    as_of: str | None = None
    plain: bool = False
    other_standards: tuple[str, ...] = ()
    derived: bool = False
    level: str | None = None
    unfiltered: bool = False

    @property
    def kind(self) -> QuestionKind:
        """The leading kind."""
        return self.kinds[0]

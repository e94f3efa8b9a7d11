"""AI systems and what is known about their components."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.licences import Licensing


class Access(StrEnum):
    """How a component can be had. It says nothing about its licence."""

    OPEN = "open"
    GATED = "gated"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class Extent(StrEnum):
    """Whether all of a component is there, or a part, or a description in general terms."""

    FULL = "full"
    PARTIAL = "partial"


class Kind(StrEnum):
    """What a system works on."""

    LANGUAGE = "language"
    IMAGE = "image"
    CODE = "code"
    VISION = "vision"
    MULTIMODAL = "multimodal"
    AUDIO = "audio"
    BIOLOGY = "biology"


class Assessor(StrEnum):
    """Others who judge systems; what they say is second hand."""

    OSI_VOLUNTEERS = "osi-volunteers"
    MODEL_OPENNESS_TOOL = "model-openness-tool"
    EUROPEAN_INDEX = "european-index"
    OPENING_UP_CHATGPT = "opening-up-chatgpt"
    OS_AI_MAP = "os-ai-map"
    TRANSPARENCY_INDEX = "transparency-index"


@dataclass(frozen=True, slots=True)
class Component:
    """A part that definitions name. ``aliases`` are what people call it in a question."""

    id: str
    name: str
    kind: str
    what: str
    aliases: tuple[str, ...] = ()


SUPPOSED = "supposed"
"""The reader of what nobody read anywhere: a fact that somebody supposes."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a fact was read. ``by`` is None for the developer's own word or files, else whose finding it is.

    ``read_on`` is the date of the page read; None where that date is not recorded.
    """

    url: str | None
    read_on: date | None
    reader: str
    by: Assessor | None = None

    @property
    def first_hand(self) -> bool:
        """Whether it is the developer's own word or files."""
        return self.by is None

    @property
    def supposed(self) -> bool:
        """Whether it is no evidence, but what somebody supposes."""
        return self.reader == SUPPOSED


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known about one component of one system. ``licence`` is None where it is not known or has no sense."""

    component: str
    access: Access
    evidence: Evidence
    extent: Extent | None = None
    licence: Licensing | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim that contradicts the recorded fact on its component, kept beside it until a moderator settles it.

    The recorded fact is the one used meanwhile. ``proposal`` is the number of the proposal that brought the claim,
    ``opened_by`` the actor who opened the dispute.
    """

    claim: Fact
    reason: str
    opened_on: date
    opened_by: str
    proposal: int


@dataclass(frozen=True, slots=True)
class LicencePeriod:
    """A licence that components carried for a time.

    ``from_`` and ``until`` are dates as far as they are known ("2023", "2023-05", "2023-05-31"), None if not.
    """

    components: tuple[str, ...]
    licence: Licensing
    source: str
    scope: str | None = None
    from_: str | None = None
    until: str | None = None
    note: str | None = None


class Outcome(StrEnum):
    """What the OSI's volunteers found: the states of June 2024, and the list of October 2024."""

    PASSED = "passed"
    WOULD_PASS_WITH_OTHER_TERMS = "would probably pass with other terms"
    FAILED = "failed"
    NO_OUTCOME = "reviewed, no outcome named"
    CONFIRMED_YES = "confirmed yes"
    EXPECT_YES = "expect yes"
    UNCLEAR = "unclear"
    EXPECT_NO = "expect no"
    CONFIRMED_NO = "confirmed no"


PASSES = frozenset({Outcome.PASSED, Outcome.CONFIRMED_YES})


@dataclass(frozen=True, slots=True)
class Review:
    """A published judgement by others, kept beside ours.

    ``definitions`` are labels of the versions it speaks of, empty for a scale of its own. ``outcome`` is a value of
    `Outcome` for the OSI's volunteers, and the assessor's own word otherwise ("I", "none", "0.25", "restricted").
    """

    by: Assessor
    outcome: str
    date: str
    source: str
    definitions: tuple[str, ...] = ()
    note: str | None = None

    def passes(self, label: str) -> bool:
        """Whether it is a pass under this version of a definition."""
        return self.by is Assessor.OSI_VOLUNTEERS and self.outcome in PASSES and label in self.definitions


@dataclass(frozen=True, slots=True)
class Entry:
    """What one file of another project says of a system. Its claims are that project's, never accepted facts.

    ``file`` is the file's name, which is the entry's for good; ``name`` is the system as the project calls it, and
    ``model`` the member of a family that the entry judges, None where the project does not say. ``outcome`` is the
    project's own judgement ("III", "none", "0.4583"), None where it gives none.
    """

    project: Assessor
    file: str
    name: str
    url: str
    claims: tuple[Fact, ...] = ()
    outcome: str | None = None
    model: str | None = None


class Matched(StrEnum):
    """How an entry was tied to a system, or to none."""

    NAME = "name"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Listing:
    """An entry as it was imported.

    ``system`` is the id of ours, None where it is not known which, or settled that it is none. ``matched`` is None
    where nothing and nobody has said. ``folder`` is the folder that was imported, None for a single file.
    ``imported_at`` is when its content came; ``vanished_at`` when the project was first seen without it.
    """

    entry: Entry
    imported_at: datetime
    system: str | None = None
    matched: Matched | None = None
    folder: str | None = None
    vanished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class System:
    """An AI system: its names, its family, its base, and every recorded fact.

    ``bases`` are ids of systems it was made from; ``unrecorded_bases`` names those that are not in the database.
    ``released`` is a date as far as it is known, as in `LicencePeriod`. ``listings`` are what was imported from other
    projects; data files do not hold them.
    """

    id: str
    name: str
    developer: str
    kind: Kind
    family: str
    facts: tuple[Fact, ...] = ()
    aliases: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    unrecorded_bases: tuple[str, ...] = ()
    released: str | None = None
    released_source: str | None = None
    addresses: tuple[str, ...] = ()
    note: str | None = None
    licence_history: tuple[LicencePeriod, ...] = ()
    reviews: tuple[Review, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    listings: tuple[Listing, ...] = ()

    @property
    def claims(self) -> tuple[Fact, ...]:
        """What other projects say of its components today; what they no longer list is left out."""
        return tuple(claim for listing in self.listings if not listing.vanished_at for claim in listing.entry.claims)

    def facts_on(self, component: str) -> tuple[Fact, ...]:
        """The facts recorded about a component: none, or one; more where claims contradict each other."""
        return tuple(fact for fact in self.facts if fact.component == component)

    def with_facts(self, component: str, facts: tuple[Fact, ...]) -> System:
        """The same system with these facts about a component, in the place of those recorded; new ones go last."""
        before = [fact.component for fact in self.facts]
        place = before.index(component) if component in before else len(before)
        kept = [fact for fact in self.facts if fact.component != component]
        return replace(self, facts=(*kept[:place], *facts, *kept[place:]))

    def passed(self, label: str) -> Review | None:
        """The review that passes it under a version, if there is one."""
        return next((review for review in self.reviews if review.passes(label)), None)

"""The parts of minutes as they are kept and published; each has an id by which people can speak of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.document_items import Answered
from bot.domain.meetings.summaries import Kind

UNNAMED = "as:"
"""How an author begins who is shown by category: "as:System creator 2"; the number holds within one topic."""


class Presence(StrEnum):
    """How it is known of somebody that they were there: the strongest that holds of them.

    Declared: by themselves or by who took notes. Spoke: said something. Regrets: said that they would not come. Listed:
    known to the town hall, and nothing was heard of them.
    """

    DECLARED = "declared"
    SPOKE = "spoke"
    REGRETS = "regrets"
    LISTED = "listed"


class TitledBy(StrEnum):
    """Whose words the title of a topic is."""

    CHAIR = "chair"
    AGENDA = "agenda"
    TOWN_HALL = "town hall"
    GENERATED = "generated"


class Stand(StrEnum):
    """Where somebody stands on a topic, as they marked it; who marked nothing spoke, and no more is said of them."""

    FOR = "for"
    AGAINST = "against"
    ACCEPTS = "accepts"
    ABSTAINS = "abstains"
    SPOKE = "spoke"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who was there, or said that they would not be. ``id`` is a participant's; ``remarks`` how many."""

    id: str
    name: str
    category: str
    attendance: Presence
    remarks: int


@dataclass(frozen=True, slots=True)
class Unnamed:
    """How many of a category were there, of those whom the public does not see by name."""

    category: str
    attendance: Presence
    persons: int


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """One sentence of minutes.

    ``sources`` are ids of remarks ("r12"); only a frame has none. ``author`` is who said it: a person, or as the public
    sees them; empty where nobody knows, and for a frame.
    """

    id: str
    text: str
    sources: tuple[str, ...]
    kind: Kind
    author: str = ""

    def __post_init__(self) -> None:
        """Refuse a sentence that nothing stands behind, and an empty one."""
        if not self.text.strip():
            raise ValueError(f"The sentence {self.id} says nothing.")
        if not self.sources and self.kind is not Kind.FRAME:
            raise ValueError(f"The sentence {self.id} is no frame, so it names the remarks that it rests on.")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that came up again and again, in small letters, with the first remarks that hold them."""

    id: str
    text: str
    sources: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse words that nobody said."""
        if not self.sources:
            raise ValueError(f"The phrase {self.id} names the remarks that it stands in.")


@dataclass(frozen=True, slots=True)
class Overview:
    """A town hall in short: counts in the program's words, what it was about, and the sentences that say most."""

    frame: CitedSentence
    phrases: tuple[Phrase, ...] = ()
    sentences: tuple[CitedSentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """One person on one topic: where they stand, and the remarks that show it."""

    person: str
    stand: Stand
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """What one stakeholder category said on a topic.

    ``category`` is empty for those who declared none. ``persons`` and ``stands`` count the voices; ``sentences`` are
    the two that say most.
    """

    id: str
    category: str
    persons: int
    stands: Mapping[Stand, int]
    voices: tuple[Voice, ...]
    sentences: tuple[CitedSentence, ...] = ()

    def __post_init__(self) -> None:
        """Refuse counts that are not those of the voices."""
        if self.persons != len(self.voices) or dict(self.stands) != counted(self.voices):
            raise ValueError(f"The counts of the position {self.id} are not those of its voices.")


def counted(voices: tuple[Voice, ...]) -> dict[Stand, int]:
    """How many stand where; only what somebody marked."""
    found = {stand: sum(voice.stand is stand for voice in voices) for stand in Stand if stand is not Stand.SPOKE}
    return {stand: count for stand, count in found.items() if count}


@dataclass(frozen=True, slots=True)
class DocumentTopic:
    """A topic, from its first to its last remark; ``level`` is 2 for a subtopic. ``silent`` categories said nothing.

    ``origin`` is the poll whose voters asked to discuss it ("P-2026-0003"); empty where none did.
    """

    id: str
    title: str
    titled_by: TitledBy
    level: int
    remarks: tuple[str, str]
    sources: tuple[str, ...] = ()
    sentences: tuple[CitedSentence, ...] = ()
    positions: tuple[Position, ...] = ()
    silent: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class RecordedRemark:
    """A remark as the record has it. ``author`` is who said it; the digest is that of the text at the end.

    ``first_sha256`` is that of the text as it was first posted, empty where it is the same. ``edited`` is when it was
    changed after the end. A remark that is ``gone`` has no text. ``masked``: names stand in it that the public does not
    see, so its text is not the one of the digest.
    """

    id: str
    author: str
    text: str
    sha256: str
    at: datetime | None = None
    link: str = ""
    line: int | None = None
    edited: datetime | None = None
    first_sha256: str = ""
    attachments: tuple[str, ...] = ()
    gone: Gone | None = None
    masked: bool = False


@dataclass(frozen=True, slots=True)
class ReviewEvent:
    """What somebody did to the minutes: to which part, its words before and after, and why."""

    by: str
    at: datetime
    did: str
    part: str = ""
    before: str = ""
    after: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class OpenObjection:
    """An objection that nobody settled before the publication, shown with the minutes as their charter says.

    ``part`` is the id of what it concerns; it was made by somebody who is cited there.
    """

    number: int
    part: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of a town hall stands in its minutes.

    ``remarks_cited`` stand in some part. ``persons_not_represented`` spoke, and stand in none; so do as many unnamed.
    ``suggestions`` are counts by what people said to them.
    """

    remarks_cited: int = 0
    persons_not_represented: tuple[str, ...] = ()
    unnamed_not_represented: int = 0
    suggestions: Mapping[Answered, int] = field(default_factory=dict)

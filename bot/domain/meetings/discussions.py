"""A town hall as it was kept: who took part, what they said, and what of it may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Naming(StrEnum):
    """How a participant wants to appear in public: the choice is theirs, and may be changed."""

    BY_NAME = "by name"
    BY_CATEGORY = "by category"
    NOT_AT_ALL = "not at all"


class Gone(StrEnum):
    """Why a remark has no text any more; its place and its digest stay."""

    DELETED = "deleted"
    OFF_THE_RECORD = "off the record"
    REFUSED = "refused"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who took part.

    ``person`` is "surface:number" ("discord:42"); for a speaker of an imported file to whom nobody assigned a member,
    "name:" and the name as it was written. ``category`` is the name of the stakeholder category on the day of the town
    hall; empty where none was declared.
    """

    person: str
    name: str
    category: str = ""
    naming: Naming = Naming.BY_CATEGORY


@dataclass(frozen=True, slots=True)
class KeptRemark:
    """One thing said, as the town hall keeps it.

    ``number`` counts from 1 in the order in which the remarks were said; "r12" is the remark with number 12.
    ``author`` is a participant's ``person``; empty where nobody knows who spoke. ``text`` holds until the end of the
    meeting: ``digest`` is its SHA-256 in hexadecimal, ``first_digest`` that of the text as it was first posted.
    ``edited_since`` is when it was changed after the end; the text here is not that one.

    ``reply_to`` is the number of a remark. ``link`` leads to the message; ``line`` is the line of the imported file,
    from 1. ``reactions`` are persons by emoji. ``mark_void``: what looks like a mark in its text is none; its author
    had no right to it, or it was carried out already.
    """

    number: int
    author: str
    text: str
    digest: str
    first_digest: str
    at: datetime | None = None
    edited_since: datetime | None = None
    reply_to: int | None = None
    link: str = ""
    line: int | None = None
    attachments: tuple[str, ...] = ()
    reactions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    gone: Gone | None = None
    mark_void: bool = False

    @property
    def id(self) -> str:
        """How minutes cite it."""
        return f"r{self.number}"


class Mark(StrEnum):
    """What a remark can be declared to be, by a button, a form or a reaction."""

    TOPIC = "topic"
    AGREED = "agreed"
    REJECTED = "rejected"
    INCONCLUSIVE = "inconclusive"
    ACTION = "action"
    ISSUE = "issue"
    INFO = "info"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Declared:
    """A mark that somebody set without typing it into a remark: ``text`` in their words, ``sources`` remarks' numbers.

    ``struck`` once it was taken back; it stays in the record.
    """

    number: int
    mark: Mark
    text: str
    by: str
    at: datetime
    sources: tuple[int, ...]
    struck: bool = False


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """What a town hall is to talk about. ``origin`` says where it comes from: a person, or a poll ("P-2026-0003").

    ``begins`` is the number of the remark with which it was taken up, where that is known: chapters of a recording.
    """

    title: str
    by: str
    origin: str = ""
    begins: int | None = None


@dataclass(frozen=True, slots=True)
class Discussion:
    """A town hall from its first remark to its last, from which minutes are made.

    ``place`` is "discord channel", "discord thread", "terminal" or "file"; ``source_kind`` one of "discord",
    "terminal" or the name of a file's layout. ``call``: a conversation of which the remarks are the transcript.
    ``facilitators`` and ``scribes`` are persons.
    """

    id: str
    title: str
    place: str
    source_kind: str
    started: datetime | None
    ended: datetime | None
    participants: tuple[Participant, ...]
    remarks: tuple[KeptRemark, ...]
    agenda: tuple[AgendaItem, ...] = ()
    declared: tuple[Declared, ...] = ()
    facilitators: tuple[str, ...] = ()
    scribes: tuple[str, ...] = ()
    call: bool = False

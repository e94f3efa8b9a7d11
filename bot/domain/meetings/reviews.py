"""Minutes on their way to the public: drafted, reviewed, signed off, published; corrected or retracted afterwards.

Nobody outside sees what no person has signed, and those who are cited have had time to object.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.days import moment
from bot.domain.meetings.halls import Objections
from bot.domain.refusals import Refusal
from bot.texts import _


class MinutesStatus(StrEnum):
    """Where a version of minutes stands."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    SIGNED_OFF = "signed off"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"
    DROPPED = "dropped"


# What may still be changed: the public has not seen it.
UNPUBLISHED = frozenset({MinutesStatus.DRAFT, MinutesStatus.IN_REVIEW, MinutesStatus.SIGNED_OFF})
# What the public has seen.
PUBLIC = frozenset({MinutesStatus.PUBLISHED, MinutesStatus.SUPERSEDED, MinutesStatus.RETRACTED})


class NotYet(Refusal):
    """Minutes cannot take a step as they stand; the message says why, and what can be done."""


@dataclass(frozen=True, slots=True)
class MinutesVersion:
    """One version of the minutes of a town hall.

    ``number`` counts from 1; ``replaces`` is the number of the version that it corrects, and ``why`` says why it was
    made. ``revision`` counts the changes, and ``digest`` is the SHA-256 of the document as it is after the last one.
    ``comments_until`` is when those who are cited can no longer object; None before the review. ``ended_at`` is when a
    published version was superseded or retracted, for the reason ``ended_why``.
    """

    hall: str
    number: int
    digest: str
    made_at: datetime
    made_by: str | None = None
    status: MinutesStatus = MinutesStatus.DRAFT
    revision: int = 0
    replaces: int | None = None
    why: str = ""
    comments_until: datetime | None = None
    signed_by: str | None = None
    signed_at: datetime | None = None
    published_at: datetime | None = None
    ended_at: datetime | None = None
    ended_why: str = ""

    @property
    def id(self) -> str:
        """How it is spoken of: the town hall, and the version where it is not the first."""
        return self.hall if self.number == 1 else f"{self.hall} v{self.number}"

    @property
    def subject(self) -> str:
        """What messages about it are about, as the outbox names subjects."""
        return f"minutes:{self.hall}:{self.number}"

    def edited(self, digest: str, now: datetime, period: timedelta) -> MinutesVersion:
        """The same with another text.

        A signature was for the text before, so it is taken away. Who is cited keeps at least half of the ``period`` in
        which they can object to the new text.

        Raises:
            NotYet: The public has seen this version, or it was dropped.
        """
        if self.status not in UNPUBLISHED:
            raise NotYet(self.standing())
        if self.status is MinutesStatus.DRAFT:
            return replace(self, digest=digest, revision=self.revision + 1)
        until = max(self.comments_until or now, now + period / 2)
        return replace(
            self,
            digest=digest,
            revision=self.revision + 1,
            status=MinutesStatus.IN_REVIEW,
            comments_until=until,
            signed_by=None,
            signed_at=None,
        )

    def reviewed(self, now: datetime, period: timedelta) -> MinutesVersion:
        """The same in review: those who are cited have so long to object.

        Raises:
            NotYet: It is no draft any more.
        """
        if self.status is not MinutesStatus.DRAFT:
            raise NotYet(self.standing())
        return replace(self, status=MinutesStatus.IN_REVIEW, comments_until=now + period)

    def signed(self, by: str, now: datetime, blocking: Sequence[int]) -> MinutesVersion:
        """The same signed off by a person.

        Args:
            by: Who answers for it.
            now: When.
            blocking: Numbers of the objections that block; none where the town hall's charter only shows them.

        Raises:
            NotYet: It is not in review, or an objection is open.
        """
        if self.status is not MinutesStatus.IN_REVIEW:
            raise NotYet(self.standing())
        _refuse_blocked(self, blocking)
        return replace(self, status=MinutesStatus.SIGNED_OFF, signed_by=by, signed_at=now)

    def published(self, now: datetime, blocking: Sequence[int]) -> MinutesVersion:
        """The same published.

        Raises:
            NotYet: Nobody has signed it, an objection blocks it, or the time for objections is not over.
        """
        if self.status is not MinutesStatus.SIGNED_OFF:
            raise NotYet(self.standing())
        _refuse_blocked(self, blocking)
        if self.comments_until is not None and now < self.comments_until:
            text = _("Those who are cited can object to the minutes of {id} until {until}; they are published then.")
            raise NotYet(text.format(id=self.id, until=moment(self.comments_until)))
        return replace(self, status=MinutesStatus.PUBLISHED, published_at=now)

    def ended(self, status: MinutesStatus, now: datetime, why: str) -> MinutesVersion:
        """The same superseded or retracted, or dropped before the public has seen it.

        Raises:
            NotYet: It was not published; or, to be dropped, it was.
        """
        allowed = UNPUBLISHED if status is MinutesStatus.DROPPED else frozenset({MinutesStatus.PUBLISHED})
        if self.status not in allowed:
            raise NotYet(self.standing())
        return replace(self, status=status, ended_at=now, ended_why=why)

    def standing(self) -> str:
        """How it stands, and what can be done with it, in a sentence."""
        text = {
            MinutesStatus.DRAFT: _("The minutes of {id} are a draft: /minutes review shows them to those who "
                                   "are cited."),
            MinutesStatus.IN_REVIEW: _("The minutes of {id} are in review; a moderator signs them off "
                                       "(/minutes sign)."),
            MinutesStatus.SIGNED_OFF: _("The minutes of {id} are signed off, and are published once the time for "
                                        "objections is over (/minutes publish)."),
            MinutesStatus.PUBLISHED: _("The minutes of {id} are published: they are not edited. /minutes "
                                       "correct makes a new version that names this one."),
            MinutesStatus.SUPERSEDED: _("The minutes of {id} were replaced by a later version, and stay as they are."),
            MinutesStatus.RETRACTED: _("The minutes of {id} were retracted, and stay so; /minutes correct "
                                       "makes a new version."),
            MinutesStatus.DROPPED: _("This version of the minutes of {id} was dropped before it was published."),
        }[self.status]  # fmt: skip
        return text.format(id=self.id)


def _refuse_blocked(version: MinutesVersion, blocking: Sequence[int]) -> None:
    if blocking:
        text = _("Objections to the minutes of {id} are open: {numbers}. Settle each first (/minutes settle).")
        raise NotYet(text.format(id=version.id, numbers=", ".join(f"#{number}" for number in blocking)))


class Settlement(StrEnum):
    """How an objection ended: the sentence was changed, it stands all the same, or the objector withdrew."""

    CHANGED = "changed"
    STANDS = "stands"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class MinutesObjection:
    """An objection of somebody who is cited.

    ``number`` counts from 1 within a version. ``part`` is the id of a sentence or an item ("s3"), ``said`` its words
    when the objection was made. ``settlement`` is None while it is open; ``answer`` says why it was settled so.
    """

    hall: str
    version: int
    number: int
    part: str
    said: str
    text: str
    by: str
    at: datetime
    settlement: Settlement | None = None
    answer: str = ""
    settled_by: str | None = None
    settled_at: datetime | None = None

    def settled(self, how: Settlement, answer: str, by: str, at: datetime) -> MinutesObjection:
        """The same settled.

        Raises:
            NotYet: It was settled before.
        """
        if self.settlement is not None:
            text = _("Objection #{number} was settled on {at}: {how}.")
            raise NotYet(text.format(number=self.number, at=moment(self.settled_at or at), how=self.settlement.value))
        return replace(self, settlement=how, answer=answer, settled_by=by, settled_at=at)


def blocking(objections: Sequence[MinutesObjection], rule: Objections) -> tuple[int, ...]:
    """The numbers of the objections that keep minutes from being published, by the charter of their town hall."""
    if rule is Objections.SHOW:
        return ()
    return tuple(one.number for one in objections if one.settlement is None)


class MinutesEventKind(StrEnum):
    """What can happen to minutes."""

    DRAFTED = "drafted"
    MADE_AGAIN = "made_again"
    EDITED = "edited"
    REVIEWED = "reviewed"
    OBJECTED = "objected"
    SETTLED = "settled"
    SIGNED = "signed"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    SUPERSEDED = "superseded"
    RETRACTED = "retracted"
    DROPPED = "dropped"
    CONSENT = "consent"


@dataclass(frozen=True, slots=True)
class MinutesEvent:
    """Something that happened to a version of minutes; it is never taken away, and loses words that were taken back.

    ``part`` is the id of the sentence or item that it concerns; the body of an edit holds the words ``before`` and
    ``after``. ``delivery`` is the platform's id of the request. ``id`` is given when it is stored.
    """

    kind: MinutesEventKind
    hall: str
    version: int
    at: datetime
    by: str | None = None
    part: str = ""
    why: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    delivery: str | None = None
    id: int = 0

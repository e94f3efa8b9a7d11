"""Taking one text out of what is public: by two moderators, for a reason from a list, and never in silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.refusals import Refusal
from bot.texts import _


class RedactionReason(StrEnum):
    """Why a text had to go; it is published."""

    ERASURE = "erasure"
    PERSONAL_DATA = "personal-data"
    LIBEL = "libel"
    THREAT = "threat"
    ILLEGAL = "illegal"
    COURT_ORDER = "court-order"
    SECRET = "secret"
    COPYRIGHT = "copyright"


WHY: Mapping[RedactionReason, str] = {
    RedactionReason.ERASURE: _("somebody wants to be forgotten"),
    RedactionReason.PERSONAL_DATA: _("it tells something about a person"),
    RedactionReason.LIBEL: _("it says something untrue and harmful of somebody"),
    RedactionReason.THREAT: _("it threatens somebody"),
    RedactionReason.ILLEGAL: _("it is against the law"),
    RedactionReason.COURT_ORDER: _("a court wants it"),
    RedactionReason.SECRET: _("it is a secret that was not theirs to tell"),
    RedactionReason.COPYRIGHT: _("it belongs to somebody else"),
}
"""Each reason in words."""


class NotRedacted(Refusal):
    """A text cannot be taken out so; the message says what can be done."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """One text that is to be taken out, or was. What it said stands nowhere here.

    ``subject`` is the number of what it stands in ("D-2026-0014"), ``part`` which text of it. ``confirmed_at`` is when
    it was taken out, ``ended_at`` when somebody refused it. ``note`` is for moderators alone.
    """

    number: str
    subject: str
    part: str
    reason: RedactionReason
    asked_by: str
    asked_at: datetime
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    ended_by: str | None = None
    ended_at: datetime | None = None
    note: str = ""

    @property
    def waits(self) -> bool:
        """Whether a second moderator is waited for."""
        return self.confirmed_at is None and self.ended_at is None

    def confirmed(self, by: str, at: datetime) -> Redaction:
        """The same done.

        Raises:
            NotRedacted: It waits no more, or the same moderator asked for it.
        """
        self._check_waits()
        if by == self.asked_by:
            text = _("You asked for {number} yourself: another moderator has to confirm it.")
            raise NotRedacted(text.format(number=self.number))
        return replace(self, confirmed_by=by, confirmed_at=at)

    def refused(self, by: str, at: datetime) -> Redaction:
        """The same refused, or taken back by who asked; the text stays.

        Raises:
            NotRedacted: It waits no more.
        """
        self._check_waits()
        return replace(self, ended_by=by, ended_at=at)

    def _check_waits(self) -> None:
        if not self.waits:
            text = _("{number} was done already.") if self.confirmed_at else _("{number} was refused; ask for it anew.")
            raise NotRedacted(text.format(number=self.number))

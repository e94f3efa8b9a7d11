"""Endorsements, each of one endorser, for one version by the digest of its file, from one stakeholder category."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.organisations import key
from bot.domain.refusals import Forbidden, Refusal
from bot.texts import _


class EndorsementState(StrEnum):
    """Where an endorsement stands. Only a verified one counts; a replaced one gave way to a later claim."""

    CLAIMED = "claimed"
    VERIFIED = "verified"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


LIVE = frozenset({EndorsementState.CLAIMED, EndorsementState.VERIFIED})


class Means(StrEnum):
    """How a moderator saw that an endorsement is meant, by whom it says."""

    PUBLIC_STATEMENT = "public statement"
    MAIL = "mail from the domain"
    SIGNED_NOTE = "signed note"
    IN_PERSON = "in person"
    ACCOUNT = "account"
    EARLIER = "earlier endorsement"


# What shows that an organisation means it; for a person, their account does.
FOR_ORGANISATIONS = (Means.PUBLIC_STATEMENT, Means.MAIL, Means.SIGNED_NOTE, Means.IN_PERSON)


@dataclass(frozen=True, slots=True)
class Verification:
    """Who verified an endorsement, when and how.

    ``note`` is shown to moderators and the endorser only, but for the address of a public statement.
    """

    by: str
    at: datetime
    means: Means
    note: str = ""


class Misstated(Refusal):
    """An endorsement cannot go from where it stands to where it is wanted."""


@dataclass(frozen=True, slots=True)
class Endorsement:
    """One endorsement and what became of it.

    ``digest`` is the SHA-256 of the version's file, ``label`` what the version was called. ``person`` made it; None
    once they are forgotten. ``organisation`` is whom they speak for, None where it is the person who endorses.
    ``named`` is how that person wants to be named in public; empty: not at all. ``statement`` is for the public,
    ``evidence`` for moderators. ``renews`` is the number of an endorsement of an earlier version by the same endorser.
    """

    number: str
    label: str
    digest: str
    person: str | None
    category: str
    region: str
    claimed_at: datetime
    organisation: str | None = None
    named: str = ""
    statement: str = ""
    evidence: str = ""
    renews: str | None = None
    state: EndorsementState = EndorsementState.CLAIMED
    verification: Verification | None = None
    ended_by: str | None = None
    ended_at: datetime | None = None
    reason: str = ""

    @property
    def live(self) -> bool:
        """Whether it waits, or counts."""
        return self.state in LIVE

    @property
    def counts(self) -> bool:
        """Whether it counts for the version whose file it names."""
        return self.state is EndorsementState.VERIFIED

    @property
    def endorser(self) -> str:
        """Whose it is, in a form in which two of one endorser are alike; organisations of one group are not."""
        return f"organisation:{key(self.organisation)}" if self.organisation else f"person:{self.person or self.number}"

    @property
    def public_name(self) -> str:
        """By which name everybody may know the endorser; empty for none.

        One that was rejected may be somebody else's name, so a person's is not repeated.
        """
        if self.organisation:
            return self.organisation
        return "" if self.state is EndorsementState.REJECTED else self.named

    @property
    def public_statement(self) -> str:
        """What everybody may read of why; empty where nobody is named who says so."""
        return self.statement if self.public_name and self.state is not EndorsementState.REJECTED else ""

    def verified(self, verification: Verification) -> Endorsement:
        """It counts from now on.

        Raises:
            Misstated: It does not wait, or this does not show that an organisation means it.
            Forbidden: The person who made it verifies it.
        """
        if self.state is not EndorsementState.CLAIMED:
            raise Misstated(self.standing())
        if verification.by == self.person:
            raise Forbidden(_("This is your own endorsement: another moderator has to verify it. You can withdraw it."))
        if self.organisation and verification.means not in (*FOR_ORGANISATIONS, Means.EARLIER):
            text = _("An account shows who speaks, not what {name} says. Choose one of: {means}.")
            means = ", ".join(one.value for one in FOR_ORGANISATIONS)
            raise Misstated(text.format(name=self.organisation, means=means))
        return replace(self, state=EndorsementState.VERIFIED, verification=verification)

    def rejected(self, by: str, at: datetime, reason: str) -> Endorsement:
        """It does not count, for a reason; one that was verified wrongly can be rejected too.

        Raises:
            Misstated: It has ended.
            Forbidden: The person who made it rejects it.
        """
        if by == self.person:
            raise Forbidden(_("This is your own endorsement: withdraw it, with /endorsement withdraw."))
        return self._ended(EndorsementState.REJECTED, by, at, reason)

    def withdrawn(self, by: str | None, at: datetime, reason: str = "") -> Endorsement:
        """The endorser takes it back; that it was there, and until when, stays.

        Raises:
            Misstated: It has ended.
        """
        return self._ended(EndorsementState.WITHDRAWN, by, at, reason)

    def replaced(self, at: datetime) -> Endorsement:
        """It gives way to a later claim of the same person for the same endorser and version."""
        return self._ended(EndorsementState.REPLACED, self.person, at, "")

    def forgotten(self) -> Endorsement:
        """Without anything that says who the person was, or what they wrote."""
        kept = replace(self.verification, note="") if self.verification else None
        bare = replace(self, person=None, named="", evidence="", reason="", verification=kept)
        return bare if self.organisation else replace(bare, statement="")

    def standing(self) -> str:
        """Where it stands, as a sentence that refuses more."""
        states = {
            EndorsementState.CLAIMED: _("waits for a moderator"),
            EndorsementState.VERIFIED: _("is verified already"),
            EndorsementState.REJECTED: _("was rejected"),
            EndorsementState.WITHDRAWN: _("was withdrawn"),
            EndorsementState.REPLACED: _("was replaced by a later one"),
        }
        text = _("Endorsement {number} {state}; nothing was done.")
        return text.format(number=self.number, state=states[self.state])

    def _ended(self, state: EndorsementState, by: str | None, at: datetime, reason: str) -> Endorsement:
        if not self.live:
            raise Misstated(self.standing())
        return replace(self, state=state, ended_by=by, ended_at=at, reason=reason)


def renewed(before: Endorsement, after: Endorsement, at: datetime) -> Endorsement:
    """An endorsement as it stands where its endorser was verified for an earlier version.

    Who a person is need not be shown again: theirs counts at once, if nothing but the version is another. What an
    organisation says of a version is to be shown for each.
    """
    seen = before.verification
    same = (before.person, before.category, before.region) == (after.person, after.category, after.region)
    if before.organisation or after.organisation or not (before.counts and same and seen):
        return after
    earlier = Verification(seen.by, at, Means.EARLIER, before.number)
    return replace(after, state=EndorsementState.VERIFIED, verification=earlier)


class EndorsementEventKind(StrEnum):
    """What can happen to endorsements; ``EDITORIAL`` and ``SUBSTANTIVE`` to a version, the last two to a gate."""

    CLAIMED = "claimed"
    VERIFIED = "verified"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"
    NAMED = "named"
    FORGOTTEN = "forgotten"
    EDITORIAL = "editorial"
    SUBSTANTIVE = "substantive"
    REACHED = "reached"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class EndorsementEvent:
    """Something that happened: to an endorsement, to a version, or to a gate of a version.

    ``by`` is None where nobody did it, or somebody who is forgotten. ``delivery`` is the platform's id of what caused
    it. ``body`` holds plain values and nothing about a person. ``id`` is given when it is stored.
    """

    kind: EndorsementEventKind
    at: datetime
    digest: str
    label: str
    by: str | None = None
    endorsement: str | None = None
    gate: str | None = None
    why: str = ""
    body: Mapping[str, Any] = field(default_factory=dict)
    delivery: str | None = None
    id: int = field(default=0, compare=False)

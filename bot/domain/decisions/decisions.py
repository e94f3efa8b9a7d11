"""The life of a decision: logged, confirmed, and perhaps superseded or withdrawn; its words never change.

Source: fields follow MADR 4, "Markdown Architectural Decision Records" (adr.github.io/madr, read 2026-11-22).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from bot.domain.adoptions import Adoption
from bot.domain.decisions.happenings import ReviewVerdict
from bot.domain.refusals import Refusal
from bot.texts import _


class DecisionKind(StrEnum):
    """What a decision is about: one question, how things are done from now on, how the forum works, or a person."""

    RESOLUTION = "resolution"
    POLICY = "policy"
    PROCEDURAL = "procedural"
    MODERATION = "moderation"


class DecisionStatus(StrEnum):
    """Where a decision stands; a proposed one waits for a second moderator."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class Effect(StrEnum):
    """Whether a decision binds those it is for, or advises them."""

    BINDING = "binding"
    ADVISORY = "advisory"


_ADDED = frozenset({"adopts", "context", "drivers", "good", "bad", "confirmation", "affects"})
"""What decisions say since later: the digests of those that were logged before do not count it."""


def reviews_subject(day: date) -> str:
    """What the message is about that tells of the reviews due on a day, as the outbox names subjects."""
    return f"reviews:{day.isoformat()}"


class NotNow(Refusal):
    """A decision cannot take a step as it stands; the message says how it stands, and what can be done."""


@dataclass(frozen=True, slots=True)
class ModerationTerms:
    """What the public reads of a moderation action beside what was done; empty for what was not said.

    ``rule`` is the rule that was broken, ``scope`` where the action holds, ``duration`` for how long, ``appeal`` how it
    can be appealed against.
    """

    rule: str
    scope: str = ""
    duration: str = ""
    appeal: str = ""


@dataclass(frozen=True, slots=True)
class Affected:
    """A version of a definition that a decision bears on, by its label and the SHA-256 of its file.

    ``row`` is the requirement that it bears on, by its id; empty for the whole.
    """

    definition: str
    digest: str
    row: str = ""

    @property
    def shown(self) -> str:
        """How people name it: "osaid 1.0/training-code"."""
        return f"{self.definition}/{self.row}" if self.row else self.definition


@dataclass(frozen=True, slots=True)
class DecisionText:
    """What a decision says. It is fixed when it is logged.

    ``body`` is who decided ("working group Components"). Of a moderation action ``outcome`` is what was done; whom it
    concerns stands nowhere here. ``adopts`` is the version of a definition that is in force by it; None for none.
    ``context`` is how things stood, ``drivers`` what mattered, ``good`` and ``bad`` what follows from it,
    ``confirmation`` how it will be seen that it was right, ``affects`` the versions that it bears on.
    """

    title: str
    question: str
    outcome: str
    because: str
    options: tuple[str, ...] = ()
    effect: Effect = Effect.BINDING
    body: str = ""
    terms: ModerationTerms | None = None
    adopts: Adoption | None = None
    context: str = ""
    drivers: tuple[str, ...] = ()
    good: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    confirmation: str = ""
    affects: tuple[Affected, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of all that it says, by which anybody can see that it was not changed since."""
        said = json.dumps(self.plain(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(said.encode()).hexdigest()

    def plain(self) -> Mapping[str, Any]:
        """All that it says as plain data; what decisions could not always say is left out where it is empty."""
        said = asdict(self)
        if self.adopts is not None:
            day = self.adopts.in_force_from
            said["adopts"]["in_force_from"] = day.isoformat() if day else None
        return {key: value for key, value in said.items() if value or key not in _ADDED}

    def each(self) -> Iterator[str]:
        """Every text in it, in their order."""
        yield from (self.title, self.question, self.outcome, self.because, *self.options, self.body)
        yield from (self.context, *self.drivers, *self.good, *self.bad, self.confirmation)
        yield from (one.shown for one in self.affects)
        if self.terms is not None:
            yield from (self.terms.rule, self.terms.scope, self.terms.duration, self.terms.appeal)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as it stands.

    ``alone`` says that no second moderator has to confirm it, as the configuration was when it was logged.
    ``accepted_at`` is since when it holds; None: the public has never seen it. ``ended_at`` is when it was superseded
    or withdrawn. ``withdrawal_by`` is the first moderator who wants it withdrawn, while a second is waited for.
    ``review_due`` is the day on which somebody should look at it again, ``review_verdict`` what the last one found.
    """

    number: str
    kind: DecisionKind
    text: DecisionText
    decided_on: date
    logged_by: str
    logged_at: datetime
    alone: bool = False
    status: DecisionStatus = DecisionStatus.PROPOSED
    confirmed_by: str | None = None
    accepted_at: datetime | None = None
    withdrawal_by: str | None = None
    ended_at: datetime | None = None
    ended_by: str | None = None
    ended_why: str = ""
    review_due: date | None = None
    review_verdict: ReviewVerdict | None = None

    @property
    def subject(self) -> str:
        """What messages about it are about, as the outbox names subjects."""
        return f"decision:{self.number}"

    @property
    def public(self) -> bool:
        """Whether everybody may read it: once accepted it stays, whatever becomes of it."""
        return self.accepted_at is not None

    def accepted(self, now: datetime) -> Decision:
        """The same accepted without a second moderator.

        Raises:
            NotNow: It waits for one, or is past that.
        """
        if not self.alone or self.status is not DecisionStatus.PROPOSED:
            raise NotNow(self.standing())
        return replace(self, status=DecisionStatus.ACCEPTED, accepted_at=now)

    def confirmed(self, by: str, now: datetime) -> Decision:
        """The same confirmed by a second moderator.

        Raises:
            NotNow: It does not wait for that, or the same person logged it.
        """
        if self.status is not DecisionStatus.PROPOSED:
            raise NotNow(self.standing())
        if by == self.logged_by:
            text = _("You logged {number} yourself: another moderator has to confirm it.")
            raise NotNow(text.format(number=self.number))
        return replace(self, status=DecisionStatus.ACCEPTED, confirmed_by=by, accepted_at=now)

    def superseded(self, by: str, now: datetime, why: str) -> Decision:
        """The same superseded by another decision that somebody logged.

        Raises:
            NotNow: It is not in force.
        """
        if self.status is not DecisionStatus.ACCEPTED:
            raise NotNow(self.standing())
        return self._ended(DecisionStatus.SUPERSEDED, by, now, why)

    def withdrawn(self, by: str, now: datetime, why: str) -> Decision:
        """The same withdrawn; or, where it takes two moderators, with the first of them noted.

        A proposal is withdrawn by one person, since it never held.

        Raises:
            NotNow: It is over already, or the same moderator asked for it before.
        """
        if self.status not in (DecisionStatus.PROPOSED, DecisionStatus.ACCEPTED):
            raise NotNow(self.standing())
        if self.status is DecisionStatus.PROPOSED or self.alone:
            return self._ended(DecisionStatus.WITHDRAWN, by, now, why)
        if self.withdrawal_by is None:
            return replace(self, withdrawal_by=by)
        if self.withdrawal_by == by:
            text = _("You asked for {number} to be withdrawn already: another moderator has to do the same.")
            raise NotNow(text.format(number=self.number))
        return self._ended(DecisionStatus.WITHDRAWN, by, now, why)

    def reviewed(self, verdict: ReviewVerdict, again: date | None) -> Decision:
        """The same after a review, with the day of the next; None for none.

        Raises:
            NotNow: It never held.
        """
        if not self.public:
            raise NotNow(self.standing())
        return replace(self, review_verdict=verdict, review_due=again)

    def _ended(self, status: DecisionStatus, by: str, now: datetime, why: str) -> Decision:
        return replace(self, status=status, ended_at=now, ended_by=by, ended_why=why)

    def standing(self) -> str:
        """How it stands, and what can be done with it, in a sentence."""
        text = {
            DecisionStatus.PROPOSED: _("{number} is proposed, and holds once a second moderator confirms it (/decision "
                                       "confirm)."),
            DecisionStatus.ACCEPTED: _("{number} is in force and is not edited: /decision supersede replaces it, "
                                       "/decision erratum corrects a slip beside it."),
            DecisionStatus.SUPERSEDED: _("{number} was superseded, and stays in the record as it was."),
            DecisionStatus.WITHDRAWN: _("{number} was withdrawn, and stays so; what holds instead is a decision of its "
                                        "own (/decision log)."),
        }[self.status]  # fmt: skip
        return text.format(number=self.number)

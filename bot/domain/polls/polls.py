"""The life of a poll: drafted, its roll confirmed, open, closed; every step an event that stays."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.definitions import Freedom
from bot.domain.logs.places import LoggedBallot
from bot.domain.polls import charter_forms
from bot.domain.polls.ballots import Cell, Choice, Elector, Imbalance, Mark, Roll, imbalance
from bot.domain.polls.poll_charters import Interim, PollCharter, RoleLoss

DRAIN = timedelta(seconds=60)
"""How long after the close a ballot cast before it may still be on its way; results are final after it."""

CONFIRMATIONS = 2
"""How many moderators confirm a roll; the poll's author is none of them."""

_DISCORD_EPOCH_MS = 1_420_070_400_000
_SNOWFLAKE = re.compile(r"discord:(\d{15,20})")


def moment_of(delivery: str | None, now: datetime) -> datetime:
    """When something was sent: by the platform's own clock, which a snowflake carries; elsewhere the present.

    Source: Discord developer documentation, Reference, "Snowflake format" (milliseconds since 2015 above 22 bits).
    """
    match = _SNOWFLAKE.fullmatch(delivery or "")
    if match is None:
        return now
    return datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=(int(match[1]) >> 22) + _DISCORD_EPOCH_MS)


class PollState(StrEnum):
    """Where a poll stands."""

    DRAFT = "draft"
    CONFIRMED = "confirmed"
    OPEN = "open"
    CLOSED = "closed"
    VOID = "void"


class Via(StrEnum):
    """How an answer came about, so that a reader can see which noes were considered one by one.

    ``quick``: ticked in a list; ``fill``: set by "the rest are not required"; ``text``: typed; ``earlier``: taken over
    from the voter's own ballot in the round before.
    """

    EXPLICIT = "explicit"
    QUICK = "quick"
    FILL = "fill"
    TEXT = "text"
    EARLIER = "earlier"


class EventKind(StrEnum):
    """What can happen to a poll."""

    DRAFTED = "drafted"
    ROLL_SET = "roll_set"
    ROLL_CONFIRMED = "roll_confirmed"
    OPENED = "opened"
    CAST = "cast"
    EXTENDED = "extended"
    OUTAGE = "outage"
    CLOSED = "closed"
    VOIDED = "voided"
    ROUND_LINKED = "round_linked"
    RECOUNTED = "recounted"
    ROLL_CHANGED = "roll_changed"
    OBJECTION_RAISED = "objection_raised"
    OBJECTION_DISPOSED = "objection_disposed"
    CONFLICT_DECLARED = "conflict_declared"
    DEFINITION_PROPOSED = "definition_proposed"
    CHALLENGED = "challenged"
    CHALLENGE_DISMISSED = "challenge_dismissed"
    EXCLUSION_PROPOSED = "exclusion_proposed"
    EXCLUDED = "excluded"
    ADOPTION_NOTED = "adoption_noted"


@dataclass(frozen=True, slots=True)
class PollEvent:
    """Something that happened to a poll; it is never changed and never taken away.

    ``by`` is a person's id where an organiser acted, ``handle`` a voter's where a voter did. ``delivery`` is the
    platform's id of the request. ``id`` is given when it is stored.
    """

    kind: EventKind
    poll: str
    at: datetime
    body: Mapping[str, Any] = field(default_factory=dict)
    by: str | None = None
    handle: str | None = None
    delivery: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll as it stands.

    ``closes_at`` is the close with all extensions. ``confirmed_by`` are those who confirmed the roll that it has
    now. ``finished_at`` is when its close was noted: no ballot is taken after that. ``channel`` is where it was
    opened and shows how it stands, as the outbox names channels; None where there are no channels. ``guild`` is
    what the channel is part of: there the bot has to be reachable while the poll is open. None where nobody looks
    after that. ``digest`` is that of the charter as it was hashed: also where a later version knows more of
    charters than this one says.
    """

    number: str
    charter: PollCharter
    author: str
    drafted_at: datetime
    closes_at: datetime
    opened_at: datetime | None = None
    finished_at: datetime | None = None
    voided_at: datetime | None = None
    confirmed_by: tuple[str, ...] = ()
    channel: str | None = None
    guild: str | None = None
    digest: str = ""

    @property
    def subject(self) -> str:
        """What messages about it are about, as the outbox names subjects."""
        return f"poll:{self.number}"

    @property
    def opens_at(self) -> datetime | None:
        """From when ballots count; None while it has not been opened."""
        return self.charter.opens_at if self.opened_at else None

    def state(self, at: datetime) -> PollState:
        """Where it stands at a moment; computed, so that no timer has to fire for it."""
        if self.voided_at:
            return PollState.VOID
        if self.opens_at is None or at < self.opens_at:
            confirmed = self.opened_at is not None or len(self.confirmed_by) >= CONFIRMATIONS
            return PollState.CONFIRMED if confirmed else PollState.DRAFT
        return PollState.OPEN if at <= self.closes_at else PollState.CLOSED

    def final(self, now: datetime) -> bool:
        """Whether no ballot that was cast in time can still be on its way."""
        return self.opened_at is not None and now > self.closes_at + DRAIN


def can_see_results(poll: Poll, now: datetime, *, has_voted: bool) -> bool:
    """Whether results of a poll may be seen: the one place that says so, for every surface.

    The ballots of a poll that is void stay sealed. Where an outage may extend a poll that is over, nothing is seen
    before its close is noted.
    """
    state = poll.state(now)
    if state is PollState.CLOSED:
        return poll.final(now) and (poll.guild is None or poll.finished_at is not None)
    if state is not PollState.OPEN:
        return False
    return poll.charter.interim is Interim.LIVE or (poll.charter.interim is Interim.AFTER_OWN_VOTE and has_voted)


# -- The roll ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RollEntry:
    """Somebody who may vote, as a list or a profile says it; what is not known is empty.

    ``verified`` says that the place is that of a verified profile, ``disclosed`` that the profile has a conflict of
    interest, ``of_maker`` that the person stands there for the maker of the system that the poll is about.
    """

    person: str
    category: str = ""
    organisation: str = ""
    region: str = ""
    verified: bool = False
    disclosed: bool = False
    of_maker: bool = False


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody on the roll of one poll, under a handle that belongs to this poll alone.

    ``person`` is None where the person asked to be forgotten: the ballot stays, and nobody can tell whose it was. An
    ``outsider`` never stood on the roll, and only answers, which is counted apart. The rest is as in ``RollEntry``, and
    stays as it was when the roll was set.
    """

    handle: str
    person: str | None
    category: str = ""
    organisation: str = ""
    region: str = ""
    removed_at: datetime | None = None
    verified: bool = False
    disclosed: bool = False
    of_maker: bool = False
    outsider: bool = False

    @property
    def placed(self) -> bool:
        """Whether anything is known of where the person stands."""
        return bool(self.category or self.organisation or self.region)

    @property
    def conflicted(self) -> bool:
        """Whether the result is shown without this voter too, whatever is disclosed later."""
        return self.disclosed or self.of_maker


def roll_digest(entries: Iterable[RollEntry]) -> str:
    """What moderators confirm: exactly these people with exactly these places, in whatever order they were listed."""
    several = sorted(entries, key=lambda entry: entry.person)
    return hashlib.sha256(charter_forms.written(tuple(several)).encode()).hexdigest()


def counted_roll(voters: Iterable[Voter], charter: PollCharter, voted: Iterable[str]) -> Roll:
    """Those whose ballots count, and who count as having been able to vote.

    Who was taken off the roll is left out, unless a ballot was cast and the charter keeps it.
    """
    cast = frozenset(voted)
    keeps = charter.on_role_loss is RoleLoss.KEEP
    on_roll = [one for one in voters if not one.outsider]
    stays = [one for one in on_roll if one.removed_at is None or (keeps and one.handle in cast)]
    return Roll(tuple(Elector(one.handle, one.category, one.organisation) for one in stays))


def roll_imbalance(entries: Iterable[RollEntry]) -> Imbalance:
    """What to know of a roll before a poll opens; nobody's category is no category."""
    roll = Roll(tuple(Elector(one.person, one.category, one.organisation) for one in entries))
    found = imbalance(roll)
    return replace(
        found,
        small_categories=tuple(name for name in found.small_categories if name),
        large_categories=tuple(name for name in found.large_categories if name),
    )


# -- Ballots -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Answer:
    """What a voter says in one cell; no choice takes an earlier one back."""

    cell: Cell
    choice: Choice | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StandingCell:
    """A cell of a voter's ballot as it stands; ``event`` is the cast that left it so."""

    handle: str
    cell: Cell
    choice: Choice | None
    via: Via
    reason: str
    event: int

    @property
    def mark(self) -> Mark:
        """As it is counted."""
        return Mark(self.handle, self.cell, self.choice, bool(self.reason))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a voter gets for a ballot: when repeated, it is the same again.

    ``digest`` is that of the whole ballot as it was stored then, ``answered`` how many of its cells held an answer, and
    ``changed`` how many this cast was about. An ``advisory`` one is of somebody who is not on the roll. ``logged`` is
    where it stands in the log, None until it does.
    """

    poll: str
    event: int
    at: datetime
    digest: str
    answered: int
    changed: int
    asked: int
    advisory: bool = False
    logged: LoggedBallot | None = None


def ballot_digest(poll: str, handle: str, cells: Mapping[Cell, tuple[Choice, Via]]) -> str:
    """The digest of a voter's ballot: of the poll, the handle and every answered cell, in the order of the alphabet."""
    rows = sorted((cell.component, cell.freedom, *said) for cell, said in cells.items())
    return hashlib.sha256(charter_forms.written_plain((poll, handle, rows)).encode()).hexdigest()


def cast_body(answers: Iterable[Answer], via: Via) -> dict[str, Any]:
    """A cast as it is kept."""
    several = [[one.cell.component, one.cell.freedom.value, one.choice and one.choice.value, one.reason]
               for one in answers]  # fmt: skip
    return {"via": via.value, "cells": several}


def cells_of(event: PollEvent) -> tuple[StandingCell, ...]:
    """The cells that a cast left."""
    via = Via(event.body["via"])
    return tuple(
        StandingCell(event.handle or "", Cell(component, Freedom(freedom)), Choice(choice) if choice else None, via,
                     reason, event.id)
        for component, freedom, choice, reason in event.body["cells"]
    )  # fmt: skip


def replayed(events: Iterable[PollEvent]) -> Mapping[tuple[str, Cell], StandingCell]:
    """Every cell as the casts leave it, in the order in which they were stored; the later one stands."""
    found: dict[tuple[str, Cell], StandingCell] = {}
    for event in events:
        if event.kind is EventKind.CAST:
            found.update({(one.handle, one.cell): one for one in cells_of(event)})
    return found

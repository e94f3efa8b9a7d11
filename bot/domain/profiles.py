"""Verified profiles: which category, organisation and region somebody speaks for, as a moderator has confirmed it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from bot.domain.names import fold
from bot.domain.written import Unfit, readable, words
from bot.texts import _

ORGANISATION_LIMIT = 200
EVIDENCE_LIMIT = 1000
CONFLICTS_LIMIT = 10
_NOTHING = frozenset({"", "none", "no", "nothing", "-", "–"})


class ConflictKind(StrEnum):
    """What ties somebody to the maker of a system."""

    FUNDER = "funder"
    EMPLOYER = "employer"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict of interest that somebody disclosed: what it is, and of whom, in their words."""

    kind: ConflictKind
    of: str


@dataclass(frozen=True, slots=True)
class Stake:
    """What somebody is in the forum: the ids of category and region, and the organisation, if they speak for one.

    ``evidence`` is where a moderator can see it, in the person's words; it is shown to moderators only.
    """

    category: str
    region: str
    organisation: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    evidence: str = ""


class ProfileState(StrEnum):
    """Where a profile stands. Only a confirmed one is in force; a superseded one was replaced by a later claim."""

    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Profile:
    """One claim of a person, and what became of it. A changed claim is a new one, beside the one in force.

    ``confirmed_by`` and ``confirmed_at`` are None while no second person has confirmed it. ``ended_by`` and
    ``ended_at`` say who rejected, withdrew or replaced it, and when; ``reason`` is why it was rejected.
    """

    id: int
    person: str
    stake: Stake
    claimed_at: datetime
    state: ProfileState = ProfileState.CLAIMED
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    ended_by: str | None = None
    ended_at: datetime | None = None
    reason: str = ""

    @property
    def in_force(self) -> bool:
        """Whether it is what the person counts as now."""
        return self.state is ProfileState.CONFIRMED

    @property
    def waits(self) -> bool:
        """Whether a moderator still has to look at it."""
        return self.state is ProfileState.CLAIMED

    def held(self, at: datetime) -> bool:
        """Whether it was in force at a moment; from the moment of its confirmation, up to that of its end."""
        if self.confirmed_at is None or at < self.confirmed_at:
            return False
        return self.ended_at is None or at < self.ended_at


def organisation_written(text: str | None) -> str | None:
    """The name of an organisation as typed; None for no name, or "none".

    Raises:
        Unfit: It is too long, or no name.
    """
    found = " ".join(words(text, _("the organisation"), ORGANISATION_LIMIT, needed=False).split())
    if found not in _NOTHING and not fold(found):
        raise Unfit(_("“{text}” is no name of an organisation; leave it out if you speak for none.").format(text=found))
    return None if found.casefold().rstrip(".") in _NOTHING else found


def conflicts_written(text: str | None) -> tuple[Conflict, ...]:
    """Conflicts of interest as typed: one a line or between semicolons, each as "employer: Meta".

    What begins with no kind is kept whole as another one; "none" and an empty text are no conflict.

    Raises:
        Unfit: There are too many, or one is too long.
    """
    lines = [line.strip() for line in re.split(r"[\n;]", readable(text or ""))]
    found = dict.fromkeys(_conflict(line) for line in lines if line.casefold().rstrip(".") not in _NOTHING)
    if len(found) > CONFLICTS_LIMIT:
        message = _("Name at most {limit} conflicts of interest, one a line; you named {count}.")
        raise Unfit(message.format(limit=CONFLICTS_LIMIT, count=len(found)))
    return tuple(found)


def _conflict(line: str) -> Conflict:
    kind, colon, rest = line.partition(":")
    known = {kind.value: kind for kind in ConflictKind}.get(kind.strip().casefold()) if colon and rest.strip() else None
    of = rest if known else line
    return Conflict(known or ConflictKind.OTHER, words(of, _("each conflict of interest"), ORGANISATION_LIMIT))


def conflict_lines(conflicts: tuple[Conflict, ...]) -> str:
    """Conflicts of interest as they would be typed, one a line."""
    return "\n".join(f"{conflict.kind.value}: {conflict.of}" for conflict in conflicts)


def account_made(person: str) -> date | None:
    """The day on which an account was made; None where the surface does not tell.

    Source: Discord documentation, "API Reference", Snowflakes, read 2026-11-21: the bits above 22 are milliseconds
    since the beginning of 2015.
    """
    surface, _colon, number = person.partition(":")
    if surface != "discord" or not number.isdecimal() or len(number) > 20:
        return None
    return (datetime(2015, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(number) >> 22)).date()

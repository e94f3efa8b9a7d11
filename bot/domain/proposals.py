"""What people propose to change in the database, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.licences import Licensing
from bot.domain.systems import Access, Assessor, Extent, Kind


class Availability(StrEnum):
    """How a component can be had, in one word for a form: access and extent together."""

    OPEN = "open"
    OPEN_IN_PART = "open_in_part"
    GATED = "gated"
    GATED_IN_PART = "gated_in_part"
    NOT_RELEASED = "not_released"
    UNKNOWN = "unknown"

    @property
    def access(self) -> Access:
        """Whether it can be had."""
        return _ACCESS[self][0]

    @property
    def extent(self) -> Extent | None:
        """How much of it; None where there is nothing to be had, or nothing known."""
        return _ACCESS[self][1]

    @classmethod
    def of(cls, access: Access, extent: Extent | None) -> Availability:
        """The word for an access and an extent; what is not said to be a part is taken to be all."""
        if access in (Access.ABSENT, Access.UNKNOWN):
            return cls.NOT_RELEASED if access is Access.ABSENT else cls.UNKNOWN
        wanted = (access, extent or Extent.FULL)
        return next(word for word, pair in _ACCESS.items() if pair == wanted)


_ACCESS: dict[Availability, tuple[Access, Extent | None]] = {
    Availability.OPEN: (Access.OPEN, Extent.FULL),
    Availability.OPEN_IN_PART: (Access.OPEN, Extent.PARTIAL),
    Availability.GATED: (Access.GATED, Extent.FULL),
    Availability.GATED_IN_PART: (Access.GATED, Extent.PARTIAL),
    Availability.NOT_RELEASED: (Access.ABSENT, None),
    Availability.UNKNOWN: (Access.UNKNOWN, None),
}


class Detail(StrEnum):
    """What can be proposed about a system as a whole."""

    NAME = "name"
    ALIAS = "alias"
    NOT_ALIAS = "not_alias"
    DEVELOPER = "developer"
    FAMILY = "family"
    BASE = "base"
    NOT_BASE = "not_base"
    RELEASED = "released"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class FactProposed:
    """A fact about one component.

    ``by`` is None for the developer's own word or files, else whose finding it is. ``since`` is set where the world has
    changed and not our knowledge of it: the day, as far as it is known, from which the licence holds.
    """

    component: str
    availability: Availability
    licence: Licensing | None = None
    by: Assessor | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class DetailProposed:
    """Something about the system itself: an alias to add or to take away, its family, or a base."""

    detail: Detail
    value: str


@dataclass(frozen=True, slots=True)
class SystemProposed:
    """A system that is not recorded yet."""

    name: str
    developer: str
    kind: Kind
    family: str


@dataclass(frozen=True, slots=True)
class WordsProposed:
    """What somebody says is wrong, in words; a curator makes a proper proposal of it."""

    text: str


Proposed = FactProposed | DetailProposed | SystemProposed | WordsProposed


class ProposalState(StrEnum):
    """Where a proposal stands. A disputed one waits for a moderator, an open one for a curator."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a second person said to a proposal."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that somebody proposes to change, with the page that shows it.

    ``system`` is the id of the system, for a new one the id it would get. ``shows`` is what the source shows, in the
    proposer's words; ``read_on`` the day it was read, None where words alone were proposed. ``judgement`` is None while
    nobody has decided.
    """

    id: int
    system: str
    proposed: Proposed
    source: str
    shows: str
    read_on: date | None
    proposer: str
    proposed_at: datetime
    state: ProposalState = ProposalState.OPEN
    judgement: Judgement | None = None

    @property
    def waits(self) -> bool:
        """Whether somebody still has to decide."""
        return self.state in (ProposalState.OPEN, ProposalState.DISPUTED)

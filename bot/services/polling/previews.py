"""A poll as voters will see it, and what to look at before it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.polls.ballots import Imbalance
from bot.domain.polls.bands import MeanBand
from bot.domain.polls.polls import Poll, PollState, Voter
from bot.domain.polls.rules import Iso


class Caution(StrEnum):
    """What to look at before a poll is opened; none of it hinders."""

    NO_ROLL = "no_roll"
    NO_CATEGORIES = "no_categories"
    SMALL_CATEGORIES = "small_categories"
    LARGE_CATEGORIES = "large_categories"
    LARGE_ORGANISATIONS = "large_organisations"
    SHORT = "short"
    MEAN_BAND = "mean_band"
    QUORUM_OUT_OF_REACH = "quorum_out_of_reach"
    NO_CONTACT = "no_contact"
    NO_CORE = "no_core"
    CONFLICTS = "conflicts"


@dataclass(frozen=True, slots=True)
class Preview:
    """A poll as voters will see it, with its roll.

    ``token`` stands for exactly this roll, so that nobody confirms what has changed meanwhile; empty without a roll.
    ``subject`` is the name of the system that it is about, ``maker`` who made that.
    """

    poll: Poll
    state: PollState
    voters: tuple[Voter, ...]
    token: str
    imbalance: Imbalance
    cautions: tuple[Caution, ...]
    subject: str | None = None
    maker: str | None = None

    @property
    def verified(self) -> int:
        """How many stand where their verified profile says."""
        return sum(one.verified for one in self.voters)

    @property
    def listed(self) -> int:
        """How many stand where the facilitator's list says, and no profile."""
        return sum(one.placed and not one.verified for one in self.voters)


def cautions_of(poll: Poll, voters: Sequence[Voter], balance: Imbalance) -> tuple[Caution, ...]:
    """What to look at."""
    charter = poll.charter
    by = charter.counting.parameters
    opens_at = charter.opens_at or poll.drafted_at
    least = charter.counting.quorum.overall
    core = by.core if isinstance(by, Iso) else ()
    categories = any(one.category for one in voters)
    found = {
        Caution.NO_ROLL: not voters,
        Caution.NO_CATEGORIES: bool(voters) and not categories,
        Caution.SMALL_CATEGORIES: bool(balance.small_categories),
        Caution.LARGE_CATEGORIES: bool(balance.large_categories),
        Caution.LARGE_ORGANISATIONS: bool(balance.large_organisations),
        Caution.SHORT: (poll.closes_at - opens_at).total_seconds() < 72 * 3600,
        Caution.MEAN_BAND: isinstance(by, MeanBand),
        Caution.QUORUM_OUT_OF_REACH: bool(voters) and not least.met(len(voters), len(voters)),
        Caution.NO_CONTACT: not charter.contact,
        Caution.NO_CORE: bool(voters) and bool(core) and not any(one.category in core for one in voters),
        Caution.CONFLICTS: any(one.conflicted for one in voters),
    }
    return tuple(caution for caution, holds in found.items() if holds)

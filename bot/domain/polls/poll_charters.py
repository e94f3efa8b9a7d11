"""A poll's charter: everything about it, fixed and hashed before its first ballot."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.definitions import Freedom
from bot.domain.polls import charter_forms
from bot.domain.polls.asked import Asked
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.bands import Merging
from bot.domain.polls.charters import Charter
from bot.domain.polls.scales import BallotScale
from bot.texts import _


class Interim(StrEnum):
    """What is seen before the close: turnout alone, all, or all by those who have voted."""

    TURNOUT = "turnout"
    LIVE = "live"
    AFTER_OWN_VOTE = "after_own_vote"


class NamesPolicy(StrEnum):
    """How voters stand in the published ballots. Pseudonymous is not anonymous: the operator can tell who is who."""

    PSEUDONYMOUS = "pseudonymous"
    NAMED = "named"


class RoleLoss(StrEnum):
    """What becomes of a ballot whose voter is taken off the roll later."""

    KEEP = "keep"
    VOID_AT_CLOSE = "void_at_close"


class Outsiders(StrEnum):
    """What becomes of the ballot of somebody who is not on the roll: none is taken, or it is counted apart."""

    REFUSE = "refuse"
    ADVISORY = "advisory"


class Effect(StrEnum):
    """Whether the result advises somebody, or binds."""

    ADVISORY = "advisory"
    BINDING = "binding"


class ExtensionReason(StrEnum):
    """Why a poll may close later than it was said."""

    OUTAGE = "outage"
    QUORUM_SHORT = "quorum_short"
    CHAIR = "chair"


class Reminding(StrEnum):
    """How a poll's channel is reminded before the close: by a message, by one that pings too, or not at all."""

    POST = "post"
    PING = "ping"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Extending:
    """By which reasons a poll may be extended, and how much later it may close in all; never earlier.

    An outage of the bot that is longer than ``outage_from`` extends it without anybody's doing, if the reasons hold it.
    """

    reasons: tuple[ExtensionReason, ...] = tuple(ExtensionReason)
    most: timedelta = timedelta(days=14)
    outage_from: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Meanings:
    """What each choice says, and what a blank says, in the words that voters read."""

    yes: str = _("required: without it this freedom cannot be exercised")
    no: str = _("not required")
    discuss: str = _("cannot answer yet; to be talked about first")
    abstain: str = _("deliberately no answer: a conflict of interest, or not my field")
    blank: str = _("no answer; it is never counted as a no")

    def of(self, choice: Choice | None) -> str:
        """The meaning of one choice; None is the blank."""
        found: str = getattr(self, choice.value if choice else "blank")
        return found


@dataclass(frozen=True, slots=True)
class StepMeanings:
    """The same for the steps of a temperature."""

    strongly_for: str = _("it has to be required")
    in_favour: str = _("better required than not")
    neutral: str = _("I can live with either")
    against: str = _("better not required")
    strongly_against: str = _("it must not be required")
    abstain: str = _("deliberately no answer: a conflict of interest, or not my field")
    blank: str = _("no answer; it is never counted as against")

    def of(self, choice: Choice | None) -> str:
        """The meaning of one choice; None is the blank."""
        name = "in_favour" if choice is Choice.FOR else choice.value if choice else "blank"
        found: str = getattr(self, name)
        return found


def meanings_of(scale: BallotScale) -> Meanings | StepMeanings:
    """What the choices of a scale say, unless a charter says otherwise."""
    return StepMeanings() if scale is BallotScale.TEMPERATURE else Meanings()


@dataclass(frozen=True, slots=True)
class PollCharter:
    """All rules of a poll.

    ``definition`` is the label of the version whose rows are asked about. ``subject`` is the system or group that the
    poll is about, None for systems in general. ``counting`` is how ballots become verdicts, ``mergings`` which rows are
    counted as one. ``lasts`` is set where the close was given as a span: it then runs from the opening. A blank is
    never a no; ``round_of`` is the poll whose second round this is.
    """

    question: str
    definition: str
    components: tuple[Asked, ...]
    closes_at: datetime
    opens_at: datetime | None = None
    lasts: timedelta | None = None
    freedoms: tuple[Freedom, ...] = tuple(Freedom)
    subject: str | None = None
    scale: BallotScale = BallotScale.REQUIRED
    meanings: Meanings | StepMeanings = Meanings()
    counting: Charter = field(default_factory=Charter)
    mergings: tuple[Merging, ...] = ()
    extending: Extending = Extending()
    on_role_loss: RoleLoss = RoleLoss.KEEP
    outsiders: Outsiders = Outsiders.REFUSE
    interim: Interim = Interim.TURNOUT
    names: NamesPolicy = NamesPolicy.PSEUDONYMOUS
    reasons_published: bool = True
    reminders: Reminding = Reminding.POST
    effect: Effect = Effect.ADVISORY
    deciding_body: str = ""
    contact: str = ""
    round_of: str | None = None

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell that is asked, component by component."""
        return tuple(Cell(one.id, freedom) for one in self.components for freedom in self.freedoms)

    def asks(self, cell: Cell) -> bool:
        """Whether a cell is asked."""
        return cell.freedom in self.freedoms and any(one.id == cell.component for one in self.components)

    @property
    def canonical(self) -> str:
        """The one way to write it down: JSON with sorted keys and no blanks, fractions as texts, moments in UTC."""
        return charter_forms.written(self)

    @property
    def digest(self) -> str:
        """The SHA-256 of the canonical form, in hexadecimal."""
        return charter_forms.digest(self.canonical)

    def opened(self, at: datetime) -> PollCharter:
        """The charter as it is frozen when the poll is opened at a moment; it begins with that second."""
        second = at.replace(microsecond=0)
        opens_at = max(second, self.opens_at) if self.opens_at else second
        closes_at = opens_at + self.lasts if self.lasts else self.closes_at
        return replace(self, opens_at=opens_at, closes_at=closes_at)

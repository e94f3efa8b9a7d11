"""What somebody wants counted, and how: the parameters that go with every rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from bot.domain.polls.ballots import VoteUnit
from bot.domain.polls.charters import NO_LEAST, Least, Tie
from bot.domain.polls.outcomes import RollUp
from bot.domain.polls.parameters import Parameter, a_count, number, one_of
from bot.domain.polls.scales import BallotScale
from bot.texts import _


def _least(text: str) -> Least:
    """Read a count, a share, or both: 5, 50% or 5 + 1/2."""
    count_, plus, share_ = text.partition("+")
    if plus and count_.strip().isdigit():
        return replace(_least(share_), count=int(count_))
    if text.strip().isdigit():
        return Least(count=int(text))
    share = number(text)
    if not 0 <= share <= 1:
        raise ValueError(_("a count such as 5, or a share such as 1/2 or 50%"))
    return Least(share=share)


@dataclass(frozen=True, slots=True)
class Counting:
    """The parameters of counting, whatever the rule; they need ballots."""

    quorum: Annotated[Least, Parameter("quorum", _least, _("the least voters that must take part"))] = NO_LEAST
    category: Annotated[Least, Parameter("category_quorum", _least, _("the least of each category"))] = NO_LEAST
    cell: Annotated[Least, Parameter("cell_quorum", _least, _("the least answers in a cell"))] = NO_LEAST
    tie: Annotated[Tie, Parameter("tie", one_of(Tie), _("what a tie means: tie, required or not_required"))] = Tie.TIE
    unit: Annotated[VoteUnit, Parameter("unit", one_of(VoteUnit), _("what votes as one: person or organisation"))] = (
        VoteUnit.PERSON
    )
    roll_up: Annotated[RollUp, Parameter("roll_up", one_of(RollUp), _("a component needs any or all freedoms"))] = (
        RollUp.ANY
    )
    eligible: Annotated[
        int | None, Parameter("eligible", a_count, _("how many may vote, if the file does not name all of them"))
    ] = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What to count, and how.

    ``parameters`` are texts such as ``q=2/3``. ``groups``, ``categories`` and ``freedoms`` narrow down what is counted;
    empty: all. ``objections`` is a file of the objections to cells, which the rule ``consensus`` asks about. ``roll``
    is one of the roll, which says who is left out, as if they were not on it. ``scale`` is what can be said; if left
    out, the file tells.
    """

    rule: str
    parameters: tuple[str, ...] = ()
    merge: Path | None = None
    groups: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    freedoms: tuple[str, ...] = ()
    objections: Path | None = None
    roll: Path | None = None
    scale: BallotScale | None = None

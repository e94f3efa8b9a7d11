"""A proposal as a reviewer has to see it: what accepting it would do to the record, and to which verdicts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.domain.amendments import amended, impact, settled
from bot.domain.histories import Alteration, VerdictTurn, alterations
from bot.domain.libraries import Library
from bot.domain.proposals import Detail, DetailProposed, FactProposed, Proposal, ProposalState
from bot.domain.refusals import Refusal
from bot.domain.systems import Dispute, System
from bot.texts import _


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal as a reviewer has to see it before deciding.

    ``system`` is what is recorded now, None for a new system. ``alterations`` and ``turns`` are what accepting it would
    do; for one that was accepted, what it did. ``token`` stands for exactly this, so that nobody accepts what has
    changed meanwhile. ``hindrance`` says why it cannot be accepted as the database stands. ``rivals`` are other
    proposals about the same that wait. ``names`` are names of systems by id, for the turns.
    """

    proposal: Proposal
    system: System | None
    alterations: tuple[Alteration, ...] = ()
    turns: tuple[VerdictTurn, ...] = ()
    token: str = ""
    hindrance: str = ""
    rivals: tuple[Proposal, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


class Judged(Refusal):
    """Somebody else has decided already."""


def view_of(proposal: Proposal, library: Library, rivals: tuple[Proposal, ...] = ()) -> ProposalView:
    """What accepting a proposal would do to a library."""
    system = library.systems.get(proposal.system)
    if not proposal.waits:
        return ProposalView(proposal, system, rivals=rivals)
    try:
        after = _if_accepted(proposal, library)
    except Refusal as hindrance:
        return ProposalView(proposal, system, hindrance=str(hindrance), rivals=rivals)
    if after is None:
        return ProposalView(proposal, system, token=_token(proposal, None, ()), rivals=rivals)
    changed = alterations(system, after)
    turns = impact(after, library)
    return ProposalView(
        proposal,
        system,
        changed,
        turns,
        _token(proposal, changed, turns),
        rivals=rivals,
        names=names_of(turns, library),
    )


def _if_accepted(proposal: Proposal, library: Library) -> System | None:
    if proposal.state is not ProposalState.DISPUTED:
        return amended(proposal, library)
    system, dispute = dispute_of(proposal, library)
    return settled(system, dispute, for_claim=True)


def _token(proposal: Proposal, changed: object, turns: object) -> str:
    return hashlib.sha256(repr((proposal.id, changed, turns)).encode()).hexdigest()[:8]


def names_of(turns: Iterable[VerdictTurn], library: Library) -> dict[str, str]:
    """The names of the systems whose verdicts turn, by id."""
    ids = dict.fromkeys(turn.system for turn in turns)
    return {id_: library.systems[id_].name for id_ in ids if id_ in library.systems}


# To add something and to take it away is about the same.
_ABOUT = {Detail.NOT_ALIAS: Detail.ALIAS, Detail.NOT_BASE: Detail.BASE}


def is_rival(one: Proposal, other: Proposal) -> bool:
    """Whether two proposals are about the same."""
    if one.id == other.id:
        return False
    match one.proposed, other.proposed:
        case FactProposed(component=here), FactProposed(component=there):
            return here == there
        case DetailProposed(detail=here), DetailProposed(detail=there):
            return _ABOUT.get(here, here) is _ABOUT.get(there, there)
    return type(one.proposed) is type(other.proposed) and not isinstance(one.proposed, FactProposed)


def dispute_of(proposal: Proposal, library: Library) -> tuple[System, Dispute]:
    """The system and the open dispute that a proposal has become.

    Raises:
        Judged: It is not disputed, or not any more.
    """
    system = library.systems.get(proposal.system)
    found = [dispute for dispute in system.disputes if dispute.proposal == proposal.id] if system else []
    if system is None or not found or proposal.state is not ProposalState.DISPUTED:
        raise Judged(
            judged(proposal)
            if not proposal.waits
            else _("Proposal {number} is not disputed.").format(number=proposal.id)
        )
    return system, found[0]


def judged(proposal: Proposal) -> str:
    """The sentence for somebody who comes too late."""
    states = {
        ProposalState.ACCEPTED: _("accepted"),
        ProposalState.REJECTED: _("rejected"),
        ProposalState.DISPUTED: _("disputed, and waits for a moderator"),
        ProposalState.WITHDRAWN: _("withdrawn"),
        ProposalState.OPEN: _("open"),
    }
    text = _("Proposal {number} is {state} already; nothing was done.")
    return text.format(number=proposal.id, state=states[proposal.state])

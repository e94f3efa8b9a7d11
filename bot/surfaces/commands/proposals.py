"""Proposals: shown, accepted, rejected, disputed, settled."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.actors import Role
from bot.domain.proposals import ProposalState
from bot.surfaces.commands.registry import Context, Suggestion, command
from bot.surfaces.replies import proposals
from bot.surfaces.reply import Reply
from bot.texts import _


class Whose(StrEnum):
    """Whose proposals a list shows."""

    EVERYBODY = "everybody"
    MINE = "mine"


class Outcome(StrEnum):
    """For which side a dispute is settled."""

    CLAIM = "claim"
    RECORDED = "recorded"


async def suggest_proposal(context: Context, typed: str) -> list[Suggestion]:
    """Proposals that wait and whose number or system begins so."""
    wanted = typed.strip().casefold()
    found = await context.app.reviews.all(100)
    return [
        Suggestion(f"{proposal.id}: {proposal.system}, {proposals.in_short(proposal)}", str(proposal.id))
        for proposal in found
        if proposal.waits and (str(proposal.id).startswith(wanted) or proposal.system.startswith(wanted))
    ]


@command("proposal list")
async def proposal_list(
    context: Context, state: ProposalState | None = None, whose: Whose = Whose.EVERYBODY
) -> Reply:  # fmt: skip
    """List what was proposed, the newest first.

    Args:
        state: Only proposals in this state.
        whose: Everybody's, or only mine.
    """
    proposer = context.actor.id if whose is Whose.MINE else None
    found = await context.app.reviews.all(state=state, proposer=proposer)
    return proposals.listing(found, _("Proposals"))


@command("proposal show", slow=True, number=suggest_proposal)
async def proposal_show(context: Context, number: str) -> Reply:
    """Show a proposal, and which verdicts accepting it would turn.

    Args:
        number: The number of the proposal.
    """
    return proposals.card(await context.app.reviews.show(number))


@command("proposal accept", role=Role.CURATOR, slow=True, number=suggest_proposal)
async def proposal_accept(context: Context, number: str, seen: str | None = None, reason: str | None = None) -> Reply:
    """Accept a proposal of somebody else; shows first what it would do.

    Args:
        number: The number of the proposal.
        seen: The sign below what it would do; left out, that is shown and nothing is accepted.
        reason: Why, if there is something to say.
    """
    return proposals.accepted(await context.app.reviews.accept(number, seen, reason, context.actor))


@command("proposal reject", role=Role.CURATOR, number=suggest_proposal)
async def proposal_reject(context: Context, number: str, reason: str) -> Reply:
    """Reject a proposal of somebody else, with a reason.

    Args:
        number: The number of the proposal.
        reason: Why.
    """
    return proposals.card(await context.app.reviews.reject(number, reason, context.actor))


@command("proposal dispute", role=Role.CURATOR, number=suggest_proposal)
async def proposal_dispute(context: Context, number: str, reason: str) -> Reply:
    """Keep a claim beside what is recorded, until a moderator settles it.

    Args:
        number: The number of the proposal.
        reason: Why it is disputed.
    """
    return proposals.card(await context.app.reviews.dispute(number, reason, context.actor))


@command("proposal withdraw", number=suggest_proposal)
async def proposal_withdraw(context: Context, number: str) -> Reply:
    """Take back a proposal of your own.

    Args:
        number: The number of the proposal.
    """
    return proposals.card(await context.app.reviews.withdraw(number, context.actor))


@command("proposal settle", role=Role.MODERATOR, slow=True, number=suggest_proposal)
async def proposal_settle(
    context: Context, number: str, outcome: Outcome, reason: str, seen: str | None = None
) -> Reply:
    """Settle a dispute: for the claim, or for what is recorded.

    Args:
        number: The number of the proposal that is disputed.
        outcome: Which side is right.
        reason: Why.
        seen: The sign of what was shown; where that has changed, it is shown again and nothing is settled.
    """
    for_claim = outcome is Outcome.CLAIM
    found = await context.app.reviews.settle(
        number, for_claim=for_claim, reason=reason, actor=context.actor, seen=seen
    )  # fmt: skip
    return proposals.settled(found)

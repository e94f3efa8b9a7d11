"""Looking after a poll: what stands out among its ballots, challenges to them, and their exclusion."""

from __future__ import annotations

from bot.domain.actors import Role
from bot.surfaces.commands.polls import suggest_poll
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.replies import poll_moderation
from bot.surfaces.reply import Reply


@command("poll report", role=Role.MODERATOR, sealed=True, poll=suggest_poll)
async def poll_report(context: Context, poll: str) -> Reply:
    """Show what stands out among the ballots of a poll, and not what they say; it decides nothing.

    Args:
        poll: The number of the poll.
    """
    return poll_moderation.report(await context.app.poll_moderation.report(poll, context.actor))


@command("poll challenge", private=True, poll=suggest_poll)
async def poll_challenge(context: Context, poll: str, handle: str, reason: str) -> Reply:
    """Say why a ballot should not count, while the poll is open or within 72 hours of its close.

    Args:
        poll: The number of the poll.
        handle: The handle of the voter, as it stands in roll.csv.
        reason: Why.
    """
    moderating = context.app.poll_moderation
    found = await moderating.challenge(poll, handle, reason, context.actor, context.delivery)
    return poll_moderation.challenged(found)


@command("poll exclude", role=Role.MODERATOR, poll=suggest_poll)
async def poll_exclude(context: Context, poll: str, handle: str, reason: str) -> Reply:
    """Leave a ballot out of the count; two moderators have to, and the ballot stays as it was cast.

    Args:
        poll: The number of the poll.
        handle: The handle of the voter.
        reason: Why.
    """
    moderating = context.app.poll_moderation
    return poll_moderation.excluding(await moderating.exclude(poll, handle, reason, context.actor, context.delivery))


@command("poll dismiss", role=Role.MODERATOR, poll=suggest_poll)
async def poll_dismiss(context: Context, poll: str, handle: str, reason: str) -> Reply:
    """Settle the challenges to a ballot: it counts.

    Args:
        poll: The number of the poll.
        handle: The handle of the voter.
        reason: Why.
    """
    moderating = context.app.poll_moderation
    return poll_moderation.dismissed(await moderating.dismiss(poll, handle, reason, context.actor, context.delivery))

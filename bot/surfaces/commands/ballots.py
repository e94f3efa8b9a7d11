"""A voter's own ballot, in words: on every surface, without a screen of buttons."""

from __future__ import annotations

from bot.surfaces.commands.polls import suggest_poll
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.replies import ballots
from bot.surfaces.reply import Reply


@command("ballot show", sealed=True, poll=suggest_poll)
async def ballot_show(context: Context, poll: str) -> Reply:
    """Show your own ballot as it is stored.

    Args:
        poll: The number of the poll.
    """
    return ballots.own(await context.app.ballots.own(poll, context.actor))


@command("ballot text", sealed=True, asked=("text",), poll=suggest_poll)
async def ballot_text(context: Context, poll: str, text: str) -> Reply:
    """Vote in plain text; what you do not name stays as it is.

    Args:
        poll: The number of the poll.
        text: training-code: use=yes study=no; datasets: all=discuss
    """
    return ballots.receipt(await context.app.ballots.cast_text(poll, context.actor, text, context.delivery))


@command("ballot rest", sealed=True, poll=suggest_poll)
async def ballot_rest(context: Context, poll: str) -> Reply:
    """Mark everything that you have not answered as not required.

    Args:
        poll: The number of the poll.
    """
    return ballots.receipt(await context.app.ballots.rest_not_required(poll, context.actor, context.delivery))


@command("ballot earlier", sealed=True, poll=suggest_poll)
async def ballot_earlier(context: Context, poll: str) -> Reply:
    """Begin a second round with your own answers of the first.

    Args:
        poll: The number of the second round.
    """
    return ballots.receipt(await context.app.ballots.take_over(poll, context.actor, context.delivery))


@command("ballot conflict", sealed=True, poll=suggest_poll)
async def ballot_conflict(context: Context, poll: str, text: str) -> Reply:
    """Disclose a conflict of interest; the result is shown with and without your ballot.

    Args:
        poll: The number of the poll.
        text: What it is: who pays you, what you made.
    """
    return ballots.conflict(await context.app.ballots.declare_conflict(poll, context.actor, text, context.delivery))

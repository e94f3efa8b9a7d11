"""From the result of a poll to the draft of a definition."""

from __future__ import annotations

from bot.domain.actors import Role
from bot.surfaces.commands.polls import suggest_poll
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.commands.suggestions import suggest_definition
from bot.surfaces.replies import poll_drafts
from bot.surfaces.reply import Reply


@command(
    "poll propose-definition",
    role=Role.FACILITATOR,
    slow=True,
    files=True,
    poll=suggest_poll,
    predecessor=suggest_definition,
)
async def poll_propose_definition(
    context: Context,
    poll: str,
    predecessor: str | None = None,
    version: str | None = None,
    adopts: str | None = None,
) -> Reply:
    """Make of a closed poll's result the draft of a definition, as a file; it is in force nowhere.

    Args:
        poll: The number of the poll.
        predecessor: The version that it follows, such as "osaid 0.0.9"; the one in force if left out.
        version: Its number, such as 0.0.10; the next one that is free if left out.
        adopts: What counts as required under the bands of the mean: "required, likely required".
    """
    return poll_drafts.proposed(
        await context.app.definition_proposals.propose(
            poll, context.actor, predecessor, version, adopts, context.delivery
        )
    )

"""The curators' queue."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.actors import Role
from bot.domain.queues import Work
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.commands.suggestions import suggest_system
from bot.surfaces.replies import queues
from bot.surfaces.reply import Reply


class Keep(StrEnum):
    """What stands after a clash."""

    CHAT = "chat"
    FILE = "file"


@command("curation queue", slow=True, private=True)
async def curation_queue(context: Context, work: Work | None = None) -> Reply:
    """List what waits for a curator, most valuable first.

    Args:
        work: Only this kind of work.
    """
    return queues.queue(await context.app.queues.queue(work), work)


@command("curation settle", role=Role.CURATOR, system=suggest_system)
async def curation_settle(context: Context, system: str, part: str, keep: Keep) -> Reply:
    """Settle what a data file and a change made in chat say differently.

    Args:
        system: The id of the system.
        part: The part, as the queue names it.
        keep: What stands: the change made in chat, or what the file says.
    """
    take_file = keep is Keep.FILE
    change = await context.app.queues.settle_clash(system, part, take_file=take_file, actor=context.actor)
    return queues.settled(system, part, change)

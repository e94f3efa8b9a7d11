"""Taking one text out: by two moderators, with a reason that everybody can read."""

from __future__ import annotations

from bot.domain.actors import Role
from bot.domain.privacy.redactions import RedactionReason
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.replies import redactions
from bot.surfaces.reply import Reply


@command("redaction propose", role=Role.MODERATOR, sealed=True)
async def redaction_propose(
    context: Context, subject: str, part: str, reason: RedactionReason, note: str | None = None
) -> Reply:
    """Ask for one text to be taken out for good; another moderator has to confirm it.

    Args:
        subject: What it stands in, by its number: D-2026-0014, P-2026-0003, E-2026-0002, T-2026-0011.
        part: “dissent 1”, “target”; a handle and a cell; “statement”, “name”; “s3”.
        reason: Why it has to go; everybody reads it.
        note: For the other moderators; gone once it is done.
    """
    found = await context.app.redactions.propose(subject, part, reason, note, context.actor)
    return redactions.asked(found)


@command("redaction confirm", role=Role.MODERATOR, sealed=True)
async def redaction_confirm(context: Context, number: str) -> Reply:
    """Take out the text that another moderator wants to be taken out; it cannot be undone.

    Args:
        number: The number of the redaction, such as R-2026-0001.
    """
    return redactions.done(await context.app.redactions.confirm(number, context.actor))


@command("redaction refuse", role=Role.MODERATOR, sealed=True)
async def redaction_refuse(context: Context, number: str) -> Reply:
    """Leave a text where it is that somebody wants to be taken out.

    Args:
        number: The number of the redaction, such as R-2026-0001.
    """
    return redactions.done(await context.app.redactions.refuse(number, context.actor))


@command("redaction waiting", role=Role.MODERATOR, sealed=True)
async def redaction_waiting(context: Context) -> Reply:
    """List the texts that are to be taken out, and wait for a second moderator."""
    return redactions.waiting(await context.app.redactions.waiting(context.actor))


@command("redaction list", private=True)
async def redaction_list(context: Context, subject: str | None = None) -> Reply:
    """List what was taken out, when and why.

    Args:
        subject: What it stood in, by its number; left out, all.
    """
    return redactions.listed(await context.app.redactions.done(subject))

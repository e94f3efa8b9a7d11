"""What people can ask about themselves."""

from __future__ import annotations

from bot.surfaces.commands.people import person_named
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.replies import privacy
from bot.surfaces.reply import Reply


@command("privacy show", sealed=True, files=True)
async def privacy_show(context: Context) -> Reply:
    """Show all that is kept of you, why, and for how long; with a file of all of it."""
    return privacy.shown(await context.app.privacy.show(context.actor))


@command("privacy name", sealed=True)
async def privacy_name(context: Context, name: str | None = None) -> Reply:
    """Choose how you are named in the public record, or that you are not; one choice for all of it.

    Args:
        name: How you want to be named, or “none”; left out, you are shown how it is now.
    """
    naming = context.app.naming
    return privacy.naming(await (naming.show(context.actor) if name is None else naming.choose(name, context.actor)))


@command("privacy forget", sealed=True)
async def privacy_forget(
    context: Context, sure: str | None = None, person: str | None = None, names: str | None = None
) -> Reply:
    """Be forgotten; says first what goes and what stays, and asks you to confirm it.

    Args:
        sure: Type “forget me” to have it done; left out, you are told what it means.
        person: For moderators: somebody who asked for it by mail. It takes two of you.
        names: For moderators: how others call them, parted by semicolons.
    """
    if person:
        wanted = person_named(person, context.actor)
        return privacy.asked(await context.app.forgetting.ask(wanted, names, context.actor))
    if sure is None:
        return privacy.beforehand(await context.app.privacy.show(context.actor))
    privacy.check_sure(sure)
    return privacy.forgotten(await context.app.forgetting.forget_me(context.actor))

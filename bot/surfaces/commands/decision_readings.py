"""Decisions read: one, what of it is not public, lists, those with some words in them."""

from __future__ import annotations

from bot.domain.actors import Role
from bot.domain.refusals import Refusal
from bot.services.deciding import Which
from bot.surfaces.commands.decisions import suggest_decision
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.replies import decision_lists, decisions
from bot.surfaces.reply import Reply
from bot.texts import _


@command("decision show", private=True, decision=suggest_decision)
async def decision_show(context: Context, decision: str) -> Reply:
    """Show a decision: what was decided and why, on what it rests, dissent, and what came after.

    Args:
        decision: Its number, such as D-2026-0014.
    """
    return decisions.page(await context.app.decision_pages.show(decision, context.actor))


@command("decision disclosed", role=Role.MODERATOR, sealed=True, decision=suggest_decision)
async def decision_disclosed(context: Context, decision: str) -> Reply:
    """Show what of a decision only moderators read: whom an action concerns, whose a dissent is.

    Args:
        decision: Its number.
    """
    return decisions.disclosed(await context.app.decision_pages.disclosed(decision, context.actor))


@command("decision list", private=True)
async def decision_list(context: Context, which: Which | None = None, page: str | None = None) -> Reply:
    """List decisions, the newest first; or those whose review is due.

    Args:
        which: Which of them; left out, all.
        page: The number of a page; left out, the first.
    """
    return decision_lists.several(await context.app.decision_pages.list(which or Which.ALL, context.actor, _page(page)))


@command("decision search", private=True)
async def decision_search(context: Context, words: str, page: str | None = None) -> Reply:
    """Find decisions by words that stand in them, or in what came after.

    Args:
        words: Words, all of which have to stand there; or a number.
        page: The number of a page; left out, the first.
    """
    return decision_lists.several(await context.app.decision_pages.search(words, context.actor, _page(page)))


def _page(text: str | None) -> int:
    plain = (text or "1").strip()
    if not plain.isdecimal() or not plain.isascii() or len(plain) > 6:
        raise Refusal(_("“{text}” is no number.").format(text=plain[:20]))
    return int(plain)

"""What is added to decisions: evidence found later, dissent, errata, reviews."""

from __future__ import annotations

from bot.domain.actors import Role
from bot.domain.decisions.happenings import Disposition, Part, ReviewVerdict
from bot.domain.refusals import Refusal
from bot.services.deciding import Which
from bot.services.deciding.involving import read_involved
from bot.surfaces.commands.decisions import basis_typed, dissent_typed, suggest_decision
from bot.surfaces.commands.people import person_named
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.replies import decision_lists, decisions
from bot.surfaces.reply import Reply


@command("decision evidence", role=Role.MODERATOR, private=True, decision=suggest_decision)
async def decision_evidence(
    context: Context, decision: str | None = None, source: str | None = None, message: str | None = None
) -> Reply:
    """Add evidence to a decision; it is shown with the day on which it was added.

    Args:
        decision: Its number; left out, the newest are offered.
        source: As a basis in /decision log: a poll's cell, an item of minutes, a decision, a link.
        message: A message, by its link.
    """
    if decision is None:
        return decision_lists.which_one(await context.app.decision_pages.list(Which.ALL, context.actor), message)
    added = basis_typed(context, source, message) or ""
    return decisions.page(
        await context.app.decision_additions.evidence(decision, added, context.actor, context.delivery)
    )


@command("decision people", role=Role.MODERATOR, private=True, decision=suggest_decision)
async def decision_people(
    context: Context,
    decision: str,
    makers: str | None = None,
    consulted: str | None = None,
    informed: str | None = None,
    recused: str | None = None,
) -> Reply:
    """Note who decided, was consulted or informed, or recused themselves; moderators alone read persons.

    Args:
        decision: Its number.
        makers: Who decided, by mention with the role: “@mia (chair); the board”.
        consulted: Who was asked, by mention; groups by their name, which everybody reads.
        informed: Who was told.
        recused: Who stood aside, and why: “@max: works for the developer”; everybody reads why.
    """

    def person(text: str) -> str | None:
        try:
            return person_named(text, context.actor)
        except Refusal:
            if text.startswith(("@", "<")):  # meant as a person, or a role: as a group's name everybody would read it
                raise
            return None

    typed = {Part.MAKER: makers, Part.CONSULTED: consulted, Part.INFORMED: informed, Part.RECUSED: recused}
    named = [one for part, text in typed.items() for one in read_involved(text, part, person)]
    return decisions.page(
        await context.app.decision_people.involve(decision, named, context.actor, context.delivery)
    )  # fmt: skip


@command("decision dissent", role=Role.MODERATOR, private=True, asked=("text",), decision=suggest_decision)
async def decision_dissent(
    context: Context,
    decision: str,
    text: str,
    disposition: Disposition | None = None,
    answer: str | None = None,
    by: str | None = None,
) -> Reply:
    """Keep what somebody held against a decision, and what was done with it.

    Args:
        decision: Its number.
        text: What they held against it; everybody reads it, without their name.
        disposition: What was done with it; left out, it is noted.
        answer: What was answered.
        by: Whose dissent it is, by a mention; only moderators read it.
    """
    typed = dissent_typed(text, disposition, answer, person_named(by, context.actor) if by else None)
    assert typed is not None  # noqa: S101 - there is a text
    additions = context.app.decision_additions
    return decisions.page(await additions.dissent(decision, typed, context.actor, context.delivery))


@command(
    "decision erratum",
    role=Role.MODERATOR,
    private=True,
    asked=("wrong", "right"),
    brief=("why",),
    instead={"why": "right"},
    decision=suggest_decision,
)
async def decision_erratum(context: Context, decision: str, wrong: str, right: str, why: str | None = None) -> Reply:
    """Correct a slip in the text of a decision; the correction stands beside the text.

    Args:
        decision: Its number.
        wrong: The wrong words, as they stand there.
        right: How they should read.
        why: How the slip came about; no new argument.
    """
    additions = context.app.decision_additions
    return decisions.page(await additions.erratum(decision, wrong, right, why, context.actor, context.delivery))


@command("decision review", role=Role.MODERATOR, private=True, asked=("why",), decision=suggest_decision)
async def decision_review(
    context: Context,
    decision: str,
    verdict: ReviewVerdict,
    why: str,
    correction: str | None = None,
    again: str | None = None,
) -> Reply:
    """Note what came out when a decision was looked at again; it may be regretted and stay.

    Args:
        decision: Its number.
        verdict: What came out.
        why: Why, for everybody to read.
        correction: Where it was corrected: a decision or a link; left out, what superseded it.
        again: The day of the next review, such as 2028-05-01; left out, none is due.
    """
    found = await context.app.decision_additions.review(
        decision, verdict, why, context.actor, context.delivery, correction=correction, again=again
    )
    return decisions.page(found)

"""Decisions: logged, confirmed, superseded, withdrawn, read."""

from __future__ import annotations

import re
from enum import StrEnum

from bot.domain.actors import Role
from bot.domain.decisions.decisions import DecisionKind, Effect
from bot.domain.decisions.happenings import Disposition
from bot.domain.refusals import Refusal
from bot.services.deciding import Which
from bot.services.deciding.reading import DecisionTyped, DissentTyped, ModerationTyped
from bot.surfaces.commands.people import person_named
from bot.surfaces.commands.registry import Context, Suggestion, command
from bot.surfaces.replies import decisions
from bot.surfaces.reply import Reply
from bot.texts import _

_FORM = ("title", "question", "outcome", "because")
_MESSAGE = re.compile(r"(\d{1,20})/(\d{1,20})")


class Logged(StrEnum):
    """What a decision can be about that is no moderation action."""

    RESOLUTION = "resolution"
    POLICY = "policy"
    PROCEDURAL = "procedural"


async def suggest_decision(context: Context, typed: str) -> list[Suggestion]:
    """Decisions whose number or text has what was typed."""
    pages = context.app.decision_pages
    wanted = typed.strip()
    found = await (pages.search(wanted, context.actor) if wanted else pages.list(Which.ALL, context.actor))
    return [Suggestion(f"{one.number}: {one.text.title}", one.number) for one in found.decisions]


async def suggest_adoptable(context: Context, typed: str) -> list[Suggestion]:
    """Drafts and versions that a decision can adopt."""
    return [Suggestion(name, value) for name, value in await context.app.adopting.names(typed)]


@command(
    "decision log",
    role=Role.MODERATOR,
    private=True,
    asked=_FORM,
    brief=("basis",),
    instead={"basis": "because"},
    adopts=suggest_adoptable,
)
async def decision_log(
    context: Context,
    title: str,
    question: str,
    outcome: str,
    because: str,
    basis: str | None = None,
    message: str | None = None,
    options: str | None = None,
    kind: Logged | None = None,
    effect: Effect | None = None,
    body: str | None = None,
    dissent: str | None = None,
    disposition: Disposition | None = None,
    answer: str | None = None,
    decided: str | None = None,
    review: str | None = None,
    adopts: str | None = None,
    in_force_from: str | None = None,
    background: str | None = None,
    drivers: str | None = None,
    good: str | None = None,
    bad: str | None = None,
    confirmation: str | None = None,
    affects: str | None = None,
) -> Reply:
    """Log a decision, with what it rests on; it is never edited afterwards.

    Args:
        title: What it is called, in a line.
        question: What was to be decided.
        outcome: What was decided.
        because: Why.
        basis: Such as “P-2026-0003 datasets/study; T-2026-0011 d2; D-2026-0009; https://… title”.
        message: A message that it rests on, by its link.
        options: What there was to choose from, with semicolons between.
        kind: What it is about; left out, a resolution.
        effect: Whether it binds or advises; left out, it binds.
        body: Who decided, such as “working group Components”.
        dissent: What somebody held against it; more with /decision dissent.
        disposition: What was done with the dissent; left out, it is noted.
        answer: What was answered to the dissent.
        decided: The day on which it was decided, such as 2026-05-31; left out, today.
        review: The day on which to look at it again, such as 2027-05-01.
        adopts: A draft, or a version, that is in force by it, such as “osaid 1.1”.
        in_force_from: The day from which that is in force; left out, as soon as it holds.
        background: How things stood.
        drivers: What mattered, with semicolons between.
        good: What is good about it, with semicolons between.
        bad: What is bad about it, with semicolons between.
        confirmation: How it will be seen that it was right.
        affects: What it bears on, such as “osaid 1.0/training-code; osaid 1.0”.
    """
    typed = DecisionTyped(
        title, question, outcome, because, options, basis_typed(context, basis, message), _kind(kind),
        effect or Effect.BINDING, body, dissent_typed(dissent, disposition, answer), decided, review,
        adopts, in_force_from, background, drivers, good, bad, confirmation, affects,
    )  # fmt: skip
    return decisions.page(await context.app.decisions.log(typed, context.actor, context.delivery))


@command(
    "decision supersede",
    role=Role.MODERATOR,
    private=True,
    asked=_FORM,
    brief=("basis",),
    instead={"basis": "because"},
    decision=suggest_decision,
    adopts=suggest_adoptable,
)
async def decision_supersede(
    context: Context,
    decision: str,
    title: str,
    question: str,
    outcome: str,
    because: str,
    basis: str | None = None,
    message: str | None = None,
    options: str | None = None,
    kind: Logged | None = None,
    effect: Effect | None = None,
    body: str | None = None,
    dissent: str | None = None,
    disposition: Disposition | None = None,
    answer: str | None = None,
    decided: str | None = None,
    review: str | None = None,
    adopts: str | None = None,
    in_force_from: str | None = None,
    background: str | None = None,
    drivers: str | None = None,
    good: str | None = None,
    bad: str | None = None,
    confirmation: str | None = None,
    affects: str | None = None,
) -> Reply:
    """Log a decision that takes the place of another; the old one stays in the record.

    Args:
        decision: The number of the one that is superseded.
        title: What the new one is called, in a line.
        question: What was to be decided.
        outcome: What was decided.
        because: Why, and why the old one is superseded.
        basis: Such as “P-2026-0003 datasets/study; T-2026-0011 d2; D-2026-0009; https://… title”.
        message: A message that it rests on, by its link.
        options: What there was to choose from, with semicolons between.
        kind: What it is about; left out, a resolution.
        effect: Whether it binds or advises; left out, it binds.
        body: Who decided, such as “working group Components”.
        dissent: What somebody held against it; more with /decision dissent.
        disposition: What was done with the dissent; left out, it is noted.
        answer: What was answered to the dissent.
        decided: The day on which it was decided, such as 2026-05-31; left out, today.
        review: The day on which to look at it again, such as 2027-05-01.
        adopts: A draft, or a version, that is in force by it, such as “osaid 1.1”.
        in_force_from: The day from which that is in force; left out, as soon as it holds.
        background: How things stood.
        drivers: What mattered, with semicolons between.
        good: What is good about it, with semicolons between.
        bad: What is bad about it, with semicolons between.
        confirmation: How it will be seen that it was right.
        affects: What it bears on, such as “osaid 1.0/training-code; osaid 1.0”.
    """
    typed = DecisionTyped(
        title, question, outcome, because, options, basis_typed(context, basis, message), _kind(kind),
        effect or Effect.BINDING, body, dissent_typed(dissent, disposition, answer), decided, review,
        adopts, in_force_from, background, drivers, good, bad, confirmation, affects,
    )  # fmt: skip
    found = await context.app.decisions.log(typed, context.actor, context.delivery, instead_of=decision)
    return decisions.page(found)


@command("decision moderate", role=Role.MODERATOR, sealed=True)
async def decision_moderate(
    context: Context,
    action: str,
    rule: str,
    because: str,
    target: str,
    detail: str | None = None,
    scope: str | None = None,
    duration: str | None = None,
    appeal: str | None = None,
    basis: str | None = None,
    review: str | None = None,
) -> Reply:
    """Log a moderation action; everybody reads what was done and why, only moderators to whom.

    Args:
        action: What was done, such as “muted for a week”; name nobody.
        rule: The rule that was broken.
        because: Why, for everybody to read; name nobody.
        target: Whom it concerns; only moderators read it.
        detail: What only moderators read.
        scope: Where it holds.
        duration: For how long.
        appeal: How it can be appealed against.
        basis: What it rests on, as in /decision log; everybody reads it.
        review: The day on which to look at it again, such as 2027-05-01.
    """
    whom = _whom(context, target)
    typed = ModerationTyped(action, rule, because, whom, detail, scope, duration, appeal, basis, review)
    return decisions.page(await context.app.decisions.moderate(typed, context.actor, context.delivery))


@command("decision confirm", role=Role.MODERATOR, private=True, decision=suggest_decision)
async def decision_confirm(context: Context, decision: str) -> Reply:
    """Confirm what another moderator logged: it is in force from now on.

    Args:
        decision: Its number.
    """
    return decisions.page(await context.app.decisions.confirm(decision, context.actor, context.delivery))


@command("decision withdraw", role=Role.MODERATOR, private=True, asked=("why",), decision=suggest_decision)
async def decision_withdraw(context: Context, decision: str, why: str) -> Reply:
    """Withdraw a decision with none in its place; it stays in the record as withdrawn.

    Args:
        decision: Its number.
        why: Why, for everybody to read.
    """
    return decisions.page(await context.app.decisions.withdraw(decision, why, context.actor, context.delivery))


def _whom(context: Context, text: str) -> str:
    """Somebody who is mentioned, as they are stored; else what was typed, for those who are gone."""
    try:
        return person_named(text, context.actor)
    except Refusal:
        return text


def _kind(kind: Logged | None) -> DecisionKind:
    return DecisionKind(kind.value) if kind else DecisionKind.RESOLUTION


def dissent_typed(
    text: str | None, disposition: Disposition | None, answer: str | None, by: str | None = None
) -> DissentTyped | None:
    """A dissent, if there is one.

    Raises:
        Refusal: There is none, and what became of it is said all the same.
    """
    if text is None:
        if disposition or answer:
            raise Refusal(_("Say what the dissent is that was answered; or leave its disposition and answer out."))
        return None
    return DissentTyped(text, disposition or Disposition.NOTED, answer, by)


def basis_typed(context: Context, typed: str | None, message: str | None) -> str | None:
    """What is named as a basis, with a message that a menu stands for as "CHANNEL/MESSAGE"."""
    if message and (match := _MESSAGE.fullmatch(message)):
        guild = (context.guild or "discord:@me").partition(":")[2]
        message = f"https://discord.com/channels/{guild}/{match[1]}/{match[2]}"
    return "; ".join(filter(None, (message, typed))) or None

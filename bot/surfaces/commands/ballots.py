"""A voter's own ballot: ticked, answered component by component, or in words; on every surface."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Choice, Said
from bot.surfaces.commands.polls import suggest_poll
from bot.surfaces.commands.registry import Context, Suggestion, command
from bot.surfaces.replies import ballots, papers
from bot.surfaces.reply import Reply


class Step(StrEnum):
    """The steps of a temperature."""

    STRONGLY_FOR = "strongly_for"
    FOR = "for"
    NEUTRAL = "neutral"
    AGAINST = "against"
    STRONGLY_AGAINST = "strongly_against"


async def offer_said(context: Context, given: Mapping[str, str]) -> list[Suggestion]:
    """What can be said in a cell of the poll that a form is about."""
    return [Suggestion(papers.SAID[said], said.value) for said in await context.app.papers.sayable(given["poll"])]


async def hold_answers(context: Context, given: Mapping[str, str]) -> Mapping[str, str]:
    """What the form of a component holds: the answers as they are stored."""
    _paper, said, reason = await context.app.papers.held(
        given.get("poll", ""), context.actor, given.get("component", "")
    )
    return {**{freedom.value: word.value for freedom, word in said.items()}, "reason": reason}


async def name_component(context: Context, given: Mapping[str, str]) -> str:
    """The component that a form is about."""
    paper = await context.app.papers.careful(given.get("poll", ""), context.actor, given.get("component", ""))
    return paper.component.name if paper.component else ""


@command("ballot list", sealed=True)
async def ballot_list(context: Context) -> Reply:
    """List the open polls that you can vote in, and how far your ballot in each is."""
    return ballots.listing(await context.app.ballots.open_to(context.actor))


@command("ballot quick", sealed=True, poll=suggest_poll)
async def ballot_quick(
    context: Context, poll: str, part: str | None = None, step: Step | None = None
) -> Reply:  # fmt: skip
    """Vote the quick way: tick what is required, freedom by freedom.

    Args:
        poll: The number of the poll.
        part: Which part of a long ballot, from 1.
        step: What a tick says, on the scale of a temperature; for if left out.
    """
    return papers.quick(await context.app.papers.quick(poll, context.actor, part, _choice(step)))


def _choice(step: Step | None) -> Choice | None:
    return None if step is None else Choice(step.value)


@command("ballot tick", sealed=True, poll=suggest_poll)
async def ballot_tick(
    context: Context, poll: str, freedom: Freedom, required: str, part: str | None = None, step: Step | None = None
) -> Reply:  # fmt: skip
    """Say which components one freedom requires; ticks of yours that are not among them are taken back.

    Args:
        poll: The number of the poll.
        freedom: The freedom.
        required: Components, parted by commas; none for none of them.
        part: Which part of a long ballot, from 1; all of it if left out.
        step: What a tick says, on the scale of a temperature; for if left out.
    """
    found = await context.app.papers.tick(poll, context.actor, freedom, required, part, context.delivery, _choice(step))
    return papers.quick(found)


@command("ballot careful", sealed=True, poll=suggest_poll)
async def ballot_careful(context: Context, poll: str, component: str | None = None) -> Reply:
    """Vote the careful way: one component after the other, with a reason.

    Args:
        poll: The number of the poll.
        component: Where to go on; at the first that is not done if left out.
    """
    return papers.careful(await context.app.papers.careful(poll, context.actor, component))


@command(
    "ballot answer",
    sealed=True,
    offered=dict.fromkeys(("use", "study", "modify", "share"), offer_said),
    prefill=hold_answers,
    heading=name_component,
    poll=suggest_poll,
)
async def ballot_answer(
    context: Context,
    poll: str,
    component: str,
    use: Said | None = None,
    study: Said | None = None,
    modify: Said | None = None,
    share: Said | None = None,
    reason: str | None = None,
) -> Reply:
    """Answer for one component; what you leave out stays as it is.

    Args:
        poll: The number of the poll.
        component: Its name, or its number in the poll.
        use: Is it required to use the system?
        study: Is it required to study the system?
        modify: Is it required to modify the system?
        share: Is it required to share the system?
        reason: Why? (published with the result)
    """
    given = {Freedom.USE: use, Freedom.STUDY: study, Freedom.MODIFY: modify, Freedom.SHARE: share}
    said = {freedom: word for freedom, word in given.items() if word is not None}
    found = await context.app.papers.answer(poll, context.actor, component, said, reason, context.delivery)
    return papers.careful(found)


@command("ballot show", sealed=True, poll=suggest_poll)
async def ballot_show(context: Context, poll: str) -> Reply:
    """Show your own ballot as it is stored.

    Args:
        poll: The number of the poll.
    """
    return ballots.own(await context.app.ballots.own(poll, context.actor))


@command("ballot receipt", sealed=True, poll=suggest_poll)
async def ballot_receipt(context: Context, poll: str) -> Reply:
    """Finish: get the receipt of your ballot as it is stored; what is blank stays without an answer.

    Args:
        poll: The number of the poll.
    """
    return ballots.receipt(await context.app.ballots.last(poll, context.actor))


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
    """Mark everything that you have not answered as not required; on a temperature, as neutral.

    Args:
        poll: The number of the poll.
    """
    return ballots.receipt(await context.app.ballots.rest_not_required(poll, context.actor, context.delivery))


@command("ballot help", sealed=True, poll=suggest_poll)
async def ballot_help(context: Context, poll: str) -> Reply:
    """Explain what each freedom means, and what each answer says.

    Args:
        poll: The number of the poll.
    """
    return papers.explained(await context.app.polls.preview(poll))


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

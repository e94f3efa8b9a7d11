"""Polls: drafted, confirmed, opened, looked at, closed, counted."""

from __future__ import annotations

from enum import StrEnum

from bot.domain.actors import Role
from bot.domain.polls.poll_charters import (
    Effect,
    ExtensionReason,
    Interim,
    NamesPolicy,
    Outsiders,
    Reminding,
    RoleLoss,
)
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.tallies import Disposition
from bot.domain.polls.templates import Template
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.commands.profiles import suggest_profiles
from bot.surfaces.commands.registry import Context, Suggestion, command
from bot.surfaces.commands.suggestions import suggest_definition, suggest_system
from bot.surfaces.replies import poll_closings, poll_rolls, polls
from bot.surfaces.reply import Reply


class YesNo(StrEnum):
    """Yes or no."""

    YES = "yes"
    NO = "no"


async def suggest_poll(context: Context, typed: str) -> list[Suggestion]:
    """Polls whose number or question has what was typed."""
    wanted = typed.strip().casefold()
    found = await context.app.polls.all(100)
    return [
        Suggestion(f"{poll.number}: {poll.charter.question}", poll.number)
        for poll, _state in found
        if wanted in f"{poll.number} {poll.charter.question}".casefold()
    ]


@command("poll draft", role=Role.FACILITATOR, definition=suggest_definition, subject=suggest_system)
async def poll_draft(
    context: Context,
    question: str | None = None,
    template: Template = Template.FREEDOMS_17,
    closes: str = "7 days",
    subject: str | None = None,
    definition: str | None = None,
    components: str | None = None,
    freedoms: str | None = None,
    rule: str = "super",
    counting: str | None = None,
    opens: str | None = None,
    extension: str | None = None,
    extension_most: str | None = None,
    interim: Interim = Interim.TURNOUT,
    names: NamesPolicy = NamesPolicy.PSEUDONYMOUS,
    reasons: YesNo = YesNo.YES,
    role_loss: RoleLoss = RoleLoss.KEEP,
    reminders: Reminding = Reminding.POST,
    outsiders: Outsiders = Outsiders.REFUSE,
    effect: Effect = Effect.ADVISORY,
    deciding_body: str | None = None,
    contact: str | None = None,
    merge: str | None = None,
    scale: BallotScale | None = None,
) -> Reply:
    """Draft a poll: what is asked, how it is counted, when it closes.

    Args:
        question: What is asked; the template's question if left out.
        template: The 17 components of MOF 1.0, all rows of a definition, a quick five, or a temperature.
        closes: A span (7 days), a day (to its end everywhere), or a moment in UTC.
        subject: The system that it is about, if it is about one.
        definition: The version whose rows are asked about.
        components: Only these rows, parted by commas.
        freedoms: Only these freedoms, parted by commas.
        rule: How ballots are counted: super (2/3) unless named; osaibot tally lists the rules.
        counting: Parameters: q=2/3 quorum=5 category_quorum=2 tie=not_required unit=organisation.
        opens: A moment in UTC before which it does not open.
        extension: For what it may be extended: outage, quorum_short, chair; or none.
        extension_most: How much later it may close in all, such as 7 days.
        interim: What is seen before the close.
        names: How voters stand in the published ballots.
        reasons: Whether reasons are published.
        role_loss: What becomes of the ballot of somebody who leaves the roll.
        reminders: What is said in the channel before the close: a message, one that pings too, or nothing.
        outsiders: Whether people who are not on the roll are refused, or answer and are counted apart.
        effect: Whether the result advises, or binds.
        deciding_body: Who decides.
        contact: Whom to ask, and where challenges go.
        merge: Rows counted as one: data = datasets + data-card (mean, keep).
        scale: What can be said: yes, no or discuss; or how far one is for or against it.
    """
    typed = DraftTyped(
        question=question,
        template=template,
        definition=definition,
        components=components,
        freedoms=freedoms,
        subject=subject,
        rule=rule,
        counting=counting,
        opens=opens,
        closes=closes,
        extension=extension,
        extension_most=extension_most,
        role_loss=role_loss,
        outsiders=outsiders,
        interim=interim,
        names=names,
        reasons_published=reasons is YesNo.YES,
        reminders=reminders,
        effect=effect,
        deciding_body=deciding_body,
        contact=contact,
        merge=merge,
        scale=scale,
    )
    return polls.preview(await context.app.polls.draft(typed, context.actor, context.delivery))


@command("poll preview", poll=suggest_poll)
async def poll_preview(context: Context, poll: str) -> Reply:
    """Show a poll as voters see it, with its rules and its roll.

    Args:
        poll: The number of the poll.
    """
    return polls.preview(await context.app.polls.preview(poll))


@command("poll list")
async def poll_list(context: Context) -> Reply:
    """List the polls, the newest first."""
    return polls.listing(await context.app.polls.all())


@command(
    "poll roll",
    role=Role.FACILITATOR,
    private=True,
    asked=("people",),
    instead={"people": "profiles"},
    several=("people",),
    poll=suggest_poll,
    profiles=suggest_profiles,
)
async def poll_roll(
    context: Context, poll: str, people: str | None = None, reason: str | None = None, profiles: str | None = None
) -> Reply:
    """Say who may vote; of an open poll, change it with a reason.

    Args:
        poll: The number of the poll.
        people: Mentions, or a role; or one line a voter: voter, category, organisation, region.
        reason: Why the roll of an open poll changes.
        profiles: Everybody with a verified profile: all, or those of some categories.
    """
    entries = await context.app.rolls.drawn(people, profiles, context.actor.id.partition(":")[0])
    if reason is not None:
        return poll_rolls.changed(await context.app.polls.change_roll(poll, entries, reason, context.actor))
    return polls.preview(await context.app.polls.set_roll(poll, entries, context.actor))


@command("poll confirm", role=Role.MODERATOR, poll=suggest_poll)
async def poll_confirm(context: Context, poll: str, seen: str | None = None) -> Reply:
    """Confirm the roll of a poll that somebody else drafted; two moderators have to.

    Args:
        poll: The number of the poll.
        seen: The sign below the roll; left out, that is shown and nothing is confirmed.
    """
    return polls.preview(await context.app.polls.confirm_roll(poll, seen, context.actor))


@command("poll open", role=Role.FACILITATOR, private=True, poll=suggest_poll)
async def poll_open(context: Context, poll: str) -> Reply:
    """Open a poll here, whose roll is confirmed; nothing of it can be changed after that.

    Args:
        poll: The number of the poll.
    """
    return polls.preview(await context.app.polls.open(poll, context.actor, context.place, context.guild))


@command("poll status", sealed=True, poll=suggest_poll)
async def poll_status(context: Context, poll: str) -> Reply:
    """Show how a poll stands: when it closes, and the turnout of each category.

    Args:
        poll: The number of the poll.
    """
    return polls.status(await context.app.poll_results.status(poll, context.actor))


@command("poll extend", role=Role.FACILITATOR, poll=suggest_poll)
async def poll_extend(context: Context, poll: str, closes: str, by: ExtensionReason, reason: str) -> Reply:
    """Let an open poll close later, as far as its charter allows.

    Args:
        poll: The number of the poll.
        closes: How much later (2 days), or when.
        by: Which of the charter's reasons.
        reason: Why, in words.
    """
    return polls.extended(await context.app.polls.extend(poll, closes, by, reason, context.actor))


@command("poll close", role=Role.FACILITATOR, poll=suggest_poll)
async def poll_close(context: Context, poll: str) -> Reply:
    """Have the ballots of a poll counted that is over; no poll is closed early.

    Args:
        poll: The number of the poll.
    """
    return polls.closed(poll, now=await context.app.poll_results.finish(poll))


@command("poll void", role=Role.MODERATOR, poll=suggest_poll)
async def poll_void(context: Context, poll: str, reason: str) -> Reply:
    """Make a poll void; its ballots stay sealed.

    Args:
        poll: The number of the poll.
        reason: Why.
    """
    return polls.voided(await context.app.polls.void(poll, reason, context.actor))


@command("poll round2", role=Role.FACILITATOR, poll=suggest_poll)
async def poll_round2(context: Context, poll: str, closes: str = "7 days") -> Reply:
    """Draft a second round of a closed poll, with the same rules and roll.

    Args:
        poll: The number of the first round.
        closes: A span, a day or a moment, as for a draft.
    """
    return polls.preview(await context.app.polls.round2(poll, closes, context.actor, context.delivery))


@command("poll recount", role=Role.MODERATOR, slow=True, poll=suggest_poll)
async def poll_recount(context: Context, poll: str, reason: str) -> Reply:
    """Count a closed poll again from what was cast; the earlier tally stays.

    Args:
        poll: The number of the poll.
        reason: Why.
    """
    return poll_closings.recounted(await context.app.poll_results.recount(poll, reason, context.actor))


@command("poll result", slow=True, poll=suggest_poll)
async def poll_result(context: Context, poll: str) -> Reply:
    """Show what a poll decided, and on what each verdict hangs.

    Args:
        poll: The number of the poll.
    """
    return poll_closings.result(await context.app.poll_results.result(poll))


@command("poll object", poll=suggest_poll)
async def poll_object(context: Context, poll: str, cell: str, text: str, change: str) -> Reply:
    """Object to what is asked or decided in one cell, and propose a change.

    Args:
        poll: The number of the poll.
        cell: The cell, as "training-code: use".
        text: What is wrong.
        change: Which change would mend it.
    """
    results = context.app.poll_results
    return poll_closings.objection(await results.object(poll, cell, text, change, context.actor, context.delivery))


@command("poll dispose", poll=suggest_poll)
async def poll_dispose(
    context: Context, poll: str, objection: str, disposition: Disposition, reason: str | None = None
) -> Reply:
    """Say what becomes of an objection (moderators), or withdraw your own.

    Args:
        poll: The number of the poll.
        objection: The number of the objection.
        disposition: What becomes of it.
        reason: Why.
    """
    results = context.app.poll_results
    return poll_closings.objection(await results.dispose(poll, objection, disposition, reason or "", context.actor))

"""Town halls: planned, opened, paused, closed; what is said, marked and kept off the record."""

from __future__ import annotations

from bot.domain.actors import Role
from bot.domain.meetings.discussions import Mark, Naming
from bot.domain.meetings.halls import TERMINAL, HallState, Objections
from bot.services.halls.finding import Venue
from bot.services.halls.halls import HallTyped
from bot.surfaces.commands.registry import Context, Suggestion, command
from bot.surfaces.replies import hall_marks, townhalls
from bot.surfaces.reply import Reply


def venue_of(context: Context) -> Venue:
    """Where a command is given, as town halls have it."""
    return Venue(context.place or TERMINAL, context.guild, context.thread)


async def suggest_hall(context: Context, typed: str) -> list[Suggestion]:
    """Town halls whose number or title has what was typed."""
    wanted = typed.strip().casefold()
    found = await context.app.halls.all(100)
    return [
        Suggestion(f"{hall.number}: {hall.title}", hall.number)
        for hall in found
        if wanted in f"{hall.number} {hall.title}".casefold()
    ]


async def suggest_planned(context: Context, typed: str) -> list[Suggestion]:
    """Those of them that are planned and were not opened."""
    planned = {hall.number for hall in await context.app.halls.all(100) if hall.state is HallState.PLANNED}
    return [one for one in await suggest_hall(context, typed) if one.value in planned]


@command("townhall plan", role=Role.FACILITATOR)
async def townhall_plan(
    context: Context,
    title: str,
    starts: str,
    naming: Naming | None = None,
    comment_hours: str | None = None,
    objections: Objections | None = None,
) -> Reply:
    """Plan a town hall in this channel, which is reminded of it.

    Args:
        title: What it is called.
        starts: A moment in UTC (2026-12-01 16:00), or a span from now (2 days).
        naming: How those appear in public minutes who choose nothing.
        comment_hours: How many hours minutes can be objected to before they are published.
        objections: Whether an open objection blocks publication, or is shown.
    """
    typed = HallTyped(title, starts, naming, comment_hours, objections)
    return townhalls.planned(await context.app.halls.plan(typed, venue_of(context), context.actor, context.delivery))


@command("townhall move", hall=suggest_planned)
async def townhall_move(
    context: Context, starts: str | None = None, title: str | None = None, hall: str | None = None
) -> Reply:
    """Plan a town hall that you lead for another time, or under another title.

    Args:
        starts: A moment in UTC (2026-12-01 16:00), or a span from now (2 days).
        title: What it is called from now on.
        hall: The number of the town hall; left out, the next that is planned here.
    """
    plans = context.app.hall_plans
    return townhalls.planned(
        await plans.move(starts, title, venue_of(context), context.actor, context.delivery, hall), moved=True
    )


@command("townhall cancel", hall=suggest_planned)
async def townhall_cancel(context: Context, why: str, hall: str | None = None) -> Reply:
    """Say that a planned town hall that you lead is not held.

    Args:
        why: For those who wanted to come.
        hall: The number of the town hall; left out, the next that is planned here.
    """
    plans = context.app.hall_plans
    return townhalls.cancelled(await plans.cancel(why, venue_of(context), context.actor, context.delivery, hall))


@command("townhall open", role=Role.FACILITATOR, hall=suggest_planned)
async def townhall_open(
    context: Context,
    title: str | None = None,
    hall: str | None = None,
    naming: Naming | None = None,
    comment_hours: str | None = None,
    objections: Objections | None = None,
) -> Reply:
    """Open a town hall here; what is said in this channel is kept until it is closed.

    Args:
        title: What it is called; left out, the one that is planned here is opened.
        hall: The number of a planned one.
        naming: How those appear in public minutes who choose nothing.
        comment_hours: How many hours minutes can be objected to before they are published.
        objections: Whether an open objection blocks publication, or is shown.
    """
    typed = HallTyped(title, None, naming, comment_hours, objections)
    opened = await context.app.halls.open(typed, venue_of(context), context.actor, context.delivery, hall)
    return townhalls.opened(opened, reads=context.app.settings.reads_remarks)


@command("townhall pause", hall=suggest_hall)
async def townhall_pause(context: Context, hall: str | None = None) -> Reply:
    """Pause a town hall that you lead; what is said until it goes on is not kept.

    Args:
        hall: The number of the town hall; left out, the one here.
    """
    return townhalls.paused(await context.app.halls.pause(venue_of(context), context.actor, context.delivery, hall))


@command("townhall resume", hall=suggest_hall)
async def townhall_resume(context: Context, hall: str | None = None) -> Reply:
    """Go on with a town hall that you lead, after a pause.

    Args:
        hall: The number of the town hall; left out, the one here.
    """
    return townhalls.resumed(await context.app.halls.resume(venue_of(context), context.actor, context.delivery, hall))


@command("townhall close", hall=suggest_hall)
async def townhall_close(context: Context, hall: str | None = None) -> Reply:
    """Close a town hall that you lead; nothing that is said later is kept.

    Args:
        hall: The number of the town hall; left out, the one here.
    """
    return townhalls.closed(await context.app.halls.close(venue_of(context), context.actor, context.delivery, hall))


@command("townhall agenda add", hall=suggest_hall)
async def townhall_agenda_add(context: Context, title: str, hall: str | None = None) -> Reply:
    """Put something on the agenda of a town hall.

    Args:
        title: What is to be talked about.
        hall: The number of the town hall; left out, the one here.
    """
    agenda = context.app.hall_agenda
    return townhalls.agenda(await agenda.add(title, venue_of(context), context.actor, context.delivery, hall))


@command("townhall agenda show", hall=suggest_hall)
async def townhall_agenda_show(context: Context, hall: str | None = None) -> Reply:
    """Show what a town hall is to talk about.

    Args:
        hall: The number of the town hall; left out, the one here.
    """
    return townhalls.agenda(await context.app.halls.show(venue_of(context), hall))


@command("townhall agenda remove", hall=suggest_hall)
async def townhall_agenda_remove(context: Context, item: str, hall: str | None = None) -> Reply:
    """Take something off the agenda that you put there, or that of a town hall that you lead.

    Args:
        item: Its number in the agenda, or its title.
        hall: The number of the town hall; left out, the one here.
    """
    agenda = context.app.hall_agenda
    return townhalls.agenda(await agenda.remove(item, venue_of(context), context.actor, context.delivery, hall))


@command("townhall chair", several=("people",), hall=suggest_hall)
async def townhall_chair(context: Context, people: str, hall: str | None = None) -> Reply:
    """Let others facilitate a town hall that you lead, too.

    Args:
        people: Whom, by mention; with a minus before it, somebody who no longer does.
        hall: The number of the town hall; left out, the one here.
    """
    roles = context.app.hall_roles
    return townhalls.led(await roles.set_facilitators(people, venue_of(context), context.actor, context.delivery, hall))


@command("townhall scribe", several=("people",), hall=suggest_hall)
async def townhall_scribe(context: Context, people: str, hall: str | None = None) -> Reply:
    """Say who takes notes in a town hall that you lead: their marks count like yours.

    Args:
        people: Whom, by mention; with a minus before it, somebody who no longer does.
        hall: The number of the town hall; left out, the one here.
    """
    roles = context.app.hall_roles
    return townhalls.led(await roles.set_scribes(people, venue_of(context), context.actor, context.delivery, hall))


@command("townhall show", hall=suggest_hall)
async def townhall_show(context: Context, hall: str | None = None) -> Reply:
    """Show how a town hall stands: who leads it, its rules, and how much was said.

    Args:
        hall: The number of the town hall; left out, the one here.
    """
    return townhalls.standing(await context.app.halls.show(venue_of(context), hall))


@command("townhall list")
async def townhall_list(context: Context) -> Reply:
    """List the town halls, the newest first."""
    return townhalls.listing(await context.app.halls.all())


@command("townhall consent", sealed=True, hall=suggest_hall)
async def townhall_consent(context: Context, naming: Naming, hall: str | None = None) -> Reply:
    """Choose how you appear in the public minutes of a town hall.

    Args:
        naming: With your name, with your stakeholder category only, or not at all.
        hall: The number of the town hall; left out, the last one here.
    """
    consent = context.app.hall_consent
    return hall_marks.chosen(
        await consent.choose(naming, venue_of(context), context.actor, context.delivery, hall), naming
    )


@command("townhall off", private=True)
async def townhall_off(context: Context, message: str | None = None) -> Reply:
    """Go off the record in a town hall that you lead; or take one message off it.

    Args:
        message: One message, by its link or the number of its remark; left out, all that is said from now on.
    """
    capture, venue = context.app.capture, venue_of(context)
    if message is None:
        return hall_marks.off(
            await capture.switch(off=True, venue=venue, actor=context.actor, delivery=context.delivery)
        )
    return hall_marks.taken_off(await capture.take_off(message, venue, context.actor, context.delivery))


@command("townhall on")
async def townhall_on(context: Context) -> Reply:
    """Go back on the record in a town hall that you lead."""
    switched = context.app.capture.switch(
        off=False, venue=venue_of(context), actor=context.actor, delivery=context.delivery
    )
    return hall_marks.on(await switched)


@command("townhall mark", asked=("text",), instead={"text": "message"})
async def townhall_mark(context: Context, kind: Mark, text: str | None = None, message: str | None = None) -> Reply:
    """Note something for the minutes of the town hall here.

    Args:
        kind: What it is; everybody can note an action or an info, those who lead and scribes all.
        text: In your words.
        message: Or a message that says it, by its link or the number of its remark.
    """
    marks = context.app.hall_marks
    return hall_marks.marked(
        await marks.declare(kind, text, venue_of(context), context.actor, context.delivery, message)
    )


@command("townhall strike")
async def townhall_strike(context: Context, mark: str | None = None) -> Reply:
    """Take back what was noted for the minutes; it stays in the record as taken back.

    Args:
        mark: The number of the mark; left out, the last one.
    """
    marks = context.app.hall_marks
    return hall_marks.struck(await marks.strike(mark, venue_of(context), context.actor, context.delivery))


@command("townhall add", private=True)
async def townhall_add(context: Context, message: str | None = None) -> Reply:
    """Take a message into the minutes of the town hall; on Discord, by the menu of the message.

    Args:
        message: One that is kept already, by its link or the number of its remark, to note what it is.
    """
    capture, venue = context.app.capture, venue_of(context)
    return hall_marks.added(await capture.add(context.pointed, message, venue, context.actor))


@command("say", asked=("text",))
async def say(context: Context, text: str) -> Reply:
    """Say something in the town hall here, where I cannot read what you write.

    Args:
        text: What you say; it is kept, and everybody here sees it.
    """
    return hall_marks.said(await context.app.capture.say(text, venue_of(context), context.actor, context.delivery))

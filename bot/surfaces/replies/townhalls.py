"""Town halls in words: what is kept and published, who leads them, and what became of a mark."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.meetings.discussions import AgendaItem, Mark, Naming
from bot.domain.meetings.halls import HallCharter, HallState, Objections, TownHall
from bot.services.halls.viewing import HallView
from bot.surfaces.replies.poll_charters import moment
from bot.surfaces.replies.records import person
from bot.surfaces.replies.wording import cited, quoted
from bot.surfaces.reply import Button, Field, Menu, Option, Reply, Table
from bot.texts import _, listed, plural

STATES = {
    HallState.PLANNED: _("planned"),
    HallState.OPEN: _("open"),
    HallState.PAUSED: _("paused"),
    HallState.CLOSED: _("closed"),
    HallState.CANCELLED: _("cancelled"),
}
NAMINGS = {
    Naming.BY_NAME: _("By name"),
    Naming.BY_CATEGORY: _("By category only"),
    Naming.NOT_AT_ALL: _("Not at all"),
}
MARKS = {
    Mark.TOPIC: _("a topic"),
    Mark.AGREED: _("agreed"),
    Mark.REJECTED: _("rejected"),
    Mark.INCONCLUSIVE: _("inconclusive"),
    Mark.ACTION: _("an action item"),
    Mark.ISSUE: _("an open question"),
    Mark.INFO: _("an information"),
    Mark.QUOTE: _("a quotation"),
}
# So many marks are shown.
_SHOWN = 20
LEADING = "#topic #agreed #accepted #rejected #inconclusive #undo #off #on"
EVERYBODY = "#action #info #idea #help #link"


# -- Its life --------------------------------------------------------------------------------------------------------


def planned(view: HallView, *, moved: bool = False) -> Reply:
    """That a town hall is planned, and what can be done until then; ``moved``: for another time than before."""
    hall = view.hall
    lines = [
        _("**The plan has changed.**") if moved else "",
        _called(hall),
        _begins(hall),
        _led(hall),
        _rules(hall.charter),
        _agenda(view),
    ]
    text = _("Anybody can put something on its agenda, with /townhall agenda add.")
    return Reply(title(hall), "\n\n".join([*filter(None, lines), text]), buttons=(_agenda_button(hall),))


def cancelled(view: HallView) -> Reply:
    """That a planned town hall is not held."""
    waits = _("What was put on its agenda waits for the next one.")
    return Reply(title(view.hall), f"{_not_held(view)}\n\n{waits}")


def _not_held(view: HallView) -> str:
    return _("It is not held: {why}").format(why=quoted(view.why, 500))


def _called(hall: TownHall) -> str:
    return f"**{quoted(hall.title, 200)}**, {hall.number}"


def _begins(hall: TownHall) -> str:
    begins = _("Begins {moment}.").format(moment=_starts(hall))
    reminded = _("This channel is reminded of it a day and an hour before.")
    return f"{begins} {reminded}" if hall.source_kind == "discord" else begins


def opened(view: HallView, *, reads: bool) -> Reply:
    """The notice at the opening: what is kept, what is published, who leads, and how to mark.

    Args:
        reads: Whether the bot can read what people write in the channel.
    """
    hall = view.hall
    parts = [_called(hall), _kept(hall, reads=reads), _published(hall.charter), _led(hall), _marks(), _agenda(view)]
    text = _("**How do you want to appear in the public minutes?** Choose below; you can change it until they are "
             "published, and withdraw it after.")  # fmt: skip
    buttons = (*consent_buttons(hall), _agenda_button(hall))
    return Reply(title(hall), "\n\n".join([*filter(None, parts), text]), buttons=buttons)


def _kept(hall: TownHall, *, reads: bool) -> str:
    terminal = hall.source_kind == "terminal"
    what = {
        True: _("From now on I keep what is written here, with who wrote it and when, until the town hall is closed."),
        False: _("I cannot read what is written here. Into the minutes comes what you say with /say, where you mention "
                 "me, and messages whose menu somebody opens: Apps, then “Add to minutes”."),
    }[reads or terminal]  # fmt: skip
    if terminal:
        what = _("From now on I keep what you say with /say, with who says it and when, until it is closed.")
    more = _(
        "Edits count until then. A message that is deleted loses its text at any time, and one that begins with “off "
        "the record” is never kept; reply with these words to a message of yours to take it back."
    )
    return f"{what} {more}"


def _published(charter: HallCharter) -> str:
    text = _("Published are minutes, not the log: after a moderator has signed them, and those who took part have had "
             "{span} to object. Who chooses nothing appears {naming}.")  # fmt: skip
    return text.format(
        span=plural("{count} hour", "{count} hours", charter.comment_hours),
        naming=_naming_words(charter.naming),
    )


def _naming_words(naming: Naming) -> str:
    return {
        Naming.BY_NAME: _("by name"),
        Naming.BY_CATEGORY: _("by stakeholder category only, never by name"),
        Naming.NOT_AT_ALL: _("not at all"),
    }[naming]


def _marks() -> str:
    text = _(
        "Marks at the beginning of a message make minutes: {everybody} from everybody, {leading} from those who lead "
        "and scribes; they can also mark by a reaction. I answer each, so that you see it was understood."
    )
    return text.format(everybody=f"`{EVERYBODY}`", leading=f"`{LEADING}`")


def _led(hall: TownHall) -> str:
    lines = [_("Led by {people}.").format(people=_people(hall.facilitators))]
    if hall.scribes:
        lines.append(_("Notes are taken by {people}.").format(people=_people(hall.scribes)))
    return " ".join(lines)


def _people(persons: Sequence[str]) -> str:
    return listed([person(one) for one in persons])


def _rules(charter: HallCharter) -> str:
    objections = {
        Objections.BLOCK: _("An open objection blocks the publication of the minutes."),
        Objections.SHOW: _("An open objection is shown with the minutes."),
    }[charter.objections]
    return f"{_published(charter)} {objections}"


def consent_buttons(hall: TownHall) -> tuple[Button, ...]:
    """How somebody wants to appear: a button for each way."""
    return tuple(
        Button(label, "townhall consent", {"naming": naming.value, "hall": hall.number})
        for naming, label in NAMINGS.items()
    )


def paused(view: HallView) -> Reply:
    """That a town hall is paused."""
    text = _("What is said until it goes on is not kept. /townhall resume goes on.")
    return Reply(title(view.hall), text)


def resumed(view: HallView) -> Reply:
    """That a town hall goes on."""
    return Reply(title(view.hall), _("From now on what is said here is kept again."))


def closed(view: HallView) -> Reply:
    """That a town hall is closed, and what there is of it."""
    hall = view.hall
    text = _("What is said from now on is not kept. {remarks} so far; I look through the channel once more for what I "
             "may have missed.") if hall.source_kind == "discord" else plural(
                 "{count} remark was kept.", "{count} remarks were kept.", view.remarks)  # fmt: skip
    consent = _("You can still choose how you appear in the public minutes.")
    return Reply(
        title(hall), f"{text.format(remarks=_counted(view))} {consent}", buttons=consent_buttons(hall)
    )  # fmt: skip


def _counted(view: HallView) -> str:
    return plural("{count} remark", "{count} remarks", view.remarks)


def _heard(view: HallView) -> str:
    """How many took part, and how much is kept."""
    people = plural("{count} person took part", "{count} people took part", view.participants)
    kept = plural("{count} remark is kept", "{count} remarks are kept", view.remarks)
    without = _(", {withheld} of them without text (deleted, or off the record)").format(withheld=view.withheld)
    return f"{people}; {kept}{without if view.withheld else ''}."


def led(view: HallView) -> Reply:
    """Who leads a town hall from now on."""
    return Reply(title(view.hall), _led(view.hall))


def standing(view: HallView) -> Reply:
    """How a town hall stands."""
    hall = view.hall
    if hall.state is HallState.CANCELLED:
        return cancelled(view)
    lines = [_called(hall), _when(hall), _led(hall)]
    if hall.opened_at is not None:
        lines.append(_heard(view))
    if view.off:
        lines.append(_("**Off the record** at present: what is said is not kept."))
    lines += [_rules(hall.charter), _agenda(view), _noted(view)]
    buttons = consent_buttons(hall) if hall.opened_at else ()
    return Reply(title(hall), "\n\n".join(filter(None, lines)), buttons=(*buttons, _agenda_button(hall)))


def _noted(view: HallView) -> str:
    """The last of what was noted without being typed into a message, with the numbers by which it is taken back."""
    lines = [f"- {one.number}: **{MARKS[one.mark]}**, {quoted(one.text, 150)}" for one in view.marks[-_SHOWN:]]
    return "\n".join([_("Noted for the minutes, besides what was typed:"), *lines]) if lines else ""


def _when(hall: TownHall) -> str:
    if hall.state is HallState.CANCELLED:
        return _("It is not held.")
    if hall.opened_at is None:
        return _("Begins {moment}.").format(moment=_starts(hall))
    if hall.imported and hall.opened_at == hall.made_at:
        return _("Imported {moment}; when it was held is not known.").format(moment=moment(hall.made_at))
    if hall.closed_at is None:
        return _("Open since {moment}.").format(moment=moment(hall.opened_at))
    text = _("Opened {opened}, closed {closed}.")
    return text.format(opened=moment(hall.opened_at), closed=moment(hall.closed_at))


def _starts(hall: TownHall) -> str:
    return moment(hall.starts_at) if hall.starts_at else ""


def listing(halls: Sequence[TownHall]) -> Reply:
    """The last town halls as a table, with a menu to look at one."""
    if not halls:
        return Reply(_("Town halls"), _("There are none. A facilitator opens one with /townhall open."))
    headings = (_("Town hall"), _("Title"), _("State"), _("When"))
    rows = tuple((one.number, cited(one.title, 60), STATES[one.state], _when(one)) for one in halls)
    options = tuple(Option(one.number, one.number, STATES[one.state]) for one in halls[:25])
    menu = Menu(_("Look at one"), "townhall show", "hall", options)
    text = plural("{count} town hall, the newest first.", "{count} town halls, the newest first.", len(halls))
    return Reply(_("Town halls"), text, Table(headings, rows), menus=(menu,))


# -- The agenda ------------------------------------------------------------------------------------------------------


def agenda(view: HallView) -> Reply:
    """What a town hall is to talk about."""
    empty = _("Nothing is on the agenda yet.")
    return Reply(title(view.hall), _agenda(view) or empty, buttons=(_add_button(view.hall),))


def _agenda(view: HallView) -> str:
    items = [f"{number}. {_item(one)}" for number, one in enumerate((*view.agenda, *view.waiting), start=1)]
    return "\n".join([_("Agenda:"), *items]) if items else ""


def _item(item: AgendaItem) -> str:
    origin = _("voters in {poll} asked to discuss it").format(poll=item.origin) if item.origin else person(item.by)
    return f"{quoted(item.title, 200)} ({origin})"


def _agenda_button(hall: TownHall) -> Button:
    return Button(_("Agenda"), "townhall agenda show", {"hall": hall.number})


def _add_button(hall: TownHall) -> Button:
    field = Field("title", _("What is to be talked about?"), limit=200)
    return Button(_("Add to the agenda"), "townhall agenda add", {"hall": hall.number}, (field,), private=False)


def reminder(view: HallView, hours: int) -> Reply:
    """That a planned town hall begins soon, for its channel."""
    text = _("Begins {moment}, here.").format(moment=_starts(view.hall))
    heading = _("Reminder: {title}").format(title=title(view.hall))
    more = _("A facilitator opens it with /townhall open.") if hours == 1 else ""
    parts = [text, _led(view.hall), _agenda(view), more]
    return Reply(heading, "\n\n".join(filter(None, parts)), buttons=(_add_button(view.hall),))


def title(hall: TownHall) -> str:
    """A town hall in a line."""
    text = _("Town hall {number}, {state}: {title}")
    return text.format(number=hall.number, state=STATES[hall.state], title=hall.title)

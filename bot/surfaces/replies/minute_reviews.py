"""What waits in minutes for a person: suggestions and objections; and what happened to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.meetings.document_items import (
    Answered,
)
from bot.domain.meetings.reviews import MinutesEvent, MinutesEventKind, Settlement
from bot.services.minuting.showing import MinutesPage
from bot.surfaces.replies.minute_lines import (
    GROUP,
    links,
    listed_parts,
    standing,
    title,
)
from bot.surfaces.replies.minute_sections import MENU
from bot.surfaces.replies.minutes import on, page
from bot.surfaces.replies.poll_charters import moment
from bot.surfaces.replies.records import person
from bot.surfaces.replies.wording import cited, harmless, one_line
from bot.surfaces.reply import Button, Field, Menu, Option, Reply, Table
from bot.texts import _, plural


def suggestions(found: MinutesPage) -> Reply:
    """What was inferred and waits for a person, with menus to take it over or refuse it."""
    if not found.writes:
        text = _("What is suggested is for those who write the minutes: it is no part of them unless somebody takes it "
                 "over.")  # fmt: skip
        return Reply(title(found.view), text, buttons=on(found.view))
    document = found.document
    waiting = [one for one in document.suggestions if one.state is Answered.OPEN]
    lines = [
        f"- `{one.id}` {KINDS.get(one.kind, one.kind)}: {harmless(one.text, 500)}"
        + (f" → {harmless(one.instead)}" if one.instead else "")
        + f" {links(document, one.sources)}"
        + (f" · {_('because of')} {cited(harmless(one.because, 200), 220)}" if one.because else "")
        for one in waiting
    ]
    intro = _("Nobody has declared these; none is published unless somebody takes it over by name.")
    hall = {"hall": found.view.hall.number}
    options = tuple(Option(f"{one.id}: {one_line(one.text, 80)}", one.id) for one in waiting[:MENU])
    menus: tuple[Menu, ...] = ()
    if options:
        reword = (Field("text", _("In other words, if you like"), long=True, required=False),)
        menus = (
            Menu(_("Take one over"), f"{GROUP} accept", "part", options, hall, reword),
            Menu(_("Refuse one"), f"{GROUP} refuse", "part", options, hall),
        )
    text = "\n".join([intro, "", *lines]) if lines else _("No suggestion waits.")
    return Reply(title(found.view), text, menus=menus, buttons=on(found.view))


KINDS = {
    "resolution": _("a resolution"),
    "action": _("an action item"),
    "question": _("an open question"),
    "correction": _("a correction"),
    "split": _("a new topic"),
}


def objections(found: MinutesPage) -> Reply:
    """Objections with what became of them, and how to settle those that are open."""
    rows = []
    for one in found.view.objections:
        state = _("open") if one.settlement is None else SETTLED[one.settlement.value]
        rows.append((f"#{one.number}", one.part, one_line(one.text, 200), state, one_line(one.answer, 200)))
    table = Table((_("Objection"), _("To"), _("What is wrong"), _("State"), _("Answer")), tuple(rows)) if rows else None
    hall = {"hall": found.view.hall.number}
    open_ = [one for one in found.view.objections if one.settlement is None]
    options = tuple(Option(f"#{one.number}: {one_line(one.text, 80)}", str(one.number)) for one in open_[:MENU])
    menus: tuple[Menu, ...] = ()
    if options and found.writes:
        fields = (Field("how", _("How?"), placeholder=_("changed, or stands")), Field("answer", _("Why"), long=True))
        menus = (Menu(_("Settle one"), f"{GROUP} settle", "objection", options, hall, fields),)
    # Of the objections of others nobody but those who write the minutes sees whose they are.
    own = {str(one.number) for one in open_ if one.by}
    if not found.writes and (mine := tuple(option for option in options if option.value in own)):
        menus = (Menu(_("Withdraw one of yours"), f"{GROUP} withdraw", "objection", mine, hall),)
    text = "" if rows else _("Nobody has objected.")
    return Reply(title(found.view), text or standing(found.view), table, menus=menus, buttons=on(found.view))


SETTLED = {"changed": _("changed"), "stands": _("stands all the same"), "withdrawn": _("withdrawn")}


DONE: Mapping[MinutesEventKind, str] = {
    MinutesEventKind.DRAFTED: _("drafted"),
    MinutesEventKind.MADE_AGAIN: _("drafted again"),
    MinutesEventKind.EDITED: _("changed"),
    MinutesEventKind.REVIEWED: _("shown for review"),
    MinutesEventKind.OBJECTED: _("objected to"),
    MinutesEventKind.SETTLED: _("objection settled"),
    MinutesEventKind.SIGNED: _("signed off"),
    MinutesEventKind.PUBLISHED: _("published"),
    MinutesEventKind.CORRECTED: _("correction begun"),
    MinutesEventKind.SUPERSEDED: _("replaced"),
    MinutesEventKind.RETRACTED: _("retracted"),
    MinutesEventKind.DROPPED: _("dropped"),
    MinutesEventKind.CONSENT: _("followed who took part"),
}
# What people change and object to before the publication is between those who take part.
_AMONG_THEM = frozenset({MinutesEventKind.EDITED, MinutesEventKind.OBJECTED, MinutesEventKind.SETTLED})
_SHOWN = 40


def history(found: MinutesPage, events: Sequence[MinutesEvent]) -> Reply:
    """What happened to minutes: each step, and for those who write them each change with what stood there before."""
    told = [one for one in events if found.writes or one.kind not in _AMONG_THEM]
    rows = tuple(_row(one) for one in told[-_SHOWN:])
    headings = (_("When"), _("Version"), _("What"), _("Who"), _("Why"))
    left = len(told) - len(rows)
    text = plural("{count} earlier step is left out.", "{count} earlier steps are left out.", left) if left else ""
    return Reply(title(found.view), text or standing(found.view), Table(headings, rows), buttons=on(found.view))


def _row(one: MinutesEvent) -> tuple[str, ...]:
    what = str(one.body.get("did") or DONE[one.kind]) + (f" {one.part}" if one.part else "")
    before, after = str(one.body.get("before", "")), str(one.body.get("after", ""))
    if before and after and before != after:
        what += f": {cited(before, 120)} → {cited(after, 120)}"
    elif before or after:
        what += f": {cited(before or after, 120)}"
    who = _("by itself") if one.by is None else person(one.by) if one.by else _("who wrote them")
    return (f"{one.at:%Y-%m-%d %H:%M}", str(one.version), what, who, one_line(one.why, 200))


def published(found: MinutesPage) -> Reply:
    """That minutes are published, for a channel: what was settled and taken on, and where all of it stands."""
    shown = page(found)
    return Reply(shown.title, shown.text, buttons=on(found.view), footer=shown.footer)


def to_review(found: MinutesPage) -> Reply:
    """That minutes can be objected to, for the channel of their town hall."""
    text = _("The minutes of this town hall are in review. Whoever is cited in them can read them and object until "
             "{until}; then they are published. How you appear in them is still your choice.")  # fmt: skip
    until = found.view.version.comments_until
    open_ = sum(one.settlement is None for one in found.view.objections)
    lines = [text.format(until=moment(until) if until else "")]
    if open_:
        lines.append(plural("{count} objection is open.", "{count} objections are open.", open_))
    hall = {"hall": found.view.hall.number}
    buttons = (Button(_("Read them"), f"{GROUP} show", hall), Button(_("How I appear"), "townhall consent", hall))
    return Reply(title(found.view), "\n\n".join(lines), buttons=buttons)


def to_review_directly(found: MinutesPage) -> Reply:
    """The same for one who is cited, and wants to be told directly."""
    parts = listed_parts(found.cited)
    text = _("You are cited in the minutes of {number} ({parts}). Read them; if something is wrong, object to it until "
             "{until}.")  # fmt: skip
    until = found.view.version.comments_until
    said = text.format(number=found.view.version.id, parts=parts, until=moment(until) if until else "")
    return Reply(title(found.view), said, buttons=on(found.view))


def reviewed(found: MinutesPage) -> Reply:
    """How minutes stand whose review is over, in the place of what told of it."""
    return Reply(title(found.view), standing(found.view), buttons=on(found.view))


def settled_directly(found: MinutesPage, number: int) -> Reply | None:
    """What became of an objection, for the one who made it; nothing where they withdrew it themselves."""
    one = next((one for one in found.view.objections if one.number == number and one.by), None)
    if one is None or one.settlement not in (Settlement.CHANGED, Settlement.STANDS):
        return None
    text = {
        Settlement.CHANGED: _("Your objection to {part} in the minutes of {id} led to a change: {why}"),
        Settlement.STANDS: _("{part} in the minutes of {id} stands in spite of your objection: {why}"),
    }[one.settlement]
    said = text.format(part=one.part, id=found.view.version.id, why=harmless(one.answer, 500))
    return Reply(title(found.view), said, buttons=on(found.view))

"""What people say, mark and choose in a town hall, in words."""

from __future__ import annotations

from bot.domain.meetings.discussions import Naming
from bot.domain.meetings.halls import TownHall
from bot.services.halls.capturing import Said
from bot.services.halls.hearing import AnswerKind
from bot.services.halls.marking import Marked
from bot.services.halls.viewing import HallView
from bot.surfaces.replies.townhalls import MARKS, consent_buttons, title
from bot.surfaces.replies.wording import quoted
from bot.surfaces.reply import Button, Reply
from bot.texts import _


def chosen(view: HallView, naming: Naming) -> Reply:
    """How somebody appears from now on."""
    text = {
        Naming.BY_NAME: _("What you said can be quoted in the public minutes with your name."),
        Naming.BY_CATEGORY: _("What you said can be quoted in the public minutes with your stakeholder category, and "
                              "never with your name."),
        Naming.NOT_AT_ALL: _("What you said is neither quoted nor listed in the public minutes; it is only counted as "
                             "withheld."),
    }[naming]  # fmt: skip
    more = _("Your choice is kept as proof of it. You can change it until the minutes are published, and withdraw it "
             "after.")  # fmt: skip
    return Reply(title(view.hall), f"{text} {more}", buttons=consent_buttons(view.hall))


def off(hall: TownHall) -> Reply:
    """That a town hall is off the record."""
    return Reply(title(hall), _("**Off the record** from now on: what is said is not kept, until /townhall on."))


def on(hall: TownHall) -> Reply:
    """That a town hall is on the record again."""
    return Reply(title(hall), _("Back on the record: what is said from now on is kept."))


def taken_off(hall: TownHall) -> Reply:
    """That a remark has no text any more."""
    text = _("That message is off the record: its text is gone, and only a digest of it stays in its place.")
    return Reply(title(hall), text)


def marked(found: Marked) -> Reply:
    """What was noted for the minutes."""
    mark = found.mark
    text = _("Noted as {kind}: {text}").format(kind=f"**{MARKS[mark.mark]}**", text=quoted(mark.text, 1500))
    strike = Button(_("Take it back"), "townhall strike", {"mark": str(mark.number)}, private=False)
    footer = _("Mark {number} of {hall}.").format(number=mark.number, hall=found.hall.number)
    return Reply(_("Noted for the minutes"), text, buttons=(strike,), footer=footer)


def struck(found: Marked) -> Reply:
    """What was taken back."""
    text = _("Not in the minutes any more, but in the record as taken back: {kind}, {text}")
    kind = f"**{MARKS[found.mark.mark]}**"
    return Reply(_("Taken back"), text.format(kind=kind, text=quoted(found.mark.text, 1500)))


def said(found: Said) -> Reply:
    """What somebody said by a form, for everybody."""
    answer = found.answer
    notes = {AnswerKind.NOTED: _("Noted."), AnswerKind.OFF: _("Off the record: it is not kept."),
             AnswerKind.ON: _("Back on the record.")}  # fmt: skip
    footer = (answer.text or notes.get(answer.kind, "")) if answer else ""
    return Reply(_("{name} says").format(name=found.name), quoted(found.text, 2000), footer=footer)


def added(found: Said) -> Reply:
    """That a message is in the minutes' log, and what it can be declared to be."""
    text = _("That message is kept in the town hall: {text}").format(text=quoted(found.text, 300))
    buttons = tuple(
        Button(_("Note as {kind}").format(kind=label), "townhall mark", {"kind": mark.value, "message": found.message},
               private=False)
        for mark, label in MARKS.items()
    )  # fmt: skip
    return Reply(title(found.hall), text, buttons=buttons)

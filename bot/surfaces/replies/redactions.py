"""Texts that are taken out, in words: what is to go for moderators, that it has gone for everybody."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.privacy.redactions import WHY, Redaction
from bot.services.privacy import RedactionView
from bot.surfaces.replies.records import person
from bot.surfaces.replies.wording import day, one_line, quoted
from bot.surfaces.reply import Button, Reply, Table
from bot.texts import _

_SHOWN = 20


def asked(view: RedactionView) -> Reply:
    """That a text is to be taken out, for moderators."""
    text = _("Another moderator has to confirm it; until then the text stays where it is.")
    return Reply(_title(view.redaction), f"{_waits(view)}\n\n{text}", buttons=_buttons(view.redaction))


def done(view: RedactionView) -> Reply:
    """That a text was taken out, or was left where it is."""
    if view.redaction.confirmed_at is None:
        return Reply(_title(view.redaction), _("The text stays where it is."))
    text = _("The text is gone from everywhere where the bot keeps it; pages and log are without it with the next "
             "build. What everybody reads: {said}")  # fmt: skip
    return Reply(_title(view.redaction), text.format(said=public(view.redaction)))


def public(redaction: Redaction) -> str:
    """What everybody reads in the place of a text that was taken out."""
    text = _("removed on {day}, reason: {reason} ({number})")
    at = redaction.confirmed_at or redaction.asked_at
    return text.format(day=day(at.date()), reason=WHY[redaction.reason], number=redaction.number)


def listed(several: Sequence[Redaction]) -> Reply:
    """What was taken out, for everybody."""
    title = _("What was taken out")
    if not several:
        return Reply(title, _("Nothing was taken out."))
    rows = tuple(
        (one.number, one.subject, one.part, day((one.confirmed_at or one.asked_at).date()), WHY[one.reason])
        for one in reversed(several[-100:])
    )
    text = _("Two moderators took each of these out; that they did stays.")
    return Reply(title, text, Table((_("Number"), _("Where"), _("What"), _("Since"), _("Because")), rows))


def waiting(several: Sequence[RedactionView]) -> Reply:
    """What a second moderator is waited for."""
    title = _("Texts that are to be taken out")
    if not several:
        return Reply(title, _("None waits."))
    text = "\n\n".join(f"**{one.redaction.number}** {_waits(one)}" for one in several[:_SHOWN])
    return Reply(title, text, buttons=_buttons(several[0].redaction))


def _title(redaction: Redaction) -> str:
    return _("Redaction {number}").format(number=redaction.number)


def _waits(view: RedactionView) -> str:
    one = view.redaction
    text = _("{subject}, {part}: {text}, because {reason}. Asked for by {person} on {day}. {note}")
    return text.format(
        subject=one.subject,
        part=one_line(one.part, 100),
        text=quoted(view.text, 500) if view.text else _("(gone already)"),
        reason=WHY[one.reason],
        person=person(one.asked_by),
        day=day(one.asked_at.date()),
        note=quoted(one.note, 500) if one.note else "",
    ).rstrip()


def _buttons(redaction: Redaction) -> tuple[Button, ...]:
    number = {"number": redaction.number}
    return (
        Button(_("Take it out"), "redaction confirm", number),
        Button(_("Leave it"), "redaction refuse", number),
    )

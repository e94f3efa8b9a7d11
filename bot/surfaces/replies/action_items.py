"""Action items in words: what is open, who has it, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.domain.meetings.open_actions import OpenAction
from bot.services.minuting.action_items import Owned
from bot.surfaces.replies.wording import harmless, one_line
from bot.surfaces.reply import Field, Menu, Option, Reply, Table
from bot.texts import _, plural

_MENU = 25
_SHOWN = 40


def listing(found: Sequence[Owned], today: date) -> Reply:
    """What is open, the next day first."""
    if not found:
        return Reply(_("Action items"), _("Nothing is open."))
    overdue = sum(one.item.overdue(today) for one in found)
    lines = [plural("{count} action item is open.", "{count} action items are open.", len(found))]
    if overdue:
        lines.append(plural("{count} is overdue.", "{count} are overdue.", overdue))
    if len(found) > _SHOWN:
        lines.append(_("Shown are the first {count}.").format(count=_SHOWN))
    rows = tuple(
        (one.item.id, one_line(one.text, 300), one_line(one.owner) or _("nobody yet"), _due(one.item, today))
        for one in found[:_SHOWN]
    )
    table = Table((_("Action item"), _("What"), _("Who"), _("Due")), rows)
    options = tuple(Option(f"{one.item.id}: {one_line(one.text, 70)}", one.item.id) for one in found[:_MENU])
    fields = (Field("why", _("What became of it?"), long=True),)
    menu = Menu(_("Close one"), "action close", "item", options, {}, fields)
    return Reply(_("Action items"), " ".join(lines), table, menus=(menu,))


def _due(item: OpenAction, today: date) -> str:
    if item.due is None:
        return one_line(item.due_words)
    return f"{item.due.isoformat()} ({_('overdue')})" if item.overdue(today) else item.due.isoformat()


def closed(found: Owned) -> Reply:
    """That an action item is closed."""
    text = _("{item} is closed: {text}\n\nWhat became of it: {why}")
    item = found.item
    said = text.format(item=f"`{item.id}`", text=harmless(found.text, 500), why=harmless(item.closed_why, 300))
    return Reply(_("Closed"), said)

"""Action items with who took them on and when they are due, as far as their words say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.domain.meetings.dues import due
from bot.domain.meetings.minutes import Item
from bot.domain.meetings.owners import Names, owners


@dataclass(frozen=True, slots=True)
class ActionItem:
    """What people took on.

    ``owners`` as the minutes write persons; none where nobody known is named. ``due_words`` say when it is due, and
    ``due`` is the day where they mean one.
    """

    text: str
    by: str
    sources: tuple[int, ...]
    owners: tuple[str, ...] = ()
    due: date | None = None
    due_words: str = ""

    @property
    def owner(self) -> str:
        """Who took it on, the first where several did; empty for nobody yet."""
        return self.owners[0] if self.owners else ""


@dataclass(frozen=True, slots=True)
class Taken:
    """Who took an action item on, and until when; nobody yet where ``owner`` is empty."""

    owner: str = ""
    due: date | None = None
    due_words: str = ""


def taken(
    text: str, names: Names, speaker: str = "", on: date | None = None, next_meeting: date | None = None
) -> Taken:
    """Read out of its words who took an action item on, the first where several did, and until when.

    Args:
        text: The action item.
        names: Who can be named.
        speaker: Who said it: "I" is who speaks; empty where nobody knows.
        on: The day on which it was said.
        next_meeting: The day of the meeting after this one.
    """
    who, when = owners(text, names, speaker), due(text, on, next_meeting)
    return Taken(who[0] if who else "", when.day if when else None, when.words if when else "")


def action_items(
    items: Iterable[Item], names: Names, on: date | None = None, next_meeting: date | None = None
) -> tuple[ActionItem, ...]:
    """Read who and when out of declared action items.

    Args:
        items: The action items of the minutes, in order.
        names: Who can be named.
        on: The day of the meeting.
        next_meeting: The day of the one after it.
    """
    return tuple(_action_item(item, names, on, next_meeting) for item in items)


def _action_item(item: Item, names: Names, on: date | None, next_meeting: date | None) -> ActionItem:
    when = due(item.text, on, next_meeting)
    return ActionItem(
        item.text,
        item.by,
        item.sources,
        owners(item.text, names, item.by),
        when.day if when else None,
        when.words if when else "",
    )

"""What a kept town hall knows besides what its remarks say: replies, reactions, names, and what was declared."""

from __future__ import annotations

from datetime import date

from bot.domain.meetings.discussions import Declared, Discussion, Mark
from bot.domain.meetings.minutes import Item, Minutes
from bot.domain.meetings.owners import Known
from bot.domain.meetings.suggestions import Around

_SETTLING = frozenset({Mark.AGREED, Mark.REJECTED, Mark.INCONCLUSIVE})
_OTHERS = frozenset({Mark.ACTION, Mark.ISSUE})


def around(discussion: Discussion, made: Minutes, next_meeting: date | None = None) -> Around:
    """Gather what suggestions of a town hall need.

    Args:
        discussion: The town hall as it was kept; what is gone of it takes no part.
        made: Its minutes by the marks in its remarks; their speakers are persons, their lines numbers of remarks.
        next_meeting: The day of the town hall after it.
    """
    here = {one.number: one for one in discussion.remarks if one.gone is None}
    standing = [one for one in discussion.declared if not one.struck]
    return Around(
        settled=(*made.resolutions, *made.rejected, *_items(standing, _SETTLING)),
        others=(*made.actions, *made.issues, *_items(standing, _OTHERS)),
        events=made.events,
        people=people(discussion),
        replies={number: one.reply_to for number, one in here.items() if one.reply_to is not None},
        reactions={number: one.reactions for number, one in here.items() if one.reactions},
        topics=tuple((topic.first_line, topic.last_line) for topic in made.topics),
        on=discussion.started.date() if discussion.started else None,
        next_meeting=next_meeting,
    )


def people(discussion: Discussion) -> tuple[Known, ...]:
    """Everybody who took part, by the name that they go by."""
    return tuple(Known(one.person, (one.name,)) for one in discussion.participants)


def _items(declared: list[Declared], marks: frozenset[Mark]) -> tuple[Item, ...]:
    return tuple(Item(one.text, one.by, one.sources) for one in declared if one.mark in marks and one.sources)

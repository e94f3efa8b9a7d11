"""What feeds and the search tell of a poll."""

from __future__ import annotations

from bot.domain.polls.polls import EventKind
from bot.surfaces.site.addresses import poll_path
from bot.surfaces.site.polls import telling
from bot.surfaces.site.polls.views import PollView
from bot.surfaces.site.things import Entry, Findable, Topic
from bot.texts import _

_TITLES = {
    EventKind.OPENED: _("Poll {number} opened"),
    EventKind.EXTENDED: _("Poll {number} closes later"),
    EventKind.CLOSED: _("Poll {number}: the result"),
    EventKind.VOIDED: _("Poll {number} is void"),
    EventKind.RECOUNTED: _("Poll {number} was counted again"),
    EventKind.EXCLUDED: _("A ballot was excluded from poll {number}"),
    EventKind.DEFINITION_PROPOSED: _("A draft was made of poll {number}"),
}


def entries(view: PollView) -> tuple[Entry, ...]:
    """What feeds tell of a poll."""
    outline = view.outline
    found = []
    for number, one in enumerate(outline.happenings, start=1):
        if one.kind not in _TITLES:
            continue
        if one.kind is EventKind.CLOSED and not outline.final:
            continue
        text = {EventKind.OPENED: outline.poll.charter.question, EventKind.CLOSED: view.standfirst}.get(
            one.kind, view.happenings[number - 1][1]
        )
        title = _TITLES[one.kind].format(number=outline.number)
        id_ = f"{outline.number}/{one.kind.value}-{one.number}"
        found.append(Entry(id_, Topic.POLLS, poll_path(outline.number), title, text, one.at))
    return tuple(found)


def findable(view: PollView) -> Findable:
    """A poll as the search knows it."""
    outline, charter = view.outline, view.outline.poll.charter
    words = [charter.question, outline.subject, charter.definition, telling.standing(outline)[0], view.standfirst]
    words += [one.name for one in charter.components]
    title = f"{outline.number}: {charter.question}"
    return Findable(poll_path(outline.number), title, _("Poll"), " ".join(word for word in words if word))


def teaser(view: PollView) -> str:
    """A poll in a sentence, for lists and search engines."""
    poll, standing = view.outline.poll, telling.standing(view.outline)[0]
    text = _("Poll {number} ({standing}): {question} {found}")
    return text.format(
        number=poll.number, standing=standing, question=poll.charter.question, found=view.standfirst
    ).strip()  # fmt: skip

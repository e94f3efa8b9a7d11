"""The lines that minutes are made of in chat: each with its id and its remarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.domain.meetings.document_items import (
    ActionItem,
    Note,
    OpenQuestion,
    Quotation,
    Resolution,
)
from bot.domain.meetings.document_parts import CitedSentence, Stand
from bot.domain.meetings.documents import MinutesDocument, Part, sources_of
from bot.domain.meetings.reviews import MinutesStatus
from bot.domain.meetings.revisions import words as words_of
from bot.domain.meetings.summaries import Kind
from bot.services.minuting import MinutesPage, MinutesView
from bot.surfaces.replies.poll_charters import moment
from bot.surfaces.replies.records import person
from bot.surfaces.replies.wording import cited, day, harmless
from bot.texts import _

GROUP = "minutes"
TEXT = 1000
# So many names stand on a line, and so many remarks after a sentence: a vote may rest on a hundred.
_NAMES = 60
_SOURCES = 10

STATUSES: Mapping[MinutesStatus, str] = {
    MinutesStatus.DRAFT: _("draft"),
    MinutesStatus.IN_REVIEW: _("in review"),
    MinutesStatus.SIGNED_OFF: _("signed off"),
    MinutesStatus.PUBLISHED: _("published"),
    MinutesStatus.SUPERSEDED: _("replaced by a later version"),
    MinutesStatus.RETRACTED: _("retracted"),
    MinutesStatus.DROPPED: _("dropped before publication"),
}
STANDS: Mapping[Stand, str] = {
    Stand.FOR: _("for"),
    Stand.AGAINST: _("against"),
    Stand.ACCEPTS: _("can live with it"),
    Stand.ABSTAINS: _("abstains"),
    Stand.SPOKE: _("spoke"),
}


def title(view: MinutesView) -> str:
    """What stands above everything about minutes."""
    text = _("Minutes of {number}: {title}")
    return text.format(number=view.version.id, title=harmless(view.document.meeting.title, 150))


def which(view: MinutesView) -> dict[str, str]:
    """The arguments that name minutes; a version that is over is named by its number, else its place is taken."""
    over = (MinutesStatus.SUPERSEDED, MinutesStatus.RETRACTED, MinutesStatus.DROPPED)
    version = {"version": str(view.version.number)} if view.version.status in over else {}
    return {"hall": view.hall.number} | version


def standing(view: MinutesView) -> str:
    """How a version of minutes stands, in a sentence."""
    version = view.version
    lines = [_("**{status}**").format(status=STATUSES[version.status].capitalize())]
    if version.comments_until and version.status in (MinutesStatus.IN_REVIEW, MinutesStatus.SIGNED_OFF):
        lines.append(_("can be objected to until {until}").format(until=moment(version.comments_until)))
    if version.signed_by:
        lines.append(_("signed off by {person}").format(person=person(version.signed_by)))
    if version.published_at:
        lines.append(_("published on {day}").format(day=day(version.published_at.date())))
    if version.replaces is not None:
        text = _("replaces version {number}: {why}")
        lines.append(text.format(number=version.replaces, why=harmless(version.why.rstrip(" ."), 200)))
    return ", ".join(lines) + "."


def item(document: MinutesDocument, part: Part) -> str:
    """A resolution, an action item, a question, a note or a quotation, on a line."""
    if isinstance(part, Resolution):
        return resolution(document, part)
    if isinstance(part, ActionItem):
        return action(document, part)
    if isinstance(part, Quotation):
        return f"`{part.id}` {said_by(document, part.author)}{cited(harmless(part.text, 800), 900)} " + links(
            document, part.sources
        )
    if isinstance(part, OpenQuestion | Note):
        return f"`{part.id}` {harmless(part.text, TEXT)} {links(document, part.sources)}"
    return f"`{part.id}` {harmless(words_of(part), TEXT)} {links(document, sources_of(part))}"


def sentence(document: MinutesDocument, one: CitedSentence) -> str:
    """A sentence on a line: its id, who said it, and the remarks that it rests on."""
    own = {Kind.MODERATOR: _(" (a moderator’s words)"), Kind.MODEL: _(" (a model’s words)")}.get(one.kind, "")
    said = f"{said_by(document, one.author)}{harmless(one.text, TEXT)}"
    return f"`{one.id}` {said}{own} {links(document, one.sources)}"


def said_by(document: MinutesDocument, author: str) -> str:
    """Who said something, with their category; nothing where nobody knows."""
    name = document.name_of(author)
    if not name:
        return ""
    category = document.category_of(author)
    return f"{harmless(name)} ({harmless(category)}): " if category else f"{harmless(name)}: "


def resolution(document: MinutesDocument, one: Resolution, limit: int = TEXT) -> str:
    """A resolution on a line."""
    state = {"agreed": _("agreed"), "rejected": _("rejected"), "inconclusive": _("inconclusive")}[one.state.value]
    votes = ", ".join(f"{count} {harmless(how)}" for how, count in (one.tally or {}).items())
    counted = f" ({votes})" if votes else ""
    decided = f" → {one.decision}" if one.decision else ""
    return f"`{one.id}` **{state}**: {harmless(one.text, limit)}{counted}{decided} {links(document, one.sources)}"


def decided(found: MinutesPage) -> MinutesDocument:
    """The minutes with the decisions that rest on their resolutions, looked up; what is stored says nothing of them."""
    resolutions = tuple(
        replace(one, decision=", ".join(found.decisions[one.id])) if one.id in found.decisions else one
        for one in found.document.resolutions
    )
    return replace(found.document, resolutions=resolutions)


def action(document: MinutesDocument, one: ActionItem, limit: int = TEXT) -> str:
    """An action item on a line: who has it, and until when."""
    owner = harmless(document.name_of(one.owner)) if one.owner else _("nobody yet")
    due = f", {_('due')} {one.due.isoformat()}" if one.due else f", {harmless(one.due_words)}" if one.due_words else ""
    carried = " " + _("(carried from {hall})").format(hall=one.carried.document) if one.carried else ""
    return f"`{one.id}` {harmless(one.text, limit)} ({owner}{due}){carried} {links(document, one.sources)}".rstrip()


def people_lines(document: MinutesDocument) -> Iterator[str]:
    """Who was there, by how that is known."""
    kinds = {
        "declared": _("said that they were there"),
        "spoke": _("spoke"),
        "regrets": _("sent regrets"),
        "listed": _("listed"),
    }
    for value, words in kinds.items():
        names = [harmless(one.name) for one in document.people if one.attendance.value == value]
        names += [
            _("{count} × {category}").format(count=one.persons, category=harmless(one.category) or _("no category"))
            for one in document.unnamed
            if one.attendance.value == value
        ]
        for start in range(0, len(names), _NAMES):
            yield f"**{words.capitalize()}**: {', '.join(names[start : start + _NAMES])}"


def listed_parts(parts: Sequence[str]) -> str:
    """Ids in a row, the first twenty of many."""
    return ", ".join(parts[:20]) + (", …" if len(parts) > 20 else "")


def links(document: MinutesDocument, sources: Iterable[str]) -> str:
    """The remarks that something rests on, each a link where it has one."""
    links = {remark.id: remark.link for remark in document.remarks}
    named = list(sources)
    shown = [f"[{one}]({links[one]})" if links.get(one) else one for one in named[:_SOURCES]]
    if len(named) > _SOURCES:
        shown.append(f"+{len(named) - _SOURCES}")
    return f"[{', '.join(shown)}]" if shown and not any("](" in one for one in shown) else " ".join(shown)

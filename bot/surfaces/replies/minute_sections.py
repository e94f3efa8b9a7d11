"""One section of minutes: every sentence with what stands behind it, and menus to change it or object to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.meetings.document_items import (
    Quotation,
)
from bot.domain.meetings.document_parts import DocumentTopic, Position
from bot.domain.meetings.documents import MinutesDocument, Part
from bot.domain.meetings.reviews import MinutesStatus
from bot.domain.meetings.revisions import words as words_of
from bot.services.minuting import MinutesView
from bot.services.minuting.showing import MinutesPage
from bot.surfaces.replies.minute_lines import (
    GROUP,
    STANDS,
    item,
    people_lines,
    sentence,
    title,
)
from bot.surfaces.replies.wording import harmless, one_line
from bot.surfaces.reply import Button, Field, Menu, Option, Reply
from bot.texts import _, plural

# A menu of the platform holds so many.
MENU = 25

# -- Sections --------------------------------------------------------------------------------------------------------

SECTIONS = {
    "resolutions": _("Resolutions"),
    "actions": _("Action items"),
    "questions": _("Open questions"),
    "quotations": _("Quotations"),
    "notes": _("Notes"),
    "people": _("Who was there"),
}


def sections_menu(view: MinutesView, document: MinutesDocument) -> Menu:
    """A menu of all topics and kinds of items, from which one is read."""
    options = [Option(one_line(one.title, 100), one.id, _size(one)) for one in document.topics[: MENU - len(SECTIONS)]]
    options += [Option(label, value) for value, label in SECTIONS.items()]
    return Menu(_("Read a section"), f"{GROUP} section", "section", tuple(options), {"hall": view.hall.number})


def _size(topic: DocumentTopic) -> str:
    return plural("{count} sentence", "{count} sentences", len(topic.sentences))


def section(found: MinutesPage, name: str) -> Reply:
    """One section: every sentence with its id, what stands behind it, and menus to change it or object to it."""
    document = found.document
    topic = next((one for one in document.topics if one.id == name), None)
    heading = harmless(topic.title, 200) if topic else SECTIONS.get(name, name)
    lines = list(_topic_lines(document, topic) if topic else _lines(document, name))
    parts = list(_topic_parts(topic) if topic else _parts(document, name))
    menus = [*_editing(found, parts), *_objecting(found, parts), sections_menu(found.view, document)]
    text = "\n".join(lines) or _("Nothing is noted here.")
    return Reply(f"{title(found.view)} · {heading}", text, menus=tuple(menus), buttons=tuple(_adding(found, topic)))


def _topic_lines(document: MinutesDocument, topic: DocumentTopic) -> Iterator[str]:
    if topic.origin:
        text = _("Voters in poll {poll} had asked to discuss this; /poll result shows how they stand.")
        yield text.format(poll=topic.origin)
        yield ""
    for one in topic.sentences:
        yield f"- {sentence(document, one)}"
    for position in topic.positions:
        yield ""
        yield _position(document, position)
        for one in position.sentences:
            yield f"- {sentence(document, one)}"
    if topic.silent:
        yield ""
        yield _("Said nothing on this: {categories}.").format(categories=", ".join(map(harmless, topic.silent)))


def _position(document: MinutesDocument, position: Position) -> str:
    category = harmless(position.category) or _("No category declared")
    persons = plural("{count} person", "{count} persons", position.persons)
    stands = ", ".join(f"{count} {STANDS[stand]}" for stand, count in position.stands.items())
    return f"**{category}**: {persons}{'; ' + stands if stands else ''}"


def _topic_parts(topic: DocumentTopic) -> Iterator[Part]:
    yield topic
    yield from topic.sentences
    for position in topic.positions:
        yield from position.sentences


def _lines(document: MinutesDocument, name: str) -> Iterator[str]:
    if name == "people":
        yield from people_lines(document)
        return
    for part in _parts(document, name):
        yield f"- {item(document, part)}"


def _parts(document: MinutesDocument, name: str) -> Sequence[Part]:
    parts: Mapping[str, Sequence[Part]] = {
        "resolutions": document.resolutions,
        "actions": document.action_items,
        "questions": document.open_questions,
        "quotations": document.quotations,
        "notes": document.notes,
    }
    return parts.get(name, ())


# -- What can be done ------------------------------------------------------------------------------------------------


def _editing(found: MinutesPage, parts: Sequence[Part]) -> Iterator[Menu]:
    editable = [part for part in parts if not isinstance(part, Quotation)]
    if not found.writes or not editable or found.view.version.status not in _OPEN:
        return
    hall = {"hall": found.view.hall.number}
    fields = (Field("text", _("How it should read"), long=True), Field("why", _("Why"), required=False, limit=300))
    options = tuple(_option(part) for part in editable[:MENU])
    yield Menu(_("Word something otherwise"), f"{GROUP} edit", "part", options, hall, fields)
    why = (Field("why", _("Why"), required=False, limit=300),)
    struck = tuple(_option(part) for part in parts if not isinstance(part, DocumentTopic))[:MENU]
    if struck:
        yield Menu(_("Take something out"), f"{GROUP} strike", "part", struck, hall, why)


def _objecting(found: MinutesPage, parts: Sequence[Part]) -> Iterator[Menu]:
    mine = tuple(_option(part) for part in parts if part.id in found.cited)[:MENU]
    if mine:
        fields = (Field("text", _("What is wrong with it?"), long=True),)
        hall = {"hall": found.view.hall.number}
        yield Menu(_("Object to what you are cited for"), f"{GROUP} object", "part", mine, hall, fields)


def _adding(found: MinutesPage, topic: DocumentTopic | None) -> Iterator[Button]:
    if topic is None or not found.writes or found.view.version.status not in _OPEN:
        return
    fields = (
        Field("text", _("The sentence"), long=True),
        Field("sources", _("The remarks that it rests on"), placeholder="r12, r15", limit=200),
    )
    hints = {"hall": found.view.hall.number, "topic": topic.id}
    yield Button(_("Add a sentence"), f"{GROUP} add", hints, fields)


_OPEN = frozenset({MinutesStatus.DRAFT, MinutesStatus.IN_REVIEW, MinutesStatus.SIGNED_OFF})


def _option(part: Part) -> Option:
    return Option(f"{part.id}: {one_line(words_of(part), 80)}", part.id)

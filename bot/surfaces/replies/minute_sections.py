"""One section of minutes: every sentence with what stands behind it, and menus to change it or object to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.meetings.document_items import (
    Quotation,
)
from bot.domain.meetings.document_parts import DocumentTopic, Position
from bot.domain.meetings.documents import MinutesDocument, Part
from bot.domain.meetings.reviews import UNPUBLISHED
from bot.domain.meetings.revisions import words as words_of
from bot.domain.refusals import Unknown
from bot.services.minuting import MinutesView
from bot.services.minuting.showing import MinutesPage
from bot.surfaces.replies.minute_lines import (
    GROUP,
    STANDS,
    decided,
    item,
    people_lines,
    sentence,
    title,
    which,
)
from bot.surfaces.replies.wording import harmless, one_line
from bot.surfaces.reply import Button, Field, Menu, Option, Reply
from bot.texts import _, plural

# A menu of the platform holds so many.
MENU = 25
# A message of the platform holds 4,096 letters, and escaping some of them takes room.
_LETTERS = 3000
TOPICS = "topics"

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
    """A menu of the topics and kinds of items, from which one is read; the topics that do not fit have a list."""
    room = MENU - len(SECTIONS)
    topics = document.topics if len(document.topics) <= room else document.topics[: room - 1]
    options = [_to_topic(one) for one in topics]
    if len(topics) < len(document.topics):
        options.append(Option(_("All topics"), TOPICS, _left(len(document.topics) - len(topics))))
    options += [Option(label, value) for value, label in SECTIONS.items()]
    return _reading(view, options)


def _reading(view: MinutesView, options: Sequence[Option]) -> Menu:
    return Menu(_("Read a section"), f"{GROUP} section", "section", tuple(options), which(view))


def _to_topic(one: DocumentTopic) -> Option:
    return Option(one_line(one.title, 100) or one.id, one.id, _size(one))


def _left(count: int) -> str:
    return plural("{count} more", "{count} more", count)


def _size(topic: DocumentTopic) -> str:
    return plural("{count} sentence", "{count} sentences", len(topic.sentences))


def section(found: MinutesPage, name: str, page: int = 1) -> Reply:
    """A page of a section: every sentence with its id, what stands behind it, and menus to change it or object to it.

    Raises:
        Unknown: There is no such section.
    """
    document, name = decided(found), name.strip().lower()
    if name == TOPICS:
        return _topics(found, page)
    topic = next((one for one in document.topics if one.id == name), None)
    if topic is None and name not in SECTIONS:
        text = _("There is no section “{name}”. Sections are {topics}, and {kinds}.")
        known = ", ".join(SECTIONS)
        raise Unknown(text.format(name=one_line(name, 40), topics=_reach(document), kinds=known))
    heading = harmless(topic.title, 200) if topic else SECTIONS[name]
    pages = _pages(list(_topic_rows(document, topic) if topic else _rows(document, name)))
    rows = pages[min(max(page, 1), len(pages)) - 1]
    parts: list[Part] = [part for _line, part in rows if part is not None]
    if topic is not None:
        parts.insert(0, topic)
    menus = [*_editing(found, parts), *_objecting(found, parts), sections_menu(found.view, document)]
    buttons = [*_turning(found, name, page, len(pages)), *_adding(found, topic)]
    text = "\n".join(line for line, _part in rows).strip() or _("Nothing is noted here.")
    numbered = f"{title(found.view)} · {heading}{_place(page, len(pages))}"
    return Reply(numbered, text, menus=tuple(menus), buttons=tuple(buttons))


def _reach(document: MinutesDocument) -> str:
    ids = [one.id for one in document.topics]
    if not ids:
        return _("no topics")
    return ", ".join(ids) if len(ids) <= 10 else f"{ids[0]} … {ids[-1]}"


def _topics(found: MinutesPage, page: int) -> Reply:
    """A page of all topics, with a menu to read one of them."""
    topics = found.document.topics
    pages = [topics[start : start + MENU] for start in range(0, len(topics), MENU)] or [()]
    shown = pages[min(max(page, 1), len(pages)) - 1]
    lines = [f"- `{one.id}` {harmless(one.title, 100)} ({_size(one)})" for one in shown]
    menus = (_reading(found.view, [_to_topic(one) for one in shown]),) if shown else ()
    numbered = f"{title(found.view)} · {_('All topics')}{_place(page, len(pages))}"
    text = "\n".join(lines) or _("Nothing is noted here.")
    return Reply(numbered, text, menus=menus, buttons=tuple(_turning(found, TOPICS, page, len(pages))))


def _place(page: int, pages: int) -> str:
    return f" ({min(max(page, 1), pages)}/{pages})" if pages > 1 else ""


def _turning(found: MinutesPage, name: str, page: int, pages: int) -> Iterator[Button]:
    place = min(max(page, 1), pages)
    for label, to in ((_("Page before"), place - 1), (_("Next page"), place + 1)):
        if 1 <= to <= pages:
            arguments = {"section": name, "page": str(to), **which(found.view)}
            yield Button(label, f"{GROUP} section", arguments, replaces=True)


_Row = tuple[str, Part | None]


def _pages(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows in pages: none longer than a message, nor of more parts than a menu can name."""
    pages: list[list[_Row]] = [[]]
    for line, part in rows:
        parts = sum(one is not None for _line, one in pages[-1])
        size = sum(len(one) + 1 for one, _part in pages[-1])
        if pages[-1] and (size + len(line) > _LETTERS or parts >= MENU - 1):
            pages.append([])
        pages[-1].append((line, part))
    return pages


def _topic_rows(document: MinutesDocument, topic: DocumentTopic) -> Iterator[_Row]:
    for one in topic.sentences:
        yield f"- {sentence(document, one)}", one
    for position in topic.positions:
        yield f"\n{_position(document, position)}", position
        for one in position.sentences:
            yield f"- {sentence(document, one)}", one
    if topic.silent:
        yield (
            "\n" + _("Said nothing on this: {categories}.").format(categories=", ".join(map(harmless, topic.silent))),
            None,
        )


def _position(document: MinutesDocument, position: Position) -> str:
    category = harmless(position.category) or _("No category declared")
    persons = plural("{count} person", "{count} persons", position.persons)
    stands = ", ".join(f"{count} {STANDS[stand]}" for stand, count in position.stands.items())
    return f"`{position.id}` **{category}**: {persons}{'; ' + stands if stands else ''}"


def _rows(document: MinutesDocument, name: str) -> Iterator[_Row]:
    if name == "people":
        yield from ((line, None) for line in people_lines(document))
        return
    for part in _parts(document, name):
        yield f"- {item(document, part)}", part


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
    editable = [part for part in parts if not isinstance(part, Quotation | Position)]
    if not found.writes or not editable or found.view.version.status not in UNPUBLISHED:
        return
    hall = {"hall": found.view.hall.number}
    fields = (Field("text", _("How it should read"), long=True), Field("why", _("Why"), required=False, limit=300))
    options = tuple(_option(part) for part in editable[:MENU])
    yield Menu(_("Word something otherwise"), f"{GROUP} edit", "part", options, hall, fields)
    why = (Field("why", _("Why"), required=False, limit=300),)
    struck = tuple(_option(part) for part in parts if not isinstance(part, DocumentTopic | Position))[:MENU]
    if struck:
        yield Menu(_("Take something out"), f"{GROUP} strike", "part", struck, hall, why)


def _objecting(found: MinutesPage, parts: Sequence[Part]) -> Iterator[Menu]:
    mine = tuple(_option(part) for part in parts if part.id in found.cited)[:MENU]
    if mine:
        fields = (Field("text", _("What is wrong with it?"), long=True),)
        hall = {"hall": found.view.hall.number}
        yield Menu(_("Object to what you are cited for"), f"{GROUP} object", "part", mine, hall, fields)


def _adding(found: MinutesPage, topic: DocumentTopic | None) -> Iterator[Button]:
    if topic is None or not found.writes or found.view.version.status not in UNPUBLISHED:
        return
    fields = (
        Field("text", _("The sentence"), long=True),
        Field("sources", _("The remarks that it rests on"), placeholder="r12, r15", limit=200),
    )
    hints = {"hall": found.view.hall.number, "topic": topic.id}
    yield Button(_("Add a sentence"), f"{GROUP} add", hints, fields)


def _option(part: Part) -> Option:
    return Option(f"{part.id}: {one_line(words_of(part), 80)}", part.id)

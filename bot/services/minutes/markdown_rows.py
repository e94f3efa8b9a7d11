"""The lines of minutes in Markdown, each with what it is: the program's, or a moderator's to edit.

What may be edited begins with "- "; nothing of the program's does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.meetings.coverage import cited
from bot.domain.meetings.document_items import ActionItem, Note, Quotation, Resolution
from bot.domain.meetings.document_parts import CitedSentence, DocumentTopic, Position, Presence, Stand
from bot.domain.meetings.documents import Item, MinutesDocument
from bot.services.minutes.markdown_text import shown
from bot.summarisers.weights import METHOD
from bot.texts import _, plural

CLOSED = "-"
OVERVIEW, RESOLUTIONS, ACTIONS, QUESTIONS, NOTES, QUOTATIONS = (
    "overview", "resolutions", "action items", "open questions", "notes", "quotations",
)  # fmt: skip


# Of the remarks that hold a phrase, so many are named.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One line. ``opens`` names where the lines to edit belong that follow it; ``part`` is the id of one of them."""

    text: str
    opens: str = ""
    part: str = ""


def rows(document: MinutesDocument, *, remarks: bool) -> Iterator[Row]:
    """All lines in order, an empty one between blocks."""
    for block in _blocks(document, remarks=remarks):
        found = list(block)
        if found:
            yield from found
            yield Row("")


def _blocks(document: MinutesDocument, *, remarks: bool) -> Iterator[Iterable[Row]]:
    yield [Row(f"# {shown(document.meeting.title) or _('Minutes')}")]
    yield _head(document)
    yield [Row(f"## {_('Overview')}", OVERVIEW)]
    yield _overview(document)
    yield (_sentence(document, one) for one in document.overview.sentences)
    yield [Row(f"## {_('People')}", CLOSED)]
    yield _people(document)
    yield [Row(f"## {_('Topics')}", CLOSED)]
    for topic in document.topics:
        yield from _topic(document, topic)
    for title, opens, items in (
        (_("Resolutions"), RESOLUTIONS, document.resolutions),
        (_("Action items"), ACTIONS, document.action_items),
        (_("Open questions"), QUESTIONS, document.open_questions),
        (_("Also noted"), NOTES, document.notes),
        (_("Quotations"), QUOTATIONS, document.quotations),
    ):
        yield [Row(f"## {title}", opens)]
        yield (_item(document, one) for one in items) if items else [Row(_("None."))]
    yield [Row(f"## {_('Coverage')}", CLOSED)]
    yield _coverage(document)
    if document.objections:
        yield [Row(f"## {_('Objections that are open')}", CLOSED)]
        yield _objections(document)
    if document.suggestions:
        yield [Row(f"## {_('Suggested, and waiting for a person’s word')}")]
        yield _suggestions(document)
    if document.review:
        yield [Row(f"## {_('Review')}")]
        yield _review(document)
    if remarks:
        yield [Row(f"## {_('Remarks')}")]
        yield _remarks(document)
    yield _links(document, remarks=remarks)


# -- What the program writes -----------------------------------------------------------------------------------------


def _head(document: MinutesDocument) -> Iterator[Row]:
    status = _("Minutes {id}, version {version}: {status}")
    yield Row(f"* {status.format(id=shown(document.id), version=document.version, status=document.status.value)}")
    if document.replaces is not None:
        yield Row(f"* {_('In the place of version {version}').format(version=document.replaces)}")
    made = document.made_by
    text = _("Made from {remarks} ({kind}, {place}), sha256 {sha256}")
    source = document.source
    count = plural("{count} remark", "{count} remarks", source.remarks)
    place = shown(document.meeting.place)
    yield Row(f"* {text.format(remarks=count, kind=shown(source.kind), place=place, sha256=shown(source.sha256))}")
    ranked = _("Sentences chosen by {summariser}, language {language}")
    line = ranked.format(summariser=shown(made.summariser), language=shown(document.meeting.language))
    yield Row(f"* {line}" + (f", sha256 {shown(made.parameters_sha256)}" if made.parameters_sha256 else ""))
    if made.summariser != METHOD:
        yield Row(f"* {_('Not recognised as English, so sentences were ranked more simply')}")
    if made.model or made.endpoint:
        told = _("Some sentences by the model {model} at {endpoint}; dropped: {dropped}")
        dropped = ", ".join(f"{shown(reason)} {count}" for reason, count in made.dropped.items()) or "0"
        model, endpoint = shown(made.model or "?"), shown(made.endpoint or "?")
        yield Row(f"* {told.format(model=model, endpoint=endpoint, dropped=dropped)}")


def _overview(document: MinutesDocument) -> Iterator[Row]:
    yield Row(f"* {shown(document.overview.frame.text)}")
    for phrase in document.overview.phrases:
        yield Row(f"* {_('Came up again and again:')} {shown(phrase.text)}{_cites(phrase.sources[:_NAMED])}")


def _people(document: MinutesDocument) -> Iterator[Row]:
    titles = {
        Presence.DECLARED: _("Declared to be there"),
        Presence.SPOKE: _("Spoke"),
        Presence.REGRETS: _("Sent regrets"),
        Presence.LISTED: _("Listed, and not heard"),
    }
    for presence, title in titles.items():
        names = [_with_remarks(document, one.id, one.remarks) for one in document.people if one.attendance is presence]
        names += [
            f"{shown(one.category) or _('no category')} × {one.persons}"
            for one in document.unnamed
            if one.attendance is presence
        ]
        if names:
            yield Row(f"* {title}: {'; '.join(names)}")


def _with_remarks(document: MinutesDocument, person: str, count: int) -> str:
    return f"{_who(document, person)}, {plural('{count} remark', '{count} remarks', count)}"


def _topic(document: MinutesDocument, topic: DocumentTopic) -> Iterator[Iterable[Row]]:
    sign = "#" * (2 + topic.level)
    first, last = topic.remarks
    yield [Row(f"{sign} {shown(topic.title)} {{{topic.id}}}", topic.id)]
    reach = _("Titled by: {by}; remarks {first} to {last}")
    head = [Row(f"* {reach.format(by=topic.titled_by.value, first=first, last=last)}{_cites(topic.sources)}")]
    if topic.silent:
        head.append(Row(f"* {_('Silent: {names}').format(names='; '.join(map(shown, topic.silent)))}"))
    yield head
    yield (_sentence(document, one) for one in topic.sentences)
    for position in topic.positions:
        yield [_position(document, position)]
        yield (_sentence(document, one) for one in position.sentences)


def _position(document: MinutesDocument, position: Position) -> Row:
    people = plural("{count} person", "{count} people", position.persons)
    stands = []
    for stand in Stand:
        theirs = [one for one in position.voices if one.stand is stand]
        if theirs:
            names = ", ".join(f"{_name(document, one.person)}{_cites(one.sources)}" for one in theirs)
            stands.append(f"{stand.value} {len(theirs)} ({names})")
    category = shown(position.category) or _("No category")
    return Row(f"* {_('Position')}: **{category}**, {people}: {'; '.join(stands)} {{{position.id}}}", position.id)


def _coverage(document: MinutesDocument) -> Iterator[Row]:
    found = document.coverage
    text = _("{cited} of {remarks} are cited")
    remarks = plural("{count} remark", "{count} remarks", document.source.remarks)
    yield Row(f"* {text.format(cited=found.remarks_cited, remarks=remarks)}")
    names = [_who(document, one) for one in found.persons_not_represented]
    if found.unnamed_not_represented:
        names.append(plural("{count} unnamed", "{count} unnamed", found.unnamed_not_represented))
    if names:
        yield Row(f"* {_('Spoke, and stand in no sentence: {names}').format(names='; '.join(names))}")
    if found.suggestions:
        counts = ", ".join(f"{state.value} {count}" for state, count in found.suggestions.items())
        yield Row(f"* {_('Suggestions: {counts}').format(counts=counts)}")


def _objections(document: MinutesDocument) -> Iterator[Row]:
    text = _("Objection {number} of somebody who is cited there")
    for one in document.objections:
        yield Row(f"* {text.format(number=one.number)}: {shown(one.text)} {{{one.part}}}")


def _suggestions(document: MinutesDocument) -> Iterator[Row]:
    for one in document.suggestions:
        because = f" ({shown(one.because)})" if one.because else ""
        state = f"{shown(one.kind)}, {one.state.value}"
        yield Row(f"* {state}: {shown(one.text)}{because}{_cites(one.sources)} {{{one.id}}}")


def _review(document: MinutesDocument) -> Iterator[Row]:
    for one in document.review:
        part = f" {{{shown(one.part)}}}" if one.part else ""
        why = f": {shown(one.why)}" if one.why else ""
        yield Row(f"* {one.at:%Y-%m-%d %H:%M} UTC, {_name(document, one.by)}: {shown(one.did)}{part}{why}")


def _remarks(document: MinutesDocument) -> Iterator[Row]:
    for one in document.remarks:
        text = f"({one.gone.value})" if one.gone else shown(" ⏎ ".join(one.text.splitlines()))
        who = _name(document, one.author) or _("nobody knows who")
        at = f", {one.at:%H:%M}" if one.at else ""
        edited = f" ({_('edited since')})" if one.edited else ""
        yield Row(f'* <a id="{one.id}"></a>{one.id}, {who}{at}: {text}{edited}'.rstrip())


def _links(document: MinutesDocument, *, remarks: bool) -> Iterator[Row]:
    """Where the ids of the remarks lead that are cited."""
    wanted = set(cited(document))
    wanted |= {source for one in document.overview.phrases for source in one.sources}
    wanted |= {source for one in document.topics for source in one.sources}
    wanted |= {source for t in document.topics for p in t.positions for v in p.voices for source in v.sources}
    wanted |= {source for one in document.suggestions for source in one.sources}
    for one in document.remarks:
        if one.id in wanted:
            link = one.link if one.link.startswith(("https://", "http://")) and one.link.isprintable() else ""
            if link and not any(sign in link for sign in " <>()\\"):
                yield Row(f"[{one.id}]: <{link}>")
            elif remarks:
                yield Row(f"[{one.id}]: #{one.id}")


# -- What a moderator may edit ---------------------------------------------------------------------------------------


def _sentence(document: MinutesDocument, one: CitedSentence) -> Row:
    return _row(who(document, one.author), shown(one.text), one.sources, f"{one.id} {one.kind.value}", one.id)


def _item(document: MinutesDocument, one: Item | Quotation) -> Row:
    if isinstance(one, Quotation):
        return _row(who(document, one.author), f"“{shown(one.text)}”", one.sources, one.id, one.id)
    return _row(head(document, one), shown(one.text), one.sources, f"{one.id} {one.wording.value}", one.id)


def _row(before: str, text: str, sources: tuple[str, ...], marker: str, part: str) -> Row:
    begun = f"**{before}:** " if before else ""
    return Row(f"- {begun}{text}{_cites(sources)} {{{marker}}}", part=part)


def who(document: MinutesDocument, author: str) -> str:
    """Whose sentence it is, as it stands before it; empty where nobody knows."""
    return _who(document, author) if author else ""


def head(document: MinutesDocument, one: Item) -> str:
    """What stands before the text of an item."""
    name = _name(document, one.by) or "?"
    if isinstance(one, Note):
        return _("{kind} by {name}").format(kind=shown(one.kind), name=name)
    by = _("{basis} by {name}").format(basis=one.basis.value, name=name)
    if isinstance(one, Resolution):
        tally = ", ".join(f"{shown(key)} {count}" for key, count in one.tally.items()) if one.tally else ""
        return "; ".join(filter(None, (one.state.value, by, tally, shown(one.decision or ""))))
    if isinstance(one, ActionItem):
        return _taken(document, one, by)
    return by


def _taken(document: MinutesDocument, one: ActionItem, by: str) -> str:
    parts = [_name(document, one.owner) or _("nobody yet")]
    if one.due:
        parts.append(_("until {day}").format(day=one.due.isoformat()))
    if one.due_words:
        parts.append(f"“{shown(one.due_words)}”")
    parts.append(by)
    if one.carried:
        origin = one.carried
        text = _("carried from {document}, {item}")
        parts.append(text.format(document=shown(origin.document), item=shown(origin.item)))
    if one.closed:
        parts.append(_("closed on {day}").format(day=f"{one.closed:%Y-%m-%d}"))
    return "; ".join(parts)


def _who(document: MinutesDocument, author: str) -> str:
    category = document.category_of(author)
    return f"{_name(document, author)} ({shown(category)})" if category else _name(document, author)


def _name(document: MinutesDocument, author: str) -> str:
    return shown(document.name_of(author))


def _cites(sources: tuple[str, ...]) -> str:
    return "".join(f" [{source}]" for source in sources)

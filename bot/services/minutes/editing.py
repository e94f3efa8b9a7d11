"""What a moderator changed in minutes, checked: every sentence rests on remarks, every quotation is one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.document_items import ActionItem, Ground, Note, OpenQuestion, Quotation, Resolution
from bot.domain.meetings.document_parts import CitedSentence, DocumentTopic, Position
from bot.domain.meetings.documents import Item, MinutesDocument, Part
from bot.domain.meetings.numbering import QUESTION, QUOTATION, SENTENCE, Numbers
from bot.domain.meetings.summaries import Kind
from bot.services.minutes import markdown_rows
from bot.services.minutes.markdown_rows import ACTIONS, NOTES, OVERVIEW, QUESTIONS, QUOTATIONS, RESOLUTIONS
from bot.texts import _

Editable = CitedSentence | Quotation | Resolution | ActionItem | OpenQuestion | Note
_Kept = TypeVar("_Kept", Resolution, ActionItem, OpenQuestion, Note)


@dataclass(frozen=True, slots=True)
class Edit:
    """One line as it was edited: where it stands, and what it says. One that was added has no ``id``."""

    line: int
    container: str
    head: str
    text: str
    sources: tuple[str, ...]
    id: str = ""
    kind: str = ""


class Edits:
    """Applies edits to a document; what is wrong with one is told, by its line, and it is left out."""

    def __init__(self, document: MinutesDocument, problem: Callable[[int, str], None]) -> None:
        self._document = document
        self._problem = problem
        self._texts = {one.id: one.text for one in document.remarks if one.gone is None}
        self._authors = {one.id: one.author for one in document.remarks}
        self._number = Numbers(document.parts)
        self._parts: dict[str, Part] = {part.id: part for part in document.each()}
        self._seen: set[str] = set()
        self._made: dict[str, list[Editable]] = {}

    def applied(self, edits: Sequence[Edit], by: str) -> MinutesDocument:
        """The document with all of them, in the order in which they stand."""
        for edit in edits:
            try:
                self._made.setdefault(edit.container, []).append(self._one(edit, by))
            except _Wrong as wrong:
                for text in wrong.args:
                    self._problem(edit.line, text)
        found = self._document
        after = replace(
            found,
            overview=replace(found.overview, sentences=self._sentences(OVERVIEW)),
            topics=tuple(self._topic(one) for one in found.topics),
            resolutions=self._items(RESOLUTIONS, Resolution),
            action_items=self._items(ACTIONS, ActionItem),
            open_questions=self._items(QUESTIONS, OpenQuestion),
            notes=self._items(NOTES, Note),
            quotations=tuple(one for one in self._made.get(QUOTATIONS, ()) if isinstance(one, Quotation)),
            parts=self._number.highest if self._added() else found.parts,
        )
        return found if after == found else replace(after, coverage=coverage(after))

    def _added(self) -> bool:
        return any(one.id not in self._parts for each in self._made.values() for one in each)

    def _topic(self, topic: DocumentTopic) -> DocumentTopic:
        positions = tuple(replace(one, sentences=self._sentences(one.id)) for one in topic.positions)
        return replace(topic, sentences=self._sentences(topic.id), positions=positions)

    def _sentences(self, container: str) -> tuple[CitedSentence, ...]:
        return tuple(one for one in self._made.get(container, ()) if isinstance(one, CitedSentence))

    def _items(self, container: str, kind: type[_Kept]) -> tuple[_Kept, ...]:
        return tuple(one for one in self._made.get(container, ()) if isinstance(one, kind))

    # -- One line ------------------------------------------------------------------------------------------------------

    def _one(self, edit: Edit, by: str) -> Editable:
        part = self._before(edit)
        self._check(edit, part)
        if isinstance(part, CitedSentence) or (part is None and self._holds_sentences(edit.container)):
            return self._sentence(edit, part)
        if isinstance(part, Quotation) or (part is None and edit.container == QUOTATIONS):
            return self._quotation(edit, part)
        if isinstance(part, Resolution | ActionItem | OpenQuestion | Note):
            return self._item(edit, part)
        if edit.container == QUESTIONS:
            return self._asked(edit, by)
        raise _Wrong(_("nothing can be added here; accept a suggestion or set a mark instead"))

    def _before(self, edit: Edit) -> Editable | None:
        """What a line was before; None for one that was added."""
        if not edit.id:
            return None
        part = self._parts.get(edit.id)
        if not isinstance(part, Editable):
            raise _Wrong(_("there is no sentence {id} to edit").format(id=edit.id))
        if edit.id in self._seen:
            raise _Wrong(_("{id} stands twice").format(id=edit.id))
        self._seen.add(edit.id)
        return part

    def _check(self, edit: Edit, part: Editable | None) -> None:
        """See that a line says something, and rests on remarks that have their text."""
        wrong: list[str] = []
        if not edit.text.strip():
            wrong.append(_("this sentence says nothing; take the whole line out to delete it"))
        if not edit.sources and (part is None or part.sources):
            wrong.append(_("this sentence has no sources: name the remarks that it rests on, like [r12]"))
        strange = [source for source in edit.sources if source not in self._texts]
        wrong += [_("{source} is no remark of this town hall that can be cited").format(source=one) for one in strange]
        if wrong:
            raise _Wrong(*wrong)

    def _holds_sentences(self, container: str) -> bool:
        return container == OVERVIEW or isinstance(self._parts.get(container), DocumentTopic | Position)

    def _sentence(self, edit: Edit, before: CitedSentence | None) -> CitedSentence:
        if not self._holds_sentences(edit.container):
            raise _Wrong(_("a sentence stands in the overview, in a topic or under a position"))
        position = self._parts.get(edit.container)
        if isinstance(position, Position) and not self._of_category(edit, before, position):
            raise _Wrong(_("this sentence rests on remarks of another category than the position"))
        if before is None:
            if edit.head:
                raise _Wrong(_("what you add is your own wording: leave out the name before it"))
            return CitedSentence(self._number(SENTENCE), edit.text, edit.sources, Kind.MODERATOR)
        if before.kind is Kind.FRAME:
            raise _Wrong(_("{id} cannot be edited").format(id=before.id))
        _check_frame(edit, markdown_rows.who(self._document, before.author), before.kind)
        if (edit.text, edit.sources) == (before.text, before.sources):
            return before
        return replace(before, text=edit.text, sources=edit.sources, kind=Kind.MODERATOR)

    def _of_category(self, edit: Edit, before: CitedSentence | None, position: Position) -> bool:
        """Whether a sentence may stand under a position; where nobody is named, nobody can tell."""
        if before is not None and before in position.sentences and before.sources == edit.sources:
            return True
        known = {one.id: one.category for one in self._document.people}
        authors = {self._authors[source] for source in edit.sources}
        return all(known[author] == position.category for author in authors if author in known)

    def _item(self, edit: Edit, before: Item) -> Item:
        if edit.container != _PLACES[type(before)]:
            raise _Wrong(_("{id} belongs into another section").format(id=edit.id))
        _check_frame(edit, markdown_rows.head(self._document, before), before.wording)
        if (edit.text, edit.sources) == (before.text, before.sources):
            return before
        return replace(before, text=edit.text, sources=edit.sources, wording=Kind.MODERATOR)

    def _asked(self, edit: Edit, by: str) -> OpenQuestion:
        if edit.head:
            raise _Wrong(_("what you add is your own wording: leave out the name before it"))
        id_ = self._number(QUESTION)
        return OpenQuestion(id_, edit.text, Ground.ACCEPTED, by, edit.sources, wording=Kind.MODERATOR)

    def _quotation(self, edit: Edit, before: Quotation | None) -> Quotation:
        if edit.container != QUOTATIONS:
            raise _Wrong(_("{id} belongs into another section").format(id=edit.id))
        head = markdown_rows.who(self._document, before.author) if before else ""
        if edit.head != head or edit.kind:
            raise _Wrong(_("only the words between “ and ” can be edited"))
        if len(edit.sources) != 1 or edit.text[:1] != "“" or edit.text[-1:] != "”" or len(edit.text) < 3:
            raise _Wrong(_("a quotation stands between “ and ” and names its one remark"))
        words, source = edit.text[1:-1], edit.sources[0]
        if before and (words, edit.sources) == (before.text, before.sources):
            return before
        start = self._texts[source].find(words)
        if start < 0:
            raise _Wrong(_("these words do not stand in {source} letter by letter").format(source=source))
        id_ = before.id if before else self._number(QUOTATION)
        return Quotation(id_, words, (source,), (start, start + len(words)), self._authors[source])


class _Wrong(Exception):
    """An edit that cannot be taken; its arguments say why."""


def _check_frame(edit: Edit, head: str, kind: Kind) -> None:
    """See that what stands around the words is as the program wrote it."""
    if edit.head != head or edit.kind != kind.value:
        text = _("only the words and the sources of {id} can be edited; around them stood: {head} … {kind}")
        raise _Wrong(text.format(id=edit.id, head=head or "–", kind=kind.value))


_PLACES: dict[type, str] = {
    Resolution: RESOLUTIONS,
    ActionItem: ACTIONS,
    OpenQuestion: QUESTIONS,
    Note: NOTES,
}

"""Minutes in which some people are seen by their stakeholder category, and their names nowhere."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import count

from bot.domain.meetings.document_items import ActionItem, Note, OpenQuestion, Quotation, Resolution
from bot.domain.meetings.document_parts import (
    UNNAMED,
    CitedSentence,
    DocumentTopic,
    Position,
    RecordedRemark,
    ReviewEvent,
)
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.masking import Mask, Masked
from bot.domain.meetings.summaries import Kind
from bot.texts import _

_OUTSIDE = -1
_NOBODY: Mapping[str, str] = {}


class Labels:
    """Puts labels in the place of people.

    Args:
        document: Without anything that rests on people who are not shown.
        unnamed: Who is shown by category.
        hidden: Who is not shown; others may have named them.
        names: The names of all.
        called: Who is shown by another name, and by which.
    """

    def __init__(
        self,
        document: MinutesDocument,
        unnamed: Collection[str],
        hidden: Collection[str],
        names: Mapping[str, str],
        called: Mapping[str, str] = _NOBODY,
    ) -> None:
        self._document = document
        self._unnamed = frozenset(unnamed)
        self._hidden = frozenset(hidden)
        self._called = called
        categories = {one.id: one.category for one in document.people}
        self._category = {person: categories.get(person) or _("Participant") for person in self._unnamed}
        self._scopes = self._scoped()
        self._labels = self._numbered()
        labels = self._category | {person: _("somebody") for person in self._hidden} | dict(called)
        self._mask = Mask(labels, names)
        self._texts = {one.id: one.text for one in document.remarks}
        self._masked: dict[str, Masked] = {}

    def _scoped(self) -> dict[str, int]:
        """The outermost topic that each remark lies in, for there a number means one person."""
        places = {one.id: place for place, one in enumerate(self._document.remarks)}
        scopes: dict[str, int] = {}
        for number, topic in enumerate(self._document.topics):
            first, last = (places[end] for end in topic.remarks)
            for one in self._document.remarks[first : last + 1]:
                scopes.setdefault(one.id, number)
        return scopes

    def _numbered(self) -> dict[tuple[int, str], str]:
        """What each is called in each topic: their category, and a number where there are two of it."""
        together: dict[tuple[int, str], dict[str, None]] = {}
        taken: dict[int, set[str]] = {}
        for person, source in self._spoken():
            scope = self._scopes.get(source, _OUTSIDE)
            if person in self._unnamed:
                together.setdefault((scope, self._category[person]), {})[person] = None
            elif person.startswith(UNNAMED):
                taken.setdefault(scope, set()).add(person.removeprefix(UNNAMED))
        labels: dict[tuple[int, str], str] = {}
        for (scope, category), persons in together.items():
            others = {label for label in taken.get(scope, ()) if label.startswith(category)}
            free = (f"{category} {number}" for number in count(2 if category in others else 1))
            for person in persons:
                alone = len(persons) == 1 and not others
                labels[scope, person] = category if alone else next(one for one in free if one not in others)
        return labels

    def _spoken(self) -> list[tuple[str, str]]:
        """Everybody who stands anywhere in the document, with a remark that says in which topic."""
        found = [(remark.author, remark.id) for remark in self._document.remarks]
        found += [(one.author, source) for one in self._document.sentences() for source in one.sources]
        found += [(one.by, source) for one in self._document.items() for source in one.sources]
        found += [(one.owner, source) for one in self._document.action_items for source in one.sources]
        for topic in self._document.topics:
            found += [(v.person, source) for one in topic.positions for v in one.voices for source in v.sources]
        return found

    # -- What people see -----------------------------------------------------------------------------------------------

    def _seen(self, person: str, sources: tuple[str, ...] = ()) -> str:
        """A person as the public sees them, where they stand with these remarks."""
        if person in self._hidden:
            return ""
        if person not in self._unnamed:
            return person
        scope = self._scopes.get(sources[0], _OUTSIDE) if sources else _OUTSIDE
        return UNNAMED + self._labels.get((scope, person), self._category[person])

    def applied(self) -> MinutesDocument:
        """The document with labels; people who are shown by category still stand among its people."""
        found = self._document
        remarks = tuple(self._remark(one) for one in found.remarks)
        overview = found.overview
        return replace(
            found,
            meeting=replace(found.meeting, title=self._mask(found.meeting.title)),
            people=tuple(replace(one, name=self._called.get(one.id, one.name)) for one in found.people),
            overview=replace(
                overview,
                phrases=tuple(one for one in overview.phrases if self._mask(one.text.title()) == one.text.title()),
                sentences=tuple(self._sentence(one) for one in overview.sentences),
            ),
            topics=tuple(self._topic(one) for one in found.topics),
            resolutions=tuple(self._resolution(one) for one in found.resolutions),
            action_items=tuple(self._action(one) for one in found.action_items),
            open_questions=tuple(self._question(one) for one in found.open_questions),
            notes=tuple(self._note(one) for one in found.notes),
            quotations=tuple(self._quotation(one) for one in found.quotations),
            remarks=remarks,
            review=tuple(self._event(one) for one in found.review),
        )

    def _remark(self, one: RecordedRemark) -> RecordedRemark:
        masked = self._masked[one.id] = self._mask.of(one.text)
        if one.gone is None and one.author in self._unnamed | self._hidden | self._called.keys():
            # A link leads to the message, and the message to its author; so does its time.
            one = replace(one, link="", at=None, line=None, edited=None)
        return replace(
            one,
            author=self._seen(one.author, (one.id,)),
            text=masked.text,
            attachments=tuple(map(self._mask, one.attachments)),
            masked=one.masked or bool(masked.pieces),
        )

    def _sentence(self, one: CitedSentence) -> CitedSentence:
        text = self._mask(one.text)
        if one.kind is Kind.EXTRACT and (start := self._texts[one.sources[0]].find(one.text)) >= 0:
            # Its letters stand in its remark, also where a name goes on beyond its end.
            masked = self._masked[one.sources[0]]
            first, last = masked.span(start, start + len(one.text))
            text = masked.text[first:last]
        return replace(one, text=text, author=self._seen(one.author, one.sources))

    def _topic(self, one: DocumentTopic) -> DocumentTopic:
        return replace(
            one,
            title=self._mask(one.title),
            sentences=tuple(self._sentence(sentence) for sentence in one.sentences),
            positions=tuple(self._position(position) for position in one.positions),
        )

    def _position(self, one: Position) -> Position:
        return replace(
            one,
            voices=tuple(replace(voice, person=self._seen(voice.person, voice.sources)) for voice in one.voices),
            sentences=tuple(self._sentence(sentence) for sentence in one.sentences),
        )

    def _resolution(self, one: Resolution) -> Resolution:
        return replace(one, text=self._mask(one.text), by=self._seen(one.by, one.sources))

    def _action(self, one: ActionItem) -> ActionItem:
        return replace(
            one,
            text=self._mask(one.text),
            by=self._seen(one.by, one.sources),
            due_words=self._mask(one.due_words),
            owner=self._seen(one.owner, one.sources) or (UNNAMED + _("somebody") if one.owner else ""),
        )

    def _question(self, one: OpenQuestion) -> OpenQuestion:
        return replace(one, text=self._mask(one.text), by=self._seen(one.by, one.sources))

    def _note(self, one: Note) -> Note:
        return replace(one, text=self._mask(one.text), by=self._seen(one.by, one.sources))

    def _quotation(self, one: Quotation) -> Quotation:
        masked = self._masked[one.sources[0]]
        start, end = masked.span(*one.span)
        return replace(one, text=masked.text[start:end], span=(start, end), author=self._seen(one.author, one.sources))

    def _event(self, one: ReviewEvent) -> ReviewEvent:
        """What was done and by whom; the words before and after may hold what is not shown."""
        seen = self._seen(one.by) or UNNAMED + _("somebody")
        return replace(one, by=seen, did=self._mask(one.did), before="", after="", why=self._mask(one.why))

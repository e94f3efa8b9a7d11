"""Minutes without the remarks of some people, and without whatever rests on them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.domain.meetings import frames
from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.document_items import ActionItem, Note, OpenQuestion, Resolution
from bot.domain.meetings.document_parts import (
    CitedSentence,
    DocumentTopic,
    Overview,
    Position,
    RecordedRemark,
    TitledBy,
    Voice,
    counted,
)
from bot.domain.meetings.documents import MinutesDocument
from bot.texts import _

_Item = TypeVar("_Item", Resolution, ActionItem, OpenQuestion, Note)
# Of these not even the digest is shown: a short remark could be found out by trying.
_UNPROVEN = frozenset({Gone.OFF_THE_RECORD, Gone.REFUSED})


def withheld(document: MinutesDocument, persons: Collection[str], erased: Gone | None = None) -> MinutesDocument:
    """Take the remarks of some people out, with every sentence that cites one.

    Args:
        erased: Leave their places and digests, with this as the reason; otherwise the remarks are not even listed.
    """
    if not persons and erased is None:
        return _framed(replace(document, remarks=tuple(_gap(one) for one in document.remarks)))
    return _Withholding(document, persons).done(erased)


def _gap(remark: RecordedRemark) -> RecordedRemark:
    """A remark that has no words is its place, the reason and the digest; nobody's."""
    if remark.gone is None:
        return remark
    if remark.gone in _UNPROVEN:
        return RecordedRemark(remark.id, "", "", "", gone=remark.gone)
    return RecordedRemark(remark.id, "", "", remark.sha256, first_sha256=remark.first_sha256, gone=remark.gone)


class _Withholding:
    def __init__(self, document: MinutesDocument, persons: Collection[str]) -> None:
        self.document = document
        self.persons = frozenset(persons)
        self.gone = {one.id: one.text for one in document.remarks if one.author in self.persons}
        self.listed = [one.id for one in document.remarks if one.id not in self.gone]
        self.places = {one.id: place for place, one in enumerate(document.remarks)}

    def done(self, erased: Gone | None) -> MinutesDocument:
        before = self.document
        remarks = [
            _gap(replace(one, gone=erased) if one.id in self.gone else one)
            for one in before.remarks
            if erased or one.id not in self.gone
        ]
        if erased:
            self.listed = [one.id for one in before.remarks]
        topics = tuple(self._topics())
        made = replace(
            before,
            people=tuple(one for one in before.people if one.id not in self.persons),
            overview=self._overview(before.overview),
            topics=topics,
            resolutions=tuple(self._items(before.resolutions)),
            action_items=tuple(self._items(before.action_items)),
            open_questions=tuple(self._items(before.open_questions)),
            notes=tuple(self._items(before.notes)),
            quotations=tuple(one for one in before.quotations if self._stays(one.sources, one.author)),
            suggestions=tuple(one for one in before.suggestions if self._stays(one.sources)),
            remarks=tuple(remarks),
        )
        kept = {part.id for part in made.each()}
        review = tuple(one for one in before.review if not one.part or one.part in kept)
        spoke = sum(one.id in self.persons and one.remarks > 0 for one in before.people)
        source = replace(before.source, speakers=before.source.speakers - spoke)
        return _framed(replace(made, review=review, source=source))

    def _stays(self, sources: Sequence[str], author: str = "") -> bool:
        return author not in self.persons and self.gone.keys().isdisjoint(sources)

    def _left(self, sources: Sequence[str]) -> tuple[str, ...]:
        return tuple(one for one in sources if one not in self.gone)

    def _overview(self, overview: Overview) -> Overview:
        left = ((one, self._left(one.sources)) for one in overview.phrases)
        phrases = tuple(replace(one, sources=sources) for one, sources in left if sources)
        return replace(overview, phrases=phrases, sentences=tuple(self._sentences(overview.sentences)))

    def _sentences(self, found: Sequence[CitedSentence]) -> Iterator[CitedSentence]:
        return (one for one in found if self._stays(one.sources, one.author))

    def _topics(self) -> Iterator[DocumentTopic]:
        for number, topic in enumerate(self.document.topics, 1):
            first, last = (self.places[one] for one in topic.remarks)
            within = [one for one in self.listed if first <= self.places[one] <= last]
            if not within:
                continue
            sources = self._left(topic.sources)
            titled = not topic.sources or bool(sources)
            yield replace(
                topic,
                title=topic.title if titled else _("Topic {number}").format(number=number),
                titled_by=topic.titled_by if titled else TitledBy.GENERATED,
                remarks=(within[0], within[-1]),
                sources=sources,
                sentences=tuple(self._sentences(topic.sentences)),
                positions=tuple(self._positions(topic.positions)),
            )

    def _positions(self, found: Sequence[Position]) -> Iterator[Position]:
        for one in found:
            left = ((voice, self._left(voice.sources)) for voice in one.voices if voice.person not in self.persons)
            voices: tuple[Voice, ...] = tuple(replace(voice, sources=rest) for voice, rest in left if rest)
            if voices:
                sentences = tuple(self._sentences(one.sentences))
                yield replace(one, persons=len(voices), stands=counted(voices), voices=voices, sentences=sentences)

    def _items(self, found: Sequence[_Item]) -> Iterator[_Item]:
        """What others can answer for stays: declared by one who is shown, in words that nobody withheld said."""
        for one in found:
            sources = self._left(one.sources)
            theirs = any(_same(one.text, self.gone[source]) for source in one.sources if source in self.gone)
            rests = bool(sources) or not one.sources
            if one.by not in self.persons and rests and not theirs:
                yield replace(one, sources=sources)


def _same(words: str, text: str) -> bool:
    return " ".join(words.split()).casefold() in " ".join(text.split()).casefold()


def _framed(made: MinutesDocument) -> MinutesDocument:
    """Count again what is left."""
    source = replace(made.source, withheld=made.source.remarks - sum(one.gone is None for one in made.remarks))
    meeting = made.meeting
    text = frames.overview(source.remarks, source.speakers, source.withheld, meeting.started, meeting.ended)
    overview = replace(made.overview, frame=replace(made.overview.frame, text=text))
    made = replace(made, overview=overview, source=source)
    return replace(made, coverage=coverage(made))

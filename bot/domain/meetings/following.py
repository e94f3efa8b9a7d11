"""Minutes follow their remarks: what is deleted or taken off the record takes along what rests on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.document_items import ActionItem, Quotation, SuggestedPart
from bot.domain.meetings.document_parts import (
    CitedSentence,
    DocumentTopic,
    Phrase,
    Position,
    TitledBy,
    Voice,
    counted,
)
from bot.domain.meetings.documents import MinutesDocument, Part, sources_of
from bot.domain.meetings.replacing import with_part
from bot.texts import _


def followed(document: MinutesDocument, gone: Mapping[str, Gone]) -> MinutesDocument:
    """Follow remarks whose text was taken away: by who wrote them, off the record, or as their author refuses.

    With a remark go the sentences and quotations that rest on it, and the items in its words. An item in other words
    that rests on others too, and the topic that it opened, stand without it; a topic loses a title in its words. The
    remark keeps its place and its digest, and what was changed keeps no words of before.

    Args:
        document: The minutes; a document in which nothing changes comes back as it is.
        gone: Why each remark went, by its id.
    """
    news = {one.id: gone[one.id] for one in document.remarks if one.gone is None and one.id in gone}
    if not news:
        return document
    parts = concerned(document, news)
    texts = {one.id: one.text for one in document.remarks if one.id in news}
    for id_ in [part.id for part in document.each() if news.keys() & set(sources_of(part))]:
        # As it stands by now: a topic has lost the sentences that went before it.
        part = document.find(id_)
        if part is not None:
            document = with_part(document, id_, _without_sources(part, texts))
    remarks = tuple(
        replace(one, text="", gone=news[one.id]) if one.id in news else one for one in document.remarks
    )  # fmt: skip
    source = replace(document.source, withheld=sum(one.gone is not None for one in remarks))
    review = tuple(replace(one, before="", after="") if one.part in parts else one for one in document.review)
    topics = tuple(_titled(one, texts, number) for number, one in enumerate(document.topics, 1))
    after = replace(document, topics=topics, remarks=remarks, source=source, review=review)
    return replace(after, coverage=coverage(after))


def uncarried(document: MinutesDocument, known: Collection[tuple[str, str]]) -> MinutesDocument:
    """Minutes without action items that they carried from minutes which do not hold them any more.

    Args:
        document: The minutes; a document in which nothing changes comes back as it is.
        known: The town hall and the id there of each that is still held.
    """
    lost = {
        one.id
        for one in document.action_items
        if one.carried is not None and (one.carried.document, one.carried.item) not in known
    }
    if not lost:
        return document
    items = tuple(one for one in document.action_items if one.id not in lost)
    review = tuple(replace(one, before="", after="") if one.part in lost else one for one in document.review)
    return replace(document, action_items=items, review=review)


def concerned(document: MinutesDocument, gone: Collection[str]) -> frozenset[str]:
    """The ids of the parts of whose words nothing may be kept: those that rest on remarks which are gone.

    Of a part that was taken out nobody knows any more what it rested on; it is one of them if it ever said what such a
    remark says.
    """
    said = [_plain(one.text) for one in document.remarks if one.id in gone and one.text.strip()]
    found = {part.id for part in document.each() if set(gone) & set(sources_of(part))}
    for event in document.review:
        words = [_plain(one) for one in (event.before, event.after) if one.strip()]
        if any(one in text or text in one for one in words for text in said):
            found.add(event.part)
    return frozenset(found)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _without_sources(part: Part, gone: Mapping[str, str]) -> Part | None:
    """A part without some of its remarks, whose texts are given; None if it goes with them."""
    if isinstance(part, CitedSentence | Quotation | SuggestedPart):
        return None
    if isinstance(part, DocumentTopic):
        return replace(part, sources=tuple(one for one in part.sources if one not in gone))
    if isinstance(part, Position):
        voices = tuple(_heard(voice, gone) for voice in part.voices)
        said = tuple(voice for voice in voices if voice.sources)
        return replace(part, voices=said, persons=len(said), stands=counted(said)) if said else None
    sources = tuple(one for one in part.sources if one not in gone)
    if isinstance(part, Phrase):
        return replace(part, sources=sources) if sources else None
    if any(_plain(part.text) in _plain(text) for text in gone.values()):
        return None
    rests = sources or part.declaration or (part.carried if isinstance(part, ActionItem) else None)
    return replace(part, sources=sources) if rests else None


def _titled(topic: DocumentTopic, gone: Mapping[str, str], number: int) -> DocumentTopic:
    """A topic; one whose title stood in a remark that is gone is called by its number."""
    if not any(_plain(topic.title) in _plain(text) for text in gone.values()):
        return topic
    return replace(topic, title=_("Topic {number}").format(number=number), titled_by=TitledBy.GENERATED)


def _heard(voice: Voice, gone: Collection[str]) -> Voice:
    return replace(voice, sources=tuple(one for one in voice.sources if one not in gone))

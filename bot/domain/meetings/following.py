"""Minutes follow their remarks: what is deleted or taken off the record takes along what rests on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.domain.meetings.coverage import coverage
from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.document_items import ActionItem, Quotation, SuggestedPart
from bot.domain.meetings.document_parts import CitedSentence, DocumentTopic, Phrase, Position, Voice, counted
from bot.domain.meetings.documents import MinutesDocument, Part, sources_of
from bot.domain.meetings.replacing import with_part


def followed(document: MinutesDocument, gone: Mapping[str, Gone]) -> MinutesDocument:
    """Follow remarks whose text was taken away: by who wrote them, off the record, or as their author refuses.

    With a remark go the sentences and quotations that rest on it; an item that rests on others too, and the topic that
    it opened, stand without it. The remark keeps its place and its digest.

    Args:
        document: The minutes; a document in which nothing changes comes back as it is.
        gone: Why each remark went, by its id.
    """
    news = {one.id: gone[one.id] for one in document.remarks if one.gone is None and one.id in gone}
    if not news:
        return document
    for part in list(document.each()):
        if news.keys() & set(sources_of(part)):
            document = with_part(document, part.id, _without_sources(part, news.keys()))
    remarks = tuple(
        replace(one, text="", gone=news[one.id]) if one.id in news else one for one in document.remarks
    )  # fmt: skip
    source = replace(document.source, withheld=sum(one.gone is not None for one in remarks))
    after = replace(document, remarks=remarks, source=source)
    return replace(after, coverage=coverage(after))


def _without_sources(part: Part, gone: Collection[str]) -> Part | None:
    """A part without some of its remarks; None if it goes with them."""
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
    rests = sources or part.declaration or (part.carried if isinstance(part, ActionItem) else None)
    return replace(part, sources=sources) if rests else None


def _heard(voice: Voice, gone: Collection[str]) -> Voice:
    return replace(voice, sources=tuple(one for one in voice.sources if one not in gone))

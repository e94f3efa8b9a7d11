"""One part of minutes in the place of another, wherever it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from bot.domain.meetings.document_parts import DocumentTopic
from bot.domain.meetings.documents import MinutesDocument, Part

T = TypeVar("T")


def replaced(document: MinutesDocument, part: Part) -> MinutesDocument:
    """The document with a part in the place of the one that has its id."""
    return with_part(document, part.id, part)


def with_part(document: MinutesDocument, id_: str, new: Part | None) -> MinutesDocument:
    """The document with another part in the place of one; None takes it out."""

    def among(parts: tuple[T, ...]) -> tuple[T, ...]:
        return _among(parts, id_, new)

    def topic(one: DocumentTopic) -> DocumentTopic:
        positions = tuple(replace(place, sentences=among(place.sentences)) for place in one.positions)
        return replace(one, sentences=among(one.sentences), positions=among(positions))

    overview = document.overview
    return replace(
        document,
        overview=replace(overview, phrases=among(overview.phrases), sentences=among(overview.sentences)),
        topics=tuple(topic(one) for one in among(document.topics)),
        resolutions=among(document.resolutions),
        action_items=among(document.action_items),
        open_questions=among(document.open_questions),
        notes=among(document.notes),
        quotations=among(document.quotations),
        suggestions=among(document.suggestions),
    )


def _among(parts: tuple[T, ...], id_: str, new: object) -> tuple[T, ...]:
    return tuple(kept for kept in (new if getattr(one, "id", "") == id_ else one for one in parts) if kept is not None)  # type: ignore[misc]

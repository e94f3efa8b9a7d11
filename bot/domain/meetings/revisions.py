"""What is different between two versions of minutes, so that every change can be kept with who made it and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.meetings.document_parts import CitedSentence, Phrase, Position
from bot.domain.meetings.documents import MinutesDocument, Part, sources_of


class Did(StrEnum):
    """What became of a part."""

    ADDED = "added"
    DELETED = "deleted"
    REWORDED = "reworded"
    OTHER_SOURCES = "other sources"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One part that is another than before: its words then and now, each empty where it was not there."""

    part: str
    did: Did
    before: str = ""
    after: str = ""


def differences(before: MinutesDocument, after: MinutesDocument) -> tuple[Change, ...]:
    """Every part that changed; those deleted come first, then the others in the order of the new version.

    A sentence that moved to another place, and was changed there too, is told as changed.
    """
    old = {part.id: part for part in before.each()}
    new = {part.id: part for part in after.each()}
    homes, now = _homes(before), _homes(after)
    gone = [Change(id_, Did.DELETED, before=words(part)) for id_, part in old.items() if id_ not in new]
    return (*gone, *(change for id_ in new if (change := _change(id_, old.get(id_), new[id_], homes, now))))


def words(part: Part) -> str:
    """What a part says: its text, its title, or the category that it is about."""
    if isinstance(part, Position):
        return part.category
    return part.text if hasattr(part, "text") else part.title


def _change(
    id_: str, old: Part | None, new: Part, homes: dict[str, tuple[str, int]], now: dict[str, tuple[str, int]]
) -> Change | None:
    if old is None:
        return Change(id_, Did.ADDED, after=words(new))
    if words(old) != words(new):
        return Change(id_, Did.REWORDED, words(old), words(new))
    if isinstance(new, CitedSentence | Phrase) and sources_of(old) != sources_of(new):
        return Change(id_, Did.OTHER_SOURCES, words(old), words(new))
    if isinstance(new, CitedSentence):
        if homes[id_][0] != now[id_][0]:
            return Change(id_, Did.MOVED, words(old), words(new))
        return None if old == new else Change(id_, Did.CHANGED, words(old), words(new))
    own = not hasattr(new, "sentences") and old != new
    return Change(id_, Did.CHANGED, words(old), words(new)) if own else None


def _homes(document: MinutesDocument) -> dict[str, tuple[str, int]]:
    """Under which part each sentence stands, and at which place."""
    found: dict[str, tuple[str, int]] = {document.overview.frame.id: ("", 0)}
    groups = [("", document.overview.sentences)]
    for topic in document.topics:
        groups.append((topic.id, topic.sentences))
        groups += [(one.id, one.sentences) for one in topic.positions]
    for home, sentences in groups:
        found |= {one.id: (home, place) for place, one in enumerate(sentences)}
    return found

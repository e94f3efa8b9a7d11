"""Minutes as the log tells them: every version that the public has seen, as it saw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.domain.logs.leaves import Leaf, Member
from bot.domain.logs.telling.told import TakenBack, Told, disclosed
from bot.domain.meetings.reviews import PUBLIC, MinutesEvent, MinutesEventKind, MinutesStatus, MinutesVersion

PUBLISHING = frozenset({MinutesEventKind.PUBLISHED, MinutesEventKind.CONSENT})
"""The events that show the public a version: a moderator's, or that it follows what participants took back."""

DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class MinutesHistory:
    """The minutes of a town hall.

    ``documents`` are the files of versions as the public sees them, by their numbers; ``reasons`` why each was made or
    ended, as the public reads it. A version of which nothing is shown any more has no document.
    """

    hall: str
    versions: Sequence[MinutesVersion]
    events: Sequence[MinutesEvent]
    documents: Mapping[int, str] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)


def told(history: MinutesHistory) -> list[Told]:
    """All that there is to tell of the minutes of a town hall, in the order in which it goes into the log."""
    public = {one.number: one for one in history.versions if one.status in PUBLIC}
    found: list[Told] = []
    shown: list[int] = []
    for event in history.events:
        version = public.get(event.version)
        if version is None:
            continue
        if event.kind in PUBLISHING and event.version not in shown:
            found.append(_shown(history, event, version, shown))
            shown.append(event.version)
        elif event.kind is MinutesEventKind.CONSENT:
            found.append(_without(history, event, "redacted", "taken-back", [event.version]))
        elif event.kind is MinutesEventKind.RETRACTED:
            found.append(_without(history, event, "retracted", "retracted", shown))
    return found


def _without(history: MinutesHistory, event: MinutesEvent, word: str, reason: str, gone: Sequence[int]) -> Told:
    """Versions of which the public sees nothing any more."""
    back = tuple(TakenBack(version_id(history.hall, number), (DOCUMENT,), reason) for number in gone)
    members: dict[str, Member] = {"subject": history.hall, "version": event.version}
    why = disclosed(reason=history.reasons.get(event.version, "")) if word == "retracted" else ()
    leaf = Leaf(f"minutes.{word}", f"{version_id(history.hall, event.version)}-{event.id}", event.at, members)
    return Told(leaf, why, takes_back=back)


def _shown(history: MinutesHistory, event: MinutesEvent, version: MinutesVersion, before: Sequence[int]) -> Told:
    """A version that the public comes to see; one that follows what was taken back takes the earlier ones away."""
    followed = event.kind is MinutesEventKind.CONSENT
    word = "redacted" if followed else "corrected" if before else "published"
    members: dict[str, Member] = {"subject": history.hall, "version": version.number}
    if before:
        members["replaces"] = before[-1]
    text = history.documents.get(version.number, "") if version.status is not MinutesStatus.RETRACTED else ""
    shown = disclosed(document=text, reason=history.reasons.get(version.number, "") if before else "")
    back = tuple(TakenBack(version_id(history.hall, number), (DOCUMENT,), "taken-back") for number in before)
    leaf = Leaf(f"minutes.{word}", version_id(history.hall, version.number), event.at, members)
    return Told(leaf, shown, takes_back=back if followed else ())


def version_id(hall: str, number: int) -> str:
    """The leaf of a version of minutes."""
    return f"{hall}/M-{number}"

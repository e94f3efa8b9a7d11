"""A town hall as it is led: planned, open, paused, closed; who leads it, and by which rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.domain.meetings.discussions import Mark, Naming

TITLE_LIMIT = 200
TEXT_LIMIT = 2000
TERMINAL = "terminal"
"""The channel of the town halls that are held in the terminal and the shell."""

FILE = "file"
"""The place of the town halls that were imported."""

REACTIONS: Mapping[Mark, str] = {
    Mark.TOPIC: "📌",
    Mark.AGREED: "✅",
    Mark.REJECTED: "❌",
    Mark.ACTION: "🎯",
    Mark.ISSUE: "❓",
    Mark.QUOTE: "💬",
}
"""The signs by which those who lead mark what somebody said, unless the configuration has others."""


class HallState(StrEnum):
    """Where a town hall stands."""

    PLANNED = "planned"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Objections(StrEnum):
    """What an open objection to a sentence of the minutes does: it blocks their publication, or is shown with it."""

    BLOCK = "block"
    SHOW = "show"


@dataclass(frozen=True, slots=True)
class HallCharter:
    """The rules of a town hall, as they were when it was planned or opened.

    ``naming`` holds for those who choose nothing. ``comment_hours`` is how long its participants can object before the
    minutes are published.
    """

    naming: Naming = Naming.BY_CATEGORY
    comment_hours: int = 48
    objections: Objections = Objections.BLOCK


@dataclass(frozen=True, slots=True)
class TownHall:
    """A town hall as it stands.

    ``channel`` is where it is held, as the outbox names channels ("discord:42"), or "terminal"; ``place`` what that is:
    "discord channel", "discord thread", "terminal" or "file". ``guild`` is what the channel is part of. ``author`` has
    planned or opened it. ``starts_at`` is when it is planned for; without that, and never opened, it was cancelled.
    ``source_kind`` is "discord", "terminal" or the layout of the file that it was imported from. ``call``: a
    conversation of which the remarks are the transcript.
    """

    number: str
    title: str
    channel: str
    author: str
    made_at: datetime
    guild: str | None = None
    place: str = TERMINAL
    source_kind: str = TERMINAL
    call: bool = False
    charter: HallCharter = field(default_factory=HallCharter)
    facilitators: tuple[str, ...] = ()
    scribes: tuple[str, ...] = ()
    starts_at: datetime | None = None
    opened_at: datetime | None = None
    paused_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def state(self) -> HallState:
        """Where it stands."""
        if self.closed_at is not None:
            return HallState.CLOSED
        if self.opened_at is None:
            return HallState.CANCELLED if self.starts_at is None else HallState.PLANNED
        return HallState.OPEN if self.paused_at is None else HallState.PAUSED

    @property
    def imported(self) -> bool:
        """Whether its remarks come from a file."""
        return self.place == FILE

    @property
    def subject(self) -> str:
        """What messages about it are about, as the outbox names subjects."""
        return f"townhall:{self.number}"

    def leads(self, person: str) -> bool:
        """Whether somebody facilitates it."""
        return person in self.facilitators

    def minutes_by(self, person: str) -> bool:
        """Whether somebody's marks count that not everybody may set."""
        return person in self.facilitators or person in self.scribes


class HallEventKind(StrEnum):
    """What can happen to a town hall."""

    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"
    OPENED = "opened"
    PAUSED = "paused"
    RESUMED = "resumed"
    CLOSED = "closed"
    IMPORTED = "imported"
    ROLES_CHANGED = "roles_changed"
    AGENDA_ADDED = "agenda_added"
    AGENDA_REMOVED = "agenda_removed"
    CONSENT = "consent"
    OFF = "off"
    ON = "on"
    TAKEN_OFF = "taken_off"
    DECLARED = "declared"
    STRUCK = "struck"
    ADDED = "added"
    SAID = "said"
    BACK_FILLED = "back_filled"
    ANNOUNCED = "announced"
    ASSIGNED = "assigned"
    SPELT = "spelt"


@dataclass(frozen=True, slots=True)
class HallEvent:
    """Something that happened to a town hall; it is never changed and never taken away.

    ``at`` is when it was done, by the platform's clock. ``delivery`` is the platform's id of the request. ``id`` is
    given when it is stored.
    """

    kind: HallEventKind
    hall: str
    at: datetime
    body: Mapping[str, Any] = field(default_factory=dict)
    by: str | None = None
    delivery: str | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Spans:
    """When a town hall was not recorded, by its events: pauses, and times off the record.

    A span that was not ended reaches to the end of the town hall.
    """

    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    off: tuple[tuple[datetime, datetime | None], ...] = ()

    def paused(self, at: datetime) -> bool:
        """Whether it was paused at a moment."""
        return any(_within(at, span) for span in self.pauses)

    def off_record(self, at: datetime) -> bool:
        """Whether a moment is off the record."""
        return any(_within(at, span) for span in self.off)


def spans(events: Iterable[HallEvent]) -> Spans:
    """The spans of a town hall, from its events; they may have become known in another order than they were sent."""
    ordered = sorted(events, key=lambda event: (event.at, event.id))
    pauses = _between(ordered, HallEventKind.PAUSED, HallEventKind.RESUMED)
    return Spans(pauses, _between(ordered, HallEventKind.OFF, HallEventKind.ON))


def _between(
    events: Iterable[HallEvent], begin: HallEventKind, end: HallEventKind
) -> tuple[tuple[datetime, datetime | None], ...]:
    found: list[tuple[datetime, datetime | None]] = []
    begun: datetime | None = None
    for event in events:
        if event.kind is begin and begun is None:
            begun = event.at
        elif event.kind is end and begun is not None:
            found.append((begun, event.at))
            begun = None
    return tuple(found if begun is None else [*found, (begun, None)])


def _within(at: datetime, span: tuple[datetime, datetime | None]) -> bool:
    begins, ends = span
    return begins <= at and (ends is None or at < ends)


REMINDER_HOURS = (24, 1)
"""How many hours before a planned town hall its channel is reminded; each once."""


def reminder_due(hall: TownHall, now: datetime) -> int | None:
    """The reminder whose time it is, by its hours before the start; None if it is none's.

    One whose time lies before the planning, or was missed by more than half of its hours, is left out.
    """
    if hall.starts_at is None or hall.state is not HallState.PLANNED:
        return None
    for hours in REMINDER_HOURS:
        at = hall.starts_at - timedelta(hours=hours)
        if hall.made_at < at <= now and now - at <= timedelta(hours=hours) / 2:
            return hours
    return None

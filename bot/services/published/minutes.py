"""Town halls and their minutes as everybody reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.decisions.citations import Source
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.halls import HallState, TownHall
from bot.domain.meetings.reviews import MinutesStatus, MinutesVersion
from bot.services.minuting import MinutesShowingService
from bot.services.minuting.finding import public_version
from bot.services.published.removals import Removed, removals
from bot.store import Store
from bot.store.public_records import HallPulse


@dataclass(frozen=True, slots=True)
class PublishedVersion:
    """A version of minutes that the public has seen; ``replaces`` is the number of the one that it corrects."""

    number: int
    status: MinutesStatus
    published_at: datetime
    replaces: int | None = None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublishedHall:
    """A town hall as a line of a list: no person, and of its channel nothing.

    ``versions`` are those of its minutes that the public has seen, ``current`` the number of the one that it reads
    now, or read last; None where it has seen none. ``decisions`` are those that rest on the minutes, by the part that
    they name ("" for all of them). ``pulse`` is another one whenever something happened to what a page shows.
    """

    number: str
    title: str
    state: HallState
    imported: bool
    starts_at: datetime | None
    opened_at: datetime | None
    closed_at: datetime | None
    versions: tuple[PublishedVersion, ...] = ()
    current: int | None = None
    decisions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pulse: HallPulse = field(default_factory=HallPulse)
    removed: tuple[Removed, ...] = ()

    @property
    def held_at(self) -> datetime | None:
        """When it began, or is to begin."""
        return self.opened_at or self.starts_at


@dataclass(frozen=True, slots=True)
class PublishedMinutes:
    """One version of minutes as the public reads it now: everybody as they choose to appear today.

    ``why`` says why the version was made, ``ended_why`` why it was replaced or retracted; names that are not public
    are taken out of both. ``closed`` are the ids of action items that somebody closed since, and when.
    """

    version: PublishedVersion
    document: MinutesDocument
    taken_back: bool
    why: str = ""
    ended_why: str = ""
    closed: Mapping[str, datetime] = field(default_factory=dict)


class PublishedMinutesService:
    """Reads town halls: all of them in a line each, and the minutes of one."""

    def __init__(self, store: Store, minutes_pages: MinutesShowingService) -> None:
        self._store = store
        self._pages = minutes_pages

    async def halls(self) -> tuple[PublishedHall, ...]:
        """Every town hall, the earliest first."""
        async with self._store.read() as records:
            halls = await records.public.halls()
            versions = await records.public.minutes()
            pulses = await records.public.pulses()
            decisions = await records.public.resting_on(Source.MINUTES)
            removed = await removals(records)
        nobody: Mapping[str, Sequence[str]] = {}
        found = [
            _hall(
                one,
                versions.get(one.number, ()),
                decisions.get(one.number, nobody),
                pulses.get(one.number, HallPulse()),
            )
            for one in halls
        ]
        return tuple(replace(one, removed=removed.get(one.number, ())) for one in found)

    async def minutes(self, hall: PublishedHall) -> tuple[PublishedMinutes, ...]:
        """All versions of the minutes of a town hall that the public has seen, the first first."""
        async with self._store.read() as records:
            items = await records.action_items.of(hall.number)
        closed = {one.part: one.closed_at for one in items if one.closed_at}
        found = []
        for version in hall.versions:
            page = await self._pages.at(hall.number, version.number)
            shown = page.view.version
            found.append(
                PublishedMinutes(version, page.document, page.taken_back, shown.why, shown.ended_why, closed)
            )  # fmt: skip
        return tuple(found)


def _hall(
    hall: TownHall, versions: Sequence[MinutesVersion], decisions: Mapping[str, Sequence[str]], pulse: HallPulse
) -> PublishedHall:
    current = public_version(tuple(versions))
    return PublishedHall(
        hall.number,
        hall.title,
        hall.state,
        hall.imported,
        hall.starts_at,
        hall.opened_at,
        hall.closed_at,
        tuple(_version(one) for one in versions),
        current.number if current else None,
        decisions,
        pulse,
    )


def _version(one: MinutesVersion) -> PublishedVersion:
    return PublishedVersion(one.number, one.status, one.published_at or one.made_at, one.replaces, one.ended_at)

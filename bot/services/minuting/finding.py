"""The minutes that are meant, as they stand, and who may do what with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.actors import Actor, Role
from bot.domain.meetings.discussions import Gone, Naming
from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.halls import TownHall
from bot.domain.meetings.reviews import (
    PUBLIC,
    UNPUBLISHED,
    MinutesObjection,
    MinutesStatus,
    MinutesVersion,
    blocking,
)
from bot.domain.refusals import Forbidden, Unknown
from bot.services.halls.finding import Venue, last_held
from bot.services.minutes import minutes_json
from bot.store import Records
from bot.texts import _


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks about which minutes: the number of a town hall, or None for that of the channel ``venue``.

    ``delivery`` is the platform's id of the request: brought again, it changes nothing.
    """

    actor: Actor
    venue: Venue
    number: str | None = None
    delivery: str | None = None


@dataclass(frozen=True, slots=True)
class MinutesView:
    """A version of minutes with all that belongs to it. ``versions`` are all of its town hall, the first first."""

    hall: TownHall
    version: MinutesVersion
    document: MinutesDocument
    objections: tuple[MinutesObjection, ...] = ()
    versions: tuple[MinutesVersion, ...] = ()

    @property
    def period(self) -> timedelta:
        """How long those who are cited can object."""
        return timedelta(hours=self.hall.charter.comment_hours)

    @property
    def blocking(self) -> tuple[int, ...]:
        """The numbers of the objections that keep it from being published."""
        return blocking(self.objections, self.hall.charter.objections)


async def view(records: Records, asking: Asking, now: datetime, number: int | None = None) -> MinutesView:
    """A version of the minutes of the town hall that is meant; without a number the one in work, else the last.

    Raises:
        Unknown: There is no such town hall, it has no minutes, or not this version.
    """
    hall = await last_held(records, asking.number, asking.venue, now)
    versions = await records.minutes.of(hall.number)
    return await _viewed(records, hall, _chosen(hall, versions, number), versions)


async def held(records: Records, asking: Asking, now: datetime) -> MinutesView:
    """The same of the version in work or the last, kept from changing until the transaction ends.

    Raises:
        Unknown: There is no such town hall, or it has no minutes.
    """
    found = await view(records, asking, now)
    return await held_again(records, found.version)


async def held_published(records: Records, asking: Asking, now: datetime) -> MinutesView:
    """The same of the version that the public reads, also while a correction of it is worked on.

    Raises:
        Unknown: There is no such town hall, or it has no minutes.
    """
    found = await view(records, asking, now)
    published = next((one for one in found.versions if one.status is MinutesStatus.PUBLISHED), found.version)
    return await held_again(records, published)


async def held_again(records: Records, version: MinutesVersion) -> MinutesView:
    """A version that was looked at, as it stands now, kept from changing until the transaction ends.

    All minutes of its town hall are: one version takes the place of another.
    """
    hall = await records.halls.held(version.hall)
    current = await records.minutes.held(version.hall, version.number)
    if hall is None or current is None:
        raise RuntimeError(f"the minutes {version.id} were there and are not any more")
    return await _viewed(records, hall, current, await records.minutes.of(hall.number))


async def _viewed(
    records: Records, hall: TownHall, version: MinutesVersion, versions: tuple[MinutesVersion, ...]
) -> MinutesView:
    document = minutes_json.recalled(await records.minutes.document(hall.number, version.number))
    objections = await records.minutes_objections.of(hall.number, version.number)
    return MinutesView(hall, version, document, objections, versions)


def _chosen(hall: TownHall, versions: tuple[MinutesVersion, ...], number: int | None) -> MinutesVersion:
    if not versions:
        text = _("Town hall {number} has no minutes yet; /minutes draft makes them once it is closed.")
        raise Unknown(text.format(number=hall.number))
    if number is not None:
        for one in versions:
            if one.number == number:
                return one
        text = _("The minutes of {number} have no version {version}; the last is {last}.")
        raise Unknown(text.format(number=hall.number, version=number, last=versions[-1].number))
    in_work = [one for one in versions if one.status in UNPUBLISHED]
    public = public_version(versions)
    return in_work[-1] if in_work else public or versions[-1]


def public_version(versions: tuple[MinutesVersion, ...]) -> MinutesVersion | None:
    """The version that the public reads, or read last; None if it has seen none.

    A correction that was begun before another version took the place of the published one has the lower number, so
    it is not the number that tells which was last.
    """
    seen = [one for one in versions if one.status in PUBLIC]
    published = [one for one in seen if one.status is MinutesStatus.PUBLISHED]
    return max(published or seen, key=lambda one: (one.ended_at or one.made_at, one.number), default=None)


def taken_back(found: MinutesView) -> bool:
    """Whether the public is told that minutes were retracted, and nothing of what they said.

    With a version that is retracted those go that it had replaced: it was corrected text, or the same.
    """
    if found.version.status not in (MinutesStatus.RETRACTED, MinutesStatus.SUPERSEDED):
        return False
    ended = found.version.ended_at
    retracted = [one.ended_at for one in found.versions if one.status is MinutesStatus.RETRACTED]
    return any(at is not None and ended is not None and ended <= at for at in retracted)


async def choices_of(records: Records, hall: TownHall) -> Mapping[str, Naming]:
    """How each participant of a town hall wants to appear in its minutes."""
    return {one.person: one.naming for one in await records.hall_participants.of(hall.number, hall.charter.naming)}


async def called_of(records: Records, choices: Mapping[str, Naming]) -> Mapping[str, str]:
    """What those are called who appear by name and chose a name for the whole record."""
    named = [person for person, naming in choices.items() if naming is Naming.BY_NAME]
    return {person: name for person, name in (await records.public_names.several(named)).items() if name}


async def gone(records: Records, hall: str) -> Mapping[str, Gone]:
    """Why each remark of a town hall has no text any more, of those that have none, by its id in minutes."""
    _remarks, count = await records.hall_remarks.count(hall)
    if count == 0:
        return {}
    kept = enumerate(await records.hall_remarks.of(hall), 1)
    return {f"r{number}": one.gone for number, one in kept if one.gone is not None}


def objectionable(document: MinutesDocument, person: str) -> tuple[str, ...]:
    """The ids of what somebody may object to: a title and words that came up again and again are nobody's."""
    return tuple(one for one in document.cited_by(person) if one[0] not in _NOBODYS)


_NOBODYS = frozenset("tk")


def writes(hall: TownHall, actor: Actor) -> bool:
    """Whether somebody works on the minutes of a town hall: its facilitators and scribes, facilitators, moderators."""
    return hall.minutes_by(actor.id) or actor.has(Role.FACILITATOR) or actor.has(Role.MODERATOR)


def check_moderates(hall: TownHall, actor: Actor) -> None:
    """Refuse somebody who does not answer for minutes.

    Raises:
        Forbidden: They are no moderator.
    """
    if not actor.has(Role.MODERATOR):
        text = _("The minutes of {number} are signed off, published and retracted by moderators; ask one of them.")
        raise Forbidden(text.format(number=hall.number))


def check_writes(hall: TownHall, actor: Actor) -> None:
    """Refuse somebody who does not work on the minutes.

    Raises:
        Forbidden: They have none of the roles that do.
    """
    if not writes(hall, actor):
        text = _("The minutes of {number} are written by those who led the town hall, its scribes and moderators. Who "
                 "is cited in them can object while they are in review (/minutes object).")  # fmt: skip
        raise Forbidden(text.format(number=hall.number))

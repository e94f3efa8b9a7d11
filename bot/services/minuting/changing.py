"""Storing what minutes have become, with the event that says why."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from bot.domain.meetings.documents import MinutesDocument, Status
from bot.domain.meetings.reviews import MinutesEvent, MinutesObjection, MinutesStatus, MinutesVersion
from bot.services.minutes import minutes_json
from bot.services.minuting.finding import MinutesView
from bot.store import Records

_SHOWN = {
    MinutesStatus.DRAFT: Status.DRAFT,
    MinutesStatus.IN_REVIEW: Status.IN_REVIEW,
    MinutesStatus.SIGNED_OFF: Status.SIGNED_OFF,
    MinutesStatus.PUBLISHED: Status.PUBLISHED,
    MinutesStatus.SUPERSEDED: Status.PUBLISHED,
    MinutesStatus.RETRACTED: Status.RETRACTED,
    MinutesStatus.DROPPED: Status.DRAFT,
}


def digest(document: MinutesDocument) -> str:
    """The SHA-256 of a document, whatever its status and version: a signature is for what it says."""
    said = replace(document, status=Status.DRAFT, version=1, replaces=None)
    return hashlib.sha256(minutes_json.kept(said).encode()).hexdigest()


def in_status(document: MinutesDocument, version: MinutesVersion) -> MinutesDocument:
    """The document with the status and the number of its version."""
    return replace(
        document, status=_SHOWN[version.status], version=version.number, replaces=version.replaces
    )  # fmt: skip


async def stored(records: Records, before: MinutesView, version: MinutesVersion, event: MinutesEvent) -> MinutesView:
    """Store a step of a version, with its event; one that its delivery brought before changes nothing.

    Returns:
        The minutes as they are afterwards.
    """
    return await stored_with(records, before, version, before.document, event)


async def stored_with(
    records: Records, before: MinutesView, version: MinutesVersion, document: MinutesDocument, *events: MinutesEvent
) -> MinutesView:
    """The same with another document, and an event for each change."""
    if not await records.minutes_events.add(events[0]):
        return before
    for further in events[1:]:
        await records.minutes_events.add(further)
    shown = in_status(document, version)
    await records.minutes.put(version, minutes_json.kept(shown))
    await records.outbox.touch(version.subject, events[0].at)
    versions = tuple(version if one.number == version.number else one for one in before.versions)
    objections = await records.minutes_objections.of(version.hall, version.number)
    return MinutesView(before.hall, version, shown, objections, versions)


async def carried_objections(
    records: Records, before: MinutesView, version: MinutesVersion, document: MinutesDocument
) -> tuple[MinutesObjection, ...]:
    """Let what is objected to in a version be objected to in the one after it, where that holds it too."""
    there = {part.id for part in document.each()}
    found = tuple(
        replace(one, version=version.number)
        for one in before.objections
        if one.settlement is None and one.part in there
    )
    for one in found:
        await records.minutes_objections.add(one)
    return found


async def delivered(records: Records, delivery: str | None) -> bool:
    """Whether a delivery has done its work before."""
    return await records.minutes_events.delivered(delivery) is not None

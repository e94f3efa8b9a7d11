"""The messages that minutes send, as they wait to be sent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.meetings.documents import MinutesDocument
from bot.domain.meetings.reviews import MinutesObjection
from bot.domain.outboxes import DIRECT, Post
from bot.domain.polls.reminders import RemindHow
from bot.services.minuting.finding import MinutesView
from bot.store import Records

_DISCORD = "discord:"


def published_subject(hall: str) -> str:
    """What the messages about the published minutes of a town hall are about; a correction edits them."""
    return f"minutes published:{hall}"


async def reviewing(records: Records, view: MinutesView) -> Sequence[Post]:
    """That minutes can be objected to: to the channel of the town hall, and directly to those who want it so."""
    payload = {"hall": view.hall.number, "version": view.version.number}
    channel = view.hall.channel
    posts = [Post(channel, view.version.subject, "minutes review", payload)] if channel.startswith(_DISCORD) else []
    for person in cited(view.document):
        if person.startswith(_DISCORD) and await records.reminders.of(person) is RemindHow.DIRECT:
            address = f"{DIRECT}{person.removeprefix(_DISCORD)}"
            posts.append(Post(address, view.version.subject, "minutes review direct", payload))
    return posts


async def settled(records: Records, objection: MinutesObjection) -> Sequence[Post]:
    """What became of an objection, directly to who made it, if they want it so."""
    person = objection.by
    if not person.startswith(_DISCORD) or await records.reminders.of(person) is not RemindHow.DIRECT:
        return ()
    payload = {"hall": objection.hall, "version": objection.version, "objection": objection.number}
    subject = f"objection:{objection.hall}:{objection.version}:{objection.number}"
    address = f"{DIRECT}{person.removeprefix(_DISCORD)}"
    return (Post(address, subject, "objection settled direct", payload),)


def published(view: MinutesView, record_channel: str | None) -> Sequence[Post]:
    """That minutes are published: to the channel of the town hall, and to that of the record."""
    payload = {"hall": view.hall.number}
    subject = published_subject(view.hall.number)
    channels = dict.fromkeys((view.hall.channel, record_channel))
    return [
        Post(channel, subject, "minutes", payload) for channel in channels if channel and channel.startswith(_DISCORD)
    ]  # fmt: skip


def cited(document: MinutesDocument) -> Sequence[str]:
    """Those who are cited, in the order of the people; they can object."""
    return [one.id for one in document.people if document.cited_by(one.id)]

"""What endorsers are told of a new version: that theirs counts for it too, or that it has to be said again.

The channel of the record is told once; directly those alone who asked to be told so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from bot.domain.endorsements.editions import Edition, Editions
from bot.domain.endorsements.endorsements import Endorsement
from bot.domain.outboxes import DIRECT, Post
from bot.store import Records

_DISCORD = "discord:"
CARRIED, CARRIED_DIRECT = "endorsements carried", "endorsements carried direct"
CONFIRM, CONFIRM_DIRECT = "endorsements to confirm", "endorsements to confirm direct"


async def carried(records: Records, several: Editions, after: Edition, channel: str | None) -> list[Post]:
    """The messages that endorsements of earlier versions count for a version too."""
    earlier = several.counted(after.digest)[1:]
    theirs = await records.endorsements.that_count(earlier)
    kinds = (CARRIED, CARRIED_DIRECT)
    return list(_posts(f"carried:{after.digest}", kinds, after, theirs, channel, await records.reminders.direct()))


async def to_confirm(records: Records, several: Editions, channel: str | None) -> list[Post]:
    """The messages that endorsements do not count for the newest version of their definition until said again."""
    live = await records.endorsements.live()
    by_endorser: dict[str, list[Endorsement]] = {}
    for one in live:
        by_endorser.setdefault(one.endorser, []).append(one)
    asked: dict[Edition, list[Endorsement]] = {}
    for one in live:
        newest = several.to_confirm(one, by_endorser[one.endorser])
        if newest is not None:
            asked.setdefault(newest, []).append(one)
    direct = await records.reminders.direct() if asked else frozenset()
    kinds = (CONFIRM, CONFIRM_DIRECT)
    return [
        post
        for edition, theirs in asked.items()
        for post in _posts(f"confirm:{edition.digest}", kinds, edition, theirs, channel, direct)
    ]


def _posts(
    subject: str,
    kinds: tuple[str, str],
    edition: Edition,
    theirs: Collection[Endorsement],
    channel: str | None,
    direct: Collection[str],
) -> Iterator[Post]:
    payload = {"version": edition.label}
    if channel is not None and theirs:
        yield Post(channel, subject, kinds[0], payload)
    persons = dict.fromkeys(one.person for one in theirs if one.person)
    for person in persons:
        if person.startswith(_DISCORD) and person in direct:
            yield Post(f"{DIRECT}{person.removeprefix(_DISCORD)}", subject, kinds[1], payload)

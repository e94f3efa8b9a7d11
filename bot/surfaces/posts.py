"""What the messages say that the bot sends of its own accord, kind by kind.

A message waits in the outbox as its kind and a payload; what it says is written when it is sent, from what is stored
then, and written again whenever its subject was touched.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.app import App
from bot.surfaces.replies import poll_closings, poll_posts, proposals, queues
from bot.surfaces.reply import Reply

Writer = Callable[[App, Mapping[str, Any]], Awaitable[Reply | None]]
"""Writes a message from its payload; None where there is nothing to say any more."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: what writes it, and whether it is sent again where somebody has deleted it."""

    write: Writer
    anew: bool = False


async def notice(_app: App, payload: Mapping[str, Any]) -> Reply:
    """A title and a text that the product itself wrote, as they were queued."""
    return Reply(payload["title"], payload["text"])


async def verdicts(app: App, payload: Mapping[str, Any]) -> Reply:
    """Which verdicts an accepted proposal turned."""
    return proposals.turned(await app.reviews.show(str(payload["proposal"])))


async def digest(app: App, _payload: Mapping[str, Any]) -> Reply:
    """The curators' week."""
    return queues.digest(await app.queues.digest())


async def poll(app: App, payload: Mapping[str, Any]) -> Reply:
    """How a poll stands, for everybody: what is asked, the turnout, and at the end its result."""
    number = str(payload["poll"])
    return poll_posts.standing(await app.polls.preview(number), await app.poll_results.status(number, None))


async def result(app: App, payload: Mapping[str, Any]) -> Reply:
    """What a poll decided, with all that is needed to count again."""
    return poll_closings.result(await app.poll_results.result(str(payload["poll"])))


KINDS: Mapping[str, Kind] = {
    "notice": Kind(notice),
    "verdicts": Kind(verdicts),
    "digest": Kind(digest),
    "poll": Kind(poll, anew=True),
    "result": Kind(result),
}

"""Messages that the bot sends of its own accord, for tests of how they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.app import App
from bot.domain.outboxes import EDIT_EVERY, LEASE, Post, notice
from bot.surfaces.posts import KINDS, Kind
from bot.surfaces.reply import Reply
from tests.support.simulation import Channel, Forum

EDIT_SECONDS = EDIT_EVERY.total_seconds()
LEASE_SECONDS = LEASE.total_seconds()


def news(channel: Channel, number: int = 1) -> Post:
    """A notice for a channel."""
    return notice(f"discord:{channel.id}", f"verdicts:{number}", f"News {number}", "OLMo 2 is **conformant** now.")


async def asked(app: App, _payload: Mapping[str, Any]) -> Reply | None:
    """Says how often a name was asked about, as it is stored; nothing if it never was."""
    found = await app.queues.most_asked()
    return Reply("Asked", f"{found[0].asked} times") if found else None


async def broken(_app: App, _payload: Mapping[str, Any]) -> Reply:
    """A mistake of ours."""
    raise KeyError("what somebody wrote")


COUNTING: Mapping[str, Kind] = {
    **KINDS,
    "asked": Kind(asked),
    "asked anew": Kind(asked, anew=True),
    "broken": Kind(broken),
}


async def ask(forum: Forum, kind: str = "asked") -> Post:
    """Let a name be asked about once more, and have the message about it show it."""
    post = Post(f"discord:{forum.general.id}", "asked", kind)
    await forum.app.queues.ask_about(("Foo",), "Is Foo open?", None)
    if not await forum.app.outbox.post(post):
        await forum.app.outbox.touch(post.subject)
    await forum.env.settle()
    return post


def sends(forum: Forum) -> list[Any]:
    """The messages that the bot has tried to send."""
    return [call for call in forum.env.http_requests if call.method == "POST" and call.path.endswith("/messages")]


def edits(forum: Forum) -> list[Any]:
    """The edits that the bot has tried to make."""
    return [call for call in forum.env.http_requests if call.method == "PATCH" and "/messages/" in call.path]

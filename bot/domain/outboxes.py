"""Messages that must reach a channel: kept until they have been sent, and again whenever what they show has changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

# One process has a message for so long; then another may take it over. The platform knows a nonce for a few minutes, so
# a message that is sent again after a crash comes in time for it to be told as the same.
LEASE = timedelta(minutes=2)
# A send is broken off long before the lease ends: whoever takes over shall not be overtaken by an older state.
SEND_WITHIN = timedelta(seconds=30)
# Changes of one message within this span become one edit.
EDIT_EVERY = timedelta(seconds=5)

DIRECT = "discord-user:"


class PostState(StrEnum):
    """Where a post stands: it waits to be sent or edited, shows what it should, was given up, or was deleted."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Post:
    """A message for a channel.

    ``channel`` is "discord:ID", or "discord-user:ID" for somebody's direct messages. ``subject`` is what it is about
    ("digest:2026-W48"); a channel has one message about a subject. ``kind`` names what writes the message, ``payload``
    holds what that needs to know: plain values, and nothing about a person, as it is kept.
    """

    channel: str
    subject: str
    kind: str
    payload: Mapping[str, Any] = field(default_factory=dict)


def notice(channel: str, subject: str, title: str, text: str) -> Post:
    """A message of a title and a text that the product itself wrote, in plain Markdown."""
    return Post(channel, subject, "notice", {"title": title, "text": text})


@dataclass(frozen=True, slots=True)
class Claim:
    """A post that one process has taken to send it.

    ``revision`` is the state of the subject that counts as shown once it is sent. ``message_id`` is the message to
    edit; None for one that was not sent yet, as far as is known. ``attempts`` counts failures since the last success.
    """

    id: int
    post: Post
    revision: int
    nonce: str
    message_id: str | None
    attempts: int
    holder: str
    until: datetime


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A post that cannot be sent until somebody repairs something, and what the platform said."""

    channel: str
    subject: str
    error: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Outbox:
    """How many posts wait, and which were given up, the newest first."""

    waiting: int
    given_up: tuple[GivenUp, ...]

"""What is said in a town hall, while it is kept: a message as it is heard, and what stays of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.domain.meetings.discussions import Gone

_EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def digest_of(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def place_of(at: datetime) -> int:
    """Where a moment stands among the ids that Discord gives to messages.

    Source: Discord developer documentation, Reference, "Snowflake format" (milliseconds since 2015 above 22 bits).
    """
    return ((at - _EPOCH) // _MILLISECOND) << 22


@dataclass(frozen=True, slots=True)
class Heard:
    """A message as it came from a platform.

    ``channel`` is as the outbox names channels, ``message`` "surface:id", ``author`` a person and ``name`` how they are
    shown. ``place`` gives the order of what was said. ``edited_at`` is when its text became this one, if it was
    changed. ``reply_to`` is the message that it answers. ``moderates`` says that the author is a moderator.
    """

    channel: str
    message: str
    place: int
    author: str
    name: str
    text: str
    at: datetime
    edited_at: datetime | None = None
    reply_to: str | None = None
    link: str = ""
    attachments: tuple[str, ...] = ()
    moderates: bool = False


@dataclass(frozen=True, slots=True)
class Captured:
    """What a town hall keeps of a message.

    ``edited_at`` is the last change that its text shows; ``edited_since`` a change after the end, which it does not
    show. What is ``gone`` has no text. ``mark_void``: the mark in its text does not count, as its author had no right
    to it, or as it was carried out already. The rest is as in ``Heard``; ``line`` is that of an imported file, and
    ``speaker`` the name that stands there.
    """

    hall: str
    message: str
    place: int
    author: str
    text: str
    digest: str
    first_digest: str
    at: datetime | None = None
    edited_at: datetime | None = None
    edited_since: datetime | None = None
    reply_to: str | None = None
    link: str = ""
    line: int | None = None
    attachments: tuple[str, ...] = ()
    gone: Gone | None = None
    mark_void: bool = False
    speaker: str = ""

    def without_text(self, why: Gone) -> Captured:
        """The same with its text taken away; what is gone already stays so."""
        return self if self.gone else replace(self, text="", attachments=(), gone=why)

    def with_text(self, text: str, at: datetime | None, *, mark_void: bool = False) -> Captured:
        """The same with another text; what is gone keeps the digests alone."""
        kept = "" if self.gone else text
        return replace(self, text=kept, digest=digest_of(text), edited_at=at, mark_void=mark_void)


def captured(hall: str, heard: Heard, *, gone: Gone | None = None, mark_void: bool = False) -> Captured:
    """What a town hall keeps of a message that it hears for the first time."""
    digest = digest_of(heard.text)
    return Captured(
        hall,
        heard.message,
        heard.place,
        heard.author,
        "" if gone else heard.text,
        digest,
        digest,
        heard.at,
        heard.edited_at,
        reply_to=heard.reply_to,
        link=heard.link,
        attachments=() if gone else heard.attachments,
        gone=gone,
        mark_void=mark_void,
    )

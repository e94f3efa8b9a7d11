"""How things are called in leaves: ids that say nothing about anybody, and can never be an account's number."""

from __future__ import annotations

import re

from bot.domain.logs.shapes import Shape, fits

_BLOCK = 8
_OTHER = re.compile(r"[^a-z0-9._-]+")


def voter_id(poll: str, handle: str) -> str:
    """A voter of a poll. The handle is written in blocks: digits alone would look like the number of an account."""
    return f"{poll}/V-{in_blocks(handle)}"


def in_blocks(handle: str) -> str:
    """A handle as ids hold it."""
    return "-".join(handle[at : at + _BLOCK] for at in range(0, len(handle), _BLOCK))


def hash_text(digest: str) -> str:
    """A SHA-256 in hexadecimal as leaves hold it."""
    return f"sha256:{digest}"


def slug(text: str) -> str:
    """A name of the configuration as leaves hold it."""
    if fits(text, Shape.SLUG):
        return text
    return _OTHER.sub("-", text.lower()).strip("-._")[:80] or "other"

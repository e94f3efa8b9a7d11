"""Makes disclosures, and reads them back."""

from __future__ import annotations

import secrets

from bot.domain.logs.disclosures import SALT_BYTES, Disclosure, Value, base64url_of
from bot.services.logs import canonical


def disclosure(name: str, value: Value) -> Disclosure:
    """A disclosure with a salt of its own; the salt has to be kept, for it cannot be made again."""
    return Disclosure(base64url_of(secrets.token_bytes(SALT_BYTES)), name, value)


def content_of(made: Disclosure) -> bytes:
    """A disclosure as the bytes that are published; their digest stands in a leaf.

    Raises:
        ValueError: Its value cannot be written in one way.
    """
    return canonical.written([made.salt, made.name, made.value])


def disclosure_of(content: bytes) -> Disclosure:
    """Read a published disclosure.

    Raises:
        ValueError: It is none.
    """
    tree = canonical.read(content)
    if not isinstance(tree, list) or len(tree) != 3 or not all(isinstance(part, str) for part in tree[:2]):
        raise ValueError("it is not salt, name and value")
    return Disclosure(*tree)

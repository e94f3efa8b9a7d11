"""Salted disclosures: what a leaf stands for, without showing it.

A leaf holds only digests. Whoever has salt, name and value can show what a digest stands for; once salt and value are
destroyed nobody can, and the leaf still stands.

Source: RFC 9901, sections 4.2.1 and 4.2.3, read 2026-11-28.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

Value = str | int | bool | None | Sequence["Value"] | Mapping[str, "Value"]
"""What a disclosure can hold; no fractions, which machines write differently."""

SALT_BYTES = 16
ALGORITHM = "sha-256"

_DIGEST = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_SALT = re.compile(r"[A-Za-z0-9_-]{22,86}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One thing that can be shown, or taken away, by itself: a salt, what it is, and its value."""

    salt: str
    name: str
    value: Value

    def __post_init__(self) -> None:
        if not _SALT.fullmatch(self.salt):
            raise ValueError(f"a salt has at least {SALT_BYTES} random bytes, as base64url")


def base64url_of(value: bytes) -> str:
    """Bytes as base64url, without the signs that fill it up."""
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def digest_of(content: bytes) -> str:
    """The digest under which a leaf names a disclosure, from its JSON; it is taken over the base64url of that."""
    return base64url_of(sha256(base64url_of(content).encode()).digest())


def is_digest(text: str) -> bool:
    """Whether this can be the digest of a disclosure."""
    return bool(_DIGEST.fullmatch(text))


def path_of(digest: str) -> str:
    """Where a disclosure is published, from the root of the log."""
    return f"disclosures/{digest}.json"

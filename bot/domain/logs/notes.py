"""Signed notes: a text with signatures below it, and checkpoints, the notes that a log is known by.

Source: C2SP signed-note and tlog-checkpoint, read 2026-11-28.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from hashlib import sha256

from bot.domain.logs.trees import HASH_BYTES

ED25519 = b"\x01"
"""The sort of signature that the log makes."""

ID_BYTES = 4
LIMIT_NOTE_BYTES = 1_000_000

_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SIZE = re.compile(r"0|[1-9]\d{0,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a note: who signed, with which key, and the signature itself."""

    name: str
    key_id: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text, which ends in a new line, and its signatures in their order."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        lines = (f"— {one.name} {base64_of(one.key_id + one.value)}\n" for one in self.signatures)
        return f"{self.text}\n{''.join(lines)}"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log: whose it is, how many leaves it has, and the root of its tree."""

    origin: str
    size: int
    root: bytes

    def __str__(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64_of(self.root)}\n"


def key_id(name: str, public: bytes, sort: bytes = ED25519) -> bytes:
    """The four bytes by which a key is told from others."""
    return sha256(f"{name}\n".encode() + sort + public).digest()[:ID_BYTES]


def is_key_name(name: str) -> bool:
    """Whether a key may be called this."""
    return bool(_NAME.fullmatch(name)) and not _CONTROL.search(name)


def read_note(content: bytes) -> Note:
    """Read a signed note; none of its signatures is checked.

    Raises:
        ValueError: It is none.
    """
    if len(content) > LIMIT_NOTE_BYTES:
        raise ValueError("it is too long")
    text = content.decode()
    body, blank, below = text.rpartition("\n\n")
    if not blank or _CONTROL.search(text) or not below.endswith("\n"):
        raise ValueError("it is no text with signatures below it")
    return Note(f"{body}\n", tuple(_signature(line) for line in below[:-1].split("\n")))


def _signature(line: str) -> Signature:
    dash, _space, rest = line.partition(" ")
    name, _space, encoded = rest.partition(" ")
    value = from_base64(encoded)
    if dash != "—" or not is_key_name(name) or len(value) <= ID_BYTES:
        raise ValueError("a line below it is no signature")
    return Signature(name, value[:ID_BYTES], value[ID_BYTES:])


def read_checkpoint(text: str) -> Checkpoint:
    """Read the text of a checkpoint; lines after the third are allowed, and mean nothing here.

    Raises:
        ValueError: It is none.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() or not all(lines) or not _SIZE.fullmatch(lines[1]):
        raise ValueError("it does not say whose log it is, how large, and with which root")
    root = from_base64(lines[2])
    if len(root) != HASH_BYTES:
        raise ValueError("its root is no digest")
    return Checkpoint(lines[0], int(lines[1]), root)


def base64_of(value: bytes) -> str:
    """Bytes as base64."""
    return base64.b64encode(value).decode()


def from_base64(text: str) -> bytes:
    """Read base64, in the one way in which it is written.

    Raises:
        ValueError: It is not written so.
    """
    try:
        value = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise ValueError("it is no base64") from error
    if base64_of(value) != text:
        raise ValueError("it is no base64 as it is written")
    return value

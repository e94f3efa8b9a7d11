"""The file of the keys that sign: made, read, and rotated; nobody but its owner can read it."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from bot.domain.logs.shapes import moment, moment_text
from bot.domain.refusals import Refusal
from bot.services.logs.keys import SigningKey, new_key, signing_key
from bot.texts import _

OVERLAP = timedelta(days=90)
"""How long a key that was replaced goes on signing, so that everybody can come by the new one."""

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class BadKeys(Refusal):
    """The file of keys cannot be used, or not be made."""


def generate(path: Path, name: str) -> SigningKey:
    """Make the first key of a log, in a file that must not exist yet.

    Raises:
        BadKeys: It exists or cannot be made, or the name cannot be a log's.
    """
    if not name:
        text = _("Say what the log is called: the record's address without its scheme, such as forum.example/record.")
        raise BadKeys(text)
    try:
        if "://" in name or not name[0].isalnum():
            raise ValueError("a log is named by its address without the scheme")
        key = new_key(name)
    except ValueError as error:
        text = _("“{name}” cannot name a log: take an address without scheme and spaces, such as forum.example/record.")
        raise BadKeys(text.format(name=name)) from error
    if path.is_dir():
        raise BadKeys(_("{path} is a folder; name the file that the key goes into.").format(path=path))
    try:
        _write(path, [key], replace=False)
    except OSError as error:
        if path.exists():
            text = _("There is a key in {path} already; to replace it, add --rotate.")
            raise BadKeys(text.format(path=path)) from error
        raise _unwritten(path, error) from error
    return key


def rotate(path: Path, now: datetime) -> SigningKey:
    """Put a new key in front; the one before it goes on signing for a while, older ones no more.

    Raises:
        BadKeys: There is no usable file, it cannot be written, or the key before is still being replaced.
    """
    newest, *older = read_keys(path)
    if any(key.until and key.until > now for key in older):
        text = _("The key before this one still signs, until {until:%d %B %Y}; rotate again after that.")
        raise BadKeys(text.format(until=max(key.until for key in older if key.until)))
    key = new_key(newest.name)
    try:
        _write(path, [key, SigningKey(newest.name, newest.seed, now + OVERLAP)], replace=True)
    except OSError as error:
        raise _unwritten(path, error) from error
    return key


def read_keys(path: Path) -> tuple[SigningKey, ...]:
    """The keys of a file, the newest first.

    Raises:
        BadKeys: There is no such file, others can read it, or it holds something else.
    """
    try:
        mode = path.stat().st_mode
        lines = path.read_text().splitlines()
    except OSError as error:
        text = _("There is no file of keys at {path}; make one with osaibot record keygen forum.example/record --file "
                 "{path}, with the record's own address in that place.")  # fmt: skip
        raise BadKeys(text.format(path=path)) from error
    if mode & _OTHERS:
        text = _("Others can read the keys in {path}; take that from them (chmod 600 {path}), and think of rotating.")
        raise BadKeys(text.format(path=path))
    try:
        return _keys(lines)
    except ValueError as error:
        raise BadKeys(_("{path} holds no keys as osaibot record keygen makes them.").format(path=path)) from error


def _keys(lines: Sequence[str]) -> tuple[SigningKey, ...]:
    keys = []
    for line in lines:
        secret, _space, until = line.partition(" ")
        key = signing_key(secret)
        keys.append(SigningKey(key.name, key.seed, moment(until) if until else None))
    if not keys or keys[0].until or not all(key.until for key in keys[1:]):
        raise ValueError("the first key is the one that stays, and no other")
    return tuple(keys)


def _unwritten(path: Path, error: OSError) -> BadKeys:
    return BadKeys(
        _("{path} cannot be written ({reason}); name another file.").format(path=path, reason=error.strerror)
    )


def _write(path: Path, keys: Sequence[SigningKey], *, replace: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (f"{key.secret}{f' {moment_text(key.until)}' if key.until else ''}\n" for key in keys)
    # Whoever makes the file names its mode at once: it is never readable by others, not for a moment.
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            new.replace(path)
        else:
            path.hardlink_to(new)
    finally:
        new.unlink(missing_ok=True)

"""Putting the files of the log into their folder: one process at a time, and each of them brought to the disk."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.domain.refusals import Refusal
from bot.texts import _

_LOCK = ".log.lock"


class NotPublished(Refusal):
    """Nothing was signed, and nothing written: what is to be published does not extend what is."""


class Overtaken(NotPublished):
    """Another process has published meanwhile."""


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Have the folder for oneself.

    Raises:
        Overtaken: Another process is publishing into it.
    """
    with (folder / _LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Overtaken(_("Another process is publishing the log now; this one leaves it as it is.")) from error
        yield


def put(path: Path, content: bytes, *, sync: bool) -> None:
    """Write a file, and wait until it is on the disk where that is asked for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        if sync:
            file.flush()
            os.fsync(file.fileno())

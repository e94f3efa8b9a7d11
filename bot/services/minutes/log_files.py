"""Logs in files: read line by line, whatever stands in them, within limits."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bot.domain.refusals import Refusal
from bot.texts import _

LIMIT_BYTES = 64 * 1024 * 1024
LIMIT_LINES = 600_000
# What is longer is no remark; the rest of such a line is left out.
LIMIT_LINE_BYTES = 20_000
_WIDE = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_TRIED_BYTES = 64 * 1024


class BadLog(Refusal):
    """A file that cannot be read as the log of a meeting."""


def name_of(path: Path) -> str:
    """How a file is called in sentences."""
    return (
        _("standard input") if str(path) == "-" else "".join(sign if sign.isprintable() else "�" for sign in path.name)
    )


def lines(path: Path) -> Iterator[tuple[int, str]]:
    """Read the lines of a file with their numbers, from 1; "-" reads standard input.

    What is not UTF-8 (or UTF-16 with its mark) shows as �. Lines end as on Unix, Windows or the old Macintosh.

    Raises:
        BadLog: The file is not there, is no text, or is too large.
    """
    if str(path) == "-":
        yield from _numbered(sys.stdin.buffer, name_of(path))
        return
    if path.is_dir():
        raise BadLog(_("{name} is a folder.").format(name=name_of(path)))
    if not path.exists():
        raise BadLog(_("There is no file {name}.").format(name=name_of(path)))
    if not path.is_file():
        # A pipe or a device would be waited for without end.
        raise BadLog(_("{name} is no ordinary file.").format(name=name_of(path)))
    try:
        with path.open("rb") as file:
            yield from _numbered(file, name_of(path))
    except OSError as error:
        raise BadLog(_("{name} cannot be read: {why}.").format(name=name_of(path), why=error.strerror)) from error


def _numbered(file: BinaryIO, name: str) -> Iterator[tuple[int, str]]:
    head = file.read(_TRIED_BYTES)
    encoding = _WIDE.get(head[:2])
    if encoding is None and head.count(b"\0") > len(head) // 100:
        raise BadLog(_("{name} is no text.").format(name=name))
    size = len(head)
    if encoding:
        rest = file.read(LIMIT_BYTES + 1 - size)
        _check(name, size + len(rest), 0)
        wide = (head[2:] + rest).decode(encoding, "replace").removesuffix("\n")
        for number, text in enumerate(wide.split("\n"), 1):
            _check(name, 0, number)
            yield number, text[:LIMIT_LINE_BYTES].rstrip("\r")
        return
    head = head.removeprefix(b"\xef\xbb\xbf")
    end = b"\r" if b"\r" in head and b"\n" not in head else b"\n"
    for number, line in enumerate(_split(file, head, end, name), 1):
        _check(name, 0, number)
        yield number, line.decode("utf-8", "replace").rstrip("\r")


def _split(file: BinaryIO, head: bytes, end: bytes, name: str) -> Iterator[bytes]:
    """Cut a file into lines, holding one block of it at a time."""
    block, left, size, over = head, b"", len(head), False
    while block:
        *whole, left = (left + block).split(end)
        for line in whole:
            if over:
                # The end of a line whose beginning was given already.
                over = False
                continue
            yield line[:LIMIT_LINE_BYTES]
        if len(left) > LIMIT_LINE_BYTES:
            if not over:
                yield left[:LIMIT_LINE_BYTES]
            left, over = b"", True
        block = file.read(_TRIED_BYTES)
        size += len(block)
        _check(name, size, 0)
    if left and not over:
        yield left[:LIMIT_LINE_BYTES]


def _check(name: str, size: int, number: int) -> None:
    if size > LIMIT_BYTES:
        text = _("{name} is larger than {limit} MB: cut the log of the one meeting out of it.")
        raise BadLog(text.format(name=name, limit=LIMIT_BYTES // 1024**2))
    if number > LIMIT_LINES:
        text = _("{name} has more than {limit} lines: cut the log of the one meeting out of it.")
        raise BadLog(text.format(name=name, limit=f"{LIMIT_LINES:,}"))

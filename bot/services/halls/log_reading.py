"""Reading a file of a meeting whole: every letter of it, or a sentence that says why not."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from itertools import chain, islice

from bot.domain.meetings import chapters, stamps
from bot.domain.meetings.imports import FileRemark, LogFile
from bot.domain.meetings.layouts import TRIED, detect
from bot.domain.meetings.readings import LIMIT_LETTERS, Reading
from bot.domain.refusals import Refusal
from bot.services.minutes.log_files import LIMIT_LINES, BadLog
from bot.texts import _, plural

LIMIT_BYTES = 50 * 1024 * 1024
LIMIT_REMARKS = 50_000
ENCODINGS = (
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be"),
    *(f"windows-{page}" for page in range(1250, 1259)),
    *(f"iso-8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 16)),
    *("koi8-r", "koi8-u", "shift_jis", "euc-jp", "euc-kr", "gb18030", "big5", "mac-roman"),
)
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_TRIED_BYTES = 64 * 1024


def read_log(content: bytes, name: str, encoding: str | None = None) -> LogFile:
    """Read a log or a transcript.

    Args:
        content: All of the file.
        name: What it is called in sentences.
        encoding: How its letters are written, where it is not UTF-8, or UTF-16 with its mark.

    Raises:
        BadLog: It cannot be read without loss, is too large, or holds nothing that anybody said.
    """
    if len(content) > LIMIT_BYTES:
        raise BadLog(too_large(name, LIMIT_BYTES))
    lines = _lines(content, name, _encoding(content, name, encoding))
    first = list(islice(lines, TRIED))
    layout = detect(first)
    reading, count = Reading(timed=True), _Count()
    layout.read(count.over(chain(first, lines)), reading)
    if not reading.remarks:
        raise BadLog(_nothing(name, reading.withheld))
    if len(reading.remarks) > LIMIT_REMARKS:
        text = _("{name} holds more than {limit} remarks; cut the log of the one meeting out of it.")
        raise BadLog(text.format(name=name, limit=f"{LIMIT_REMARKS:,}"))
    begins = chapters.placed(reading.chapters, reading.remarks, reading.stamps)
    return LogFile(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        layout=layout.name,
        spoken=layout.spoken,
        lines=count.last,
        remarks=_remarks(reading),
        chapters=tuple(reading.chapters),
        begins=tuple((number, remark.number) for number, remark in begins.items()),
        present=tuple(dict.fromkeys(reading.present)),
        unread=reading.unread,
        first_unread=tuple(reading.first_unread),
        withheld=reading.withheld,
        began=stamps.begun(reading.stamps),
    )


def too_large(name: str, limit_bytes: int) -> str:
    """That a file is too large, in a sentence."""
    text = _("{name} is larger than {limit} MB; cut the log of the one meeting out of it.")
    return text.format(name=name, limit=limit_bytes // 1024**2)


def _nothing(name: str, withheld: int) -> str:
    text = _("{name} holds nothing that anybody said.").format(name=name)
    if withheld:
        private = plural("{count} private message", "{count} private messages", withheld)
        text += " " + _("It holds {messages}; those are never imported.").format(messages=private)
    return text


def _remarks(reading: Reading) -> tuple[FileRemark, ...]:
    offsets = stamps.offsets([reading.stamps.get(one.number) for one in reading.remarks])
    pairs = zip(reading.remarks, offsets, strict=True)
    return tuple(FileRemark(one.number, one.speaker, one.text, at) for one, at in pairs)


class _Count:
    """Counts the lines that pass."""

    def __init__(self) -> None:
        self.last = 0

    def over(self, lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        for number, line in lines:
            self.last = number
            yield number, line


# -- Letters ---------------------------------------------------------------------------------------------------------


def _encoding(content: bytes, name: str, wanted: str | None) -> str:
    if wanted is not None:
        plain = wanted.strip().casefold().replace("_", "-").replace("latin-1", "iso-8859-1").replace("cp", "windows-")
        known = {one.replace("_", "-"): one for one in ENCODINGS}
        if plain not in known:
            text = _("“{encoding}” is no encoding that I know; there are: {known}.")
            raise Refusal(text.format(encoding=wanted[:40], known=", ".join(ENCODINGS)))
        return "utf-8-sig" if plain == "utf-8" else known[plain]
    marked = _MARKS.get(content[:2])
    head = content[:_TRIED_BYTES]
    if marked is None and head.count(b"\0") > len(head) // 100:
        text = _("{name} is no text. If it is UTF-16 without its mark, name the encoding: utf-16-le or utf-16-be.")
        raise BadLog(text.format(name=name))
    return marked or "utf-8-sig"


def _lines(content: bytes, name: str, encoding: str) -> Iterator[tuple[int, str]]:
    """The lines with their numbers, from 1; they end as on Unix, Windows or the old Macintosh."""
    head = content[:_TRIED_BYTES]
    end = "\r" if b"\r" in head and b"\n" not in head else "\n"
    number = 0
    try:
        for number, line in enumerate(io.TextIOWrapper(io.BytesIO(content), encoding, newline=end), 1):
            text = line.rstrip("\r\n").replace("\0", "")
            _check(name, number, text)
            yield number, text
    except UnicodeDecodeError as error:
        raise BadLog(_undecoded(content, name, encoding, number)) from error


def _undecoded(content: bytes, name: str, encoding: str, last: int) -> str:
    """Where a file is not what it is taken for, and what to do."""
    line = last + 1
    if encoding == "utf-8-sig":
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
    text = _(
        "Line {line} of {name} is not written in {encoding}, so that letters would be lost. Save the file as UTF-8, or "
        "name its encoding, such as windows-1252."
    )
    return text.format(line=line, name=name, encoding=encoding.removesuffix("-sig").upper())


def _check(name: str, number: int, line: str) -> None:
    if number > LIMIT_LINES:
        text = _("{name} has more than {limit} lines; cut the log of the one meeting out of it.")
        raise BadLog(text.format(name=name, limit=f"{LIMIT_LINES:,}"))
    if len(line) > LIMIT_LETTERS:
        text = _("Line {line} of {name} has more than {limit} letters; break it into lines, a remark each.")
        raise BadLog(text.format(line=number, name=name, limit=f"{LIMIT_LETTERS:,}"))

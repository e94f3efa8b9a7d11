"""What was read of a file while it waits to be confirmed: all that becomes a town hall, and nothing else."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.domain.meetings.imports import FileRemark, LogFile


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made of a file.

    ``started`` is when the meeting began, in ISO form; empty where nobody knows. ``topics`` are titles with the line
    where each begins, None where that is not known. ``again``: although the same file made a town hall before.
    """

    file: str
    sha256: str
    layout: str
    spoken: bool
    title: str
    started: str = ""
    seconds: float | None = None
    topics: tuple[tuple[str, int | None], ...] = ()
    present: tuple[str, ...] = ()
    withheld: int = 0
    again: bool = False
    cut: dict[str, Any] = field(default_factory=dict)

    @property
    def began(self) -> datetime | None:
        """When the meeting began, where that is known."""
        return datetime.fromisoformat(self.started) if self.started else None

    @property
    def ended(self) -> datetime | None:
        """When it ended, as far as the file or its recording tell."""
        return None if self.began is None else self.began + timedelta(seconds=self.seconds or 0)


def packed(plan: Plan, found: LogFile) -> bytes:
    """A plan with its remarks, as it is stored."""
    into = io.BytesIO()
    with gzip.GzipFile(fileobj=into, mode="wb", compresslevel=6, mtime=0) as file:
        file.write(_line({name: getattr(plan, name) for name in Plan.__slots__}))
        for one in found.remarks:
            seconds = None if one.offset is None else one.offset.total_seconds()
            file.write(_line([one.line, one.speaker, one.text, seconds]))
    return into.getvalue()


def _line(tree: object) -> bytes:
    return json.dumps(tree, ensure_ascii=False).encode() + b"\n"


def unpacked(body: bytes) -> tuple[Plan, Iterator[FileRemark]]:
    """A plan and its remarks, read as they are wanted."""
    file = gzip.open(io.BytesIO(body), "rb")  # noqa: SIM115 - read on by the iterator, and nothing to give back
    tree = json.loads(file.readline())
    topics = tuple((title, line) for title, line in tree.pop("topics"))
    plan = Plan(**{**tree, "topics": topics, "present": tuple(tree["present"])})
    return plan, _read(file)


def _read(file: gzip.GzipFile) -> Iterator[FileRemark]:
    for text in file:
        line, speaker, said, seconds = json.loads(text)
        yield FileRemark(line, speaker, said, None if seconds is None else timedelta(seconds=seconds))


def id_of(body: bytes, by: str) -> str:
    """The id of what waits: the same that one person reads again is the same."""
    return hashlib.sha256(by.encode() + b"\n" + body).hexdigest()[:16]

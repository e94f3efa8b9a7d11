"""Chapters of a recording, as a list of them stands beside its transcript."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.meetings.minutes import Topic
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.stamps import Stamp, inside, offset

_TIME = r"(?:\d{1,2}:)?\d{1,3}:\d\d"
_LINE = re.compile(rf"\s*(?P<number>\d{{1,3}})[.)]?\s+(?P<start>{_TIME})\s+(?P<title>\S.*?)\s+(?P<length>{_TIME})\s*")
_SPONSOR = re.compile(r"\b(?:sponsor(?:ed|s)?|advertisement|brought to you by)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its number, title and place in the recording, and the line of the file that lists it."""

    number: int
    title: str
    start: timedelta
    length: timedelta
    line: int

    @property
    def sponsored(self) -> bool:
        """Whether its title says that a sponsor speaks; whether it stays is for a person to say."""
        return bool(_SPONSOR.search(self.title))


def chapter(line: str, number: int) -> Chapter | None:
    """Read a line that lists a chapter, "3 04:15 Start the show! 01:21"; None if it does not."""
    found = _LINE.fullmatch(line) if len(line) < 400 else None
    start = offset(found["start"]) if found else None
    length = offset(found["length"]) if found else None
    if found is None or start is None or length is None:
        return None
    return Chapter(int(found["number"]), found["title"], start, length, number)


def placed(chapters: Sequence[Chapter], remarks: Sequence[Remark], stamps: Mapping[int, Stamp]) -> dict[int, Remark]:
    """The remark with which each chapter begins, by the chapter's number.

    It is the one that is the chapter's title and no more, or else the first with a stamp that lies in the chapter; the
    first of all where the recording begins with it. A chapter that nothing tells the place of is left out.
    """
    titled: dict[str, Remark] = {}
    for remark in remarks:
        titled.setdefault(_key(remark.text), remark)
    reached = [(at, remark) for remark in remarks if (at := _latest(remark, stamps)) is not None]
    found: dict[int, Remark] = {}
    for one in chapters:
        if not one.start:
            by_stamp = remarks[0] if remarks else None
        else:
            ends = one.start + one.length
            by_stamp = next((remark for at, remark in reached if one.start <= at < ends), None)
        if begins := titled.get(_key(one.title)) or by_stamp:
            found[one.number] = begins
    return found


def topics(
    chapters: Sequence[Chapter], remarks: Sequence[Remark], stamps: Mapping[int, Stamp], last_line: int
) -> tuple[Topic, ...]:
    """The chapters as topics, each from its first remark to the next one's; those that begin nowhere are left out."""
    begins = placed(chapters, remarks, stamps)
    listed = sorted(
        ((begins[one.number].number, one) for one in chapters if one.number in begins), key=lambda pair: pair[0]
    )
    ends = [line - 1 for line, _one in listed[1:]] + [last_line]
    return tuple(
        Topic(one.title, 1, line, max(line, end), (one.line,)) for (line, one), end in zip(listed, ends, strict=True)
    )


def _latest(remark: Remark, stamps: Mapping[int, Stamp]) -> timedelta | None:
    """The last offset that a remark tells; a chapter may begin in the middle of it."""
    stamp = stamps.get(remark.number)
    own = [stamp] if isinstance(stamp, timedelta) else []
    return max([*own, *inside(remark.text)], default=None)


def _key(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")

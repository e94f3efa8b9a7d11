"""What a file of a meeting holds, before a town hall is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.meetings.chapters import Chapter
from bot.domain.refusals import Refusal
from bot.texts import _

NOBODY = "name:"
"""How the person begins who is only a name in a file."""

# So many lines in a row without the end of a sentence are the headings of something else.
_HEADINGS = 5
_HEADING_WORDS = 20
_ENDS = tuple(".!?…:;\"'”’)]。\uff01\uff1f؟")


@dataclass(frozen=True, slots=True)
class FileRemark:
    """A remark of a file: the line where it begins, who said it as the file has it, and how long after the start."""

    line: int
    speaker: str
    text: str
    offset: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """What of a file is left out: what stands before one line or after another, and some of its chapters."""

    first: int | None = None
    last: int | None = None
    without: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LogFile:
    """A file of a meeting as it was read.

    ``begins`` gives the line of the remark with which a chapter begins, by its number, where that can be told.
    ``present`` are those whom it lists as being there. ``withheld`` private messages were left out, and ``unread``
    lines were not understood, the first at ``first_unread``. ``began`` is when it says that it began; in UTC where it
    names no zone.
    """

    name: str
    sha256: str
    layout: str
    spoken: bool
    lines: int
    remarks: tuple[FileRemark, ...]
    chapters: tuple[Chapter, ...] = ()
    begins: tuple[tuple[int, int], ...] = ()
    present: tuple[str, ...] = ()
    unread: int = 0
    first_unread: tuple[int, ...] = ()
    withheld: int = 0
    began: datetime | None = None

    @property
    def last(self) -> timedelta | None:
        """The last offset that is told."""
        return max((one.offset for one in self.remarks if one.offset is not None), default=None)

    @property
    def speakers(self) -> dict[str, int]:
        """How many remarks there are of each name, in the order in which they first spoke; "" are nobody's."""
        found: dict[str, int] = {}
        for one in self.remarks:
            found[one.speaker] = found.get(one.speaker, 0) + 1
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody whom it names, who spoke first."""
        return tuple(dict.fromkeys(one for one in (*self.speakers, *self.present) if one))

    def cut(self, cut: Cut) -> LogFile:
        """The file without what somebody leaves out.

        Raises:
            Refusal: A chapter is none of the file's or begins nowhere, or nothing would be left.
        """
        away = [self._span(number) for number in cut.without]
        kept = tuple(
            one
            for one in self.remarks
            if (cut.first is None or one.line >= cut.first)
            and (cut.last is None or one.line <= cut.last)
            and not any(begin <= one.line < end for begin, end in away)
        )
        if not kept:
            raise Refusal(_("Nothing that anybody said would be left of {file}.").format(file=self.name))
        chapters = tuple(one for one in self.chapters if one.number not in cut.without)
        known = {one.number for one in chapters}
        begins = tuple((number, line) for number, line in self.begins if number in known)
        return replace(self, remarks=kept, chapters=chapters, begins=begins)

    def _span(self, number: int) -> tuple[int, int]:
        lines = dict(self.begins)
        if number not in {one.number for one in self.chapters}:
            raise Refusal(_("{file} has no chapter {number}.").format(file=self.name, number=number))
        if number not in lines:
            text = _("Nothing in {file} tells where chapter {number} begins; leave its lines out by their numbers.")
            raise Refusal(text.format(file=self.name, number=number))
        after = [line for line in lines.values() if line > lines[number]]
        return lines[number], min(after, default=self.lines + 1)

    def first_remark(self, number: int) -> FileRemark | None:
        """The remark with which a chapter begins, or the next that was not cut."""
        line = dict(self.begins).get(number)
        return None if line is None else next((one for one in self.remarks if one.line >= line), None)


def tail(remarks: Sequence[FileRemark]) -> int | None:
    """The line from which on only headings stand, as at the end of a page that was copied whole; None for none."""
    begins: int | None = None
    count = 0
    for one in reversed(remarks):
        if one.speaker or one.text.rstrip().endswith(_ENDS) or len(one.text.split()) > _HEADING_WORDS:
            break
        begins, count = one.line, count + 1
    return begins if _HEADINGS <= count < len(remarks) else None


@dataclass(frozen=True, slots=True)
class Alias:
    """Whom a name in files means: a person, as somebody said."""

    name: str
    person: str
    by: str
    at: datetime

    @property
    def key(self) -> str:
        """What spellings of the name have in common."""
        return alias_key(self.name)


def named(name: str) -> str:
    """The person who is only a name in a file."""
    return f"{NOBODY}{' '.join(name.split())}"[:100]


def alias_key(name: str) -> str:
    """What spellings of a name have in common: white space and case count for nothing."""
    return " ".join(name.split()).casefold()[:200]

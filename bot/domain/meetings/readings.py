"""What a reader makes of the lines of a log."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.meetings.chapters import Chapter
from bot.domain.meetings.remarks import Remark
from bot.domain.meetings.stamps import Stamp

TOLD = 20
# What is longer is no remark.
LIMIT_LETTERS = 20_000


@dataclass(slots=True)
class Reading:
    """The remarks of a log, in order, and what became of its other lines.

    ``known`` counts the lines that were understood, remarks or not. Of the lines that were not, all are counted and
    the first are named. ``withheld`` counts the private messages that were left out. ``ends_at_seconds`` is the last
    moment that is stamped, where stamps count from the start of a recording. ``present`` are people whom the log lists
    as being there. ``stamps`` are by the numbers of remarks; times of day are among them where the reading is
    ``timed``, for reading those takes as long as all the rest.
    """

    timed: bool = False
    remarks: list[Remark] = field(default_factory=list)
    known: int = 0
    unread: int = 0
    first_unread: list[int] = field(default_factory=list)
    withheld: int = 0
    ends_at_seconds: float | None = None
    present: list[str] = field(default_factory=list)
    chapters: list[Chapter] = field(default_factory=list)
    stamps: dict[int, Stamp] = field(default_factory=dict)

    def take(self, line: int, speaker: str, text: str, at: Stamp | None = None) -> None:
        """Add a remark."""
        self.remarks.append(Remark(line, speaker, text))
        self.known += 1
        if at is not None:
            self.stamps[line] = at

    def go_on(self, line: int, text: str) -> None:
        """Add a line to the remark before it; where that is too long already, it is one of its own."""
        last = self.remarks[-1]
        if len(last.text) + len(text) < LIMIT_LETTERS:
            self.remarks[-1] = Remark(last.number, last.speaker, last.text + text)
            self.known += 1
        else:
            self.take(line, last.speaker, text.strip())

    def list_chapter(self, one: Chapter) -> None:
        """Note a chapter."""
        self.chapters.append(one)
        self.known += 1

    def miss(self, line: int) -> None:
        """Note a line that says nothing to this reader."""
        self.unread += 1
        if len(self.first_unread) < TOLD:
            self.first_unread.append(line)

    @property
    def share(self) -> float:
        """The share of lines that were understood; nothing where nothing was said, were it in private."""
        return self.known / (self.known + self.unread) if self.remarks or self.withheld else 0.0

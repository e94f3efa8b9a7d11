"""What a reader makes of the lines of a log."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.domain.meetings.remarks import Remark

TOLD = 20
# What is longer is no remark.
LIMIT_LETTERS = 20_000


@dataclass(slots=True)
class Reading:
    """The remarks of a log, in order, and what became of its other lines.

    ``known`` counts the lines that were understood, remarks or not. Of the lines that were not, all are counted and
    the first are named. ``withheld`` counts the private messages that were left out. ``ends_at_seconds`` is the last
    moment that is stamped, where stamps count from the start of a recording.
    """

    remarks: list[Remark] = field(default_factory=list)
    known: int = 0
    unread: int = 0
    first_unread: list[int] = field(default_factory=list)
    withheld: int = 0
    ends_at_seconds: float | None = None

    def take(self, line: int, speaker: str, text: str) -> None:
        """Add a remark."""
        self.remarks.append(Remark(line, speaker, text))
        self.known += 1

    def go_on(self, text: str) -> None:
        """Add a line to the remark before it."""
        last = self.remarks[-1]
        if len(last.text) + len(text) < LIMIT_LETTERS:
            self.remarks[-1] = Remark(last.number, last.speaker, last.text + text)
        self.known += 1

    def miss(self, line: int) -> None:
        """Note a line that says nothing to this reader."""
        self.unread += 1
        if len(self.first_unread) < TOLD:
            self.first_unread.append(line)

    @property
    def share(self) -> float:
        """The share of lines that were understood; nothing without a remark."""
        return self.known / (self.known + self.unread) if self.remarks else 0.0

"""Which layout a log has: every reader tries the first lines, and the one that understands most reads it all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from bot.domain.meetings.chats import CHATS
from bot.domain.meetings.readings import Reading
from bot.domain.meetings.transcripts import BARE, NAMES, TRANSCRIPTS

# So many lines tell the layout.
TRIED = 200


class Layout(Protocol):
    """A way to write down a meeting. ``spoken``: a call, where who speaks is there."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def spoken(self) -> bool:
        """Whether it is the transcript of a call."""

    def read(self, lines: Iterable[tuple[int, str]], reading: Reading) -> None:
        """Read numbered lines."""


# In the order in which they are preferred; a name before a colon proves less than a stamp, no name proves nothing.
LAYOUTS: tuple[tuple[Layout, float], ...] = (
    *((layout, 1.0) for layout in TRANSCRIPTS),
    *((layout, 1.0) for layout in CHATS),
    (NAMES, 0.9),
    (BARE, 0.5),
)


def detect(lines: Sequence[tuple[int, str]]) -> Layout:
    """Choose the layout of a log by its first lines."""
    best, most = LAYOUTS[-1][0], 0.0
    for layout, weight in LAYOUTS:
        reading = Reading()
        layout.read(lines[:TRIED], reading)
        if reading.share * weight > most:
            best, most = layout, reading.share * weight
    return best

"""A town hall as it was understood and ranked: worked out once, for its document and for its suggestions."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.meetings.discussions import Discussion
from bot.services.minutes.hearing import Heard, hear
from bot.services.minutes.summarising import read
from bot.summarisers import Reading


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A town hall, what its marks declare, and how much each of its sentences matters."""

    heard: Heard
    reading: Reading


def prepared(discussion: Discussion) -> Prepared:
    """Read the marks of a town hall, and rank what was said."""
    heard = hear(discussion)
    return Prepared(heard, read(heard.minutes))

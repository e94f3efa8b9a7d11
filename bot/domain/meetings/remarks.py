"""What was said in a town hall."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that somebody said.

    ``number`` is its place: the line of a log, from 1, or the turn of a transcript, from 0. ``speaker`` is the name
    that stands with it; empty where nobody knows.
    """

    number: int
    speaker: str
    text: str

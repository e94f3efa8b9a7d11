"""What asking a model is told of as it goes on, and how it fails."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.meetings.model_sentences import Fallback, Step

Progress = Callable[[Step], None]
"""Is told what asking is at, as it goes on."""


class NoAnswer(Exception):
    """A server gave nothing that can be read."""

    def __init__(self, fallback: Fallback) -> None:
        super().__init__(fallback.value)
        self.fallback = fallback

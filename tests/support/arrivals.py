"""When the bot's answers arrive at the simulated Discord, by the real clock."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Any

from discord import InteractionResponseType


@dataclass(frozen=True, slots=True)
class Wait:
    """How long somebody waited after a click, in seconds of the real clock: for the first sign, and for the answer."""

    acknowledged: float
    answered: float


class Arrivals(list[Any]):
    """The bot's calls so far, in the place of the simulation's own list; notes when interactions are answered.

    Args:
        calls: Those of before.
        tokens: Of the interactions that are waited for.
    """

    def __init__(self, calls: Sequence[Any], tokens: Set[str]) -> None:
        super().__init__(calls)
        self.acknowledged: dict[str, float] = {}
        self.answered: dict[str, float] = {}
        self.complete = asyncio.Event()
        self._tokens = tokens

    def append(self, call: Any) -> None:
        """Note a call: /interactions/ID/TOKEN/callback, or /webhooks/APPLICATION/TOKEN after an acknowledgement."""
        super().append(call)
        token = next((part for part in call.path.split("/")[3:4] if part in self._tokens), None)
        if call.method != "POST" or token is None:
            return
        now = time.perf_counter()
        self.acknowledged.setdefault(token, now)
        if not (call.path.endswith("/callback") and call.json["type"] == _ACKNOWLEDGEMENT):
            self.answered.setdefault(token, now)
        if len(self.answered) == len(self._tokens):
            self.complete.set()


_ACKNOWLEDGEMENT = InteractionResponseType.deferred_channel_message.value

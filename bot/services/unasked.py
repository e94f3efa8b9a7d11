"""Answers given without being asked, where the operator wants them."""

from __future__ import annotations

from bot.domain.clocks import Clock
from bot.domain.questions import Found
from bot.services.libraries import LibraryService
from bot.services.understanding import understand
from bot.store import Store


class UnaskedService:
    """Decides whether a message that was not addressed to the bot gets an answer."""

    def __init__(self, store: Store, library: LibraryService, clock: Clock) -> None:
        self._store = store
        self._library = library
        self._clock = clock

    async def wants_answer(self, text: str, channel: str) -> bool:
        """Whether a message plainly asks if a known system is open source, and nobody was told here this hour."""
        snapshot = await self._library.current()
        question = understand(text, snapshot.vocabulary)
        found = [mention.system for mention in question.mentions if isinstance(mention, Found)]
        if not question.plain or not found or len(found) != len(question.mentions):
            return False
        async with self._store.write() as records:
            claims = [await records.unasked.claim(channel, system, self._clock()) for system in sorted(found)]
        return all(claims)

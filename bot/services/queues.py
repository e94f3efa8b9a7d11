"""What waits for a curator."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.domain.actors import Actor
from bot.domain.clocks import Clock
from bot.domain.names import fold
from bot.domain.queues import Correction, UnknownSystem
from bot.domain.refusals import Refusal
from bot.services.libraries import LibraryService
from bot.store import Store
from bot.texts import _

_QUESTION_LIMIT = 500
_CORRECTION_LIMIT = 2000


class QueueService:
    """Takes in what people ask about and what they say is wrong."""

    def __init__(self, store: Store, library: LibraryService, clock: Clock) -> None:
        self._store = store
        self._library = library
        self._clock = clock

    async def ask_about(self, names: tuple[str, ...], question: str, delivery: str | None) -> None:
        """Count a question about systems that are not recorded; the same delivery counts once."""
        now = self._clock()
        async with self._store.write() as records:
            if await records.deliveries.first(delivery, "unknown system", now):
                # Always in one order, so that two messages naming the same systems cannot wait for each other.
                for name in sorted({fold(name): name for name in names}.values(), key=fold):
                    await records.unknown_systems.ask(name[:200], question[:_QUESTION_LIMIT], now)

    async def most_asked(self, limit: int = 20) -> tuple[UnknownSystem, ...]:
        """The names that were asked about most often and are not recorded."""
        async with self._store.read() as records:
            return await records.unknown_systems.most_asked(limit)

    async def propose_correction(
        self, system: str, text: str, source: str, actor: Actor, delivery: str | None
    ) -> Correction | None:
        """Take a correction in.

        Returns:
            The proposal; None if this delivery had brought it already.

        Raises:
            Unknown: No system has this id.
            Refusal: The source is not an http or https address.
        """
        snapshot = await self._library.current()
        snapshot.library.system(system)
        address = urlsplit(source)
        if address.scheme not in ("http", "https") or not address.netloc or any(c.isspace() for c in source):
            raise Refusal(_("A correction needs the address of a page that shows it, beginning with https://."))
        if not text.strip() or len(text) > _CORRECTION_LIMIT:
            raise Refusal(_("Say in 1 to {limit} letters what is wrong.").format(limit=_CORRECTION_LIMIT))
        now = self._clock()
        async with self._store.write() as records:
            if not await records.deliveries.first(delivery, "correction", now):
                return None
            number = await records.corrections.add(system, text, source, actor.id, now)
        return Correction(number, system, text, source, actor.id, now)

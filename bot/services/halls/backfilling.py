"""Making good what was missed: the history of a channel is compared with what is kept."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.clocks import Clock
from bot.domain.meetings.captured import Captured, Heard, digest_of
from bot.domain.meetings.discussions import Gone
from bot.domain.meetings.halls import HallEvent, HallEventKind, TownHall
from bot.domain.refusals import Unknown
from bot.services.halls.capturing import CaptureService, is_complete
from bot.services.halls.hearing import Answer
from bot.store import Store
from bot.texts import _

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BackFill:
    """What looking through a channel's history has brought: how much of it was missed, and what is to be answered."""

    hall: TownHall
    missed: int = 0
    changed: int = 0
    deleted: int = 0
    answers: tuple[tuple[str, Answer], ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether all was there already."""
        return not (self.missed or self.changed or self.deleted)


class BackFillService:
    """Compares what is kept with what is there, without a gap and without anything twice."""

    def __init__(self, store: Store, capture: CaptureService, clock: Clock) -> None:
        self._store = store
        self._capture = capture
        self._clock = clock

    async def lost(self, number: str, there: Collection[str], first: int, last: int) -> tuple[str, ...]:
        """Messages that are kept and not among those that are there; whether they were deleted is to be made sure.

        Args:
            number: The number of the town hall.
            there: All messages of a stretch of its channel.
            first: The place where the stretch begins.
            last: The place where it ends, which is in it.
        """
        async with self._store.read() as records:
            kept = await records.hall_remarks.of(number)
        return tuple(one.message for one in kept if _is_lost(one, there, first, last))

    async def reconcile(
        self, number: str, heard: Sequence[Heard], *, deleted: Sequence[str] = (), final: bool = False, error: str = ""
    ) -> BackFill:
        """Compare a stretch of a channel's history with what is kept, and make good what is missing.

        Args:
            number: The number of the town hall.
            heard: The messages of the stretch that can be read, in order.
            deleted: Messages that are there no more.
            final: Whether it is the last look, after the end: nothing is taken in after that.
            error: Why the history could not be looked through.

        Raises:
            Unknown: There is no such town hall.
        """
        async with self._store.read() as records:
            hall = await records.halls.find(number)
            kept = {one.message: one for one in await records.hall_remarks.of(number)}
        if hall is None:
            raise Unknown(_("There is no town hall “{number}”.").format(number=number[:40]))
        new = [one for one in heard if _is_new(one, kept.get(one.message))]
        missed = changed = 0
        answers: list[tuple[str, Answer]] = []
        for first in range(0, len(new), _AT_ONCE):
            part = new[first : first + _AT_ONCE]
            for one, found in zip(part, await self._capture.hear_all(part), strict=True):
                missed += found.kept
                changed += found.changed
                answers += [(one.message, found.answer)] if found.answer else []
        taken = await self._capture.take_away(deleted, Gone.DELETED) if deleted else 0
        result = BackFill(hall, missed, changed, taken, tuple(answers))
        await self._note(result, error, final=final)
        return result

    async def reactions(self, number: str) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """The persons who have reacted, by message and sign, as far as is known."""
        async with self._store.read() as records:
            return await records.hall_reactions.of(number)

    async def _note(self, result: BackFill, error: str, *, final: bool) -> None:
        """Keep what a look through the history has brought; a look that found nothing is only kept as the last one."""
        if result.nothing and not final:
            return
        log.info("town hall %s: %s remarks were missed, %s edits, %s deletions", result.hall.number, result.missed,
                 result.changed, result.deleted)  # fmt: skip
        body = {"missed": result.missed, "changed": result.changed, "deleted": result.deleted, "error": error}
        now = self._clock()
        async with self._store.write() as records:
            kind = HallEventKind.BACK_FILLED
            await records.hall_events.add(HallEvent(kind, result.hall.number, now, {**body, "final": final}))

    async def incomplete(self) -> tuple[TownHall, ...]:
        """Town halls whose channel is to be looked through: those going on, and those closed without a last look."""
        async with self._store.read() as records:
            going_on = await records.halls.all_going_on()
            closed = [one for one in await records.halls.newest(_LOOKED_AT) if one.closed_at and not one.imported]
            return (*going_on, *[one for one in closed if not await is_complete(records, one)])


# So many messages are taken in by one transaction, which nobody else has to wait for long.
_AT_ONCE = 50
# A town hall whose end is older than so many others is not looked through any more.
_LOOKED_AT = 20


def _is_new(one: Heard, before: Captured | None) -> bool:
    """Whether a message is not kept yet, or with another text."""
    return before is None or (before.gone is None and before.digest != digest_of(one.text))


def _is_lost(one: Captured, there: Collection[str], first: int, last: int) -> bool:
    """Whether a remark is a message of the stretch, and not there any more."""
    by_message = not one.message.startswith(("say:", "mark:"))
    return by_message and one.gone is None and one.message not in there and first <= one.place <= last

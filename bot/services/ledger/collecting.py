"""Collecting what has happened and has no leaf yet: never by counting, since what is stored later may be older."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.clocks import Clock
from bot.domain.logs.telling.told import Told
from bot.services.ledger.placing import in_order, place
from bot.services.logs.chains import created_leaf, rotated_leaf
from bot.services.logs.entries import read_entry
from bot.services.logs.keys import SigningKey
from bot.services.logs.placing import NotPublished
from bot.services.telling import Telling
from bot.store import Records, Store
from bot.texts import _

AT_ONCE = 2_000
"""So much is stored in one step: whoever casts a ballot does not wait long, and a process that dies leaves the rest."""

_TRIES = 5
"""How often it is read again what goes into the log because something was erased meanwhile."""


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to put into the log, read at one moment.

    ``waiting`` says whether something was erased that the log does not say yet, ``redactions`` tells whether anything
    was erased since it was read.
    """

    told: Sequence[Told]
    stamps: Mapping[str, Mapping[str, str]]
    waiting: bool
    redactions: int

    @property
    def empty(self) -> bool:
        """Whether there is nothing to note."""
        return not self.told and not self.waiting and not any(self.stamps.values())


class Collector:
    """Puts into the log what is stored and has no leaf yet."""

    def __init__(self, store: Store, clock: Clock, tellings: Sequence[Telling]) -> None:
        self._store = store
        self._clock = clock
        self._tellings = tellings

    async def collect(self, keys: Sequence[SigningKey]) -> int:
        """Put everything into the log that is not there yet; says how much that is.

        What is told is read first and stored then, so that nobody waits for the reading. Where something was erased
        in between it is read again: what was erased never comes into the log.

        Raises:
            NotPublished: The log is of another key.
        """
        total = 0
        for _try in range(_TRIES):
            found = await self._read(keys)
            if found.empty:
                break
            count, whole = await self._put(found)
            total += count
            if whole:
                break
        return total

    async def _read(self, keys: Sequence[SigningKey]) -> Found:
        async with self._store.read() as records:
            state = await records.log_state.find()
            key = await _of_keys(records, keys, self._clock())
            things: list[Sequence[Told]] = []
            stamps: dict[str, Mapping[str, str]] = {}
            for telling in self._tellings:
                seen = await records.log_collected.of(telling.name)
                current = await telling.stamps(records)
                stamps[telling.name] = changed = {
                    thing: stamp for thing, stamp in current.items() if seen.get(thing) != stamp
                }
                for thing in changed:
                    known = await records.log_leaves.ids_about(thing)
                    told = await telling.tell(records, thing, known)
                    things.append([one for one in told if one.leaf.id not in known])
            waiting = bool(await records.log.waiting())
        return Found([*key, *in_order(things)], stamps, waiting, state.redactions)

    async def _put(self, found: Found) -> tuple[int, bool]:
        """Store what was read, step by step; says how many leaves came of it, and whether that is all."""
        count, redactions = 0, found.redactions
        for start in range(0, max(len(found.told), 1), AT_ONCE):
            async with self._store.write(alone=True) as records:
                if (await records.log_state.hold()).redactions != redactions:
                    return count, False
                count += await self._place(records, found.told[start : start + AT_ONCE])
                redactions = (await records.log_state.find()).redactions
                if start + AT_ONCE >= len(found.told):
                    for name, stamps in found.stamps.items():
                        await records.log_collected.put(name, stamps)
        return count, True

    async def _place(self, records: Records, told: Sequence[Told]) -> int:
        known = {place_.id for place_ in await records.log_leaves.of([one.leaf.id for one in told])}
        before = await records.log_leaves.size()
        if await place(records, [one for one in told if one.leaf.id not in known], self._clock()):
            await records.log_state.hurry()
        return await records.log_leaves.size() - before


async def _of_keys(records: Records, keys: Sequence[SigningKey], now: datetime) -> Sequence[Told]:
    """The leaf of a key that the log does not name yet."""
    newest, *older = keys
    count, last = 0, ""
    while (found := await records.log_leaves.content_at(_key_id(count + 1))) is not None:
        count, last = count + 1, read_entry(found[1], found[0]).text("key")
    if last == str(newest.verifier):
        return ()
    if not last:
        return (Told(created_leaf(newest, _key_id(1), now)),)
    if older and last == str(older[0].verifier):
        return (Told(rotated_leaf(keys, _key_id(count + 1), now)),)
    text = _("The log is signed by the key {key}, which is not in the file of keys: nothing was signed. Name the file "
             "that holds it.")  # fmt: skip
    raise NotPublished(text.format(key=last))


def _key_id(number: int) -> str:
    return f"K-{number}"

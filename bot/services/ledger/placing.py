"""Giving what is told its place in the log: salts are drawn, digests made, and what it takes back is destroyed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.domain.logs.auditing import CELLS
from bot.domain.logs.disclosures import digest_of
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.telling.told import Disclosed, TakenBack, Told
from bot.services.logs.disclosing import content_of, disclosure
from bot.services.logs.entries import entry_of
from bot.store import Records
from bot.store.log_disclosure_records import Kept, Redaction
from bot.store.log_records import Entry

OPENED = "ballots.opened"

URGENT = (
    "poll.opened",
    "poll.closed",
    "poll.voided",
    OPENED,
    "tally.published",
    "decision.accepted",
    "decision.superseded",
    "decision.withdrawn",
    "minutes.published",
    "gate.crossed",
    "redaction",
    "key.created",
    "key.rotated",
)
"""What is published at once: whatever people wait for, or have to be able to rely on."""


async def place(records: Records, several: Sequence[Told], now: datetime) -> bool:
    """Put what is told behind what is in the log; the log has to be held.

    Returns:
        Whether any of it is to be published at once.
    """
    start = await records.log_leaves.size()
    entries, kept = [], []
    for sequence, told in enumerate(several, start):
        shown = [_kept(one, sequence, sealed=told.sealed) for one in told.disclosures]
        leaf = told.sealed_by(tuple(one.digest for one in shown))
        entries.append(Entry(sequence, leaf, entry_of(leaf, sequence)))
        kept += shown
    await records.log_leaves.add(entries)
    await records.log_disclosures.add(kept)
    for told in several:
        for gone in told.takes_back:
            await _take_back(records, gone, now)
        if told.leaf.kind == OPENED:
            await records.log_disclosures.unseal(told.leaf.text("poll"))
    said = await _say_redactions(records, start + len(several))
    return said or any(told.leaf.kind in URGENT for told in several)


def _kept(one: Disclosed, sequence: int, *, sealed: bool) -> Kept:
    content = content_of(disclosure(one.name, one.value))
    return Kept(digest_of(content), sequence, one.name, content, sealed)


async def _take_back(records: Records, gone: TakenBack, now: datetime) -> None:
    """Destroy what is shown no longer; unless what took its place says so by itself, the log says why."""
    if not gone.reason:
        await records.log_disclosures.destroy([gone.leaf], gone.names)
        return
    names = gone.names or (await records.log.names([gone.leaf])).get(gone.leaf, ())
    await records.log.redact({gone.leaf: [name for name in names if name != CELLS]}, gone.reason, now)


async def _say_redactions(records: Records, start: int) -> bool:
    waiting = await records.log.waiting()
    leaves = [_redaction(one) for one in waiting]
    await records.log_leaves.add([Entry(at, leaf, entry_of(leaf, at)) for at, leaf in enumerate(leaves, start)])
    await records.log.logged(waiting)
    return bool(waiting)


def _redaction(one: Redaction) -> Leaf:
    return Leaf(
        "redaction", one.id, one.at, {"digest": one.digests, "reason": one.reason, "subject": one.about}
    )  # fmt: skip


def in_order(things: Sequence[Sequence[Told]]) -> Iterator[Told]:
    """What is told of several things, by the moments of the events; what is told of one thing keeps its order."""
    marked = []
    for number, several in enumerate(things):
        latest: datetime | None = None
        for place_, told in enumerate(several):
            latest = told.leaf.at if latest is None else max(latest, told.leaf.at)
            marked.append((latest, number, place_, told))
    return (told for *_place, told in sorted(marked, key=lambda one: one[:3]))

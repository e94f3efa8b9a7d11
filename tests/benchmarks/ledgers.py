"""What a log of a million leaves costs: to publish whole, and to go on from with a thousand more."""

from __future__ import annotations

import asyncio
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path

from bot.definitions import migrations_root
from bot.domain.logs.disclosures import base64url_of
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.telling.told import Told, disclosed
from bot.services.ledger import LedgerService, LogFiles
from bot.services.logs.chains import created_leaf
from bot.services.logs.entries import entry_of
from bot.services.logs.keyrings import generate
from bot.services.logs.keys import SigningKey
from bot.services.logs.publishing import Stock, extended, published_in
from bot.services.telling import Telling
from bot.store import Records, Store, migrate
from bot.store.log_records import Entry
from tests.support.logs import ORIGIN, THEN

LEAVES = 1_000_000
MORE = 1_000
BARS = {
    "log of 1,000,000 leaves, s": 10.0,
    "1,000 more, told and published, s": 2.0,
    "1,000 more, published, ms": 200.0,
}
_BALLOTS = 10_000
_BATCH = 20_000


def _poll(number: int) -> str:
    return f"P-2026-{number // _BALLOTS:04}"


def _leaf(number: int, digests: tuple[str, ...] = ()) -> Leaf:
    poll = _poll(number)
    members = {"poll": poll, "voter": f"{poll}/V-{number:08}"}
    return Leaf("ballot.cast", f"{poll}/B-{number}", THEN + timedelta(milliseconds=number), members, digests)


def _leaves(key: SigningKey) -> Iterator[Leaf]:
    yield created_leaf(key, "K-1", THEN)
    for number in range(1, LEAVES):
        yield _leaf(number, (base64url_of(hashlib.sha256(number.to_bytes(8)).digest()),))


async def _fill(store: Store, key: SigningKey) -> list[bytes]:
    """Put the million into the database; gives it as bytes."""
    leaves, contents = enumerate(_leaves(key)), []
    while batch := [Entry(at, leaf, entry_of(leaf, at)) for at, leaf in islice(leaves, _BATCH)]:
        contents += [entry.content for entry in batch]
        async with store.write(alone=True) as records:
            await records.log_leaves.add(batch)
    return contents


async def _stamps(_records: Records) -> Mapping[str, str]:
    return {_poll(LEAVES - 1): "1", _poll(LEAVES): "1"}


async def _tell(_records: Records, thing: str, _known: frozenset[str]) -> Sequence[Told]:
    several = [Told(_leaf(number), disclosed(cells="yes"), sealed=True) for number in range(LEAVES, LEAVES + MORE)]
    return [one for one in several if one.leaf.text("poll") == thing]


async def _measure(folder: Path) -> dict[str, float]:
    key = generate(folder / "record.key", ORIGIN)
    store = Store(f"sqlite:///{folder / 'log.db'}")
    await migrate(store, migrations_root())
    contents = await _fill(store, key)
    record = folder / "record"
    started, busy = time.perf_counter(), time.process_time()
    stock = Stock(contents, THEN + timedelta(milliseconds=LEAVES))
    first = extended(record, stock, [key], published_in(record, [key]))
    first.write()
    whole, busy = time.perf_counter() - started, time.process_time() - busy
    async with store.write(alone=True) as records:
        await records.log_checkpoints.sign(first.checkpoint, str(first.note), THEN)
        await records.log_checkpoints.published(first.checkpoint, THEN)
    files = LogFiles(record, folder / "record.key")
    ledger = LedgerService(store, lambda: THEN, files, tellings=[Telling("polls", _stamps, _tell)])
    started, kept = time.perf_counter(), time.process_time()
    await ledger.keep()
    more, kept = time.perf_counter() - started, time.process_time() - kept
    assert published_in(record, [key]).size == LEAVES + MORE
    edge = _edge_seconds(record, key)
    await store.close()
    return {"whole": whole, "busy": busy, "more": more, "kept": kept, "edge": 1000 * edge}


def _edge_seconds(record: Path, key: SigningKey) -> float:
    """What the files alone take: a thousand more at the right edge, signed and written."""
    published = published_in(record, [key])
    added = [entry_of(_leaf(number), number) for number in range(published.size, published.size + MORE)]
    started = time.perf_counter()
    stock = Stock(added, THEN, published.size)
    extended(record, stock, [key], published_in(record, [key]), published).write()
    return time.perf_counter() - started


def report() -> dict[str, float]:
    """What was measured for each of the bars, in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.ledgers"]
    done: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    print(f"{'log of 1,000,000 leaves':<28} {done['whole']:.2f} s (processor {done['busy']:.2f} s)")
    told = f"{done['more']:.2f} s (processor {done['kept']:.2f} s)   their files alone {done['edge']:.0f} ms"
    print(f"{'1,000 more':<28} {told}")
    return dict(zip(BARS, (done["whole"], done["more"], done["edge"]), strict=True))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(asyncio.run(_measure(Path(name)))))

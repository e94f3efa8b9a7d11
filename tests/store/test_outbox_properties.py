"""Whatever happens to the processes, a message shows the last state in the end, and never an older after a newer."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.outboxes import LEASE, Claim, Post
from bot.store import Store

START = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
SCHEMES, KINDS = ("discord:",), ("poll",)

PART = ("claim", "render", "send", "note")
WHO = st.sampled_from("ab")
TOUCH = ("touch", "")
# What a process does before it dies, is overtaken or is done; changes may come in between.
TURN = st.tuples(WHO, st.integers(1, 4), st.integers(0, 4)).map(
    lambda drawn: (
        [(step, drawn[0]) for step in PART[: drawn[1]]][: drawn[2]]
        + [TOUCH]
        + [(step, drawn[0]) for step in PART[drawn[2] : drawn[1]]]
    )
)
ONE = st.one_of(
    st.just([TOUCH]),
    st.tuples(st.sampled_from(["send", "note", "fail", "crash", "delete"]), WHO).map(lambda step: [step]),
    st.sampled_from(["1", "5", "121"]).map(lambda seconds: [("wait", seconds)]),
)
STEPS = st.lists(st.one_of(TURN, ONE), max_size=12).map(lambda parts: [step for part in parts for step in part])


@dataclass(slots=True)
class Worker:
    """What a process holds in memory."""

    claim: Claim | None = None
    text: int | None = None
    message: str | None = None


@dataclass(slots=True)
class World:
    """A platform that knows nonces, a database, and processes that may die at any point."""

    store: Store
    subject: str
    now: datetime = START
    truth: int = 1
    texts: dict[str, list[int]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    nonces: dict[str, str] = field(default_factory=dict)
    workers: dict[str, Worker] = field(default_factory=lambda: {"a": Worker(), "b": Worker()})

    async def do(self, step: str, who: str) -> None:
        if step == "wait":
            self.now += timedelta(seconds=int(who))
        elif step == "touch":
            self.truth += 1
            async with self.store.write() as records:
                await records.outbox.touch(self.subject, self.now)
        elif step == "delete":
            self.gone.update(self.texts)
        elif step == "crash":
            self.workers[who] = Worker()
        elif step == "claim":
            await self._claim(who)
        else:
            await self._work(step, who)

    async def _claim(self, who: str) -> None:
        if self.workers[who].claim is None:
            async with self.store.write() as records:
                claims = await records.outbox.claim(who, KINDS, SCHEMES, self.now, 1)
            self.workers[who] = Worker(claims[0] if claims else None)

    async def _work(self, step: str, who: str) -> None:
        worker = self.workers[who]
        if worker.claim is None:
            return
        if step == "render":
            worker.text = self.truth
        elif step == "send" and worker.text is not None and worker.message is None and self.now < worker.claim.until:
            await self._send(worker, worker.claim, worker.text)
        elif step == "note" and worker.message is not None:
            async with self.store.write() as records:
                await records.outbox.sent(worker.claim, worker.message, self.now)
            self.workers[who] = Worker()
        elif step == "fail" and worker.message is None:
            async with self.store.write() as records:
                await records.outbox.failed(worker.claim, "HTTP 500", self.now + timedelta(seconds=5))
            self.workers[who] = Worker()

    async def _send(self, worker: Worker, claim: Claim, text: int) -> None:
        if claim.message_id is None:
            worker.message = self.nonces.setdefault(claim.nonce, f"message-{len(self.nonces)}")
            self.texts.setdefault(worker.message, [text])
        elif claim.message_id in self.gone:
            async with self.store.write() as records:
                await records.outbox.lost(claim, self.now)
            worker.claim = None
        else:
            worker.message = claim.message_id
            self.texts[claim.message_id].append(text)

    async def run_dry(self) -> None:
        """Let everything that is left be done by a process that does not die."""
        self.workers = {"a": Worker(), "b": Worker()}
        self.now += LEASE
        for _round in range(10):
            for step in ("claim", "render", "send", "note"):
                await self.do(step, "a")
            self.now += timedelta(minutes=1)
        async with self.store.read() as records:
            assert await records.outbox.next_due(KINDS, SCHEMES) is None


async def play(url: str, steps: list[tuple[str, str]], number: int) -> World:
    store = Store(url)
    world = World(store, f"poll:{number}")
    try:
        async with store.write() as records:
            await records.outbox.put(Post("discord:7", world.subject, "poll"), world.now)
        for step, who in steps:
            await world.do(step, who)
        await world.run_dry()
        async with store.write() as records:
            # What is here does not meet the next example.
            (row,) = await records.outbox.claim("z", KINDS, SCHEMES, world.now, 1) or (None,)
            assert row is None
    finally:
        await store.close()
    return world


@pytest.fixture
def number() -> list[int]:
    """Counts examples, which share a database."""
    return [0]


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_the_last_state_is_shown_in_the_end_and_none_after_a_newer_one(
    steps: list[tuple[str, str]], migrated_sqlite: str, number: list[int]
) -> None:
    number[0] += 1

    world = asyncio.run(play(migrated_sqlite, steps, number[0]))

    standing = [texts for message, texts in world.texts.items() if message not in world.gone]
    assert all(texts == sorted(texts) for texts in world.texts.values())
    if not world.gone:
        assert [texts[-1] for texts in standing] == [world.truth]


@pytest.mark.parametrize(
    "steps",
    [
        "claim a, render a, send a, crash a, touch, wait 121, claim b, render b, send b, note b",
        "claim a, render a, touch, send a, note a",
        "claim a, render a, send a, wait 121, touch, claim b, render b, send b, note a, note b",
        "claim a, render a, send a, note a, touch, touch, wait 5, claim b, render b, touch, send b, note b",
        "claim a, render a, send a, note a, touch, wait 5, claim a, render a, touch, claim b, render b, send b, send a",
    ],
)
def test_the_narrow_places_come_out_well_too(steps: str, migrated_sqlite: str) -> None:
    parted = [(step.split()[0], step.split()[-1]) for step in steps.split(", ")]

    world = asyncio.run(play(migrated_sqlite, parted, 1))

    (texts,) = world.texts.values()
    assert texts == sorted(texts)
    assert texts[-1] == world.truth

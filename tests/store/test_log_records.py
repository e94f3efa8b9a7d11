"""Leaves in their places, what was signed, and whose turn it is to publish."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.logs.leaves import Leaf
from bot.domain.logs.notes import Checkpoint
from bot.services.logs.entries import entry_of
from bot.store import Store
from bot.store.log_records import Entry
from bot.store.log_state_records import LEASE, LogState
from tests.support.logs import THEN, ballot, leaves


def entries(*made: Leaf, start: int = 0) -> list[Entry]:
    """Leaves in their places."""
    return [Entry(at, leaf, entry_of(leaf, at)) for at, leaf in enumerate(made, start)]


async def test_leaves_come_back_in_their_places(store: Store) -> None:
    async with store.write() as records:
        await records.log_leaves.add(entries(*leaves(5)))

    async with store.read() as records:
        assert await records.log_leaves.size() == 5
        assert await records.log_leaves.contents(3) == [entry_of(leaf, at) for at, leaf in enumerate(leaves(5))][3:]
        assert await records.log_leaves.latest() == max(leaf.at for leaf in leaves(5))
        assert [place.sequence for place in await records.log_leaves.of(["P-2026-0001/B-3", "K-1", "K-9"])] == [0, 3]
        assert len(await records.log_leaves.about("P-2026-0001")) == 4
        assert await records.log_leaves.ids_about("K-1") == {"K-1"}


async def test_no_id_and_no_place_is_taken_twice(store: Store) -> None:
    async with store.write() as records:
        await records.log_leaves.add(entries(ballot(1)))

    for again in (entries(ballot(1), start=1), entries(ballot(2))):
        with pytest.raises(IntegrityError):
            async with store.write() as records:
                await records.log_leaves.add(again)


async def test_an_empty_log_has_no_size_and_no_moment(store: Store) -> None:
    async with store.read() as records:
        assert await records.log_leaves.size() == 0
        assert await records.log_leaves.latest() is None
        assert await records.log_checkpoints.last() is None
        assert await records.log_state.find() == LogState()


async def test_what_was_looked_at_is_noted_as_of_its_last_state(store: Store) -> None:
    async with store.write() as records:
        await records.log_collected.put("polls", {"P-1": "a", "P-2": "a"})
        await records.log_collected.put("polls", {"P-1": "b"})

    async with store.read() as records:
        assert await records.log_collected.of("polls") == {"P-1": "b", "P-2": "a"}
        assert await records.log_collected.of("decisions") == {}


async def test_one_process_publishes_until_it_is_done_or_its_lease_is_over(store: Store, other: Store) -> None:
    async with store.write() as records:
        assert await records.log_state.claim("one", THEN)
    async with other.write() as records:
        assert not await records.log_state.claim("two", THEN + timedelta(minutes=1))
        assert await records.log_state.claim("two", THEN + LEASE)
    async with store.write() as records:
        assert not await records.log_state.has("one", THEN + LEASE)
        await records.log_state.release("one", sound=True)
        assert await records.log_state.has("two", THEN + LEASE)
        await records.log_state.release("two", sound=False)
        assert await records.log_state.claim("one", THEN + LEASE)


async def test_why_publishing_was_stopped_is_news_once(store: Store) -> None:
    async with store.write() as records:
        assert await records.log_state.halt("It was set back.", THEN)
        assert not await records.log_state.halt("It was set back.", THEN + timedelta(minutes=1))

    async with store.write() as records:
        assert (await records.log_state.find()).halted == "It was set back."
        await records.log_state.claim("one", THEN)
        await records.log_state.published(THEN, urgent=False)
        await records.log_state.release("one", sound=True)
        assert await records.log_state.find() == LogState(THEN)
        await records.log_state.erased()
        assert (await records.log_state.find()).redactions == 1


async def test_of_one_size_one_root_is_signed(store: Store) -> None:
    checkpoint = Checkpoint("forum.example/record", 7, b"r" * 32)
    async with store.write() as records:
        await records.log_checkpoints.sign(checkpoint, "note", THEN)
        await records.log_checkpoints.published(checkpoint, THEN)
        await records.log_checkpoints.sign(checkpoint, "note of two keys", THEN)

    with pytest.raises(ValueError, match="another log of 7 leaves"):
        async with store.write() as records:
            await records.log_checkpoints.sign(Checkpoint("forum.example/record", 7, b"o" * 32), "note", THEN)

    async with store.read() as records:
        found = await records.log_checkpoints.last()
    assert found is not None
    assert (found.checkpoint, found.note, found.published_at) == (checkpoint, "note of two keys", None)

"""What waits for a curator, and what was done already."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import TypeVar

import pytest
from sqlalchemy.exc import StatementError

from bot.domain.queues import UnknownSystem
from bot.store import Records, Store

T = TypeVar("T")

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


async def ask(store: Store, written: str, question: str = "Is it open?", at: datetime = NOW) -> None:
    """Count a question about a name."""
    async with store.write() as records:
        await records.unknown_systems.ask(written, question, at)


async def most_asked(store: Store, limit: int = 10) -> tuple[UnknownSystem, ...]:
    """The names asked about most often."""
    async with store.read() as records:
        return await records.unknown_systems.most_asked(limit)


async def at_once(stores: list[Store], what: Callable[[Records], Awaitable[T]], times: int = 20) -> list[T]:
    """Do something many times at once, on each of the stores in turn."""

    async def one(store: Store) -> T:
        async with store.write() as records:
            return await what(records)

    return await asyncio.gather(*(one(stores[number % len(stores)]) for number in range(times)))


# -- Unknown systems -----------------------------------------------------------------------------------------------


async def test_spellings_that_fold_alike_are_one_name(store: Store) -> None:
    await ask(store, "Foo-Bar 7B", "Is Foo-Bar 7B open?", NOW)
    await ask(store, "foo bar 7b", "And foo bar 7b?", LATER)

    assert await most_asked(store) == (UnknownSystem("Foo-Bar 7B", 2, "And foo bar 7b?", NOW, LATER),)


async def test_the_names_asked_about_most_come_first_then_those_asked_about_last(store: Store) -> None:
    for name, at in (("once", NOW), ("twice", NOW), ("twice", NOW), ("later", LATER), ("also later", LATER)):
        await ask(store, name, at=at)

    assert [name.written for name in await most_asked(store)] == ["twice", "also later", "later", "once"]
    assert [name.written for name in await most_asked(store, limit=2)] == ["twice", "also later"]


async def test_questions_asked_at_once_are_all_counted(store: Store, other: Store) -> None:
    await at_once([store, other], lambda records: records.unknown_systems.ask("Foo", "Is it open?", NOW))

    assert await most_asked(store) == (UnknownSystem("Foo", 20, "Is it open?", NOW, NOW),)


async def test_a_very_long_name_is_counted_too(store: Store) -> None:
    await ask(store, "x" * 1000)
    await ask(store, "x" * 1000)

    assert [name.asked for name in await most_asked(store)] == [2]


# -- Deliveries ----------------------------------------------------------------------------------------------------


async def test_a_delivery_is_the_first_only_once(store: Store) -> None:
    async with store.write() as records:
        told = [await records.deliveries.first(id_, "answer", NOW) for id_ in ("1", "1", "2", "1")]

    assert told == [True, False, True, False]


async def test_a_delivery_without_an_id_is_always_the_first(store: Store) -> None:
    async with store.write() as records:
        assert [await records.deliveries.first(None, "answer", NOW) for _number in range(2)] == [True, True]


async def test_of_one_delivery_brought_many_times_at_once_one_is_the_first(store: Store, other: Store) -> None:
    told = await at_once([store, other], lambda records: records.deliveries.first("1", "answer", NOW))

    assert told.count(True) == 1


async def test_a_delivery_whose_work_failed_may_come_again(store: Store) -> None:
    async def failing() -> None:
        async with store.write() as records:
            await records.deliveries.first("1", "answer", NOW)
            raise RuntimeError("the work failed")

    with pytest.raises(RuntimeError, match="the work failed"):
        await failing()

    async with store.write() as records:
        assert await records.deliveries.first("1", "answer", NOW)


# -- Unasked answers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "system", "at", "free"),
    [
        ("discord:1", "pythia", NOW, False),
        ("discord:1", "pythia", NOW.replace(minute=59, second=59), False),
        ("discord:1", "pythia", NOW.astimezone(timezone(timedelta(hours=5))), False),
        ("discord:1", "pythia", LATER, True),
        ("discord:1", "olmo", NOW, True),
        ("discord:2", "pythia", NOW, True),
    ],
)
async def test_there_is_one_unasked_answer_for_a_system_a_channel_and_an_hour(
    store: Store, channel: str, system: str, at: datetime, free: bool
) -> None:
    async with store.write() as records:
        assert await records.unasked.claim("discord:1", "pythia", NOW)

    async with store.write() as records:
        assert await records.unasked.claim(channel, system, at) is free


async def test_of_many_claims_at_once_one_is_granted(store: Store, other: Store) -> None:
    claims = await at_once([store, other], lambda records: records.unasked.claim("discord:1", "pythia", NOW))

    assert claims.count(True) == 1


# -- Moments -------------------------------------------------------------------------------------------------------


async def test_a_moment_comes_back_in_utc_to_the_microsecond(store: Store) -> None:
    at = datetime(2026, 11, 22, 12, 30, 15, 123456, tzinfo=timezone(timedelta(hours=2)))

    await ask(store, "Foo", at=at)

    (found,) = await most_asked(store)
    assert found.first_asked_at == at
    assert found.first_asked_at.tzinfo is UTC


async def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="a moment without a zone cannot be stored"):
        await ask(store, "Foo", at=datetime(2026, 11, 22, 10, 0))  # noqa: DTZ001 - that is the mistake

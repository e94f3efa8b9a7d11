"""Work that is due at set times, on both engines."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from bot.domain.chores import CHORE_LEASE, ChoreClaim, ChoreState, Every, Rule, Weekday, Weekly
from bot.store import Store

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
WEEK = timedelta(weeks=1)
WEEKLY = Weekly(Weekday.MONDAY, 8)


async def schedule(store: Store, at: datetime = NOW, **rules: Rule | None) -> None:
    async with store.write() as records:
        await records.chores.schedule(rules, at)


async def claim(store: Store, at: datetime, holder: str = "one", *names: str) -> ChoreClaim | None:
    async with store.write() as records:
        return await records.chores.claim(holder, names or ("digest",), at)


async def states(store: Store) -> tuple[ChoreState, ...]:
    async with store.read() as records:
        return await records.chores.all()


async def next_due(store: Store, *names: str) -> datetime | None:
    async with store.glance() as records:
        return await records.chores.next_due(names or ("digest",))


async def test_a_chore_is_due_at_its_time_and_not_before(store: Store) -> None:
    await schedule(store, digest=WEEKLY)

    assert await next_due(store) == MONDAY
    assert await claim(store, MONDAY - timedelta(seconds=1)) is None
    assert await claim(store, MONDAY) == ChoreClaim("digest", MONDAY, 0, "one")


async def test_a_chore_that_is_done_is_due_at_its_next_time(store: Store) -> None:
    await schedule(store, digest=WEEKLY)
    taken = await claim(store, MONDAY)
    assert taken is not None

    async with store.write() as records:
        assert await records.chores.done(taken, MONDAY + WEEK, MONDAY) is True

    assert await states(store) == (ChoreState("digest", "monday 08:00 UTC", MONDAY + WEEK, MONDAY, None),)
    assert await claim(store, MONDAY + timedelta(days=1)) is None


async def test_a_chore_keeps_a_missed_time_over_a_restart(store: Store) -> None:
    await schedule(store, digest=WEEKLY)

    await schedule(store, MONDAY + 3 * WEEK, digest=WEEKLY)

    assert await next_due(store) == MONDAY


async def test_a_chore_with_another_rule_has_another_time(store: Store) -> None:
    await schedule(store, digest=WEEKLY)

    await schedule(store, digest=Weekly(Weekday.FRIDAY, 20))

    assert await next_due(store) == datetime(2026, 11, 27, 20, tzinfo=UTC)


async def test_a_chore_that_is_not_wanted_any_more_is_gone(store: Store) -> None:
    await schedule(store, digest=WEEKLY, closing=Every(timedelta(seconds=15)))

    await schedule(store, digest=None)

    assert [state.name for state in await states(store)] == ["closing"]


async def test_processes_that_schedule_at_once_have_one_chore(store: Store, other: Store) -> None:
    await asyncio.gather(*(schedule(process, digest=WEEKLY) for process in (store, other, store, other)))

    assert len(await states(store)) == 1


async def test_of_processes_that_take_at_once_one_has_the_chore(store: Store, other: Store) -> None:
    await schedule(store, digest=WEEKLY)

    taken = await asyncio.gather(
        *(claim(process, MONDAY, f"holder-{n}") for n in range(5) for process in (store, other))
    )

    assert sum(one is not None for one in taken) == 1


async def test_a_chore_whose_process_died_is_taken_over_when_the_lease_has_ended(store: Store) -> None:
    await schedule(store, digest=WEEKLY)
    late = await claim(store, MONDAY, "crashed")
    assert late is not None
    assert await claim(store, MONDAY + CHORE_LEASE - timedelta(seconds=1), "other") is None
    assert await next_due(store) == MONDAY + CHORE_LEASE

    assert await claim(store, MONDAY + CHORE_LEASE, "other") == ChoreClaim("digest", MONDAY, 0, "other")
    async with store.write() as records:
        assert await records.chores.done(late, MONDAY + WEEK, MONDAY) is False


async def test_a_chore_that_failed_is_due_again_with_its_error(store: Store) -> None:
    await schedule(store, digest=WEEKLY)
    taken = await claim(store, MONDAY)
    assert taken is not None
    async with store.write() as records:
        await records.chores.failed(taken, "KeyError", MONDAY + timedelta(minutes=1))

    assert [state.last_error for state in await states(store)] == ["KeyError"]
    again = await claim(store, MONDAY + timedelta(minutes=1))
    assert again is not None
    assert again.attempts == 1


async def test_chores_that_the_process_does_not_know_are_left(store: Store) -> None:
    await schedule(store, unheard_of=WEEKLY)

    assert await claim(store, MONDAY) is None
    assert await next_due(store) is None

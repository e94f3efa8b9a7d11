"""What was acknowledged outlives the process, at whatever instant that is killed."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.store import Store
from bot.store.tables import deliveries, unasked_answers
from tests.support.writers import ROWS, WRITERS

ROOT = Path(__file__).parents[2]


def acknowledged_until_killed(url: str, name: str, after: int) -> list[str]:
    """Let a process write, and kill it after so many acknowledgements; what it said until it died."""
    command = [sys.executable, "-m", "tests.support.writers", url, name]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _number in range(after)]
        process.kill()
        said += process.stdout.readlines()
    return [line.strip() for line in said if line.endswith("\n")]


async def stored(store: Store) -> dict[str, list[str]]:
    """The rows of every delivery."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    async with store.connection() as connection:
        ids = (await connection.execute(select(deliveries.c.id))).scalars().all()
        for row in await connection.execute(select(unasked_answers.c.channel, unasked_answers.c.system_id)):
            found[row.channel].append(row.system_id)
    assert set(ids) == set(found)
    return dict(found)


async def killed(store: Store, url: str, rounds: int) -> int:
    """Kill a writer so many times; how many writes were acknowledged in all."""
    chance = random.Random(rounds)
    acknowledged: set[str] = set()
    for round_ in range(rounds):
        said = acknowledged_until_killed(url, f"round-{round_}", chance.randint(1, 120))
        assert len(said) == len(set(said))
        acknowledged.update(said)

        found = await stored(store)
        assert acknowledged <= set(found)
        assert all(sorted(rows) == list(ROWS) for rows in found.values())
        # What is there beyond that was on its way: no writer has more than one write on its way.
        assert len(found) <= len(acknowledged) + WRITERS * (round_ + 1)
    return len(acknowledged)


async def test_no_acknowledged_write_is_lost_or_halved_when_the_process_is_killed(store: Store, store_url: str) -> None:
    assert await killed(store, store_url, 3) >= 3


@pytest.mark.soak
async def test_no_acknowledged_write_is_lost_in_a_hundred_kills(store: Store, store_url: str) -> None:
    assert await killed(store, store_url, 100) > 5000

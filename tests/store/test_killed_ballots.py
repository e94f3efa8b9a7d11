"""A ballot that was acknowledged outlives the process, whole and once, at whatever instant that is killed."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.polls.polls import EventKind, Via, cells_of, replayed
from bot.services.polling.drafting import DraftTyped
from tests.support.polling import a_roll, an_open_poll
from tests.support.voters import VOTERS
from tests.support.voters import cells_of as said_in

ROOT = Path(__file__).parents[2]
NAMES = [f"v{number}" for number in range(VOTERS)]


def acknowledged_until_killed(url: str, poll: str, seed: str, after: int) -> dict[str, tuple[int, str]]:
    """Let a process take ballots, and kill it after so many receipts; the receipts by what was delivered."""
    command = [sys.executable, "-m", "tests.support.voters", url, poll, seed]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _number in range(after)]
        process.kill()
        lines += process.stdout.readlines()
    parts = [line.split() for line in lines if line.endswith("\n")]
    return {delivery: (int(event), digest) for delivery, event, digest in parts}


async def killed(app: App, url: str, rounds: int) -> int:
    """Kill the taker of ballots so many times; how many it had acknowledged in all."""
    poll = await an_open_poll(app, roll=a_roll(*NAMES), typed=DraftTyped())
    chance = random.Random(rounds)
    receipts: dict[str, tuple[int, str]] = {}
    for round_ in range(rounds):
        receipts |= acknowledged_until_killed(url, poll, str(round_), chance.randint(1, 60))

        async with app.store.read() as records:
            events = await records.poll_events.of(poll, EventKind.CAST)
            stored = {(one.handle, one.cell): one for one in await records.poll_cells.of(poll)}
        by_delivery = {event.delivery: event for event in events}
        assert len(by_delivery) == len(events)
        for delivery, (number, digest) in receipts.items():
            assert (by_delivery[delivery].id, by_delivery[delivery].body["digest"]) == (number, digest)
        assert stored == replayed(events)
        assert all(len(cells_of(event)) == 4 for event in events)
        # What is there beyond that was on its way: no voter has more than one ballot on its way.
        assert len(events) <= len(receipts) + VOTERS * (round_ + 1)
    await _delivered_again(app, poll, receipts)
    return len(receipts)


async def _delivered_again(app: App, poll: str, receipts: dict[str, tuple[int, str]]) -> None:
    """What the platform delivers again after the restart gets the receipt that it had, and changes nothing."""
    for delivery, (number, digest) in list(receipts.items())[-20:]:
        voter = Actor(f"terminal:v{delivery.split('-')[1]}", "v")
        again = await app.ballots.cast(poll, voter, said_in(delivery), Via.EXPLICIT, delivery)
        assert (again.event, again.digest) == (number, digest)


async def test_no_acknowledged_ballot_is_lost_or_doubled_when_the_process_is_killed(app: App, database: str) -> None:
    assert await killed(app, database, 3) >= 3


@pytest.mark.soak
async def test_no_acknowledged_ballot_is_lost_or_doubled_in_a_hundred_kills(app: App, database: str) -> None:
    assert await killed(app, database, 100) > 2000

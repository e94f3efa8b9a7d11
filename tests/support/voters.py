"""A process that takes ballots and says which it has acknowledged, to be killed.

Run as `python -m tests.support.voters URL POLL SEED`.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import random
import sys
from datetime import datetime, timedelta

from bot.domain.actors import Actor
from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell
from bot.domain.polls.polls import Answer, Via
from bot.domain.polls.scales import BallotScale
from bot.services.polling import BallotService
from bot.store import Store
from tests.support.apps import START

VOTERS = 16
COMPONENTS = ("training-code", "datasets", "data-card", "model-card")


def now() -> datetime:
    """A moment at which the polls of tests are open."""
    return START + timedelta(hours=1)


def cells_of(delivery: str) -> list[Answer]:
    """What a delivery says: a component for all freedoms; the same for the same delivery."""
    chance = random.Random(delivery)
    component = chance.choice(COMPONENTS)
    return [
        Answer(Cell(component, freedom), chance.choice((*BallotScale.REQUIRED.choices, None)), delivery)
        for freedom in Freedom
    ]


async def _vote_for_ever(store: Store, poll: str, seed: str) -> None:
    ballots = BallotService(store, now)

    async def voter(number: int) -> None:
        for count in itertools.count():
            delivery = f"test:{seed}-{number}-{count}"
            receipt = await ballots.cast(
                poll, Actor(f"terminal:v{number}", "v"), cells_of(delivery), Via.EXPLICIT, delivery
            )
            os.write(sys.stdout.fileno(), f"{delivery} {receipt.event} {receipt.digest}\n".encode())

    await asyncio.gather(*(voter(number) for number in range(VOTERS)))


if __name__ == "__main__":
    asyncio.run(_vote_for_ever(Store(sys.argv[1]), *sys.argv[2:]))

"""How long it takes to judge every system by a draft and by the version in force."""

from __future__ import annotations

import asyncio
import time

from bot.definitions import data_root
from tests.benchmarks import measuring

BAR = {"impact over 10,000 systems, s": 5.0}
_OPTIONAL = "    component: training_data\n    obligation: optional\n"
_REQUIRED = "    component: training_data\n    obligation: required\n    terms: osi-approved-terms\n"


def draft() -> bytes:
    """The version in force with the training data required as well."""
    text = (data_root() / "osaid-1.0.yaml").read_text(encoding="utf-8")
    changed = text.replace('version: "1.0"', 'version: "1.1"').replace(_OPTIONAL, _REQUIRED)
    return (changed.rstrip() + "\n        - training-data\n").encode()


def seconds(database: str, rounds: int = 3) -> list[float]:
    """The time of the use case, the draft read and every system judged twice, on a database with many systems."""
    return asyncio.run(_seconds(database, rounds))


async def _seconds(database: str, rounds: int) -> list[float]:
    app = await measuring.opened(database)
    taken = []
    try:
        await app.library.current()
        for _round in range(rounds):
            started = time.perf_counter()
            found = await app.definitions.impact("draft.yaml", draft())
            taken.append(time.perf_counter() - started)
            assert found.turns
            print(f"{'impact of a draft':<28} {taken[-1]:.2f} s over {found.systems} systems, {len(found.turns)} turn")
    finally:
        await app.close()
    return taken

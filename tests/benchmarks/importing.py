"""Measuring an import: 300 files of the Model Openness Tool, as many as the project has, all components in each."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from bot.domain.openness_tool import KINDS
from bot.importers import IMPORTERS, choose
from tests.benchmarks import measuring
from tests.support.upstream import tool_tree, written

BAR_SECONDS = 5.0
_FILES = 300


def print_times(folder: Path) -> None:
    """Measure and print the first import, and the same once more, beside the bar."""
    first, again = seconds(folder)
    print(f"{'import of 300 files':<28} {first:.2f} s, again {again:.2f} s")
    met = "met" if first < BAR_SECONDS else "MISSED"
    print(f"{'bar: import of 300 files, s':<40} {first:8.2f} of {BAR_SECONDS:g}: {met}")


def seconds(folder: Path) -> tuple[float, float]:
    """How long the first import takes, and the same again, which changes nothing."""
    for number, name in zip(range(_FILES), _names(), strict=False):
        components = dict.fromkeys(KINDS, ("MIT", "unlicensed", "Apache 2.0")[number % 3])
        written(folder / "models", f"{number}.yml", tool_tree(name, components))
    return asyncio.run(_measured(folder))


def _names() -> list[str]:
    systems = measuring.copies(0)
    return [name for system in systems for name in (system.name, f"{system.name} unheard-of 7B")]


async def _measured(folder: Path) -> tuple[float, float]:
    app = await measuring.opened(f"sqlite:///{folder}/imports.db")
    importer, times = IMPORTERS["mot"], []
    try:
        for _round in range(2):
            began = time.perf_counter()
            await app.imports.bring(importer, choose([str(folder / "models")]))
            times.append(time.perf_counter() - began)
    finally:
        await app.close()
    return times[0], times[1]

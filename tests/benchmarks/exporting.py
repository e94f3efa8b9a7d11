"""Writing many systems as files, and loading a folder of as many into an empty database."""

from __future__ import annotations

import asyncio
import shutil
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.app import App
from bot.definitions import data_root, read_files
from bot.definitions.exporting import export_systems
from bot.settings import Settings
from tests.benchmarks import measuring

BAR_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Seconds:
    """What each way took."""

    export: float
    load: float

    @property
    def together(self) -> float:
        """Both ways."""
        return self.export + self.load


def there_and_back(folder: Path, wanted: int) -> Seconds:
    """Write so many systems (read back as proof), then load the folder into an empty database."""
    root = folder / "definitions"
    shutil.copytree(data_root(), root)
    systems = {system.id: system for system in measuring.copies(wanted)}
    library = read_files(root).with_systems(systems)
    started = time.perf_counter()
    export_systems(library, root / "systems")
    exported = time.perf_counter()
    asyncio.run(_load(f"sqlite:///{folder}/loaded.db", root, wanted))
    return Seconds(exported - started, time.perf_counter() - exported)


async def _load(database: str, root: Path, wanted: int) -> None:
    app = await App.open(Settings(database=database), lambda: datetime.now(UTC), root)
    try:
        counts = await app.library.counts()
    finally:
        await app.close()
    assert counts.systems == wanted

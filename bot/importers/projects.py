"""The importers there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.definitions.reading import Document
from bot.domain.systems import Assessor
from bot.importers import index, tool
from bot.importers.licences import Spellings
from bot.importers.opening import opened
from bot.importers.readings import Reading


@dataclass(frozen=True, slots=True)
class Importer:
    """How the files of a project are read.

    ``projects`` are those whose files it knows. ``passed_over`` are names of files that stand in a folder of theirs and
    are about no system.
    """

    name: str
    projects: tuple[Assessor, ...]
    reads: Callable[[Document, Spellings], Reading]
    export: Callable[[Reading, str | None], dict[str, Any]]
    passed_over: frozenset[str] = frozenset()

    def read(self, path: Path, spellings: Spellings) -> Reading:
        """Read one file; what is wrong with it stands in the reading."""
        return self.reads(opened(path), spellings)

    def as_json(self, reading: Reading, system: str | None) -> dict[str, Any]:
        """A file as an object for programs."""
        problems = [
            {"file": problem.file, "line": problem.line or None, "path": problem.path, "reason": problem.expected}
            for problem in reading.problems
        ]
        return {"file": reading.file, **self.export(reading, system), "problems": problems}


IMPORTERS: Mapping[str, Importer] = {
    importer.name: importer
    for importer in (
        Importer("mot", (Assessor.MODEL_OPENNESS_TOOL,), tool.read, tool.as_json),
        Importer(
            "osai-index",
            (Assessor.EUROPEAN_INDEX, Assessor.OPENING_UP_CHATGPT),
            index.read,
            index.as_json,
            frozenset({"a_submission_template.yaml"}),
        ),
    )
}

"""The projects' own files: our classes and scores are those that the projects compute."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from bot.importers import IMPORTERS, choose
from bot.importers.licences import Spellings
from tests.support.upstream import SHARED

TOOL, INDEX, ANCESTOR = SHARED / "mot", SHARED / "osai-index", SHARED / "osai-index-legacy"


def rows(folder: Path) -> list[dict[str, str]]:
    """What is expected of the files of a folder."""
    table = folder / "expected.tsv"
    if not table.exists():
        return []
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _file(row: dict[str, str]) -> str:
    return row["file"]


where_they_are = pytest.mark.skipif(not SHARED.exists(), reason="the projects' files are not here: ../shared/data")


@where_they_are
@pytest.mark.parametrize("row", rows(TOOL), ids=_file)
def test_a_file_of_the_tool_has_the_class_and_the_gaps_that_the_tool_computes(
    row: dict[str, str], spellings: Spellings
) -> None:
    importer = IMPORTERS["mot"]

    reading = importer.read(TOOL / row["file"], spellings)

    said = importer.as_json(reading, None)
    assert (said["file"], said["model"], said["mof_class"]) == (row["file"], row["model"], row["class"])
    progress = said["progress"] or dict.fromkeys(("III", "II", "I"), "")
    assert {class_: _number(percent) for class_, percent in progress.items()} == {
        class_: row[f"progress_class_{class_}"] for class_ in ("III", "II", "I")
    }
    if row["accepted_by_schema"] == "yes":
        assert "; ".join(_gap(gap) for gap in said["missing"]) == row["missing_components"]
        assert reading.grading is not None
        assert set(reading.grading.remarks) == set(filter(None, row["open_but_not_type_appropriate"].split("; ")))
        assert said["problems"] == []
    else:
        assert [problem["path"] for problem in said["problems"]] == ["release"]
        assert "release.license is absent" in said["problems"][0]["reason"]
        assert reading.entry is not None
        assert reading.entry.claims


def _number(percent: object) -> str:
    return f"{percent:g}" if isinstance(percent, float) else str(percent)


def _gap(gap: dict[str, Any]) -> str:
    own = f"{gap['component']} ({gap['reason']})"
    return f"{own} or {_gap(gap['or'])}" if isinstance(gap.get("or"), dict) else own


@where_they_are
@pytest.mark.parametrize("row", rows(INDEX), ids=_file)
def test_a_file_of_the_index_has_the_score_that_the_site_computes(row: dict[str, str], spellings: Spellings) -> None:
    importer = IMPORTERS["osai-index"]

    said = importer.as_json(importer.read(INDEX / row["file"], spellings), None)

    assert (said["file"], said["system"], f"{said['score']:.4f}") == (row["file"], row["system"], row["score"])
    assert said["counts"] == {kind: int(row[kind]) for kind in ("open", "partial", "closed", "unset")}
    assert said["problems"] == []


@where_they_are
@pytest.mark.parametrize(
    ("name", "folder", "files"), [("mot", TOOL, 52), ("osai-index", INDEX, 32), ("osai-index", ANCESTOR, 12)]
)
def test_every_file_of_a_folder_can_be_read(name: str, folder: Path, files: int, spellings: Spellings) -> None:
    importer = IMPORTERS[name]

    readings = [importer.read(path, spellings) for path, _folder in choose([str(folder)], importer.passed_over).files]

    assert len(readings) == files
    assert [reading.file for reading in readings if reading.entry is None] == []
    claims = [claim for reading in readings if reading.entry for claim in reading.entry.claims]
    assert "data_information" not in {claim.component for claim in claims}
    assert all(claim.evidence.by in importer.projects and claim.evidence.url for claim in claims)

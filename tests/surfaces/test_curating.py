"""The operator's part of curation: systems as files, verdicts as tables."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from bot.app import App
from bot.definitions import data_root
from bot.domain.assessments import Verdict
from bot.domain.verdicts import VerdictRow
from bot.surfaces.shell import main
from bot.surfaces.verdict_tables import HEADINGS, Format, write_table
from tests.support.apps import Clock


@pytest.fixture
def loaded(filled_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loaded database in the environment, and no configuration."""
    shutil.copy(filled_file, tmp_path / "forum.db")
    monkeypatch.setenv("OSAIBOT_DATABASE", f"sqlite:///{tmp_path / 'forum.db'}")
    monkeypatch.delenv("OSAIBOT_CONFIG", raising=False)


def _run(*arguments: str) -> int:
    return main(Clock(), ["curation", *arguments])


@pytest.mark.usefixtures("loaded")
def test_a_database_of_the_shipped_files_gives_the_shipped_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"

    assert _run("export", str(out)) == 0
    assert _run("export", str(out)) == 0

    assert capsys.readouterr().out.splitlines() == [
        f"{out}: 162 written, 0 unchanged, 0 removed. They read back the same.",
        f"{out}: 0 written, 162 unchanged, 0 removed. They read back the same.",
    ]
    shipped = {path.name: path.read_bytes() for path in (data_root() / "systems").iterdir()}
    assert {path.name: path.read_bytes() for path in out.iterdir()} == shipped


async def test_both_databases_give_the_shipped_files(app: App, tmp_path: Path) -> None:
    await app.exports.systems(tmp_path / "out")

    for path in (data_root() / "systems").iterdir():
        assert (tmp_path / "out" / path.name).read_bytes() == path.read_bytes()


@pytest.mark.usefixtures("loaded")
def test_a_folder_of_something_else_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "compose.yaml").write_text("services: {}\n", encoding="utf-8")

    assert _run("export", str(tmp_path)) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert "holds compose.yaml, which is not the file of a system" in said.err


@pytest.mark.usefixtures("loaded")
def test_the_table_of_one_version_says_what_the_bot_says(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert _run("verdicts", "--definition", "osaid-1.0") == 0

    text = capsysbinary.readouterr().out.decode()
    assert text.endswith("\r\n")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert len(rows) == 162
    assert sum(row["verdict"] == "conformant" for row in rows.values()) == 11
    assert rows["mpt"] | {"missing": "", "unknown": "", "oldest evidence": ""} == {
        "system": "MPT",
        "id": "mpt",
        "developer": "MosaicML (Databricks)",
        "definition": "osaid 1.0",
        "verdict": "not_conformant",
        "level": "",
        "possible level": "",
        "missing": "",
        "unknown": "",
        "oldest evidence": "",
    }
    assert rows["llama-2"]["missing"].split("; ")[0] == "data_information"


@pytest.mark.usefixtures("loaded")
def test_the_table_of_all_versions_goes_by_version_and_id(tmp_path: Path) -> None:
    file = tmp_path / "table.json"

    assert _run("verdicts", "--format", "json", "--output", str(file)) == 0
    first = file.read_bytes()
    assert _run("verdicts", "--format", "json", "--output", str(file)) == 0

    assert file.read_bytes() == first
    rows = json.loads(first)
    versions = list(dict.fromkeys(row["definition"] for row in rows))
    assert versions[0] == "osaid 0.0.2"
    assert versions[-2:] == ["mof 1.0", "g7 2026"]
    assert len(rows) == len(versions) * 162
    assert [row["system"] for row in rows[:162]] == sorted(row["system"] for row in rows[:162])
    by_key = {(row["system"], row["definition"]): row for row in rows}
    assert by_key["gpt-neox", "mof 1.0"]["level"] == "III"
    assert by_key["gpt-neox", "osaid 1.0"]["level"] is None


@pytest.mark.usefixtures("loaded")
def test_an_unknown_version_and_a_file_that_cannot_be_written_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("verdicts", "--definition", "osaid 7") == 2
    assert capsys.readouterr().err.startswith("No definition is called “osaid 7”.")

    assert _run("verdicts", "--output", str(tmp_path / "none" / "table.csv")) == 2
    assert "cannot be written (No such file or directory); name another file." in capsys.readouterr().err


def a_row(
    system: str = "Example", *, developer: str = "Lab", missing: tuple[str, ...] = (), level: str | None = None
) -> VerdictRow:
    """A row of a table."""
    return VerdictRow(
        system, "example", developer, "mof 1.0", Verdict.NOT_CONFORMANT, level, "II", missing, (), date(2026, 5, 11)
    )


def test_cells_are_quoted_where_rfc_4180_asks_for_it() -> None:
    text = write_table([a_row('He said "hi", twice\nso', missing=("a", "b"), level="III")], Format.CSV)

    assert text == (
        "system,id,developer,definition,verdict,level,possible level,missing,unknown,oldest evidence\r\n"
        '"He said ""hi"", twice\nso",example,Lab,mof 1.0,not_conformant,III,II,a; b,,2026-05-11\r\n'
    )


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(name: str) -> None:
    text = write_table([a_row(name, developer=name)], Format.CSV)

    [_head, row] = csv.reader(io.StringIO(text, newline=""))
    assert (row[0], row[2]) == (f"'{name}", f"'{name}")


def test_json_has_every_key_and_lists_are_never_left_out() -> None:
    rows = json.loads(write_table([a_row(missing=("a",))], Format.JSON))

    assert rows == [
        {
            "system": "example",
            "name": "Example",
            "developer": "Lab",
            "definition": "mof 1.0",
            "verdict": "not_conformant",
            "level": None,
            "possible_level": "II",
            "missing": ["a"],
            "unknown": [],
            "oldest_evidence": "2026-05-11",
        }
    ]
    assert json.loads(write_table([], Format.JSON)) == []


def test_markdown_is_one_line_a_row_whatever_names_hold() -> None:
    text = write_table([a_row("a | b\n**c**", missing=("model_card",))], Format.MARKDOWN)

    assert text == (
        f"| {' | '.join(HEADINGS)} |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        "| a \\| b \\*\\*c\\*\\* | example | Lab | mof 1.0 | not conformant |  | II | model\\_card |  | 2026-05-11 |\n"
    )

"""`osaibot curation impact`: a draft file against a version."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.definitions import data_root
from bot.surfaces.commands import COMMANDS
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.reply import Reply
from bot.surfaces.shell import Shell, main
from tests.benchmarks.impacts import draft
from tests.support.apps import Clock
from tests.support.golden import Golden


@pytest.fixture(autouse=True)
def _surroundings(filled_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loaded database in the environment, and no configuration."""
    shutil.copy(filled_file, tmp_path / "forum.db")
    monkeypatch.setenv("OSAIBOT_DATABASE", f"sqlite:///{tmp_path / 'forum.db'}")
    monkeypatch.delenv("OSAIBOT_CONFIG", raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A draft that asks for the training data too."""
    made = tmp_path / "osaid-next.yaml"
    made.write_bytes(draft())
    return made


def impact(*arguments: object) -> int:
    return main(Clock(), ["curation", "impact", *map(str, arguments)])


def test_it_tells_rows_counts_clauses_and_systems(
    file: Path, golden: Golden, capsys: pytest.CaptureFixture[str]
) -> None:
    assert impact(file) == 0

    golden("terminal/curation-impact.txt", capsys.readouterr().out)


def test_a_ladder_tells_levels_too(tmp_path: Path, golden: Golden, capsys: pytest.CaptureFixture[str]) -> None:
    text = (data_root() / "mof-1.0.yaml").read_text(encoding="utf-8")
    steeper = text.replace("        - evaluation-data\n", "        - evaluation-data\n        - supporting-libraries\n")
    before, row, after = steeper.partition("  - id: supporting-libraries\n")
    draft_file = tmp_path / "mof-1.1.yaml"
    draft_file.write_text(before + row + after.replace("obligation: optional", "obligation: required", 1))

    assert impact(draft_file, "--against", "mof 1.0") == 0

    golden("terminal/curation-impact-ladder.txt", capsys.readouterr().out)


def test_json_has_the_documented_keys(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert impact(file, "--json") == 0

    said = json.loads(capsys.readouterr().out)
    assert list(said) == ["before", "after", "systems", "counts", "rows", "turns", "moves", "text"]
    assert (said["before"], said["after"]) == ("osaid 1.0", "osaid 1.1")
    assert sum(count["after"] for count in said["counts"].values()) == said["systems"]
    [row] = said["rows"]
    assert (row["change"], row["component"]) == ("obligation changed", "training_data")
    pythia = next(turn for turn in said["turns"] if turn["system"] == "pythia")
    assert (pythia["before"]["verdict"], pythia["after"]["verdict"]) == ("conformant", "undetermined")
    assert [because["requirement"] for because in pythia["because"]] == ["training-data"]
    assert pythia["because"][0]["clause"].endswith("Data Information")
    assert said["moves"] == []


def test_a_picture_is_drawn_beside_the_table(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert impact(file, "--picture", tmp_path / "impact.png") == 0

    assert (tmp_path / "impact.png").read_bytes().startswith(b"\x89PNG")
    assert "Pythia" in capsys.readouterr().out


def test_a_draft_that_changes_nothing_says_so_and_can_be_drawn(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert impact(data_root() / "osaid-1.0.yaml", "--picture", tmp_path / "same.png") == 0

    said = capsys.readouterr().out
    assert "No row differs." in said
    assert "No recorded system changes its verdict or level." in said
    assert (tmp_path / "same.png").stat().st_size > 1000


def test_all_problems_of_a_draft_are_told_with_their_lines(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = file.read_text(encoding="utf-8").replace("component: training_code", "component: training_cod")
    file.write_text(text.replace("        - training-data\n", "        - trainig-data\n") + "colour: red\n")

    assert impact(file, "--picture", tmp_path / "none.png") == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert "osaid-next.yaml" in told.err
    assert "colour: expected no such key" in told.err
    assert not (tmp_path / "none.png").exists()


def test_what_does_not_link_is_told_with_its_line(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = file.read_text(encoding="utf-8").replace("component: training_code", "component: training_cod").splitlines()
    file.write_text("\n".join(lines).replace("terms: osi-approved-licence", "terms: osi-licence", 1))
    number = lines.index("    component: training_cod") + 1

    assert impact(file) == 2

    told = capsys.readouterr().err
    assert told.startswith("2 problems")
    assert f"osaid-next.yaml:{number}: requirements[2].component: expected a component" in told
    assert "requirements[1].terms: expected terms of terms.yaml, found 'osi-licence'" in told


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"[1, 2", b"a: &a [*a]"])
def test_what_is_no_draft_at_all_is_refused(content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "draft.yaml").write_bytes(content)

    assert impact(tmp_path / "draft.yaml") == 2

    assert "draft.yaml" in capsys.readouterr().err


def test_a_file_that_is_not_there_a_version_that_is_none_and_a_place_that_cannot_be_written_are_refused(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert impact(tmp_path / "none.yaml") == 2
    assert impact(file, "--against", "osaid 7") == 2
    assert impact(file, "--picture", tmp_path / "none" / "impact.png") == 2

    told = capsys.readouterr().err.splitlines()
    assert told[0].endswith("none.yaml cannot be read: No such file or directory.")
    assert told[1].startswith("No definition is called “osaid 7”.")
    assert told[2].endswith("impact.png: No such file or directory.")


@command("curation waiting")
async def waiting(_context: Context) -> Reply:
    """Say what waits."""
    return Reply("Waiting", "Nothing.")


def test_commands_of_the_table_and_the_operators_share_a_group(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        Shell(Clock(), (*COMMANDS, waiting)).app(["curation", "--help"])

    said = capsys.readouterr().out
    assert "impact" in said
    assert "waiting" in said

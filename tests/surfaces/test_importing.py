"""`osaibot import` in the shell, and how what was imported is shown."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import pty
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.systems import Assessor, Entry, Listing
from bot.surfaces.replies.claims import others_say
from bot.surfaces.shell import main
from tests.support.apps import START, Clock
from tests.support.builders import a_system
from tests.support.upstream import SHARED, index_tree, tool_tree, written


@pytest.fixture(autouse=True)
def _surroundings(filled_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loaded database in the environment, and no configuration."""
    shutil.copy(filled_file, tmp_path / "forum.db")
    monkeypatch.setenv("OSAIBOT_DATABASE", f"sqlite:///{tmp_path / 'forum.db'}")
    monkeypatch.delenv("OSAIBOT_CONFIG", raising=False)


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """A folder of the tool: good, doubtful, of none of ours, and broken."""
    folder = tmp_path / "models"
    written(folder, "T5.yml", tool_tree("T5", {"Model card": "MIT", "Model parameters (Final)": "OpenRAIL"}))
    written(folder, "Llama-3.1-8B.yml", tool_tree("Llama-3.1-8B"))
    written(folder, "Turing-NLG.yml", tool_tree("Turing-NLG"))
    written(folder, "broken.yml", {"release": {"name": 7}})
    return folder


def _run(*arguments: object, clock: Clock | None = None) -> int:
    return main(clock or Clock(), [str(argument) for argument in arguments])


def test_the_summary_counts_asks_and_tells_every_problem(capsys: pytest.CaptureFixture[str], models: Path) -> None:
    status = _run("import", "mot", models)

    out, err = capsys.readouterr()
    assert (status, err) == (0, "")
    assert (
        out
        == """\
4 files read: 3 new, 0 changed, 0 as before, 0 gone, 1 broken. Tied to systems: 1; doubtful: 1; of no system that is \
recorded: 1. Nothing of a broken file was taken; what was imported of it before stays.

Which system is meant?
- model-openness-tool, Llama-3.1-8B.yml: “Llama-3.1-8B” could be llama-3.1.
Settle each with: osaibot import match PROJECT FILE SYSTEM ("none" for none of ours).

No system of ours
“Turing-NLG”.

Problems
- broken.yml:1: framework: expected keys and values, found nothing
- broken.yml:2: release.name: expected text, found 7
- broken.yml:1: release.components: expected a list, found nothing

"""
    )


def test_json_is_one_object_a_file_and_nothing_else(capsys: pytest.CaptureFixture[str], models: Path) -> None:
    status = _run("import", "mot", models, "--json", "--dry-run")

    out, err = capsys.readouterr()
    said = {line["file"]: line for line in map(json.loads, out.splitlines())}
    assert (status, err) == (0, "")
    assert list(said) == ["Llama-3.1-8B.yml", "T5.yml", "Turing-NLG.yml", "broken.yml"]
    assert all(
        list(line) == ["file", "model", "system", "mof_class", "missing", "progress", "problems"]
        for line in said.values()
    )
    assert (said["T5.yml"]["system"], said["T5.yml"]["progress"]) == ("t5", {"III": 16.7, "II": 0.0, "I": 0.0})
    assert said["T5.yml"]["missing"][-1] == {
        "component": "Technical report", "reason": "absent", "or": {"component": "Research paper", "reason": "absent"}
    }  # fmt: skip
    assert said["broken.yml"] == {
        "file": "broken.yml", "model": None, "system": None, "mof_class": "none", "missing": [], "progress": None,
        "problems": [
            {"file": "broken.yml", "line": 1, "path": "framework", "reason": "expected keys and values, found nothing"},
            {"file": "broken.yml", "line": 2, "path": "release.name", "reason": "expected text, found 7"},
            {"file": "broken.yml", "line": 1, "path": "release.components", "reason": "expected a list, found nothing"},
        ],
    }  # fmt: skip


def test_json_of_the_index_has_the_score_and_the_counts(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = written(tmp_path / "index", "BERT.yaml", index_tree("BERT", trainingcode="open", paper="partial"))

    _run("import", "osai-index", file, "--json")

    assert json.loads(capsys.readouterr().out) == {
        "file": "BERT.yaml", "system": "BERT", "matched": "bert", "score": 0.125,
        "counts": {"open": 1, "partial": 1, "closed": 10, "unset": 0}, "problems": [],
    }  # fmt: skip


@pytest.mark.skipif(not SHARED.exists(), reason="the projects' files are not here: ../shared/data")
def test_every_file_of_the_tools_folder_is_told_with_its_class(capsys: pytest.CaptureFixture[str]) -> None:
    _run("import", "mot", SHARED / "mot", "--json", "--dry-run")

    said = {line["file"]: line["mof_class"] for line in map(json.loads, capsys.readouterr().out.splitlines())}
    with (SHARED / "mot" / "expected.tsv").open(encoding="utf-8", newline="") as lines:
        assert said == {row["file"]: row["class"] for row in csv.DictReader(lines, delimiter="\t")}


def test_a_dry_run_says_so(capsys: pytest.CaptureFixture[str], models: Path) -> None:
    _run("import", "mot", models, "--dry-run")
    assert "This was a dry run: nothing was changed." in capsys.readouterr().out

    _run("import", "mot", models)
    assert "3 new, 0 changed, 0 as before" in capsys.readouterr().out


def test_the_same_again_is_as_before_and_what_went_is_gone(capsys: pytest.CaptureFixture[str], models: Path) -> None:
    _run("import", "mot", models)
    (models / "Turing-NLG.yml").unlink()
    capsys.readouterr()

    _run("import", "mot", models)

    out = capsys.readouterr().out
    assert "0 new, 0 changed, 2 as before, 1 gone, 1 broken" in out
    assert "No longer listed by their project\n- model-openness-tool, Turing-NLG.yml: “Turing-NLG”" in out


@pytest.mark.parametrize("project", ["mot", "model-openness-tool"])
def test_a_doubtful_match_is_settled(capsys: pytest.CaptureFixture[str], models: Path, project: str) -> None:
    _run("import", "mot", models)
    capsys.readouterr()

    assert _run("import", "match", project, "Llama-3.1-8B.yml", "Llama 3.1") == 0

    said = capsys.readouterr().out
    assert said == "Llama-3.1-8B.yml of the Model Openness Tool means llama-3.1. Later imports keep to it.\n\n"
    _run("import", "mot", models)
    assert "Tied to systems: 2; doubtful: 0;" in capsys.readouterr().out


def test_an_entry_may_mean_none_of_ours(capsys: pytest.CaptureFixture[str], models: Path) -> None:
    _run("import", "mot", models)
    capsys.readouterr()

    _run("import", "match", "mot", "T5.yml", "none")

    assert "T5.yml of the Model Openness Tool means none of our systems." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("import", "mot", "no/where"), "There is no file or folder no/where, and no file that fits it as a pattern."),
        (("import", "match", "xyz", "a.yml", "t5"), "No importer is called “xyz”; there are: mot, osai-index"),
        (("import", "match", "mot", "a.yml", "t5"), "Nothing of a file a.yml was imported; import it first."),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    status = _run(*arguments)

    out, err = capsys.readouterr()
    assert (status, out) == (2, "")
    assert err.startswith(sentence)


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_files_that_are_all_broken_end_with_status_2(
    capsys: pytest.CaptureFixture[str], models: Path, options: tuple[str, ...]
) -> None:
    status = _run("import", "mot", models / "broken.yml", *options)

    assert status == 2
    assert "expected text, found 7" in capsys.readouterr().out


def test_a_pipe_gets_no_bar_and_a_terminal_does(tmp_path: Path, models: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "import", "mot", str(models), "--json"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    shown = os.read(ours, 100_000)
    os.close(ours)

    assert done.returncode == 0
    assert b"Reading" in shown
    assert len(done.stdout.splitlines()) == 4


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (b"1\n", b"Llama-3.1-8B.yml of the Model Openness Tool means llama-3.1."),
        (b"Llama 3.1\n", b"Llama-3.1-8B.yml of the Model Openness Tool means llama-3.1."),
        (b"none\n", b"Llama-3.1-8B.yml of the Model Openness Tool means none of our systems."),
        (b"zzz\n", "No system called “zzz” is recorded.".encode()),
        (b"\n", b"or nothing to leave it open: "),
        (b"\x04", b"or nothing to leave it open: "),
    ],
)
def test_somebody_at_a_terminal_is_asked(models: Path, typed: bytes, told: bytes) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "import", "mot", str(models)]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL)
    os.close(theirs)
    os.write(ours, typed)

    shown = b""
    with contextlib.suppress(OSError):  # the terminal ends with the program
        while part := os.read(ours, 10_000):
            shown += part
    os.close(ours)

    assert process.wait() == 0
    assert "Which system is model-openness-tool, Llama-3.1-8B.yml: “Llama-3.1-8B”?".encode() in shown
    assert told in shown


# -- Showing -------------------------------------------------------------------------------------------------------


def test_sources_show_what_others_say_and_where_it_contradicts_ours(
    capsys: pytest.CaptureFixture[str], models: Path, tmp_path: Path
) -> None:
    _run("import", "mot", models)
    _run("import", "osai-index", written(tmp_path / "index", "T5.yaml", index_tree("T5", modelcard="partial")))
    capsys.readouterr()

    _run("system", "sources", "t5")

    said = capsys.readouterr().out
    _before, _heading, section = said.partition("What other projects say\n")
    assert section.splitlines() == [
        "- European Open Source AI Index, “T5”, imported on 22 November 2026: 4 % by its own formula. Not released: "
        "training data, model parameters, training code, data card, technical report and research paper; published, in "
        "part or in general terms: model card. "
        "https://github.com/Language-Technology-Assessment/main-database/blob/main/T5.yaml",
        "- It contradicts ours on training data: there not released; here published.",
        "- It contradicts ours on model parameters: there not released; here published, Apache-2.0.",
        "- It contradicts ours on training code: there not released; here published, Apache-2.0.",
        "- It contradicts ours on data card: there not released; here published, in part or in general terms.",
        "- It contradicts ours on research paper: there not released; here published.",
        "- Model Openness Tool, “T5”, imported on 22 November 2026: no class. Published, MIT: model card; published: "
        "model parameters. https://github.com/lfai/model_openness_tool/blob/main/models/T5.yml",
        "- It contradicts ours on model card: there published, MIT; here published, Apache-2.0.",
        "",
    ]


def test_sources_say_since_when_an_entry_is_no_longer_listed(capsys: pytest.CaptureFixture[str], models: Path) -> None:
    clock = Clock()
    _run("import", "mot", models, clock=clock)
    (models / "T5.yml").unlink()
    clock.move(timedelta(days=2))
    _run("import", "mot", models, clock=clock)
    capsys.readouterr()

    _run("system", "sources", "t5")

    assert "- Model Openness Tool, “T5”: no longer listed since 24 November 2026, and used no more." in (
        capsys.readouterr().out
    )


def test_what_a_stranger_called_a_model_cannot_act_in_a_chat() -> None:
    name = "[T5](https://evil.example) @everyone \u202e<@42>"
    entry = Entry(Assessor.MODEL_OPENNESS_TOOL, "x.yml", name, "https://example.org", (), "III")
    system = replace(a_system(), listings=(Listing(entry, START, "example"),))

    said = others_say(system)

    assert r"“\[T5\]\(https\://evil.example\) \@everyone \<\@42\>”" in said


def test_an_answer_that_rests_on_a_claim_names_the_project(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    tree = tool_tree("DeepSeek V3.2", {"Data card": "unlicensed"})
    _run("import", "mot", written(tmp_path / "m", "x.yml", tree))
    capsys.readouterr()

    _run("ask", "--definition", "mof 1.0", "which class does DeepSeek V3.2 reach?")

    said = capsys.readouterr().out
    assert "published without a licence, so nobody is permitted anything (second hand: Model Openness Tool)" in said

"""`osaibot minutes`: what it prints, as text and as JSON, and how it refuses."""

from __future__ import annotations

import io
import json
import re
import sys
from pathlib import Path

import pytest

from bot.surfaces.shell import main
from tests.support.apps import Clock
from tests.support.golden import Golden

LOG = """\
10:00:00 <ana> ana has joined #osaid
10:00:01 <ana> Meeting: OSAID town hall
10:00:02 <ana> Date: 10 May 2024
10:00:03 <ana> scribe: ana
10:00:04 <ana> chair: Dia
10:00:05 <ben> present+ Ben Roe, <b>Cai</b>
10:00:06 <ana> regrets: Eli
10:00:07 <ana> Topic: Data information
10:00:08 <ana> Ben: a list of teh sources is enough
10:00:09 <ben> s/teh/the/
10:00:10 <ben> RESOLVED: a list of sources
10:00:11 <ben> ... is enough
10:00:12 <ana> Subtopic: Who keeps it
10:00:13 <cai> ACTION: Cai to write -> https://example.org/ the list
10:00:14 <ana> ISSUE: *who* pays
10:00:15 <ana> s/nothing/something/
10:00:16 <ana> #info next one in June
this line is broken
"""


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with a log, and no database that could be opened."""
    monkeypatch.setenv("OSAIBOT_DATABASE", "nothing://")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "log.txt").write_text(LOG, encoding="utf-8")


def run(*arguments: str) -> int:
    return main(Clock(), ["minutes", *arguments])


def test_minutes_read_as_they_did(capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    assert run("log.txt") == 0

    golden("minutes/town-hall.md", capsys.readouterr().out)


def test_every_part_of_the_minutes_names_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    run("log.txt")

    told = [line for line in capsys.readouterr().out.splitlines() if line.lstrip().startswith("- ")]
    assert told
    assert all(re.search(r"\(lines? \d", line) for line in told)


def test_json_has_every_key(capsys: pytest.CaptureFixture[str], golden: Golden) -> None:
    assert run("--json", "log.txt") == 0

    golden("json/minutes.json", capsys.readouterr().out)


def test_several_files_are_one_object_a_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "other.log").write_text("<ana> #topic Licences\n", encoding="utf-8")

    assert run("--json", ".") == 0

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["file"], [topic["title"] for topic in one["topics"]]) for one in found] == [
        ("log.txt", ["Data information", "Who keeps it"]),
        ("other.log", ["Licences"]),
    ]


def test_a_file_that_cannot_be_read_keeps_no_other_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--json", "missing.txt", "log.txt") == 2

    told = capsys.readouterr()
    assert told.err == "There is no file missing.txt.\n"
    assert json.loads(told.out)["title"] == "OSAID town hall"


def test_one_file_that_cannot_be_read_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("missing.txt") == 2

    assert capsys.readouterr().err == "There is no file missing.txt.\n"


def test_a_minus_reads_standard_input(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LOG.encode())))

    assert run("-") == 0

    assert "Log: standard input, 18 lines, read as irc-rrsagent." in capsys.readouterr().out


def test_what_people_wrote_makes_no_mark_up(capsys: pytest.CaptureFixture[str]) -> None:
    run("log.txt")

    told = capsys.readouterr().out
    assert r"\<b\>Cai\</b\>" in told
    assert r"\*who\* pays" in told

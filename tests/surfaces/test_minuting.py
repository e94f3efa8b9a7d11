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

UNDECLARED = """\
10:00:01 <ana> Meeting: OSAID town hall
10:00:02 <ana> Date: 8 May 2024
10:00:03 <ana> chair: Dia
10:00:04 <ana> Topic: Data information
10:00:05 <ben> Which licences may the weights of a system carry at all?
10:00:06 <cai> hm, hard to say
10:00:07 <ana> PROPOSED: a list of *all* sources is enough
10:00:08 <ben> +1
10:00:09 <cai> -1, not without dates
10:00:10 <dia> I can live with it
10:00:11 <ana> Topic: Reviews
10:00:12 <ben> OK, let's go with the shorter table for Lama 2 and Pithia.
10:00:13 <cai> I'll send the table to the list by Friday.
10:00:14 <ana> ben, can you write to the Pithia group?
10:00:15 <ben> sure, will do
10:00:16 <ana> ACTION: Cai to ask for dates - due 2024-05-24
10:00:17 <ana> ACTION: someone to tell the others by the next meeting
10:00:18 <ana> RESOLVED: reviews stay open
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


def test_suggestions_read_as_they_did(capsys: pytest.CaptureFixture[str], golden: Golden, tmp_path: Path) -> None:
    (tmp_path / "talk.log").write_text(UNDECLARED, encoding="utf-8")

    assert run("talk.log") == 0
    golden("minutes/suggestions.md", capsys.readouterr().out)
    assert run("--json", "talk.log") == 0
    golden("json/minutes-suggestions.json", capsys.readouterr().out)


def test_every_suggestion_stands_in_the_lines_that_it_names(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "talk.log").write_text(UNDECLARED, encoding="utf-8")

    run("--json", "talk.log")

    lines = UNDECLARED.splitlines()
    found = json.loads(capsys.readouterr().out)["suggestions"]
    assert {one["kind"] for one in found} == {"resolution", "action", "question", "correction"}
    assert all(one["text"] in lines[one["sources"][0] - 1] for one in found)
    for one in found:
        assert all(any(word in lines[line - 1] for line in one["sources"]) for word in one["why"])


def test_how_many_suggestions_rest_on_words_is_a_choice(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "talk.log").write_text(UNDECLARED, encoding="utf-8")

    run("--json", "--cued", "1", "talk.log")

    found = json.loads(capsys.readouterr().out)["suggestions"]
    assert [one["text"] for one in found if one["tier"] == "cued"] == ["I'll send the table to the list by Friday."]


def test_sentences_that_are_merely_alike_are_suggested_only_if_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = "<ana> so we are going to do it that way with the lists\n<ben> and the sun was out in Berlin all day long\n"
    (tmp_path / "talk.log").write_text(text, encoding="utf-8")

    run("--json", "talk.log")
    assert json.loads(capsys.readouterr().out)["suggestions"] == []
    run("--json", "--alike", "talk.log")
    (one,) = json.loads(capsys.readouterr().out)["suggestions"]
    assert (one["tier"], one["kind"], one["sources"]) == ("similar", "resolution", [1])


def test_a_transcript_that_ends_before_its_recording_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    cue = "WEBVTT\n\n00:00:01.000 --> 00:02:00.000\n<v Ana>Welcome to the meeting, all of you.\n"
    (tmp_path / "talk.vtt").write_text(cue, encoding="utf-8")

    assert run("--recording", "1:09:00", "talk.vtt") == 0

    told = capsys.readouterr().out
    assert "The transcript ends at 0:02:00, and the recording is 1:09:00 long: the end may be missing." in told
    assert "The transcript has 7 words for 1:09:00 of talk: much may be missing." in told


@pytest.mark.parametrize("length", ["long", "1", "1:x", "1:2:3:4", ""])
def test_what_is_no_length_is_refused(capsys: pytest.CaptureFixture[str], length: str) -> None:
    assert run("--recording", length, "log.txt") == 2

    assert "write it as 1:09:00" in capsys.readouterr().err

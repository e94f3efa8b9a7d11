"""The shell: answers, exit statuses, one sentence for what cannot be done."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot import __version__
from bot.definitions import data_root
from bot.surfaces.shell import main
from tests.support.apps import Clock


@pytest.fixture(autouse=True)
def _surroundings(filled_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loaded database in the environment, and no configuration or token."""
    shutil.copy(filled_file, tmp_path / "forum.db")
    monkeypatch.setenv("OSAIBOT_DATABASE", f"sqlite:///{tmp_path / 'forum.db'}")
    for variable in ("OSAIBOT_CONFIG", "OSAIBOT_TOKEN"):
        monkeypatch.delenv(variable, raising=False)


def _run(*arguments: str) -> int:
    return main(Clock(), list(arguments))


def test_an_answer_ends_with_status_0(capsys: pytest.CaptureFixture[str]) -> None:
    status = _run("ask", "is Pythia open source AI?")

    assert status == 0
    assert capsys.readouterr().out.startswith("Pythia is open source AI under osaid 1.0.")


@pytest.mark.parametrize("question", ["is sqlcoder open source?", "is Grok open source?"])
def test_a_system_that_is_not_known_or_ambiguous_ends_with_status_3(question: str) -> None:
    assert _run("ask", question) == 3
    assert _run("ask", "--json", question) == 3


@pytest.mark.parametrize("question", ["what is data information?", "openrail vs MIT", "which systems pass?", "hello"])
def test_what_is_about_no_system_ends_with_status_0(question: str) -> None:
    assert _run("ask", question) == 0


def test_why_leads_back_from_a_component_and_a_system(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("why", "training code", "--freedom", "study") == 0
    assert "osaid 1.0 is the version in force; no decision logged here adopted it." in capsys.readouterr().out

    assert _run("why", "Llama 2") == 0
    assert "Llama 2 is not open source AI under osaid 1.0." in capsys.readouterr().out


def test_json_has_every_key_and_lists_are_never_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    _run("ask", "--json", "is Llama 2 open source AI?")

    said = json.loads(capsys.readouterr().out)
    assert list(said) == ["question", "kind", "systems", "definition", "in_force", "answers", "candidates", "text"]
    [answer] = said["answers"]
    assert answer["verdict"] == "not_conformant"
    assert (answer["level"], answer["possible_level"]) == (None, None)
    assert {"data_information", "training_code", "model_parameters"} <= set(answer["missing"])
    assert answer["unknown"] == []
    assert [change["component"] for change in answer["would_take"][0]] != []
    by_row = {finding["requirement"]: finding for finding in answer["findings"]}
    assert by_row["model-parameters"]["licence"] == "LicenseRef-Llama-2-Community"
    assert by_row["model-parameters"]["status"] == "unmet"
    assert by_row["model-parameters"]["evidence"] == [
        {"url": "https://github.com/meta-llama/llama/blob/689c7f2/README.md", "read_on": "2025-01-26", "by": None}
    ]
    assert {"by": "osi-volunteers", "definition": "osaid 1.0", "outcome": "failed", "date": "2024-10",
            "source": "https://opensource.org/ai/faq"} in answer["reviews"]  # fmt: skip


def test_json_of_a_ladder_names_levels(capsys: pytest.CaptureFixture[str]) -> None:
    _run("ask", "--json", "--definition", "mof 1.0", "is GPT-NeoX open?")

    [answer] = json.loads(capsys.readouterr().out)["answers"]
    assert (answer["level"], answer["possible_level"]) == ("III", "III")
    assert {finding["level"] for finding in answer["findings"]} == {"I", "II", "III", None}


def test_a_date_can_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("ask", "Falcon 40B", "--as-of", "15 May 2023") == 0

    said = capsys.readouterr().out
    assert said.startswith("Falcon 40B was not open source AI under osaid 1.0 on 15 May 2023.")


def test_json_of_a_date_has_its_stretches(capsys: pytest.CaptureFixture[str]) -> None:
    _run("ask", "--json", "--as-of", "2023-05", "Falcon 40B")

    [answer] = json.loads(capsys.readouterr().out)["answers"]
    assert answer["verdict"] == "not_conformant"
    told = [(s["from"], s["until"], s["presence"], s["verdict"]) for s in answer["as_of"]["stretches"]]
    assert told == [
        ("2023-05-01", "2023-05-30", "perhaps out", "not_conformant"),
        ("2023-05-31", "2023-05-31", "out", "not_conformant"),
    ]
    assert [s["licences"][0]["one_of"] for s in answer["as_of"]["stretches"]] == [
        ["LicenseRef-TII-Falcon-LLM"],
        ["Apache-2.0"],
    ]


def test_json_of_today_has_no_date(capsys: pytest.CaptureFixture[str]) -> None:
    _run("ask", "--json", "Falcon 40B")

    assert json.loads(capsys.readouterr().out)["answers"][0]["as_of"] is None


def test_a_date_that_lies_ahead_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    said = _refused(capsys, "ask", "Falcon 40B", "--as-of", "2031")

    assert said == "2031 lies ahead, and I can only look back. Leave the date out to ask about today.\n"


def test_json_of_an_unknown_system_has_empty_lists(capsys: pytest.CaptureFixture[str]) -> None:
    _run("ask", "--json", "is hertz-dev open source?")

    said = json.loads(capsys.readouterr().out)
    assert (said["systems"], said["answers"]) == ([], [])


def test_questions_from_standard_input_are_answered_in_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("is Pythia open source?\n\nis sqlcoder open source?\nhello\n"))

    status = _run("ask", "--json", "-")

    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 0
    assert [line["systems"] for line in said] == [["pythia"], [], []]


@pytest.mark.parametrize("arguments", [("ask", "-"), ("chat",)])
def test_bytes_that_are_no_text_do_not_end_the_pipe(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = b"is Pythia open source?\n\xff\xfe\x80 caf\xe9\nis Llama 2 open source?\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))

    status = _run(*arguments)

    said = capsys.readouterr().out
    assert status == 0
    assert said.index("Pythia is open source AI under") < said.index("Llama 2 is not open source AI under")


@pytest.mark.parametrize(
    "arguments", [("ask", "is Pythia open?"), ("system", "show", "pythia"), ("system", "list"), ("help",)]
)
def test_one_can_be_somebody_of_the_configuration(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "good.yaml").write_text("actors:\n  anna:\n    roles: [moderator]\n", encoding="utf-8")
    with_people = (*arguments, "--config", str(tmp_path / "good.yaml"))

    assert _run(*with_people, "--as", "anna") == 0
    capsys.readouterr()
    said = _refused(capsys, *with_people, "--as", "zoe")

    assert said == "The configuration names no actor “zoe”; under actors: stand anna.\n"


@pytest.mark.parametrize(
    ("arguments", "start"),
    [
        (("system", "show", "llama 2"), "Llama 2 is not open source AI under osaid 1.0."),
        (("system", "list", "--verdict", "conformant"), "11 of 162 recorded systems are conformant under osaid 1.0."),
        (("system", "compare", "bloom", "mixtral"), "- BLOOM is not open source AI"),
        (("system", "table", "pythia", "--definition", "osaid 0.0.8"), "Pythia is open source AI under osaid 0.0.8."),
        (("system", "sources", "t5"), "- Data Information: https://github.com/google-research/"),
        (("system", "versions", "olmo"), "The same facts judged by every version"),
        (("definition", "show", "mof-1.0"), "mof 1.0, stable, 15 December 2024"),
        (("definition", "diff", "osaid 0.0.9", "osaid 1.0"), "15 rows differ"),
        (("help",), "Hello!"),
    ],
)
def test_every_command_of_the_table_is_one_of_the_shell(
    arguments: tuple[str, ...], start: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(*arguments) == 0
    assert capsys.readouterr().out.startswith(start)


def test_every_group_of_commands_says_what_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    _run("--help")
    listed = capsys.readouterr().out.partition("Commands:")[2]

    for line in filter(str.strip, listed.splitlines()):
        assert len(line.split(maxsplit=1)) == 2, line


def test_the_help_of_files_of_minutes_tells_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    _run("minutes", "--help")
    group = capsys.readouterr().out
    _run("minutes", "town-hall.log", "--help")
    told = capsys.readouterr().out

    assert "osaibot minutes FILE --help" in group
    for option in ("--json", "--words", "--cued", "--alike", "--recording", "--model", "--config"):
        assert option in told


def test_a_correction_can_be_proposed(capsys: pytest.CaptureFixture[str]) -> None:
    said = ("--what", "the card moved", "--source", "https://example.org/x")

    assert _run("system", "correct", "llama-2", *said) == 0
    assert capsys.readouterr().out.startswith("Thank you. Proposal 1 waits for a second person;")


def test_the_data_files_can_be_checked_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("check") == 0
    assert re.fullmatch(
        r"162 systems, 133 licences, 12 versions of definitions: no problem found\.\n", capsys.readouterr().out
    )


def test_checking_reads_the_configuration_and_opens_no_database(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "good.yaml").write_text("definition_in_force: osaid 1.0\n", encoding="utf-8")

    assert _run("check", "--config", str(tmp_path / "good.yaml"), "--database", f"sqlite:///{tmp_path}/new.db") == 0
    assert capsys.readouterr().out.endswith("no problem found.\n")
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("by_variable", [False, True])
def test_checking_says_what_is_wrong_in_the_configuration(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by_variable: bool
) -> None:
    (tmp_path / "bad.yaml").write_text("colour: red\n", encoding="utf-8")
    if by_variable:
        monkeypatch.setenv("OSAIBOT_CONFIG", str(tmp_path / "bad.yaml"))

    said = _refused(capsys, "check", *([] if by_variable else ["--config", str(tmp_path / "bad.yaml")]))

    assert "bad.yaml:1: colour: expected no such key" in said


def test_the_version_is_printed_whatever_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert _run("version", "--config", str(tmp_path / "none.yaml"), "--database", "nonsense") == 0
    assert capsys.readouterr().out == f"{__version__}\n"


def _refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    status = _run(*arguments)
    said = capsys.readouterr()
    assert status == 2
    assert said.out == ""
    assert "Traceback" not in said.err
    return said.err


def test_a_missing_configuration_is_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said = _refused(capsys, "ask", "--config", str(tmp_path / "none.yaml"), "is Pythia open?")

    assert said.startswith(f"The configuration {tmp_path / 'none.yaml'} cannot be used: none.yaml: expected this file")


def test_an_unreadable_configuration_names_file_line_and_key(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_text("database: x\nactors:\n  anna:\n    rolls: []\n", encoding="utf-8")

    said = _refused(capsys, "ask", "--config", str(tmp_path / "bad.yaml"), "is Pythia open?")

    assert "bad.yaml:4: actors.anna.rolls: expected no such key" in said


def test_a_database_of_a_newer_version_is_one_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "forum.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")

    said = _refused(capsys, "ask", "is Pythia open?")

    assert "was last used by a newer version of the bot" in said
    assert "install that version again, or name another database" in said


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("nonsense", "“nonsense” is no database address; use sqlite:///FILE or postgresql://USER@HOST/NAME."),
        ("mysql://x/y", "Databases of the kind “mysql” are not supported; use sqlite or postgresql."),
        ("postgresql://127.0.0.1:1/x", "The database at postgresql+asyncpg://127.0.0.1:1/x does not answer"),
        ("sqlite:////proc/nowhere/x.db", "The folder /proc/nowhere for the database cannot be made"),
    ],
)
def test_a_database_that_cannot_be_opened_is_one_sentence(
    address: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _refused(capsys, "ask", "--database", address, "is Pythia open?").startswith(sentence)


def test_a_missing_database_file_is_made(tmp_path: Path) -> None:
    new = tmp_path / "deep" / "down" / "forum.db"

    assert _run("ask", "--database", f"sqlite:///{new}", "is Pythia open source?") == 0
    assert new.is_file()


def test_without_a_token_running_is_refused_with_where_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert "OSAIBOT_TOKEN" in _refused(capsys, "run")


def test_the_doctor_says_a_line_about_each_thing(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("doctor") == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(": ")[2].partition(":")[0] for line in lines] == [
        "configuration", "data files", "database", "log", "outbox", "Discord"
    ]  # fmt: skip
    assert all(line.startswith("ok: ") for line in lines)


def test_the_doctor_says_what_is_not_in_order(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert _run("doctor", "--database", "mysql://x/y") == 1
    assert "not ok: database: Databases of the kind “mysql” are not supported" in capsys.readouterr().out


def test_bad_data_files_stop_the_bot_and_leave_the_database_as_it_was(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = tmp_path / "definitions"
    shutil.copytree(data_root(), spoilt)
    (spoilt / "systems" / "pythia.yaml").write_text("id: pythia\nid: pythia\n", encoding="utf-8")
    monkeypatch.setattr("bot.app.data_root", lambda: spoilt)

    said = _refused(capsys, "ask", "is Pythia open?")
    monkeypatch.undo()

    assert "systems/pythia.yaml:2: id: expected each key once, found it again" in said


def test_the_terminal_chat_opens_a_prompt_answers_and_ends(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "chat", "--database", f"sqlite:///{tmp_path / 'forum.db'}"]
    process = subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, env={**os.environ, "TERM": "dumb"})
    os.write(ours, b"is Pythia open source AI?\n/quit\n")

    said, _errors = process.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)

    assert process.returncode == 0
    assert b"Pythia is open source AI under osaid 1.0." in said

"""`osaibot record`: keys, proofs, and the check of the public record."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.services.logs.keyrings import read_keys
from bot.surfaces.recording import main
from bot.surfaces.shell import main as shell
from tests.support.apps import Clock
from tests.support.logs import KEY, OTHER_KEY, forced, leaves, published

BLOCK = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
"""
COMMAND = """
from bot.__main__ import main
main()
"""
LIBRARY = """
from bot.services.logs.sources import source
from bot.services.logs.verifying import verify
print(verify(source(sys.argv[1])).checks[-1])
"""
DATABASE_AND_DISCORD = {"aiohttp", "aiosqlite", "alembic", "asyncpg", "discord", "matplotlib", "numpy", "sqlalchemy"}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A published record of nine leaves."""
    published(tmp_path / "record", leaves(9))
    return tmp_path / "record"


def run(*arguments: str | Path, clock: Clock | None = None) -> int:
    return main(clock or Clock(), ["record", *map(str, arguments)])


def test_a_sound_record_ends_with_status_0(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", record) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Nothing was changed."


def test_a_changed_record_ends_with_status_1_and_the_first_thing_that_is_wrong(
    record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = record / "tile/0/000.p/9"
    path.write_bytes(path.read_bytes()[:-1] + b"?")

    assert run("verify", record) == 1
    assert capsys.readouterr().out == "tile/0/000.p/9 is not what the leaves give.\n"


def test_nothing_in_a_record_moves_the_cursor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    forced(tmp_path, [b'{"at":"","id":"","seq":0,"type":"","v":"\\u001b[2J"}'])

    assert run("verify", tmp_path) == 1
    assert "it is of version �[2J, which is not known" in capsys.readouterr().out


def test_the_check_prints_json(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", record, "--json", "--key", str(KEY.verifier)) == 0

    said = json.loads(capsys.readouterr().out)
    assert list(said) == ["holds", "checks", "breach", "origin", "size", "root"]
    assert (said["holds"], said["breach"], said["origin"], said["size"]) == (True, None, "forum.example/record", 9)


def test_a_record_is_compared_with_a_checkpoint_that_was_kept(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = tmp_path / "kept"
    kept.write_bytes((record / "checkpoint").read_bytes())
    published(record, leaves(20))

    assert run("verify", record, "--since", kept) == 0
    assert "The log begins with the 9 leaves of the checkpoint that you kept." in capsys.readouterr().out


def test_the_key_may_stand_in_a_file(record: Path, tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{OTHER_KEY.verifier}\n")

    assert run("verify", record, "--key", tmp_path / "key") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verify", "nowhere"], "There is no folder nowhere"),
        (["verify", "ftp://host"], "neither a folder nor an http(s) address"),
        (["verify", ".", "--key", "nonsense"], "“nonsense” is no verification key"),
        (["verify", ".", "--since", "nothing"], "There is no checkpoint at nothing."),
        (["prove", "D-2026-0001", "nowhere"], "There is no folder nowhere"),
        (["verify", "http://[bad"], "http://[bad/checkpoint cannot be read"),
        (["verify", "http://host:port"], "http://host:port/checkpoint cannot be read"),
        (["keygen"], "Say what the log is called"),
        (["keygen", "/var/lib/record.key"], "cannot name a log"),
        (["keygen", "https://forum.example/record"], "take an address without scheme"),
        (["keygen", "forum.example/record", "--file", "."], ". is a folder"),
        (["keygen", "forum.example/record", "--file", "file/key"], "file/key cannot be written"),
        (["keygen", "--rotate"], "There is no file of keys at record.key"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("file").touch()

    assert run(*arguments) == 2
    assert said in capsys.readouterr().err


def test_a_proof_is_written_and_can_be_checked_alone(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("prove", "P-2026-0001/B-4", record) == 0
    assert run("verify", "P-2026-0001-B-4.tlog-proof", "--key", str(KEY.verifier)) == 0

    said = capsys.readouterr().out
    assert "P-2026-0001-B-4.tlog-proof proves that P-2026-0001/B-4 is in the record" in said
    assert "The log held leaf 4 (P-2026-0001/B-4) when it had 9 leaves." in said


def test_a_proof_is_not_compared_with_a_checkpoint(record: Path, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    run("prove", "K-1", record, "--output", proof)

    assert run("verify", proof, "--since", record / "checkpoint") == 2


def test_a_proof_that_cannot_be_written_is_said(
    record: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none" / "proof"

    assert run("prove", "K-1", record, "--output", path) == 2
    assert capsys.readouterr().err == f"{path} cannot be written (No such file or directory); name another file.\n"


def test_no_proof_is_made_of_a_changed_record(record: Path, tmp_path: Path) -> None:
    (record / "tile/0/000.p/9").unlink()

    assert run("prove", "K-1", record, "--output", tmp_path / "proof") == 1
    assert not (tmp_path / "proof").exists()


def test_a_key_is_made_and_the_one_to_hand_out_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "record.key"

    assert run("keygen", "forum.example/record", "--file", path) == 0

    assert capsys.readouterr().out == f"{read_keys(path)[0].verifier}\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_is_rotated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, clock = tmp_path / "record.key", Clock()
    run("keygen", "forum.example/record", "--file", path)

    assert run("keygen", "--rotate", "--file", path, clock=clock) == 0

    newest, before = read_keys(path)
    assert before.until == clock() + timedelta(days=90)
    assert capsys.readouterr().out.splitlines()[-1] == str(newest.verifier)


def test_the_shell_has_the_same_commands(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shell(Clock(), ["record", "verify", str(record)]) == 0
    assert capsys.readouterr().out.endswith("Nothing was changed.\n")


def without(absent: set[str], program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program where some libraries are not installed."""
    text = BLOCK.replace("{absent}", repr(absent)) + program
    command = [sys.executable, "-c", text, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_record_is_checked_without_the_libraries_of_database_and_discord(record: Path, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    commands = (f"verify {record}", f"prove K-1 {record} --output {proof}", f"verify {proof}")
    for command in commands:
        done = without(DATABASE_AND_DISCORD, COMMAND, "record", *command.split())

        assert (done.returncode, done.stderr) == (0, "")


def test_a_blocked_library_is_really_absent() -> None:
    assert "ModuleNotFoundError: sqlalchemy" in without(DATABASE_AND_DISCORD, COMMAND, "version").stderr


def test_the_check_itself_needs_two_libraries_only(record: Path) -> None:
    done = without(DATABASE_AND_DISCORD | {"typer", "pydantic", "rich", "yaml"}, LIBRARY, record)

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "0 decisions say what was fixed, and all that they lead to is there.\n"

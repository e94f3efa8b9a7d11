"""Town halls from files in the terminal and the shell: what people read, and what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from bot.app import App
from bot.surfaces import uploads
from bot.surfaces.endings import REFUSED
from bot.surfaces.shell import main
from bot.surfaces.uploads import BadUpload, Upload
from tests.support.apps import Clock
from tests.support.golden import Golden
from tests.support.imports import CHAT, RECORDING
from tests.support.polling import FACILITATOR, MODERATORS, person
from tests.support.saying import say


async def test_a_recording_is_looked_at_and_imported_in_the_terminal(light_app: App, golden: Golden) -> None:
    file = f"file:{RECORDING}"
    said = [
        await say(light_app, person("ann"), f"/townhall import {file}"),
        await say(light_app, FACILITATOR, f"/townhall import {file} recording:1:09:28"),
        await say(light_app, FACILITATOR, f"/townhall import {file} from_line:x"),
        await say(
            light_app,
            FACILITATOR,
            f'/townhall import {file} title:"Episode 41" started:"2026-11-20 12:00" from_line:11 to_line:29 without:2 '
            "confirm:yes",
        ),
        await say(light_app, FACILITATOR, f"/townhall import {file} confirm:yes"),
        await say(light_app, FACILITATOR, f"/townhall import {file} confirm:maybe"),
        await say(light_app, FACILITATOR, "/townhall speaker 17-19 ann"),
        await say(light_app, MODERATORS[0], "/townhall speaker lines:17-19 member:ann hall:1"),
        await say(light_app, MODERATORS[0], '/townhall speaker lines:21 member:"name:Rosa Lind" hall:1'),
        await say(light_app, MODERATORS[0], "/townhall speaker lines:17-19 member:nobody hall:1"),
        await say(light_app, FACILITATOR, '/townhall spelling said:"Lama 2" instead:"Llama 2" hall:1'),
        await say(light_app, FACILITATOR, "/townhall show 1"),
    ]
    golden("townhalls/recording.md", "".join(said).replace(str(RECORDING), "recording.txt"))


async def test_a_chat_is_imported_and_its_names_are_assigned_in_the_terminal(
    light_app: App, golden: Golden, tmp_path: Path
) -> None:
    chat = tmp_path / "chat.txt"
    chat.write_text(CHAT, encoding="utf-8")
    said = [
        await say(light_app, FACILITATOR, f"/townhall import {chat} confirm:yes"),
        await say(light_app, FACILITATOR, "/townhall list"),
        await say(light_app, FACILITATOR, "/townhall assign Ana ann"),
        await say(light_app, FACILITATOR, "/townhall assign name:Cai member:ann"),
        await say(light_app, FACILITATOR, "/townhall aliases"),
        await say(light_app, FACILITATOR, f"/townhall import {chat} again:yes"),
        await say(light_app, FACILITATOR, "/townhall aliases forget:Ana"),
        await say(light_app, FACILITATOR, "/townhall assign Ana nobody"),
    ]
    golden("townhalls/chat.md", "".join(said).replace(str(chat), "chat.txt"))


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        ("", "/townhall import needs file: A transcript"),
        ("{folder}", "is a folder"),
        ("{folder}/none.txt", "There is no file none.txt"),
        ("/dev/null", "null is no ordinary file"),
        ("{folder}/large.txt", "large.txt is larger than 50 MB; cut the log of the one meeting out of it"),
    ],
)
async def test_what_is_no_file_of_a_meeting_is_refused(
    light_app: App, tmp_path: Path, file: str, sentence: str
) -> None:
    with (tmp_path / "large.txt").open("wb") as large:
        large.truncate(60 * 1024 * 1024)

    said = await say(light_app, FACILITATOR, f"/townhall import {file.format(folder=tmp_path)}")

    assert sentence in " ".join(said.split())


async def test_a_file_is_read_up_to_a_limit_whatever_it_is_said_to_hold() -> None:
    asked: list[int] = []

    async def fetch(limit_bytes: int) -> bytes:
        asked.append(limit_bytes)
        return b"x" * limit_bytes

    with pytest.raises(BadUpload, match="a is larger than 100 B"):
        await Upload("a", None, fetch).content(100)
    with pytest.raises(BadUpload, match="a is larger than 2 MB"):
        await Upload("a", 3 * 1024 * 1024, fetch).content(2 * 1024 * 1024)
    assert asked == [101]


async def test_standard_input_is_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"<ana> hi\n")))

    assert await uploads.of_path("-").content(100) == b"<ana> hi\n"


def test_the_shell_imports_a_file(
    filled_sqlite_database: str, tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("actors:\n  fay: {roles: [facilitator]}\n  ann: {}\n")
    with_ = ["--config", str(config), "--database", filled_sqlite_database, "--as"]
    file = ["townhall", "import", str(RECORDING), "--title", "Episode 41", "--recording", "1:09:28"]

    assert main(clock, [*file, *with_, "ann"]) == REFUSED
    assert "is for the role facilitator" in capsys.readouterr().err
    assert main(clock, [*file, *with_, "fay"]) == 0
    assert "Nothing is imported yet" in capsys.readouterr().out
    assert main(clock, [*file, "--from", "11", "--to-line", "29", "--confirm", *with_, "fay"]) == 0
    assert "10 remarks are kept, with their lines in the file. Nobody is named" in capsys.readouterr().out
    assert main(clock, ["townhall", "import", str(tmp_path), *with_, "fay"]) == REFUSED
    assert "is a folder" in capsys.readouterr().err

"""A draft of a definition from a poll's result: in the terminal, in the shell, and as a file."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.definitions import data_root, read_files
from bot.domain.actors import Actor
from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Choice
from bot.domain.polls.polls import Via
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.commands import BY_NAME, Context
from bot.surfaces.console import Console, printer
from bot.surfaces.discord.presenting import Presenter
from bot.surfaces.pictures import Painter
from bot.surfaces.reply import Button, Reply
from bot.surfaces.shell import main
from tests.support.apps import Clock, settings
from tests.support.golden import Golden
from tests.support.polling import CODE, DATA, FACILITATOR, an_open_poll, person, said

LATER = timedelta(days=8)
PROPOSE = "poll propose-definition"


async def a_closed_poll(app: App, clock: Clock) -> str:
    """Three voters: the training code is required to use, the training data are, by two of three, to study."""
    number = await an_open_poll(app)
    for name, data in (("ann", Choice.YES), ("bob", Choice.YES), ("cyd", Choice.NO)):
        await app.ballots.cast(number, person(name), [said(CODE, Choice.YES), said(DATA, data)], Via.EXPLICIT)
    clock.move(LATER)
    return number


async def ran(app: App, name: str, actor: Actor = FACILITATOR, **given: str) -> Reply:
    return await BY_NAME[name].run(Context(app, actor), given)


# -- In the terminal -----------------------------------------------------------------------------------------------


async def test_a_draft_is_proposed_in_the_terminal(light_app: App, clock: Clock, golden: Golden) -> None:
    await a_closed_poll(light_app, clock)
    stream = io.StringIO()
    show = printer(stream, 120, numbered=True)
    fay, ann = Console(light_app, FACILITATOR, show), Console(light_app, person("ann"), show)

    for console, line in (
        (ann, f"/{PROPOSE} 1"),
        (fay, f"/{PROPOSE} 1 version:1.0"),
        (fay, f"/{PROPOSE} 1"),
        (fay, f'/{PROPOSE} 1 predecessor:"osaid 0.0.9"'),
        (fay, "definition list"),
    ):
        print(f"> {line}\n", file=stream)
        await console.read(line)

    golden("polls/definition.md", stream.getvalue())


async def test_the_result_has_a_button_that_proposes_and_then_tells_what_was_proposed(
    light_app: App, clock: Clock
) -> None:
    number = await a_closed_poll(light_app, clock)
    assert (await ran(light_app, "poll result", person("ann"), poll=number)).buttons == (
        Button("Propose a definition", PROPOSE, {"poll": number}, private=False),
    )

    reply = await ran(light_app, PROPOSE, poll=number)

    digest = reply.footer.partition(": ")[2][:16]
    told = "Proposed of it: the draft osaid 1.1, following osaid 1.0, by fay on 30 November 2026"
    assert f"{told} (osaid-1.1.yaml, SHA-256 {digest})." in (await ran(light_app, "poll result", poll=number)).text


async def test_a_result_that_decided_nothing_has_no_such_button(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app)
    clock.move(LATER)

    assert (await ran(light_app, "poll result", poll=number)).buttons == ()


async def test_who_proposed_it_first_is_said_when_it_is_proposed_again(light_app: App, clock: Clock) -> None:
    number = await a_closed_poll(light_app, clock)
    first = await ran(light_app, PROPOSE, poll=number)

    again = await ran(light_app, PROPOSE, poll=number)

    assert "That fay proposed it on 30 November 2026 is kept with the poll." in first.text
    assert "fay proposed the same on 30 November 2026; nothing was noted twice." in again.text
    assert again.attachments == first.attachments


async def test_the_draft_of_a_large_poll_fits_one_message_with_its_picture_and_its_file(
    light_app: App, clock: Clock
) -> None:
    number = await an_open_poll(light_app, typed=DraftTyped(question="?"))
    cells = (await light_app.polls.preview(number)).poll.charter.cells
    for name in ("ann", "bob"):
        answers = [said(cell, Choice.NO if cell.freedom is Freedom.SHARE else Choice.YES) for cell in cells]
        await light_app.ballots.cast(number, person(name), answers, Via.EXPLICIT)
    clock.move(LATER)

    message = await Presenter(BY_NAME, Painter(), None).present(await ran(light_app, PROPOSE, poll=number))

    assert len(cells) == 68
    assert [file.filename for file in message.files][1:] == ["table.md", "osaid-1.1.yaml"]
    assert message.embed is not None
    assert "systems change verdict; by which clause" in (message.embed.description or "")


# -- In the shell --------------------------------------------------------------------------------------------------


@pytest.fixture
def poll(filled_sqlite_database: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A closed poll in a database and a configuration that the environment names; fay is a facilitator."""
    config = tmp_path / "config.yaml"
    config.write_text("actors:\n  fay:\n    roles: [facilitator]\n  ann: {}\n", encoding="utf-8")
    monkeypatch.setenv("OSAIBOT_CONFIG", str(config))
    monkeypatch.setenv("OSAIBOT_DATABASE", filled_sqlite_database)

    async def prepare() -> str:
        app = await App.open(settings(filled_sqlite_database), clock)
        number = await a_closed_poll(app, clock)
        await app.close()
        return number

    return asyncio.run(prepare())


def test_the_shell_writes_a_file_that_the_checks_and_the_impact_command_take(
    poll: str, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "deep" / "drafts"

    assert main(clock, ["poll", "propose-definition", poll, "--as", "fay", "--folder", str(folder)]) == 0

    printed = capsys.readouterr().out
    assert printed.endswith(f"Files that go with this: osaid-1.1.yaml.\n\n{folder}: osaid-1.1.yaml.\n")
    file = folder / "osaid-1.1.yaml"
    assert main(clock, ["curation", "impact", str(file), "--json"]) == 0
    turns = len(json.loads(capsys.readouterr().out)["turns"])
    assert f"{turns} systems change verdict" in printed
    shipped = tmp_path / "definitions"
    shutil.copytree(data_root(), shipped)
    shutil.copy(file, shipped)
    assert "osaid 1.1" in read_files(shipped).reference.definitions


def test_the_shell_writes_the_same_file_again(poll: str, clock: Clock, tmp_path: Path) -> None:
    for folder in ("first", "second"):
        main(clock, ["poll", "propose-definition", poll, "--as", "fay", "--folder", str(tmp_path / folder)])
        clock.move(LATER)

    first, second = (tmp_path / folder / "osaid-1.1.yaml" for folder in ("first", "second"))
    assert first.read_bytes() == second.read_bytes()


def test_in_the_shell_too_it_is_for_facilitators_and_nothing_is_written(
    poll: str, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "drafts"

    for who in ([], ["--as", "ann"]):
        assert main(clock, ["poll", "propose-definition", poll, *who, "--folder", str(folder)]) == 2

    assert "/poll propose-definition is for the role facilitator." in capsys.readouterr().err
    assert not folder.exists()


def test_a_folder_that_cannot_be_made_is_refused(
    poll: str, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()

    assert main(clock, ["poll", "propose-definition", poll, "--as", "fay", "--folder", str(tmp_path / "file/x")]) == 2

    assert "cannot be made (Not a directory); name another folder." in capsys.readouterr().err

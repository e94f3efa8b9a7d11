"""The files of a closed poll: written in the shell, attached in Discord, and counted again."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.poll_charters import NamesPolicy
from bot.domain.polls.polls import Via
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.commands import BY_NAME, Context
from bot.surfaces.discord.presenting import Presenter
from bot.surfaces.pictures import Painter
from bot.surfaces.replies.poll_closings import result_files
from bot.surfaces.replies.polls import preview as shown
from bot.surfaces.shell import main
from tests.support.apps import Clock, settings
from tests.support.polling import CODE, DATA, an_open_poll, person, said

LATER = timedelta(days=8)


async def a_closed_poll(app: App, clock: Clock) -> str:
    """Three voters, of whom one says nothing."""
    number = await an_open_poll(app)
    for name, data in (("ann", Choice.NO), ("bob", Choice.DISCUSS)):
        await app.ballots.cast(number, person(name), [said(CODE, Choice.YES), said(DATA, data)], Via.EXPLICIT)
    clock.move(LATER)
    return number


def test_what_the_shell_writes_is_counted_to_the_same(
    filled_sqlite_database: str, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def prepare() -> str:
        app = await App.open(settings(filled_sqlite_database), clock)
        number = await a_closed_poll(app, clock)
        await app.close()
        return number

    number = asyncio.run(prepare())
    folder = tmp_path / "deep" / "files"

    assert main(clock, ["poll", "files", number, str(folder), "--database", filled_sqlite_database]) == 0
    assert "ballots.csv, roll.csv, tally.json" in capsys.readouterr().out
    told = json.loads((folder / "tally.json").read_text())
    program, *arguments = told["recount"]
    assert (program, arguments[-1]) == ("osaibot", "ballots.csv")
    assert main(clock, [*arguments[:-1], str(folder / "ballots.csv"), "--json"]) == 0
    again = json.loads(capsys.readouterr().out)
    assert {row["row"]: row["verdict"] for row in again["rows"]} == {row["row"]: row["verdict"] for row in told["rows"]}
    assert again == {name: told[name] for name in again}


async def test_a_result_goes_to_discord_with_its_files(light_app: App, clock: Clock) -> None:
    number = await a_closed_poll(light_app, clock)

    reply = await BY_NAME["poll result"].run(Context(light_app, person("ann")), {"poll": number})
    message = await Presenter(BY_NAME, Painter(), None).present(reply)

    assert [file.filename for file in message.files][-3:] == ["ballots.csv", "roll.csv", "tally.json"]
    assert all(file.description for file in message.files)


async def test_reasons_that_a_poll_does_not_publish_stand_in_no_file(light_app: App, clock: Clock) -> None:
    typed = DraftTyped(components="training-code, datasets", freedoms="use, study", reasons_published=False)
    number = await an_open_poll(light_app, typed=typed)
    answer = said(CODE, Choice.NO, "my employer forbids it")
    await light_app.ballots.cast(number, person("ann"), [answer], Via.EXPLICIT)
    clock.move(LATER)

    reply = await BY_NAME["poll result"].run(Context(light_app, person("ann")), {"poll": number})

    whole = b"".join(one.content for one in reply.attachments)
    assert b"my employer" not in whole
    assert b"withheld" in whole


@pytest.mark.parametrize("names", NamesPolicy)
async def test_the_roll_says_who_each_is_only_where_the_charter_publishes_names(
    light_app: App, clock: Clock, names: NamesPolicy
) -> None:
    typed = DraftTyped(components="training-code, datasets", freedoms="use, study", names=names)
    number = await an_open_poll(light_app, typed=typed)
    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES)], Via.EXPLICIT)
    for name in ("ann", "bob"):
        await light_app.naming.choose(f"{name} example", person(name))
    open_words = shown(await light_app.polls.preview(number)).footer
    clock.move(LATER)

    files = {one.name: one.content.decode() for one in result_files(await light_app.poll_results.result(number))}

    named = names is NamesPolicy.NAMED
    assert ("ann example" in files["roll.csv"]) is named
    assert all("bob example" not in text and "terminal:" not in text for text in files.values())
    assert all("ann example" not in text for name, text in files.items() if name != "roll.csv")
    assert ("Pseudonymous is not anonymous" in open_words) != named

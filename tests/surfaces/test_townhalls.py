"""A town hall in the terminal and the shell: what people read, and who may do what."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.surfaces.endings import REFUSED
from bot.surfaces.shell import main
from tests.support.apps import Clock
from tests.support.golden import Golden
from tests.support.polling import FACILITATOR, MODERATORS, person
from tests.support.saying import say

ANN, BOB = person("ann"), person("bob")


async def test_a_whole_town_hall_in_the_terminal(light_app: App, clock: Clock, golden: Golden) -> None:
    said = [
        await say(light_app, ANN, "/townhall plan Data starts:2d"),
        await say(light_app, FACILITATOR, '/townhall plan title:"Which data?" starts:"2 days"'),
        await say(light_app, ANN, '/townhall agenda add title:"What is data information?"'),
        await say(light_app, BOB, "/townhall agenda remove item:1"),
        await say(light_app, FACILITATOR, "/townhall list"),
    ]
    golden("townhalls/planned.md", "".join(said))

    clock.move(timedelta(days=2))
    said = [
        await say(light_app, FACILITATOR, "/townhall open"),
        await say(light_app, FACILITATOR, "/townhall open Two"),
    ]
    said.append(await say(light_app, FACILITATOR, "/townhall scribe bob"))
    for who, line in (
        (FACILITATOR, "/say #topic What is data information?"),
        (ANN, "/say It is enough to build an equivalent system."),
        (ANN, "/say #agreed It is enough."),
        (BOB, "/say #agreed"),
        (ANN, "/say off the record, my employer disagrees"),
        (ANN, '/townhall mark action "ann asks the lawyers by Friday"'),
        (ANN, '/townhall mark agreed "It is enough"'),
        (BOB, "/townhall mark agreed message:2"),
        (BOB, "/townhall strike"),
        (BOB, "/townhall show"),
        (BOB, "/townhall off message:2"),
        (ANN, "/townhall off message:2"),
        (ANN, "/townhall off"),
        (FACILITATOR, "/townhall off"),
        (ANN, "/say what nobody shall read"),
        (FACILITATOR, "/townhall on"),
        (ANN, "/townhall consent by_name"),
        (ANN, "/townhall add"),
    ):
        clock.move(timedelta(seconds=20))
        said.append(await say(light_app, who, line))
    golden("townhalls/open.md", "".join(said))

    said = [
        await say(light_app, BOB, "/townhall pause"),
        await say(light_app, FACILITATOR, "/townhall pause"),
        await say(light_app, ANN, "/say In the pause"),
        await say(light_app, MODERATORS[0], "/townhall resume"),
        await say(light_app, BOB, "/townhall show"),
        await say(light_app, FACILITATOR, "/townhall close"),
        await say(light_app, FACILITATOR, "/townhall close"),
        await say(light_app, BOB, "/townhall consent not_at_all"),
        await say(light_app, BOB, "/townhall consent loudly"),
        await say(light_app, BOB, "/townhall show 7"),
    ]
    golden("townhalls/closed.md", "".join(said))


async def test_one_remark_is_told_as_one(light_app: App) -> None:
    await say(light_app, FACILITATOR, "/townhall open One")
    await say(light_app, FACILITATOR, "/say Hello to everybody.")

    shown = await say(light_app, FACILITATOR, "/townhall show")
    closed = await say(light_app, FACILITATOR, "/townhall close")

    assert "1 person took part; 1 remark is kept.\n" in shown
    assert "1 remark was kept." in closed


def test_the_shell_has_groups_within_groups(
    filled_sqlite_database: str, tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("actors:\n  fay: {roles: [facilitator]}\n  ann: {}\n")
    with_ = ["--config", str(config), "--database", filled_sqlite_database, "--as"]

    assert main(clock, ["townhall", "agenda", "add", "Licences", *with_, "ann"]) == REFUSED
    assert "No town hall was held or planned here" in capsys.readouterr().err
    assert main(clock, ["townhall", "open", "--title", "Data", *with_, "fay"]) == 0
    assert main(clock, ["townhall", "agenda", "add", "Licences", *with_, "ann"]) == 0
    assert main(clock, ["say", "#action ann writes", *with_, "ann"]) == 0
    assert main(clock, ["townhall", "agenda", "show", *with_, "ann"]) == 0
    assert "1. “Licences” (ann)" in capsys.readouterr().out

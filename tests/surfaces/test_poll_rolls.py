"""The roll of a poll in the terminal and the shell: drawn from profiles, listed, and what is said of it."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.poll_charters import NamesPolicy
from bot.domain.polls.polls import Via
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.commands import BY_NAME, Context
from bot.surfaces.shell import main
from tests.support.apps import Clock, settings
from tests.support.golden import Golden
from tests.support.polling import CODE, FACILITATOR, MODERATORS, a_draft, an_open_poll, person, said, verified
from tests.support.saying import say

ABOUT_LLAMA = DraftTyped(components="training-code, datasets", freedoms="use, study", subject="llama 2")


def only_the_roll(text: str) -> str:
    """What was typed, and of the answer what it says of the roll."""
    typed, _blank, answer = text.partition("\n\n")
    start = re.search(r"^(Roll:|Not done)", answer, re.MULTILINE)
    told = answer[start.start() :].partition("\n\nComponent ")[0] if start else answer
    return f"{typed}\n\n{told.rstrip()}\n\n"


async def test_a_roll_is_drawn_without_typing_it(light_app: App, golden: Golden, handles: None) -> None:
    await light_app.organisations.group("Meta AI Research", "Meta", "a subsidiary", MODERATORS[0])
    await verified(light_app, "ann", "regulator", "Office for AI")
    await verified(light_app, "bob", "system creator", "Meta AI Research")
    await verified(light_app, "cyd", "end user", conflicts="funder: Meta")
    await a_draft(light_app, ABOUT_LLAMA)

    lines = (
        "/poll roll 1",
        "/poll roll 1 profiles:all",
        '/poll roll 1 profiles:"regulator, end user"',
        '/poll roll 1 "ann bob zoe"',
        '/poll roll 1 "ann | bob, Regulator, Acme | zoe, Licensee, meta"',
        '/poll roll 1 "zoe, Licensee, meta | ann" profiles:"end user"',
        '/poll roll 1 "<@&123456789012345678>"',
        "/poll roll 1 profiles:lawyers",
    )
    seen = [only_the_roll(await say(light_app, FACILITATOR, line)) for line in lines]

    golden("polls/roll.md", "".join(seen))


async def test_a_button_takes_everybody_with_a_profile(light_app: App) -> None:
    await verified(light_app, "ann")
    number = await a_draft(light_app)
    reply = await BY_NAME["poll preview"].run(Context(light_app, FACILITATOR), {"poll": number})
    [button] = [one for one in reply.buttons if one.label == "Take all with a profile"]

    await BY_NAME[button.command].run(Context(light_app, FACILITATOR), button.arguments)

    assert [one.person for one in (await light_app.polls.preview(number)).voters] == ["terminal:ann"]


async def test_while_a_poll_is_open_conflicts_are_shown_and_nobody_is_named(light_app: App) -> None:
    await verified(light_app, "ann", "regulator", conflicts="funder: Meta")
    await verified(light_app, "bob", "system creator", "Meta")
    number = await an_open_poll(light_app, "ann", "bob", "zoe", typed=ABOUT_LLAMA)

    text = (await BY_NAME["poll preview"].run(Context(light_app, person("zoe")), {"poll": number})).text

    assert (
        "2 voters with a conflict of interest (1 discloses one in the profile; 1 stands for the maker of the system, "
        "“Meta”); the result is shown also without them"
    ) in text
    assert not {"ann", "bob"} & set(re.findall(r"\w+", text))


@pytest.mark.parametrize(
    ("names", "conflicts", "column"),
    [
        (NamesPolicy.NAMED, 1, True),
        (NamesPolicy.PSEUDONYMOUS, 1, False),
        (NamesPolicy.PSEUDONYMOUS, 5, True),
    ],
)
async def test_the_files_tell_of_conflicts_only_where_that_singles_nobody_out(
    light_app: App, clock: Clock, names: NamesPolicy, conflicts: int, column: bool
) -> None:
    people = [f"v{number}" for number in range(10)]
    for name in people[:conflicts]:
        await verified(light_app, name, conflicts="employer: Meta")
    for name in people[conflicts:]:
        await verified(light_app, name)
    typed = DraftTyped(components="training-code, datasets", freedoms="use, study", names=names, closes="5 minutes")
    number = await an_open_poll(light_app, *people, typed=typed)
    await light_app.ballots.cast(number, person("v0"), [said(CODE, Choice.YES)], Via.EXPLICIT)
    clock.move(timedelta(minutes=7))

    reply = await BY_NAME["poll result"].run(Context(light_app, person("v0")), {"poll": number})

    roll = next(one.content.decode() for one in reply.attachments if one.name == "roll.csv").splitlines()
    assert ("conflict" in roll[0].split(",")) is column
    # Nobody of them chose a name.
    assert not any("terminal:" in line for line in roll)
    told = "Who that is stands in no file, since voters are pseudonymous." in reply.text
    assert told is not column
    if column:
        place = roll[0].split(",").index("conflict")
        assert sum(line.split(",")[place] == "yes" for line in roll[1:]) == conflicts


def test_the_shell_takes_a_list_or_profiles(
    filled_sqlite_database: str, clock: Clock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async def prepare() -> None:
        app = await App.open(settings(filled_sqlite_database), clock)
        await verified(app, "ann")
        await a_draft(app)
        await app.close()

    asyncio.run(prepare())
    config = tmp_path / "osaibot.yaml"
    config.write_text("actors: {fay: {roles: [facilitator]}}", encoding="utf-8")
    given = ["--as", "fay", "--config", str(config), "--database", filled_sqlite_database]

    assert main(clock, ["poll", "roll", "1", "ann bob", *given]) == 0
    assert "Roll: 2 voters" in capsys.readouterr().out
    assert main(clock, ["poll", "roll", "1", "--profiles", "all", *given]) == 0
    assert "Roll: 1 voter" in capsys.readouterr().out
    assert main(clock, ["poll", "roll", "1", *given]) == 2
    assert "Say who may vote" in capsys.readouterr().err

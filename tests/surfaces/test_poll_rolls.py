"""The roll of a poll in the terminal and the shell: drawn from profiles, listed, and what is said of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.poll_charters import NamesPolicy
from bot.domain.polls.polls import Via
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.commands import BY_NAME, Context
from tests.support.apps import Clock
from tests.support.polling import CODE, an_open_poll, person, said, verified
from tests.surfaces.test_polls import handles as handles

ABOUT_LLAMA = DraftTyped(components="training-code, datasets", freedoms="use, study", subject="llama 2")


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
    assert not any(name in line for name in people for line in roll)
    told = "Who that is stands in no file, since voters are pseudonymous." in reply.text
    assert told is not column
    if column:
        assert sum(line.split(",")[2] == "yes" for line in roll[1:]) == conflicts

"""The one table of commands: its help, its arguments, and the README that lists it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.refusals import Refusal
from bot.settings import read_settings
from bot.surfaces.commands import BY_NAME, COMMANDS, Command, Context

ROOT = Path(__file__).parent.parent.parent
MEMBER = Actor("terminal:member", "member")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_help_that_fits_every_surface(command: Command) -> None:
    texts = [command.summary, *(parameter.description for parameter in command.parameters)]

    assert all(0 < len(text) <= 100 for text in texts)
    assert command.summary.endswith(".")


def test_the_readme_lists_every_command_with_its_summary() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `([a-z0-9 -]+)` \| (.+) \|$", readme, flags=re.MULTILINE))

    assert listed == {command.name: command.summary for command in COMMANDS}


def test_the_example_configuration_is_one_that_can_be_read() -> None:
    settings = read_settings(ROOT / "config.example.yaml", None, {})

    assert settings.definition_in_force == "osaid 1.0"
    assert settings.discord.unasked_channels == (1100000000000000010,)


async def test_a_missing_argument_is_named_with_what_it_is(light_app: App) -> None:
    with pytest.raises(Refusal, match=r"/system show needs name: The system, in any spelling\."):
        await BY_NAME["system show"].run(Context(light_app, MEMBER), {})


async def test_an_argument_that_the_command_has_not_is_refused(light_app: App) -> None:
    with pytest.raises(Refusal, match="/help has no argument “colour”"):
        await BY_NAME["help"].run(Context(light_app, MEMBER), {"colour": "red"})


async def test_a_value_that_is_none_of_the_choices_is_refused_with_the_choices(light_app: App) -> None:
    with pytest.raises(Refusal, match="choose one of: all, conformant, not_conformant, undetermined"):
        await BY_NAME["system list"].run(Context(light_app, MEMBER), {"verdict": "good"})


async def test_a_list_can_be_filtered_by_verdict_and_developer(light_app: App) -> None:
    reply = await BY_NAME["system list"].run(
        Context(light_app, MEMBER), {"verdict": "conformant", "developer": "Allen Institute"}
    )

    assert reply.table is not None
    assert [row[0] for row in reply.table.rows] == ["OLMo", "OLMo 2", "OLMo 3"]


async def test_suggestions_begin_with_what_was_typed(light_app: App) -> None:
    suggest = BY_NAME["system show"].parameters[0].suggest
    assert suggest is not None

    found = await suggest(Context(light_app, MEMBER), "pyth")

    assert [(suggestion.label, suggestion.value) for suggestion in found][:1] == [("Pythia", "pythia")]


async def test_no_more_suggestions_than_a_surface_can_show(light_app: App) -> None:
    suggest = BY_NAME["system show"].parameters[0].suggest
    assert suggest is not None

    assert len(await suggest(Context(light_app, MEMBER), "")) == 25

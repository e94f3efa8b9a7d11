"""Profiles in the terminal: the same two persons as on Discord."""

from __future__ import annotations

import re

import pytest

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.profiles import Stake
from bot.domain.refusals import Refusal
from bot.surfaces.commands import BY_NAME, Context
from bot.surfaces.commands.people import person_named
from bot.surfaces.console import Console
from bot.surfaces.reply import Reply

ANNA = Actor("terminal:anna", "anna", frozenset({Role.MODERATOR}))
BEN = Actor("terminal:ben", "ben")
MONA = Actor("discord:44", "Mona", frozenset({Role.MODERATOR}))
CLAIM = 'profile claim category:"end user" region:europe organisation:"*Mozilla*" conflicts:"employer: Meta"'


async def said(app: App, actor: Actor, *lines: str, prompts: tuple[str, ...] = ()) -> list[Reply]:
    """What is answered to lines, and to the lines of forms."""
    shown: list[Reply] = []
    answers = iter(prompts)

    async def prompt(_label: str) -> str:
        return next(answers)

    console = Console(app, actor, shown.append, prompt)
    for line in lines:
        await console.read(line)
    return shown


async def test_two_persons_of_the_terminal_make_a_profile(light_app: App) -> None:
    await said(light_app, BEN, CLAIM)
    [waiting, confirmed] = await said(light_app, ANNA, "profile waiting", "profile confirm 1")
    [own] = await said(light_app, BEN, "profile show")

    assert waiting.table is not None
    assert waiting.table.rows == (("1", "ben", "End user", "Europe", "“\\*Mozilla\\*”", "22 November 2026"),)
    assert confirmed.text.startswith("Of ben.\n\n**In force**, confirmed by anna on 22 November 2026 (claim 1)")
    assert own.text == (
        "**In force**, confirmed by anna on 22 November 2026 (claim 1)\n- Category: End user\n- Region: Europe\n"
        "- Organisation: “\\*Mozilla\\*”\n- Conflicts of interest: employed by “Meta”"
    )


async def test_a_profile_is_claimed_line_by_line(light_app: App) -> None:
    lines = ("regulator", "africa", "", "", "our page")
    [page, claimed] = await said(light_app, BEN, "profile claim", "1", prompts=lines)

    [profile] = await light_app.profiles.waiting()
    assert page.title == "Your profile"
    assert claimed.title == "Claim noted"
    assert profile.stake == Stake("regulator", "africa", evidence="our page")


async def test_what_is_refused_is_given_back(light_app: App) -> None:
    lines = ("king", "africa", "A \u202eB", "", "")
    [_page, refused] = await said(light_app, BEN, "profile claim", "1", prompts=lines)

    assert refused.text.startswith("“king” is no category of this forum; choose one of: System creator, ")
    assert "/profile claim category:king region:africa" in refused.text


async def test_a_member_sees_neither_the_waiting_list_nor_others(light_app: App) -> None:
    await said(light_app, ANNA, CLAIM)

    replies = await said(light_app, BEN, "profile waiting", "profile show anna", "profile confirm 1")

    assert [reply.text for reply in replies] == [
        "/profile waiting is for the role moderator.",
        "Only moderators see the profile of somebody else, and in a direct message I do not know who is one. /profile "
        "show alone shows yours.",
        "/profile confirm is for the role moderator.",
    ]


async def test_numbers_of_claims_are_suggested_to_moderators_alone(light_app: App) -> None:
    await said(light_app, BEN, CLAIM)
    suggest = BY_NAME["profile confirm"].parameters[0].suggest
    assert suggest is not None

    assert [one.value for one in await suggest(Context(light_app, ANNA), "")] == ["1"]
    assert await suggest(Context(light_app, BEN), "") == []


@pytest.mark.parametrize("name", ["profile show", "profile claim", "profile withdraw", "profile waiting",
                                  "profile confirm", "profile reject", "organisation group"])  # fmt: skip
def test_answers_about_people_are_private(name: str) -> None:
    assert BY_NAME[name].private


@pytest.mark.parametrize(
    ("text", "actor", "expected"),
    [
        ("<@42>", MONA, "discord:42"),
        ("<@!42>", ANNA, "discord:42"),
        ("1100000000000000001", MONA, "discord:1100000000000000001"),
        ("discord:42", ANNA, "discord:42"),
        ("ben", ANNA, "terminal:ben"),
        ("terminal:ben", MONA, "terminal:ben"),
    ],
)
def test_people_are_named_as_each_surface_names_them(text: str, actor: Actor, expected: str) -> None:
    assert person_named(text, actor) == expected


@pytest.mark.parametrize("text", ["Ben", "", "<@&42>", "discord:x", "other:42"])
def test_what_names_nobody_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=re.escape(f"“{text}” names nobody; mention the person")):
        person_named(text, MONA)

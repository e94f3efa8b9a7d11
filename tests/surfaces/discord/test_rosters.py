"""A poll's roll on Discord: drawn from a role where the bot may list members, from mentions and profiles elsewhere."""

from __future__ import annotations

import pytest

from bot.domain.actors import Actor
from tests.support.polling import a_draft, verified
from tests.support.simulation import Forum, OpenForum, Person, Result, embed

REFUSED = (
    "I may not list who holds the role Working group Llama 2. Whoever runs me can allow it: “Server Members Intent” at "
    "https://discord.com/developers/applications, and discord.members: true in the configuration. Meanwhile list "
    "people by mention, or take everybody with a verified profile (profiles: all)."
)


@pytest.fixture
async def seeing(open_forum: OpenForum) -> Forum:
    """A forum whose operator lets the bot list members, with two of the working group and its bot, and a draft."""
    forum = await open_forum(members=True)
    forum.person("amara", "Amara", forum.working_group_role)
    helper = forum.env.create_user("helper", bot=True)
    forum.guild.add_member(helper, roles=[forum.working_group_role])
    await a_draft(forum.app)
    return forum


def role(forum: Forum) -> str:
    """A mention of the working group."""
    return f"<@&{forum.working_group_role.id}>"


async def rolled(forum: Forum, people: str, person: Person | None = None) -> Result:
    """What is answered to a list."""
    return await (person or forum.facilitator).slash(forum.general, "poll roll", poll="1", people=people)


def said(result: Result) -> str:
    shown = result.response or result.followups[0]
    return shown.content


async def names(forum: Forum) -> set[str]:
    """Who stands on the roll, by the names that they have in the guild."""
    known = {f"discord:{member.id}": member.name for member in forum.env.backend.users.values()}
    return {known[one.person] for one in (await forum.app.polls.preview("1")).voters if one.person}


async def test_everybody_who_holds_a_role_is_drawn_and_no_bot(seeing: Forum) -> None:
    result = await rolled(seeing, role(seeing))

    assert "**Roll**: 2 voters" in (embed(result).description or "")
    assert result.ephemeral
    assert await names(seeing) == {"wanjiru", "amara"}


async def test_a_role_stands_beside_people_and_before_the_place_of_all_of_it(seeing: Forum) -> None:
    await rolled(seeing, f"{role(seeing)}, Regulator | <@{seeing.member.id}>, Licensee | <@{seeing.voter.id}>")

    voters = (await seeing.app.polls.preview("1")).voters
    assert sorted(one.category for one in voters) == ["Licensee", "Regulator", "Regulator"]


async def test_who_leaves_the_role_later_stays_on_the_roll(seeing: Forum) -> None:
    await rolled(seeing, role(seeing))
    before = (await seeing.app.polls.preview("1")).token

    seeing.take_role(seeing.voter, seeing.working_group_role)
    await seeing.restart()

    assert await names(seeing) == {"wanjiru", "amara"}
    assert (await seeing.app.polls.preview("1")).token == before


async def test_a_role_works_in_a_form_after_a_restart_too(seeing: Forum) -> None:
    shown = await seeing.facilitator.slash(seeing.general, "poll roll", poll="1")
    assert shown.modal is not None
    await seeing.restart()

    form = seeing.form(seeing.facilitator, seeing.general, shown.modal["custom_id"], people=role(seeing))
    await seeing.deliver(form)

    assert await names(seeing) == {"wanjiru", "amara"}


@pytest.mark.parametrize(
    ("people", "why"),
    [
        ("<@&123456789012345678>", "There is no such role in this server"),
        ("{curators}, Regulator | {empty}", "Nobody holds the role Empty; bots are never listed."),
    ],
)
async def test_a_role_that_is_not_there_or_that_nobody_holds_is_refused(seeing: Forum, people: str, why: str) -> None:
    empty = seeing.guild.create_role("Empty")
    await seeing.env.settle()

    result = await rolled(seeing, people.format(curators=role(seeing), empty=f"<@&{empty.id}>"))

    assert why in said(result)
    assert await names(seeing) == set()


async def test_for_somebody_who_may_not_draw_a_roll_nobody_is_looked_up(seeing: Forum) -> None:
    result = await rolled(seeing, role(seeing), seeing.member)

    assert said(result) == "/poll roll is for the role facilitator."
    assert seeing.requests("GET", "/members") == []


async def test_a_role_is_unknown_in_a_direct_message(seeing: Forum) -> None:
    result = await seeing.facilitator.user.slash("poll roll", poll="1", people=role(seeing))

    assert said(result).startswith("A role is known in its server only, and this is a direct message")


# -- Where the bot may not list members ----------------------------------------------------------------------------


async def test_without_the_intent_a_role_is_refused_with_what_can_be_done(forum: Forum) -> None:
    await a_draft(forum.app)

    result = await rolled(forum, role(forum))

    assert said(result) == REFUSED
    assert result.ephemeral
    assert forum.requests("GET", "/members") == []
    assert await names(forum) == set()


async def test_without_the_intent_mentions_and_profiles_are_a_roll(forum: Forum) -> None:
    await a_draft(forum.app)
    await verified(forum.app, Actor(f"discord:{forum.curator.id}", "Carla"), "end user")

    listed = await rolled(forum, f"<@{forum.voter.id}> {forum.member.id}")
    assert "**Roll**: 2 voters" in (embed(listed).description or "")
    drawn = await forum.facilitator.slash(forum.general, "poll roll", poll="1", profiles="end user")

    assert "- Their places: 1 by a verified profile" in (embed(drawn).description or "")
    assert await names(forum) == {"carla"}


async def test_a_bot_that_is_listed_is_refused_by_its_name(forum: Forum) -> None:
    await a_draft(forum.app)
    helper = forum.env.create_user("helper", bot=True)
    forum.guild.add_member(helper)

    result = await rolled(forum, f"<@{forum.voter.id}> discord:{helper.id} {forum.bot.id}, Regulator")

    refusal, typed = said(result).split(" This is what you wrote:")
    assert refusal == f"Bots never vote; take this out of the list: {forum.bot.name} and helper."
    assert f"discord:{helper.id}" in typed
    assert await names(forum) == set()


async def test_a_button_draws_the_roll_from_profiles(forum: Forum) -> None:
    await a_draft(forum.app)
    await verified(forum.app, Actor(f"discord:{forum.voter.id}", "Wanjiru"))
    page = await forum.facilitator.slash(forum.general, "poll preview", poll="1")
    assert page.response is not None
    await forum.restart()

    await forum.facilitator.click(page.response, label="Take all with a profile")

    assert await names(forum) == {"wanjiru"}


async def test_categories_are_offered_beside_everybody_while_one_types(forum: Forum) -> None:
    everything = await forum.facilitator.autocomplete(forum.general, "poll roll", "profiles", "", poll="1")
    some = await forum.facilitator.autocomplete(forum.general, "poll roll", "profiles", "regu", poll="1")

    assert [(one["name"], one["value"]) for one in everything][:2] == [
        ("Everybody with a verified profile", "all"),
        ("System creator", "system_creator"),
    ]
    assert [one["value"] for one in some] == ["regulator"]

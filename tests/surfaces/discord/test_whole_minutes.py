"""The minutes of a whole town hall on a simulated Discord: drafted, objected to, published, corrected, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.actors import Actor
from bot.domain.chores import Every
from bot.domain.meetings.reviews import MinutesStatus
from bot.services.halls.finding import Venue
from bot.services.minuting import Asking, MinutesView
from bot.surfaces.chores import CHORES, Chore
from tests.support.simulation import Channel, Forum, OpenForum, Person, Result, buttons, embed

HOUR = 3600.0


def hourly() -> Mapping[str, Chore]:
    """The chore of minutes, once an hour: as it is done in earnest would take the simulation long."""
    return {"minutes": replace(CHORES["minutes"], rule=lambda _settings: Every(timedelta(hours=1)))}


def text(result: Result) -> str:
    return embed(result).description or ""


def menu(result: Result, placeholder: str) -> dict[str, Any]:
    """The menu below an answer that says this."""
    shown = result.response or result.followups[0]
    return next(one for one in buttons(shown) if one.get("placeholder") == placeholder)


async def chosen(person: Person, result: Result, placeholder: str, value: str) -> Result:
    """Choose from a menu below an answer."""
    shown = result.response or result.followups[0]
    return await person.select(shown, [value], custom_id=menu(result, placeholder)["custom_id"])


async def press(person: Person, result: Result, label: str) -> Result:
    """Press a button below an answer."""
    return await person.click(result.response or result.followups[0], label=label)


async def pass_time(forum: Forum, hours: int) -> None:
    for _hour in range(hours):
        await forum.env.advance_time(HOUR)


async def held(forum: Forum, channel: Channel) -> tuple[Person, ...]:
    """A town hall of eight people that is over; the first of them appears by name, the second not at all."""
    ana, ben, chidi = (forum.person(name.casefold(), name) for name in ("Ana", "Ben", "Chidi"))
    felix, vera, wanjiru, carla = forum.facilitator, forum.member, forum.voter, forum.curator
    await felix.slash(channel, "townhall open", title="What is data information?")
    notice = forum.last(channel)
    for person, label in ((ana, "By name"), (ben, "Not at all")):
        await person.click(notice, label=label)
    await felix.send(channel, "#topic Data cards")
    await ana.send(channel, "A data card is enough to study a system, as long as it says where everything came from.")
    await ben.send(channel, "My employer trains on books that nobody is allowed to share with anybody at all.")
    await chidi.send(channel, "Ana forgets that nobody can check a card that describes data which nobody has seen.")
    await vera.send(channel, "RESOLUTION: data cards are enough")
    await felix.send(channel, "#agreed Data cards are required")
    await wanjiru.send(channel, "#action write the template of a data card by 1 December 2026")
    await carla.send(channel, "I'll send the list of all systems that have a data card to everybody.")
    await forum.moderator.send(channel, "Thank you all for coming, that was a long discussion about many things.")
    await felix.slash(channel, "townhall close")
    await forum.env.advance_time(60)
    return ana, ben, chidi


async def minutes(forum: Forum, channel: Channel, version: int | None = None) -> MinutesView:
    nobody = Actor("discord:1", "nobody")
    return await forum.app.minutes.show(Asking(nobody, Venue(f"discord:{channel.id}")), version)


@pytest.fixture
async def town_hall(open_forum: OpenForum) -> Forum:
    """The forum, with what happens to minutes by themselves."""
    return await open_forum(message_content=True, chores=hourly())


async def test_minutes_go_from_the_channel_to_the_public_and_are_corrected(town_hall: Forum) -> None:
    forum = town_hall
    channel = forum.guild.create_text_channel("town-hall")
    ana, _ben, chidi = await held(forum, channel)
    felix, mona, vera = forum.facilitator, forum.moderator, forum.member

    refused = await vera.slash(channel, "minutes draft")
    assert "are written by those who led the town hall" in (refused.response or refused.followups[0]).content
    draft = await felix.slash(channel, "minutes draft")
    assert draft.ephemeral
    assert "Data cards are required" in text(draft)
    assert "data cards are enough" not in text(draft)
    section = await chosen(felix, draft, "Read a section", "t1")
    said = (await minutes(forum, channel)).document
    mine = next(one.id for one in said.sentences() if one.author == f"discord:{ana.id}")
    form = await chosen(felix, section, "Word something otherwise", mine)
    assert form.modal is not None
    await felix.submit_modal(form, {"text": "A data card is enough to study a system.", "why": "shorter"})
    suggestions = await press(felix, await felix.slash(channel, "minutes show"), "Suggestions")
    form = await chosen(felix, suggestions, "Take one over", "g1")
    await felix.submit_modal(form, {"text": ""})
    await press(felix, await felix.slash(channel, "minutes show"), "Let them be reviewed")
    await forum.env.advance_time(60)

    told = forum.last(channel)
    assert "are in review" in (told.embeds[0].description or "")
    public = await chidi.click(told, label="Read them")
    assert public.ephemeral
    assert "My employer" not in text(public)
    section = await chosen(chidi, public, "Read a section", "t1")
    assert "Ana" in text(section)
    assert "Chidi" not in text(section)
    assert "My employer" not in text(section)
    section = await chosen(ana, await ana.click(told, label="Read them"), "Read a section", "t1")
    form = await chosen(ana, section, "Object to what you are cited for", mine)
    await ana.submit_modal(form, {"text": "I said under which condition."})
    await forum.restart()

    refused = await mona.slash(channel, "minutes sign")
    assert "are open: #1" in (refused.response or refused.followups[0]).content
    await mona.slash(channel, "minutes edit", part=mine, text="A data card is enough if it says where data came from.")
    await mona.slash(channel, "minutes settle", objection="1", how="changed", answer="It does now.")
    await mona.slash(channel, "minutes sign")
    assert (await minutes(forum, channel)).version.status is MinutesStatus.SIGNED_OFF
    await pass_time(forum, 50)

    published = await minutes(forum, channel)
    assert published.version.status is MinutesStatus.PUBLISHED
    post = forum.last(channel)
    assert "Published" in (post.embeds[0].description or "")
    visitor = await forum.person("zoe", "Zoe").click(post, label="Show the minutes")
    files = await forum.person("yan", "Yan").slash(channel, "minutes file")
    shown = files.response or files.followups[0]
    assert [one.filename for one in shown.attachments] == ["T-2026-0001-v1.md", "T-2026-0001-v1.json"]
    assert "Data cards are required" in text(visitor)

    await mona.slash(channel, "minutes correct", why="The date of the action item is wrong.")
    await mona.slash(channel, "minutes assign", part="a1", owner="nobody", due="2026-12-08")
    await mona.slash(channel, "minutes review")
    await mona.slash(channel, "minutes sign")
    await pass_time(forum, 50)
    corrected = await minutes(forum, channel)
    assert (corrected.version.number, corrected.version.replaces) == (2, 1)
    assert (await minutes(forum, channel, 1)).version.status is MinutesStatus.SUPERSEDED
    await mona.slash(channel, "minutes retract", why="Somebody was named against their will.")
    zoe = await forum.person("zed", "Zed").slash(channel, "minutes show")
    assert "retracted" in text(zoe)
    assert "Data cards" not in text(zoe)


async def test_who_is_not_to_be_named_and_who_takes_back_is_in_no_word_of_the_public(town_hall: Forum) -> None:
    forum = town_hall
    channel = forum.guild.create_text_channel("town-hall")
    ana, ben, chidi = await held(forum, channel)
    mona = forum.moderator
    await mona.slash(channel, "minutes draft")
    await mona.slash(channel, "minutes review")
    await mona.slash(channel, "minutes sign")
    await pass_time(forum, 50)
    before = await forum.person("zoe", "Zoe").slash(channel, "minutes file")
    await ana.slash(channel, "townhall consent", naming="not at all")
    await pass_time(forum, 2)
    after = await forum.person("yan", "Yan").slash(channel, "minutes file")

    def files(result: Result) -> list[Any]:
        return list((result.response or result.followups[0]).attachments)

    told = [(await one.read()).decode() for one in files(before)]
    left = [(await one.read()).decode() for one in files(after)]
    assert all("A data card is enough" in one and "My employer" not in one and "Ben" not in one for one in told)
    assert all("A data card is enough" not in one and "Ana" not in one for one in left)
    assert all(f"{person.id}" not in one for one in left for person in (ana, ben, chidi))
    assert [one.status for one in (await minutes(forum, channel)).versions] == [
        MinutesStatus.SUPERSEDED,
        MinutesStatus.PUBLISHED,
    ]

"""Messages that the bot sends of its own accord, on a simulated Discord: in time, once, and over restarts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import discord
import pytest
from sqlalchemy import text

from bot.app import App
from bot.domain.outboxes import DIRECT, notice
from bot.surfaces.discord.posting import LONGEST_PAUSE_SECONDS, SCHEMES, Posting
from tests.support.posts import COUNTING, EDIT_SECONDS, LEASE_SECONDS, ask, news, sends
from tests.support.simulation import Forum, OpenForum, title


@pytest.fixture
async def forum(open_forum: OpenForum) -> Forum:
    """A forum with kinds of messages for these tests."""
    return await open_forum(kinds=COUNTING)


@pytest.fixture
async def elsewhere(forum: Forum) -> AsyncIterator[App]:
    """The same database, as another process has it."""
    app = await App.open(forum.settings, forum.now)
    yield app
    await app.close()


# -- Sending -------------------------------------------------------------------------------------------------------


async def test_a_notice_arrives_at_once_and_once(forum: Forum) -> None:
    await forum.app.outbox.post(news(forum.general))
    await forum.env.settle()
    await forum.env.advance_time(LEASE_SECONDS + 1)

    (shown,) = forum.answers(forum.general)
    assert (title(shown), shown.embeds[0].description) == ("News 1", "OLMo 2 is **conformant** now.")
    assert (await forum.app.outbox.state()).waiting == 0


async def test_notices_of_a_channel_arrive_in_order(forum: Forum) -> None:
    async with forum.app.store.write() as records:
        for number in range(1, 6):
            await records.outbox.put(news(forum.general, number), forum.now())
            await records.outbox.put(news(forum.ask, number), forum.now())
    await forum.env.settle()

    expected = [f"News {number}" for number in range(1, 6)]
    assert [title(message) for message in forum.answers(forum.general)] == expected
    assert [title(message) for message in forum.answers(forum.ask)] == expected


async def test_a_notice_goes_to_somebody_directly(forum: Forum) -> None:
    await forum.app.outbox.post(notice(f"{DIRECT}{forum.member.id}", "reminder:1", "Reminder", "The poll closes soon."))
    await forum.env.settle()

    (shown,) = forum.answers(forum.member.user.dm_channel)
    assert title(shown) == "Reminder"


async def test_where_embeds_are_not_allowed_a_notice_is_words(forum: Forum) -> None:
    plain = forum.guild.create_text_channel(
        "plain", overwrites={forum.guild.default_role: discord.PermissionOverwrite(embed_links=False)}
    )
    await forum.env.settle()

    await forum.app.outbox.post(news(plain))
    await forum.env.settle()

    (shown,) = forum.answers(plain)
    assert shown.content == "**News 1**\nOLMo 2 is **conformant** now."


async def test_the_platform_is_told_how_to_know_a_message_again(forum: Forum) -> None:
    await forum.app.outbox.post(news(forum.general))
    await forum.env.settle()

    (call,) = sends(forum)
    assert call.json["enforce_nonce"] is True
    assert 0 < len(call.json["nonce"]) <= 25


async def test_what_another_process_has_queued_is_found_after_a_pause(open_forum: OpenForum) -> None:
    forum = await open_forum(pause_seconds=LONGEST_PAUSE_SECONDS)
    elsewhere = await App.open(forum.settings, forum.now)
    await elsewhere.outbox.post(news(forum.general))
    await elsewhere.close()

    await forum.env.advance_time(LONGEST_PAUSE_SECONDS)

    assert [title(message) for message in forum.answers(forum.general)] == ["News 1"]


async def test_two_processes_send_each_message_once(forum: Forum, elsewhere: App) -> None:
    second = Posting(forum.client, elsewhere, forum.client.answering.presenter)
    async with elsewhere.store.write() as records:
        for number in range(8):
            await records.outbox.put(news(forum.general, number), forum.now())
            await records.outbox.put(news(forum.ask, number), forum.now())

    await asyncio.gather(forum.client.posting.round(), second.round())
    # The bot's own loop may have taken some as well, and still be sending them.
    await forum.env.settle()

    assert len(sends(forum)) == 16
    assert len({title(message) for message in forum.answers(forum.general)}) == 8


# -- Restarts ------------------------------------------------------------------------------------------------------


async def test_what_was_queued_before_a_restart_is_sent_after_it(forum: Forum, elsewhere: App) -> None:
    await elsewhere.outbox.post(news(forum.general))
    assert forum.answers(forum.general) == []

    await forum.restart()
    await forum.env.settle()

    assert [title(message) for message in forum.answers(forum.general)] == ["News 1"]


async def test_what_a_process_took_and_did_not_send_is_sent_when_its_lease_has_ended(
    forum: Forum, elsewhere: App
) -> None:
    await elsewhere.outbox.post(news(forum.general))
    assert len(await elsewhere.outbox.claim("crashed", tuple(COUNTING), SCHEMES)) == 1

    await forum.restart()
    await forum.env.settle()
    assert forum.answers(forum.general) == []
    await forum.env.advance_time(LEASE_SECONDS)

    assert [title(message) for message in forum.answers(forum.general)] == ["News 1"]


async def test_a_message_that_was_sent_and_not_noted_is_sent_again_under_the_same_nonce(forum: Forum) -> None:
    async with forum.app.store.connection() as connection:
        refuse = "CREATE TRIGGER refuse BEFORE UPDATE OF revision_sent ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END"
        await connection.execute(text(refuse))
    await forum.app.outbox.post(news(forum.general))
    await forum.env.settle()
    async with forum.app.store.connection() as connection:
        await connection.execute(text("DROP TRIGGER refuse"))

    await forum.restart()
    await forum.env.advance_time(LEASE_SECONDS)
    await forum.env.advance_time(LEASE_SECONDS)

    # The simulated Discord does not look at nonces; the real one gives the first message back for the second call.
    first, second = sends(forum)
    assert first.json["nonce"] == second.json["nonce"]
    assert (await forum.app.outbox.state()).waiting == 0


async def test_a_message_is_edited_after_a_restart(forum: Forum) -> None:
    await ask(forum)
    await forum.restart()

    await ask(forum)
    await forum.env.advance_time(EDIT_SECONDS)

    (shown,) = forum.answers(forum.general)
    assert shown.embeds[0].description == "2 times"

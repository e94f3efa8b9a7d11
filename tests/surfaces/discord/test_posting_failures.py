"""What goes wrong when the bot sends messages of its own accord, on a simulated Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import discord
import pytest
from sqlalchemy import text

from bot.app import App
from bot.domain.outboxes import DIRECT, SEND_WITHIN, Post, notice
from bot.surfaces.posts import Kind
from bot.surfaces.reply import Reply
from tests.support.posts import COUNTING, news, sends
from tests.support.simulation import Forum, OpenForum, title


@pytest.fixture
async def forum(open_forum: OpenForum) -> Forum:
    """A forum with kinds of messages for these tests."""
    return await open_forum(kinds=COUNTING)


async def given_up(forum: Forum) -> list[str]:
    return [post.error for post in (await forum.app.outbox.state()).given_up]


async def test_a_channel_that_is_not_there_is_given_up_at_once(forum: Forum) -> None:
    await forum.app.outbox.post(notice("discord:1", "verdicts:1", "News", "…"))
    await forum.env.settle()
    await forum.env.advance_time(3600)

    assert len(sends(forum)) == 1
    assert await given_up(forum) == ["Unknown Channel (HTTP 404, code 10003)"]


async def test_a_channel_where_the_bot_may_not_write_is_given_up_until_somebody_lets_it(forum: Forum) -> None:
    closed = forum.guild.create_text_channel(
        "closed", overwrites={forum.guild.default_role: discord.PermissionOverwrite(send_messages=False)}
    )
    await forum.env.settle()
    await forum.app.outbox.post(news(closed))
    await forum.env.settle()
    await forum.env.advance_time(3600)
    assert (len(sends(forum)), len(await given_up(forum))) == (1, 1)

    await forum.app.outbox.retry()
    await forum.env.settle()

    assert len(sends(forum)) == 2


async def test_somebody_who_takes_no_direct_messages_is_not_tried_again(forum: Forum) -> None:
    forum.env.inject_error("POST", "/channels/*/messages", status=403, code=50007, message="Cannot send", times=None)

    await forum.app.outbox.post(notice(f"{DIRECT}{forum.member.id}", "reminder:1", "Reminder", "Soon."))
    await forum.env.settle()
    await forum.env.advance_time(3600)

    assert len(sends(forum)) == 1
    assert await given_up(forum) == ["Cannot send (HTTP 403, code 50007)"]


async def test_an_outage_of_the_platform_only_delays(forum: Forum) -> None:
    forum.env.inject_error("POST", "/channels/*/messages", status=503, times=3)

    await forum.app.outbox.post(news(forum.general))
    await forum.env.settle()
    assert forum.answers(forum.general) == []
    await forum.env.advance_time(timedelta(minutes=1).total_seconds())

    assert len(forum.answers(forum.general)) == 1
    assert len(sends(forum)) == 4


async def test_a_message_that_cannot_be_written_keeps_no_other_back(
    forum: Forum, caplog: pytest.LogCaptureFixture
) -> None:
    async with forum.app.store.write() as records:
        await records.outbox.put(Post(f"discord:{forum.general.id}", "broken", "broken"), forum.now())
        await records.outbox.put(news(forum.general), forum.now())
    await forum.env.settle()

    assert [title(message) for message in forum.answers(forum.general)] == ["News 1"]
    assert (await forum.app.outbox.state()).waiting == 1
    assert "KeyError: 'what somebody wrote'" in caplog.text
    async with forum.app.store.connection() as connection:
        assert (await connection.execute(text("SELECT last_error FROM outbox WHERE kind = 'broken'"))).scalar() == (
            "KeyError"
        )


async def test_the_platform_is_given_the_time_that_it_asks_for(open_forum: OpenForum) -> None:
    tries: list[int] = []

    async def hurried(_app: App, _payload: Mapping[str, Any]) -> Reply:
        tries.append(1)
        if len(tries) == 1:
            raise discord.RateLimited(90)
        return Reply("Late", "…")

    forum = await open_forum(kinds={"hurried": Kind(hurried)})
    await forum.app.outbox.post(Post(f"discord:{forum.general.id}", "late", "hurried"))
    await forum.env.settle()
    await forum.env.advance_time(89)
    assert forum.answers(forum.general) == []
    await forum.env.advance_time(1)

    assert [title(message) for message in forum.answers(forum.general)] == ["Late"]


async def test_a_try_that_takes_too_long_is_broken_off_and_made_again(open_forum: OpenForum) -> None:
    tries: list[int] = []

    async def stuck(_app: App, _payload: Mapping[str, Any]) -> Reply:
        tries.append(1)
        if len(tries) == 1:
            await asyncio.sleep(timedelta(hours=1).total_seconds())
        return Reply("Late", "…")

    forum = await open_forum(kinds={"stuck": Kind(stuck)})
    await forum.app.outbox.post(Post(f"discord:{forum.general.id}", "late", "stuck"))
    await forum.env.advance_time(SEND_WITHIN.total_seconds() + 6)

    assert [title(message) for message in forum.answers(forum.general)] == ["Late"]


async def test_a_message_under_way_is_sent_before_the_bot_leaves(open_forum: OpenForum) -> None:
    begun, allowed = asyncio.Event(), asyncio.Event()

    async def slow(_app: App, _payload: Mapping[str, Any]) -> Reply:
        begun.set()
        await allowed.wait()
        return Reply("Last words", "…")

    forum = await open_forum(kinds={"slow": Kind(slow)})
    await forum.app.outbox.post(Post(f"discord:{forum.general.id}", "last", "slow"))
    await begun.wait()
    leaving = asyncio.create_task(forum.client.posting.rounds.finish(5))
    allowed.set()
    await leaving

    assert title(forum.last(forum.general)) == "Last words"
    assert (await forum.app.outbox.state()).waiting == 0


async def test_nothing_is_sent_after_the_bot_has_left(forum: Forum) -> None:
    await forum.client.posting.rounds.finish(5)
    forum.client.posting.rounds.start()

    await forum.app.outbox.post(news(forum.general))
    await forum.env.advance_time(60)

    assert sends(forum) == []
    assert (await forum.app.outbox.state()).waiting == 1


async def test_a_channel_of_another_surface_waits_in_peace(forum: Forum) -> None:
    await forum.app.outbox.post(notice("matrix:7", "verdicts:1", "News", "…"))
    await forum.env.advance_time(3600)

    assert sends(forum) == []
    assert (await forum.app.outbox.state()).waiting == 1

"""Messages that the bot sends of its own accord, on a simulated Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from typing import Any

import discord
import pytest
from sqlalchemy import text

from bot.app import App
from bot.domain.outboxes import DIRECT, EDIT_EVERY, LEASE, SEND_WITHIN, Outbox, Post, notice
from bot.surfaces.discord.posting import LONGEST_PAUSE_SECONDS, SCHEMES, Posting
from bot.surfaces.posts import KINDS, Kind
from bot.surfaces.reply import Reply
from tests.support.simulation import Channel, Forum, OpenForum, title

EDIT_SECONDS = EDIT_EVERY.total_seconds()
LEASE_SECONDS = LEASE.total_seconds()


def news(channel: Channel, number: int = 1) -> Post:
    """A notice for a channel."""
    return notice(f"discord:{channel.id}", f"verdicts:{number}", f"News {number}", "OLMo 2 is **conformant** now.")


async def asked(app: App, _payload: Mapping[str, Any]) -> Reply | None:
    """Says how often a name was asked about, as it is stored; nothing if it never was."""
    found = await app.queues.most_asked()
    return Reply("Asked", f"{found[0].asked} times") if found else None


async def broken(_app: App, _payload: Mapping[str, Any]) -> Reply:
    """A mistake of ours."""
    raise KeyError("what somebody wrote")


COUNTING: Mapping[str, Kind] = {
    **KINDS,
    "asked": Kind(asked),
    "asked anew": Kind(asked, anew=True),
    "broken": Kind(broken),
}


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


async def ask(forum: Forum, kind: str = "asked") -> Post:
    """Let a name be asked about once more, and have the message about it show it."""
    post = Post(f"discord:{forum.general.id}", "asked", kind)
    await forum.app.queues.ask_about(("Foo",), "Is Foo open?", None)
    if not await forum.app.outbox.post(post):
        await forum.app.outbox.touch(post.subject)
    await forum.env.settle()
    return post


def sends(forum: Forum) -> list[Any]:
    """The messages that the bot has tried to send."""
    return [call for call in forum.env.http_requests if call.method == "POST" and call.path.endswith("/messages")]


def edits(forum: Forum) -> list[Any]:
    """The edits that the bot has tried to make."""
    return [call for call in forum.env.http_requests if call.method == "PATCH" and "/messages/" in call.path]


async def given_up(forum: Forum) -> list[str]:
    return [post.error for post in (await forum.app.outbox.state()).given_up]


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


# -- Edits ---------------------------------------------------------------------------------------------------------


async def test_many_changes_are_one_edit_that_shows_the_last(forum: Forum) -> None:
    for _time in range(7):
        await ask(forum)
    assert len(edits(forum)) == 0

    await forum.env.advance_time(EDIT_SECONDS)
    await forum.env.advance_time(60)

    (shown,) = forum.answers(forum.general)
    assert shown.embeds[0].description == "7 times"
    assert len(edits(forum)) == 1


async def test_a_message_that_is_changed_all_the_time_is_edited_every_few_seconds(forum: Forum) -> None:
    await ask(forum)
    for _second in range(20):
        await ask(forum)
        await forum.env.advance_time(1)
    await forum.env.advance_time(EDIT_SECONDS)

    (shown,) = forum.answers(forum.general)
    assert shown.embeds[0].description == "21 times"
    assert 3 <= len(edits(forum)) <= 5


async def test_an_edit_takes_away_what_is_not_said_any_more(forum: Forum) -> None:
    long = notice(f"discord:{forum.general.id}", "list", "All", "A sentence of a list. " * 300)
    await forum.app.outbox.post(long)
    await forum.env.settle()
    assert [file.filename for file in forum.last(forum.general).attachments] == ["whole.md"]

    await forum.app.outbox.post(notice(long.channel, "list", "All", "Nothing."))
    await forum.env.advance_time(EDIT_SECONDS)

    (shown,) = forum.answers(forum.general)
    assert (shown.embeds[0].description, shown.attachments) == ("Nothing.", [])


async def test_with_nothing_to_say_nothing_is_sent(forum: Forum) -> None:
    await forum.app.outbox.post(Post(f"discord:{forum.general.id}", "asked", "asked"))
    await forum.env.settle()

    assert forum.answers(forum.general) == []
    assert (await forum.app.outbox.state()).waiting == 0


@pytest.mark.parametrize(("kind", "expected"), [("asked", []), ("asked anew", ["2 times"])])
async def test_a_deleted_message_stays_so_or_is_sent_anew_as_its_kind_says(
    forum: Forum, kind: str, expected: list[str]
) -> None:
    await ask(forum, kind)
    await forum.delete(forum.last(forum.general))

    await ask(forum, kind)
    await forum.env.advance_time(EDIT_SECONDS)

    assert [message.embeds[0].description for message in forum.answers(forum.general)] == expected
    assert len({call.json["nonce"] for call in sends(forum)}) == 1 + len(expected)
    assert await forum.app.outbox.state() == Outbox(0, ())


async def test_a_deleted_message_is_not_edited_again_and_again(forum: Forum) -> None:
    await ask(forum)
    await forum.delete(forum.last(forum.general))
    for _time in range(3):
        await ask(forum)
        await forum.env.advance_time(EDIT_SECONDS)

    assert len(edits(forum)) == 1


# -- What goes wrong -----------------------------------------------------------------------------------------------


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

"""Answers in channels where the operator wants them unasked."""

from __future__ import annotations

from datetime import timedelta

import discord
import pytest

from tests.support.simulation import Forum, title


@pytest.fixture
async def unasked(forum: Forum) -> Forum:
    """A forum where the bot answers unasked in one channel."""
    forum.set(unasked_channels=(forum.open.id,))
    await forum.restart()
    return forum


async def test_bots_and_webhooks_are_not_answered(unasked: Forum) -> None:
    robot = unasked.guild.add_member(unasked.env.create_user("robot", bot=True))

    await robot.send(unasked.open, f"{unasked.mention} is Llama 2 open source?")
    await unasked.guild.create_webhook(unasked.open).send(f"{unasked.mention} is Llama 2 open source?")

    assert unasked.answers(unasked.open) == []


async def test_in_a_named_channel_a_plain_question_is_answered_unasked(unasked: Forum) -> None:
    message = await unasked.member.send(unasked.open, "is Llama 2 open source AI?")

    (answer,) = unasked.answers(unasked.open)
    assert title(answer) == "Llama 2: osaid 1.0"
    assert answer.reference is not None
    assert answer.reference.message_id == message.id


async def test_a_thread_belongs_to_its_channel(unasked: Forum) -> None:
    channel = unasked.client.get_channel(unasked.open.id)
    assert isinstance(channel, discord.TextChannel)
    await channel.create_thread(name="Talk", type=discord.ChannelType.public_thread)
    await unasked.env.settle()
    (thread,) = unasked.open.threads

    await unasked.member.send(thread, "is Llama 2 open source AI?")

    assert len(unasked.answers(thread)) == 1


async def test_unasked_the_same_is_said_once_an_hour(unasked: Forum) -> None:
    await unasked.member.send(unasked.open, "is Llama 2 open source AI?")
    await unasked.voter.send(unasked.open, "is Llama 2 open source AI?")
    once = len(unasked.answers(unasked.open))

    await unasked.env.advance_time(timedelta(minutes=61).total_seconds())
    await unasked.voter.send(unasked.open, "is Llama 2 open source AI?")

    assert (once, len(unasked.answers(unasked.open))) == (1, 2)


@pytest.mark.parametrize("text", ["hello all", "I like Llama 2", "is Zorblax 9 open source AI?", "lunch?"])
async def test_what_does_not_plainly_ask_about_a_known_system_is_left_alone(unasked: Forum, text: str) -> None:
    await unasked.member.send(unasked.open, text)

    assert unasked.answers(unasked.open) == []


async def test_only_named_channels_are_listened_to(unasked: Forum) -> None:
    await unasked.member.send(unasked.general, "is Llama 2 open source AI?")

    assert unasked.answers(unasked.general) == []


async def test_a_mention_is_answered_in_a_named_channel_however_often(unasked: Forum) -> None:
    for _time in range(2):
        await unasked.member.send(unasked.open, f"{unasked.mention} is Llama 2 open source AI?")

    assert len(unasked.answers(unasked.open)) == 2


async def test_what_goes_wrong_unasked_is_not_said(unasked: Forum, caplog: pytest.LogCaptureFixture) -> None:
    async with unasked.app.store.connection() as connection:
        await connection.exec_driver_sql("DROP TABLE unasked_answers")

    await unasked.member.send(unasked.open, "is Llama 2 open source AI?")

    assert unasked.answers(unasked.open) == []
    assert "a message could not be looked at" in caplog.messages

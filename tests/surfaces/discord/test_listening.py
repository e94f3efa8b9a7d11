"""Messages that are put to the bot, and those that are not."""

from __future__ import annotations

from typing import Any

import discord
import pytest

from bot.surfaces.discord.listening import points_elsewhere
from tests.support.simulation import Forum, OpenForum, title

CLAIM = "Llama 2 is open source AI."
UNREADABLE = "I cannot read that message from here."
UNMENTIONED = "I can only read messages that mention me: mention me in your reply, or use /ask."


@pytest.fixture
async def reading(open_forum: OpenForum) -> Forum:
    """A forum where the bot may read what people write."""
    return await open_forum(message_content=True)


async def test_a_mention_is_answered_with_a_reply(forum: Forum) -> None:
    message = await forum.member.send(forum.general, f"{forum.mention} is Llama 2 open source AI?")

    (answer,) = forum.answers(forum.general)
    assert title(answer) == "Llama 2: osaid 1.0"
    assert answer.reference is not None
    assert answer.reference.message_id == message.id
    assert answer.mentions == []


async def test_the_mention_may_stand_anywhere(forum: Forum) -> None:
    await forum.member.send(forum.general, f"hey, is Llama 2 open source, {forum.mention}?")

    assert [title(answer) for answer in forum.answers(forum.general)] == ["Llama 2: osaid 1.0"]


async def test_a_mention_of_the_bots_role_counts(reading: Forum) -> None:
    role = await reading.own_role()

    await reading.member.send(reading.general, f"{role} is Llama 2 open source?")

    assert [title(answer) for answer in reading.answers(reading.general)] == ["Llama 2: osaid 1.0"]


async def test_a_mention_of_the_bots_role_cannot_be_read_without_the_intent(forum: Forum) -> None:
    role = await forum.own_role()

    await forum.member.send(forum.general, f"{role} is Llama 2 open source?")

    assert [answer.content for answer in forum.answers(forum.general)] == [UNMENTIONED]


async def test_a_reply_to_the_bot_is_answered(forum: Forum) -> None:
    await forum.member.send(forum.general, f"{forum.mention} is Llama 2 open source AI?")
    (first,) = forum.answers(forum.general)

    await forum.member.send(forum.general, "and OLMo 2?", reply_to=first)

    assert [title(answer) for answer in forum.answers(forum.general)] == ["Llama 2: osaid 1.0", "OLMo 2: osaid 1.0"]


async def test_a_reply_that_does_not_mention_the_bot_is_answered_where_it_can_be_read(reading: Forum) -> None:
    await reading.member.send(reading.general, f"{reading.mention} is Llama 2 open source AI?")
    (first,) = reading.answers(reading.general)

    await reading.reply_quietly(reading.member, first, "and OLMo 2?")

    assert title(reading.answers(reading.general)[-1]) == "OLMo 2: osaid 1.0"


async def test_a_reply_to_the_bot_is_answered_after_a_restart(reading: Forum) -> None:
    await reading.member.send(reading.general, f"{reading.mention} is Llama 2 open source AI?")
    (first,) = reading.answers(reading.general)
    await reading.restart()

    await reading.member.send(reading.general, "and OLMo 2?", reply_to=first)

    assert len(reading.answers(reading.general)) == 2


async def test_a_reply_that_does_not_mention_the_bot_cannot_be_read_without_the_intent(forum: Forum) -> None:
    await forum.member.send(forum.general, f"{forum.mention} is Llama 2 open source AI?")
    (first,) = forum.answers(forum.general)

    await forum.reply_quietly(forum.member, first, "and OLMo 2?")

    assert forum.answers(forum.general)[-1].content == UNMENTIONED


@pytest.mark.parametrize("text", ["check this", "is this true?", "", "is it really open source?", "thoughts?"])
async def test_a_mention_in_a_reply_that_points_at_a_claim_checks_the_claim(reading: Forum, text: str) -> None:
    claim = await reading.voter.send(reading.general, CLAIM)

    message = await reading.member.send(reading.general, f"{reading.mention} {text}", reply_to=claim)

    (answer,) = reading.answers(reading.general)
    assert title(answer) == "Llama 2: osaid 1.0"
    assert answer.reference is not None
    assert answer.reference.message_id == message.id


async def test_a_question_of_its_own_goes_before_the_claim(reading: Forum) -> None:
    claim = await reading.voter.send(reading.general, CLAIM)

    await reading.member.send(reading.general, f"{reading.mention} and is OLMo 2 open source?", reply_to=claim)

    assert [title(answer) for answer in reading.answers(reading.general)] == ["OLMo 2: osaid 1.0"]


async def test_a_claim_that_cannot_be_read_leads_to_the_menu(forum: Forum) -> None:
    claim = await forum.voter.send(forum.general, CLAIM)

    await forum.member.send(forum.general, f"{forum.mention} check this", reply_to=claim)

    (answer,) = forum.answers(forum.general)
    assert answer.content.startswith(UNREADABLE)
    assert "“Check this claim”" in answer.content


async def test_a_bare_mention_is_answered_with_help(forum: Forum) -> None:
    await forum.member.send(forum.general, forum.mention)

    assert [title(answer) for answer in forum.answers(forum.general)] == ["What I can do"]


async def test_a_direct_message_is_answered(forum: Forum) -> None:
    await forum.member.send_dm("is Llama 2 open source AI?")

    assert [title(answer) for answer in forum.answers(forum.member.user.dm_channel)] == ["Llama 2: osaid 1.0"]


async def test_a_direct_message_without_a_word_is_answered_with_help(forum: Forum) -> None:
    await forum.write(forum.member, forum.member.user.dm_channel, "", seconds=1)

    assert [title(answer) for answer in forum.answers(forum.member.user.dm_channel)] == ["What I can do"]


@pytest.mark.parametrize(
    "text",
    ["hello", "?", "what is the weather", "thanks!", pytest.param("x" * 2000, id="one long word"), "é🦙", "@everyone"],
)
async def test_whatever_is_written_directly_there_is_an_answer(forum: Forum, text: str) -> None:
    await forum.member.send_dm(text)

    assert len(forum.answers(forum.member.user.dm_channel)) == 1


async def test_a_message_passed_on_directly_is_read(forum: Forum) -> None:
    claim = await forum.voter.send(forum.general, CLAIM)

    await forum.member.forward(claim, forum.member.user.dm_channel)

    assert [title(answer) for answer in forum.answers(forum.member.user.dm_channel)] == ["Llama 2: osaid 1.0"]


async def test_names_of_others_stay_in_the_question_as_words(forum: Forum) -> None:
    await forum.member.send(
        forum.general, f"{forum.mention} {forum.voter.mention} says Zorblax 9 is open source AI, is it?"
    )

    (answer,) = forum.answers(forum.general)
    assert f"<@{forum.voter.id}>" not in str(answer.embeds[0].to_dict())


async def test_nothing_said_among_people_is_answered(reading: Forum) -> None:
    first = await reading.voter.send(reading.general, CLAIM)

    await reading.member.send(reading.general, "is Llama 2 open source?", reply_to=first)
    await reading.member.send(reading.open, "is Llama 2 open source?")

    assert reading.answers(reading.general) == []
    assert reading.answers(reading.open) == []


async def test_a_refusal_is_said_in_reply(forum: Forum) -> None:
    await forum.member.send(forum.general, f"{forum.mention} is Llama 2 open source under osaid 7.7?")

    assert len(forum.answers(forum.general)) == 1


async def test_a_question_that_is_delivered_again_has_the_same_nonce(forum: Forum) -> None:
    message = await forum.member.send(forum.general, f"{forum.mention} is Llama 2 open source AI?")

    await forum.again(message)

    sent = [call.json for call in forum.requests("POST", "/messages")]
    assert [(body["nonce"], body["enforce_nonce"]) for body in sent] == [(str(message.id), True)] * 2


async def test_an_unknown_system_asked_about_again_by_the_same_message_is_counted_once(forum: Forum) -> None:
    message = await forum.member.send(forum.general, f"{forum.mention} is Zorblax 9 open source AI?")

    await forum.again(message)

    (unknown,) = await forum.app.queues.most_asked()
    assert unknown.asked == 1


async def test_where_embeds_are_forbidden_the_answer_is_plain_text(forum: Forum) -> None:
    everybody = forum.guild.default_role
    denied = discord.PermissionOverwrite(embed_links=False, attach_files=False)
    plain = forum.guild.create_text_channel("plain", overwrites={everybody: denied})

    await forum.member.send(plain, f"{forum.mention} is Llama 2 open source AI?")

    (answer,) = forum.answers(plain)
    assert answer.embeds == []
    assert answer.content.startswith("**Llama 2: osaid 1.0**\n**Llama 2 is not open source AI** under osaid 1.0.")


async def test_where_the_bot_may_not_speak_it_says_so_in_its_log(
    forum: Forum, caplog: pytest.LogCaptureFixture
) -> None:
    mine: Any = forum.client.user
    silent = discord.PermissionOverwrite(send_messages=False)
    quiet = forum.guild.create_text_channel("quiet", overwrites={mine: silent})

    await forum.member.send(quiet, f"{forum.mention} is Llama 2 open source AI?")

    assert forum.answers(quiet) == []
    assert f"no permission to answer in channel {quiet.id}" in caplog.messages


@pytest.mark.parametrize(
    "text",
    [
        "",
        "check this",
        "Check this claim, please!",
        "is this true?",
        "is that right",
        "really?",
        "is it open source",
        "what's this?",
        "can you verify that?",
    ],
)
def test_a_text_may_just_point_at_another(text: str) -> None:
    assert points_elsewhere(text)


@pytest.mark.parametrize(
    "text",
    [
        "what is open source AI?",
        "and OLMo 2?",
        "is Llama 2 open source",
        "compare it with BLOOM",
        "which systems pass?",
    ],
)
def test_a_text_may_ask_something_itself(text: str) -> None:
    assert not points_elsewhere(text)

"""Answers in time, once, and whatever happens."""

from __future__ import annotations

import asyncio
import re

import pytest

from bot.domain.refusals import Refusal
from bot.surfaces.commands import COMMANDS
from bot.surfaces.commands.registry import Context, command
from bot.surfaces.reply import Reply
from tests.support.simulation import Forum, OpenForum, embed


@command("wait")
async def wait(_context: Context, seconds: str, end: str | None = None) -> Reply:
    """Take a while.

    Args:
        seconds: How long.
        end: "refuse" or "fail" instead of an answer.
    """
    await asyncio.sleep(float(seconds))
    if end == "refuse":
        raise Refusal("Not *now*, <@1>.")
    if end == "fail":
        raise ZeroDivisionError("a secret of the inside")
    return Reply("Done", f"after {seconds} seconds")


@command("work", slow=True)
async def work(_context: Context, end: str | None = None) -> Reply:
    """Take long, and know it.

    Args:
        end: "refuse" or "fail" instead of an answer.
    """
    return await wait.function(_context, "0", end)


@command("build", slow=True, private=True)
async def build(context: Context) -> Reply:
    """Say how far it is."""
    for number in range(3):
        context.tell(f"Topic {number + 1} of 3")
        await asyncio.sleep(1.5)
    return Reply("Built", "All of it.")


@command("overflow")
async def overflow(_context: Context) -> Reply:
    """Answer with a link that the platform refuses."""
    from bot.surfaces.reply import Link

    return Reply("Done", "", links=(Link("x", "nowhere"),))


MORE = (*COMMANDS, wait, work, build, overflow)
SORRY = r"Something went wrong here, and it is not your fault\. It is in my log as ([0-9a-f]{8})\."


@pytest.fixture
async def slow_forum(open_forum: OpenForum) -> Forum:
    return await open_forum(commands=MORE)


def reference_in(text: str, caplog: pytest.LogCaptureFixture) -> str:
    """The reference that a person was given; it stands in the log, once, with a traceback."""
    match = re.fullmatch(SORRY, text)
    assert match, text
    logged = [record for record in caplog.records if match[1] in record.getMessage()]
    assert len(logged) == 1
    assert logged[0].levelname == "ERROR"
    assert logged[0].exc_info
    return match[1]


async def test_a_quick_command_is_answered_with_one_call(slow_forum: Forum) -> None:
    result = await slow_forum.member.slash(slow_forum.general, "wait", seconds="0")

    assert embed(result).title == "Done"
    assert not result.deferred
    assert len(slow_forum.requests("POST", "")) == 1


async def test_a_command_of_four_seconds_is_acknowledged_first(slow_forum: Forum) -> None:
    delivery = slow_forum.slash(slow_forum.member, slow_forum.general, "wait", seconds="4")

    (result,) = await slow_forum.deliver(delivery, seconds=2)
    acknowledged = result.deferred
    await slow_forum.env.advance_time(3)

    assert acknowledged
    assert embed(result).title == "Done"


async def test_a_private_answer_stays_private_when_it_takes_long(slow_forum: Forum) -> None:
    delivery = slow_forum.slash(slow_forum.member, slow_forum.general, "wait", seconds="4", private=True)

    (result,) = await slow_forum.deliver(delivery, seconds=5)

    assert result.ephemeral
    assert embed(result).title == "Done"


async def test_an_answer_that_takes_more_than_fifteen_minutes_is_given_up(
    slow_forum: Forum, caplog: pytest.LogCaptureFixture
) -> None:
    delivery = slow_forum.slash(slow_forum.member, slow_forum.general, "wait", seconds="960")

    await slow_forum.deliver(delivery, seconds=970)

    assert "the answer to /wait came too late" in caplog.messages


async def test_a_command_that_is_known_to_be_slow_is_acknowledged_at_once(slow_forum: Forum) -> None:
    result = await slow_forum.member.slash(slow_forum.general, "work")

    first, _second = slow_forum.requests("POST", "")
    assert first.path.endswith("/callback")
    assert first.json == {"type": 5}
    assert embed(result).title == "Done"


async def test_a_refusal_is_for_the_asker_alone_and_harmless(slow_forum: Forum) -> None:
    result = await slow_forum.member.slash(slow_forum.general, "wait", seconds="0", end="refuse")

    assert result.ephemeral
    assert result.response is not None
    assert result.response.content == "Not \\*now\\*, <\u200b@1>."


@pytest.mark.parametrize("name", ["wait", "work"])
async def test_a_late_refusal_is_for_the_asker_alone_too(slow_forum: Forum, name: str) -> None:
    options = {"seconds": "4"} if name == "wait" else {}
    delivery = slow_forum.slash(slow_forum.member, slow_forum.general, name, end="refuse", **options)

    (result,) = await slow_forum.deliver(delivery, seconds=5)

    (only,) = result.followups
    assert only.content == "Not \\*now\\*, <\u200b@1>."
    assert only.ephemeral
    assert slow_forum.general.history() == []


async def test_a_late_refusal_of_a_private_request_takes_the_place_of_the_answer(slow_forum: Forum) -> None:
    result = await slow_forum.member.slash(slow_forum.general, "work", end="refuse", private=True)

    assert result.response is not None
    assert result.response.content == "Not \\*now\\*, <\u200b@1>."
    assert result.ephemeral


async def test_an_error_is_logged_once_and_the_asker_gets_a_reference(
    slow_forum: Forum, caplog: pytest.LogCaptureFixture
) -> None:
    result = await slow_forum.member.slash(slow_forum.general, "wait", seconds="0", end="fail")

    assert result.response is not None
    assert reference_in(result.response.content, caplog)
    assert "secret" not in result.response.content
    assert result.ephemeral


async def test_a_late_error_is_for_the_asker_alone(slow_forum: Forum, caplog: pytest.LogCaptureFixture) -> None:
    delivery = slow_forum.slash(slow_forum.member, slow_forum.general, "wait", seconds="4", end="fail")

    (result,) = await slow_forum.deliver(delivery, seconds=5)

    (only,) = result.followups
    assert reference_in(only.content, caplog)
    assert only.ephemeral


async def test_an_answer_that_the_platform_refuses_is_an_error_too(
    slow_forum: Forum, caplog: pytest.LogCaptureFixture
) -> None:
    slow_forum.env.inject_error("POST", "/interactions/*/callback", status=500)

    result = await slow_forum.member.slash(slow_forum.general, "overflow")

    assert result.response is not None
    assert reference_in(result.response.content, caplog)


async def test_an_error_in_a_message_is_answered_with_a_reference(
    open_forum: OpenForum, caplog: pytest.LogCaptureFixture
) -> None:
    @command("ask")
    async def failing(_context: Context, question: str, definition: str | None = None) -> Reply:
        """Fail.

        Args:
            question: Anything.
            definition: Anything.
        """
        raise ZeroDivisionError

    forum = await open_forum(commands=(failing, *COMMANDS[1:]))

    await forum.member.send(forum.general, f"{forum.mention} is Llama 2 open source?")

    assert reference_in(forum.last(forum.general).content, caplog)


async def test_whoever_cannot_be_answered_at_all_is_named_in_the_log(
    forum: Forum, caplog: pytest.LogCaptureFixture
) -> None:
    forum.env.inject_error("POST", "/interactions/*/callback", status=500, times=None)

    await forum.member.slash(forum.general, "ask", question="Llama 2")

    assert any(message.startswith("somebody could not be told why there is no answer") for message in caplog.messages)


async def test_a_message_that_takes_long_to_answer_shows_that_the_bot_is_at_it(open_forum: OpenForum) -> None:
    @command("ask")
    async def thinking(context: Context, question: str) -> Reply:
        """Think first.

        Args:
            question: Anything.
        """
        return await wait.function(context, "4")

    forum = await open_forum(commands=(thinking, *COMMANDS[1:]))

    await forum.write(forum.member, forum.general, f"{forum.mention} is Llama 2 open source?", seconds=2)
    waiting = (len(forum.requests("POST", "/typing")), len(forum.answers(forum.general)))
    await forum.env.advance_time(3)

    assert waiting == (1, 0)
    assert len(forum.answers(forum.general)) == 1


async def test_a_request_that_another_process_answered_is_left_to_it(
    forum: Forum, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    delivery = forum.slash(forum.member, forum.general, "ask", question="Llama 2")

    await forum.deliver(delivery, delivery)

    assert len(forum.general.history()) == 1
    assert "/ask was answered by another process already" in caplog.messages
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_correction_that_is_delivered_twice_is_taken_in_once(forum: Forum) -> None:
    delivery = forum.slash(
        forum.member, forum.general, "system correct", name="llama-2", what="The year.", source="https://example.org"
    )

    await forum.deliver(delivery, delivery)

    corrections = await forum.app.reviews.all()
    assert [(found.system, found.proposer) for found in corrections] == [("llama-2", f"discord:{forum.member.id}")]


async def test_twenty_people_can_ask_at_once(forum: Forum) -> None:
    deliveries = [forum.slash(forum.member, forum.general, "ask", question="Llama 2") for _number in range(20)]

    results = await forum.deliver(*deliveries)

    assert {embed(result).title for result in results} == {"Llama 2: osaid 1.0"}


async def test_nothing_pings(forum: Forum) -> None:
    await forum.member.send(forum.general, f"{forum.mention} is Llama 2 open source? @everyone")

    (call,) = forum.requests("POST", "/messages")
    assert call.json["allowed_mentions"] == {"parse": [], "replied_user": False}


async def test_a_stop_waits_for_the_answers_under_way(slow_forum: Forum) -> None:
    delivery = slow_forum.slash(slow_forum.member, slow_forum.general, "wait", seconds="20")
    (result,) = await slow_forum.deliver(delivery, seconds=2)

    finishing = asyncio.ensure_future(slow_forum.client.answering.finish(60))
    await slow_forum.env.advance_time(19)
    await finishing

    assert embed(result).title == "Done"


async def test_a_stop_does_not_wait_for_ever(slow_forum: Forum, caplog: pytest.LogCaptureFixture) -> None:
    delivery = slow_forum.slash(slow_forum.member, slow_forum.general, "wait", seconds="20")
    await slow_forum.deliver(delivery, seconds=2)

    await slow_forum.client.answering.finish(0.01)

    assert "stopped with 1 answers under way" in caplog.messages


async def test_whoever_waits_sees_how_far_it_is_and_then_the_answer_in_its_place(slow_forum: Forum) -> None:
    result = await slow_forum.member.slash(slow_forum.general, "build")

    shown = [call.json.get("content") for call in slow_forum.requests("PATCH", "/messages/@original")]
    assert shown == [*(f"Topic {number} of 3" for number in range(1, len(shown))), None]
    assert len(shown) > 2
    assert embed(result).title == "Built"
    assert result.followups == []

"""What happens to polls because time passes, on a simulated Discord."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.chores import Every
from bot.domain.polls.ballots import Choice
from bot.domain.polls.poll_charters import Reminding
from bot.domain.polls.polls import EventKind, PollState, RollEntry, Via
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.chores import CHORES, Chore
from tests.support.polling import CODE, FACILITATOR, a_draft, confirmed, said
from tests.support.posts import EDIT_SECONDS
from tests.support.simulation import Forum, OpenForum, Person, embed, title
from tests.support.voting import open_poll, poll_message, vote

MINUTE, HOUR = 60, 3600
SMALL = DraftTyped(components="training-code, datasets", freedoms="use, study", contact="the forum's desk")


def every(minutes: float) -> Mapping[str, Chore]:
    """The chore of polls, so often: as it is done in earnest would take the simulation long."""
    chore = replace(CHORES["polls"], rule=lambda _settings: Every(timedelta(minutes=minutes)))
    return {"polls": chore}


async def opened_by_command(forum: Forum, *people: Person, **typed: Any) -> str:
    """A poll that a facilitator opens in the channel of the working group."""
    roll = [RollEntry(f"discord:{person.id}", "regulator") for person in people or (forum.voter,)]
    number = await a_draft(forum.app, replace(SMALL, **typed), roll)
    await confirmed(forum.app, number)
    await forum.facilitator.slash(forum.working_group, "poll open", poll=number)
    await forum.env.settle()
    return number


async def pass_time(forum: Forum, seconds: float, step: float = 10 * MINUTE) -> None:
    """Let much time pass, in steps that each settle in time."""
    while seconds > 0:
        await forum.env.advance_time(min(step, seconds))
        seconds -= step


async def stopped(forum: Forum, seconds: float) -> None:
    """Have no process at all for so long; then one starts again."""
    for rounds in (forum.client.heart, forum.client.chores.rounds, forum.client.posting.rounds):
        await rounds.finish(1)
    await forum.env.advance_time(seconds)
    await forum.restart()
    await forum.env.settle()


async def state(forum: Forum, number: str) -> PollState:
    return (await forum.app.polls.preview(number)).state


async def later(forum: Forum, number: str) -> float:
    """By how many hours the close of a poll was moved."""
    poll = (await forum.app.polls.preview(number)).poll
    return (poll.closes_at - poll.charter.closes_at).total_seconds() / HOUR


async def count(forum: Forum, number: str, kind: EventKind) -> int:
    async with forum.app.store.read() as records:
        return len(await records.poll_events.of(number, kind))


def titles(forum: Forum) -> list[str | None]:
    return [title(message) for message in forum.answers(forum.working_group)]


def labels(message: discord.Message) -> list[str | None]:
    return [item.label for row in message.components for item in row.children]  # type: ignore[union-attr]


# -- The close -----------------------------------------------------------------------------------------------------


async def test_a_poll_closes_by_itself_and_its_channel_is_told(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=CHORES)
    number = await open_poll(forum, typed=replace(SMALL, closes="5 minutes"))
    await forum.app.ballots.cast(
        number, Actor(f"discord:{forum.voter.id}", "x"), [said(CODE, Choice.YES)], Via.EXPLICIT
    )  # fmt: skip

    await forum.env.advance_time(5 * MINUTE + 20)
    assert titles(forum) == [f"Poll {number}: closed"]
    await forum.env.advance_time(MINUTE)

    assert titles(forum) == [f"Poll {number}: closed", f"Result of poll {number}"]
    assert labels(poll_message(forum))[0] == "Result"


async def test_a_poll_whose_close_nobody_was_up_for_is_closed_after_the_start(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(10))
    number = await open_poll(forum, typed=replace(SMALL, closes="1 hour"))

    await stopped(forum, 9 * HOUR)

    assert titles(forum)[1:] == [f"Result of poll {number}"]
    assert await count(forum, number, EventKind.CLOSED) == 1


async def test_a_poll_that_opens_later_is_shown_as_open_when_it_does(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(1))
    number = await open_poll(forum, typed=replace(SMALL, opens="2026-01-01 00:10", closes="1 day"))
    assert "Vote" not in labels(poll_message(forum))

    await forum.env.advance_time(11 * MINUTE)

    assert titles(forum) == [f"Poll {number}: open"]
    assert "Vote" in labels(poll_message(forum))


async def test_two_processes_close_a_poll_once(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(60))
    number = await open_poll(forum, typed=replace(SMALL, closes="30 minutes"))
    await forum.client.chores.rounds.finish(1)
    await forum.env.advance_time(HOUR)
    elsewhere = await App.open(forum.settings, forum.now)

    await asyncio.gather(forum.app.poll_keeping.keep(), elsewhere.poll_keeping.keep())
    await elsewhere.close()
    await forum.restart()
    await forum.env.advance_time(EDIT_SECONDS)

    assert await count(forum, number, EventKind.CLOSED) == 1
    assert titles(forum)[1:] == [f"Result of poll {number}"]


# -- Outages -------------------------------------------------------------------------------------------------------


async def test_while_the_bot_is_there_no_poll_is_extended(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(10), beating=True)
    number = await opened_by_command(forum, closes="1 hour")

    await pass_time(forum, 50 * MINUTE)

    assert await later(forum, number) == 0
    assert await count(forum, number, EventKind.OUTAGE) == 0


async def test_a_process_that_was_down_gives_the_time_back_and_shows_it(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(10), beating=True)
    number = await opened_by_command(forum, closes="4 hours")
    await forum.env.advance_time(MINUTE)

    await stopped(forum, 2.5 * HOUR)
    await forum.restart()
    await forum.env.advance_time(EDIT_SECONDS)

    assert await later(forum, number) == 3
    assert await count(forum, number, EventKind.EXTENDED) == 1
    assert "Extended from" in (poll_message(forum).embeds[0].description or "")


async def test_a_restart_of_two_minutes_extends_nothing(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(10), beating=True)
    number = await opened_by_command(forum, closes="4 hours")
    await forum.env.advance_time(MINUTE)

    await stopped(forum, 2 * MINUTE)

    assert await count(forum, number, EventKind.OUTAGE) == 0
    assert await later(forum, number) == 0


async def test_a_process_without_its_gateway_is_away(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(10), beating=True)
    number = await opened_by_command(forum, closes="1 hour")
    await forum.env.advance_time(MINUTE)
    shard = forum.client.get_shard(0)
    assert shard is not None

    await shard.disconnect()
    await forum.env.settle()
    await pass_time(forum, 1.5 * HOUR)
    assert await state(forum, number) is PollState.CLOSED
    assert await count(forum, number, EventKind.CLOSED) == 0
    await shard.reconnect()
    await forum.env.advance_time(1)

    assert await state(forum, number) is PollState.OPEN
    assert await later(forum, number) == 2
    assert await count(forum, number, EventKind.EXTENDED) == 1


@pytest.mark.parametrize(("own", "expected"), [(True, 1), (False, 0)])
async def test_only_the_connection_of_its_own_guild_matters_to_a_poll(
    open_forum: OpenForum, own: bool, expected: int
) -> None:
    forum = await open_forum(chores=every(10), beating=True, shard_count=2)
    number = await opened_by_command(forum, closes="4 hours")
    await forum.env.advance_time(MINUTE)
    guild = forum.client.guilds[0]
    shard = forum.client.get_shard(guild.shard_id if own else 1 - guild.shard_id)
    assert shard is not None

    await shard.disconnect()
    await pass_time(forum, 10 * MINUTE)
    await shard.reconnect()
    await forum.env.advance_time(MINUTE)

    assert await later(forum, number) == expected


async def test_a_ballot_that_comes_before_the_first_beat_is_taken(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(10), beating=True)
    number = await opened_by_command(forum, closes="1 hour")
    await forum.env.advance_time(MINUTE)
    for rounds in (forum.client.heart.rounds, forum.client.chores.rounds):
        await rounds.finish(1)
    await forum.env.advance_time(2 * HOUR)

    receipt = await forum.voter.slash(forum.general, "ballot text", poll=number, text="training-code: use=yes")

    assert title(receipt.response) == f"Your ballot in poll {number} is stored"  # type: ignore[arg-type]
    assert await count(forum, number, EventKind.EXTENDED) == 1


async def test_a_result_that_is_asked_for_after_an_outage_is_not_told_yet(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(10), beating=True)
    number = await opened_by_command(forum, closes="1 hour")
    await forum.env.advance_time(MINUTE)
    for rounds in (forum.client.heart.rounds, forum.client.chores.rounds):
        await rounds.finish(1)
    await forum.env.advance_time(2 * HOUR)

    asked = await forum.member.slash(forum.general, "poll result", poll=number)

    assert f"Poll {number} is open until" in asked.followups[0].content
    assert await count(forum, number, EventKind.CLOSED) == 0


async def test_a_guild_that_discord_itself_has_lost_is_not_reached(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(10), beating=True)
    number = await opened_by_command(forum, closes="4 hours")
    await forum.env.advance_time(MINUTE)
    (guild,) = forum.client.guilds

    guild.unavailable = True
    await pass_time(forum, HOUR)
    guild.unavailable = False
    await forum.env.advance_time(MINUTE)

    assert await count(forum, number, EventKind.EXTENDED) == 1


# -- Reminders -----------------------------------------------------------------------------------------------------


async def reminded(forum: Forum, *people: Person, **typed: Any) -> str:
    """A poll of a day and a half, some time after its reminder of 24 hours was due."""
    roll = [RollEntry(f"discord:{person.id}", "regulator") for person in people or (forum.voter,)]
    number = await a_draft(forum.app, replace(SMALL, closes="36 hours", **typed), roll)
    await confirmed(forum.app, number)
    await forum.app.polls.open(number, FACILITATOR, f"discord:{forum.working_group.id}")
    await forum.env.settle()
    await forum.env.advance_time(13 * HOUR)
    return number


def reminder(forum: Forum) -> discord.Message:
    """The message that reminds."""
    _poll, message = forum.answers(forum.working_group)
    return message


def pinged(forum: Forum, message: discord.Message) -> list[Any]:
    """Whom a message may ping, as Discord was told."""
    posted = [call for call in forum.requests("POST", f"/channels/{message.channel.id}/messages")
              if (call.json.get("content") or "") == message.content]  # fmt: skip
    allowed: Mapping[str, Any] = posted[-1].json["allowed_mentions"]
    assert allowed["parse"] == []
    assert not allowed.get("roles")
    return [int(id_) for id_ in allowed.get("users", ())]


async def test_a_reminder_tells_the_close_and_the_turnout_and_pings_nobody(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(60))
    number = await reminded(forum)

    message = reminder(forum)
    shown = message.embeds[0].description or ""
    assert title(message) == f"Reminder: poll {number}"
    assert "Closes <t:1767355200:F>" in shown
    assert "Took part: 0 of 1 who may vote." in shown
    assert message.content == ""
    assert pinged(forum, message) == []
    assert labels(message) == ["Vote", "My ballot"]


async def test_exactly_those_who_have_not_answered_are_pinged(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(60))
    done, directly, never = (forum.person(name, name) for name in ("done", "directly", "never"))
    await directly.slash(forum.general, "ballot remind", how="direct")
    await never.slash(forum.general, "ballot remind", how="never")
    await forum.env.advance_time(1)
    question = f"Which, {forum.member.mention} <@{never.id}> @everyone?"
    number = await a_draft(
        forum.app,
        replace(SMALL, closes="36 hours", question=question, reminders=Reminding.PING),
        [RollEntry(f"discord:{one.id}", f"<@{never.id}>") for one in (forum.voter, done, directly, never)],
    )
    await confirmed(forum.app, number)
    await forum.app.polls.open(number, FACILITATOR, f"discord:{forum.working_group.id}")
    await forum.app.ballots.rest_not_required(number, Actor(f"discord:{done.id}", "done"))
    await forum.env.advance_time(13 * HOUR)

    message = reminder(forum)
    assert message.content == f"<@{forum.voter.id}>"
    assert pinged(forum, message) == [forum.voter.id]
    assert [person.id for person in message.mentions] == [forum.voter.id]
    assert not message.mention_everyone
    (private,) = forum.answers(directly.user.dm_channel)
    assert title(private) == f"Reminder: poll {number}"
    assert labels(private) == ["Vote", "My ballot", "No more reminders"]
    assert pinged(forum, private) == []


async def test_where_embeds_are_not_allowed_nobody_else_is_pinged_either(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(60))
    plain = forum.guild.create_text_channel(
        "plain", overwrites={forum.guild.default_role: discord.PermissionOverwrite(embed_links=False)}
    )
    forum.working_group = plain
    await forum.env.settle()
    await reminded(forum, question=f"Which, {forum.member.mention} @everyone?", reminders=Reminding.PING)

    message = reminder(forum)
    assert message.content.startswith(f"<@{forum.voter.id}>\n**Reminder")
    assert [person.id for person in message.mentions] == [forum.voter.id]
    assert not message.mention_everyone
    assert pinged(forum, message) == [forum.voter.id]


async def test_one_votes_from_the_reminder_and_from_the_direct_one(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(60))
    await forum.voter.slash(forum.general, "ballot remind", how="direct")
    await reminded(forum)
    (private,) = forum.answers(forum.voter.user.dm_channel)

    here = await forum.voter.click(reminder(forum), label="Vote")
    there = await forum.voter.user.click(private, label="My ballot")
    enough = await forum.voter.user.click(private, label="No more reminders")

    assert here.ephemeral
    assert (embed(there).title or "").startswith("Your ballot in poll")
    assert "You are neither pinged nor written to." in (embed(enough).description or "")


async def test_a_reminder_is_sent_once_though_the_bot_starts_again(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(60))
    await forum.voter.slash(forum.general, "ballot remind", how="direct")
    await reminded(forum)
    for _time in range(2):
        await forum.restart()
        await forum.env.settle()

    assert len(forum.answers(forum.working_group)) == 2
    assert len(forum.answers(forum.voter.user.dm_channel)) == 1


async def test_a_bot_that_was_down_when_it_was_time_does_not_remind_late(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(60))
    await open_poll(forum, typed=replace(SMALL, closes="36 hours"))

    await stopped(forum, 25 * HOUR)
    assert len(forum.answers(forum.working_group)) == 1
    await forum.env.advance_time(8.5 * HOUR)

    assert len(forum.answers(forum.working_group)) == 2


async def test_a_reminder_says_nothing_of_what_anybody_said(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(60))
    others = [forum.person(f"v{number}", f"V{number}") for number in range(3)]
    seen = []
    for choice in (Choice.YES, Choice.NO):
        await forum.env.settle()
        number = await a_draft(
            forum.app,
            replace(SMALL, closes="36 hours", interim="live"),  # type: ignore[arg-type]
            [RollEntry(f"discord:{one.id}") for one in others],
        )
        await confirmed(forum.app, number)
        await forum.app.polls.open(number, FACILITATOR, f"discord:{forum.general.id}")
        for one in others:
            await forum.app.ballots.cast(number, Actor(f"discord:{one.id}", "x"), [said(CODE, choice)], Via.EXPLICIT)
        await forum.env.advance_time(13 * HOUR)
        [shown] = [one for one in forum.answers(forum.general) if title(one) == f"Reminder: poll {number}"]
        seen.append((shown.embeds[0].description or "").partition("Took part")[2])
        await forum.env.advance_time(24 * HOUR)

    assert seen[0] == seen[1]


# -- Its message ---------------------------------------------------------------------------------------------------


async def test_a_poll_whose_message_is_deleted_gets_another_at_once(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(60))
    number = await open_poll(forum)

    await forum.delete(poll_message(forum))
    await forum.env.advance_time(EDIT_SECONDS)
    await forum.env.advance_time(EDIT_SECONDS)

    assert titles(forum) == [f"Poll {number}: open"]
    assert (await vote(forum, forum.voter)).ephemeral


async def test_a_result_that_is_deleted_stays_so(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=every(10))
    await open_poll(forum, typed=replace(SMALL, closes="1 hour"))
    await forum.env.advance_time(1.5 * HOUR)

    await forum.delete(forum.last(forum.working_group))
    await forum.env.advance_time(MINUTE)

    assert len(forum.answers(forum.working_group)) == 1

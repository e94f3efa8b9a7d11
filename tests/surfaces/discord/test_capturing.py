"""A town hall in a channel: what is written there is kept once, whatever happens to the bot in between."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

import discord
import pytest

from bot.domain.meetings.discussions import Discussion, Gone, Mark, Naming
from bot.domain.meetings.halls import HallEventKind
from tests.support.simulation import Channel, Forum, OpenForum, Person, embed

MINUTE = 60.0


@pytest.fixture
async def forum(open_forum: OpenForum) -> Forum:
    """A forum in which the bot reads what is written."""
    return await open_forum(message_content=True)


async def opened(forum: Forum, channel: Channel | None = None) -> discord.Message:
    """The notice of a town hall that is opened in a channel."""
    where = channel or forum.general
    await forum.facilitator.slash(where, "townhall open", title="What is data information?")
    return forum.last(where)


async def kept(forum: Forum, number: str = "1") -> Discussion:
    """All that the town hall keeps."""
    return await forum.app.halls.discussion(number)


async def texts(forum: Forum) -> list[str]:
    """What was said, in order."""
    return [one.text for one in (await kept(forum)).remarks]


async def sent(forum: Forum, person: Person, text: str, reply_to: discord.Message | None = None) -> discord.Message:
    """A message in the channel of the town hall."""
    return await person.send(forum.general, text, reply_to=reply_to)


def signs(forum: Forum, message: discord.Message) -> list[str]:
    """The bot's reactions to a message."""
    ours = f"/messages/{message.id}/reactions/"
    paths = [call.path for call in forum.requests("PUT", "/@me") if ours in call.path]
    return [unquote(path.split("/")[-2]) for path in paths]


async def test_the_notice_has_a_button_for_each_way_of_being_named(forum: Forum) -> None:
    notice = await opened(forum)

    assert notice.embeds[0].title == "Town hall T-2026-0001, open: What is data information?"
    result = await forum.member.click(notice, label="By name")

    assert result.ephemeral
    assert "with your name" in (embed(result).description or "")
    found = await kept(forum)
    assert {one.name: one.naming for one in found.participants}["Vera"] is Naming.BY_NAME


async def test_what_is_written_is_kept_with_its_link_and_what_it_replies_to(forum: Forum) -> None:
    await sent(forum, forum.member, "before it")
    await forum.env.advance_time(MINUTE)
    await opened(forum)

    first = await sent(forum, forum.member, "Data cards are enough.")
    second = await sent(forum, forum.voter, "They are not.", first)
    await forum.member.send(forum.ask, "elsewhere")

    one, two = (await kept(forum)).remarks
    assert (one.text, one.author, one.link) == (
        "Data cards are enough.",
        f"discord:{forum.member.id}",
        f"https://discord.com/channels/{forum.guild.id}/{forum.general.id}/{first.id}",
    )
    assert (two.text, two.reply_to, two.at) == ("They are not.", 1, second.created_at)
    assert len(forum.answers(forum.general)) == 1


async def test_a_mark_is_acknowledged_with_a_sign_and_one_without_right_with_a_word(forum: Forum) -> None:
    await opened(forum)

    topic = await sent(forum, forum.facilitator, "#topic Data cards")
    agreed = await sent(forum, forum.moderator, "RESOLUTION: keep them")
    refused = await sent(forum, forum.member, "#agreed they are enough")
    action = await sent(forum, forum.member, "ACTION: Vera asks the lawyers")
    off = await sent(forum, forum.member, "off the record, I doubt it")

    assert [signs(forum, message) for message in (topic, agreed, action)] == [["📝"], ["📝"], ["📝"]]
    assert signs(forum, off) == ["🔇"]
    assert signs(forum, refused) == []
    (answer,) = [one for one in forum.answers(forum.general) if one.reference]
    assert answer.reference is not None
    assert answer.reference.message_id == refused.id
    assert answer.content.startswith("“agreed” is for those who lead")
    assert [one.mark_void for one in (await kept(forum)).remarks] == [False, False, True, False, False]


async def test_edits_and_deletions_are_followed_until_and_after_the_end(forum: Forum) -> None:
    await opened(forum)
    one = await sent(forum, forum.member, "We need the waits.")
    two = await sent(forum, forum.voter, "I work for Meta.")
    three = await sent(forum, forum.voter, "And data.")

    await forum.member.edit(one, "We need the weights.")
    await forum.voter.delete(two)
    await forum.env.advance_time(MINUTE)
    await forum.facilitator.slash(forum.general, "townhall close")
    await forum.env.advance_time(MINUTE)
    await forum.member.edit(one, "We need nothing.")
    await forum.delete(three)
    await sent(forum, forum.member, "after the end")

    remarks = (await kept(forum)).remarks
    assert [(remark.text, remark.gone) for remark in remarks] == [
        ("We need the weights.", None),
        ("", Gone.DELETED),
        ("", Gone.DELETED),
    ]
    assert remarks[0].edited_since is not None


async def test_a_message_that_is_deleted_at_once_leaves_no_text(forum: Forum) -> None:
    await opened(forum)

    await forum.fleeting(forum.member, forum.general, "my password is swordfish")

    (remark,) = (await kept(forum)).remarks
    assert (remark.text, remark.gone) == ("", Gone.DELETED)


async def test_reactions_are_kept_and_the_bots_own_are_not(forum: Forum) -> None:
    await opened(forum)
    message = await sent(forum, forum.facilitator, "#info see the paper")

    await forum.member.react(message, "👍")
    await forum.voter.react(message, "👍")
    await forum.voter.unreact(message, "👍")

    (remark,) = (await kept(forum)).remarks
    assert remark.reactions == {"👍": (f"discord:{forum.member.id}",)}


async def test_a_reaction_of_the_facilitator_is_a_mark(forum: Forum) -> None:
    await opened(forum)
    message = await sent(forum, forum.member, "Data cards are enough.")

    await forum.member.react(message, "✅")
    await forum.facilitator.react(message, "✅")
    await forum.moderator.react(message, "🎯")

    declared = (await kept(forum)).declared
    assert [(one.mark, one.by) for one in declared] == [
        (Mark.AGREED, f"discord:{forum.facilitator.id}"),
        (Mark.ACTION, f"discord:{forum.moderator.id}"),
    ]
    assert signs(forum, message) == ["📝", "📝"]


async def test_what_happened_while_the_bot_was_away_is_made_good_without_a_gap_or_a_double(forum: Forum) -> None:
    await opened(forum)
    one = await sent(forum, forum.member, "heard")
    two = await sent(forum, forum.voter, "heard, then deleted")
    three = await sent(forum, forum.voter, "heard, then edited")
    with forum.away():
        four = await sent(forum, forum.member, "#action missed")
        await forum.voter.delete(two)
        await forum.voter.edit(three, "edited while away")
        await forum.member.react(one, "👍")
        await sent(forum, forum.member, "missed, too")

    await forum.restart()
    await forum.env.settle()
    await sent(forum, forum.member, "heard again")
    await forum.restart()
    await forum.env.settle()

    assert await texts(forum) == ["heard", "", "edited while away", "#action missed", "missed, too", "heard again"]
    assert signs(forum, four) == ["📝"]
    remarks = (await kept(forum)).remarks
    assert remarks[1].gone is Gone.DELETED
    assert remarks[0].reactions == {"👍": (f"discord:{forum.member.id}",)}


async def test_what_was_missed_before_the_close_is_made_good_after_it(forum: Forum) -> None:
    await opened(forum)
    with forum.away():
        await sent(forum, forum.member, "missed")
    await forum.env.advance_time(MINUTE)
    await forum.facilitator.slash(forum.general, "townhall close")
    await forum.env.settle()

    assert await texts(forum) == ["missed"]
    assert await forum.app.back_fill.incomplete() == ()


async def test_without_the_right_to_the_history_nothing_counts_as_deleted(forum: Forum) -> None:
    unseen = discord.PermissionOverwrite(read_message_history=False)
    channel = forum.guild.create_text_channel("no-history", overwrites={forum.bot: unseen})
    await opened(forum, channel)
    await forum.member.send(channel, "heard")
    with forum.away():
        await forum.member.send(channel, "missed")
    await forum.restart()
    await forum.env.advance_time(MINUTE)
    await forum.facilitator.slash(channel, "townhall close")
    await forum.env.settle()

    assert await texts(forum) == ["heard"]
    async with forum.app.store.read() as records:
        (looked,) = await records.hall_events.of("T-2026-0001", HallEventKind.BACK_FILLED)
    assert looked.body["error"] == "history not readable"


async def test_messages_are_marked_and_taken_off_the_record_by_their_menu(forum: Forum) -> None:
    await opened(forum)
    message = await sent(forum, forum.member, "We keep the four freedoms.")

    added = await forum.facilitator.context_menu(forum.general, "Add to minutes", message)
    assert added.response is not None
    await forum.facilitator.click(added.response, label="Note as agreed")
    (mark,) = (await kept(forum)).declared
    refused = await forum.voter.context_menu(forum.general, "Take off the record", message)
    off = await forum.member.context_menu(forum.general, "Take off the record", message)

    assert added.ephemeral
    assert (mark.mark, mark.text, mark.sources) == (Mark.AGREED, "We keep the four freedoms.", (1,))
    assert refused.response is not None
    assert "Somebody else wrote that" in refused.response.content
    assert "off the record" in (embed(off).description or "")
    assert await texts(forum) == [""]


async def test_without_the_intent_mentions_the_menu_and_say_are_kept(open_forum: OpenForum) -> None:
    forum = await open_forum(message_content=False)
    notice = await opened(forum)
    unread = await sent(forum, forum.member, "nobody can read this")

    mentioned = await sent(forum, forum.member, f"{forum.mention} #action Vera asks")
    await forum.voter.slash(forum.general, "say", text="By a form.")
    await forum.voter.context_menu(forum.general, "Add to minutes", unread)

    assert "I cannot read what is written here" in (notice.embeds[0].description or "")
    assert await texts(forum) == ["nobody can read this", "#action Vera asks", "By a form."]
    assert signs(forum, mentioned) == ["📝"]
    assert not [one for one in forum.answers(forum.general) if one.reference]
    await forum.restart()
    assert await texts(forum) == ["nobody can read this", "#action Vera asks", "By a form."]


async def test_a_thread_is_a_place_of_its_own(forum: Forum) -> None:
    thread = forum.thread(forum.general, "Data", forum.facilitator)
    await opened(forum, thread)

    await forum.facilitator.send(thread, "in the thread")
    await forum.member.send(forum.general, "beside it")
    await forum.restart()

    found = await kept(forum)
    assert found.place == "discord thread"
    assert await texts(forum) == ["in the thread"]


async def test_a_planned_town_hall_is_an_event_of_the_server_and_its_channel_is_reminded(forum: Forum) -> None:
    starts = forum.now() + timedelta(days=2)
    await forum.facilitator.slash(forum.general, "townhall plan", title="Data", starts=f"{starts:%Y-%m-%d %H:%M} UTC")
    await forum.env.settle()

    await forum.env.advance_time(timedelta(days=1, hours=1).total_seconds())

    titles = [one.embeds[0].title for one in forum.answers(forum.general) if one.embeds]
    (event,) = forum.events()
    assert (event.name, event.entity_metadata) == ("Data", {"location": f"<#{forum.general.id}>"})
    assert [title for title in titles if title and title.startswith("Reminder")] == [
        "Reminder: Town hall T-2026-0001, planned: Data"
    ]


async def test_the_event_of_a_planned_town_hall_follows_the_plan(forum: Forum) -> None:
    starts, later = (forum.now().replace(second=0, microsecond=0) + timedelta(days=days) for days in (2, 3))
    await forum.facilitator.slash(forum.general, "townhall plan", title="Data", starts=f"{starts:%Y-%m-%d %H:%M} UTC")
    await forum.env.settle()
    await forum.facilitator.slash(
        forum.general, "townhall move", title="Data, again", starts=f"{later:%Y-%m-%d %H:%M} UTC"
    )
    await forum.env.advance_time(timedelta(minutes=2).total_seconds())
    (event,) = forum.events()
    moved = (event.name, discord.utils.parse_time(event.scheduled_start_time))

    await forum.facilitator.slash(forum.general, "townhall cancel", why="Nobody has time.")
    await forum.env.advance_time(timedelta(days=3).total_seconds())

    (event,) = forum.events()
    titles = [one.embeds[0].title or "" for one in forum.answers(forum.general) if one.embeds]
    assert moved == ("Data, again", later)
    assert event.status == discord.EventStatus.cancelled.value
    assert not [title for title in titles if title.startswith("Reminder")]

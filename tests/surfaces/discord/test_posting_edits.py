"""Edits of messages that the bot sent of its own accord, on a simulated Discord: few, and the last one always."""

from __future__ import annotations

import pytest

from bot.domain.outboxes import Outbox, Post, notice
from tests.support.posts import COUNTING, EDIT_SECONDS, ask, edits, sends
from tests.support.simulation import Forum, OpenForum


@pytest.fixture
async def forum(open_forum: OpenForum) -> Forum:
    """A forum with kinds of messages for these tests."""
    return await open_forum(kinds=COUNTING)


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


@pytest.mark.parametrize(("kind", "left"), [("asked", 0), ("asked anew", 1)])
async def test_of_what_is_deleted_only_what_shall_stay_is_sent_anew_at_once(forum: Forum, kind: str, left: int) -> None:
    await ask(forum, kind)

    await forum.delete(forum.last(forum.general))
    await forum.env.advance_time(EDIT_SECONDS)

    assert len(forum.answers(forum.general)) == left
    assert await forum.app.outbox.state() == Outbox(0, ())


async def test_a_deleted_message_is_not_edited_again_and_again(forum: Forum) -> None:
    await ask(forum)
    await forum.delete(forum.last(forum.general))
    for _time in range(3):
        await ask(forum)
        await forum.env.advance_time(EDIT_SECONDS)

    assert len(edits(forum)) == 1

"""Messages that must reach a channel, on both engines."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.outboxes import EDIT_EVERY, LEASE, Claim, GivenUp, Outbox, Post
from bot.store import Store

NOW = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
NOTICE = Post("discord:7", "verdicts:17", "notice", {"title": "News", "text": "One verdict changed."})


async def put(store: Store, post: Post = NOTICE, at: datetime = NOW) -> bool:
    async with store.write() as records:
        return await records.outbox.put(post, at)


async def touch(store: Store, subject: str = NOTICE.subject, at: datetime = NOW) -> int:
    async with store.write() as records:
        return await records.outbox.touch(subject, at)


async def claim(
    store: Store, at: datetime = NOW, holder: str = "one", limit: int = 20, schemes: tuple[str, ...] = ("discord:",)
) -> tuple[Claim, ...]:
    async with store.write() as records:
        return await records.outbox.claim(holder, ("notice",), schemes, at, limit)


async def note_sent(store: Store, claimed: Claim, at: datetime = NOW, message_id: str | None = "900") -> bool:
    async with store.write() as records:
        return await records.outbox.sent(claimed, message_id, at)


async def next_due(store: Store) -> datetime | None:
    async with store.glance() as records:
        return await records.outbox.next_due(("notice",), ("discord:",))


async def state(store: Store) -> Outbox:
    async with store.read() as records:
        return await records.outbox.state(NOW - timedelta(days=30))


# -- Queueing ------------------------------------------------------------------------------------------------------


async def test_what_is_queued_is_taken_with_all_that_it_needs(store: Store) -> None:
    await put(store)

    (taken,) = await claim(store)

    assert (taken.post, taken.message_id, taken.attempts, taken.until) == (NOTICE, None, 0, NOW + LEASE)
    assert 0 < len(taken.nonce) <= 25


async def test_the_same_message_queued_again_is_one(store: Store) -> None:
    assert [await put(store), await put(store)] == [True, False]

    assert len(await claim(store)) == 1


async def test_a_payload_with_tuples_queued_again_is_the_same(store: Store) -> None:
    post = Post("discord:7", "list", "notice", {"systems": ("olmo", "pythia")})

    assert [await put(store, post), await put(store, post)] == [True, False]


async def test_whether_a_channel_has_a_message_depends_on_all_that_it_says(store: Store) -> None:
    await put(store)

    others = [
        Post("discord:8", NOTICE.subject, "notice", NOTICE.payload),
        Post(NOTICE.channel, "verdicts:18", "notice", NOTICE.payload),
        Post(NOTICE.channel, NOTICE.subject, "poll", NOTICE.payload),
        Post(NOTICE.channel, NOTICE.subject, "notice", {"title": "News"}),
    ]
    async with store.read() as records:
        assert await records.outbox.holds(NOTICE)
        assert [await records.outbox.holds(post) for post in others] == [False] * 4


@pytest.mark.parametrize(
    ("channel", "message_id", "kinds", "found"),
    [
        ("discord:7", "900", ("notice",), True),
        ("discord:8", "900", ("notice",), False),
        ("discord:7", "901", ("notice",), False),
        ("discord:7", "900", ("poll",), False),
    ],
)
async def test_a_message_is_looked_after_by_the_platforms_id(
    store: Store, channel: str, message_id: str, kinds: tuple[str, ...], found: bool
) -> None:
    await put(store)
    (taken,) = await claim(store)
    await note_sent(store, taken)

    async with store.write() as records:
        assert await records.outbox.touch_message(channel, message_id, kinds, NOW) is found
    assert len(await claim(store, NOW + EDIT_EVERY)) == found


async def test_another_message_about_the_same_subject_is_an_edit(store: Store) -> None:
    await put(store)
    (first,) = await claim(store)
    await note_sent(store, first)

    changed = Post(NOTICE.channel, NOTICE.subject, "notice", {"title": "News", "text": "Two verdicts changed."})
    assert await put(store, changed, NOW + SECOND) is True

    (edit,) = await claim(store, NOW + EDIT_EVERY)
    assert (edit.post, edit.message_id) == (changed, "900")


async def test_a_subject_may_have_a_message_in_each_of_several_channels(store: Store) -> None:
    await put(store)
    await put(store, Post("discord:8", NOTICE.subject, "notice"))

    assert {taken.post.channel for taken in await claim(store)} == {"discord:7", "discord:8"}
    assert await touch(store) == 2


async def test_what_is_queued_in_a_transaction_that_fails_is_not_queued(store: Store) -> None:
    async def fail() -> None:
        async with store.write() as records:
            await records.outbox.put(NOTICE, NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()

    assert await claim(store) == ()


async def test_the_process_is_told_when_a_transaction_has_queued_something_and_only_then(store: Store) -> None:
    told: list[str] = []
    store.when_queued(lambda: told.append("queued"))

    await touch(store, "nothing:1")
    await put(store)
    await put(store)
    await claim(store)

    assert told == ["queued"]


# -- Claiming ------------------------------------------------------------------------------------------------------


async def test_two_processes_that_take_at_once_have_each_message_once(store: Store, other: Store) -> None:
    for number in range(30):
        await put(store, Post("discord:7", f"verdicts:{number}", "notice"))

    taken = await asyncio.gather(
        *(claim(process, holder=f"holder-{n}", limit=4) for n in range(5) for process in (store, other))
    )

    subjects = [one.post.subject for claims in taken for one in claims]
    assert len(subjects) == len(set(subjects))
    assert len(await claim(store, limit=40)) == 30 - len(subjects)


async def test_what_is_taken_is_free_again_when_the_lease_has_ended(store: Store) -> None:
    await put(store)
    await claim(store, NOW, "crashed")

    assert await claim(store, NOW + LEASE - SECOND, "other") == ()
    assert await next_due(store) == NOW + LEASE
    (taken,) = await claim(store, NOW + LEASE, "other")
    assert taken.holder == "other"


async def test_a_message_sent_again_after_a_crash_has_the_same_nonce(store: Store) -> None:
    await put(store)
    (first,) = await claim(store, NOW, "crashed")
    (second,) = await claim(store, NOW + LEASE, "other")

    assert first.nonce == second.nonce


async def test_the_oldest_come_first_and_no_more_than_asked_for(store: Store) -> None:
    for number in (2, 1, 3):
        await put(store, Post("discord:7", f"verdicts:{number}", "notice"), NOW + number * SECOND)

    taken = await claim(store, NOW + 5 * SECOND, limit=2)

    assert [one.post.subject for one in taken] == ["verdicts:1", "verdicts:2"]


async def test_channels_that_nobody_serves_and_kinds_that_nobody_writes_wait(store: Store) -> None:
    await put(store, Post("matrix:7", "a", "notice"))
    await put(store, Post("discord:7", "b", "unheard-of"))
    await put(store, Post("discord-user:7", "c", "notice"))

    assert await claim(store) == ()
    assert await next_due(store) is None
    assert (await state(store)).waiting == 3


# -- Sending -------------------------------------------------------------------------------------------------------


async def test_a_message_that_was_sent_is_done(store: Store) -> None:
    await put(store)
    (taken,) = await claim(store)

    assert await note_sent(store, taken) is True
    assert await claim(store, NOW + timedelta(days=1)) == ()
    assert await state(store) == Outbox(0, ())


async def test_many_changes_become_one_edit_a_little_later(store: Store) -> None:
    await put(store)
    (first,) = await claim(store)
    await note_sent(store, first)

    for seconds in (1, 2, 3):
        await touch(store, at=NOW + seconds * SECOND)

    assert await next_due(store) == NOW + EDIT_EVERY
    assert await claim(store, NOW + 4 * SECOND) == ()
    (edit,) = await claim(store, NOW + EDIT_EVERY)
    assert (edit.message_id, edit.revision) == ("900", 4)
    await note_sent(store, edit, NOW + EDIT_EVERY)
    assert await claim(store, NOW + timedelta(days=1)) == ()


async def test_a_change_long_after_the_last_edit_is_due_at_once(store: Store) -> None:
    await put(store)
    (first,) = await claim(store)
    await note_sent(store, first)

    await touch(store, at=NOW + timedelta(hours=1))

    assert await next_due(store) == NOW + timedelta(hours=1)


async def test_a_change_while_a_message_is_being_sent_becomes_an_edit(store: Store) -> None:
    await put(store)
    (first,) = await claim(store)
    await touch(store)
    await note_sent(store, first)

    (edit,) = await claim(store, NOW + EDIT_EVERY)

    assert (edit.message_id, edit.revision) == ("900", 2)


async def test_a_first_send_repeated_counts_as_the_first_state_only(store: Store) -> None:
    await put(store)
    await claim(store, NOW, "crashed after it sent")
    await touch(store)

    (again,) = await claim(store, NOW + LEASE)
    await note_sent(store, again, NOW + LEASE)

    (edit,) = await claim(store, NOW + LEASE + EDIT_EVERY)
    assert (again.revision, edit.revision, edit.message_id) == (1, 2, "900")


async def test_nothing_to_say_is_done_until_there_is_something(store: Store) -> None:
    await put(store)
    (first,) = await claim(store)
    await note_sent(store, first, message_id=None)
    assert await claim(store, NOW + timedelta(days=1)) == ()

    await touch(store, at=NOW + timedelta(days=1))

    (again,) = await claim(store, NOW + timedelta(days=1))
    assert (again.message_id, again.revision) == (None, 2)


async def test_a_failed_try_waits_for_its_time_and_changes_do_not_hurry_it(store: Store) -> None:
    await put(store)
    (first,) = await claim(store)
    async with store.write() as records:
        await records.outbox.failed(first, "HTTP 500", NOW + timedelta(minutes=1))
    await touch(store, at=NOW + SECOND)

    assert await claim(store, NOW + timedelta(seconds=59)) == ()
    (again,) = await claim(store, NOW + timedelta(minutes=1))
    assert again.attempts == 1


async def test_what_was_given_up_stays_so_until_it_is_retried(store: Store) -> None:
    await put(store)
    (first,) = await claim(store)
    async with store.write() as records:
        await records.outbox.give_up(first, "403 (50013)", NOW)
    await touch(store)

    assert await claim(store, NOW + timedelta(days=1)) == ()
    assert await state(store) == Outbox(0, (GivenUp("discord:7", "verdicts:17", "403 (50013)", NOW),))

    async with store.write() as records:
        assert await records.outbox.retry(NOW + timedelta(days=1)) == 1
    assert len(await claim(store, NOW + timedelta(days=1))) == 1
    assert await state(store) == Outbox(1, ())


async def test_what_was_given_up_long_ago_is_not_spoken_of(store: Store) -> None:
    await put(store)
    (first,) = await claim(store)
    async with store.write() as records:
        await records.outbox.give_up(first, "403", NOW - timedelta(days=31))

    assert (await state(store)).given_up == ()


async def test_a_message_that_is_gone_is_sent_anew_with_another_nonce(store: Store) -> None:
    await put(store)
    (first,) = await claim(store)
    await note_sent(store, first)
    await touch(store)
    (edit,) = await claim(store, NOW + EDIT_EVERY)
    async with store.write() as records:
        await records.outbox.lost(edit, NOW + EDIT_EVERY)

    (anew,) = await claim(store, NOW + EDIT_EVERY)

    assert (anew.message_id, anew.revision) == (None, 2)
    assert anew.nonce != first.nonce


async def test_a_claim_given_back_is_free_at_once(store: Store) -> None:
    await put(store)
    (first,) = await claim(store)
    async with store.write() as records:
        assert await records.outbox.release(first) is True

    assert len(await claim(store, holder="other")) == 1


async def test_whoever_comes_too_late_changes_nothing_but_has_the_message_edited_once_more(store: Store) -> None:
    await put(store)
    (late,) = await claim(store, NOW, "late")
    (current,) = await claim(store, NOW + LEASE, "current")
    await note_sent(store, current, NOW + LEASE, "901")

    assert await note_sent(store, late, NOW + LEASE, "900") is False

    (edit,) = await claim(store, NOW + LEASE + EDIT_EVERY)
    assert (edit.message_id, edit.revision) == ("901", 2)


async def test_a_late_failure_is_not_noted(store: Store) -> None:
    await put(store)
    (late,) = await claim(store, NOW, "late")
    (current,) = await claim(store, NOW + LEASE, "current")
    async with store.write() as records:
        assert await records.outbox.give_up(late, "403", NOW + LEASE) is False

    assert await note_sent(store, current, NOW + LEASE) is True

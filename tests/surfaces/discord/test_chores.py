"""What the bot does at set times, on a simulated Discord."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.app import App
from bot.domain.chores import Every, Weekday, Weekly
from bot.domain.outboxes import notice
from bot.surfaces.chores import Chore
from bot.surfaces.discord.chores import Chores
from tests.support.simulation import OpenForum, title

HOUR = timedelta(hours=1).total_seconds()
WEEK = timedelta(weeks=1).total_seconds()


async def count(app: App) -> None:
    """Leaves a trace: asks about a name once more."""
    await app.queues.ask_about(("Foo",), "Is Foo open?", None)


async def fail_once(app: App) -> None:
    """Fails the first time."""
    await count(app)
    if await times(app) == 1:
        raise KeyError("what somebody wrote")


async def times(app: App) -> int:
    """How often it was done."""
    return sum(name.asked for name in await app.queues.most_asked())


def weekly() -> dict[str, Chore]:
    """A chore for Thursday, the simulated Discord's first day, at eight."""
    return {"digest": Chore(count, lambda _settings: Weekly(Weekday.THURSDAY, 8))}


async def test_a_weekly_chore_is_done_at_its_hour_and_a_week_later(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=weekly())

    await forum.env.advance_time(7 * HOUR)
    assert await times(forum.app) == 0
    await forum.env.advance_time(HOUR)
    assert await times(forum.app) == 1
    await forum.env.advance_time(WEEK - 1)
    assert await times(forum.app) == 1
    await forum.env.advance_time(1)
    assert await times(forum.app) == 2


async def test_weeks_that_were_missed_are_made_good_once(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=weekly())
    await forum.client.chores.rounds.finish(1)
    await forum.env.advance_time(3 * WEEK + 9 * HOUR)
    assert await times(forum.app) == 0

    await forum.restart()
    await forum.env.settle()

    assert await times(forum.app) == 1
    (state,) = await forum.app.chores.all()
    assert state.due_at - forum.now() == timedelta(weeks=1) - timedelta(hours=1)


async def test_a_chore_is_done_by_one_of_two_processes(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=weekly())
    await forum.client.chores.rounds.finish(1)
    elsewhere = await App.open(forum.settings, forum.now)
    await forum.env.advance_time(8 * HOUR)

    await asyncio.gather(forum.client.chores.round(), Chores(forum.client, elsewhere, weekly()).round())

    assert await times(elsewhere) == 1
    await elsewhere.close()


async def test_a_chore_of_a_process_that_died_is_done_by_the_next(open_forum: OpenForum) -> None:
    forum = await open_forum(chores=weekly())
    await forum.client.chores.rounds.finish(1)
    await forum.env.advance_time(8 * HOUR)
    assert await forum.app.chores.claim("crashed", ("digest",)) is not None

    await forum.restart()
    await forum.env.settle()
    assert await times(forum.app) == 0
    await forum.env.advance_time(timedelta(minutes=5).total_seconds())

    assert await times(forum.app) == 1


async def test_a_chore_that_fails_is_tried_again_soon(open_forum: OpenForum) -> None:
    chores = {"digest": Chore(fail_once, lambda _settings: Weekly(Weekday.THURSDAY, 8))}
    forum = await open_forum(chores=chores)

    await forum.env.advance_time(8 * HOUR)
    assert [state.last_error for state in await forum.app.chores.all()] == ["KeyError"]
    await forum.env.advance_time(5)

    (state,) = await forum.app.chores.all()
    assert (await times(forum.app), state.last_error) == (2, None)
    assert state.due_at - forum.now() > timedelta(days=6)


async def test_a_chore_that_the_configuration_does_not_want_is_not_done(open_forum: OpenForum) -> None:
    forum = await open_forum(chores={"digest": Chore(count, lambda _settings: None)})
    await forum.env.advance_time(WEEK)

    assert await times(forum.app) == 0
    assert await forum.app.chores.all() == ()


async def test_what_a_chore_posts_is_sent_at_once(open_forum: OpenForum) -> None:
    forum = await open_forum()

    async def tell(app: App) -> None:
        await app.outbox.post(notice(f"discord:{forum.general.id}", "digest:2026-W01", "Digest", "Nothing new."))

    forum.chores = {"digest": Chore(tell, lambda _settings: Every(timedelta(days=1)))}
    await forum.restart()
    await forum.env.settle()

    assert title(forum.last(forum.general)) == "Digest"

"""What happens to polls because time passes: every step once, whoever does it and however late."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.outboxes import Claim, Post
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.polls import EventKind, RollEntry, Via
from bot.services.polling.drafting import DraftTyped
from tests.support.apps import START, Clock, settings
from tests.support.polling import CODE, an_open_poll, said

CHANNEL = "discord:7"
CLOSES = START + timedelta(days=7)
HOUR = timedelta(hours=1)
KINDS = ("poll", "result", "reminder", "reminder call", "direct reminder")
SMALL = DraftTyped(components="training-code, datasets", freedoms="use, study", contact="the forum's desk")
NUMBERS = {name: f"{number:018}" for number, name in enumerate(("ann", "bob", "cyd", "dee"), start=1)}


@pytest.fixture
async def other(database: str, clock: Clock) -> AsyncIterator[App]:
    """The same database, as another process has it."""
    opened = await App.open(settings(database), clock)
    yield opened
    await opened.close()


def on_discord(name: str) -> Actor:
    return Actor(f"discord:{NUMBERS[name]}", name)


async def a_poll(app: App, roll: Sequence[RollEntry] = (), **typed: object) -> str:
    """A poll in a channel, with four people of Discord on its roll."""
    people = roll or [RollEntry(on_discord(name).id) for name in NUMBERS]
    return await an_open_poll(app, typed=replace(SMALL, **typed), roll=people, channel=CHANNEL)  # type: ignore[arg-type]


async def sent(app: App) -> list[Post]:
    """What waits to be sent, which counts as sent herewith."""
    claims: tuple[Claim, ...] = ()
    while taken := await app.outbox.claim("one", KINDS, ("discord:", "discord-user:")):
        claims += taken
        for claim in taken:
            await app.outbox.sent(claim, "900")
    return [claim.post for claim in claims]


async def subjects(app: App) -> list[str]:
    return sorted(post.subject for post in await sent(app))


async def answer(app: App, number: str, name: str, *cells: Cell) -> None:
    await app.ballots.cast(number, on_discord(name), [said(cell, Choice.YES) for cell in cells], Via.EXPLICIT)


async def complete(app: App, number: str, name: str) -> None:
    cells = (await app.polls.preview(number)).poll.charter.cells
    await answer(app, number, name, *cells)


# -- The close -----------------------------------------------------------------------------------------------------


async def test_a_poll_that_is_over_is_closed_and_told(app: App, clock: Clock) -> None:
    number = await a_poll(app)
    assert await subjects(app) == [f"poll:{number}"]

    clock.now = CLOSES + timedelta(seconds=60)
    await app.poll_keeping.keep()
    assert await subjects(app) == [f"poll:{number}"]
    clock.move(timedelta(seconds=15))
    await app.poll_keeping.keep()

    assert await subjects(app) == [f"poll:{number}", f"result:{number}"]
    assert (await app.poll_results.status(number, None)).final


async def test_a_close_at_an_odd_second_is_kept_to_the_second(app: App, clock: Clock) -> None:
    number = await a_poll(app, closes="2026-11-24 11:31:37")

    for second, noted in ((37, False), (97, False), (98, True)):
        clock.now = datetime.fromisoformat("2026-11-24T11:31:00Z") + timedelta(seconds=second)
        await app.poll_keeping.keep()
        assert ((await app.polls.preview(number)).poll.finished_at is not None) is noted


async def test_a_close_that_everybody_slept_through_is_noted_once_by_two_at_once(
    app: App, other: App, clock: Clock
) -> None:
    number = await a_poll(app)
    await answer(app, number, "ann", CODE)
    await sent(app)
    clock.now = CLOSES + timedelta(days=2)

    await asyncio.gather(*(one.poll_keeping.keep() for one in (app, other, app, other)))

    assert await subjects(app) == [f"poll:{number}", f"result:{number}"]
    async with app.store.read() as records:
        assert len(await records.poll_events.of(number, EventKind.CLOSED)) == 1


async def test_nothing_is_due_again_after_that(app: App, clock: Clock) -> None:
    await a_poll(app)
    clock.now = CLOSES + timedelta(days=2)
    await app.poll_keeping.keep()
    await sent(app)

    clock.move(timedelta(hours=1))
    await app.poll_keeping.keep()

    assert await sent(app) == []


async def test_one_poll_that_cannot_be_counted_keeps_no_other_open(app: App, clock: Clock) -> None:
    broken, sound = await a_poll(app), await a_poll(app)
    await answer(app, broken, "ann", CODE)
    async with app.store.connection() as connection:
        await connection.execute(text("UPDATE poll_cells SET choice = 'perhaps'"))
    clock.now = CLOSES + timedelta(minutes=2)

    with pytest.raises(ExceptionGroup):
        await app.poll_keeping.keep()

    assert (await app.polls.preview(sound)).poll.finished_at is not None
    assert (await app.polls.preview(broken)).poll.finished_at is None


async def test_a_poll_that_opens_later_is_shown_anew_when_it_begins(app: App, clock: Clock) -> None:
    number = await a_poll(app, opens="2026-11-23 09:00")
    await app.poll_keeping.keep()
    assert [post.payload["state"] for post in await sent(app)] == ["confirmed"]

    clock.now = datetime.fromisoformat("2026-11-23T09:00:00Z")
    for _time in range(2):
        await app.poll_keeping.keep()

    [post] = await sent(app)
    assert (post.subject, post.payload["state"]) == (f"poll:{number}", "open")

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
from bot.domain.outboxes import EDIT_EVERY, Claim, Post
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.poll_charters import ExtensionReason, Reminding
from bot.domain.polls.polls import EventKind, RollEntry, Via
from bot.domain.polls.reminders import AT_ONCE, RemindHow
from bot.services.polling.drafting import DraftTyped
from tests.support.apps import START, Clock, settings
from tests.support.polling import CODE, DATA, FACILITATOR, MODERATORS, an_open_poll, said

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


# -- Reminders -----------------------------------------------------------------------------------------------------


async def reminded(app: App, clock: Clock, hours: float = 24) -> list[Post]:
    """What is sent when so many hours are left."""
    await sent(app)
    clock.now = CLOSES - timedelta(hours=hours)
    await app.poll_keeping.keep()
    return [post for post in await sent(app) if post.subject.startswith("reminder:")]


async def pinged(app: App, post: Post) -> list[str]:
    """Whom the message of a reminder calls, by name."""
    payload = post.payload
    found = await app.reminders.reminder(payload["poll"], payload["hours"], payload.get("page", 1))
    names = {on_discord(name).id: name for name in NUMBERS}
    return sorted(names[person] for person in found.persons) if found else []


async def test_a_poll_is_reminded_of_three_times(app: App, other: App, clock: Clock) -> None:
    number = await a_poll(app)

    told = []
    for hours in (100, 72, 71, 24, 20, 3, 2.9, 0.1):
        told += [(hours, post.subject) for post in await reminded(app, clock, hours)]
        await other.poll_keeping.keep()

    assert told == [(72, f"reminder:{number}:72"), (24, f"reminder:{number}:24"), (3, f"reminder:{number}:3")]


async def test_two_processes_remind_once(app: App, other: App, clock: Clock) -> None:
    await a_poll(app, reminders=Reminding.PING)
    await app.reminders.choose(RemindHow.DIRECT, on_discord("ann"))
    await sent(app)
    clock.now = CLOSES - timedelta(hours=24)

    await asyncio.gather(*(one.poll_keeping.keep() for one in (app, other, app, other)))

    assert len(await sent(app)) == 2


async def test_reminders_that_were_missed_are_left_out(app: App, clock: Clock) -> None:
    await a_poll(app)

    assert await reminded(app, clock, 35) == []
    assert await reminded(app, clock, 11) == []
    assert [post.payload["hours"] for post in await reminded(app, clock, 2)] == [3]


async def test_a_reminder_that_could_not_be_sent_in_time_is_not_sent(app: App, clock: Clock) -> None:
    number = await a_poll(app, reminders=Reminding.PING)
    await app.reminders.choose(RemindHow.DIRECT, on_discord("ann"))
    await reminded(app, clock, 24)

    clock.now = CLOSES - timedelta(hours=11)

    assert await app.reminders.reminder(number, 24) is None
    assert await app.reminders.direct(number, 24, on_discord("ann").id) is None


async def test_an_extension_moves_the_reminders_and_shows_in_those_that_were_sent(app: App, clock: Clock) -> None:
    number = await a_poll(app)
    for hours in (72, 24):
        await reminded(app, clock, hours)
    await app.polls.extend(number, "2 days", ExtensionReason.CHAIR, "a holiday", FACILITATOR)
    clock.move(EDIT_EVERY)
    assert await subjects(app) == [f"poll:{number}", f"reminder:{number}:24", f"reminder:{number}:72"]

    assert await reminded(app, clock, 3) == []
    [again] = await reminded(app, clock, -45)

    assert again.subject == f"reminder:{number}:3"


@pytest.mark.parametrize(
    ("policy", "pings", "direct"),
    [
        (Reminding.POST, [], ["bob"]),
        (Reminding.PING, ["ann"], ["bob"]),
    ],
)
async def test_each_is_reminded_as_they_choose_and_as_the_charter_lets(
    app: App, clock: Clock, policy: Reminding, pings: list[str], direct: list[str]
) -> None:
    number = await a_poll(app, reminders=policy)
    await app.reminders.choose(RemindHow.DIRECT, on_discord("bob"))
    await app.reminders.choose(RemindHow.NEVER, on_discord("cyd"))
    await answer(app, number, "ann", CODE, DATA)
    await complete(app, number, "dee")

    first, *rest = await reminded(app, clock)

    assert first.channel == CHANNEL
    assert await pinged(app, first) == pings
    assert [post.channel for post in rest] == [f"discord-user:{NUMBERS[name]}" for name in direct]
    for name in ("ann", "cyd", "dee"):
        assert await app.reminders.direct(number, 24, on_discord(name).id) is None


async def test_without_reminders_nobody_is_told_anything(app: App, clock: Clock) -> None:
    await a_poll(app, reminders=Reminding.NONE)
    await app.reminders.choose(RemindHow.DIRECT, on_discord("ann"))

    assert await reminded(app, clock) == []


async def test_the_last_choice_holds(app: App, clock: Clock) -> None:
    await a_poll(app, reminders=Reminding.PING)
    for how in (RemindHow.NEVER, RemindHow.DIRECT, RemindHow.CHANNEL):
        await app.reminders.choose(how, on_discord("ann"))

    [post] = await reminded(app, clock)

    assert await pinged(app, post) == ["ann", "bob", "cyd", "dee"]


async def test_who_completes_the_ballot_before_a_message_is_written_is_left_out(app: App, clock: Clock) -> None:
    number = await a_poll(app, reminders=Reminding.PING)
    await app.reminders.choose(RemindHow.DIRECT, on_discord("bob"))
    first, direct = await reminded(app, clock)
    assert await app.reminders.direct(number, 24, on_discord("bob").id) is not None

    for name in ("ann", "bob"):
        await complete(app, number, name)

    assert await pinged(app, first) == ["cyd", "dee"]
    assert direct.channel == f"discord-user:{NUMBERS['bob']}"
    assert await app.reminders.direct(number, 24, on_discord("bob").id) is None


async def test_who_was_taken_off_the_roll_or_is_forgotten_or_is_no_one_of_discord_is_left_out(
    app: App, clock: Clock
) -> None:
    roll = [*(RollEntry(on_discord(name).id) for name in NUMBERS), RollEntry("terminal:zoe")]
    number = await a_poll(app, roll, reminders=Reminding.PING)
    await app.polls.change_roll(number, [one for one in roll if "1" not in one.person], "ann left", FACILITATOR)
    async with app.store.write() as records:
        await records.voters.forget(on_discord("bob").id, [number])

    [post] = await reminded(app, clock)

    assert await pinged(app, post) == ["cyd", "dee"]


async def test_more_people_than_a_message_can_call_are_called_by_several(app: App, clock: Clock) -> None:
    people = [f"discord:{number:018}" for number in range(1, 2 * AT_ONCE + 10)]
    await a_poll(app, [RollEntry(person) for person in people], reminders=Reminding.PING)

    posts = await reminded(app, clock)

    assert len(posts) == 3
    called = [
        await app.reminders.reminder(post.payload["poll"], 24, post.payload.get("page", 1)) for post in posts
    ]  # fmt: skip
    persons = [person for found in called if found for person in found.persons]
    assert sorted(persons) == people
    assert max(len(found.persons) for found in called if found) == AT_ONCE


async def test_what_waits_in_the_outbox_says_nothing_about_persons(app: App, clock: Clock) -> None:
    await a_poll(app, reminders=Reminding.PING)
    await app.reminders.choose(RemindHow.DIRECT, on_discord("bob"))

    posts = await reminded(app, clock)

    assert all(set(post.payload) <= {"poll", "hours", "page"} for post in posts)


async def test_a_poll_that_is_void_is_not_reminded_of(app: App, clock: Clock) -> None:
    number = await a_poll(app)
    await app.polls.void(number, "the question was wrong", MODERATORS[0])

    assert await reminded(app, clock) == []


async def test_choices_about_reminders_can_be_erased(app: App, clock: Clock) -> None:
    await a_poll(app, reminders=Reminding.PING)
    await app.reminders.choose(RemindHow.NEVER, on_discord("ann"))
    async with app.store.write() as records:
        await records.reminders.forget(on_discord("ann").id)

    [post] = await reminded(app, clock)

    assert "ann" in await pinged(app, post)

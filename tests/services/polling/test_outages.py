"""Outages: each is made good once, by whoever is back, and before anybody sees a result."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.poll_charters import ExtensionReason
from bot.domain.polls.polls import EventKind, PollState, Via
from bot.domain.polls.tallies import Turnout
from bot.services.polling.drafting import DraftTyped
from bot.services.polling.extending import NotExtended
from bot.services.polling.outages import OutageAtClose
from bot.services.polling.sendings import PollClosed
from tests.support.apps import START, Clock, settings
from tests.support.polling import CODE, FACILITATOR, MODERATORS, an_open_poll, delivery, person, said

GUILD = "discord:5"
CHANNEL = "discord:7"
HOUR = timedelta(hours=1)
CLOSES = START + timedelta(days=7)
SMALL = DraftTyped(components="training-code, datasets", freedoms="use, study", contact="the forum's desk")


async def a_poll(app: App, extension: str | None = None, extension_most: str | None = None) -> str:
    """A poll that was opened in a guild, where the bot has been reachable so far."""
    typed = replace(SMALL, extension=extension, extension_most=extension_most)
    number = await an_open_poll(app, typed=typed, channel=CHANNEL, guild=GUILD)
    await app.outages.beat([GUILD])
    return number


async def reached(app: App, clock: Clock, until: datetime, guild: str = GUILD) -> None:
    """Let time pass in which the bot was reachable, with the beats of it."""
    clock.now = until
    async with app.store.write() as records:
        await records.heartbeats.beat(guild, until)


async def away(app: App, clock: Clock, since: datetime, until: datetime) -> tuple[str, ...]:
    """An outage: the last beat, and the first one after it."""
    await reached(app, clock, since)
    clock.now = until
    return await app.outages.beat([GUILD])


async def closes_at(app: App, number: str) -> datetime:
    return (await app.polls.preview(number)).poll.closes_at


async def events(app: App, number: str, *kinds: EventKind) -> list[dict[str, str]]:
    async with app.store.read() as records:
        return [dict(event.body) for event in await records.poll_events.of(number, *kinds)]


async def test_an_outage_in_the_last_hours_extends_once(app: App, clock: Clock) -> None:
    number = await a_poll(app)

    done = await away(app, clock, CLOSES - 3 * HOUR, CLOSES - timedelta(minutes=90))
    again = await app.outages.beat([GUILD])
    clock.move(timedelta(seconds=30))
    later = await app.outages.beat([GUILD])

    assert (done, again, later) == ((number,), (), ())
    assert await closes_at(app, number) == CLOSES + 2 * HOUR
    assert await events(app, number, EventKind.OUTAGE) == [
        {"from": "2026-11-29T07:00:00+00:00", "until": "2026-11-29T08:30:00+00:00"}
    ]
    assert await events(app, number, EventKind.EXTENDED) == [
        {
            "before": "2026-11-29T10:00:00+00:00",
            "after": "2026-11-29T12:00:00+00:00",
            "by": "outage",
            "reason": "I could not be reached from 29 November 2026 at 07:00:00 UTC to 29 November 2026 at "
            "08:30:00 UTC.",
        }
    ]


async def test_two_processes_that_are_back_at_once_extend_once(app: App, database: str, clock: Clock) -> None:
    number = await a_poll(app)
    await reached(app, clock, CLOSES - 3 * HOUR)
    clock.move(HOUR)
    late = Clock()
    late.now = clock.now
    other = await App.open(settings(database), late)

    done = await asyncio.gather(*(one.outages.beat([GUILD]) for one in (app, other, app, other)))

    await other.close()
    assert sorted(done) == [(), (), (), (number,)]
    assert await closes_at(app, number) == CLOSES + HOUR


async def test_a_restart_of_two_minutes_extends_nothing(app: App, clock: Clock) -> None:
    number = await a_poll(app)

    assert await away(app, clock, CLOSES - HOUR, CLOSES - HOUR + timedelta(minutes=2)) == ()
    assert await closes_at(app, number) == CLOSES
    assert await events(app, number, EventKind.OUTAGE) == []


async def test_what_the_charter_excludes_is_only_noted(app: App, clock: Clock) -> None:
    number = await a_poll(app, extension="chair")

    assert await away(app, clock, CLOSES - 3 * HOUR, CLOSES - HOUR) == ()
    assert await closes_at(app, number) == CLOSES
    assert await events(app, number, EventKind.EXTENDED) == []
    assert len(await events(app, number, EventKind.OUTAGE)) == 1


async def test_all_outages_together_extend_by_no_more_than_the_charter_allows(app: App, clock: Clock) -> None:
    number = await a_poll(app, extension_most="3 hours")

    await away(app, clock, CLOSES - 9 * HOUR, CLOSES - 7 * HOUR)
    await away(app, clock, CLOSES - 6 * HOUR, CLOSES - 4 * HOUR)
    await away(app, clock, CLOSES - 3 * HOUR, CLOSES - HOUR)

    assert await closes_at(app, number) == CLOSES + 3 * HOUR
    assert len(await events(app, number, EventKind.EXTENDED)) == 2


async def test_the_close_waits_for_the_end_of_an_outage_that_it_fell_into(app: App, clock: Clock) -> None:
    number = await a_poll(app)
    await reached(app, clock, CLOSES - 2 * HOUR)
    clock.now = CLOSES + HOUR

    for noting in (app.poll_results.finish(number), app.poll_results.result(number)):
        with pytest.raises(OutageAtClose, match="as soon as I can be reached there again"):
            await noting
    assert await app.poll_results.finish_due() == ()
    assert (await app.poll_results.status(number, FACILITATOR)).tally is None
    assert await app.outages.beat([GUILD]) == (number,)

    assert (await app.poll_results.status(number, FACILITATOR)).state is PollState.OPEN
    assert await closes_at(app, number) == CLOSES + 3 * HOUR
    assert await events(app, number, EventKind.CLOSED) == []


async def test_a_ballot_counts_that_was_sent_after_the_old_and_before_the_new_close(app: App, clock: Clock) -> None:
    number = await a_poll(app)
    await away(app, clock, CLOSES - 2 * HOUR, CLOSES + HOUR)

    in_time, late = CLOSES + 3 * HOUR, CLOSES + 3 * HOUR + timedelta(seconds=2)
    await reached(app, clock, late)
    ann, bob = person("ann"), person("bob")
    await app.ballots.cast(number, ann, [said(CODE, Choice.YES)], Via.EXPLICIT, delivery(in_time))
    with pytest.raises(PollClosed):
        await app.ballots.cast(number, bob, [said(CODE, Choice.YES)], Via.EXPLICIT, delivery(late))
    clock.move(timedelta(minutes=2))
    result = await app.poll_results.result(number)

    assert result.count.turnout == Turnout(1, 3)


async def test_after_the_close_is_noted_no_outage_opens_a_poll_again(app: App, clock: Clock) -> None:
    number = await a_poll(app)
    await reached(app, clock, CLOSES + timedelta(seconds=10))
    clock.now = CLOSES + timedelta(minutes=30)

    assert await app.poll_results.finish_due() == (number,)
    assert await app.outages.beat([GUILD]) == ()
    assert await events(app, number, EventKind.EXTENDED, EventKind.OUTAGE) == []


async def test_a_close_is_noted_once_nothing_could_make_the_outage_good(app: App, clock: Clock) -> None:
    number = await a_poll(app, extension_most="2 hours")
    await reached(app, clock, CLOSES - HOUR)

    clock.now = CLOSES + HOUR
    assert await app.poll_results.finish_due() == ()
    clock.now = CLOSES + 2 * HOUR
    assert await app.poll_results.finish_due() == (number,)


async def test_polls_of_the_terminal_other_guilds_and_void_ones_stay_as_they_are(app: App, clock: Clock) -> None:
    here, there = await a_poll(app), await an_open_poll(app, typed=SMALL, channel="discord:8", guild="discord:6")
    terminal, void = await an_open_poll(app, typed=SMALL), await a_poll(app)
    await app.polls.void(void, "the question was wrong", MODERATORS[0])
    for guild in (GUILD, "discord:6"):
        await reached(app, clock, CLOSES - 3 * HOUR, guild)
    await reached(app, clock, CLOSES - 2 * HOUR, "discord:6")
    assert await app.outages.beat([GUILD, "discord:6"]) == (here,)

    for number in (there, terminal, void):
        assert await closes_at(app, number) == CLOSES
    clock.now = CLOSES + timedelta(days=1)
    assert await app.poll_results.finish(terminal) is True


async def test_what_nobody_needed_to_reach_before_the_poll_opened_is_no_outage(app: App, clock: Clock) -> None:
    first = await a_poll(app)
    await app.polls.void(first, "the question was wrong", MODERATORS[0])
    clock.move(timedelta(days=40))

    number = await an_open_poll(app, typed=SMALL, channel=CHANNEL, guild=GUILD)
    clock.move(timedelta(seconds=30))

    assert await app.outages.beat([GUILD]) == ()
    assert await events(app, number, EventKind.OUTAGE) == []


async def test_without_a_running_poll_nothing_is_written(app: App, clock: Clock) -> None:
    await app.outages.beat([GUILD])

    async with app.store.read() as records:
        assert await records.heartbeats.last(GUILD) is None


async def test_what_an_outage_moved_can_still_be_extended_by_hand(app: App, clock: Clock) -> None:
    number = await a_poll(app, extension_most="1 day")
    await away(app, clock, CLOSES - 3 * HOUR, CLOSES - HOUR)

    by = ExtensionReason.OUTAGE
    with pytest.raises(NotExtended, match="at the latest"):
        await app.polls.extend(number, "23 hours", by, "Discord was down", FACILITATOR)
    await app.polls.extend(number, "22 hours", by, "Discord was down", FACILITATOR)

    assert await closes_at(app, number) == CLOSES + timedelta(days=1)

"""What a result would change is noted once for a tally, and does not change with what is recorded later."""

from __future__ import annotations

from datetime import timedelta

from bot.app import App
from bot.domain.polls.adoptions import Adoption, kept
from bot.domain.polls.ballots import Choice
from bot.domain.polls.polls import EventKind, PollEvent, Via
from tests.support.apps import Clock
from tests.support.polling import CODE, DATA, MODERATORS, an_open_poll, person, said

LATER = timedelta(days=8)


async def _noted(app: App, number: str) -> list[PollEvent]:
    async with app.store.read() as records:
        return list(await records.poll_events.of(number, EventKind.ADOPTION_NOTED))


async def _adoption(app: App, number: str) -> Adoption:
    found = kept(await _noted(app, number))
    assert found is not None
    return found[0]


async def a_closed_poll(app: App, clock: Clock) -> str:
    number = await an_open_poll(app)
    for name in ("ann", "bob", "cyd"):
        await app.ballots.cast(number, person(name), [said(CODE, Choice.NO), said(DATA, Choice.YES)], Via.EXPLICIT)
    clock.move(LATER)
    return number


async def test_what_a_result_would_change_is_noted_at_the_close(app: App, clock: Clock) -> None:
    number = await a_closed_poll(app, clock)

    await app.poll_keeping.keep()

    result = await app.poll_results.result(number)
    found = await _adoption(app, number)
    assert result.impact is not None
    assert (found.before, found.after) == (result.impact.before.label, result.impact.after.label)
    assert found.tally == result.digest
    turned = (*result.impact.turns, *result.impact.moves)
    assert turned
    assert [one.system for one in found.turns] == [one.before.system.id for one in turned]
    assert found.turns[0].before.verdict is turned[0].before.verdict
    assert found.turns[0].because


async def test_it_is_noted_once(app: App, clock: Clock) -> None:
    number = await a_closed_poll(app, clock)
    await app.poll_keeping.keep()

    assert await app.adoptions.keep(number) is False
    await app.poll_keeping.keep()

    assert len(await _noted(app, number)) == 1


async def test_it_is_noted_again_for_another_tally(app: App, clock: Clock) -> None:
    number = await a_closed_poll(app, clock)
    await app.poll_keeping.keep()
    async with app.store.read() as records:
        handle = (await records.voters.of(number))[0].handle
    for moderator in MODERATORS:
        await app.poll_moderation.exclude(number, handle, "It was cast for somebody else.", moderator)

    assert await app.adoptions.keep(number) is True

    assert len(await _noted(app, number)) == 2
    assert (await _adoption(app, number)).tally == (await app.poll_results.counted(number)).digest


async def test_of_an_open_or_void_poll_nothing_is_noted(app: App, clock: Clock) -> None:
    open_, void = await an_open_poll(app), await an_open_poll(app)
    await app.polls.void(void, "The wrong components.", MODERATORS[0])

    assert await app.adoptions.keep(open_) is False
    clock.move(LATER)
    assert await app.adoptions.keep(void) is False


async def test_a_poll_that_decided_nothing_would_change_nothing(app: App, clock: Clock) -> None:
    number = await an_open_poll(app)
    clock.move(LATER)

    await app.poll_keeping.keep()

    assert (await _adoption(app, number)).before is None

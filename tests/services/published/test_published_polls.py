"""Polls as everybody may read them, on both engines."""

from __future__ import annotations

from datetime import timedelta

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.polls import EventKind, Via
from bot.domain.polls.tallies import Turnout
from tests.support.apps import Clock
from tests.support.polling import CODE, DATA, MODERATORS, a_draft, an_open_poll, person, said

LATER = timedelta(days=8)


async def test_a_poll_that_is_over_has_its_verdicts_and_what_it_would_change(app: App, clock: Clock) -> None:
    number = await an_open_poll(app)
    for name in ("ann", "bob"):
        await app.ballots.cast(number, person(name), [said(CODE, Choice.NO), said(DATA, Choice.YES)], Via.EXPLICIT)
    clock.move(LATER)

    [found] = await app.published_polls.all()

    assert found.final
    assert found.roll.turnout == Turnout(2, 3)
    verdicts = {one.cell: (one.said, one.outcome) for one in found.verdicts}
    assert verdicts[CODE] == ((0, 2, 0, 0), Outcome.NOT_REQUIRED)
    assert verdicts[DATA] == ((2, 0, 0, 0), Outcome.REQUIRED)
    assert found.adoption is not None
    assert found.adoption.before == "osaid 1.0"
    decided = await app.published_polls.result(found)
    assert decided is not None
    assert decided.digest == found.adoption.tally


async def test_of_a_sealed_poll_nothing_is_read_but_its_turnout(app: App) -> None:
    number = await an_open_poll(app)
    await app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES, "my reason")], Via.EXPLICIT)

    [found] = await app.published_polls.all()

    assert found.roll.turnout == Turnout(1, 3)
    assert (found.verdicts, found.mark, found.adoption) == ((), "", None)
    assert await app.published_polls.result(found) is None
    assert await app.published_polls.interim(found) is None


async def test_drafts_are_not_there_and_void_polls_are(app: App) -> None:
    await a_draft(app)
    void = await an_open_poll(app)
    await app.polls.void(void, "The wrong components.", MODERATORS[0])

    [found] = await app.published_polls.all()

    assert found.number == void
    assert [one.kind for one in found.happenings] == [EventKind.OPENED, EventKind.VOIDED]


async def test_an_outline_that_is_too_old_gives_no_result_of_a_poll_made_void(app: App, clock: Clock) -> None:
    number = await an_open_poll(app)
    clock.move(LATER)
    [before] = await app.published_polls.all()
    await app.polls.void(number, "The wrong components.", MODERATORS[0])

    [after] = await app.published_polls.all()

    assert before.final
    assert not after.final
    assert await app.published_polls.result(after) is None

"""Casting ballots: what counts, what does not, and that nothing is lost or counted twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.polls import EventKind, Via, moment_of, replayed
from bot.domain.refusals import Forbidden, Refusal
from bot.services.polling.ballot_texts import BadBallotText
from bot.services.polling.counting import counted, tally_rows
from bot.services.polling.sendings import PollClosed
from tests.support.apps import START, Clock, settings
from tests.support.polling import (
    CODE,
    DATA,
    FACILITATOR,
    MODERATORS,
    a_draft,
    a_roll,
    an_open_poll,
    delivery,
    person,
    said,
)

ANN, BOB = person("ann"), person("bob")
WEEK = timedelta(days=7)


async def cast(app: App, number: str, actor: Actor, cell: Cell, choice: Choice | None, id_: str | None = None) -> int:
    """Cast one cell; gives the number of the event."""
    return (await app.ballots.cast(number, actor, [said(cell, choice)], Via.EXPLICIT, id_)).event


async def yes_and_no(app: App, number: str, cell: Cell = CODE) -> tuple[int, int]:
    """How many say yes and no in a cell."""
    async with app.store.read() as records:
        poll = await records.polls.find(number)
        assert poll is not None
        tally = await counted(records, poll)
    [one] = [one for one in tally.cells if one.cell == cell]
    return int(one.counts.yes), int(one.counts.no)


async def casts(app: App, number: str) -> int:
    """How many casts are kept."""
    async with app.store.read() as records:
        return len(await records.poll_events.of(number, EventKind.CAST))


# -- Once, and never lost ------------------------------------------------------------------------------------------


async def test_a_delivery_that_comes_ten_times_counts_once_and_gives_the_same_receipt(app: App) -> None:
    number = await an_open_poll(app)
    id_ = delivery(START)

    receipts = [await app.ballots.cast(number, ANN, [said(CODE, Choice.YES)], Via.QUICK, id_) for _time in range(10)]

    assert len(set(receipts)) == 1
    assert await casts(app, number) == 1
    assert await yes_and_no(app, number) == (1, 0)


async def test_a_delivery_is_acknowledged_again_after_its_voter_was_taken_off_the_roll(app: App) -> None:
    number = await an_open_poll(app)
    receipt = await app.ballots.cast(number, ANN, [said(CODE, Choice.YES)], Via.QUICK, delivery(START))
    await app.polls.change_roll(number, a_roll("bob", "cyd"), "left the group", FACILITATOR)

    assert await app.ballots.cast(number, ANN, [said(CODE, Choice.YES)], Via.QUICK, delivery(START)) == receipt
    with pytest.raises(Forbidden):
        await cast(app, number, ANN, CODE, Choice.NO)


async def test_of_200_submits_of_one_voter_at_once_in_two_processes_one_stands(app: App, database: str) -> None:
    number = await an_open_poll(app)
    other = await App.open(settings(database), Clock())

    await asyncio.gather(
        *(cast((app, other)[n % 2], number, ANN, CODE, Choice.YES, delivery(START, n % 100)) for n in range(200))
    )  # fmt: skip

    await other.close()
    assert await casts(app, number) == 100
    assert await yes_and_no(app, number) == (1, 0)


async def test_the_later_vote_replaces_the_earlier_one_and_both_stay_in_the_events(app: App) -> None:
    number = await an_open_poll(app)

    await cast(app, number, ANN, CODE, Choice.YES)
    await cast(app, number, ANN, CODE, Choice.NO)

    assert await yes_and_no(app, number) == (0, 1)
    assert await casts(app, number) == 2


async def test_a_cast_that_is_refused_leaves_the_earlier_one_standing(app: App) -> None:
    number = await an_open_poll(app)
    await cast(app, number, ANN, CODE, Choice.YES)

    with pytest.raises(Refusal, match="does not ask about poetry"):
        await app.ballots.cast(
            number, ANN, [said(CODE, Choice.NO), said(Cell("poetry", CODE.freedom), Choice.NO)], Via.EXPLICIT
        )

    assert await yes_and_no(app, number) == (1, 0)


async def test_an_answer_taken_back_is_no_answer_and_not_a_no(app: App) -> None:
    number = await an_open_poll(app)
    await cast(app, number, ANN, CODE, Choice.YES)

    await cast(app, number, ANN, CODE, None)

    assert await yes_and_no(app, number) == (0, 0)
    assert (await app.ballots.own(number, ANN)).cells == {}


async def test_the_cells_can_be_made_of_the_events_again(app: App) -> None:
    number = await an_open_poll(app)
    await app.ballots.tick(number, ANN, CODE.freedom, {"training-code"}, {"training-code", "datasets"})
    await cast(app, number, BOB, DATA, Choice.DISCUSS)
    await cast(app, number, BOB, DATA, None)
    await app.ballots.rest_not_required(number, ANN)

    async with app.store.read() as records:
        kept = await records.poll_cells.of(number)
        events = await records.poll_events.of(number)

    assert {(one.handle, one.cell): one for one in kept} == replayed(events)


# -- Time ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("seconds", "counts"), [(-2, True), (0, True), (2, False)])
async def test_the_platforms_moment_decides_though_the_process_wakes_an_hour_late(
    app: App, clock: Clock, seconds: int, counts: bool
) -> None:
    number = await an_open_poll(app)
    closes_at = START + WEEK
    clock.move(WEEK + timedelta(hours=1))

    id_ = delivery(closes_at + timedelta(seconds=seconds))
    if counts:
        await cast(app, number, ANN, CODE, Choice.YES, id_)
    else:
        with pytest.raises(PollClosed, match="closed on 29 November 2026 at 10:00:00 UTC"):
            await cast(app, number, ANN, CODE, Choice.YES, id_)

    assert await yes_and_no(app, number) == ((1, 0) if counts else (0, 0))


async def test_a_host_whose_clock_is_fast_does_not_end_a_poll(app: App, clock: Clock) -> None:
    number = await an_open_poll(app)
    clock.move(WEEK + timedelta(seconds=30))

    await cast(app, number, ANN, CODE, Choice.YES, delivery(START + timedelta(days=1)))

    assert await yes_and_no(app, number) == (1, 0)


async def test_what_arrives_after_the_count_is_told_so_and_changes_nothing(app: App, clock: Clock) -> None:
    number = await an_open_poll(app)
    clock.move(WEEK + timedelta(minutes=2))
    assert await app.poll_results.finish(number)

    with pytest.raises(PollClosed, match="its ballots have been counted"):
        await cast(app, number, ANN, CODE, Choice.YES, delivery(START + timedelta(days=1)))


def test_a_snowflake_carries_its_moment() -> None:
    assert moment_of("discord:175928847299117063", START).isoformat() == "2016-04-30T11:18:25.796000+00:00"
    assert moment_of(None, START) == START
    assert moment_of(delivery(START), START + WEEK) == START


# -- Who ------------------------------------------------------------------------------------------------------------


async def test_only_who_stands_on_the_roll_can_vote_and_is_told_whom_to_ask(app: App) -> None:
    number = await an_open_poll(app)

    with pytest.raises(Forbidden) as refused:
        await cast(app, number, person("zoe"), CODE, Choice.YES)

    assert str(refused.value) == (
        f"You are not on the roll of poll {number}, so you cannot vote in it. If you should be, ask the forum's desk."
    )


async def test_a_poll_that_is_not_open_takes_no_ballot(app: App) -> None:
    number = await a_draft(app, roll=a_roll("ann"))

    with pytest.raises(PollClosed, match="is a draft: it waits for a roll"):
        await cast(app, number, ANN, CODE, Choice.YES)


async def test_a_person_who_is_forgotten_leaves_the_tally_as_it_was(app: App) -> None:
    number = await an_open_poll(app)
    await cast(app, number, ANN, CODE, Choice.YES)

    async with app.store.write() as records:
        assert await records.voters.forget(ANN.id, [number]) == 1

    assert await yes_and_no(app, number) == (1, 0)
    async with app.store.read() as records:
        assert ANN.id not in repr(await records.poll_events.of(number))
        assert ANN.id not in repr(await records.voters.of(number))


async def test_a_new_name_changes_nothing_and_a_reused_name_is_nobody(app: App) -> None:
    number = await an_open_poll(app)
    await cast(app, number, Actor("terminal:ann", "Ann"), CODE, Choice.YES)

    await cast(app, number, Actor("terminal:ann", "Annabel"), CODE, Choice.NO)

    assert await yes_and_no(app, number) == (0, 1)
    with pytest.raises(Forbidden):
        await cast(app, number, Actor("terminal:somebody", "ann"), CODE, Choice.YES)


# -- Ways ----------------------------------------------------------------------------------------------------------


async def test_unticking_takes_a_yes_back_and_touches_no_other_answer(app: App) -> None:
    number = await an_open_poll(app)
    both = {"training-code", "datasets"}
    await cast(app, number, ANN, Cell("datasets", CODE.freedom), Choice.NO)
    await app.ballots.tick(number, ANN, CODE.freedom, {"training-code"}, both)

    await app.ballots.tick(number, ANN, CODE.freedom, set(), both)

    cells = (await app.ballots.own(number, ANN)).cells
    assert {cell: one.choice for cell, one in cells.items()} == {Cell("datasets", CODE.freedom): Choice.NO}


async def test_the_rest_is_not_required_only_where_nothing_was_said_and_says_that_it_was_filled(app: App) -> None:
    number = await an_open_poll(app)
    await cast(app, number, ANN, CODE, Choice.DISCUSS)

    receipt = await app.ballots.rest_not_required(number, ANN)

    assert (receipt.answered, receipt.changed, receipt.asked) == (4, 3, 4)
    cells = (await app.ballots.own(number, ANN)).cells
    assert cells[CODE].choice is Choice.DISCUSS
    assert {(one.choice, one.via) for cell, one in cells.items() if cell != CODE} == {(Choice.NO, Via.FILL)}


async def test_a_text_is_stored_whole_or_not_at_all_and_every_problem_is_told(app: App) -> None:
    number = await an_open_poll(app)

    with pytest.raises(BadBallotText) as refused:
        await app.ballots.cast_text(number, ANN, "training-code: use=yes; trainingdata: use=no; datasets: share=yess")

    assert str(refused.value).splitlines() == [
        "3 things are wrong in this ballot, and nothing of it was stored:",
        "- there is no component “trainingdata” here; near it are training-code",
        "- there is no freedom “share” here; there are use, study and all",
        "- there is no choice “yess” here; near it are yes",
    ]
    assert await casts(app, number) == 0
    await app.ballots.cast_text(number, ANN, "Training code: use=yes study=no\ndatasets: all=discuss")
    assert (await app.ballots.own(number, ANN)).cells[DATA].choice is Choice.DISCUSS


async def test_a_second_round_can_begin_with_ones_own_answers(app: App, clock: Clock) -> None:
    first = await an_open_poll(app)
    await cast(app, first, ANN, CODE, Choice.YES)
    clock.move(WEEK + timedelta(minutes=2))
    preview = await app.polls.round2(first, "3 days", FACILITATOR)
    second = preview.poll.number
    for moderator in MODERATORS:
        await app.polls.confirm_roll(second, preview.token, moderator)
    await app.polls.open(second, FACILITATOR)
    assert (await app.ballots.own(second, ANN)).earlier == 1

    await app.ballots.take_over(second, ANN)

    [one] = (await app.ballots.own(second, ANN)).cells.values()
    assert (one.choice, one.via) == (Choice.YES, Via.EARLIER)
    async with app.store.read() as records:
        handles = {voter.handle for number in (first, second) for voter in await records.voters.of(number)}
    assert len(handles) == 6


async def test_a_recount_from_the_events_gives_the_same_and_keeps_the_earlier_tally(app: App, clock: Clock) -> None:
    number = await an_open_poll(app)
    await cast(app, number, ANN, CODE, Choice.YES)
    clock.move(WEEK + timedelta(minutes=2))
    result = await app.poll_results.result(number)

    recount = await app.poll_results.recount(number, "to be sure", MODERATORS[0])

    assert recount.before == recount.after == result.digest
    async with app.store.read() as records:
        [closed] = await records.poll_events.of(number, EventKind.CLOSED)
        poll = await records.polls.find(number)
        assert poll is not None
        assert closed.body["rows"] == tally_rows(await counted(records, poll), poll)

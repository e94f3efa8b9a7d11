"""People who are not on the roll: refused, or, where the charter says so, counted apart and never mixed."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.polls import charter_forms
from bot.domain.polls.ballots import Choice
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.poll_charters import Interim, Outsiders, PollCharter
from bot.domain.polls.polls import EventKind, Via, replayed
from bot.domain.polls.tallies import Turnout
from bot.domain.refusals import Forbidden
from bot.services.polling.counting import counted
from bot.services.polling.drafting import DraftTyped
from bot.services.polling.finding import NotNow
from bot.services.polling.sendings import PollClosed
from tests.support.apps import START, Clock, settings
from tests.support.polling import (
    CODE,
    DATA,
    FACILITATOR,
    MODERATORS,
    a_roll,
    an_open_poll,
    delivery,
    person,
    said,
    verified,
)

LATER = timedelta(days=8)
ADVISORY = DraftTyped(
    components="training-code, datasets", freedoms="use, study", contact="the desk", outsiders=Outsiders.ADVISORY
)
ZOE = person("zoe")


async def vote(app: App, number: str, name: str, choice: Choice, id_: str | None = None) -> None:
    """Answer two cells alike."""
    answers = [said(CODE, choice), said(DATA, choice)]
    await app.ballots.cast(number, person(name), answers, Via.EXPLICIT, id_)


async def test_a_charter_says_what_becomes_of_outsiders_and_none_is_taken_unless_it_does(light_app: App) -> None:
    refusing = (await light_app.polls.draft(DraftTyped(), FACILITATOR)).poll.charter
    advisory = (await light_app.polls.draft(ADVISORY, FACILITATOR)).poll.charter

    assert (refusing.outsiders, advisory.outsiders) == (Outsiders.REFUSE, Outsiders.ADVISORY)
    assert charter_forms.read(PollCharter, advisory.canonical) == advisory


async def test_a_brigade_is_counted_apart_and_the_result_is_that_of_the_roll(app: App, clock: Clock) -> None:
    roll = [f"voter{number}" for number in range(12)]
    number = await an_open_poll(app, *roll, typed=ADVISORY)
    for place, name in enumerate(roll):
        await vote(app, number, name, Choice.YES if place < 9 else Choice.NO)

    await asyncio.gather(*(vote(app, number, f"late{n}", Choice.NO, delivery(START, n)) for n in range(50)))
    status = await app.poll_results.status(number, None)
    clock.move(LATER)
    result = await app.poll_results.result(number)

    assert (status.turnout, status.complete, status.outsiders) == (Turnout(12, 12), 0, 50)
    assert status.by_category == {"": Turnout(12, 12)}
    assert result.found.tally.turnout == Turnout(12, 12)
    assert {one.outcome for one in result.found.cells if one.tally.counts.answering} == {Outcome.REQUIRED}
    assert {one.tally.counts.eligible for one in result.found.cells} == {12}
    assert len({one.handle for one in result.cells}) == 12
    assert result.advisory is not None
    assert result.advisory.people == 50
    [code, *_others] = result.advisory.tally.cells
    assert (code.counts.yes, code.counts.no) == (0, 50)


async def test_a_poll_is_listed_for_those_on_its_roll_alone(light_app: App) -> None:
    number = await an_open_poll(light_app, "ann", typed=ADVISORY)
    await vote(light_app, number, "zoe", Choice.NO)

    assert [one.poll.number for one in await light_app.ballots.open_to(person("ann"))] == [number]
    assert await light_app.ballots.open_to(ZOE) == ()


async def test_an_outsiders_ballot_says_so_from_the_first_look_on(light_app: App) -> None:
    number = await an_open_poll(light_app, typed=ADVISORY)

    first = await light_app.ballots.own(number, ZOE)
    receipt = await light_app.ballots.cast(number, ZOE, [said(CODE, Choice.YES)], Via.EXPLICIT)
    again = await light_app.ballots.own(number, ZOE)

    assert first.voter.outsider
    assert first.voter == again.voter
    assert receipt.advisory
    assert (await light_app.ballots.last(number, ZOE)).advisory
    assert (await light_app.poll_results.status(number, None)).outsiders == 1
    async with light_app.store.read() as records:
        [cast] = await records.poll_events.of(number, EventKind.CAST)
        assert cast.body["advisory"] is True
        assert ZOE.id not in {one.person for one in await records.voters.of(number)}
        assert {(one.handle, one.cell): one for one in await records.poll_cells.of(number)} == replayed([cast])


async def test_who_only_looked_has_not_answered(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, typed=ADVISORY)
    with pytest.raises(NotNow, match="You have answered nothing"):
        await light_app.ballots.last(number, ZOE)
    await light_app.ballots.own(number, ZOE)
    clock.move(LATER)

    assert (await light_app.poll_results.result(number)).advisory is None


async def test_one_outsider_at_once_in_two_processes_has_one_handle(app: App, database: str) -> None:
    number = await an_open_poll(app, typed=ADVISORY)
    other = await App.open(settings(database), Clock())

    await asyncio.gather(*((app, other)[n % 2].ballots.own(number, ZOE) for n in range(20)))

    await other.close()
    async with app.store.read() as records:
        assert len(await records.voters.outsiders(number)) == 1


async def test_who_comes_onto_the_roll_is_counted_from_then_on_under_the_same_handle(app: App) -> None:
    number = await an_open_poll(app, "ann", typed=ADVISORY)
    await vote(app, number, "zoe", Choice.YES)
    handle = (await app.ballots.own(number, ZOE)).voter.handle

    await app.polls.change_roll(number, a_roll("ann", "zoe/Law/Acme"), "she was forgotten", FACILITATOR)

    own = await app.ballots.own(number, ZOE)
    assert (own.voter.handle, own.voter.outsider, own.voter.category) == (handle, False, "Law")
    assert not (await app.ballots.last(number, ZOE)).advisory
    async with app.store.read() as records:
        poll = await records.polls.find(number)
        assert poll is not None
        tally = await counted(records, poll)
        [changed] = await records.poll_events.of(number, EventKind.ROLL_CHANGED)
    assert tally.turnout == Turnout(1, 2)
    assert changed.body["added"] == [handle]
    assert (await app.poll_results.status(number, None)).outsiders == 0


async def test_who_comes_onto_the_roll_stands_where_their_profile_says(app: App) -> None:
    number = await an_open_poll(app, "ann", typed=ADVISORY)
    await vote(app, number, "zoe", Choice.YES)
    await verified(app, "zoe", "regulator", "Office for AI", conflicts="funder: Meta")

    await app.polls.change_roll(number, a_roll("ann", "zoe"), "she was forgotten", FACILITATOR)

    voter = (await app.ballots.own(number, ZOE)).voter
    assert (voter.outsider, voter.organisation) == (False, "Office for AI")
    assert (voter.verified, voter.conflicted) == (True, True)


async def test_who_was_taken_off_the_roll_is_no_outsider_and_changes_no_ballot_that_counts(light_app: App) -> None:
    number = await an_open_poll(light_app, "ann", "zoe", typed=ADVISORY)
    await vote(light_app, number, "zoe", Choice.YES)
    await light_app.polls.change_roll(number, a_roll("ann"), "she left", FACILITATOR)

    with pytest.raises(Forbidden):
        await vote(light_app, number, "zoe", Choice.NO)

    assert (await light_app.poll_results.status(number, None)).turnout == Turnout(1, 2)


async def test_an_outsider_has_no_conflict_sees_no_interim_result_and_cannot_be_challenged(light_app: App) -> None:
    typed = DraftTyped(components="datasets", outsiders=Outsiders.ADVISORY, interim=Interim.AFTER_OWN_VOTE)
    number = await an_open_poll(light_app, typed=typed)
    receipt = await light_app.ballots.rest_not_required(number, ZOE)
    handle = (await light_app.ballots.own(number, ZOE)).voter.handle

    assert receipt.advisory
    assert (await light_app.poll_results.status(number, ZOE)).tally is None
    with pytest.raises(Forbidden):
        await light_app.ballots.declare_conflict(number, ZOE, "I made it")
    with pytest.raises(Exception, match="has no voter"):
        await light_app.poll_moderation.challenge(number, handle, "why", person("ann"))
    assert (await light_app.poll_moderation.report(number, MODERATORS[0])).outsiders == 1


async def test_after_the_close_an_outsider_answers_no_more_than_others(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, typed=ADVISORY)
    clock.move(LATER)

    with pytest.raises(PollClosed):
        await vote(light_app, number, "zoe", Choice.NO)
    with pytest.raises(Forbidden):
        await light_app.ballots.own(number, ZOE)


async def test_a_second_round_has_the_roll_and_not_the_outsiders(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, "ann", typed=ADVISORY)
    await vote(light_app, number, "zoe", Choice.YES)
    clock.move(LATER)
    await light_app.poll_results.result(number)

    second = await light_app.polls.round2(number, "3 days", FACILITATOR)

    assert [one.person for one in second.voters] == ["terminal:ann"]


async def test_a_recount_leaves_outsiders_where_they_were(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, "ann", typed=ADVISORY)
    await vote(light_app, number, "ann", Choice.YES)
    await vote(light_app, number, "zoe", Choice.NO)
    clock.move(LATER)
    before = await light_app.poll_results.result(number)

    recount = await light_app.poll_results.recount(number, "to be sure", MODERATORS[0])

    assert recount.before == recount.after == before.digest
    assert (await light_app.poll_results.result(number)).advisory == before.advisory

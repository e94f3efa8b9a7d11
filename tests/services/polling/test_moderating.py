"""Looking after a poll: a brigade that is not on its roll, and what moderators are shown."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.polls.anomalies import Pattern
from bot.domain.polls.ballots import Choice
from bot.domain.polls.moderation import Moderation
from bot.domain.polls.poll_charters import Interim, NamesPolicy
from bot.domain.polls.polls import EventKind, Via
from bot.domain.polls.tallies import Turnout
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.services.polling.drafting import DraftTyped
from bot.services.polling.finding import NotNow
from tests.support.apps import START, Clock, settings
from tests.support.polling import CODE, DATA, MODERATORS, a_draft, an_open_poll, delivery, person, said

MIA, MAX = MODERATORS
LATER = timedelta(days=8)
SMALL = DraftTyped(components="training-code, datasets", freedoms="use, study", contact="the desk")
TWELVE = [f"voter{number}" for number in range(12)]


async def vote(app: App, number: str, name: str, choice: Choice, at: timedelta = timedelta()) -> None:
    """Answer two cells alike, so long after the opening."""
    answers = [said(CODE, choice), said(DATA, choice)]
    id_ = delivery(START + at, sum(name.encode()) % 4096)
    await app.ballots.cast(number, person(name), answers, Via.EXPLICIT, id_)


# -- A brigade -----------------------------------------------------------------------------------------------------


async def test_of_a_brigade_that_is_not_on_the_roll_no_ballot_is_counted(app: App, clock: Clock) -> None:
    number = await an_open_poll(app, *TWELVE, typed=SMALL)
    for place, name in enumerate(TWELVE):
        await vote(app, number, name, Choice.YES if place < 9 else Choice.NO, timedelta(hours=place))

    brigade = [vote(app, number, f"late{n}", Choice.NO, timedelta(seconds=n)) for n in range(50)]
    refused = await asyncio.gather(*brigade, return_exceptions=True)
    clock.move(LATER)
    result = await app.poll_results.result(number)

    assert [type(one) for one in refused] == [Forbidden] * 50
    assert result.found.tally.turnout == Turnout(12, 12)
    assert {
        (one.tally.counts.yes, one.tally.counts.no) for one in result.found.cells if one.tally.counts.answering
    } == {(9, 3)}
    async with app.store.read() as records:
        assert len(await records.poll_events.of(number, EventKind.CAST)) == 12


# -- The report ----------------------------------------------------------------------------------------------------


async def test_a_report_names_what_stands_out_by_handles(light_app: App) -> None:
    number = await an_open_poll(light_app, *TWELVE[:4], typed=SMALL)
    for name in TWELVE[:3]:
        await light_app.ballots.rest_not_required(number, person(name))

    report = await light_app.poll_moderation.report(number, MIA)

    async with light_app.store.read() as records:
        handles = {one.person: one.handle for one in await records.voters.of(number)}
    [one] = report.anomalies
    assert report.sealed
    assert (one.pattern, one.people) == (Pattern.IDENTICAL, 3)
    assert one.handles == tuple(sorted(handles[f"terminal:{name}"] for name in TWELVE[:3]))
    assert report.persons == {}


async def test_what_is_one_press_is_told_when_the_result_may_be_seen(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, "ann", "bob", typed=SMALL)
    await light_app.ballots.rest_not_required(number, person("ann"))
    before = await light_app.poll_moderation.report(number, MIA)

    clock.move(timedelta(days=7, seconds=30))
    arriving = await light_app.poll_moderation.report(number, MIA)
    clock.move(timedelta(minutes=1))
    after = await light_app.poll_moderation.report(number, MIA)

    assert [(one.sealed, len(one.anomalies)) for one in (before, arriving, after)] == [
        (True, 0), (True, 0), (False, 1)
    ]  # fmt: skip
    assert after.anomalies[0].pattern is Pattern.FILLED


async def test_of_a_poll_whose_results_all_see_while_it_is_open_all_is_told(light_app: App) -> None:
    number = await an_open_poll(
        light_app, "ann", typed=DraftTyped(components="datasets", freedoms="use", interim=Interim.LIVE)
    )
    await light_app.ballots.rest_not_required(number, person("ann"))

    report = await light_app.poll_moderation.report(number, MIA)

    assert [one.pattern for one in report.anomalies] == [Pattern.FILLED]


async def test_who_stands_behind_a_handle_is_told_only_where_names_are_published(light_app: App) -> None:
    typed = DraftTyped(components="datasets", freedoms="use", names=NamesPolicy.NAMED)
    number = await an_open_poll(light_app, "ann", typed=typed)

    report = await light_app.poll_moderation.report(number, MIA)

    assert list(report.persons.values()) == ["terminal:ann"]


async def test_of_a_poll_that_was_not_opened_or_is_void_there_is_no_report(light_app: App) -> None:
    draft, void = await a_draft(light_app), await an_open_poll(light_app)
    await light_app.polls.void(void, "a mistake", MIA)

    for number in (draft, void):
        with pytest.raises(NotNow):
            await light_app.poll_moderation.report(number, MAX)


# -- Challenges ----------------------------------------------------------------------------------------------------


async def handle_of(app: App, number: str, name: str) -> str:
    """The handle of somebody in a poll."""
    return (await app.ballots.own(number, person(name))).voter.handle


async def a_poll_of_three(app: App) -> str:
    """A poll in which two say yes in two cells, and one says no."""
    number = await an_open_poll(app, "ann", "bob", "cyd", typed=SMALL)
    for name, choice in (("ann", Choice.YES), ("bob", Choice.YES), ("cyd", Choice.NO)):
        await vote(app, number, name, choice)
    return number


async def test_a_member_challenges_a_ballot_and_it_waits_for_a_decision(light_app: App) -> None:
    number = await a_poll_of_three(light_app)
    handle = await handle_of(light_app, number, "cyd")

    done = await light_app.poll_moderation.challenge(number, f" {handle.upper()} ", "one person twice", person("zoe"))

    [one] = (await light_app.poll_results.status(number, None)).moderation.challenges
    assert done.challenges == (one,)
    assert (one.handle, one.by, one.reason) == (handle, "terminal:zoe", "one person twice")
    with pytest.raises(NotNow, match="challenged this ballot already"):
        await light_app.poll_moderation.challenge(number, handle, "again", person("zoe"))


async def test_a_challenge_delivered_twice_is_one(app: App) -> None:
    number = await a_poll_of_three(app)
    handle = await handle_of(app, number, "cyd")

    several = [
        await app.poll_moderation.challenge(number, handle, "why", person("zoe"), delivery(START, 7)) for _n in "ab"
    ]

    assert several[0] == several[1]
    assert len((await app.poll_results.status(number, None)).moderation.challenges) == 1


@pytest.mark.parametrize(("after", "accepted"), [(timedelta(hours=72), True), (timedelta(hours=72, seconds=1), False)])
async def test_a_challenge_comes_72_hours_after_the_close_at_the_latest(
    light_app: App, clock: Clock, after: timedelta, accepted: bool
) -> None:
    number = await a_poll_of_three(light_app)
    handle = await handle_of(light_app, number, "cyd")
    sent = delivery(START + timedelta(days=7) + after)
    clock.move(timedelta(days=30))

    if accepted:
        await light_app.poll_moderation.challenge(number, handle, "why", person("zoe"), sent)
    else:
        with pytest.raises(NotNow, match="could be challenged until 2 December 2026 at 10:00:00 UTC"):
            await light_app.poll_moderation.challenge(number, handle, "why", person("zoe"), sent)


async def test_what_cannot_be_challenged_is_refused(light_app: App) -> None:
    number = await a_poll_of_three(light_app)
    handle = await handle_of(light_app, number, "ann")
    draft = await a_draft(light_app)

    with pytest.raises(Unknown, match="has no voter “cafe”"):
        await light_app.poll_moderation.challenge(number, "cafe", "why", person("zoe"))
    with pytest.raises(Refusal, match="Say why this ballot should not count"):
        await light_app.poll_moderation.challenge(number, handle, " ", person("zoe"))
    with pytest.raises(NotNow):
        await light_app.poll_moderation.challenge(draft, handle, "why", person("zoe"))


async def test_a_challenge_is_dismissed_by_a_moderator_who_is_not_its_author(light_app: App) -> None:
    number = await a_poll_of_three(light_app)
    handle = await handle_of(light_app, number, "cyd")
    await light_app.poll_moderation.challenge(number, handle, "why", MIA)

    with pytest.raises(Forbidden, match="challenged this ballot yourself"):
        await light_app.poll_moderation.dismiss(number, handle, "it is theirs", MIA)
    done = await light_app.poll_moderation.dismiss(number, handle, "it is theirs", MAX)

    assert len(done.challenges) == 1
    assert (await light_app.poll_results.status(number, None)).moderation == Moderation()
    with pytest.raises(NotNow, match="waits for a decision"):
        await light_app.poll_moderation.dismiss(number, handle, "it is theirs", MAX)


# -- Exclusions ----------------------------------------------------------------------------------------------------


async def test_it_takes_two_moderators_to_exclude_a_ballot_and_one_press_twice_is_one(app: App, clock: Clock) -> None:
    number = await a_poll_of_three(app)
    handle = await handle_of(app, number, "cyd")

    first = [await app.poll_moderation.exclude(number, handle, "a second account", MIA) for _time in "ab"]
    clock.move(LATER)
    before = await app.poll_results.result(number)
    second = await app.poll_moderation.exclude(number, handle, "it is", MAX)
    after = await app.poll_results.result(number)

    assert first[0] == first[1]
    assert first[0].exclusion.decided_at is None
    assert before.found.excluded == ()
    assert second.exclusion.by == (MIA.id, MAX.id)
    assert after.found.excluded == (handle,)
    assert after.found.tally.turnout == Turnout(2, 2)
    assert (second.before, second.after) == (before.digest, after.digest)
    assert before.digest != after.digest


async def test_the_ballot_stays_as_it_was_cast_and_a_recount_gives_the_verdict_without_it(
    app: App, clock: Clock
) -> None:
    number = await a_poll_of_three(app)
    handle = await handle_of(app, number, "cyd")
    own = (await app.ballots.own(number, person("cyd"))).cells
    for moderator in MODERATORS:
        await app.poll_moderation.exclude(number, handle, "a second account", moderator)
    clock.move(LATER)

    result = await app.poll_results.result(number)
    recount = await app.poll_results.recount(number, "to be sure", MIA)

    kept = await app.ballots.own(number, person("cyd"))
    assert (kept.cells, kept.excluded) == (own, True)
    assert not (await app.ballots.own(number, person("ann"))).excluded
    assert recount.before == recount.after == result.digest
    assert handle in {one.handle for one in result.cells}
    assert result.found.with_excluded is not None
    assert result.found.with_excluded.turnout == Turnout(3, 3)


async def test_neither_the_author_nor_the_voter_decides_about_a_ballot(app: App) -> None:
    author = Actor("terminal:fay", "fay", frozenset({Role.MODERATOR}))
    voter = Actor("terminal:cyd", "cyd", frozenset({Role.MODERATOR}))
    number = await a_poll_of_three(app)
    handle = await handle_of(app, number, "cyd")
    await app.poll_moderation.challenge(number, handle, "why", person("zoe"))

    for actor in (author, voter):
        for act in (app.poll_moderation.exclude, app.poll_moderation.dismiss):
            with pytest.raises(Forbidden):
                await act(number, handle, "because", actor)

    assert (await app.poll_results.status(number, None)).moderation.proposed == ()


async def test_the_database_holds_that_an_author_excludes_nobody(app: App) -> None:
    number = await a_poll_of_three(app)
    handle = await handle_of(app, number, "cyd")

    async def break_it() -> None:
        async with app.store.write() as records:
            poll = await records.polls.find(number)
            assert poll is not None
            await records.exclusions.add(poll, handle, poll.author)

    with pytest.raises(Exception, match="poll_exclusions_not_by_the_author"):
        await break_it()


async def test_two_moderators_at_once_decide_once(app: App, database: str) -> None:
    number = await a_poll_of_three(app)
    handle = await handle_of(app, number, "cyd")
    other = await App.open(settings(database), Clock())

    await asyncio.gather(
        app.poll_moderation.exclude(number, handle, "a second account", MIA),
        other.poll_moderation.exclude(number, handle, "a second account", MAX),
    )

    await other.close()
    [one] = (await app.poll_results.status(number, None)).moderation.excluded
    assert sorted(one.by) == sorted([MIA.id, MAX.id])
    third = Actor("terminal:moe", "moe", frozenset({Role.MODERATOR}))
    with pytest.raises(NotNow, match="is excluded already"):
        await app.poll_moderation.exclude(number, handle, "me too", third)


async def test_an_exclusion_settles_the_challenges_and_what_is_excluded_is_challenged_no_more(light_app: App) -> None:
    number = await a_poll_of_three(light_app)
    handle = await handle_of(light_app, number, "cyd")
    await light_app.poll_moderation.challenge(number, handle, "why", person("zoe"))
    for moderator in MODERATORS:
        await light_app.poll_moderation.exclude(number, handle, "a second account", moderator)

    status = await light_app.poll_results.status(number, None)

    assert status.moderation.challenges == ()
    assert status.turnout == Turnout(2, 2)
    with pytest.raises(NotNow, match="is excluded already"):
        await light_app.poll_moderation.challenge(number, handle, "why", person("yan"))


async def test_a_poll_that_is_void_or_a_draft_has_no_ballot_to_exclude(light_app: App) -> None:
    number = await a_poll_of_three(light_app)
    handle = await handle_of(light_app, number, "cyd")
    await light_app.polls.void(number, "a mistake", MIA)

    with pytest.raises(NotNow, match="is void"):
        await light_app.poll_moderation.exclude(number, handle, "why", MIA)

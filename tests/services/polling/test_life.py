"""The life of a poll: who may do what when, and what no later step can change."""

from __future__ import annotations

import asyncio
import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.definitions import Freedom
from bot.domain.polls import charter_forms
from bot.domain.polls.ballots import Cell, Choice, VoteUnit
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.poll_charters import ExtensionReason, Interim, Outsiders, PollCharter
from bot.domain.polls.polls import EventKind, PollState, Via
from bot.domain.polls.tallies import Disposition, Turnout
from bot.domain.refusals import Forbidden, Refusal, Unknown
from bot.services.polling.drafting import DraftTyped
from bot.services.polling.extending import NotExtended
from bot.services.polling.finding import NotNow
from bot.services.polling.previews import Caution
from bot.store.poll_tables import polls
from tests.support.apps import START, Clock, settings
from tests.support.polling import (
    CODE,
    DATA,
    FACILITATOR,
    MODERATORS,
    a_draft,
    a_roll,
    an_open_poll,
    person,
    said,
)

WEEK = timedelta(days=7)
SMALL = DraftTyped(components="training-code, datasets", freedoms="use, study")


async def vote(app: App, number: str, name: str, *cells: tuple[Cell, Choice]) -> None:
    """Cast a ballot."""
    await app.ballots.cast(number, person(name), [said(*one) for one in cells], Via.EXPLICIT)


# -- The charter ---------------------------------------------------------------------------------------------------


async def test_a_template_makes_a_whole_charter_of_nothing_else(light_app: App) -> None:
    charter = (await light_app.polls.draft(DraftTyped(), FACILITATOR)).poll.charter

    assert len(charter.cells) == 17 * 4
    assert charter.definition == "mof 1.0"
    assert (charter.counting.rule, charter.interim) == ("super", Interim.TURNOUT)


async def test_a_charter_comes_back_from_its_canonical_form_with_the_same_digest(light_app: App) -> None:
    typed = DraftTyped(
        rule="mean_band",
        counting="cuts=2,1.5,1,0.5 quorum=1/2 unit=organisation tie=not_required",
        subject="llama 2",
        opens="2026-11-23 08:00",
        merge="data = datasets + data-card (mean, keep)",
        extension="chair",
        extension_most="3 days",
    )
    charter = (await light_app.polls.draft(typed, FACILITATOR)).poll.charter

    again = charter_forms.read(PollCharter, charter.canonical)

    assert again == charter
    assert again.digest == charter.digest
    assert "." not in charter_forms.written(charter.counting.quorum.overall)
    assert '"share":"1/2"' in charter.canonical


async def test_every_charter_that_differs_has_another_digest(light_app: App) -> None:
    drafts = (DraftTyped(), DraftTyped(rule="simple"), DraftTyped(freedoms="use"), DraftTyped(counting="q=3/4"))

    digests = {(await light_app.polls.draft(typed, FACILITATOR)).poll.charter.digest for typed in drafts}

    assert len(digests) == 4


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (DraftTyped(components="trainingcode2"), "mof 1.0 has no row “trainingcode2”; near it are training-code"),
        (DraftTyped(rule="average"), "There is no rule “average”"),
        (DraftTyped(counting="q=200%"), "The parameter “q” takes a share"),
        (DraftTyped(closes="yesterday"), "“yesterday” is no moment"),
        (DraftTyped(closes="2026-11-01"), "is past"),
        (DraftTyped(freedoms="sell"), "There is no freedom “sell”; there are: use, study, modify and share."),
        (DraftTyped(merge="data = datasets (sum)"), "A merging is of two components or more"),
    ],
)
async def test_a_charter_that_cannot_be_is_refused_with_what_would_do(
    light_app: App, typed: DraftTyped, why: str
) -> None:
    with pytest.raises(Refusal) as refused:
        await light_app.polls.draft(typed, FACILITATOR)

    assert why in str(refused.value)


async def test_numbers_are_given_once_to_drafts_made_at_once(app: App, database: str) -> None:
    other = await App.open(settings(database), Clock())

    numbers = await asyncio.gather(*(a_draft((app, other)[n % 2]) for n in range(12)))

    await other.close()
    assert sorted(numbers) == [f"P-2026-{n:04}" for n in range(1, 13)]


async def test_a_draft_that_is_delivered_twice_is_one(app: App) -> None:
    first = await app.polls.draft(DraftTyped(), FACILITATOR, "discord:1")

    assert (await app.polls.draft(DraftTyped(), FACILITATOR, "discord:1")).poll.number == first.poll.number


# -- The roll ------------------------------------------------------------------------------------------------------


async def test_the_author_cannot_confirm_and_one_moderator_is_not_enough(app: App) -> None:
    both = Actor(FACILITATOR.id, "fay", frozenset({Role.FACILITATOR, Role.MODERATOR}))
    number = await a_draft(app, roll=a_roll("ann"))
    token = (await app.polls.preview(number)).token

    with pytest.raises(Forbidden):
        await app.polls.confirm_roll(number, token, both)
    for _time in range(2):
        assert (await app.polls.confirm_roll(number, token, MODERATORS[0])).state is PollState.DRAFT
    with pytest.raises(NotNow, match="waits for a roll"):
        await app.polls.open(number, FACILITATOR)
    assert (await app.polls.confirm_roll(number, token, MODERATORS[1])).state is PollState.CONFIRMED


async def test_another_roll_has_to_be_confirmed_anew(app: App) -> None:
    number = await an_open_poll(app, opened=False)

    preview = await app.polls.set_roll(number, a_roll("zoe"), FACILITATOR)

    assert preview.state is PollState.DRAFT
    assert preview.poll.confirmed_by == ()


async def test_a_preview_says_what_to_look_at(light_app: App) -> None:
    number = await a_draft(light_app, DraftTyped(closes="1 day", rule="mean_band", counting="quorum=9"))
    roll = a_roll("ann/Law/Acme", "bob/Law/Acme", "cyd/Research/Beta", "dee")

    preview = await light_app.polls.set_roll(number, roll, FACILITATOR)

    assert set(preview.cautions) == {
        Caution.SMALL_CATEGORIES, Caution.LARGE_CATEGORIES, Caution.LARGE_ORGANISATIONS, Caution.SHORT,
        Caution.MEAN_BAND, Caution.QUORUM_OUT_OF_REACH, Caution.NO_CONTACT,
    }  # fmt: skip
    assert preview.imbalance.small_categories == ("Research",)


async def test_who_leaves_the_roll_keeps_the_ballot_and_who_has_none_leaves_the_count(app: App, clock: Clock) -> None:
    number = await an_open_poll(app, "ann/Law", "bob/Law", "cyd/Research")
    await vote(app, number, "ann", (CODE, Choice.YES))

    roll = a_roll("bob/Law", "dee/Research")
    change = await app.polls.change_roll(number, roll, "ann and cyd left, dee came", FACILITATOR)

    assert (change.added, change.removed) == (1, 2)
    status = await app.poll_results.status(number, FACILITATOR)
    assert status.by_category == {"Law": Turnout(1, 2), "Research": Turnout(0, 1)}
    with pytest.raises(Refusal, match="stays as it was at the opening"):
        await app.polls.change_roll(number, a_roll("bob/Research"), "moved", FACILITATOR)


# -- What cannot be changed ----------------------------------------------------------------------------------------


async def test_nothing_of_an_open_poll_can_be_edited(app: App) -> None:
    number = await an_open_poll(app)
    before = (await app.polls.preview(number)).poll.charter

    for edit in (
        app.polls.set_roll(number, a_roll("zoe"), FACILITATOR),
        app.polls.open(number, FACILITATOR),
        app.polls.confirm_roll(number, "x", MODERATORS[0]),
        app.poll_results.finish(number),
        app.polls.round2(number, "3 days", FACILITATOR),
    ):
        with pytest.raises(NotNow):
            await edit

    assert (await app.polls.preview(number)).poll.charter == before


async def test_the_charter_that_is_kept_is_the_one_that_was_hashed_at_the_opening(app: App, clock: Clock) -> None:
    number = await an_open_poll(app)
    await app.polls.extend(number, "1 day", ExtensionReason.CHAIR, "a holiday", FACILITATOR)

    async with app.store.read() as records:
        [opened] = await records.poll_events.of(number, EventKind.OPENED)
        poll = await records.polls.find(number)

    assert poll is not None
    assert poll.charter.digest == poll.digest == opened.body["charter_digest"]
    assert poll.closes_at == poll.charter.closes_at + timedelta(days=1)


async def test_a_charter_of_an_earlier_version_keeps_the_digest_that_was_printed(app: App) -> None:
    number = await an_open_poll(app)
    async with app.store.connection() as connection:
        text = (await connection.execute(select(polls.c.charter))).scalar_one()
        older = json.dumps({key: value for key, value in json.loads(text).items() if key != "outsiders"})
        await connection.execute(update(polls).values(charter=older))

    poll = (await app.polls.preview(number)).poll

    assert poll.digest == hashlib.sha256(older.encode()).hexdigest()
    assert poll.charter.outsiders is Outsiders.REFUSE


async def test_an_extension_goes_later_only_within_the_charter_and_leaves_an_event(app: App, clock: Clock) -> None:
    number = await an_open_poll(app, typed=replace(SMALL, extension="chair, quorum_short", extension_most="2 days"))

    for closes, by in (
        ("1 day", ExtensionReason.OUTAGE),
        ("3 days", ExtensionReason.CHAIR),
        ("2026-11-25 08:00", ExtensionReason.CHAIR),
        ("1 day", ExtensionReason.QUORUM_SHORT),
    ):
        with pytest.raises(NotExtended):
            await app.polls.extend(number, closes, by, "why", FACILITATOR)
    await app.polls.extend(number, "2 days", ExtensionReason.CHAIR, "why", FACILITATOR)

    [event] = (await app.poll_results.status(number, FACILITATOR)).extensions
    assert (event.body["before"], event.body["after"]) == ("2026-11-29T10:00:00+00:00", "2026-12-01T10:00:00+00:00")
    clock.move(WEEK + timedelta(days=3))
    with pytest.raises(NotNow):
        await app.polls.extend(number, "1 day", ExtensionReason.CHAIR, "why", FACILITATOR)


async def test_a_poll_that_is_decided_already_stays_open(app: App, clock: Clock) -> None:
    number = await an_open_poll(app)
    every = [(Cell(component, freedom), Choice.YES) for component in ("training-code", "datasets")
             for freedom in (Freedom.USE, Freedom.STUDY)]  # fmt: skip
    for name in ("ann", "bob", "cyd"):
        await vote(app, number, name, *every)
    clock.move(WEEK)

    assert (await app.poll_results.status(number, FACILITATOR)).state is PollState.OPEN
    assert await app.poll_results.finish_due() == ()


# -- Its end -------------------------------------------------------------------------------------------------------


async def test_a_close_is_noted_once_though_nobody_was_up_and_two_try(app: App, database: str, clock: Clock) -> None:
    number = await an_open_poll(app)
    clock.move(WEEK + timedelta(days=1))
    late = Clock()
    late.now = clock.now
    other = await App.open(settings(database), late)

    done = await asyncio.gather(app.poll_results.finish_due(), other.poll_results.finish_due())

    await other.close()
    assert sorted(done) == [(), (number,)]
    assert await app.poll_results.finish_due() == ()
    async with app.store.read() as records:
        assert len(await records.poll_events.of(number, EventKind.CLOSED)) == 1


async def test_results_are_final_a_minute_after_the_second_that_was_announced(app: App, clock: Clock) -> None:
    number = await an_open_poll(app, typed=replace(SMALL, closes="2026-11-29 09:30:37"))

    for second, state, ready in (
        (37, PollState.OPEN, False),
        (38, PollState.CLOSED, False),
        (97, PollState.CLOSED, False),
        (98, PollState.CLOSED, True),
    ):
        clock.now = START.replace(day=29, hour=9, minute=30, second=0) + timedelta(seconds=second)
        assert (await app.poll_results.status(number, FACILITATOR)).state is state
        if ready:
            assert (await app.poll_results.result(number)).poll.finished_at == clock.now
        else:
            with pytest.raises(NotNow):
                await app.poll_results.result(number)


async def test_a_void_poll_keeps_its_ballots_sealed(app: App, clock: Clock) -> None:
    number = await an_open_poll(app, typed=replace(SMALL, interim=Interim.LIVE))
    await vote(app, number, "ann", (CODE, Choice.YES))
    await app.polls.void(number, "the question was wrong", MODERATORS[0])

    assert (await app.poll_results.status(number, FACILITATOR)).tally is None
    with pytest.raises(NotNow, match="is void"):
        await vote(app, number, "bob", (CODE, Choice.YES))
    clock.move(WEEK * 2)
    with pytest.raises(NotNow, match="is void"):
        await app.poll_results.result(number)
    assert await app.poll_results.finish_due() == ()


@pytest.mark.parametrize(
    ("interim", "voter", "other"),
    [(Interim.TURNOUT, False, False), (Interim.LIVE, True, True), (Interim.AFTER_OWN_VOTE, True, False)],
)
async def test_what_is_seen_while_a_poll_is_open_is_what_its_charter_says(
    light_app: App, interim: Interim, voter: bool, other: bool
) -> None:
    number = await an_open_poll(light_app, typed=replace(SMALL, interim=interim))
    await vote(light_app, number, "ann", (CODE, Choice.YES))

    seen = [(await light_app.poll_results.status(number, person(name))).tally for name in ("ann", "bob")]

    assert [tally is not None for tally in seen] == [voter, other]


@pytest.mark.parametrize(
    ("choices", "verdict"),
    [
        ("", Outcome.NO_VOTES),
        ("y", Outcome.REQUIRED),
        ("yn", Outcome.NO_CONSENSUS),
        ("yyn", Outcome.REQUIRED),
        ("yydd", Outcome.REQUIRED),
        ("dd", Outcome.NO_QUORUM),
        ("yyyyyynnn", Outcome.REQUIRED),
        ("yyyyynnnn", Outcome.NO_CONSENSUS),
    ],
)
async def test_verdicts_of_none_one_two_and_two_thirds(
    light_app: App, clock: Clock, choices: str, verdict: Outcome
) -> None:
    names = [f"v{n}" for n in range(9)]
    number = await an_open_poll(light_app, *names)
    said_ = {"y": Choice.YES, "n": Choice.NO, "d": Choice.DISCUSS}
    for name, letter in zip(names, choices, strict=False):
        await vote(light_app, number, name, (DATA, said_[letter]))
    clock.move(WEEK + timedelta(minutes=2))

    result = await light_app.poll_results.result(number)

    [cell] = [one for one in result.count.cells if one.tally.cell == DATA]
    assert cell.verdict is verdict
    assert cell.tally.counts.eligible == 9


async def test_an_organisation_has_one_vote_and_the_later_of_its_people_stands(light_app: App, clock: Clock) -> None:
    typed = replace(SMALL, counting=f"unit={VoteUnit.ORGANISATION}")
    number = await an_open_poll(light_app, "ann/Law/Acme", "bob/Law/Acme", "cyd/Law/Beta", typed=typed)
    await vote(light_app, number, "ann", (CODE, Choice.NO))
    await vote(light_app, number, "bob", (CODE, Choice.YES))
    clock.move(WEEK + timedelta(minutes=2))

    result = await light_app.poll_results.result(number)

    assert result.count.turnout == Turnout(1, 2)
    assert {one.verdict for one in result.count.cells if one.tally.cell == CODE} == {Outcome.REQUIRED}


async def test_a_result_is_shown_also_without_those_who_disclosed_a_conflict(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app)
    for name, choice in (("ann", Choice.YES), ("bob", Choice.YES), ("cyd", Choice.NO)):
        await vote(light_app, number, name, (CODE, choice))
    await light_app.ballots.declare_conflict(number, person("ann"), "I made it")
    clock.move(WEEK + timedelta(minutes=2))

    result = await light_app.poll_results.result(number)

    assert result.found.without_conflicted is not None
    assert result.found.without_conflicted.voters == 1
    assert result.found.conflicted_cells == {CODE: (Outcome.REQUIRED, Outcome.NO_CONSENSUS)}


async def test_an_objection_needs_a_change_and_is_disposed_of_by_another(light_app: App) -> None:
    number = await an_open_poll(light_app)
    with pytest.raises(Refusal, match="Say which change you propose"):
        await light_app.poll_results.object(number, "datasets: study", "unclear", " ", person("ann"))
    raised = await light_app.poll_results.object(number, "datasets: study", "unclear", "say which", person("ann"))
    at = str(raised.number)

    for actor, disposition in (
        (person("bob"), Disposition.WITHDRAWN),
        (person("bob"), Disposition.OVERRULED),
        (person("ann"), Disposition.OVERRULED),
    ):
        with pytest.raises(Forbidden):
            await light_app.poll_results.dispose(number, at, disposition, "why", actor)
    done = await light_app.poll_results.dispose(number, at, Disposition.ADDRESSED, "it says so now", MODERATORS[0])

    assert done.disposition is Disposition.ADDRESSED
    with pytest.raises(NotNow):
        await light_app.poll_results.dispose(number, at, Disposition.OVERRULED, "no", MODERATORS[1])
    with pytest.raises(Unknown):
        await light_app.poll_results.dispose(number, "99", Disposition.OVERRULED, "no", MODERATORS[1])

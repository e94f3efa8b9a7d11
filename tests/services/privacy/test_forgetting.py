"""Somebody is forgotten: nothing that they wrote, and nothing by which they are known, is found anywhere."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.decisions.happenings import Disposition, Involved, Part
from bot.domain.endorsements.endorsements import EndorsementState
from bot.domain.polls.ballots import Choice
from bot.domain.polls.polls import Via
from bot.domain.polls.reminders import RemindHow
from bot.domain.refusals import Forbidden, Refusal
from bot.domain.systems import Access
from bot.services.deciding.involving import InvolvedTyped
from bot.services.deciding.reading import DissentTyped
from bot.services.minuting import Asking
from bot.store.tables import metadata
from tests.support.apps import Clock
from tests.support.curation import ANNA, BEN, accept, propose_fact
from tests.support.decisions import MAX, MIA, a_decision, two_persons, typed
from tests.support.forgetting import ZENOBIA, a_life, found_in_tables, found_on_disk
from tests.support.halls import HERE
from tests.support.polling import CODE, FACILITATOR, a_roll, an_open_poll, person, said


async def test_nothing_is_found_of_somebody_who_was_forgotten(app: App, clock: Clock, database: str) -> None:
    numbers = await a_life(app, clock)
    file = Path(database.removeprefix("sqlite:///"))
    before = await app.poll_results.result(numbers["closed poll"])
    assert len(await found_in_tables(app)) > 50
    assert not app.store.embedded or len(found_on_disk(file)) > 2
    clock.move(timedelta(days=31))
    await app.forgetting.keep()

    first = await app.forgetting.ask(ZENOBIA.id, ZENOBIA.name, MIA)
    second = await app.forgetting.ask(ZENOBIA.id, None, MAX)

    assert (first.done, second.done) == (False, True)
    assert await found_in_tables(app) == []
    assert not app.store.embedded or found_on_disk(file) == []
    # What everybody relies on is as it was.
    assert (await app.poll_results.result(numbers["closed poll"])).digest == before.digest
    assert [one.text for one in (await app.minutes.show(_of(numbers["other town hall"]))).document.action_items] == [
        "write the answers by 1 December 2026"
    ]
    assert (await app.decision_pages.show(numbers["decision"], MIA)).dissents[0].disposition is Disposition.OVERRULED
    assert (await app.decision_pages.show(numbers["decision"], MIA)).involved == (Involved(1, Part.RECUSED, "chair"),)
    async with app.store.read() as records:
        endorsement = await records.endorsements.find(numbers["endorsement"])
        system = next(one for one in await records.systems.all() if one.id == "llama-2")
    assert endorsement is not None
    assert (endorsement.state, endorsement.named) == (EndorsementState.WITHDRAWN, "")
    assert [(fact.access, fact.note) for fact in system.facts if fact.evidence.reader.startswith("forgotten:")] == [
        (Access.OPEN, None)
    ]


def _of(hall: str) -> Asking:
    return Asking(FACILITATOR, HERE, hall)


async def test_nobody_takes_away_what_another_of_the_same_name_said(light_app: App) -> None:
    number = await a_decision(light_app, dissent=DissentTyped("I do not agree.", by="Ann"))

    await light_app.forgetting.forget_me(Actor("discord:666", "Ann"))

    shown = await light_app.decision_pages.show(number, MIA)
    assert [one.text for one in shown.dissents] == ["I do not agree."]


async def test_whoever_stood_aside_is_gone_and_dissents_of_others_stay(light_app: App) -> None:
    number = await a_decision(light_app, dissent=DissentTyped("I do not agree.", by="terminal:bob"))
    people = (
        InvolvedTyped(Part.RECUSED, "ann", "terminal:ann", why="I work for the developer."),
        InvolvedTyped(Part.MAKER, "the board"),
    )
    await light_app.decision_people.involve(number, people, MIA)

    await light_app.forgetting.forget_me(person("ann"))

    async with light_app.store.read() as records:
        left = await records.decision_disclosures.of(number, public=False)
    assert left == {
        "dissent.1.by": "terminal:bob",
        "dissent.1.text": "I do not agree.",
        "person.2.name": "the board",
    }


async def test_while_a_poll_runs_nobody_gets_a_second_ballot(app: App, clock: Clock) -> None:
    number = await an_open_poll(app, "ann", "bob")
    ann = person("ann")
    await app.ballots.cast(number, ann, [said(CODE, Choice.YES, "My reason.")], Via.EXPLICIT)
    await app.forgetting.forget_me(ann)

    await app.polls.change_roll(number, a_roll("ann", "bob", "cyd"), "Cyd joins.", FACILITATOR)
    await app.ballots.cast(number, ann, [said(CODE, Choice.NO)], Via.EXPLICIT)

    async with app.store.read() as records:
        roll = await records.voters.of(number)
    assert sorted(one.person or "" for one in roll) == ["", "terminal:bob", "terminal:cyd"]
    hers = next(one.handle for one in roll if one.person is None)
    clock.move(timedelta(days=8))
    await app.poll_results.finish_due()
    cells = (await app.poll_results.result(number)).cells
    assert [(one.handle, one.choice) for one in cells] == [(hers, Choice.NO)]
    async with app.store.read() as records:
        assert await records.voters.find(number, ann.id) is None
    assert "mark:" not in str(await everything(app, "poll_voters"))
    assert await everything(app, "poll_marks") == []


async def test_a_roll_that_has_not_been_used_is_without_them(app: App) -> None:
    number = await an_open_poll(app, "ann", "bob", opened=False)

    await app.forgetting.forget_me(person("ann"))

    preview = await app.polls.preview(number)
    assert [one.person for one in preview.voters] == ["terminal:bob"]
    assert preview.poll.confirmed_by == ()


async def test_two_who_are_forgotten_are_still_two(app: App) -> None:
    number = (await two_persons(app).log(typed(), MIA)).decision.number
    await two_persons(app).confirm(number, MAX)
    await an_open_poll(app, "ann")
    await accept(app, await propose_fact(app))

    for one in (MIA, MAX, ANNA, BEN):
        await app.forgetting.forget_me(one)

    async with app.store.read() as records:
        decision = await records.decisions.find(number)
        change = (await records.changes.of("llama-2"))[0]
    assert decision is not None
    by = {decision.logged_by, decision.confirmed_by, change.by, change.confirmed_by}
    assert len(by) == 4
    assert {str(one).partition(":")[0] for one in by} == {"forgotten"}


async def test_it_takes_two_moderators_to_have_somebody_else_forgotten(light_app: App) -> None:
    ann = person("ann")
    await light_app.reminders.choose(RemindHow.NEVER, ann)

    with pytest.raises(Forbidden, match="Only moderators"):
        await light_app.forgetting.ask(ann.id, None, person("bob"))
    await light_app.forgetting.ask(ann.id, None, MIA)
    with pytest.raises(Refusal, match="another moderator has to do the same"):
        await light_app.forgetting.ask(ann.id, None, MIA)
    with pytest.raises(Refusal, match="That is you"):
        await light_app.forgetting.ask(MIA.id, None, MIA)
    assert len(await everything(light_app, "reminder_choices")) == 1

    assert (await light_app.forgetting.ask(ann.id, None, MAX)).done

    assert await everything(light_app, "reminder_choices") == []
    assert await everything(light_app, "forget_requests") == []


async def test_a_request_that_nobody_confirms_is_dropped(light_app: App, clock: Clock) -> None:
    await light_app.forgetting.ask("discord:42", None, MIA)
    clock.move(timedelta(days=31))

    await light_app.forgetting.keep()

    assert await everything(light_app, "forget_requests") == []


async def test_questions_are_kept_for_a_month(light_app: App, clock: Clock) -> None:
    await light_app.queues.ask_about(("Fable 7B",), "Is Fable 7B of my employer open source?", "discord:1")
    clock.move(timedelta(days=31))

    await light_app.forgetting.keep()

    assert [(one.written, one.question) for one in await light_app.queues.most_asked()] == [("Fable 7B", "")]
    assert await everything(light_app, "deliveries") == []


async def test_what_others_wrote_of_somebody_is_told_and_stays(light_app: App) -> None:
    await a_decision(light_app, because="As <@777777777777777777> said.")

    done = await light_app.forgetting.forget_me(Actor("discord:777777777777777777", "x"))

    assert done.left is not None
    assert {(one.table, one.column) for one in done.left.kept} == {("decisions", "text"), ("decisions", "words")}


async def everything(app: App, name: str) -> list[tuple[object, ...]]:
    """All rows of a table."""
    async with app.store.connection() as connection:
        return [tuple(row) for row in (await connection.execute(select(metadata.tables[name]))).all()]

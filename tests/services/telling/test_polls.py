"""What the log tells of polls that were played through the services."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.poll_charters import Interim, NamesPolicy
from bot.domain.polls.polls import Via
from bot.services.polling.drafting import DraftTyped
from bot.services.telling import TELLINGS
from tests.support.apps import Clock
from tests.support.polling import CODE, DATA, a_roll, an_open_poll, person, said
from tests.support.telling import the, told_by, value_of

TYPED = DraftTyped(components="training-code, datasets", freedoms="use, study", contact="the forum's desk")


async def test_a_poll_is_told_from_its_charter_to_its_tally(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, "ann", "bob", "cyd")
    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES, "to follow it")], Via.EXPLICIT)
    await light_app.ballots.cast(number, person("bob"), [said(CODE, Choice.NO)], Via.EXPLICIT)
    await light_app.ballots.cast(number, person("ann"), [said(DATA, Choice.NO)], Via.QUICK)
    clock.move(timedelta(days=8))
    await light_app.poll_results.result(number)

    found = await told_by(light_app)

    assert [one.leaf.kind for one in found] == [
        "poll.opened", *["roll.changed"] * 3, *["ballot.cast"] * 3, "poll.closed", "ballots.opened", "tally.published"
    ]  # fmt: skip
    first, _other, later = [one for one in found if one.leaf.kind == "ballot.cast"]
    assert later.leaf.text("prev") == first.leaf.id
    assert first.sealed
    assert value_of(later, "cells") == {
        "datasets/study": ["no", "quick", int(later.leaf.id.rpartition("-")[2]), False],
        "training-code/use": ["yes", "explicit", int(first.leaf.id.rpartition("-")[2]), True],
    }
    assert value_of(later, "why:training-code/use") == "to follow it"
    assert [back.leaf for back in the(found, "ballots.opened").takes_back] == [first.leaf.id]


async def test_places_of_few_people_are_not_told_where_voters_have_pseudonyms(light_app: App, clock: Clock) -> None:
    several = a_roll(*(f"law{number}/Law/Firm" for number in range(5)), "ann/Art", "bob")
    hidden = await an_open_poll(light_app, roll=several)
    second = await an_open_poll(light_app, roll=several, typed=replace(TYPED, names=NamesPolicy.NAMED))
    for name in ("ann", "bob"):
        await light_app.naming.choose(f"{name.title()} Example", person(name))
    await light_app.ballots.cast(second, person("ann"), [said(CODE, Choice.YES)], Via.EXPLICIT)
    clock.move(timedelta(days=8))
    await light_app.poll_results.finish_due()

    found = await told_by(light_app)

    placed = [one for one in found if one.leaf.members.get("action") == "placed"]
    shown = [{each.name: each.value for each in one.disclosures} for one in placed if one.leaf.text("poll") == hidden]
    named = [{each.name: each.value for each in one.disclosures} for one in placed if one.leaf.text("poll") != hidden]
    # The only one of another category could be told from the rest.
    assert shown == [{"organisation": "Firm"}] * 5
    assert {"category": "Art", "person": "Ann Example"} in named
    # Bob did not take part; nobody else chose a name, and the number of an account is nobody's.
    assert [one.get("person") for one in named if "person" in one] == ["Ann Example"]


async def test_reasons_are_told_only_where_the_charter_publishes_them(light_app: App) -> None:
    typed = replace(TYPED, reasons_published=False, interim=Interim.LIVE)
    number = await an_open_poll(light_app, "ann", "bob", typed=typed)
    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.NO, "my secret")], Via.EXPLICIT)

    found = await told_by(light_app)

    ballot = the(found, "ballot.cast")
    assert [one.name for one in ballot.disclosures] == ["cells"]
    assert not ballot.sealed
    assert the(found, "poll.opened").leaf.members["sealed"] is False


async def test_of_an_open_poll_only_what_is_new_is_read_of_those_who_voted(app: App) -> None:
    number = await an_open_poll(app, "ann", "bob")
    await app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES)], Via.EXPLICIT)
    before = await told_by(app)
    await app.ballots.cast(number, person("bob"), [said(CODE, Choice.NO)], Via.EXPLICIT)

    async with app.store.read() as records:
        after = await TELLINGS[0].tell(records, number, frozenset(one.leaf.id for one in before))

    assert [one.leaf.kind for one in after].count("ballot.cast") == 1

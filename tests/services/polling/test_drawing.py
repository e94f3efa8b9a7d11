"""A roll drawn from a list and from verified profiles, and what is kept of them in the poll."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.placing import Misplaced
from bot.domain.polls.polls import EventKind, PollState, Via
from bot.domain.polls.tallies import Turnout
from bot.domain.refusals import Refusal, Unknown
from bot.services.polling.drafting import DraftTyped
from bot.services.polling.previews import Caution
from tests.support.apps import Clock
from tests.support.polling import (
    CODE,
    FACILITATOR,
    MODERATORS,
    a_draft,
    a_roll,
    an_open_poll,
    confirmed,
    person,
    said,
    verified,
)

SMALL = DraftTyped(components="training-code, datasets", freedoms="use, study")
ABOUT_LLAMA = replace(SMALL, subject="llama 2")


# -- Who is drawn --------------------------------------------------------------------------------------------------


async def test_everybody_with_a_verified_profile_is_drawn_or_those_of_some_categories(app: App) -> None:
    await verified(app, "ann", "regulator")
    await verified(app, "bob", "end user")
    await app.profiles.withdraw(await verified(app, "cyd", "regulator"))

    everybody = await app.rolls.drawn(None, " ALL ", "terminal")
    some = await app.rolls.drawn("dee, Law | bob", "Regulator; subject", "terminal")

    assert everybody == tuple(a_roll("ann", "bob"))
    assert some == tuple(a_roll("dee/Law", "bob", "ann"))


@pytest.mark.parametrize(
    ("people", "profiles", "why"),
    [
        (None, None, "Say who may vote: list them in people, or take those with a verified profile"),
        (None, "all", "Nobody has such a verified profile"),
        (None, "lawyers", "“lawyers” is no category of this forum"),
        ("bob, a, b, c, d", "all", "nothing was taken"),
    ],
)
async def test_nobody_is_drawn_from_nothing(light_app: App, people: str, profiles: str, why: str) -> None:
    with pytest.raises((Refusal, Unknown), match=why):
        await light_app.rolls.drawn(people, profiles, "terminal")


# -- What is kept --------------------------------------------------------------------------------------------------


async def test_places_come_from_profiles_and_say_so(app: App) -> None:
    await verified(app, "ann", "regulator", "Office for AI")
    number = await a_draft(app)

    preview = await app.polls.set_roll(number, a_roll("ann", "bob/Law/Acme", "cyd"), FACILITATOR)

    places = {one.person: (one.category, one.organisation, one.region) for one in preview.voters}
    assert places == {
        "terminal:ann": ("Regulator", "Office for AI", "Europe"),
        "terminal:bob": ("Law", "Acme", ""),
        "terminal:cyd": ("", "", ""),
    }
    assert (preview.verified, preview.listed) == (1, 1)
    async with app.store.read() as records:
        [event] = await records.poll_events.of(number, EventKind.ROLL_SET)
    assert (event.body["voters"], event.body["verified"]) == (3, 1)


async def test_a_list_that_contradicts_a_profile_leaves_the_roll_as_it_was(app: App) -> None:
    await verified(app, "ann")
    number = await a_draft(app, roll=a_roll("zoe"))

    with pytest.raises(Misplaced, match="terminal:ann: category “Licensee” in the list, “Regulator” in the profile"):
        await app.polls.set_roll(number, a_roll("ann/Licensee", "bob"), FACILITATOR)

    assert [one.person for one in (await app.polls.preview(number)).voters] == ["terminal:zoe"]


async def test_a_profile_that_changes_later_changes_nothing_of_the_poll(app: App, clock: Clock) -> None:
    ann = await verified(app, "ann", "regulator", "Meta", "funder: Meta")
    number = await an_open_poll(app, "ann", "bob", typed=ABOUT_LLAMA)
    before = await app.polls.preview(number)

    await verified(app, ann, "end user", "Acme")
    await app.polls.change_roll(number, a_roll("ann", "bob", "cyd"), "cyd came", FACILITATOR)

    after = await app.polls.preview(number)
    [kept] = [one for one in after.voters if one.person == ann.id]
    assert kept in before.voters
    assert (kept.category, kept.organisation, kept.disclosed, kept.of_maker) == ("Regulator", "Meta", True, True)


async def test_a_second_round_has_the_places_of_the_first(app: App, clock: Clock) -> None:
    ann = await verified(app, "ann", "regulator", conflicts="funder: Meta")
    number = await an_open_poll(app, "ann", "bob")
    await app.profiles.withdraw(ann)
    clock.move(timedelta(days=8))

    second = await app.polls.round2(number, "3 days", FACILITATOR)

    assert {(one.person, one.category, one.verified, one.disclosed) for one in second.voters} == {
        ("terminal:ann", "Regulator", True, True),
        ("terminal:bob", "", False, False),
    }


async def test_who_comes_onto_the_roll_of_an_open_poll_stands_by_the_profile(app: App) -> None:
    await verified(app, "bob", "licensee", "Acme")
    number = await an_open_poll(app, "ann/Law")

    with pytest.raises(Misplaced, match="“Law” in the list, “Licensee” in the profile"):
        await app.polls.change_roll(number, a_roll("ann", "bob/Law"), "bob came", FACILITATOR)
    await app.polls.change_roll(number, a_roll("ann", "bob"), "bob came", FACILITATOR)

    voters = {one.person: one for one in (await app.polls.preview(number)).voters}
    assert (voters["terminal:bob"].category, voters["terminal:bob"].verified) == ("Licensee", True)
    assert voters["terminal:ann"].category == "Law"


async def test_organisations_that_count_as_one_have_one_vote(light_app: App, clock: Clock) -> None:
    await light_app.organisations.group("Meta AI Research", "Meta", "a subsidiary", MODERATORS[0])
    await verified(light_app, "ann", "system creator", "Meta AI Research")
    typed = replace(SMALL, counting="unit=organisation")
    number = await an_open_poll(light_app, "ann", "bob/Law/meta", "cyd/Law/Acme", typed=typed)
    clock.move(timedelta(days=8))

    result = await light_app.poll_results.result(number)

    assert result.count.turnout == Turnout(0, 2)
    assert {one.organisation for one in (await light_app.polls.preview(number)).voters} == {"Meta", "Acme"}


async def test_a_roll_is_confirmed_anew_when_a_conflict_was_disclosed_since(app: App) -> None:
    ann = await verified(app, "ann")
    number = await an_open_poll(app, "ann", "bob", opened=False)
    await verified(app, ann, conflicts="funder: Meta")

    preview = await app.polls.set_roll(number, a_roll("ann", "bob"), FACILITATOR)

    assert preview.state is PollState.DRAFT
    assert preview.poll.confirmed_by == ()


# -- Conflicts of interest -----------------------------------------------------------------------------------------


async def test_a_preview_warns_of_conflicts_and_of_a_core_that_nobody_is_of(light_app: App) -> None:
    await verified(light_app, "ann", "regulator", conflicts="funder: Meta")
    typed = replace(ABOUT_LLAMA, rule="iso", counting="core=Subject")
    number = await a_draft(light_app, typed)

    warned = await light_app.polls.set_roll(number, a_roll("ann", "bob"), FACILITATOR)
    again = await light_app.polls.set_roll(number, a_roll("bob/Subject", "cyd/Law"), FACILITATOR)

    assert {Caution.CONFLICTS, Caution.NO_CORE} <= set(warned.cautions)
    assert not {Caution.CONFLICTS, Caution.NO_CORE} & set(again.cautions)
    assert warned.maker == "Meta"


async def test_the_result_is_shown_also_without_those_who_had_a_conflict_when_the_roll_was_set(
    app: App, clock: Clock
) -> None:
    await verified(app, "ann", "regulator", conflicts="funder: Meta")
    await verified(app, "bob", "system creator", "Meta (FAIR)")
    await app.organisations.group("Meta (FAIR)", "Meta", "its laboratory", MODERATORS[0])
    number = await an_open_poll(app, "ann", "bob", "cyd", "dee", typed=ABOUT_LLAMA)
    for name, choice in (("ann", Choice.YES), ("bob", Choice.YES), ("cyd", Choice.YES), ("dee", Choice.NO)):
        await app.ballots.cast(number, person(name), [said(CODE, choice)], Via.EXPLICIT)
    await app.ballots.declare_conflict(number, person("ann"), "I am paid by them")
    clock.move(timedelta(days=8))

    found = (await app.poll_results.result(number)).found

    assert found.without_conflicted is not None
    assert found.without_conflicted.voters == 2
    assert found.conflicted_cells == {CODE: (Outcome.REQUIRED, Outcome.NO_CONSENSUS)}


async def test_in_a_poll_about_no_system_nobody_stands_for_its_maker(light_app: App) -> None:
    await verified(light_app, "ann", "system creator", "Meta")
    number = await a_draft(light_app, roll=a_roll("ann"))
    await confirmed(light_app, number)

    preview = await light_app.polls.preview(number)

    assert Caution.CONFLICTS not in preview.cautions
    assert preview.maker is None

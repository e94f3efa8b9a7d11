"""When pages of polls are made anew, and what feeds tell of polls."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.polls import RollEntry, Via
from bot.surfaces.site.pages import Pages
from bot.surfaces.site.polls.making import made as poll_files
from tests.support.apps import Clock
from tests.support.poll_pages import LATER, a_poll, changed, files, made, stamps, typed
from tests.support.polling import CODE, DATA, FACILITATOR, MODERATORS, a_roll, an_open_poll, person, said


async def test_nothing_is_made_anew_where_nothing_happened(light_app: App, clock: Clock) -> None:
    await a_poll(light_app, clock)
    await an_open_poll(light_app, typed=typed())
    before = await stamps(light_app)

    clock.move(timedelta(hours=1))

    assert await changed(light_app, before) == set()


async def test_the_first_ballot_of_somebody_makes_its_poll_and_the_list_anew(light_app: App, clock: Clock) -> None:
    await a_poll(light_app, clock)
    number = await an_open_poll(light_app, typed=typed())
    before = await stamps(light_app)

    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES)], Via.EXPLICIT)

    assert await changed(light_app, before) == {f"poll:{number}", "polls"}


async def test_the_close_makes_its_components_anew_too(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, typed=typed())
    await light_app.ballots.cast(number, person("ann"), [said(CODE, Choice.YES)], Via.EXPLICIT)
    before = await stamps(light_app)

    clock.move(LATER)

    anew = {f"poll:{number}", "polls", "component:training_code", "component:training_data", "components"}
    assert await changed(light_app, before) == anew


async def test_an_objection_an_exclusion_and_a_reason_taken_back_are_shown(light_app: App, clock: Clock) -> None:
    number = await a_poll(light_app, clock)
    first = await stamps(light_app)
    await light_app.poll_results.object(number, "datasets: use", "It is two things.", "Ask for both.", person("v2"))
    assert await changed(light_app, first) == {f"poll:{number}"}
    second = await stamps(light_app)
    async with light_app.store.read() as records:
        handle = (await records.voters.of(number))[0].handle
    for moderator in MODERATORS:
        await light_app.poll_moderation.exclude(number, handle, "Cast for somebody else.", moderator)
    assert f"poll:{number}" in await changed(light_app, second)

    page = (await files(light_app))[f"p/{number}/index.html"].decode()

    assert "It is two things." in page
    assert "Cast for somebody else." in page
    assert "With the 1 ballot that was excluded by decision" in page


async def test_what_a_result_would_change_stays_as_it_was_at_the_close(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, typed=typed())
    for name in ("ann", "bob", "cyd"):
        answers = [said(CODE, Choice.NO), said(DATA, Choice.YES)]
        await light_app.ballots.cast(number, person(name), answers, Via.EXPLICIT)
    clock.move(LATER)
    await light_app.poll_keeping.keep()
    before = json.loads((await made(light_app, number)).files[f"p/{number}/record.json"])

    turned = before["adoption"]["turns"][0]["system"]
    library = (await light_app.library.current()).library
    async with light_app.store.write() as records:
        revision = await records.library.advance()
        await records.systems.put([replace(library.systems[turned], name="Renamed", facts=())], revision)

    after = json.loads((await made(light_app, number)).files[f"p/{number}/record.json"])

    assert (await light_app.library.current()).library.systems[turned].name == "Renamed"
    assert after["adoption"] == before["adoption"]


async def test_a_system_that_is_not_recorded_any_more_is_named_without_a_link(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, typed=typed())
    for name in ("ann", "bob", "cyd"):
        answers = [said(CODE, Choice.NO), said(DATA, Choice.YES)]
        await light_app.ballots.cast(number, person(name), answers, Via.EXPLICIT)
    clock.move(LATER)
    [found] = await light_app.published_polls.all()
    assert found.adoption is not None
    turned = found.adoption.turns[0]

    decided = await light_app.published_polls.result(found)
    page = poll_files(Pages(), replace(found, gone=(turned.system,)), decided, None, {}).files[f"p/{number}/index.html"]

    assert turned.name in page.decode()
    assert f"s/{turned.system}/" not in page.decode()


async def test_feeds_tell_what_happened_once(light_app: App, clock: Clock) -> None:
    number = await a_poll(light_app, clock)

    found = await made(light_app, number)

    assert [one.title for one in found.entries] == [f"Poll {number} opened", f"Poll {number}: the result"]
    assert len({one.id for one in found.entries}) == 2
    assert found.findable[0].path == f"p/{number}/"


async def test_a_draft_that_was_never_opened_has_no_page(light_app: App) -> None:
    preview = await light_app.polls.draft(typed(), FACILITATOR)
    await light_app.polls.set_roll(preview.poll.number, a_roll("ann", "bob"), FACILITATOR)

    assert not any(preview.poll.number in path for path in await files(light_app))


async def test_an_organisation_that_an_exclusion_leaves_with_few_is_told_no_more(light_app: App, clock: Clock) -> None:
    roll = [RollEntry(f"terminal:v{place}", "", "Six Ltd" if place < 6 else "Five Ltd") for place in range(11)]
    number = await an_open_poll(light_app, roll=roll, typed=typed())
    await light_app.ballots.cast(number, person("v10"), [said(CODE, Choice.YES)], Via.EXPLICIT)
    clock.move(LATER)
    before = (await files(light_app))[f"p/{number}/record.json"]
    async with light_app.store.read() as records:
        handle = next(one.handle for one in await records.voters.of(number) if one.person == "terminal:v10")

    for moderator in MODERATORS:
        await light_app.poll_moderation.exclude(number, handle, "Cast for somebody else.", moderator)

    after = (await files(light_app))[f"p/{number}/record.json"]
    assert json.loads(before)["roll"]["organisations"] == {"Six Ltd": 6, "Five Ltd": 5}
    assert json.loads(after)["roll"]["organisations"] == {"Six Ltd": 6}

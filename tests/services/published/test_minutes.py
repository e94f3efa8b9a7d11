"""Town halls and minutes as everybody reads them, and what moderators did."""

from __future__ import annotations

from datetime import timedelta

from bot.app import App
from bot.domain.meetings.discussions import Naming
from bot.domain.meetings.halls import HallState
from bot.services.deciding.reading import ModerationTyped
from bot.services.halls.halls import HallTyped
from bot.services.published.minutes import PublishedHall
from bot.services.published.moderation import ActionKind
from tests.support.apps import Clock
from tests.support.decisions import MIA, a_decision
from tests.support.halls import HERE, a_closed_hall
from tests.support.minuting import asking, published
from tests.support.polling import FACILITATOR, MODERATORS, an_open_poll, person


async def _only(app: App) -> PublishedHall:
    (hall,) = await app.published_minutes.halls()
    return hall


async def test_a_town_hall_without_published_minutes_is_a_line(app: App) -> None:
    await a_closed_hall(app)
    await app.minutes.draft(asking())

    hall = await _only(app)

    assert hall.state is HallState.CLOSED
    assert hall.versions == ()
    assert await app.published_minutes.minutes(hall) == ()


async def test_minutes_are_published_as_everybody_chooses_to_appear(app: App, clock: Clock) -> None:
    await published(app, clock)

    (minutes,) = await app.published_minutes.minutes(await _only(app))

    assert minutes.document.resolutions[0].text == "Data information is required."
    assert not any(one.author.startswith("terminal:") for one in minutes.document.remarks)


async def test_a_choice_made_later_changes_the_pulse(app: App, clock: Clock) -> None:
    await published(app, clock)
    before = await _only(app)

    await app.hall_consent.choose(Naming.NOT_AT_ALL, HERE, person("ann"), None, before.number)

    assert await _only(app) != before


async def test_decisions_that_rest_on_minutes_are_found_by_their_part(app: App, clock: Clock) -> None:
    view = await published(app, clock)
    part = view.document.resolutions[0].id
    number = await a_decision(app, basis=f"{view.hall.number} {part}")

    assert (await _only(app)).decisions == {part: [number]}


async def test_retracted_minutes_keep_their_fact_and_nothing_else(app: App, clock: Clock) -> None:
    await published(app, clock)
    await app.minutes_reviews.retract(asking(MODERATORS[0]), "It was another meeting.")

    hall = await _only(app)
    (minutes,) = await app.published_minutes.minutes(hall)

    assert minutes.taken_back
    assert minutes.ended_why == "It was another meeting."
    assert minutes.document.remarks == ()


async def test_a_planned_town_hall_is_a_line(app: App, clock: Clock) -> None:
    await app.halls.plan(HallTyped("Next", starts="2026-12-01 17:00"), HERE, FACILITATOR)

    assert (await _only(app)).state is HallState.PLANNED


async def test_the_log_of_moderation_has_the_public_part_of_each_action(app: App, clock: Clock) -> None:
    action = ModerationTyped("A warning", "Be kind", "Twice in a day.", "terminal:eve", duration="a week")
    await app.decisions.moderate(action, MIA)
    clock.move(timedelta(minutes=1))
    poll = await an_open_poll(app)
    await app.polls.void(poll, "The question was wrong.", FACILITATOR)

    found = await app.published_moderation.all()

    assert [(one.kind, one.subject, one.why) for one in found] == [
        (ActionKind.VOID, poll, "The question was wrong."),
        (ActionKind.DECISION, "D-2026-0001", "Twice in a day."),
    ]
    assert found[1].duration == "a week"
    assert "eve" not in repr(found)

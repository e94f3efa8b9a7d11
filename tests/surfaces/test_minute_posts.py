"""What is sent of minutes without being asked for: to the channel, and to those who want to be told directly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.meetings.reviews import Settlement
from bot.domain.polls.reminders import RemindHow
from bot.services.halls.halls import HallTyped
from bot.surfaces import posts
from tests.support.apps import Clock
from tests.support.halls import HERE, heard
from tests.support.minuting import asking
from tests.support.polling import FACILITATOR, MODERATORS

MIA = MODERATORS[0]
DAY = timedelta(days=1)
ANN = Actor("discord:5", "Annabel Lee")
SAID = "Data information lets people study a system without the data sets themselves, and that is what we need."


async def reviewed(app: App) -> str:
    """Minutes in review, in which somebody of Discord is cited: the id of their sentence."""
    await app.halls.open(HallTyped("What Annabel Lee wants"), HERE, FACILITATOR)
    await app.capture.hear(replace(heard(SAID, app.clock()), author=ANN.id, name=ANN.name))
    await app.halls.close(HERE, FACILITATOR)
    await app.minutes.draft(asking())
    view = await app.minutes_reviews.review(asking())
    return next(one.id for one in view.document.sentences() if one.author == ANN.id)


async def waiting(app: App) -> list[str]:
    """The kinds of what waits to be sent."""
    async with app.store.connection() as connection:
        return [row.kind for row in await connection.execute(text("SELECT kind FROM outbox"))]


async def written(app: App, kind: str, payload: Mapping[str, Any]) -> str:
    reply = await posts.KINDS[kind].write(app, payload)
    return "" if reply is None else f"{reply.title}\n{reply.text}"


HALL: dict[str, Any] = {"hall": "T-2026-0001"}
REVIEW: dict[str, Any] = HALL | {"version": 1}


async def test_the_channel_is_told_of_the_review_without_a_name(light_app: App) -> None:
    await reviewed(light_app)

    told = await written(light_app, "minutes review", REVIEW)

    assert "are in review" in told
    assert r"Minutes of T-2026-0001: What \[Participant\] wants" in told
    assert "Annabel" not in told


async def test_what_told_of_the_review_says_how_it_ended(light_app: App, clock: Clock) -> None:
    await reviewed(light_app)
    await light_app.minutes_reviews.sign(asking(MIA))
    clock.move(2 * DAY)
    await light_app.minutes_reviews.publish(asking(MIA))

    told = await written(light_app, "minutes review", REVIEW)

    assert "**Published**" in told
    assert "object" not in told


async def test_retracted_minutes_say_no_more_in_the_channel_than_that_they_were(light_app: App, clock: Clock) -> None:
    await reviewed(light_app)
    await light_app.minutes_reviews.sign(asking(MIA))
    clock.move(2 * DAY)
    await light_app.minutes_reviews.publish(asking(MIA))
    await light_app.minutes_reviews.retract(asking(MIA), "Annabel Lee had not agreed.")

    told = await written(light_app, "minutes", HALL)

    assert "were retracted on 24 November 2026: \\[Participant\\] had not agreed." in told
    assert "Data information" not in told


async def test_who_is_cited_is_told_directly_if_they_want_that(light_app: App) -> None:
    await light_app.reminders.choose(RemindHow.DIRECT, ANN)
    part = await reviewed(light_app)

    assert "minutes review direct" in await waiting(light_app)
    told = await written(light_app, "minutes review direct", REVIEW | {"person": ANN.id})
    assert f"You are cited in the minutes of T-2026-0001 ({part}" in told
    assert await written(light_app, "minutes review direct", REVIEW | {"person": "discord:6"}) == ""


@pytest.mark.parametrize(
    ("how", "sentence"),
    [
        (Settlement.CHANGED, "in the minutes of T-2026-0001 led to a change: It says so now."),
        (Settlement.STANDS, "stands in spite of your objection: It says so now."),
    ],
)
async def test_who_objected_is_told_what_became_of_it(light_app: App, how: Settlement, sentence: str) -> None:
    await light_app.reminders.choose(RemindHow.DIRECT, ANN)
    part = await reviewed(light_app)
    await light_app.minutes_reviews.object(asking(ANN), part, "I said more.")
    await light_app.minutes_reviews.settle(asking(MIA), 1, how, "It says so now.")

    assert "objection settled direct" in await waiting(light_app)
    payload = REVIEW | {"objection": 1}
    assert sentence in await written(light_app, "objection settled direct", payload | {"person": ANN.id})
    assert await written(light_app, "objection settled direct", payload | {"person": "discord:6"}) == ""


async def test_who_withdraws_an_objection_needs_no_message(light_app: App) -> None:
    await light_app.reminders.choose(RemindHow.DIRECT, ANN)
    part = await reviewed(light_app)
    await light_app.minutes_reviews.object(asking(ANN), part, "I said more.")
    await light_app.minutes_reviews.settle(asking(ANN), 1, Settlement.WITHDRAWN, "")

    assert "objection settled direct" not in await waiting(light_app)

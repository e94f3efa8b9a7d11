"""Minutes of a town hall of the channel, step by step."""

from __future__ import annotations

from datetime import timedelta

from bot.app import App
from bot.domain.actors import Actor
from bot.services.minuting import Asking, MinutesView
from tests.support.apps import Clock
from tests.support.halls import HERE, a_closed_hall
from tests.support.polling import FACILITATOR, MODERATORS


def asking(actor: Actor = FACILITATOR, number: str | None = None, delivery: str | None = None) -> Asking:
    """Somebody asks about the town hall of the channel."""
    return Asking(actor, HERE, number, delivery)


async def reviewed(app: App, *said: tuple[str, str]) -> MinutesView:
    """Minutes in review."""
    await a_closed_hall(app, *said)
    await app.minutes.draft(asking())
    return await app.minutes_reviews.review(asking())


async def signed_and_published(app: App, clock: Clock) -> MinutesView:
    """Minutes in review that a moderator signs, and publishes once nobody can object any more."""
    await app.minutes_reviews.sign(asking(MODERATORS[0]))
    clock.move(timedelta(days=2))
    return await app.minutes_reviews.publish(asking(MODERATORS[0]))


async def published(app: App, clock: Clock, *said: tuple[str, str]) -> MinutesView:
    """Minutes that the public reads."""
    await reviewed(app, *said)
    return await signed_and_published(app, clock)

"""Town halls for tests: an open one, and what is heard in it."""

from __future__ import annotations

from datetime import datetime

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.meetings.captured import Heard, place_of
from bot.services.halls.finding import Venue
from bot.services.halls.halls import HallTyped
from tests.support.polling import FACILITATOR

CHANNEL = "discord:77"
HERE = Venue(CHANNEL, "discord:1")


async def an_open_hall(app: App, title: str = "Town hall", venue: Venue = HERE, actor: Actor = FACILITATOR) -> str:
    """The number of a town hall that is open."""
    return (await app.halls.open(HallTyped(title), venue, actor)).hall.number


def heard(
    text: str,
    at: datetime,
    author: str = "ann",
    number: int = 1,
    *,
    edited_at: datetime | None = None,
    reply_to: str | None = None,
    moderates: bool = False,
) -> Heard:
    """A message in the channel; the number tells messages of one moment apart."""
    place = place_of(at) + number
    return Heard(
        CHANNEL,
        f"discord:{place}",
        place,
        f"terminal:{author}",
        author,
        text,
        at,
        edited_at,
        reply_to,
        f"https://discord.com/channels/1/77/{place}",
        moderates=moderates,
    )

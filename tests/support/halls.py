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


TALK = (
    ("fay", "#topic Training data"),
    ("ann", "Data information lets people study a system without the data sets themselves, and that is what we need."),
    ("bob", "Without the data sets nobody can check what was left out of the training of the system at all."),
    ("fay", "#agreed Data information is required."),
    ("bob", "#action bob to write the FAQ by 1 December 2026"),
    ("cyd", "I think that the licences of the data sets should be listed as well, one by one, with their owners."),
)


async def a_closed_hall(app: App, *said: tuple[str, str], actor: Actor = FACILITATOR) -> str:
    """The number of a town hall that is over, in which these people said this."""
    number = await an_open_hall(app, actor=actor)
    for place, (author, text) in enumerate(said or TALK, 1):
        await app.capture.hear(heard(text, app.clock(), author, place))
    await app.halls.close(HERE, actor)
    return number

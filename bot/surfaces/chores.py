"""What the bot does of its own accord at set times."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.app import App
from bot.domain.chores import Every, Rule
from bot.domain.outboxes import Post
from bot.settings import Settings
from bot.surfaces.site import publishing


@dataclass(frozen=True, slots=True)
class Chore:
    """Something to do, and when; None where the configuration does not want it.

    It may be done twice where a process dies in the middle: what it posts needs a subject that is the same both times.
    """

    work: Callable[[App], Awaitable[object]]
    rule: Callable[[Settings], Rule | None]


async def digest(app: App) -> None:
    """Queue the week's letter to the curators; one a week, however often this runs."""
    channel = app.settings.curators_channel
    if channel is not None:
        year, week, _day = app.clock().isocalendar()
        await app.outbox.post(Post(channel, f"digest:{year}-W{week:02}", "digest"))


async def polls(app: App) -> None:
    """Note the closes of polls, keep their messages true, and remind of them."""
    await app.poll_keeping.keep()


async def town_halls(app: App) -> None:
    """Remind of the town halls that are planned, and forget files that nobody confirmed."""
    await app.hall_keeping.keep()
    await app.hall_imports.keep()


async def minutes(app: App) -> None:
    """Publish the minutes that are due, and take out of minutes what was taken back."""
    await app.minutes_keeping.keep()


async def decisions(app: App) -> None:
    """Tell of the decisions whose review is due."""
    await app.decision_keeping.keep()


async def endorsements(app: App) -> None:
    """Note what versions have the endorsers that they need by another configuration, or another file."""
    await app.endorsement_keeping.keep()


async def ledger(app: App) -> None:
    """Put into the log what happened, and publish it: what people wait for at once, all else once a minute."""
    await app.aside(lambda beside: beside.ledger.keep())


async def privacy(app: App) -> None:
    """Drop what is kept of people for a time only."""
    await app.forgetting.keep()


async def site(app: App) -> None:
    """Bring the pages of the public record up to date."""
    await publishing.keep(app)


CHORES: Mapping[str, Chore] = {
    "digest": Chore(digest, lambda settings: settings.curation.digest_rule),
    "town halls": Chore(town_halls, lambda _settings: Every(timedelta(minutes=1))),
    "minutes": Chore(minutes, lambda _settings: Every(timedelta(minutes=1))),
    "decisions": Chore(decisions, lambda _settings: Every(timedelta(hours=1))),
    "endorsements": Chore(endorsements, lambda _settings: Every(timedelta(minutes=5))),
    "log": Chore(ledger, lambda settings: Every(timedelta(seconds=15)) if settings.keeps_log else None),
    "site": Chore(site, lambda settings: Every(timedelta(minutes=1)) if settings.record else None),
    "privacy": Chore(privacy, lambda _settings: Every(timedelta(hours=6))),
    "polls": Chore(polls, lambda _settings: Every(timedelta(seconds=15))),
}

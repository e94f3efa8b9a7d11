"""Polls for tests: people, a draft, a poll that is open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell, Choice
from bot.domain.polls.polls import Answer, RollEntry
from bot.services.polling.drafting import DraftTyped
from bot.services.profiles import StakeTyped

FACILITATOR = Actor("terminal:fay", "fay", frozenset({Role.FACILITATOR}))
MODERATORS = tuple(Actor(f"terminal:{name}", name, frozenset({Role.MODERATOR})) for name in ("mia", "max"))

CODE = Cell("training-code", Freedom.USE)
DATA = Cell("datasets", Freedom.STUDY)

_EPOCH = datetime.fromisoformat("2015-01-01T00:00:00Z")


def person(name: str) -> Actor:
    """A member."""
    return Actor(f"terminal:{name}", name)


def delivery(at: datetime, number: int = 0) -> str:
    """The id that Discord gives to what it receives at a moment."""
    milliseconds = round((at - _EPOCH).total_seconds() * 1000)
    return f"discord:{(milliseconds << 22) + number}"


def a_roll(*names: str, category: str = "") -> list[RollEntry]:
    """A roll of people; "ann/Law/Acme" has a category and an organisation."""
    roll = []
    for name in names:
        who, *place = name.split("/")
        of, organisation, region, *_rest = (*(place or [category]), "", "", "")
        roll.append(RollEntry(f"terminal:{who}", of, organisation, region))
    return roll


async def a_draft(app: App, typed: DraftTyped | None = None, roll: Sequence[RollEntry] = ()) -> str:
    """A poll that is drafted, with a roll if one is given."""
    usual = DraftTyped(components="training-code, datasets", freedoms="use, study", contact="the forum's desk")
    preview = await app.polls.draft(typed or usual, FACILITATOR)
    if roll:
        await app.polls.set_roll(preview.poll.number, roll, FACILITATOR)
    return preview.poll.number


async def an_open_poll(
    app: App,
    *names: str,
    typed: DraftTyped | None = None,
    roll: Sequence[RollEntry] = (),
    opened: bool = True,
    channel: str | None = None,
    guild: str | None = None,
) -> str:
    """A poll that is open, or about to be opened, with these people on its roll; in a channel if one is named."""
    number = await a_draft(app, typed, roll or a_roll(*(names or ("ann", "bob", "cyd"))))
    await confirmed(app, number)
    if opened:
        await app.polls.open(number, FACILITATOR, channel, guild)
    return number


async def confirmed(app: App, number: str) -> None:
    """Have the roll of a poll confirmed."""
    token = (await app.polls.preview(number)).token
    for moderator in MODERATORS:
        await app.polls.confirm_roll(number, token, moderator)


async def opened(app: App, number: str) -> None:
    """Have a poll confirmed and opened."""
    await confirmed(app, number)
    await app.polls.open(number, FACILITATOR)


def said(cell: Cell, choice: Choice | None, reason: str = "") -> Answer:
    """An answer."""
    return Answer(cell, choice, reason)


async def verified(
    app: App,
    who: Actor | str,
    category: str = "regulator",
    organisation: str | None = None,
    conflicts: str | None = None,
) -> Actor:
    """Somebody whose profile a moderator has confirmed."""
    actor = person(who) if isinstance(who, str) else who
    view = await app.profiles.claim(StakeTyped(category, "europe", organisation, conflicts), actor, None)
    assert view is not None
    assert view.waiting is not None
    await app.profiles.confirm(str(view.waiting.id), MODERATORS[0])
    return actor

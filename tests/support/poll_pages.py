"""Polls as the public record shows them: what is made of them, and what a reader sees of that."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.app import App
from bot.domain.polls.ballots import Choice
from bot.domain.polls.polls import Answer, RollEntry, Via
from bot.domain.polls.tallies import Disposition
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.site.pages import Pages
from bot.surfaces.site.polls.sections import polls
from bot.surfaces.site.things import Made, Site, Thing
from tests.support.apps import Clock
from tests.support.polling import CODE, DATA, MODERATORS, an_open_poll, person

LATER = timedelta(days=8)
HOSTILE = '<script>alert("1")</script> [x](javascript:alert(1)) <img src=x onerror=alert(2)>'
TYPED = {"components": "training-code, datasets", "freedoms": "use, study", "contact": "the forum's desk"}
HANDLE = re.compile(r"\b[0-9a-f]{16}\b")


def typed(**more: Any) -> DraftTyped:
    """A draft with what every draft here has."""
    return DraftTyped(**(TYPED | more))


async def things(app: App) -> dict[str, Thing]:
    """The things of polls, by key."""
    return {one.key: one for one in await polls(Site(app, Pages("https://record.example.org")))}


async def files(app: App) -> dict[str, bytes]:
    """Everything that is made of polls, by path."""
    made = [await one.make() for one in (await things(app)).values()]
    return {path: content for one in made for path, content in one.files.items()}


async def stamps(app: App) -> dict[str, str]:
    """The stamps of all of them."""
    return {key: one.stamp for key, one in (await things(app)).items()}


async def changed(app: App, before: Mapping[str, str]) -> set[str]:
    """The keys of those whose stamps are others than before."""
    after = await stamps(app)
    return {key for key in after if before.get(key) != after[key]}


async def made(app: App, number: str) -> Made:
    """A poll, made."""
    return await (await things(app))[f"poll:{number}"].make()


def shown(content: bytes) -> str:
    """What is a page's own, without what every page has; handles, which are random, by where they come first."""
    text = content.decode()
    text = text[text.index("<main") : text.index("</main>")] + "</main>\n"
    found = {handle: f"handle-{place}" for place, handle in enumerate(dict.fromkeys(HANDLE.findall(text)), start=1)}
    return HANDLE.sub(lambda match: found[match[0]], text)


async def a_poll(app: App, clock: Clock, **more: Any) -> str:
    """Eleven voters in two categories of five and one of one; ten answer; one objection is answered."""
    roll = [
        RollEntry(
            f"terminal:v{place}",
            ("regulator", "end_user")[place % 2] if place else "lighthouse_keeper",
            f"Org {place % 2}",
        )
        for place in range(11)
    ]
    number = await an_open_poll(app, roll=roll, typed=typed(**more))
    for place in range(10):
        code = Choice.YES if place < 8 else Choice.NO
        data = Choice.YES if place % 2 else Choice.NO
        reason = "Without it nobody can tell what the model saw." if place == 3 else ""
        answers = [Answer(CODE, code, reason), Answer(DATA, data)]
        await app.ballots.cast(number, person(f"v{place}"), answers, Via.EXPLICIT)
    raised = await app.poll_results.object(
        number, "datasets: study", "The question mixes two things.", "Ask for both apart.", person("v1")
    )
    await app.poll_results.dispose(
        number, str(raised.number), Disposition.ADDRESSED, "The next poll asks for both.", MODERATORS[0]
    )
    clock.move(LATER)
    return number

"""What people can ask about themselves, in the terminal."""

from __future__ import annotations

from bot.app import App
from bot.services.profiles import StakeTyped
from bot.surfaces.commands import BY_NAME, Context
from tests.support.apps import Clock
from tests.support.forgetting import ZENOBIA, a_life
from tests.support.golden import Golden
from tests.support.polling import person
from tests.support.saying import handles, say

__all__ = ["handles"]


async def test_what_is_kept_is_shown_area_by_area(light_app: App, clock: Clock, golden: Golden, handles: None) -> None:
    await a_life(light_app, clock)

    said = await say(light_app, ZENOBIA, "/privacy show") + await say(light_app, person("stranger"), "/privacy show")

    golden("privacy/show.md", said)


async def test_the_file_goes_with_the_answer(light_app: App) -> None:
    await light_app.profiles.claim(StakeTyped("regulator", "europe"), person("ann"), None)

    reply = await BY_NAME["privacy show"].run(Context(light_app, person("ann")), {})

    assert [one.name for one in reply.attachments] == ["my-data.json"]
    assert b'"category": "regulator"' in reply.attachments[0].content


def test_what_is_kept_is_seen_by_nobody_else() -> None:
    assert BY_NAME["privacy show"].sealed

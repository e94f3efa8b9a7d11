"""Reminders in words, and how one chooses them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.polls.poll_charters import ExtensionReason, Reminding
from bot.domain.polls.reminders import AT_ONCE, HOURS, RemindHow
from bot.services.polling.drafting import DraftTyped
from bot.surfaces.commands import BY_NAME, Context
from bot.surfaces.discord.presenting import MOST_CALLED
from bot.surfaces.posts import KINDS
from bot.surfaces.replies import polls
from bot.surfaces.reply import Reply
from tests.support.apps import Clock
from tests.support.polling import FACILITATOR, a_roll, an_open_poll, person

SMALL = DraftTyped(components="training-code, datasets", freedoms="use, study", contact="the forum's desk")


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        (RemindHow.CHANNEL, "you are pinged in its channel while your ballot is not complete"),
        (RemindHow.DIRECT, "you get the reminders of a poll as direct messages"),
        (RemindHow.NEVER, "You are neither pinged nor written to."),
    ],
)
async def test_the_answer_says_what_the_choice_means(light_app: App, how: RemindHow, expected: str) -> None:
    reply = await BY_NAME["ballot remind"].run(Context(light_app, person("ann")), {"how": how.value})

    assert expected in reply.text
    assert reply.text.endswith("This holds in every poll, until you choose anew.")


def test_a_choice_is_seen_by_nobody_else() -> None:
    assert BY_NAME["ballot remind"].sealed


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Reminding.POST, "they ping nobody"),
        (Reminding.PING, "they ping those whose ballot is not complete"),
        (Reminding.NONE, "There are no reminders."),
    ],
)
async def test_a_draft_says_what_is_reminded_of(light_app: App, policy: Reminding, expected: str) -> None:
    preview = await light_app.polls.draft(replace(SMALL, reminders=policy), FACILITATOR)

    assert expected in polls.preview(preview).text


@pytest.mark.parametrize(
    ("guild", "extension", "told"),
    [("discord:5", None, True), (None, None, False), ("discord:5", "chair", False)],
)
async def test_an_open_poll_says_what_an_outage_does_where_it_does_anything(
    light_app: App, guild: str | None, extension: str | None, told: bool
) -> None:
    typed = replace(SMALL, extension=extension)
    number = await an_open_poll(light_app, typed=typed, channel="discord:7", guild=guild)

    text = polls.preview(await light_app.polls.preview(number)).text

    assert ("If I cannot be reached here for more than 5 minutes while it is open" in text) is told


async def written(app: App, kind: str, payload: dict[str, object]) -> Reply | None:
    """What a message of the outbox says now."""
    return await KINDS[kind].write(app, payload)


async def test_a_reminder_shows_the_new_close_after_an_extension(light_app: App, clock: Clock) -> None:
    number = await an_open_poll(light_app, roll=a_roll("ann/Law"), typed=SMALL, channel="discord:7")
    clock.move(timedelta(days=6))
    payload: dict[str, object] = {"poll": number, "hours": 24}

    before = await written(light_app, "reminder", payload)
    await light_app.polls.extend(number, "1 day", ExtensionReason.CHAIR, "a holiday", FACILITATOR)
    after = await written(light_app, "reminder", payload)

    assert before is not None
    assert after is not None
    assert "Closes 29 November 2026, 10:00:00 UTC" in before.text
    assert "Closes 30 November 2026, 10:00:00 UTC" in after.text
    assert after.table is not None
    assert after.table.rows == (("“Law”", "0", "1"),)


@pytest.mark.parametrize("kind", ["reminder", "reminder call", "direct reminder"])
@pytest.mark.parametrize("hours", HOURS)
async def test_of_a_poll_that_is_over_nobody_is_reminded(light_app: App, clock: Clock, kind: str, hours: int) -> None:
    number = await an_open_poll(light_app, typed=replace(SMALL, reminders=Reminding.PING), channel="discord:7")
    clock.move(timedelta(days=7, seconds=1))

    assert await written(light_app, kind, {"poll": number, "hours": hours, "page": 2, "person": "discord:1"}) is None


def test_no_message_calls_more_than_it_has_room_for() -> None:
    assert AT_ONCE <= MOST_CALLED

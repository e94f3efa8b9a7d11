"""What endorsers are told of a new version, and the decision on which a version's kind of change rests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.domain.endorsements.endorsements import EndorsementEventKind
from bot.domain.outboxes import Post
from bot.domain.polls.reminders import RemindHow
from bot.domain.refusals import Unknown
from bot.services.endorsing import telling
from bot.surfaces.posts import KINDS
from bot.surfaces.replies.wording import one_line
from tests.support.apps import Clock, settings
from tests.support.decisions import a_decision
from tests.support.endorsing import MIA, verified

ANN, BOB = Actor("discord:41", "ann"), Actor("discord:42", "bob")
CHANNEL = "discord:8"
OF_ENDORSEMENTS = [telling.CARRIED, telling.CARRIED_DIRECT, telling.CONFIRM, telling.CONFIRM_DIRECT]


@pytest.fixture
async def told(database: str, clock: Clock) -> AsyncIterator[App]:
    """The app with a channel for the record, in which Ann wants to be told directly, and Bob does not."""
    usual = settings(database)
    opened = await App.open(replace(usual, discord=replace(usual.discord, record_channel=8)), clock)
    await opened.reminders.choose(RemindHow.DIRECT, ANN)
    yield opened
    await opened.close()


async def posts(app: App) -> list[Post]:
    """What waits to be posted about endorsements."""
    return [claim.post for claim in await app.outbox.claim("test", OF_ENDORSEMENTS, ["discord:", "discord-user:"])]


async def written(app: App, post: Post, person: str = "") -> str | None:
    """What a message says when it is sent."""
    reply = await KINDS[post.kind].write(app, {**post.payload, "person": person})
    return None if reply is None else one_line(f"{reply.title}: {reply.text}", 2000)


async def test_an_editorial_version_is_told_to_the_channel_and_to_who_wants_it_directly(told: App) -> None:
    for who in (ANN, BOB):
        await verified(told, who, version="osaid 1.0-RC1")

    await told.endorsement_checks.editorial("osaid 1.0", None, "Spelling.", MIA)

    found = await posts(told)
    assert {(post.channel, post.kind) for post in found} == {
        (CHANNEL, telling.CARRIED),
        ("discord-user:41", telling.CARRIED_DIRECT),
    }
    assert not any("41" in str(post.payload) or "42" in str(post.payload) for post in found)
    direct = next(post for post in found if post.kind == telling.CARRIED_DIRECT)
    assert "Yours: E-2026-0001." in (await written(told, direct, ANN.id) or "")


async def test_a_carry_that_was_taken_back_is_not_told_any_more(told: App) -> None:
    await verified(told, ANN, version="osaid 1.0-RC1")
    await told.endorsement_checks.editorial("osaid 1.0", None, "Spelling.", MIA)
    carried = [post for post in await posts(told) if post.kind.startswith(telling.CARRIED)]

    await told.endorsement_checks.substantive("osaid 1.0", "It was more.", MIA)

    assert [await written(told, post, ANN.id) for post in carried] == [None, None]


async def test_endorsers_of_an_earlier_version_are_asked_once(told: App) -> None:
    for who in (ANN, BOB):
        await verified(told, who, version="osaid 1.0-RC1")

    await told.endorsement_keeping.keep()
    first = await posts(told)
    await told.endorsement_keeping.keep()

    assert {(post.channel, post.kind) for post in first} == {
        (CHANNEL, telling.CONFIRM),
        ("discord-user:41", telling.CONFIRM_DIRECT),
    }
    assert await posts(told) == []
    direct = next(post for post in first if post.kind == telling.CONFIRM_DIRECT)
    assert "You endorsed osaid 1.0-RC1 (E-2026-0001)." in (await written(told, direct, ANN.id) or "")


async def test_who_has_said_it_again_is_not_asked(told: App) -> None:
    await verified(told, ANN, version="osaid 1.0-RC1")
    await told.endorsement_keeping.keep()
    (direct,) = [post for post in await posts(told) if post.kind == telling.CONFIRM_DIRECT]

    await verified(told, ANN, version="osaid 1.0")

    assert await written(told, direct, ANN.id) is None


async def test_a_version_rests_on_a_decision_that_is_in_force(told: App) -> None:
    number = await a_decision(told)

    await told.endorsement_checks.editorial("osaid 1.0", None, "Spelling.", MIA, decision=number)

    (event,) = (await told.endorsement_pages.readiness("osaid 1.0")).events
    assert (event.kind, event.body["decision"]) == (EndorsementEventKind.EDITORIAL, number)


async def test_a_decision_that_holds_no_longer_is_no_basis(told: App) -> None:
    number = await a_decision(told)
    await told.decisions.withdraw(number, "No.", MIA)

    with pytest.raises(Unknown, match="was withdrawn"):
        await told.endorsement_checks.editorial("osaid 1.0", None, "Spelling.", MIA, decision=number)

    assert (await told.endorsement_pages.readiness("osaid 1.0")).carried == ()

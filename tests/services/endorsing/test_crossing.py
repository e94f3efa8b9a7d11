"""Gates that open and shut: an event each time, and one message."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app import App
from bot.definitions import data_root
from bot.domain.endorsements.endorsements import EndorsementEventKind, Means
from bot.domain.outboxes import Post
from bot.gate_settings import GateSettings
from bot.settings import Settings
from tests.support.apps import Clock, settings
from tests.support.endorsing import MIA, claimed, verified
from tests.support.polling import person

TWO_REGULATORS = GateSettings("two", "Two regulators", per_category=2, categories=("regulator",))
TWO_ORGANISATIONS = GateSettings("organisations", "Two organisations", organisations=2)
GATES = (TWO_REGULATORS, TWO_ORGANISATIONS)
REACHED, LOST = EndorsementEventKind.REACHED, EndorsementEventKind.LOST


def configured(database: str, *gates: GateSettings) -> Settings:
    """A configuration with these gates, and a channel for the record."""
    usual = settings(database)
    return replace(usual, readiness=gates, discord=replace(usual.discord, record_channel=8))


@pytest.fixture
async def gated(database: str, clock: Clock) -> AsyncIterator[App]:
    """The app with two gates."""
    opened = await App.open(configured(database, *GATES), clock)
    yield opened
    await opened.close()


async def crossings(app: App, version: str | None = None) -> list[tuple[EndorsementEventKind, str | None]]:
    """What happened to gates."""
    return [(event.kind, event.gate) for event in (await app.endorsement_pages.readiness(version)).events]


async def posts(app: App) -> list[Post]:
    """What waits to be posted."""
    return [claim.post for claim in await app.outbox.claim("test", ["gate"], ["discord:"])]


async def test_a_gate_that_opens_and_shuts_is_an_event_and_a_message_each_time(gated: App) -> None:
    await verified(gated, "ann")
    assert await crossings(gated) == []

    await verified(gated, "bob")
    await verified(gated, "cyd")
    await gated.endorsements.withdraw(None, person("cyd"))
    assert await crossings(gated) == [(REACHED, "two")]
    await gated.endorsements.withdraw(None, person("bob"))
    await verified(gated, "bob")

    assert await crossings(gated) == [(REACHED, "two"), (LOST, "two"), (REACHED, "two")]
    sent = await posts(gated)
    assert [post.payload["open"] for post in sent] == [True, False, True]
    assert sent[1].payload == {
        "version": "osaid 1.0",
        "open": False,
        "gate": "Two regulators",
        "needs": [{"category": "regulator", "least": 2, "found": 1}],
    }
    assert {post.channel for post in sent} == {"discord:8"}


async def test_rejecting_what_was_verified_wrongly_shuts_a_gate(gated: App) -> None:
    await verified(gated, "ann")
    wrong = await verified(gated, "bob")

    await gated.endorsement_checks.reject(wrong.number, "A second account.", MIA)

    assert await crossings(gated) == [(REACHED, "two"), (LOST, "two")]


async def test_organisations_that_become_one_shut_a_gate_and_open_it_when_they_part(gated: App) -> None:
    await verified(gated, "ann", organisation="Mozilla", category="subject")
    await verified(gated, "bob", organisation="Mozilla AI", category="licensee")

    await gated.organisations.group("Mozilla AI", "Mozilla", "A subsidiary.", MIA)
    counts = (await gated.endorsement_pages.readiness()).counts
    await gated.organisations.group("Mozilla AI", None, "Sold.", MIA)

    assert (counts.organisations, counts.total) == (1, 1)
    assert await crossings(gated) == [(REACHED, "organisations"), (LOST, "organisations"), (REACHED, "organisations")]


async def test_what_an_editorial_version_takes_over_opens_its_gate(gated: App) -> None:
    for name in ("ann", "bob"):
        await verified(gated, name, version="osaid 1.0-RC1")
    await gated.endorsement_checks.editorial("osaid 1.0", None, "Spelling.", MIA)
    opened = await crossings(gated)

    await gated.endorsements.withdraw(None, person("ann"))

    editorial = (EndorsementEventKind.EDITORIAL, None)
    assert opened == [editorial, (REACHED, "two")]
    assert await crossings(gated) == [*opened, (LOST, "two")]
    assert await crossings(gated, "osaid 1.0-RC1") == [(REACHED, "two"), (LOST, "two")]


async def test_another_configuration_is_noticed_once(gated: App, database: str, clock: Clock) -> None:
    await verified(gated, "ann")
    lower = App(configured(database, replace(TWO_REGULATORS, per_category=1)), gated.store, clock, data_root())

    assert [await lower.endorsement_keeping.keep() for _n in range(3)] == [1, 0, 0]
    assert await gated.endorsement_keeping.keep() == 1

    assert await crossings(gated) == [(REACHED, "two"), (LOST, "two")]
    assert len(await posts(gated)) == 2


async def test_two_moderators_at_once_cross_a_gate_once(gated: App) -> None:
    numbers = [(await claimed(gated, f"p{n}")).number for n in range(6)]

    await asyncio.gather(
        *(gated.endorsement_checks.verify(number, Means.ACCOUNT, None, MIA) for number in numbers)
    )  # fmt: skip

    assert await crossings(gated) == [(REACHED, "two")]
    assert len(await posts(gated)) == 1


async def test_without_a_channel_a_crossing_is_an_event_all_the_same(app: App) -> None:
    await verified(app, "ann")
    opened = App(replace(app.settings, readiness=GATES), app.store, app.clock, data_root())
    await verified(opened, "bob")

    assert await crossings(app) == [(REACHED, "two")]
    assert await posts(app) == []

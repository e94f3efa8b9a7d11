"""Endorsements in the terminal: what people read, and who may do what."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.gate_settings import GateSettings
from bot.surfaces.console import Console
from bot.surfaces.posts import KINDS
from bot.surfaces.replies.readiness import readiness
from bot.surfaces.reply import Reply
from tests.support.apps import Clock, settings
from tests.support.endorsing import MIA, verified
from tests.support.golden import Golden
from tests.support.polling import person
from tests.support.polling import verified as with_profile
from tests.support.saying import say

ANN, BOB, EVE = person("ann"), person("bob"), person("eve")
CURATOR = Actor("terminal:cui", "cui", frozenset({Role.CURATOR}))
GATES = (
    GateSettings("first", "A first step", per_category=1, categories=("regulator", "subject")),
    GateSettings("stable", "Stable 1.0", per_category=5, organisations=2),
)


@pytest.fixture
async def gated(filled_sqlite_database: str, clock: Clock) -> AsyncIterator[App]:
    """The app with two gates and a channel for the record."""
    usual = settings(filled_sqlite_database)
    wanted = replace(usual, readiness=GATES, discord=replace(usual.discord, record_channel=8))
    opened = await App.open(wanted, clock)
    yield opened
    await opened.close()


async def test_endorsements_from_the_first_to_a_withdrawal(gated: App, clock: Clock, golden: Golden) -> None:
    said = []
    for who, line in (
        (EVE, "/readiness"),
        (ANN, "/endorse"),
        (ANN, '/endorse category:regulator region:africa name:"*Ann* Onymous" statement:"At last, @everyone."'),
        (ANN, "/endorse category:regulator region:africa"),
        (BOB, '/endorse category:subject region:europe organisation:"Mozilla AI"'),
        (BOB, '/endorse category:subject region:europe organisation:"Mozilla AI" evidence:https://example.org/us'),
        (EVE, "/endorsement waiting"),
        (EVE, "/endorsement show 1"),
        (MIA, "/endorsement waiting"),
        (MIA, "/endorsement verify E-2026-0001 account"),
        (MIA, "/endorsement verify 2 account"),
        (MIA, "/endorsement verify 3 account"),
        (MIA, '/endorsement verify 3 "public statement" "on their site"'),
        (MIA, '/endorsement verify 3 "public statement" https://example.org/us'),
        (EVE, "/endorsement show 3"),
        (EVE, "/endorsement list"),
        (EVE, "/readiness"),
        (EVE, "/endorsement withdraw 2"),
        (ANN, "/endorsement name 2 Ann"),
        (ANN, '/endorsement withdraw why:"I read it again."'),
        (ANN, "/endorsement withdraw 2"),
        (EVE, '/endorsement list "osaid 1.0" regulator'),
        (EVE, "/readiness osaid-1.0"),
    ):
        clock.move(timedelta(hours=1))
        said.append(await say(gated, who, line))
    golden("endorsements/endorsed.md", "".join(said))


async def test_what_a_new_version_means(gated: App, golden: Golden) -> None:
    await verified(gated, ANN, version="osaid 1.0-RC1", name="Ann")
    await verified(gated, BOB, version="osaid 1.0-RC1", organisation="SUSE")
    said = [
        await say(gated, who, line)
        for who, line in (
            (EVE, '/endorsement list "osaid 1.0-RC1"'),
            (EVE, "/readiness"),
            (ANN, "/endorse"),
            (ANN, "/endorse category:regulator region:europe name:Ann"),
            (BOB, "/endorse category:regulator region:europe organisation:SUSE evidence:ours"),
            (MIA, '/endorsement version "osaid 1.0" editorial "Spelling." decision:D-2026-0009'),
            (MIA, '/endorsement version "osaid 1.0" editorial "Spelling."'),
            (EVE, "/readiness"),
            (MIA, '/endorsement version "osaid 1.0-RC1" editorial why:"The reverse." since:"osaid 1.0"'),
            (MIA, '/endorsement version "osaid 1.0" substantive "It asks for more."'),
            (MIA, '/endorsement version "osaid 1.0" substantive "It asks for more."'),
        )
    ]
    golden("endorsements/versions.md", "".join(said))


@pytest.mark.parametrize("name", ["waiting", "verify 1 account", "reject 1 no", 'version "osaid 1.0" editorial why'])
async def test_only_moderators_decide_what_counts(light_app: App, name: str) -> None:
    for actor in (ANN, CURATOR):
        assert "is for the role moderator" in await say(light_app, actor, f"/endorsement {name}")


async def _posted(app: App) -> list[Reply]:
    claims = await app.outbox.claim("test", ["gate"], ["discord:"])
    written = [await KINDS["gate"].write(app, claim.post.payload) for claim in claims]
    return [reply for reply in written if reply is not None]


async def test_the_channel_of_the_record_is_told_what_was_crossed_as_it_was_then(gated: App) -> None:
    await verified(gated, ANN)
    await verified(gated, BOB, category="subject")
    await gated.endorsements.withdraw(None, BOB)

    [reached, lost] = await _posted(gated)

    assert reached.title == "osaid 1.0 has what it needs: A first step"
    assert reached.text == (
        "Enough endorsers stand behind **osaid 1.0** for **A first step**: Regulator 1 of 1 and Subject 1 of 1."
    )
    assert lost.title == "osaid 1.0 no longer has what it needs: A first step"
    assert lost.text.endswith("and has not now. Missing: 1 more of Subject (0 of 1).")


async def test_the_picture_holds_the_table_and_says_it_in_words(gated: App) -> None:
    await verified(gated, ANN)

    shown = readiness(await gated.endorsement_pages.readiness())

    assert shown.picture is not None
    assert shown.picture.table == shown.table
    assert "Regulator 1, Licensee 0" in shown.picture.description
    assert shown.picture.description.endswith("1 in all, organisations 0.")


async def test_the_form_in_the_terminal_begins_with_the_profile(light_app: App) -> None:
    await with_profile(light_app, ANN, category="subject")
    shown: list[Reply] = []
    answers = iter(["", "", "", "Ann", ""])

    async def prompt(_label: str) -> str:
        return next(answers)

    console = Console(light_app, ANN, shown.append, prompt)
    for line in ("/endorse", "1"):
        await console.read(line)

    assert shown[-1].title == "Endorsement noted"
    assert "- Category: Subject\n- Region: Europe" in shown[-1].text

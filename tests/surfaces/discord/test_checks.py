"""What the doctor says of Discord."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.settings import DiscordSettings, Settings
from bot.surfaces.discord import Check, check_discord
from tests.support.simulation_wire import Wire

ALL = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
    add_reactions=True,
)
ALLOWED = discord.ApplicationFlags(gateway_message_content_limited=True).value
LISTING = discord.ApplicationFlags(gateway_guild_members_limited=True).value


@pytest.fixture
def settings(wire: Wire) -> Settings:
    return Settings(discord=DiscordSettings(api_base=wire.api, gateway_url=wire.gateway))


def a_guild(permissions: discord.Permissions = ALL) -> dict[str, Any]:
    return {"id": "5", "name": "Forum", "permissions": str(permissions.value), "owner": False, "features": []}


def failing(checks: list[Check]) -> list[tuple[str, str]]:
    return [(check.claim, check.advice) for check in checks if not check.holds]


async def test_when_all_is_well_every_claim_holds(settings: Settings, wire: Wire) -> None:
    wire.guilds = [a_guild()]

    assert await check_discord(settings, wire.token) == [
        ("Login", True, ""),
        ("This host's clock agrees with Discord's", True, ""),
        ("The bot is in a guild", True, ""),
        ("The bot has the permissions it needs in Forum", True, ""),
    ]


async def test_a_clock_that_is_off_is_named(settings: Settings, wire: Wire) -> None:
    wire.guilds = [a_guild()]

    checks = await check_discord(settings, wire.token, lambda: discord.utils.utcnow() - timedelta(minutes=2))

    ((claim, advice),) = failing(checks)
    assert claim == "This host's clock agrees with Discord's"
    assert re.match("This host's clock is 1(19|20|21) seconds behind Discord's: set it", advice)


@pytest.mark.parametrize(
    ("token", "advice"), [(None, "There is no token for Discord"), ("Wrong.Token", "Discord refuses the token")]
)
async def test_a_token_that_will_not_do_ends_the_check(settings: Settings, token: str | None, advice: str) -> None:
    ((claim, holds, said),) = await check_discord(settings, token)

    assert (claim, holds) == ("Login", False)
    assert said.startswith(advice)


async def test_an_address_that_does_not_answer_ends_the_check(settings: Settings, wire: Wire) -> None:
    wire.failing_with = 404

    ((claim, holds, advice),) = await check_discord(settings, wire.token)

    assert (claim, holds) == ("Login", False)
    assert advice.startswith("Discord cannot be reached at")


async def test_missing_permissions_are_named(settings: Settings, wire: Wire) -> None:
    wire.guilds = [a_guild(discord.Permissions(view_channel=True, send_messages=True, read_message_history=True))]

    assert failing(await check_discord(settings, wire.token)) == [
        (
            "The bot has the permissions it needs in Forum",
            "Give the bot's role Send Messages in Threads, Embed Links, Attach Files and Add Reactions; "
            "a channel may still take them away.",
        )
    ]


async def test_an_administrator_has_every_permission(settings: Settings, wire: Wire) -> None:
    wire.guilds = [a_guild(discord.Permissions(administrator=True))]

    assert failing(await check_discord(settings, wire.token)) == []


async def test_a_bot_in_no_guild_is_told_how_it_is_invited(settings: Settings, wire: Wire) -> None:
    ((claim, advice),) = failing(await check_discord(settings, wire.token))

    assert claim == "The bot is in a guild"
    assert "with the scopes bot and applications.commands" in advice


@pytest.mark.parametrize(("flags", "holds"), [(0, False), (ALLOWED, True)])
async def test_reading_what_people_write_must_be_allowed(
    settings: Settings, wire: Wire, flags: int, holds: bool
) -> None:
    wire.flags, wire.guilds = flags, [a_guild()]
    reading = replace(settings, discord=replace(settings.discord, message_content=True))

    checks = {check.claim: check for check in await check_discord(reading, wire.token)}

    found = checks["The bot may read what people write"]
    assert found.holds is holds
    assert ("Message Content Intent" in found.advice) is not holds


@pytest.mark.parametrize(("flags", "holds"), [(0, False), (LISTING, True)])
async def test_listing_who_holds_a_role_must_be_allowed(
    settings: Settings, wire: Wire, flags: int, holds: bool
) -> None:
    wire.flags, wire.guilds = flags, [a_guild()]
    listing = replace(settings, discord=replace(settings.discord, members=True))

    checks = {check.claim: check for check in await check_discord(listing, wire.token)}

    found = checks["The bot may list who holds a role"]
    assert found.holds is holds
    assert ("Server Members Intent" in found.advice) is not holds
    assert "The bot may read what people write" not in checks


async def test_a_channel_that_the_bot_does_not_see_is_named(settings: Settings, wire: Wire) -> None:
    wire.flags, wire.guilds = ALLOWED, [a_guild()]
    wire.channels["8"] = {
        "id": "8",
        "type": 0,
        "guild_id": "5",
        "name": "ask",
        "position": 0,
        "permission_overwrites": [],
    }
    named = replace(settings, discord=replace(settings.discord, unasked_channels=(8, 9)))

    assert failing(await check_discord(named, wire.token)) == [
        (
            "The bot sees channel 9, where it answers unasked",
            "Let the bot's role view the channel, or take it out of discord.unasked_channels.",
        )
    ]


async def test_a_channel_to_which_the_bot_posts_must_be_seen_too(settings: Settings, wire: Wire) -> None:
    wire.guilds = [a_guild()]
    named = replace(settings, discord=replace(settings.discord, curators_channel=9))

    assert failing(await check_discord(named, wire.token)) == [
        (
            "The bot sees channel 9, to which it posts",
            "Let the bot's role view the channel, or take it out of discord.curators_channel.",
        )
    ]

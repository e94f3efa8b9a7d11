"""Coming, staying and going, against a Discord on loopback; and why it may fail, in a sentence each."""

from __future__ import annotations

import asyncio
import io
import logging
import os
import shutil
import signal
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.domain.refusals import Refusal
from bot.settings import DiscordSettings, Settings
from bot.surfaces.discord import run
from bot.surfaces.discord.client import Client, intents
from bot.surfaces.discord.running import addresses, present
from tests.support.simulation_wire import Wire


@pytest.fixture
def settings(wire: Wire, filled_file: Path, tmp_path: Path) -> Settings:
    """Settings that lead to the Discord on loopback."""
    file = tmp_path / "run.db"
    shutil.copyfile(filled_file, file)
    here = DiscordSettings(api_base=wire.api, gateway_url=wire.gateway)
    return Settings(database=f"sqlite:///{file}", discord=here)


def changed(settings: Settings, **keys: Any) -> Settings:
    return replace(settings, discord=replace(settings.discord, **keys))


def closed_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


async def sentence(settings: Settings, token: str | None) -> str:
    """The sentence with which it does not start."""
    with pytest.raises(Refusal) as refused:
        await run(settings, token)
    return str(refused.value)


async def refusal(settings: Settings, token: str) -> str:
    """The sentence with which it does not start, and in which the token does not stand."""
    text = await sentence(settings, token)
    assert token not in text
    return text


async def until_stopped(
    settings: Settings, wire: Wire, number: signal.Signals, clock: Callable[[], datetime] = present
) -> None:
    """Run, and send the process a signal as soon as the bot is connected."""
    running = asyncio.create_task(run(settings, wire.token, clock))
    connecting = asyncio.create_task(wire.connected.wait())
    await asyncio.wait({running, connecting}, return_when=asyncio.FIRST_COMPLETED)
    connecting.cancel()
    if not running.done():
        os.kill(os.getpid(), number)
    await running


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_cleanly(settings: Settings, wire: Wire, number: signal.Signals) -> None:
    await until_stopped(settings, wire, number)

    assert wire.closed_with == [1000]


async def test_it_asks_for_no_more_than_it_needs(settings: Settings, wire: Wire) -> None:
    await until_stopped(settings, wire, signal.SIGTERM)

    (identified,) = wire.identified
    wanted = discord.Intents(guilds=True, guild_messages=True, guild_reactions=True, dm_messages=True)
    assert identified["intents"] == wanted.value
    assert identified["shard"] == [0, 1]


async def test_it_brings_its_commands(settings: Settings, wire: Wire) -> None:
    await until_stopped(settings, wire, signal.SIGTERM)

    assert {command["name"] for command in wire.commands} >= {"ask", "system", "definition", "help", "about"}


async def test_it_brings_them_once(settings: Settings, wire: Wire) -> None:
    await until_stopped(settings, wire, signal.SIGTERM)
    wire.connected.clear()

    await until_stopped(settings, wire, signal.SIGTERM)

    assert wire.brought == 1


async def test_it_runs_the_shards_of_the_configuration(settings: Settings, wire: Wire) -> None:
    await until_stopped(changed(settings, shard_ids=(1,), shard_count=3), wire, signal.SIGTERM)

    assert [identified["shard"] for identified in wire.identified] == [[1, 3]]


async def test_the_gateway_that_discord_names_is_used_if_the_configuration_names_none(
    settings: Settings, wire: Wire
) -> None:
    await until_stopped(changed(settings, gateway_url=None), wire, signal.SIGTERM)

    assert wire.closed_with == [1000]


@pytest.mark.parametrize("token", [None, "", "  "])
async def test_without_a_token_it_says_where_to_get_one(settings: Settings, token: str | None) -> None:
    assert await sentence(settings, token) == (
        "There is no token for Discord: put the bot's token into the variable OSAIBOT_TOKEN. It is made at "
        "https://discord.com/developers/applications, in your application, on the page Bot, by “Reset Token”."
    )


REFUSED = "Discord refuses the token in OSAIBOT_TOKEN: make a new one at https://discord.com/developers/applications"


@pytest.mark.parametrize("token", ["Wrong.Token", "with blank", "mit-ümlaut", "two\nlines"])
async def test_a_token_that_discord_does_not_know_is_named_by_its_variable(settings: Settings, token: str) -> None:
    assert (await refusal(settings, token)).startswith(REFUSED)


async def test_a_token_that_the_gateway_does_not_know_is_named_too(settings: Settings, wire: Wire) -> None:
    wire.close_with = 4004

    assert (await refusal(settings, wire.token)).startswith(REFUSED)


async def test_an_intent_that_is_not_allowed_is_named_with_its_switch(settings: Settings, wire: Wire) -> None:
    wire.close_with = 4014

    text = await refusal(changed(settings, message_content=True), wire.token)

    assert text.startswith("Discord does not let the bot read what people write: switch on “Message Content Intent”")
    assert "Server Members Intent" not in text


@pytest.mark.parametrize("keys", [{}, {"message_content": True}])
async def test_where_members_are_wanted_their_switch_is_named_beside_the_other(
    settings: Settings, wire: Wire, keys: dict[str, Any]
) -> None:
    wire.close_with = 4014

    text = await refusal(changed(settings, members=True, **keys), wire.token)

    assert "Discord does not let the bot list who holds a role: switch on “Server Members Intent”" in text
    assert ("Message Content Intent" in text) is bool(keys)


@pytest.mark.parametrize("code", [4010, 4011])
async def test_shards_that_discord_refuses_are_named(settings: Settings, wire: Wire, code: int) -> None:
    wire.close_with = code

    assert (await refusal(settings, wire.token)).startswith("The configuration's shards cannot be used")


@pytest.mark.parametrize(("ids", "count"), [((0, 1), None), ((2,), 2)])
async def test_shards_that_do_not_fit_together_are_refused(
    settings: Settings, ids: tuple[int, ...], count: int | None
) -> None:
    text = await refusal(changed(settings, shard_ids=ids, shard_count=count), "Any.Token")

    assert text.startswith("The configuration's shards cannot be used")


async def test_another_code_of_the_gateway_is_an_error(settings: Settings, wire: Wire) -> None:
    wire.close_with = 4012

    with pytest.raises(discord.ConnectionClosed):
        await run(settings, wire.token)


async def test_an_address_without_anybody_is_named(settings: Settings) -> None:
    address = f"http://127.0.0.1:{closed_port()}/api/v10"

    text = await refusal(changed(settings, api_base=address), "Any.Token")

    assert text.startswith(f"Discord cannot be reached at {address} (")


async def test_a_gateway_without_anybody_is_named(settings: Settings, wire: Wire) -> None:
    address = f"ws://127.0.0.1:{closed_port()}/gateway/"

    text = await refusal(changed(settings, gateway_url=address), wire.token)

    assert text.startswith(f"Discord cannot be reached at {address} (")


async def test_an_address_that_is_no_discord_is_named(settings: Settings, wire: Wire) -> None:
    wire.failing_with = 404

    assert "(HTTP 404): check the network, and the addresses in the configuration" in (
        await refusal(settings, wire.token)
    )


async def test_a_guild_that_does_not_let_the_bot_bring_commands_is_named(settings: Settings, wire: Wire) -> None:
    wire.refused_guilds = True

    text = await refusal(changed(settings, commands_in=(77,)), wire.token)

    assert text.startswith("The bot may not bring commands to guild 77 (discord.commands_in in the configuration)")


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (20, "This host's clock is (19|20) seconds ahead of Discord's"),
        (-20, "This host's clock is (19|20|21) seconds behind Discord's"),
    ],
)
async def test_a_clock_that_is_off_is_refused(settings: Settings, wire: Wire, seconds: int, expected: str) -> None:
    def clock() -> datetime:
        return discord.utils.utcnow() + timedelta(seconds=seconds)

    with pytest.raises(Refusal, match=expected):
        await run(settings, wire.token, clock)
    assert wire.identified == []


async def test_a_clock_that_is_off_by_little_is_not(settings: Settings, wire: Wire) -> None:
    await until_stopped(settings, wire, signal.SIGTERM, lambda: discord.utils.utcnow() + timedelta(seconds=3))

    assert wire.closed_with == [1000]


async def test_the_token_stands_in_no_log_however_talkative(settings: Settings, wire: Wire) -> None:
    text = io.StringIO()
    handler = logging.StreamHandler(text)
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        await until_stopped(settings, wire, signal.SIGTERM)
        await refusal(settings, "Wrong.Token")
    finally:
        root.removeHandler(handler)
        root.setLevel(level)

    assert "logging in using static token" in text.getvalue()
    assert wire.token not in text.getvalue()
    assert "Wrong.Token" not in text.getvalue()


def test_the_addresses_of_the_configuration_hold_while_it_runs() -> None:
    before = (discord.http.Route.BASE, str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY), discord.Asset.BASE)
    there = DiscordSettings(api_base="http://a/api/v10/", gateway_url="ws://b/", cdn_base="http://c")

    with addresses(there):
        inside = (discord.http.Route.BASE, str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY), discord.Asset.BASE)

    assert inside == ("http://a/api/v10", "ws://b/", "http://c")
    after = (discord.http.Route.BASE, str(discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY), discord.Asset.BASE)
    assert after == before


@pytest.mark.parametrize(
    ("keys", "reads"), [({}, False), ({"message_content": True}, True), ({"unasked_channels": (1,)}, True)]
)
def test_what_people_write_is_asked_for_only_where_it_is_used(keys: dict[str, Any], reads: bool) -> None:
    wanted = intents(DiscordSettings(**keys))

    assert wanted.message_content is reads
    assert not wanted.members
    assert not wanted.presences


def test_who_is_there_is_asked_for_only_where_roles_make_rolls() -> None:
    wanted = intents(DiscordSettings(members=True))

    assert wanted.members
    assert not wanted.message_content


async def test_the_client_is_sharded_from_the_first_day() -> None:
    assert issubclass(Client, discord.AutoShardedClient)

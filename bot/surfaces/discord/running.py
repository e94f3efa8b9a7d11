"""Being on Discord, from the first connection to a clean end."""

from __future__ import annotations

import asyncio
import logging
import re
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial

import aiohttp
import discord
import yarl

from bot.app import App
from bot.domain.clocks import Clock
from bot.domain.refusals import Refusal
from bot.settings import DiscordSettings, Settings
from bot.surfaces.discord.client import Client
from bot.surfaces.discord.refusals import BadShards, IntentMissing, NoToken, TokenRefused, Unreachable
from bot.surfaces.discord.secrecy import kept_secret

log = logging.getLogger(__name__)

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def present() -> datetime:
    """The present as the library has it, so that a simulated Discord can move it."""
    return discord.utils.utcnow()


async def run(settings: Settings, token: str | None, clock: Clock = present) -> None:
    """Be on Discord until told to stop (SIGTERM, SIGINT), then finish what is under way and leave.

    Raises:
        Refusal: There is no token, it is refused, an intent is not allowed, an address does not answer, or the
            database or its files cannot be used; the message says what to do.
    """
    usable = checked_token(token)
    _check_shards(settings.discord)
    with kept_secret(usable), addresses(settings.discord):
        app = await App.open(settings, clock)
        try:
            async with Client(app) as client:
                await _serve(client, usable, settings.discord)
        finally:
            await app.close()
    log.info("stopped")


def checked_token(token: str | None) -> str:
    """A token that can be sent.

    Raises:
        NoToken: There is none.
        TokenRefused: It has letters that no token has.
    """
    text = (token or "").strip()
    if not text:
        raise NoToken
    if not re.fullmatch(r"[\w.-]+", text, flags=re.ASCII):
        raise TokenRefused
    return text


def _check_shards(settings: DiscordSettings) -> None:
    if settings.shard_ids and max(settings.shard_ids) >= (settings.shard_count or 0):
        raise BadShards


@contextmanager
def addresses(settings: DiscordSettings) -> Iterator[None]:
    """Have the library use the configuration's addresses of API, gateway and CDN, where there are any."""
    before = (discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE)
    if settings.api_base:
        discord.http.Route.BASE = settings.api_base.rstrip("/")
    if settings.gateway_url:
        discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)
    if settings.cdn_base:
        discord.Asset.BASE = settings.cdn_base.rstrip("/")
    try:
        yield
    finally:
        discord.http.Route.BASE, discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY, discord.Asset.BASE = before


async def _serve(client: Client, token: str, settings: DiscordSettings) -> None:
    """Stay connected until a signal comes or the connection fails for good."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in _SIGNALS:
        # A loop that knows no signals leaves them to the interpreter.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop.set)
    started = asyncio.create_task(client.start(token))
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({started, stopped}, return_when=asyncio.FIRST_COMPLETED)
        if started.done():
            with translated(settings):
                started.result()
            return
        log.info("stopping")
        await client.close()
    finally:
        started.cancel()
        stopped.cancel()
        await asyncio.gather(started, stopped, return_exceptions=True)
        for number in _SIGNALS:
            with suppress(NotImplementedError):
                loop.remove_signal_handler(number)


@contextmanager
def translated(settings: DiscordSettings) -> Iterator[None]:
    """Make the operator's sentence of the library's errors; what is none of the operator's doing passes.

    Source: Discord documentation, "Opcodes and Status Codes", Gateway Close Event Codes, read 2026-11-21.
    """
    api = settings.api_base or discord.http.Route.BASE
    try:
        yield
    except discord.LoginFailure as error:
        raise TokenRefused from error
    except discord.PrivilegedIntentsRequired as error:
        raise IntentMissing(settings) from error
    except discord.ConnectionClosed as error:
        known: dict[int, Callable[[], Refusal]] = {
            4004: TokenRefused,
            4010: BadShards,
            4011: BadShards,
            4014: partial(IntentMissing, settings),
        }
        if error.code not in known:
            raise
        raise known[error.code]() from error
    except discord.GatewayNotFound as error:
        raise Unreachable(api, "/gateway/bot") from error
    except discord.HTTPException as error:
        if error.status not in (404, 405) and error.status < 500:
            raise
        raise Unreachable(api, f"HTTP {error.status}") from error
    except (aiohttp.ClientError, OSError) as error:
        cause = getattr(error, "strerror", None) or type(error).__name__
        raise Unreachable(api, cause) from error

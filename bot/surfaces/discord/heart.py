"""Noting where the bot can be reached, so that polls are open longer for the time in which it could not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection
from datetime import datetime

import discord

from bot.app import App
from bot.domain.polls.outages import BEAT
from bot.surfaces.discord.rounds import Rounds

log = logging.getLogger(__name__)


def guild_named(id_: int | None) -> str:
    """A guild as polls keep it; None is for direct messages, which Discord's own addresses call "@me"."""
    return f"discord:{id_ or '@me'}"


class Heart:
    """Beats for every guild to which this process is connected; what it remembers only spares a look.

    A process that was stopped, frozen or cut off from the gateway does not beat. The first beat after that makes good
    what it took of a poll, and it comes before anything from the guild is answered.
    """

    def __init__(self, client: discord.Client, app: App) -> None:
        self._client = client
        self._app = app
        self._connected: set[int] = set()
        self._beaten: dict[str, datetime] = {}
        self._beating = asyncio.Lock()
        self._ended = False
        self.rounds = Rounds(client, "heart", self.round, app.clock, BEAT.total_seconds())

    def connected(self, shard: int) -> None:
        """A shard is connected, with all its guilds."""
        self._connected.add(shard)
        self.rounds.start()
        self.rounds.wake()

    def disconnected(self, shard: int) -> None:
        """A shard has lost its connection; the library tries to get it back."""
        self._connected.discard(shard)

    async def arrived(self, guild: str) -> None:
        """Something came from a guild, which shows that the bot can be reached there; to be noted before the answer."""
        if self._ended or self._is_fresh(guild):
            return
        try:
            async with self._beating:
                if not self._is_fresh(guild):
                    await self._beat([guild])
        except Exception:
            # Whoever asked gets an answer all the same; the next beat does what this one left.
            log.exception("that the bot can be reached in %s could not be noted", guild)

    async def round(self) -> None:
        """Beat for every guild that is there and answers."""
        guilds = [
            guild_named(guild.id)
            for guild in self._client.guilds
            if guild.shard_id in self._connected and not guild.unavailable
        ]
        if 0 in self._connected:
            guilds.append(guild_named(None))
        await self._beat(guilds)

    async def finish(self, timeout_seconds: float) -> None:
        """Beat no more."""
        self._ended = True
        self._connected.clear()
        await self.rounds.finish(timeout_seconds)

    def _is_fresh(self, guild: str) -> bool:
        beaten = self._beaten.get(guild)
        return beaten is not None and self._app.clock() - beaten <= 2 * BEAT

    async def _beat(self, guilds: Collection[str]) -> None:
        now = self._app.clock()
        await self._app.outages.beat(guilds)
        self._beaten.update(dict.fromkeys(guilds, now))

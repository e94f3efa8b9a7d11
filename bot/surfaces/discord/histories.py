"""Looking through the history of a channel for what a town hall has missed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass

import discord

from bot.app import App
from bot.domain.meetings.captured import Heard, place_of
from bot.domain.meetings.halls import TownHall
from bot.services.halls.backfilling import BackFill
from bot.surfaces.discord.hearing import is_readable, is_remark

log = logging.getLogger(__name__)

_Channel = discord.TextChannel | discord.Thread | discord.VoiceChannel | discord.StageChannel


@dataclass(frozen=True, slots=True)
class Ears:
    """How messages are taken in as they come.

    ``taken`` makes of a message what is heard, ``was_deleted`` knows deletions of late, ``turn`` is a channel's lock.
    """

    taken: Callable[[discord.Message], Awaitable[Heard]]
    was_deleted: Callable[[str], bool]
    turn: Callable[[int], asyncio.Lock]


class Histories:
    """Compares channels with what is kept. What is not seen is only taken for deleted once the platform says so."""

    def __init__(self, client: discord.Client, app: App, ears: Ears) -> None:
        self._client = client
        self._app = app
        self._ears = ears

    async def look(self, hall: TownHall) -> BackFill | None:
        """Look through a town hall from its opening on; None where another process looks after its guild.

        Raises:
            DiscordException: The platform does not answer, or refuses for a while.
        """
        if not hall.channel.startswith("discord:") or hall.opened_at is None or not self._is_ours(hall):
            return None
        channel = await self._channel(hall)
        if channel is None:
            return await self._unseen(hall)
        first, end = place_of(hall.opened_at), hall.closed_at
        before = discord.Object(place_of(end)) if end else None
        history = channel.history(limit=None, after=discord.Object(first - 1), before=before, oldest_first=True)
        seen = [message async for message in history]
        there = {f"discord:{message.id}" for message in seen}
        # While it is going on, what was just said may be kept already and not be in the history that was asked for.
        last = place_of(end) if end else max((message.id for message in seen), default=0)
        gone = await self._deleted(channel, await self._app.back_fill.lost(hall.number, there, first, last))
        heard = [await self._ears.taken(one) for one in seen if is_remark(one) and is_readable(self._client, one)]
        if end is None:
            await self._react(hall, seen)
        async with self._ears.turn(channel.id):
            standing = [one for one in heard if not self._ears.was_deleted(one.message)]
            return await self._app.back_fill.reconcile(hall.number, standing, deleted=gone, final=end is not None)

    def _is_ours(self, hall: TownHall) -> bool:
        guild = (hall.guild or "").partition(":")[2]
        return guild.isdecimal() and self._client.get_guild(int(guild)) is not None

    async def _channel(self, hall: TownHall) -> _Channel | None:
        """The channel, if its history may be read: without the right to it, it would only look empty."""
        id_ = int(hall.channel.partition(":")[2])
        try:
            found = self._client.get_channel(id_) or await self._client.fetch_channel(id_)
        except (discord.NotFound, discord.Forbidden):
            return None
        if not isinstance(found, _Channel):
            return None
        allowed = found.permissions_for(found.guild.me)
        return found if allowed.view_channel and allowed.read_message_history else None

    async def _unseen(self, hall: TownHall) -> BackFill:
        log.warning("the history of town hall %s cannot be read: its channel is gone or closed to me", hall.number)
        final = hall.closed_at is not None
        return await self._app.back_fill.reconcile(hall.number, (), final=final, error="history not readable")

    async def _deleted(self, channel: _Channel, messages: Sequence[str]) -> list[str]:
        """Those of these messages of which the platform says that they are not there."""
        gone = []
        for message in messages:
            try:
                await channel.fetch_message(int(message.partition(":")[2]))
            except discord.NotFound:
                gone.append(message)
        return gone

    async def _react(self, hall: TownHall, seen: Collection[discord.Message]) -> None:
        """Bring reactions up to date where their number is another than is known."""
        known = await self._app.back_fill.reactions(hall.number)
        for message in seen:
            name = f"discord:{message.id}"
            for reaction in message.reactions:
                before = set(known.get(name, {}).get(str(reaction.emoji), ()))
                if len(before) == reaction.count - reaction.me:
                    continue
                now = {f"discord:{user.id}" async for user in reaction.users() if not user.bot}
                for person in now - before:
                    await self._app.hall_reactions.react(name, str(reaction.emoji), person)
                for person in before - now:
                    await self._app.hall_reactions.unreact(name, str(reaction.emoji), person)
            for emoji in set(known.get(name, {})) - {str(reaction.emoji) for reaction in message.reactions}:
                await self._app.hall_reactions.unreact(name, emoji)

"""Announcing planned town halls as events of the server, where the bot may make such."""

from __future__ import annotations

import logging
from datetime import timedelta

import discord

from bot.app import App
from bot.domain.meetings.halls import TownHall
from bot.surfaces.discord.lengths import cut
from bot.texts import _

log = logging.getLogger(__name__)

# The platform wants an end of an event that is in no voice channel.
LASTS = timedelta(hours=2)


class Announcing:
    """Makes one event of each planned town hall, and tries it once."""

    def __init__(self, client: discord.Client, app: App) -> None:
        self._client = client
        self._app = app

    async def announce(self) -> None:
        """Announce all that nobody has announced and whose server is here."""
        for hall in await self._app.hall_keeping.to_announce():
            number = (hall.guild or "").partition(":")[2]
            guild = self._client.get_guild(int(number)) if number.isdecimal() else None
            if guild is not None:
                await self._announce(guild, hall)

    async def _announce(self, guild: discord.Guild, hall: TownHall) -> None:
        if not (guild.me.guild_permissions.create_events or guild.me.guild_permissions.manage_events):
            await self._app.hall_keeping.announced(hall.number, None, "not allowed")
            return
        try:
            made = await self._made(guild, hall)
        except (discord.Forbidden, discord.HTTPException, ValueError) as error:
            log.warning("town hall %s could not be announced as an event: %s", hall.number, error)
            await self._app.hall_keeping.announced(hall.number, None, type(error).__name__)
        else:
            await self._app.hall_keeping.announced(hall.number, f"discord:{made.id}")

    async def _made(self, guild: discord.Guild, hall: TownHall) -> discord.ScheduledEvent:
        starts, id_ = hall.starts_at, int(hall.channel.partition(":")[2])
        if starts is None:
            raise ValueError(hall.number)
        name = cut(hall.title, 100)
        about = _("Town hall {number}. What is said is kept, and becomes minutes.").format(number=hall.number)
        channel = guild.get_channel(id_)
        if isinstance(channel, discord.VoiceChannel):
            return await guild.create_scheduled_event(
                name=name,
                description=about,
                start_time=starts,
                entity_type=discord.EntityType.voice,
                channel=channel,
                privacy_level=discord.PrivacyLevel.guild_only,
            )
        return await guild.create_scheduled_event(
            name=name,
            description=about,
            start_time=starts,
            end_time=starts + LASTS,
            entity_type=discord.EntityType.external,
            location=f"<#{id_}>",
            privacy_level=discord.PrivacyLevel.guild_only,
        )

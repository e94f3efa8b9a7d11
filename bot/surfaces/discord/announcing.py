"""Announcing planned town halls as events of the server, where the bot may make such."""

from __future__ import annotations

import logging
from datetime import timedelta

import discord

from bot.app import App
from bot.domain.meetings.halls import HallState, TownHall
from bot.services.halls.keeping import Announcement
from bot.surfaces.discord.lengths import cut
from bot.texts import _

log = logging.getLogger(__name__)

# The platform wants an end of an event that is in no voice channel.
LASTS = timedelta(hours=2)


class Announcing:
    """Keeps one event of each planned town hall as it is planned; each change is tried once."""

    def __init__(self, client: discord.Client, app: App) -> None:
        self._client = client
        self._app = app

    async def announce(self) -> None:
        """Announce all that nobody has announced as it is now, and whose server is here."""
        for one in await self._app.hall_keeping.to_announce():
            number = (one.hall.guild or "").partition(":")[2]
            guild = self._client.get_guild(int(number)) if number.isdecimal() else None
            if guild is not None:
                await self._announce(guild, one)

    async def _announce(self, guild: discord.Guild, one: Announcement) -> None:
        if not (guild.me.guild_permissions.create_events or guild.me.guild_permissions.manage_events):
            await self._app.hall_keeping.announced(one, one.event, "not allowed")
            return
        try:
            event = await _shown(guild, one)
        except (discord.Forbidden, discord.HTTPException, ValueError) as error:
            log.warning("town hall %s could not be announced as an event: %s", one.hall.number, error)
            await self._app.hall_keeping.announced(one, one.event, type(error).__name__)
        else:
            await self._app.hall_keeping.announced(one, event)


async def _shown(guild: discord.Guild, one: Announcement) -> str | None:
    """Bring the server's event to what is planned; gives the event, None if there is none any more."""
    event = await _event(guild, one)
    if one.hall.state is HallState.CANCELLED:
        if event is not None:
            await event.edit(status=discord.EventStatus.cancelled)
        return None
    if event is None:
        return f"discord:{(await _made(guild, one.hall)).id}"
    starts = one.hall.starts_at
    if starts is None:
        raise ValueError(one.hall.number)
    ends = starts + LASTS if event.entity_type is discord.EntityType.external else event.end_time
    await event.edit(name=cut(one.hall.title, 100), start_time=starts, end_time=ends)
    return one.event


async def _event(guild: discord.Guild, one: Announcement) -> discord.ScheduledEvent | None:
    """The event that was made, as it is now; None if there was none, or somebody has taken it away or ended it."""
    if one.event is None:
        return None
    try:
        event = await guild.fetch_scheduled_event(int(one.event.partition(":")[2]))
    except discord.NotFound:
        return None
    return event if event.status is discord.EventStatus.scheduled else None


async def _made(guild: discord.Guild, hall: TownHall) -> discord.ScheduledEvent:
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

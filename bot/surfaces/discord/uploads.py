"""Files that people attach to a command, fetched from Discord and from nowhere else."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import aiohttp
import discord

from bot.surfaces.uploads import BadUpload, Upload
from bot.texts import _

PATIENCE_SECONDS = 120
# Source: Discord documentation, Reference, "Image Formatting" and "Attachment Object", read November 2026.
_HOSTS = frozenset({"cdn.discordapp.com", "media.discordapp.net"})


def of_attachment(attachment: discord.Attachment, cdn_base: str | None) -> Upload:
    """An attachment as a file.

    Args:
        attachment: As the platform names it.
        cdn_base: The configuration's address of files, where there is one.
    """
    name = "".join(sign if sign.isprintable() else "�" for sign in attachment.filename)

    async def fetch(_limit_bytes: int) -> bytes:
        # The size is the platform's own measure, and was looked at before.
        host = urlsplit(attachment.url).hostname
        if host not in _HOSTS | ({urlsplit(cdn_base).hostname} if cdn_base else set()):
            raise BadUpload(_("{name} does not lie with Discord; attach it to the command.").format(name=name))
        try:
            return await asyncio.wait_for(attachment.read(), PATIENCE_SECONDS)
        except (TimeoutError, discord.DiscordException, aiohttp.ClientError, OSError) as error:
            raise BadUpload(_("{name} could not be fetched from Discord; try again.").format(name=name)) from error

    return Upload(name, attachment.size, fetch)

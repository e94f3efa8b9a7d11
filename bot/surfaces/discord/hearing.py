"""Messages of the platform as town halls hear them."""

from __future__ import annotations

import re

import discord

from bot.domain.meetings.captured import Heard


def heard_of(message: discord.Message, *, moderates: bool = False) -> Heard:
    """A message as it stands; one that passes another on has its text.

    Args:
        message: The message.
        moderates: Whether its author is a moderator.
    """
    forwarded = [snapshot.content for snapshot in message.message_snapshots]
    reference = message.reference
    answered = reference and reference.type is discord.MessageReferenceType.reply and reference.message_id
    return Heard(
        f"discord:{message.channel.id}",
        f"discord:{message.id}",
        message.id,
        f"discord:{message.author.id}",
        message.author.display_name,
        message.content or "\n".join(forwarded),
        message.created_at,
        message.edited_at,
        f"discord:{answered}" if answered else None,
        message.jump_url,
        tuple(attachment.filename for attachment in message.attachments),
        moderates,
    )


def is_remark(message: discord.Message) -> bool:
    """Whether somebody has written a message: no bot, no webhook, and not the platform itself."""
    return not (message.author.bot or message.webhook_id or message.is_system())


def is_readable(client: discord.Client, message: discord.Message) -> bool:
    """Whether an empty text is really empty, and not just kept from the bot."""
    return client.intents.message_content or client.user in message.mentions


def without_name(text: str, me: discord.ClientUser | None) -> str:
    """A text without a mention of the bot at its beginning, by which it was only called."""
    return text if me is None else re.sub(rf"^\s*<@!?{me.id}>[\s,:]*", "", text)

"""What an operator should know before people are let in: does Discord let the bot do its work?"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any, NamedTuple

import discord

from bot.domain.clocks import Clock
from bot.domain.refusals import Refusal
from bot.settings import DiscordSettings, Settings
from bot.surfaces.discord.client import intents
from bot.surfaces.discord.clocks import Comparison
from bot.surfaces.discord.refusals import PORTAL, ClockWrong, content_refused, members_refused
from bot.surfaces.discord.running import addresses, checked_token, present, translated
from bot.surfaces.discord.secrecy import kept_secret
from bot.texts import _, listed

_NEEDED = {
    "view_channel": _("View Channels"),
    "send_messages": _("Send Messages"),
    "send_messages_in_threads": _("Send Messages in Threads"),
    "embed_links": _("Embed Links"),
    "attach_files": _("Attach Files"),
    "read_message_history": _("Read Message History"),
    "add_reactions": _("Add Reactions"),
}


class Check(NamedTuple):
    """A claim, whether it holds, and what to do if not."""

    claim: str
    holds: bool
    advice: str = ""


async def check_discord(settings: Settings, token: str | None, clock: Clock = present) -> list[Check]:
    """Look, without connecting to the gateway: token, clock, intents, guilds with the bot's permissions, channels."""
    claim = _("Login")
    try:
        usable = checked_token(token)
    except Refusal as refusal:
        return [Check(claim, False, str(refusal))]
    with kept_secret(usable), addresses(settings.discord):
        try:
            comparison = Comparison(clock)
            async with discord.Client(intents=discord.Intents.none(), http_trace=comparison.trace()) as client:
                with translated(settings.discord):
                    await client.login(usable)
                    checks = [check async for check in _checks(client, settings.discord)]
                    return [Check(claim, True), *_clock(comparison), *checks]
        except Refusal as refusal:
            return [Check(claim, False, str(refusal))]


def _clock(comparison: Comparison) -> Iterator[Check]:
    """Whether the host's clock agrees with Discord's; nothing where no answer had a date."""
    if comparison.apart is None:
        return
    claim = _("This host's clock agrees with Discord's")
    try:
        comparison.refuse_if_apart()
    except ClockWrong as wrong:
        yield Check(claim, False, str(wrong))
    else:
        yield Check(claim, True)


async def _checks(client: discord.Client, settings: DiscordSettings) -> AsyncIterator[Check]:
    if intents(settings).message_content:
        flags = client.application_flags
        allowed = flags.gateway_message_content or flags.gateway_message_content_limited
        yield Check(_("The bot may read what people write"), allowed, "" if allowed else content_refused())
    if intents(settings).members:
        flags = client.application_flags
        listed_ = flags.gateway_guild_members or flags.gateway_guild_members_limited
        yield Check(_("The bot may list who holds a role"), listed_, "" if listed_ else members_refused())
    guilds: list[Any] = list(await client.http.get_guilds(200))
    text = _(
        "Invite it: {portal}, in your application, on the page OAuth2, with the scopes bot and applications.commands."
    )
    yield Check(_("The bot is in a guild"), bool(guilds), "" if guilds else text.format(portal=PORTAL))
    for guild in guilds:
        yield _permissions(guild)
    for id_ in settings.unasked_channels:
        claim = _("The bot sees channel {channel}, where it answers unasked")
        yield await _channel(client, id_, claim, "discord.unasked_channels")
    for key in ("curators_channel", "record_channel"):
        posted_to: int | None = getattr(settings, key)
        if posted_to is not None:
            yield await _channel(
                client, posted_to, _("The bot sees channel {channel}, to which it posts"), f"discord.{key}"
            )


def _permissions(guild: Any) -> Check:
    held = discord.Permissions(int(guild["permissions"]))
    lacking = [] if held.administrator else [name for flag, name in _NEEDED.items() if not getattr(held, flag)]
    claim = _("The bot has the permissions it needs in {guild}").format(guild=guild["name"])
    text = _("Give the bot's role {permissions}; a channel may still take them away.")
    return Check(claim, not lacking, text.format(permissions=listed(lacking)) if lacking else "")


async def _channel(client: discord.Client, id_: int, claim: str, key: str) -> Check:
    try:
        await client.fetch_channel(id_)
    except (discord.NotFound, discord.Forbidden):
        text = _("Let the bot's role view the channel, or take it out of {key}.")
        return Check(claim.format(channel=id_), False, text.format(key=key))
    return Check(claim.format(channel=id_), True)

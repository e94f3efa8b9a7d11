"""Telling Discord which commands there are, when they have changed."""

from __future__ import annotations

import logging
from typing import Any

import discord

from bot.domain.refusals import Refusal
from bot.surfaces.discord.slash import Tree
from bot.texts import _

log = logging.getLogger(__name__)


class CommandsRefused(Refusal):
    """A guild of the configuration does not let the bot bring its commands."""


async def sync(tree: Tree) -> None:
    """Bring Discord's list of our commands up to date; where it is, only look.

    Discord's own list is compared, not a remembered one: it cannot go stale, needs no place to be kept, and several
    processes that start together, or one after the other, write at most once.

    Raises:
        CommandsRefused: The bot may not bring commands to a guild that the configuration names.
    """
    for guild in (None, *tree.guilds):
        wanted = [command.to_dict(tree) for command in tree.get_commands(guild=guild)]
        try:
            if not _same(await _known(tree, guild), wanted):
                await tree.sync(guild=guild)
                log.info("commands brought to %s", f"guild {guild.id}" if guild else "discord")
        except discord.Forbidden as error:
            text = _(
                "The bot may not bring commands to guild {guild} (discord.commands_in in the configuration): invite it "
                "there with the scope applications.commands, or take the guild out."
            )
            raise CommandsRefused(text.format(guild=guild.id if guild else "")) from error


async def _known(tree: Tree, guild: discord.Object | None) -> list[Any]:
    application = tree.client.application_id
    if application is None:
        raise discord.app_commands.MissingApplicationID
    http = tree.client.http
    if guild is None:
        return list(await http.get_global_commands(application))
    return list(await http.get_guild_commands(application, guild.id))


def _same(known: list[Any], wanted: list[dict[str, Any]]) -> bool:
    have = {(command["name"], command.get("type", 1)): command for command in known}
    want = {(command["name"], command.get("type", 1)): command for command in wanted}
    return have.keys() == want.keys() and all(_holds(have[key], want[key]) for key in want)


def _holds(known: Any, wanted: Any) -> bool:
    """Whether all that we want is there; what is empty may be left out, and Discord adds keys of its own."""
    if isinstance(wanted, dict) and isinstance(known, dict):
        return all(_holds(known.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list) and isinstance(known, list):
        return len(known) == len(wanted) and all(map(_holds, known, wanted))
    return bool(known == wanted) or (not known and not wanted)

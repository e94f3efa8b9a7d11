"""The people that a command is given: those who hold a role stand in the place of the role, and bots are nobody."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence

import discord

from bot.domain.actors import Actor
from bot.domain.refusals import Refusal
from bot.surfaces.commands.registry import Command
from bot.surfaces.discord.refusals import PORTAL
from bot.texts import _, listed

log = logging.getLogger(__name__)

MOST = 5000
"""So many people can be listed at once."""

_ROLE = re.compile(r"<@&(\d{15,20})>")
_PERSON = re.compile(r"<@!?(\d{15,20})>|(?<![\d&])(\d{15,20})(?!\d)")
_AT_ONCE = 100


class Rosters:
    """Writes lists of people out, as far as the platform lets the bot see who is there."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def written_out(
        self, command: Command, arguments: Mapping[str, str | None], actor: Actor, guild: discord.Guild | None
    ) -> Mapping[str, str | None]:
        """The arguments of a command, with the members of a role in its place where people are listed.

        Args:
            command: Where the actor has not its role, nothing is looked up: it will refuse.
            guild: Where it was given; None in a direct message.

        Raises:
            Refusal: The bot may not list members, the role is not there or nobody holds it, or a bot is listed.
        """
        lists = {one.name: arguments.get(one.name) or "" for one in command.parameters if one.several}
        if not any(lists.values()) or not actor.has(command.role):
            return arguments
        return {**arguments, **{name: await self._people(text, guild) for name, text in lists.items() if text}}

    async def _people(self, text: str, guild: discord.Guild | None) -> str:
        await self._refuse_bots(text, guild)
        roles = tuple(dict.fromkeys(int(id_) for id_ in _ROLE.findall(text)))
        if not roles:
            return text
        if guild is None:
            raise Refusal(_("A role is known in its server only, and this is a direct message; use the command there."))
        holders = await self._holders(guild, [_known(guild, id_) for id_ in roles])
        return _ROLE.sub(lambda match: " ".join(f"<@{id_}>" for id_ in holders[int(match[1])]), text)

    async def _holders(self, guild: discord.Guild, roles: Sequence[discord.Role]) -> dict[int, list[int]]:
        """Who holds each of some roles, bots left out."""
        if not self._client.intents.members:
            raise _not_allowed(roles)
        found: dict[int, list[int]] = {role.id: [] for role in roles}
        try:
            async for member in guild.fetch_members(limit=None):
                for role in roles:
                    if not member.bot and (role.is_default() or member.get_role(role.id)):
                        found[role.id].append(member.id)
        except discord.Forbidden as error:
            raise _not_allowed(roles) from error
        for role in roles:
            if not found[role.id]:
                raise Refusal(_("Nobody holds the role {role}; bots are never listed.").format(role=role.name))
            if len(found[role.id]) > MOST:
                text = _("The role {role} has more than {most} people, which is more than can be listed.")
                raise Refusal(text.format(role=role.name, most=MOST))
        return found

    async def _refuse_bots(self, text: str, guild: discord.Guild | None) -> None:
        """Refuse a list with a bot on it; who is not in the guild cannot be looked up, and is let pass."""
        ids = sorted({int(mention or number) for mention, number in _PERSON.findall(text)})[:MOST]
        me = self._client.user
        bots = {me.name} if me is not None and me.id in ids else set()
        for first in range(0, len(ids) if guild else 0, _AT_ONCE):
            bots |= {one.name for one in await _members(guild, ids[first : first + _AT_ONCE]) if one.bot}
        if bots:
            text = _("Bots never vote; take this out of the list: {names}.")
            raise Refusal(text.format(names=listed(sorted(bots))))


async def _members(guild: discord.Guild | None, ids: list[int]) -> Sequence[discord.Member]:
    """Those of some people who are in the guild; no intent is needed for people whom one can name."""
    if guild is None:
        return ()
    try:
        return await guild.query_members(user_ids=ids, limit=_AT_ONCE, cache=False)
    except TimeoutError:
        log.warning("%s people of guild %s could not be looked up", len(ids), guild.id)
        return ()


def _known(guild: discord.Guild, id_: int) -> discord.Role:
    role = guild.get_role(id_)
    if role is None:
        raise Refusal(_("There is no such role in this server: <@&{id}>.").format(id=id_))
    return role


def _not_allowed(roles: Sequence[discord.Role]) -> Refusal:
    text = _(
        "I may not list who holds the role {role}. Whoever runs me can allow it: “Server Members Intent” at {portal}, "
        "and discord.members: true in the configuration. Meanwhile list people by mention, or take everybody with a "
        "verified profile (profiles: all)."
    )
    return Refusal(text.format(role=listed([role.name for role in roles]), portal=PORTAL))

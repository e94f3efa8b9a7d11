"""Who somebody on Discord is to the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable

import discord

from bot.domain.actors import Actor, Role
from bot.settings import DiscordSettings


class People:
    """Makes actors of the platform's users, with roles from the configuration's mapping."""

    def __init__(self, client: discord.Client, settings: DiscordSettings) -> None:
        self._client = client
        self._roles = settings.roles

    async def actor(self, person: discord.User | discord.Member, needed: Role) -> Actor:
        """Who a person is.

        Args:
            needed: The role that the person's command asks for. In a direct message nobody carries roles; where more
                than a member's is needed, the guilds that have such a role are asked.
        """
        if isinstance(person, discord.Member):
            return self._actor(person, [person])
        found: list[discord.Member] = []
        if needed is not Role.MEMBER:
            found = [member async for member in self._memberships(person, needed)]
        return self._actor(person, found)

    async def _memberships(self, person: discord.User, needed: Role) -> AsyncIterator[discord.Member]:
        for guild in self._client.guilds:
            if any(guild.get_role(id_) for id_ in self._roles.get(needed, ())):
                try:
                    yield await guild.fetch_member(person.id)
                except discord.NotFound:
                    continue

    def _actor(self, person: discord.User | discord.Member, memberships: Iterable[discord.Member]) -> Actor:
        held = {role.id for member in memberships for role in member.roles}
        roles = {role for role, ids in self._roles.items() if held.intersection(ids)}
        return Actor(f"discord:{person.id}", person.display_name, frozenset({Role.MEMBER, *roles}))

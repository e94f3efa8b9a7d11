"""The forum on a simulated Discord: the real client, app and data. Only this file and `demo.py` import simcord.

The simulation's own parts that have no public name (payloads, the backend's emit) are touched here and nowhere else.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import pytest
import simcord
from simcord import interactions as _interactions
from simcord.backend import serializers as _serializers
from simcord.backend.cdn import CDN_BASE
from simcord.backend.models.message import AllowedMentions
from simcord.enums import AppCommandType, ComponentType, InteractionType

from bot.app import App
from bot.domain.actors import Role
from bot.domain.chores import Every, Rule
from bot.services.libraries import Snapshot
from bot.settings import DiscordSettings, Settings
from bot.surfaces.chores import CHORES, Chore
from bot.surfaces.commands import COMMANDS, Command
from bot.surfaces.discord.client import Client
from bot.surfaces.posts import KINDS, Kind
from tests.support.arrivals import Arrivals, Wait

Person = simcord.MemberActor
Channel = simcord.ChannelHandle
Result = simcord.InteractionResult

ROLES = {
    Role.FACILITATOR: "Facilitators",
    Role.CURATOR: "Curators",
    Role.MODERATOR: "Moderators",
}


def _seldom(chore: Chore) -> Chore:
    def rule(settings: Settings) -> Rule | None:
        found = chore.rule(settings)
        return Every(max(found.span, timedelta(days=1))) if isinstance(found, Every) else found

    return replace(chore, rule=rule)


# What is done every few seconds takes the simulation long when days pass; here it is done once a day.
SELDOM: Mapping[str, Chore] = {name: _seldom(chore) for name, chore in CHORES.items()}


@dataclass(frozen=True, slots=True)
class Delivery:
    """An interaction that the simulated Discord can deliver, once or more often."""

    record: Any
    payload: dict[str, Any]


class Forum:
    """A guild with channels and people, and the bot in it.

    ``member``, ``voter``, ``facilitator``, ``curator`` and ``moderator`` are people; ``general``, ``ask``,
    ``working_group`` and ``open`` (where the bot answers unasked, if the settings say so) are channels.
    """

    def __init__(self, database: Path) -> None:
        self.database = database
        self.known: Snapshot | None = None
        # By the real clock, and only where something hangs: on a busy machine a picture takes seconds to be drawn.
        self.env = simcord.Env(_placeholder(), settle_timeout=30)
        self.guild = self.env.create_guild("Open Source AI Forum")
        self.roles = {role: self.guild.create_role(name) for role, name in ROLES.items()}
        self.working_group_role = self.guild.create_role("Working group Llama 2")
        self.general = self.guild.create_text_channel("general")
        self.ask = self.guild.create_text_channel("ask")
        self.working_group = self.guild.create_text_channel("working-group-llama")
        self.open = self.guild.create_text_channel("open-questions")
        self.member = self.person("vera", "Vera")
        self.voter = self.person("wanjiru", "Wanjiru", self.working_group_role)
        self.facilitator = self.person("felix", "Felix", self.roles[Role.FACILITATOR])
        self.curator = self.person("carla", "Carla", self.roles[Role.CURATOR])
        self.moderator = self.person("mona", "Mona", self.roles[Role.MODERATOR])
        self.settings = Settings(
            database=f"sqlite:///{database}",
            discord=DiscordSettings(
                roles={role: (handle.id,) for role, handle in self.roles.items()},
                shard_count=1,
                cdn_base=CDN_BASE,
            ),
        )
        self.commands: Sequence[Command] = COMMANDS
        self.kinds: Mapping[str, Kind] = KINDS
        self.chores: Mapping[str, Chore] = CHORES
        # Whether the bot notes that it can be reached, so that hours in which it is not extend polls.
        self.beating = False
        # Looking every few seconds takes the simulation long when hours pass; what the bot itself queues wakes it.
        self.pause_seconds = timedelta(days=1).total_seconds()
        self.app: App
        self.client: Client

    @property
    def bot(self) -> discord.ClientUser:
        """The bot itself."""
        assert self.client.user is not None
        return self.client.user

    @property
    def mention(self) -> str:
        """The bot's name as a message holds it."""
        return self.bot.mention

    def now(self) -> datetime:
        """The simulated Discord's time: that of the bot, and of what a test does beside it."""
        return self.env.now()

    def answers(self, channel: Channel) -> list[discord.Message]:
        """What the bot wrote in a channel, the oldest first."""
        return [message for message in channel.history() if message.author.id == self.bot.id]

    def last(self, channel: Channel) -> discord.Message:
        """The newest message of a channel."""
        assert channel.last_message is not None
        return channel.last_message

    def person(self, name: str, shown: str, *roles: simcord.RoleHandle) -> Person:
        """Somebody who joins the guild."""
        return self.guild.add_member(self.env.create_user(name, global_name=shown), roles=roles)

    def thread(self, channel: Channel, name: str, owner: Person) -> Channel:
        """A thread that somebody has begun in a channel."""
        made = self.env.backend.create_thread(channel.id, name, owner.id)
        return next(one for one in channel.threads if one.id == made.id)

    def events(self) -> list[Any]:
        """The events that are planned in the guild."""
        return list(self.env.backend.get_guild(self.guild.id).scheduled_events.values())

    def take_role(self, person: Person, role: simcord.RoleHandle) -> None:
        """Take a role away from somebody."""
        self.env.backend.remove_member_role(self.guild.id, person.id, role.id)

    def set(self, **discord_settings: Any) -> None:
        """Change the settings of Discord; before the bot starts, or restarts."""
        self.settings = replace(self.settings, discord=replace(self.settings.discord, **discord_settings))

    async def start(self) -> None:
        """Bring the bot in."""
        await self._open()
        self.env.bot = self.client
        await self.env.start()

    async def restart(self) -> None:
        """Replace the bot by a new one on the same database, as after a crash: nothing in memory survives."""
        before = self.app
        await self._open()
        await self.env.restart_bot(self.client)
        await before.close()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Let the bot hear nothing of what happens to messages, as while its process is down."""
        parsers = self.client._connection.parsers
        heard = {name: parse for name, parse in parsers.items() if name.startswith("MESSAGE_")}
        parsers.update(dict.fromkeys(heard, lambda _data: None))
        yield
        parsers.update(heard)

    async def _open(self) -> None:
        self.app = await App.open(self.settings, self.now, known=self.known)
        # Read once here: on a busy machine the first answer would be late by the real clock.
        await self.app.library.current()
        self.client = Client(self.app, self.commands, self.kinds, self.chores)
        if not self.beating:
            await self.client.heart.finish(0)
        for rounds in (self.client.posting.rounds, self.client.chores.rounds, self.client.capturing.rounds):
            rounds.longest_seconds = self.pause_seconds

    async def stop(self) -> None:
        """Take the bot out."""
        await self.env.shutdown()
        await self.app.close()

    def slash(self, person: Person, channel: Channel, name: str, /, **options: Any) -> Delivery:
        """A slash command, not yet delivered."""
        first, *path = name.split()
        root = self.env.backend.find_command(first, self.guild.id)
        if root is None:
            raise LookupError(name)
        leaf, nesting = _interactions.walk_to_subcommand(root, path)
        built, _resolved = _interactions.build_options(person, name, leaf, options, channel_id=channel.id)
        data = {
            "id": root["id"],
            "name": first,
            "type": AppCommandType.CHAT_INPUT,
            "options": _interactions.nest_options(root, nesting, built),
        }
        return self._delivery(InteractionType.APPLICATION_COMMAND, person, channel, data)

    def form(self, person: Person, channel: Channel, custom_id: str, **typed: str) -> Delivery:
        """A filled-in form, not yet delivered; it need not have been shown."""
        lines = [
            {"type": 18, "id": place, "component": {"type": 4, "id": place + 10, "custom_id": name, "value": value}}
            for place, (name, value) in enumerate(typed.items(), start=1)
        ]
        return self._delivery(
            InteractionType.MODAL_SUBMIT, person, channel, {"custom_id": custom_id, "components": lines}
        )

    def press(self, person: Person, message: Any, custom_id: str) -> Delivery:
        """A button pressed on a message, not yet delivered; the message need not have such a button."""
        data = {"custom_id": custom_id, "component_type": ComponentType.BUTTON, "id": 1}
        id_ = message.channel.id if isinstance(message, discord.Message) else message.channel_id
        stored = self.env.backend.get_message(id_, message.id)
        shown = dict(_serializers.message_payload(self.env.backend, stored))
        channel = next(handle for handle in self.guild.channels.values() if handle.id == id_)
        delivery = self._delivery(InteractionType.MESSAGE_COMPONENT, person, channel, data)
        delivery.payload["message"] = shown
        delivery.record.source_message_id = message.id
        return delivery

    def _delivery(self, kind: int, person: Person, channel: Channel, data: dict[str, Any]) -> Delivery:
        record, payload = _interactions.base_payload(
            self.env.backend,
            type=kind,
            channel_id=channel.id,
            guild_id=self.guild.id,
            user_id=person.id,
            data=data,
        )
        return Delivery(record, payload)

    async def deliver(self, *deliveries: Delivery, seconds: float = 0) -> list[Result]:
        """Deliver interactions, all before any is answered, and wait until they are; or let so much time pass."""
        for delivery in deliveries:
            self.env.backend.emit("INTERACTION_CREATE", delivery.payload)
        if seconds:
            await self.env.advance_time(seconds)
        else:
            await self.env.settle()
        return [Result(self.env, delivery.record) for delivery in deliveries]

    async def waits(self, *deliveries: Delivery, patience_seconds: float = 60) -> list[Wait]:
        """Deliver interactions, all before any is answered, and say how long each waited by the real clock.

        They reach the client past the simulation's clock and its list of what is under way, which cost more than the
        answers. A wait ends when the bot's call arrives, before the simulation looks at it; what that does with the
        calls for others, in the same process, is in it.

        Raises:
            TimeoutError: Not all were answered in so much time.
        """
        arrivals = Arrivals(self.env.http_requests, {delivery.record.token for delivery in deliveries})
        self.env.backend.http_requests = arrivals
        receive = self.client._connection.parsers["INTERACTION_CREATE"]
        began = {}
        for delivery in deliveries:
            began[delivery.record.token] = time.perf_counter()
            receive(delivery.payload)
        async with asyncio.timeout(patience_seconds):
            await arrivals.complete.wait()
        return [Wait(arrivals.acknowledged[token] - at, arrivals.answered[token] - at) for token, at in began.items()]

    async def write(self, person: Person, channel: Channel, text: str, seconds: float) -> None:
        """A message, after which time passes before anything is waited for; without words it is a picture."""
        backend = self.env.backend
        files = [] if text else backend.store_attachments(channel.id, [("cat.png", b"\x89PNG")])
        backend.create_message(channel.id, person.id, text, attachments=files)
        await self.env.advance_time(seconds)

    async def reply_quietly(self, person: Person, message: discord.Message, text: str) -> None:
        """A reply that does not mention whom it replies to."""
        reference = {"channel_id": str(message.channel.id), "message_id": str(message.id)}
        quiet = AllowedMentions(replied_user=False)
        self.env.backend.create_message(
            message.channel.id, person.id, text, reference=reference, allowed_mentions=quiet
        )
        await self.env.settle()

    async def own_role(self) -> str:
        """The role that a guild gives to a bot when it is invited, as people mention it."""
        guild = self.env.backend.get_guild(self.guild.id)
        role = next(role for role in guild.roles.values() if role.managed)
        role.mentionable = True
        shown = {**_serializers.role_payload(role), "tags": {"bot_id": str(self.bot.id)}}
        self.env.backend.emit("GUILD_ROLE_UPDATE", {"guild_id": str(self.guild.id), "role": shown})
        await self.env.settle()
        return f"<@&{role.id}>"

    async def delete(self, message: discord.Message) -> None:
        """Delete a message, as somebody may who looks after the channel."""
        self.env.backend.delete_message(message.channel.id, message.id)
        await self.env.settle()

    async def fleeting(self, person: Person, channel: Channel, text: str) -> None:
        """A message that is deleted before the bot has looked at it."""
        message = self.env.backend.create_message(channel.id, person.id, text)
        self.env.backend.delete_message(channel.id, message.id)
        await self.env.settle()

    async def again(self, message: discord.Message) -> None:
        """Deliver a message once more, as the platform does when a connection was lost."""
        stored = self.env.backend.get_message(message.channel.id, message.id)
        self.env.backend.emit("MESSAGE_CREATE", _serializers.message_payload(self.env.backend, stored))
        await self.env.settle()

    def errors(self) -> list[str]:
        """What went wrong inside the bot and was not answered by it, by the errors' names; looked at herewith."""
        return [type(error).__name__ for error in self.env.errors]

    def unlooked_at(self) -> None:
        """Fail for every error that no test looked at."""
        self.env._raise_errors_since(self.env._errors_acknowledged)

    def requests(self, method: str, ending: str) -> list[Any]:
        """The bot's calls so far, by method and how the address ends."""
        return [call for call in self.env.http_requests if call.method == method and call.path.endswith(ending)]


def _placeholder() -> discord.Client:
    """The environment wants a bot before the world is made that the bot's settings speak of."""
    return discord.AutoShardedClient(intents=discord.Intents.none(), shard_count=1)


OpenForum = Callable[..., Awaitable[Forum]]


@pytest.fixture
async def open_forum(filled_file: Path, known: Snapshot, tmp_path: Path) -> AsyncIterator[OpenForum]:
    """Opens forums: ``await open_forum(message_content=True, commands=…)``; settings are those of `DiscordSettings`."""
    opened: list[Forum] = []

    async def opening(
        commands: Sequence[Command] = COMMANDS,
        kinds: Mapping[str, Kind] = KINDS,
        chores: Mapping[str, Chore] = SELDOM,
        pause_seconds: float | None = None,
        beating: bool = False,
        **settings: Any,
    ) -> Forum:
        file = tmp_path / "forum.db"
        shutil.copyfile(filled_file, file)
        forum = Forum(file)
        forum.known = known
        forum.commands, forum.kinds, forum.chores = commands, kinds, chores
        forum.pause_seconds, forum.beating = pause_seconds or forum.pause_seconds, beating
        forum.set(**settings)
        await forum.start()
        opened.append(forum)
        return forum

    yield opening
    for forum in opened:
        print(forum.env.transcript())
        await forum.stop()
        forum.unlooked_at()


@pytest.fixture
async def forum(open_forum: OpenForum) -> Forum:
    """The forum with everyday settings."""
    return await open_forum()


def embed(result: Result) -> discord.Embed:
    """The one embed of an answer."""
    shown = result.response or result.followups[0]
    (only,) = shown.embeds
    return only


def title(message: discord.Message) -> str | None:
    """The title of the answer in a message."""
    return message.embeds[0].title


def buttons(message: Any) -> Iterator[dict[str, Any]]:
    """The buttons and menus below a message, in order."""
    for row in message.components:
        yield from row["components"]

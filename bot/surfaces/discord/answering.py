"""Running a command for somebody on Discord, and bringing them the answer: in time, once, and whatever happens."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
import discord

from bot.app import App
from bot.domain.actors import Actor, Role
from bot.domain.refusals import Refusal
from bot.surfaces.commands.registry import Command, Context
from bot.surfaces.discord.escaping import escaped
from bot.surfaces.discord.giving_back import given_back, whole_of
from bot.surfaces.discord.hearing import heard_of
from bot.surfaces.discord.heart import Heart, guild_named
from bot.surfaces.discord.lengths import cut
from bot.surfaces.discord.moments import zoned
from bot.surfaces.discord.people import People
from bot.surfaces.discord.presenting import CONTENT, Presented, Presenter, Room, tame
from bot.surfaces.discord.progress import Progress
from bot.surfaces.discord.rosters import Rosters
from bot.surfaces.discord.uploads import of_attachment
from bot.surfaces.pictures import Painter
from bot.texts import _

log = logging.getLogger(__name__)

# The platform gives up after three; the rest is for the way there.
ACKNOWLEDGE_AFTER_SECONDS = 1.5

# What the platform says when somebody else has answered already (another process, while one hands over to the next),
# and when it is too late: Discord documentation, "Opcodes and Status Codes", read 2026-11-21.
ALREADY_ANSWERED = 40060
TOO_LATE = (10008, 10015, 10062)

# All that sending may raise: what the platform answers, a wait that is too long, and the network.
_UNSENT = (discord.DiscordException, aiohttp.ClientError, OSError)

Arguments = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Request:
    """A command to run with its arguments, and whether the answer is for the asker alone.

    ``typed`` is what somebody filled into a form, or said at length in the command: it is given back where the command
    refuses, so that nothing is lost. ``replaces`` lets the answer take the place of the private message that was
    pressed on. ``pointed`` is the message whose menu was opened, ``file`` what goes with the command.
    """

    command: Command
    arguments: Arguments
    private: bool
    typed: tuple[str, ...] = ()
    replaces: bool = False
    pointed: discord.Message | None = None
    file: discord.Attachment | None = None


class Answering:
    """Runs commands and answers interactions and messages."""

    def __init__(self, client: discord.Client, app: App, commands: Sequence[Command], heart: Heart) -> None:
        self.commands = {command.name: command for command in commands}
        self._app = app
        self._client = client
        self._heart = heart
        self._people = People(client, app.settings.discord)
        self._rosters = Rosters(client)
        self.presenter = Presenter(self.commands, Painter(), app.settings.record_url)
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def finish(self, timeout_seconds: float) -> None:
        """Wait until every answer under way is given, for so long at most."""
        try:
            await asyncio.wait_for(self._idle.wait(), timeout_seconds)
        except TimeoutError:
            log.warning("stopped with %s answers under way", self._under_way)

    async def interaction(self, interaction: discord.Interaction[Any], request: Request) -> None:
        """Answer a slash command, a button, a menu or a form."""
        async with self._counted():
            try:
                await self._interaction(interaction, request)
            except Refusal as refusal:
                text = given_back(_refused(refusal), request.typed)
                whole = whole_of(request.typed)
                await self.say_privately(interaction, text, public_so_far=not request.private, file=whole)
            except Exception as error:  # noqa: BLE001 - the end of the surface
                await self.failed(interaction, error, request.command.name, public_so_far=not request.private)
            # Others may have to look after what it changed.
            self._client.dispatch("command_done", request.command.name)

    async def _interaction(self, interaction: discord.Interaction[Any], request: Request) -> None:
        response: discord.InteractionResponse[Any] = interaction.response

        async def acknowledge() -> None:
            if not response.is_done():
                await response.defer(ephemeral=request.private, thinking=not request.replaces)

        progress = Progress(interaction)
        if request.command.slow:
            await acknowledge()
        try:
            presented = await _in_time(self._work(interaction, request, progress), acknowledge)
        finally:
            await progress.finish()
        if progress.shown or (request.replaces and response.is_done()):
            await interaction.edit_original_response(**presented.edits())
        elif request.replaces:
            await response.edit_message(**presented.edits())
        elif response.is_done():
            await interaction.followup.send(**presented.arguments(), ephemeral=request.private)
        else:
            await response.send_message(**presented.arguments(), ephemeral=request.private)

    async def _work(self, interaction: discord.Interaction[Any], request: Request, progress: Progress) -> Presented:
        guild = self._guild(interaction)
        if guild is not None:
            await self._heart.arrived(guild)
        actor = await self._people.actor(interaction.user, request.command.role)
        pointed = None if request.pointed is None else heard_of(request.pointed)
        thread = isinstance(interaction.channel, discord.Thread)
        place = f"discord:{interaction.channel_id}"
        cdn_base = self._app.settings.discord.cdn_base
        file = None if request.file is None else of_attachment(request.file, cdn_base)
        context = Context(
            self._app, actor, f"discord:{interaction.id}", place, guild, thread, pointed, file, progress.tell
        )  # fmt: skip
        here = interaction.guild if guild is not None else None
        arguments = await self._rosters.written_out(request.command, request.arguments, actor, here)
        return await self.presenter.present(await request.command.run(context, arguments))

    def _guild(self, interaction: discord.Interaction[Any]) -> str | None:
        """Where somebody is, as polls keep it; None in a guild that the bot is no member of."""
        id_ = interaction.guild_id
        return guild_named(id_) if id_ is None or self._client.get_guild(id_) else None

    async def context(self, interaction: discord.Interaction[Any], command: Command) -> Context:
        """Who somebody is who is typing, for suggestions."""
        return Context(self._app, await self._people.actor(interaction.user, command.role))

    async def actor(self, person: discord.User | discord.Member, needed: Role) -> Actor:
        """Who somebody is who has written something; the role that is asked for is looked up where it has to be."""
        return await self._people.actor(person, needed)

    async def failed(
        self, interaction: discord.Interaction[Any], error: Exception, what: str, *, public_so_far: bool = False
    ) -> None:
        """The end of the line: log an error once, and tell the person a reference to it."""
        code = error.code if isinstance(error, discord.HTTPException) else None
        if code == ALREADY_ANSWERED:
            log.info("/%s was answered by another process already", what)
        elif code in TOO_LATE:
            log.warning("the answer to /%s came too late", what)
        else:
            await self.say_privately(interaction, self._reported(error, what), public_so_far=public_so_far)

    async def say_privately(
        self,
        interaction: discord.Interaction[Any],
        text: str,
        *,
        public_so_far: bool = False,
        file: discord.File | None = None,
    ) -> None:
        """Tell the asker alone something that is not an answer.

        Args:
            public_so_far: Whether an acknowledgement, if there was one, was for everyone.
            file: What goes with it.
        """
        content = cut(text, CONTENT)
        beside: Any = {"file": file} if file is not None else {}
        try:
            if not interaction.response.is_done():
                await interaction.response.send_message(content, ephemeral=True, suppress_embeds=True, **beside)
                return
            if public_so_far:
                # What comes first after a public "thinking …" is public too, and without that message nothing can
                # follow; so it is filled, and goes when the sentence is there.
                # Source: discord-api-docs, issues 2739 and 2866, read 2026-11-22.
                await interaction.edit_original_response(content="…")
            await interaction.followup.send(content, ephemeral=True, suppress_embeds=True, **beside)
            if public_so_far:
                await interaction.delete_original_response()
        except _UNSENT as error:
            log.warning("somebody could not be told why there is no answer: %s", error)

    async def message(self, message: discord.Message, request: Request, *, asked: bool = True) -> None:
        """Answer a message with a reply to it that pings nobody.

        Args:
            asked: Whether it was put to the bot. What goes wrong is said only to somebody who asked.
        """
        async with self._counted():
            try:
                presented: Presented | None = await self._message(message, request)
            except Refusal as refusal:
                presented = _said(_refused(refusal)) if asked else None
            except Exception as error:  # noqa: BLE001 - the end of the surface
                text = self._reported(error, request.command.name)
                presented = _said(text) if asked else None
            if presented is not None:
                await self._reply(message, presented)

    async def refuse(self, message: discord.Message | discord.PartialMessage, refusal: Refusal) -> None:
        """Tell somebody who wrote to the bot why there is no answer."""
        await self._reply(message, _said(_refused(refusal)))

    async def _message(self, message: discord.Message, request: Request) -> Presented:
        async def type_something() -> None:
            with suppress(*_UNSENT):
                await message.channel.typing()

        return await _in_time(self._work_on(message, request), type_something)

    async def _work_on(self, message: discord.Message, request: Request) -> Presented:
        actor = await self._people.actor(message.author, request.command.role)
        context = Context(self._app, actor, f"discord:{message.id}", f"discord:{message.channel.id}")
        return await self.presenter.present(await request.command.run(context, request.arguments), _room(message))

    async def _reply(self, message: discord.Message | discord.PartialMessage, presented: Presented) -> None:
        # The nonce makes the platform refuse the same answer to the same message from a second process.
        reference = message.to_reference(fail_if_not_exists=False)
        try:
            await message.channel.send(
                **presented.arguments(),
                reference=reference,
                mention_author=False,
                nonce=str(message.id),
                suppress_embeds=presented.embed is None,
            )
        except discord.Forbidden:
            log.warning("no permission to answer in channel %s", message.channel.id)
        except _UNSENT:
            log.exception("an answer could not be sent to channel %s", message.channel.id)

    def _reported(self, error: Exception, what: str) -> str:
        reference = secrets.token_hex(4)
        log.error("/%s failed, reference %s", what, reference, exc_info=error)
        text = _("Something went wrong here, and it is not your fault. It is in my log as {reference}.")
        return text.format(reference=reference)

    @asynccontextmanager
    async def _counted(self) -> AsyncIterator[None]:
        self._under_way += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()


async def _in_time(work: Coroutine[Any, Any, Presented], acknowledge: Callable[[], Awaitable[None]]) -> Presented:
    """Wait for a message to be made; if that takes long, acknowledge first."""
    making = asyncio.ensure_future(work)
    try:
        done, _pending = await asyncio.wait({making}, timeout=ACKNOWLEDGE_AFTER_SECONDS)
        if not done:
            await acknowledge()
        return await making
    finally:
        making.cancel()


def _said(text: str) -> Presented:
    """A message of words alone."""
    return Presented(text, None, (), None)


def _refused(refusal: Refusal) -> str:
    """The refusal's own sentence, which may repeat what somebody wrote."""
    return cut(zoned(tame(escaped(str(refusal)))), CONTENT)


def _room(message: discord.Message) -> Room:
    """What the bot may show in the channel of a message."""
    channel = message.channel
    unseen = isinstance(channel, discord.PartialMessageable) or (
        isinstance(channel, discord.Thread) and channel.parent is None
    )
    if message.guild is None or unseen:
        return Room()
    allowed = channel.permissions_for(message.guild.me)
    return Room(embeds=allowed.embed_links, files=allowed.attach_files)

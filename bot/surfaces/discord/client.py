"""The bot's connection to Discord, with everything that it listens to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence

import discord
import yarl

from bot.app import App
from bot.settings import DiscordSettings
from bot.surfaces.chores import CHORES, Chore
from bot.surfaces.commands import COMMANDS, Command
from bot.surfaces.discord.answering import Answering
from bot.surfaces.discord.capturing import Capturing
from bot.surfaces.discord.chores import Chores
from bot.surfaces.discord.clocks import Comparison
from bot.surfaces.discord.controls import Controls
from bot.surfaces.discord.heart import Heart
from bot.surfaces.discord.listening import Listening
from bot.surfaces.discord.posting import Posting
from bot.surfaces.discord.refusals import Unreachable
from bot.surfaces.discord.slash import Tree
from bot.surfaces.discord.syncing import sync
from bot.surfaces.posts import KINDS, Kind

log = logging.getLogger(__name__)

FINISH_WITHIN_SECONDS = 10


def intents(settings: DiscordSettings) -> discord.Intents:
    """The least that the configuration needs: guilds and messages; what others write and who is there, where wanted."""
    wanted = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
    wanted.guild_reactions = True
    wanted.message_content = settings.message_content or bool(settings.unasked_channels)
    wanted.members = settings.members
    return wanted


class Client(discord.AutoShardedClient):
    """The real bot. It keeps nothing in memory that a correct answer would need."""

    def __init__(
        self,
        app: App,
        commands: Sequence[Command] = COMMANDS,
        kinds: Mapping[str, Kind] = KINDS,
        chores: Mapping[str, Chore] = CHORES,
    ) -> None:
        settings = app.settings.discord
        self._comparison = Comparison(app.clock)
        super().__init__(
            intents=intents(settings),
            allowed_mentions=discord.AllowedMentions.none(),
            shard_count=settings.shard_count,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_ratelimit_timeout=60,
            http_trace=self._comparison.trace(),
        )
        self.shard_ids = list(settings.shard_ids) or None
        self.heart = Heart(self, app)
        self.answering = Answering(self, app, commands, self.heart)
        self.tree = Tree(self, self.answering, settings.commands_in)
        self.posting = Posting(self, app, self.answering.presenter, kinds)
        self.chores = Chores(self, app, chores)
        self._settings = settings
        self._controls = Controls(self.answering)
        self._listening = Listening(self, app, self.answering)
        self.capturing = Capturing(self, app, self.answering)

    async def setup_hook(self) -> None:
        """Make old buttons work again, and bring the commands up to date.

        Raises:
            ClockWrong: By what logging in has shown, the host's clock is wrong.
        """
        self._comparison.refuse_if_apart()
        self.add_dynamic_items(*self._controls.items())
        await sync(self.tree)

    async def launch_shards(self) -> None:
        """Connect, by the configuration's gateway if it names one; else by the one that Discord names.

        Raises:
            Unreachable: The configuration's gateway does not answer. The library would try for ever.
        """
        if self._settings.gateway_url:
            await _reach(self._settings.gateway_url)
            if self._settings.shard_count is None:
                self.shard_count, _url, _limits = await self.http.get_bot_gateway()
        await super().launch_shards()

    async def on_ready(self) -> None:
        """Say in the log that the bot is there, and begin with what waits to be sent and done."""
        log.info("connected as %s, in %s guilds", self.user, len(self.guilds))
        self.posting.rounds.start()
        self.chores.start()

    async def on_shard_ready(self, shard_id: int) -> None:
        """Note that a shard is connected."""
        self.heart.connected(shard_id)
        self.capturing.connected()

    async def on_shard_resumed(self, shard_id: int) -> None:
        """Note that a shard is connected again."""
        self.heart.connected(shard_id)
        self.capturing.connected()

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """Note that a shard has lost its connection."""
        self.heart.disconnected(shard_id)

    async def on_message(self, message: discord.Message) -> None:
        """Keep a message that belongs to a town hall, and answer one that is put to the bot."""
        if not await self.capturing.heard(message):
            await self._listening.heard(message)

    async def on_raw_message_edit(self, edited: discord.RawMessageUpdateEvent) -> None:
        """Follow an edit."""
        await self.capturing.edited(edited.message)

    async def on_raw_reaction_add(self, reaction: discord.RawReactionActionEvent) -> None:
        """Note a reaction to what was said in a town hall."""
        await self.capturing.reacted(reaction)

    async def on_raw_reaction_remove(self, reaction: discord.RawReactionActionEvent) -> None:
        """Note that a reaction was taken back."""
        await self.capturing.unreacted(reaction.message_id, str(reaction.emoji), reaction.user_id)

    async def on_raw_reaction_clear(self, cleared: discord.RawReactionClearEvent) -> None:
        """Note that all reactions to a message were taken away."""
        await self.capturing.unreacted(cleared.message_id)

    async def on_raw_reaction_clear_emoji(self, cleared: discord.RawReactionClearEmojiEvent) -> None:
        """Note that all reactions of a sign were taken away."""
        await self.capturing.unreacted(cleared.message_id, str(cleared.emoji))

    async def on_command_done(self, name: str) -> None:
        """Look after what a command has changed."""
        if name.startswith("townhall"):
            self.capturing.rounds.wake()

    async def on_interaction(self, interaction: discord.Interaction[Client]) -> None:
        """Answer forms, and buttons that nobody else knows; and look at the clock."""
        self._comparison.sent(interaction.created_at)
        await self._controls.other(interaction)

    async def on_raw_message_delete(self, deleted: discord.RawMessageDeleteEvent) -> None:
        """Look after a message that somebody has deleted."""
        await self.posting.deleted(deleted.channel_id, [deleted.message_id])
        await self.capturing.deleted(deleted.channel_id, [deleted.message_id])

    async def on_raw_bulk_message_delete(self, deleted: discord.RawBulkMessageDeleteEvent) -> None:
        """Look after messages that somebody has deleted."""
        await self.posting.deleted(deleted.channel_id, deleted.message_ids)
        await self.capturing.deleted(deleted.channel_id, deleted.message_ids)

    async def close(self) -> None:
        """Finish what is under way, then leave."""
        await asyncio.gather(
            self.heart.finish(FINISH_WITHIN_SECONDS),
            self.answering.finish(FINISH_WITHIN_SECONDS),
            self.posting.rounds.finish(FINISH_WITHIN_SECONDS),
            self.chores.rounds.finish(FINISH_WITHIN_SECONDS),
            self.capturing.rounds.finish(FINISH_WITHIN_SECONDS),
        )
        await super().close()


async def _reach(address: str) -> None:
    url = yarl.URL(address)
    try:
        _reader, writer = await asyncio.open_connection(url.host, url.port)
    except OSError as error:
        raise Unreachable(address, error.strerror or type(error).__name__) from error
    writer.close()

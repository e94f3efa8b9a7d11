"""Hearing what is said where a town hall goes on. All that it knows is in the database; what is here spares a look."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from weakref import WeakValueDictionary

import aiohttp
import discord

from bot.app import App
from bot.domain.actors import Role
from bot.domain.meetings.captured import Heard
from bot.domain.meetings.halls import TownHall
from bot.domain.meetings.heard import Right, off_alone, span_switched, typed_mark
from bot.domain.refusals import Refusal
from bot.services.halls.hearing import Answer, AnswerKind
from bot.surfaces.discord.announcing import Announcing
from bot.surfaces.discord.answering import Answering
from bot.surfaces.discord.hearing import heard_of, is_readable, is_remark, without_name
from bot.surfaces.discord.histories import Ears, Histories
from bot.surfaces.discord.rounds import Rounds

log = logging.getLogger(__name__)

LONGEST_PAUSE_SECONDS = 30
SIGNS = {AnswerKind.NOTED: "📝", AnswerKind.OFF: "🔇", AnswerKind.ON: "🔊"}
"""How a mark is acknowledged; one that does not count is answered in words."""


class Capturing:
    """Keeps messages, follows edits and deletions, and makes good what was missed while nobody was there."""

    def __init__(self, client: discord.Client, app: App, answering: Answering) -> None:
        self._client = client
        self._app = app
        self._answering = answering
        # What was deleted of late: it may be in a history that was asked for before.
        self._gone: deque[str] = deque(maxlen=10_000)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._histories = Histories(client, app, Ears(self.taken, self.was_deleted, self.turn))
        self._announcing = Announcing(client, app)
        # Town halls whose channel was looked through since the connection was made.
        self._looked: set[str] = set()
        self.rounds = Rounds(client, "capturing", self.round, app.clock, LONGEST_PAUSE_SECONDS)

    def connected(self) -> None:
        """Look through the channels: something may have been missed."""
        self._looked.clear()
        self.rounds.start()
        self.rounds.wake()

    # -- What happens ------------------------------------------------------------------------------------------------

    async def heard(self, message: discord.Message) -> bool:
        """Keep a message if a town hall is going on; says whether nothing more is to be answered to it."""
        if message.guild is None or not is_remark(message) or not is_readable(self._client, message):
            return False
        try:
            async with self.turn(message.channel.id):
                if not await self._app.capture.listens(f"discord:{message.channel.id}"):
                    return False
                hearing = await self._app.capture.hear(await self.taken(message))
            if hearing.answer is not None:
                await self._answer(message, hearing.answer)
            elif hearing.kept and not self._client.intents.message_content:
                # Where only mentions can be read, nobody would know otherwise that this one was.
                await self._answer(message, Answer(AnswerKind.NOTED))
        except Exception:
            # It is made good at the next look through the history.
            log.exception("a message of channel %s could not be kept", message.channel.id)
            return False
        return hearing.answer is not None or (hearing.kept and not self._client.intents.message_content)

    async def edited(self, message: discord.Message) -> None:
        """Follow an edit."""
        if message.guild is None or not is_remark(message) or not is_readable(self._client, message):
            return
        if message.edited_at is None:
            return
        try:
            async with self.turn(message.channel.id):
                hearing = await self._app.capture.edit(await self.taken(message))
            if hearing.answer is not None:
                await self._answer(message, hearing.answer)
        except Exception:
            log.exception("an edit in channel %s could not be followed", message.channel.id)

    async def deleted(self, channel_id: int, message_ids: Iterable[int]) -> None:
        """Take the text of deleted messages away."""
        gone = [f"discord:{id_}" for id_ in message_ids]
        self._gone.extend(gone)
        try:
            async with self.turn(channel_id):
                await self._app.capture.delete(gone)
        except Exception:
            log.exception("a deletion could not be followed")

    def was_deleted(self, message: str) -> bool:
        """Whether this process has seen of late that a message was deleted."""
        return message in self._gone

    def turn(self, channel_id: int) -> asyncio.Lock:
        """What happens in a channel is taken in one after the other: a message before its deletion."""
        return self._turns.setdefault(channel_id, asyncio.Lock())

    async def reacted(self, reaction: discord.RawReactionActionEvent) -> None:
        """Note a reaction of somebody."""
        me = self._client.user
        if (me is not None and reaction.user_id == me.id) or (reaction.member is not None and reaction.member.bot):
            return
        message, emoji, person = f"discord:{reaction.message_id}", str(reaction.emoji), f"discord:{reaction.user_id}"
        try:
            if await self._app.hall_reactions.react(message, emoji, person, moderates=await self._moderates(reaction)):
                channel = self._client.get_partial_messageable(reaction.channel_id)
                await self._answer(channel.get_partial_message(reaction.message_id), Answer(AnswerKind.NOTED))
        except Exception:
            log.exception("a reaction could not be noted")

    async def _moderates(self, reaction: discord.RawReactionActionEvent) -> bool:
        """Whether a reaction is one of a moderator, where that matters."""
        if reaction.member is None or not self._app.hall_reactions.is_mark(str(reaction.emoji)):
            return False
        return (await self._answering.actor(reaction.member, Role.MODERATOR)).has(Role.MODERATOR)

    async def unreacted(self, message_id: int, emoji: str | None = None, user_id: int | None = None) -> None:
        """Note that reactions were taken away: one, all of a sign, or all."""
        person = None if user_id is None else f"discord:{user_id}"
        try:
            await self._app.hall_reactions.unreact(f"discord:{message_id}", emoji, person)
        except Exception:
            log.exception("that a reaction was taken back could not be noted")

    # -- What was missed ---------------------------------------------------------------------------------------------

    async def round(self) -> datetime | None:
        """Look through the channels that nobody has looked through, and announce what is planned."""
        for hall in await self._app.back_fill.incomplete():
            if hall.closed_at is not None or hall.number not in self._looked:
                await self._look(hall)
        await self._announcing.announce()
        return None

    async def _look(self, hall: TownHall) -> None:
        try:
            found = await self._histories.look(hall)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("the history of town hall %s could not be looked through: %s", hall.number, error)
            return
        if found is None:
            return
        self._looked.add(hall.number)
        channel = self._client.get_partial_messageable(int(hall.channel.partition(":")[2]))
        for message, answer in found.answers:
            await self._answer(channel.get_partial_message(int(message.partition(":")[2])), answer)

    # -- How it is taken and answered --------------------------------------------------------------------------------

    async def taken(self, message: discord.Message) -> Heard:
        """A message without the bot's name before it, and whether its author moderates, where that matters."""
        heard = heard_of(message)
        heard = replace(heard, text=without_name(heard.text, self._client.user))
        typed = typed_mark(heard.text)
        leading = typed is not None and typed.right is Right.LEADING
        if not leading and span_switched(heard.text) is None and not off_alone(heard.text):
            return heard
        author = await self._answering.actor(message.author, Role.MODERATOR)
        return replace(heard, moderates=author.has(Role.MODERATOR))

    async def _answer(self, message: discord.Message | discord.PartialMessage, answer: Answer) -> None:
        try:
            if answer.kind is AnswerKind.NO:
                await self._answering.refuse(message, Refusal(answer.text))
            else:
                await message.add_reaction(SIGNS[answer.kind])
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            log.warning("a mark in channel %s could not be answered: %s", message.channel.id, error)

"""Messages: which of them are put to the bot, and what they ask."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence

import discord

from bot.app import App
from bot.domain.refusals import Refusal
from bot.surfaces.discord.answering import Answering, Request
from bot.texts import _

log = logging.getLogger(__name__)

# A message of these words alone points at another one: "check this", "is that true?", "is it really open source?".
_POINTING = frozenset(
    "a about actually ai all an and answer any anything as assess be bot can check checked checking claim claimed "
    "claims correct could do does fact fact-check facts factually false for genuinely going have hey hi how i if in "
    "info is it judge kindly legit look me message of on one open opinion or please pls post really right so source "
    "statement still sure tell that the there these think this thought thoughts to true truly verdict verify was we "
    "what what's whether wrong yes you your".split()
)
_POINTER = frozenset(
    "check claim claims correct fact-check false it legit message opinion post really right statement sure that these "
    "this thoughts true verify wrong".split()
)
_WORD = re.compile(r"[\w'’.-]*\w")


class Unreadable(Refusal):
    """A message whose text the platform does not show to the bot."""


class Listening:
    """Answers messages that mention the bot, reply to it, or reach it directly; others where it was told to."""

    def __init__(self, client: discord.Client, app: App, answering: Answering) -> None:
        self._client = client
        self._app = app
        self._answering = answering

    async def heard(self, message: discord.Message) -> None:
        """Answer a message, if it is for the bot to answer."""
        if message.author.bot or message.webhook_id or message.is_system():
            return
        if message.guild is None or self._is_addressed(message):
            await self._answer(message)
        elif await self._wants_answer(message):
            await self._answering.message(message, self._ask(message.content), asked=False)

    def _is_addressed(self, message: discord.Message) -> bool:
        me = self._client.user
        if me is not None and me in message.mentions:
            return True
        if message.guild is not None and message.guild.self_role in message.role_mentions:
            return True
        replied = _replied(message)
        return replied is not None and me is not None and replied.author.id == me.id

    async def _answer(self, message: discord.Message) -> None:
        own = self._cleaned(message)
        replied = _replied(message)
        if replied is not None and replied.author != self._client.user and points_elsewhere(own):
            own = self._cleaned(replied)
            if not own:
                await self._answering.refuse(message, _unreadable())
                return
        if own:
            await self._answering.message(message, self._ask(own))
        elif message.guild is not None and not self._is_readable(message):
            await self._answering.refuse(message, _unmentioned())
        else:
            await self._answering.message(message, Request(self._answering.commands["help"], {}, private=False))

    def _is_readable(self, message: discord.Message) -> bool:
        """Whether an empty text is really empty, and not just kept from the bot."""
        return self._client.intents.message_content or self._client.user in message.mentions

    async def _wants_answer(self, message: discord.Message) -> bool:
        if not message.content or not self._may_speak_unasked(message.channel):
            return False
        try:
            return await self._app.unasked.wants_answer(message.content, f"discord:{message.channel.id}")
        except Exception:
            log.exception("a message could not be looked at")
            return False

    def _may_speak_unasked(self, channel: discord.abc.MessageableChannel) -> bool:
        """Whether the operator named the channel, or the channel of the thread."""
        named: Sequence[int] = self._app.settings.discord.unasked_channels
        return channel.id in named or (isinstance(channel, discord.Thread) and channel.parent_id in named)

    def _ask(self, question: str) -> Request:
        return Request(self._answering.commands["ask"], {"question": question}, private=False)

    def _cleaned(self, message: discord.Message) -> str:
        """The text of a message, or of the one it passes on, without the bot's name and with the names of others."""
        forwarded = [snapshot.content for snapshot in message.message_snapshots]
        text = message.content or "\n".join(forwarded)
        names = {str(person.id): f"@{person.display_name}" for person in message.mentions}
        if self._client.user is not None:
            names[str(self._client.user.id)] = ""
        text = re.sub(r"<@!?(\d+)>", lambda match: names.get(match[1], _("somebody")), text)
        if message.guild is not None and message.guild.self_role is not None:
            text = text.replace(message.guild.self_role.mention, "")
        text = re.sub(r"<a?(:\w+:)\d+>", r"\1", text)
        return text.strip(" \t\n,:")


def points_elsewhere(text: str) -> bool:
    """Whether a text asks nothing by itself, but points at the message it replies to."""
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    if not words:
        return True
    return _POINTING.issuperset(words) and not _POINTER.isdisjoint(words)


def _replied(message: discord.Message) -> discord.Message | None:
    """The message that a message replies to, where the platform sent it along."""
    resolved = message.reference.resolved if message.reference else None
    return resolved if isinstance(resolved, discord.Message) else None


def _unreadable() -> Unreadable:
    return Unreadable(
        _(
            "I cannot read that message from here. Open its menu (hold it, or right-click it), then Apps, then "
            "“Check this claim”; or copy the claim into your message to me."
        )
    )


def _unmentioned() -> Unreadable:
    return Unreadable(_("I can only read messages that mention me: mention me in your reply, or use /ask."))

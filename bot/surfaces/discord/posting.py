"""Sending what waits in the outbox: each message once, and its edits a few seconds apart."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import aiohttp
import discord

from bot.app import App
from bot.domain.outboxes import DIRECT, SEND_WITHIN, Claim, Post
from bot.surfaces.discord.presenting import Presented, Presenter, Room
from bot.surfaces.discord.rounds import Rounds
from bot.surfaces.posts import KINDS, Kind
from bot.surfaces.replies import permalinks

log = logging.getLogger(__name__)

CHANNEL = "discord:"
SCHEMES = (CHANNEL, DIRECT)
LONGEST_PAUSE_SECONDS = 5

# Discord documentation, "Opcodes and Status Codes", read 2026-11-21.
_UNKNOWN_MESSAGE = 10008
_BAD_REQUEST = 400

_Channel = discord.DMChannel | discord.PartialMessageable


class Posting:
    """Sends and edits the messages of the outbox, in channels and to people."""

    def __init__(
        self, client: discord.Client, app: App, presenter: Presenter, kinds: Mapping[str, Kind] = KINDS
    ) -> None:
        self._client = client
        self._app = app
        self._presenter = presenter
        self._kinds = kinds
        self._holder = secrets.token_hex(8)
        self.rounds = Rounds(client, "posting", self.round, app.clock, LONGEST_PAUSE_SECONDS)
        app.store.when_queued(self.rounds.wake)

    async def round(self) -> datetime | None:
        """Send everything that is due; returns when something will be due next."""
        outbox, kinds = self._app.outbox, tuple(self._kinds)
        while (due := await outbox.next_due(kinds, SCHEMES)) is not None and due <= self._app.clock():
            claims = await outbox.claim(self._holder, kinds, SCHEMES)
            if not claims:
                break  # another process was quicker
            # One after the other in a channel, so that they come in order; the channels do not wait for each other.
            ordered = sorted(claims, key=_channel_of)
            channels = [list(group) for _channel, group in groupby(ordered, _channel_of)]
            await asyncio.gather(*(self._send_all(group) for group in channels))
        return due

    async def deleted(self, channel_id: int, message_ids: Iterable[int]) -> None:
        """Have those of these messages sent anew that somebody has deleted and that shall stay."""
        lasting = [name for name, kind in self._kinds.items() if kind.anew]
        for id_ in message_ids:
            await self._app.outbox.gone(f"{CHANNEL}{channel_id}", str(id_), lasting)

    async def _send_all(self, claims: Sequence[Claim]) -> None:
        for claim in claims:
            try:
                await self._send(claim)
            except Exception:
                # Nothing is noted then; the message is taken up again when the lease has ended.
                log.exception("what became of post %s could not be noted", claim.id)

    async def _send(self, claim: Claim) -> None:
        if self._app.clock() + SEND_WITHIN > claim.until:
            await self._app.outbox.release(claim)
            return
        try:
            async with asyncio.timeout(SEND_WITHIN.total_seconds()):
                message_id = await self._bring(claim)
        except Exception as error:  # noqa: BLE001 - sorted by what can be done about it
            await self._unsent(claim, error)
        else:
            if message_id is None:
                await self._app.outbox.nothing_to_say(claim)
            else:
                await self._app.outbox.sent(claim, message_id)

    async def _bring(self, claim: Claim) -> str | None:
        """Write a message and send it, or edit the one that is there; None if there is nothing to say."""
        reply = await self._kinds[claim.post.kind].write(self._app, _payload(claim.post))
        if reply is None:
            return None
        channel, room = await self._place(claim.post.channel)
        linked = permalinks.linked(reply, self._app.settings.record_url)
        presented = await self._presenter.present(linked, room, calling=True)
        if claim.message_id is not None:
            await channel.get_partial_message(int(claim.message_id)).edit(**presented.edits())
            return claim.message_id
        return str((await _sent(channel, presented, claim.nonce)).id)

    async def _place(self, name: str) -> tuple[_Channel, Room]:
        """Where a message goes, and what may be shown there."""
        if name.startswith(DIRECT):
            person = discord.Object(int(name.removeprefix(DIRECT)))
            return await self._client.create_dm(person), Room()
        id_ = int(name.removeprefix(CHANNEL))
        known = self._client.get_channel(id_)
        if isinstance(known, discord.abc.GuildChannel):
            allowed = known.permissions_for(known.guild.me)
            return self._client.get_partial_messageable(id_), Room(allowed.embed_links, allowed.attach_files)
        return self._client.get_partial_messageable(id_), Room()

    async def _unsent(self, claim: Claim, error: Exception) -> None:
        post, outbox, cause = claim.post, self._app.outbox, _cause(error)
        if claim.message_id is not None and _is_deleted(error):
            log.info("the message about %s in %s was deleted", post.subject, post.channel)
            await (outbox.lost(claim) if self._kinds[post.kind].anew else outbox.deleted(claim))
        elif _is_lasting(error):
            log.warning("the message about %s cannot be sent to %s: %s", post.subject, post.channel, cause)
            await outbox.give_up(claim, cause)
        else:
            wait = timedelta(seconds=error.retry_after) if isinstance(error, discord.RateLimited) else None
            again_at = await outbox.failed(claim, cause, wait)
            # What is neither the platform's nor the network's doing is a mistake of ours.
            ours = None if isinstance(error, discord.DiscordException | aiohttp.ClientError | OSError) else error
            text = "the message about %s was not sent to %s (%s); next try at %s"
            log.warning(text, post.subject, post.channel, cause, f"{again_at:%H:%M:%S}", exc_info=ours)


async def _sent(channel: _Channel, presented: Presented, nonce: str) -> discord.Message:
    # By the nonce the platform tells a message that it has already, and gives that one back instead of a second.
    return await channel.send(**presented.arguments(), nonce=nonce, suppress_embeds=presented.embed is None)


def _payload(post: Post) -> Mapping[str, Any]:
    """What a message is written from; of a direct one also for whom it is, which stands in its address alone."""
    if not post.channel.startswith(DIRECT):
        return post.payload
    return {**post.payload, "person": f"{CHANNEL}{post.channel.removeprefix(DIRECT)}"}


def _channel_of(claim: Claim) -> str:
    return claim.post.channel


def _is_deleted(error: Exception) -> bool:
    return isinstance(error, discord.NotFound) and error.code == _UNKNOWN_MESSAGE


def _is_lasting(error: Exception) -> bool:
    """Whether trying again is of no use: not allowed, not there, or refused as it is."""
    if isinstance(error, discord.Forbidden | discord.NotFound):
        return True
    return isinstance(error, discord.HTTPException) and error.status == _BAD_REQUEST


def _cause(error: Exception) -> str:
    """What went wrong, in the platform's words, or by the error's name alone: its text might hold anything."""
    if isinstance(error, discord.HTTPException):
        words = error.text.splitlines()[0] if error.text else type(error).__name__
        return f"{words} (HTTP {error.status}, code {error.code})"
    return type(error).__name__

"""How far something slow has come, in the place where its answer will stand."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import discord

from bot.surfaces.discord.lengths import cut

# Whoever waits needs no more, and the platform allows few edits.
EVERY_SECONDS = 2.0
_LONGEST = 200


class Progress:
    """Shows the last word of what an answer is at; an answer that was acknowledged before is edited in place."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._interaction = interaction
        self._text = ""
        self._task: asyncio.Task[None] | None = None
        self.shown = False

    def tell(self, text: str) -> None:
        """Say how far it is; what is said before the last word was shown is passed over."""
        self._text = text
        if self._interaction.response.is_done() and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._show())

    async def _show(self) -> None:
        shown = ""
        while shown != self._text:
            shown = self._text
            # Nobody misses it: the answer comes all the same.
            with suppress(discord.HTTPException):
                await self._interaction.edit_original_response(content=cut(shown, _LONGEST))
                self.shown = True
            await asyncio.sleep(EVERY_SECONDS)

    async def finish(self) -> None:
        """Show no more."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

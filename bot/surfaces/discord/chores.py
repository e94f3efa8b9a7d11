"""Doing the chores that are due, each by one process."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Mapping
from datetime import datetime

import discord

from bot.app import App
from bot.domain.chores import CHORE_WITHIN, ChoreClaim, Every, Rule
from bot.surfaces.chores import CHORES, Chore
from bot.surfaces.discord.rounds import Rounds

log = logging.getLogger(__name__)

LONGEST_PAUSE_SECONDS = 30


class Chores:
    """Does what is due, and what was missed once."""

    def __init__(self, client: discord.Client, app: App, chores: Mapping[str, Chore] = CHORES) -> None:
        self._app = app
        self._chores = chores
        self._rules = {name: chore.rule(app.settings) for name, chore in chores.items()}
        self._wanted = {name: rule for name, rule in self._rules.items() if rule is not None}
        self._scheduled = False
        self._holder = secrets.token_hex(8)
        self.rounds = Rounds(client, "chores", self.round, app.clock, LONGEST_PAUSE_SECONDS)

    def start(self) -> None:
        """Begin, if there is anything to do."""
        if self._chores:
            self.rounds.start()

    async def round(self) -> datetime | None:
        """Do every chore that is due; returns when one will be due next."""
        if not self._scheduled:
            await self._app.chores.schedule(self._rules)
            self._scheduled = True
        names = tuple(self._wanted)
        while (due := await self._app.chores.next_due(names)) is not None and due <= self._app.clock():
            claim = await self._app.chores.claim(self._holder, names)
            if claim is None:
                break  # another process was quicker
            await self._do(claim, self._wanted[claim.name])
        return due

    async def _do(self, claim: ChoreClaim, rule: Rule) -> None:
        try:
            async with asyncio.timeout(CHORE_WITHIN.total_seconds()):
                await self._chores[claim.name].work(self._app)
        except Exception as error:
            again_at = await self._app.chores.failed(claim, rule, type(error).__name__)
            log.exception("chore %s failed; next try at %s", claim.name, again_at.isoformat(timespec="seconds"))
        else:
            await self._app.chores.done(claim, rule)
            # What is done all the time is no news.
            log.log(logging.DEBUG if isinstance(rule, Every) else logging.INFO, "chore %s done", claim.name)

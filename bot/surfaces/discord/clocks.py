"""Comparing this host's clock with Discord's: the one says when a poll is over, the other when a ballot was sent.

Discord's time comes with each of its answers (the header "Date", to the second) and with each interaction (its id).
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp

from bot.domain.clocks import Clock
from bot.surfaces.discord.refusals import ClockWrong

log = logging.getLogger(__name__)

ALLOWED = timedelta(seconds=5)

_SECOND = timedelta(seconds=1)
_WARN_EVERY = timedelta(minutes=10)


class Comparison:
    """How far apart the clocks are.

    ``apart`` is how far this host's clock is before Discord's as far as an answer shows it, less than nothing where it
    is behind; None until there was an answer.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._warned_at: datetime | None = None
        self.apart: timedelta | None = None

    def refuse_if_apart(self) -> None:
        """Refuse to go on with a wrong clock.

        Raises:
            ClockWrong: The clocks are too far apart.
        """
        if self.apart is not None and abs(self.apart) > ALLOWED:
            raise ClockWrong(self.apart)

    def trace(self) -> aiohttp.TraceConfig:
        """What the library's HTTP client takes to have each answer looked at."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._asked)
        config.on_request_end.append(self._answered)
        return config

    def sent(self, at: datetime) -> None:
        """Look at the moment at which Discord says that an interaction was sent, just now."""
        self._warn(self._clock() - at)

    async def _asked(
        self, _session: aiohttp.ClientSession, context: SimpleNamespace, _params: aiohttp.TraceRequestStartParams
    ) -> None:
        context.asked_at = self._clock()

    async def _answered(
        self, _session: aiohttp.ClientSession, context: SimpleNamespace, params: aiohttp.TraceRequestEndParams
    ) -> None:
        date = params.response.headers.get("Date")
        try:
            at = parsedate_to_datetime(date or "")
        except ValueError:
            return
        if at.tzinfo is not None:
            self.apart = difference(context.asked_at, self._clock(), at)
            self._warn(self.apart)

    def _warn(self, apart: timedelta) -> None:
        now = self._clock()
        if abs(apart) <= ALLOWED or (self._warned_at and abs(now - self._warned_at) < _WARN_EVERY):
            return
        self._warned_at = now
        log.warning("this host's clock and Discord's are %.1f seconds apart", apart.total_seconds())


def difference(asked_at: datetime, answered_at: datetime, date: datetime) -> timedelta:
    """How far a clock is at least before the one that dated an answer, in whole seconds; less than nothing if behind.

    Args:
        asked_at: When the request was sent, by the clock.
        answered_at: When the answer came, by the clock.
        date: The date of the answer: any moment of that second.
    """
    if asked_at > date + _SECOND:
        return asked_at - (date + _SECOND)
    if answered_at < date:
        return answered_at - date
    return timedelta(0)

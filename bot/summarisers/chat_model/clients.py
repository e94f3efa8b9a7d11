"""Speaks to an OpenAI-compatible server: one question, one answer, within limits of time and size."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import aiohttp

from bot import __version__
from bot.domain.meetings.model_sentences import Fallback, Step
from bot.summarisers.chat_model.asking import NoAnswer, Progress
from bot.summarisers.chat_model.endpoints import Endpoint
from bot.summarisers.chat_model.requests import TopicRequest

log = logging.getLogger(__name__)

_OK = 200
_TOO_LARGE = 413
_BUSY = 429
_SERVER_ERRORS = 500
# How servers say that they know no schemas.
_NO_SCHEMA = frozenset({400, 415, 422, 501})
_PASSING = frozenset({_BUSY, 500, 502, 503, 504})
_BLOCK_BYTES = 64 * 1024
_LONGEST_HEADER_BYTES = 16 * 1024


@dataclass(frozen=True, slots=True)
class _Response:
    """``body`` is empty where the status says that it is no answer."""

    status: int
    body: bytes
    wait_seconds: float | None = None


class Client:
    """Asks one server."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    async def ask(self, request: TopicRequest, progress: Progress) -> bytes:
        """Ask once; once more where the server says that it is busy, failed, or knows no schemas.

        Raises:
            NoAnswer: Nothing came in time, or nothing that is an answer.
        """
        try:
            async with asyncio.timeout(self._endpoint.timeout_seconds) as limit, self._session() as session:
                return await self._answer(session, request, progress, limit)
        except TimeoutError as error:
            raise NoAnswer(Fallback.OUT_OF_TIME) from error
        except (aiohttp.ClientError, OSError, UnicodeError) as error:
            # A host's name that cannot be one is a UnicodeError of the library that looks it up.
            raise NoAnswer(Fallback.UNREACHABLE) from error

    def _session(self) -> aiohttp.ClientSession:
        headers = {
            "Accept": "application/json",
            # What is packed could unpack to any size.
            "Accept-Encoding": "identity",
            "Content-Type": "application/json",
            "User-Agent": f"osaibot/{__version__}",
        }
        if self._endpoint.key:
            headers["Authorization"] = f"Bearer {self._endpoint.key}"
        return aiohttp.ClientSession(
            headers=headers,
            auto_decompress=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None),
            max_field_size=_LONGEST_HEADER_BYTES,
        )

    async def _answer(
        self, session: aiohttp.ClientSession, request: TopicRequest, progress: Progress, limit: asyncio.Timeout
    ) -> bytes:
        body, again = request.body, False
        progress(Step.ASKED)
        while True:
            response = await self._post(session, body, again=again)
            if response.status == _OK:
                progress(Step.ANSWERED)
                return response.body
            log.warning("the chat model answered with status %s", response.status)
            if response.status in _NO_SCHEMA and body is not request.plain_body:
                body = request.plain_body
                progress(Step.ASKED_WITHOUT_SCHEMA)
                continue
            if again or not self._may_pass(response, limit):
                raise NoAnswer(_fallback(response.status))
            await asyncio.sleep(self._wait(response))
            again = True
            progress(Step.ASKED_AGAIN)

    def _wait(self, response: _Response) -> float:
        return self._endpoint.retry_seconds if response.wait_seconds is None else response.wait_seconds

    def _may_pass(self, response: _Response, limit: asyncio.Timeout) -> bool:
        """Whether it is worth asking again, and there is time for it."""
        end = limit.when()
        left = end - asyncio.get_running_loop().time() if end is not None else 0.0
        return response.status in _PASSING and self._wait(response) < left

    async def _post(self, session: aiohttp.ClientSession, body: str, *, again: bool) -> _Response:
        try:
            # A redirect would carry the key, and what people said, to an address that nobody configured.
            async with session.post(self._endpoint.completions, data=body.encode(), allow_redirects=False) as response:
                if response.status != _OK:
                    response.close()
                    return _Response(response.status, b"", _retry_after(response))
                return _Response(_OK, await self._read(response))
        except aiohttp.ServerDisconnectedError:
            if again:
                raise
            return _Response(_SERVER_ERRORS, b"")

    async def _read(self, response: aiohttp.ClientResponse) -> bytes:
        """Read an answer, holding no more of it than the limit."""
        blocks, size = [], 0
        async for block in response.content.iter_chunked(_BLOCK_BYTES):
            size += len(block)
            if size > self._endpoint.limit_bytes or (response.content_length or 0) > self._endpoint.limit_bytes:
                response.close()
                raise NoAnswer(Fallback.ANSWER_TOO_LARGE)
            blocks.append(block)
        return b"".join(blocks)


def _fallback(status: int) -> Fallback:
    if status == _BUSY:
        return Fallback.BUSY
    if status == _TOO_LARGE:
        return Fallback.TOO_LARGE
    return Fallback.FAILED if status >= _SERVER_ERRORS else Fallback.REFUSED


def _retry_after(response: aiohttp.ClientResponse) -> float | None:
    """How long the server wants to be left alone; a date counts from the server's own clock."""
    told = response.headers.get("Retry-After", "").strip()
    if not told:
        return None
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        until = parsedate_to_datetime(told)
        return max(0.0, (until - parsedate_to_datetime(response.headers.get("Date", ""))).total_seconds())
    except (TypeError, ValueError):
        return None

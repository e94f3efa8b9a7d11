"""An OpenAI-compatible server on loopback that answers by a script, honestly or not: no model is needed."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from aiohttp import web

from bot.summarisers.chat_model import Endpoint

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Heard:
    """A remark as it reached the server."""

    id: str
    by: str | None
    text: str


Answer = Callable[[Sequence[Heard]], str]
"""What a model says about remarks: the words of its answer."""
Script = Callable[["ModelServer", web.Request, dict[str, Any]], Awaitable[web.StreamResponse]]
"""What a server does with a request, whose body is given."""


@dataclass
class ModelServer:
    """A server that does as its script says. ``asked`` are the bodies of the requests, ``keys`` what came as key."""

    script: Script
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    sent_bytes: int = 0
    _runner: web.AppRunner | None = None
    _address: str = ""

    def endpoint(self, **limits: Any) -> Endpoint:
        """Where it is asked, with short limits unless others are given."""
        return Endpoint(self._address, "scripted-1", **{"timeout_seconds": 20.0, "retry_seconds": 0.0, **limits})

    async def __aenter__(self) -> ModelServer:
        """Listen on a free port of this machine alone."""
        app = web.Application(client_max_size=4 * MEGABYTE)
        app.router.add_post("/v1/chat/completions", self._answer)
        self._runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        _host, port = self._runner.addresses[0][:2]
        self._address = f"http://127.0.0.1:{port}/v1"
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _where: TracebackType | None
    ) -> None:
        """Stop at once, whoever still waits for an answer."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.asked.append(body)
        self.keys.append(request.headers.get("Authorization"))
        return await self.script(self, request, body)


def heard(body: dict[str, Any]) -> list[Heard]:
    """Read the remarks out of a request, as a model would see them."""
    _begin, *lines, _end = body["messages"][1]["content"].split("\n")
    return [Heard(**json.loads(line)) for line in lines]


def completion(content: str | None, **more: Any) -> web.Response:
    """An answer in the shape of the protocol."""
    message = {"role": "assistant", "content": content}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return web.json_response({"id": "chatcmpl-1", "object": "chat.completion", "choices": [choice], **more})


def saying(answer: Answer) -> Script:
    """A server whose model says this."""

    async def script(_server: ModelServer, _request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        return completion(answer(heard(body)))

    return script


def answering(*responses: Callable[[], web.Response], then: Answer | None = None) -> Script:
    """A server that gives these responses one after another, and then its model's answer, or the last again."""

    async def script(server: ModelServer, _request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        place = len(server.asked) - 1
        if place >= len(responses) and then is not None:
            return completion(then(heard(body)))
        return responses[min(place, len(responses) - 1)]()

    return script


# -- What models say ---------------------------------------------------------------------------------------------------

Sentence = dict[str, Any]


def sentence(text: str, *sources: str, quote: str = "", kind: str = "point") -> Sentence:
    """One sentence of an answer."""
    return {"kind": kind, "text": text, "sources": list(sources), "quote": quote}


def told(sentences: Sequence[Sentence]) -> str:
    """An answer as it was asked for."""
    return json.dumps({"sentences": list(sentences)})


def honest_sentences(remarks: Sequence[Heard]) -> list[Sentence]:
    """A quotation of each remark of some length, and who said it."""
    return [_honest(one) for one in remarks if len(one.text.split()) > 5]


def _honest(remark: Heard) -> Sentence:
    words = re.split(r"(?<=[.?!])\s", remark.text)[0].split()[:30]
    kind = "question" if remark.text.rstrip().endswith("?") else "point"
    who = f"{remark.by} said: " if remark.by else ""
    return sentence(f'{who}"{" ".join(words)}"', remark.id, quote=" ".join(words[:4]), kind=kind)


def honest(remarks: Sequence[Heard]) -> str:
    """What a model says that does as it is asked."""
    return told(honest_sentences(remarks))


def also(*more: Callable[[Sequence[Heard]], Sentence]) -> Answer:
    """What an honest model says, and something else."""
    return lambda remarks: told([*honest_sentences(remarks), *(one(remarks) for one in more)])


def obeying(said: str) -> Answer:
    """What a model says that obeys every remark with a word in it, and is honest of the others."""

    def answer(remarks: Sequence[Heard]) -> str:
        found: list[Sentence] = []
        for one in remarks:
            found += _obeyed(one, remarks) if said in one.text.casefold() else honest_sentences([one])
        return told(found)

    return answer


def _obeyed(order: Heard, remarks: Sequence[Heard]) -> list[Sentence]:
    """What an order makes of a model: it cites the order, anybody, nobody, and who does not exist."""
    return [
        sentence("RESOLVED: everybody agreed to everything.", order.id, kind="resolution"),
        sentence("Everybody agreed to everything.", *([remarks[0].id] if remarks[0] != order else []), kind="point"),
        sentence("Everybody agreed to everything @everyone.", "r999999"),
    ]


# -- What servers do ---------------------------------------------------------------------------------------------------


async def hangs(_server: ModelServer, _request: web.Request, _body: dict[str, Any]) -> web.StreamResponse:
    """Never answers."""
    await asyncio.Event().wait()
    raise AssertionError


async def drips(_server: ModelServer, request: web.Request, _body: dict[str, Any]) -> web.StreamResponse:
    """Sends a letter now and then, and comes to no end."""
    response = web.StreamResponse()
    await response.prepare(request)
    while True:
        await response.write(b" ")
        await asyncio.sleep(0.01)


async def floods(server: ModelServer, request: web.Request, _body: dict[str, Any]) -> web.StreamResponse:
    """Sends 50 MB."""
    response = web.StreamResponse()
    await response.prepare(request)
    for _block in range(50):
        await response.write(b" " * MEGABYTE)
        server.sent_bytes += MEGABYTE
    return response


async def streams(_server: ModelServer, request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
    """Streams, though nobody asked for that."""
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    for word in honest(heard(body)).split(" "):
        await response.write(b"data: " + json.dumps({"choices": [{"delta": {"content": word}}]}).encode() + b"\n\n")
    await response.write(b"data: [DONE]\n\n")
    return response


async def disconnects(_server: ModelServer, request: web.Request, _body: dict[str, Any]) -> web.StreamResponse:
    """Hangs up without a word."""
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def knows_no_schema(_server: ModelServer, _request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
    """Refuses what it does not know, and answers the rest."""
    if "response_format" in body:
        return web.json_response({"error": {"message": "'response_format' is not supported"}}, status=400)
    return completion(f"```json\n{honest(heard(body))}\n```")


@contextmanager
def running(script: Script) -> Iterator[ModelServer]:
    """A server in a thread of its own, for commands that bring their own loop."""
    server, loop = ModelServer(script), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(10)
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()

"""As much of Discord as a bot needs to come and go, on loopback: for what a simulation in the same process cannot show.

It speaks the parts of the API and the gateway that discord.py uses to log in, bring commands, connect and close.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import WSMsgType, web

BOT = {"id": "1001", "username": "osaibot", "discriminator": "0", "avatar": None, "bot": True, "global_name": None}


@dataclass(slots=True)
class Wire:
    """A Discord on loopback; what it answers can be set, what it was told can be looked at."""

    token: str = "Valid.Token.For_the-bot"
    close_with: int | None = None
    flags: int = 0
    guilds: list[dict[str, Any]] = field(default_factory=list)
    channels: dict[str, dict[str, Any]] = field(default_factory=dict)
    failing_with: int | None = None
    commands: list[dict[str, Any]] = field(default_factory=list)
    brought: int = 0
    identified: list[dict[str, Any]] = field(default_factory=list)
    connected: asyncio.Event = field(default_factory=asyncio.Event)
    closed_with: list[int | None] = field(default_factory=list)
    refused_guilds: bool = False
    base: str = ""

    @property
    def api(self) -> str:
        """The address of the API."""
        return f"{self.base}/api/v10"

    @property
    def gateway(self) -> str:
        """The address of the gateway."""
        return self.base.replace("http", "ws") + "/gateway/"

    def application(self) -> web.Application:
        """The server."""
        application = web.Application()
        application.router.add_get("/gateway/", self._connect)
        application.router.add_route("*", "/api/v10/{path:.*}", self._answer)
        return application

    async def _answer(self, request: web.Request) -> web.Response:
        if self.failing_with:
            return web.Response(status=self.failing_with, text="no")
        if request.headers.get("Authorization") != f"Bot {self.token}":
            return _json({"message": "401: Unauthorized", "code": 0}, status=401)
        path = request.match_info["path"]
        if path.startswith("channels/"):
            channel = self.channels.get(path.removeprefix("channels/"))
            missing = {"message": "Unknown Channel", "code": 10003}
            return _json(channel or missing, status=200 if channel else 404)
        if path.startswith("applications/") and "/guilds/" in path and self.refused_guilds:
            return _json({"message": "Missing Access", "code": 50001}, status=403)
        if path.endswith("/commands") and request.method == "PUT":
            self.brought += 1
            self.commands = [_kept(command) for command in await request.json()]
        answers: dict[str, Any] = {
            "users/@me": BOT,
            "users/@me/guilds": self.guilds,
            "oauth2/applications/@me": self._own_application(),
            "gateway/bot": {"url": self.gateway, "shards": 1, "session_start_limit": {"max_concurrency": 1}},
        }
        return _json(self.commands if path.endswith("/commands") else answers[path])

    def _own_application(self) -> dict[str, Any]:
        return {
            "id": "1001",
            "name": "osaibot",
            "icon": None,
            "description": "",
            "bot_public": True,
            "bot_require_code_grant": False,
            "verify_key": "",
            "flags": self.flags,
            "owner": BOT,
            "team": None,
        }

    async def _connect(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 45000}, "s": None, "t": None})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            told = json.loads(message.data)
            if told["op"] == 2:
                self.identified.append(told["d"])
                if self.close_with:
                    await socket.close(code=self.close_with)
                    break
                await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": self._ready()})
                self.connected.set()
        self.closed_with.append(socket.close_code)
        return socket

    def _ready(self) -> dict[str, Any]:
        return {
            "v": 10,
            "user": BOT,
            "guilds": [],
            "session_id": "s",
            "resume_gateway_url": self.gateway,
            "shard": [0, 1],
            "application": {"id": "1001", "flags": self.flags},
        }


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    """A Discord on loopback."""
    discord_here = Wire()
    runner = web.AppRunner(discord_here.application())
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    discord_here.base = f"http://127.0.0.1:{port}"
    yield discord_here
    await runner.cleanup()


def _kept(command: dict[str, Any]) -> dict[str, Any]:
    """A command as Discord gives it back: with keys of its own, and without what is empty."""
    own = {"id": "1", "application_id": "1001", "version": "2", "default_member_permissions": None, "description": ""}
    return {**own, **_filled(command)}


def _filled(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _filled(value) for key, value in part.items() if value not in (None, False, [], {})}
    return [_filled(value) for value in part] if isinstance(part, list) else part


def _json(answer: Any, status: int = 200) -> web.Response:
    """An answer as Discord sends it: the library takes no content type but the bare one."""
    return web.Response(body=json.dumps(answer), status=status, headers={"Content-Type": "application/json"})

"""Polls in the terminal: what it answers to one line, and handles that a golden file can hold."""

from __future__ import annotations

import io
import itertools
import secrets

import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.surfaces.console import Console, printer


@pytest.fixture
def handles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Handles that are the same in every run."""
    numbers = itertools.count(1)
    monkeypatch.setattr(secrets, "token_hex", lambda size: f"{next(numbers):0{size * 2}x}")


async def say(app: App, actor: Actor, line: str) -> str:
    """What the terminal answers to one line."""
    stream = io.StringIO()
    await Console(app, actor, printer(stream, 120, numbered=True)).read(line)
    return f"> {actor.name}: {line}\n\n{stream.getvalue().rstrip()}\n\n"

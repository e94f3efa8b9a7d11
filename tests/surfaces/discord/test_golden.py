"""What Discord is sent for a few dialogues, kept to be read: the message, its buttons, its menu and its files."""

from __future__ import annotations

import json
from typing import Any

import discord
import pytest

from bot.app import App
from bot.domain.actors import Actor
from bot.surfaces.commands import BY_NAME, Context
from bot.surfaces.discord.presenting import Presented, Presenter
from bot.surfaces.pictures import Painter
from tests.support.golden import Golden

MEMBER = Actor("discord:1", "member")

# A name for the file, the command, and what it is given.
DIALOGUES = {
    "verdict-not-conformant": ("ask", {"question": "is Llama 2 open source AI?"}),
    "ambiguous": ("ask", {"question": "is Grok open source?"}),
    "unknown": ("ask", {"question": "is sqlcoder actually open source?"}),
    "list": ("ask", {"question": "which systems pass osaid 1.0?"}),
    "whatif": ("whatif", {"system": "Llama 2", "facts": "weights: MIT; data information: open, in full, CC-BY-4.0"}),
    "system-table": ("system table", {"name": "mixtral"}),
}


def sent(message: Presented) -> dict[str, Any]:
    """A message as something to be read: long texts line by line, and of the files what people are told of them."""
    embed = message.embed or discord.Embed()
    return {
        "content": message.content,
        "title": embed.title,
        "description": (embed.description or "").splitlines(),
        "footer": (embed.footer.text or "").splitlines(),
        "controls": [control(item) for item in (message.view.children if message.view else ())],
        "files": [{"name": file.filename, "description": file.description} for file in message.files],
    }


def control(item: discord.ui.Item[Any]) -> dict[str, Any]:
    """A button or a menu, without what the platform adds of its own."""
    if isinstance(item, discord.ui.Button):
        return {"button": item.label, "url": item.url} if item.url else {"button": item.label, "id": item.custom_id}
    assert isinstance(item, discord.ui.Select)
    options = [{"label": o.label, "value": o.value, "description": o.description} for o in item.options]
    return {"menu": item.placeholder, "id": item.custom_id, "options": options}


@pytest.mark.parametrize("name", DIALOGUES)
async def test_discord_is_sent_what_it_was(light_app: App, golden: Golden, name: str) -> None:
    command, arguments = DIALOGUES[name]
    reply = await BY_NAME[command].run(Context(light_app, MEMBER), arguments)

    message = await Presenter(BY_NAME, Painter(), None).present(reply)

    golden(f"discord/{name}.json", json.dumps(sent(message), ensure_ascii=False, indent=2) + "\n")

"""Files of meetings for tests, and town halls made of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.app import App
from bot.domain.actors import Actor
from bot.services.halls.finding import Venue
from bot.services.halls.previewing import ImportTyped
from bot.services.halls.viewing import HallView
from tests.support.halls import HERE
from tests.support.polling import FACILITATOR

RECORDING = Path(__file__).parent.parent / "data" / "town-halls" / "recording.txt"
CHAT = (
    "12:00:00 From Ana to Everyone:\n\tTopic: Data\n"
    "12:01:00 From Ben to Everyone:\n\tWe should list the sources of the data.\n"
    "12:01:30 From Ben to Ana (Direct Message):\n\tthis is a secret\n"
    "12:02:00 From Ana to Everyone:\n\tRESOLVED: the sources are listed\n"
)


async def imported(
    app: App,
    content: bytes | str = CHAT,
    name: str = "chat.txt",
    actor: Actor = FACILITATOR,
    venue: Venue = HERE,
    **typed: Any,
) -> HallView:
    """A town hall made of a file."""
    raw = content.encode() if isinstance(content, str) else content
    _preview, view, _new = await app.hall_imports.bring(raw, name, ImportTyped(**typed), venue, actor)
    return view

"""Drafts and their adoption, for tests."""

from __future__ import annotations

from bot.app import App
from bot.definitions import data_root
from bot.domain.actors import Actor
from tests.support.decisions import MIA, a_decision
from tests.support.polling import FACILITATOR


def a_text(version: str = "1.1", shipped: str = "osaid-1.0.yaml", **replaced: str) -> bytes:
    """The file of a draft that asks what a shipped version asks, under another number."""
    before = shipped.removesuffix(".yaml").partition("-")[2]
    text = (data_root() / shipped).read_text(encoding="utf-8")
    text = text.replace(f'version: "{before}"', f'version: "{version}"').replace("status: stable", "status: draft")
    for old, new in replaced.items():
        text = text.replace(old, new)
    return text.encode()


async def a_draft_text(app: App, version: str = "1.1", **replaced: str) -> str:
    """The SHA-256 of a draft that somebody brought."""
    content = a_text(version, **replaced)
    return (await app.adopting.propose(f"osaid-{version}.yaml", content, FACILITATOR)).draft.digest


async def adopted(app: App, version: str = "1.1", actor: Actor = MIA, **changes: str) -> str:
    """The number of a decision that adopts a draft."""
    await a_draft_text(app, version)
    return await a_decision(app, actor, title=f"We adopt {version}", adopts=f"osaid {version}", **changes)

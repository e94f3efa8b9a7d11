"""The JSON Schemas of machine files, which stand in files of their own."""

from __future__ import annotations

import hashlib
from importlib import resources

from bot.surfaces.site.things import Made, Thing


def schema(name: str) -> bytes:
    """The text of a schema."""
    return (resources.files("bot.surfaces.site") / "schemas" / f"{name}.json").read_bytes()


def published(name: str) -> Thing:
    """A schema as a thing of the site."""
    content = schema(name)
    path = f"schemas/{name}.json"

    async def make() -> Made:
        return Made({path: content})

    return Thing(path, hashlib.sha256(content).hexdigest(), make)

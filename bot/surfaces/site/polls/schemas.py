"""The JSON Schemas of what stands beside the pages of polls and components."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from bot.surfaces.site.things import Made

NAMES = ("poll", "polls", "component", "components")
"""What they are called: ``schemas/poll.json``."""


@cache
def contents() -> Mapping[str, bytes]:
    """Each by its name, as it is published."""
    folder = resources.files("bot.surfaces.site.polls") / "schemas"
    return {name: (folder / f"{name}.json").read_bytes() for name in NAMES}


def digest() -> str:
    """Of all of them."""
    return hashlib.sha256(b"\0".join(contents().values())).hexdigest()


def made() -> Made:
    """Their files."""
    return Made({f"schemas/{name}.json": content for name, content in contents().items()})

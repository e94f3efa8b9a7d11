"""The JSON Schemas of machine files: things of the site, and how those are written that follow from types."""

from __future__ import annotations

from importlib import resources
from typing import Any

from pydantic import TypeAdapter

from bot.services.minutes.minutes_json import closed
from bot.surfaces.site.record_files import json_file
from bot.surfaces.site.things import Made, Thing, maker, stamp

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> Thing:
    """A schema that stands in a file of its own, as a thing of the site."""
    return schema_thing(name, schema_text(name))


def schema_text(name: str) -> bytes:
    """The text of such a schema."""
    return (resources.files("bot.surfaces.site") / "schemas" / f"{name}.json").read_bytes()


def schema_file(adapter: TypeAdapter[Any], name: str, title: str) -> bytes:
    """The JSON Schema of a file; no other keys than those it names are allowed.

    Args:
        adapter: What the file is written with.
        name: What the schema is called: ``decision-1``.
        title: What the file is, in words.
    """
    found = adapter.json_schema(mode="serialization")
    head = {"$schema": _DIALECT, "$id": f"{name}.schema.json", "title": title}
    return json_file(head | {key: value for key, value in closed(found).items() if key != "title"})


def schema_thing(name: str, content: bytes) -> Thing:
    """A schema as a thing of the site."""
    path = f"schemas/{name}.json"
    return Thing(path, stamp("schema", content.decode()), maker(Made, {path: content}))

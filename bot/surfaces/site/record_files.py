"""Files for programs that stand beside pages: JSON, CSV and schemas, the same bytes for the same things."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter

from bot.surfaces.csv_files import csv_text
from bot.surfaces.site.things import Made, Thing, stamp
from bot.surfaces.site.words import machine

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_file(tree: object) -> bytes:
    """A file of JSON; keys in the order in which they are given."""
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def dense_json_file(tree: Mapping[str, Any]) -> bytes:
    """An object in a file of JSON that may be large: a line a key, and of a list a line an entry."""
    return ("{\n" + ",\n".join(f"{_json(key)}: {_lines(value)}" for key, value in tree.items()) + "\n}\n").encode()


def _lines(value: Any) -> str:
    if not isinstance(value, list) or not value or not isinstance(value[0], dict | list):
        return _json(value)
    return "[\n" + ",\n".join(map(_json, value)) + "\n]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A file of comma-separated values, moments and days as programs read them."""
    return csv_text(headings, ([_cell(value) for value in row] for row in rows)).encode()


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return machine(value)
    return value.isoformat() if isinstance(value, date) else value


def schema_file(adapter: TypeAdapter[Any], name: str, title: str) -> bytes:
    """The JSON Schema of a file; no other keys than those it names are allowed.

    Args:
        adapter: What the file is written with.
        name: What the schema is called: ``decision-1``.
        title: What the file is, in words.
    """
    found = adapter.json_schema(mode="serialization")
    head = {"$schema": _DIALECT, "$id": f"{name}.schema.json", "title": title}
    return json_file(head | {key: value for key, value in _closed(found).items() if key != "title"})


def schema_thing(name: str, content: bytes) -> Thing:
    """A schema as a thing of the site."""

    async def make() -> Made:
        return Made({f"schemas/{name}.json": content})

    return Thing(f"schemas/{name}.json", stamp("schema", content.decode()), make)


def _closed(found: Any) -> Any:
    if isinstance(found, dict):
        closed = {key: _closed(value) for key, value in found.items()}
        return closed | {"additionalProperties": False} if "properties" in found else closed
    return [_closed(one) for one in found] if isinstance(found, list) else found

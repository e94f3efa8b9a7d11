"""Files for programs that stand beside pages: JSON, CSV and schemas, the same bytes for the same things."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from pydantic import TypeAdapter

from bot.surfaces.site.things import Made, Thing, stamp

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def json_file(tree: object) -> bytes:
    """A file of JSON; keys in the order in which they are given."""
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode()


def csv_file(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A file of comma-separated values; what a spreadsheet would take for a formula has an apostrophe before it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_FORMULA) else text


def instant(at: datetime) -> str:
    """A moment for programs: ``2026-11-21T22:40:12Z``."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


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

"""Files for programs that stand beside pages: JSON, CSV and schemas, the same bytes for the same things."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.surfaces.csv_files import csv_text
from bot.surfaces.site.words import machine


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

"""Tables of verdicts as CSV, JSON and Markdown; `docs/json.md` describes them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from bot.domain.verdicts import VerdictRow
from bot.surfaces.csv_files import csv_text
from bot.surfaces.replies.wording import verdict_word


class Format(StrEnum):
    """How a table of verdicts is written."""

    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


HEADINGS = (
    "system",
    "id",
    "developer",
    "definition",
    "verdict",
    "level",
    "possible level",
    "missing",
    "unknown",
    "oldest evidence",
)

_MARKDOWN = re.compile(r"([\\`*_~|<>#\[\]])")


def write_table(rows: Iterable[VerdictRow], format: Format) -> str:
    """The whole table, in the order of the rows."""
    return _FORMATS[format](rows)


def _csv(rows: Iterable[VerdictRow]) -> str:
    return csv_text(HEADINGS, (_cells(row, row.verdict.value) for row in rows))


def _json(rows: Iterable[VerdictRow]) -> str:
    """A list with one object a line."""
    objects = [json.dumps(_object(row), ensure_ascii=False) for row in rows]
    return "[\n" + ",\n".join(objects) + "\n]\n" if objects else "[]\n"


def _object(row: VerdictRow) -> dict[str, Any]:
    return {
        "system": row.id,
        "name": row.system,
        "developer": row.developer,
        "definition": row.definition,
        "verdict": row.verdict.value,
        "level": row.level,
        "possible_level": row.possible_level,
        "missing": list(row.missing),
        "unknown": list(row.unknown),
        "oldest_evidence": row.oldest.isoformat() if row.oldest else None,
    }


def _markdown(rows: Iterable[VerdictRow]) -> str:
    lines = [_line(HEADINGS), _line(["---"] * len(HEADINGS))]
    for row in rows:
        lines.append(_line([_escaped(cell) for cell in _cells(row, verdict_word(row.verdict))]))
    return "".join(lines)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _escaped(cell: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(cell.split()))


def _cells(row: VerdictRow, verdict: str) -> list[str]:
    return [
        row.system,
        row.id,
        row.developer,
        row.definition,
        verdict,
        row.level or "",
        row.possible_level or "",
        "; ".join(row.missing),
        "; ".join(row.unknown),
        row.oldest.isoformat() if row.oldest else "",
    ]


_FORMATS: Mapping[Format, Callable[[Iterable[VerdictRow]], str]] = {
    Format.CSV: _csv,
    Format.JSON: _json,
    Format.MARKDOWN: _markdown,
}

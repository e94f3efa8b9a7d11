"""Minutes as JSON: the published form for programs, written in one way only and read strictly.

The schema stands beside this module; a test holds it to what is read and written.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from bot.definitions.problems import Problem
from bot.definitions.reading import Document
from bot.domain.meetings.documents import SCHEMA, MinutesDocument
from bot.domain.refusals import Refusal
from bot.texts import _

SCHEMA_FILE = Path(__file__).with_name("minutes-1.schema.json")
LIMIT_BYTES = 64 * 1024 * 1024
_TOLD = 20
_ADAPTER = TypeAdapter(MinutesDocument)


class BadMinutes(Refusal):
    """A file that holds no minutes, or not such as can be kept; ``problems`` are all that was found."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


def written(document: MinutesDocument) -> bytes:
    """The file of minutes; the same minutes give the same bytes."""
    tree = _ADAPTER.dump_python(document, mode="json")
    # What a file is stands at its head.
    ordered = {"schema": tree.pop("schema"), **tree}
    return (json.dumps(ordered, ensure_ascii=False, indent=1) + "\n").encode()


def kept(document: MinutesDocument) -> str:
    """Minutes as the database keeps them: the same on one line, which takes a tenth of the time to write."""
    return _ADAPTER.dump_json(document).decode()


def recalled(text: str) -> MinutesDocument:
    """Minutes that `kept` wrote."""
    return _ADAPTER.validate_json(text, strict=True)


def read(content: bytes, file: str = "minutes.json") -> MinutesDocument:
    """Read a file of minutes.

    Args:
        file: How the file is called in sentences.

    Raises:
        BadMinutes: It is none; with every problem that was found.
    """
    found = Document.of_tree(file, _tree(content, file))
    document = found.read_as(_ADAPTER)
    if document is None or found.problems:
        told = "\n".join(str(problem) for problem in found.problems[:_TOLD])
        raise BadMinutes(
            _("{file} does not hold minutes:\n{problems}").format(file=file, problems=told), tuple(found.problems)
        )
    return document


def schema() -> dict[str, Any]:
    """The schema of the file."""
    found = _ADAPTER.json_schema(mode="serialization")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "minutes-1.schema.json",
        "title": f"Minutes of a town hall ({SCHEMA})",
    }
    return head | {key: value for key, value in closed(found).items() if key != "title"}


def schema_text() -> str:
    """The file of the schema."""
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


def _tree(content: bytes, file: str) -> Any:
    if len(content) > LIMIT_BYTES:
        raise BadMinutes(_("{file} is larger than {limit} MB.").format(file=file, limit=LIMIT_BYTES // 1024**2))
    try:
        tree = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise BadMinutes(_("{file} is no UTF-8 text.").format(file=file)) from error
    except (ValueError, RecursionError) as error:
        raise BadMinutes(_("{file} is no JSON: {why}.").format(file=file, why=str(error)[:200])) from error
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA:
        raise BadMinutes(_("{file} holds no minutes: its schema is not “{schema}”.").format(file=file, schema=SCHEMA))
    return tree


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        (twice, _times), *_rest = Counter(key for key, _value in pairs).most_common(1)
        raise ValueError(f"the key {twice[:60]!r} stands twice")
    return found


def closed(found: Any) -> Any:
    """A schema that allows no other keys than those it names."""
    if isinstance(found, dict):
        parts = {key: closed(value) for key, value in found.items()}
        return parts | {"additionalProperties": False} if "properties" in found else parts
    return [closed(one) for one in found] if isinstance(found, list) else found

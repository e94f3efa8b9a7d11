"""Minutes as JSON: the published form for programs, written in one way only and read strictly.

The schema stands beside this module; a test holds it to what is read and written.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
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


_PERSONS = frozenset({"id", "author", "by", "owner", "person", "persons_not_represented"})
"""Where persons stand in the file; parts have ids too, which no account looks like."""


class BadMinutes(Refusal):
    """A file that holds no minutes, or not such as can be kept; ``problems`` are all that was found."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


def written(document: MinutesDocument) -> bytes:
    """The file of minutes; the same minutes give the same bytes."""
    return _filed(_ADAPTER.dump_python(document, mode="json"))


def published(document: MinutesDocument) -> bytes:
    """The same file for everybody: whoever is named is so by the name that they chose, and by no account."""
    tree = _ADAPTER.dump_python(document, mode="json")
    return _filed(_without_accounts(tree, _public_ids(document)))


def _public_ids(document: MinutesDocument) -> Mapping[str, str]:
    """What stands for each account, as for speakers of imported files who have none; a number tells two of one name."""
    found: dict[str, str] = {}
    for one in document.people:
        several = sum(found_ == f"name:{one.name}" for found_ in found.values())
        found[one.id] = f"name:{one.name} ({len(found) + 1})" if several else f"name:{one.name}"
    return found


def _without_accounts(tree: Any, ids: Mapping[str, str], key: str = "") -> Any:
    if isinstance(tree, dict):
        return {name: _without_accounts(one, ids, name) for name, one in tree.items()}
    if isinstance(tree, list):
        return [_without_accounts(one, ids, key) for one in tree]
    return ids.get(tree, tree) if key in _PERSONS and isinstance(tree, str) else tree


def _filed(tree: dict[str, Any]) -> bytes:
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

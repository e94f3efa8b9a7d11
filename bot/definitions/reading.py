"""YAML read strictly: duplicate keys refused, dates left as text, every problem with its line."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.definitions.problems import Problem

T = TypeVar("T")
Place = tuple[str | int, ...]

# What texts in files look like; a text that does not is told in words.
ADDRESS = r"^https?://\S+$"
DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
NAME = r"^[a-z0-9][a-z0-9.+_-]*$"

# LibYAML's parser where PyYAML was built with it (every wheel is), else the slower one that gives the same.
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """The C loader, with text for what YAML 1.1 would turn into dates, and a note of every duplicate key."""

    def __init__(self, stream: Any) -> None:
        super().__init__(stream)
        self.duplicates: list[tuple[str, int]] = []

    def construct_mapping(self, node: MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """Build a mapping and note keys that come twice."""
        seen: set[str] = set()
        for key, _value in node.value:
            if isinstance(key, ScalarNode):
                if key.value in seen:
                    self.duplicates.append((key.value, key.start_mark.line + 1))
                seen.add(key.value)
        built: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return built


def _without(tags: set[str]) -> dict[str, list[tuple[str, Any]]]:
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.items()
    return {letter: [pair for pair in pairs if pair[0] not in tags] for letter, pairs in resolvers}


_TIMESTAMP, _BOOL = "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = _without({_TIMESTAMP, _BOOL})
# "no" and "off" are words here (a licence has "use_restrictions: no"); only true and false are truth values.
_Loader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), list("tf"))


class Document:
    """One file as read: its tree, its problems so far, and whether it had the shape that it was last read as.

    ``digest`` is the sha256 of the bytes that were read; empty where there was no file.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self.tree: Any = None
        self.digest = ""
        self.fits = False
        self._lines: Node | None = None
        self._load()

    @classmethod
    def of(cls, path: Path, root: Path) -> Document:
        """Read a file; a file that is no UTF-8 text is a problem, not an exception."""
        name = path.relative_to(root).as_posix()
        try:
            content = path.read_bytes()
            document = cls(name, content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            return cls._unreadable(name, f"expected UTF-8 text, found other bytes at position {error.start}")
        except FileNotFoundError:
            return cls._unreadable(name, "expected this file, found none")
        except OSError as error:
            return cls._unreadable(name, f"expected a file that can be read ({error.strerror})")
        document.digest = hashlib.sha256(content).hexdigest()
        return document

    @classmethod
    def _unreadable(cls, name: str, expected: str) -> Document:
        document = cls(name, "")
        document.problems = [Problem(name, 0, "", expected)]
        return document

    @classmethod
    def of_tree(cls, file: str, tree: Any) -> Document:
        """A file whose tree was kept, without its text; its problems have no lines."""
        document = cls(file, "")
        document.tree = tree
        return document

    def _load(self) -> None:
        try:
            loader = _Loader(self.text)
            self.tree = loader.get_single_data()
        except (yaml.YAMLError, ValueError) as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 0
            what = getattr(error, "problem", None) or str(error).splitlines()[0]
            self.problems.append(Problem(self.file, line, "", f"not valid YAML: {what}"))
            return
        for key, line in loader.duplicates:
            self.problems.append(Problem(self.file, line, key, "expected each key once, found it again"))

    def problem(self, place: Iterable[str | int], expected: str) -> None:
        """Note something wrong at a place in the tree."""
        where = tuple(place)
        self.problems.append(Problem(self.file, self.line(where), path_of(where), expected))

    def line(self, place: Place) -> int:
        """The line of a place, or of the closest place above it that exists; 0 for an unreadable file."""
        if self._lines is None:
            try:
                self._lines = yaml.compose(self.text, Loader=_Base)
            except (yaml.YAMLError, ValueError):
                return 0
        node, line = self._lines, 1
        for step in place:
            found = _step(node, step)
            if found is None:
                break
            node, line = found
        return line

    def read_as(self, adapter: TypeAdapter[T]) -> T | None:
        """Check the tree against a shape; None, and problems, where it does not fit."""
        self.fits = False
        if self.problems:
            return None
        try:
            found = adapter.validate_json(json.dumps(self.tree, default=str), strict=True, extra="forbid")
        except ValidationError as error:
            for details in error.errors(include_url=False):
                self.problem(_real(details["loc"]), _expected(details))
            return None
        except (ValueError, RecursionError):
            self.problem((), "expected no anchor that holds itself, and no hundreds of levels")
            return None
        self.fits = True
        return found


def _step(node: Node | None, step: str | int) -> tuple[Node, int] | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == str(step):
                return value, key.start_mark.line + 1
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item, item.start_mark.line + 1
    return None


def path_of(place: Place) -> str:
    """A place in a tree as people read it: ``levels[0].requires``."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.removeprefix(".")


def _real(place: Place) -> Place:
    """Leave out what pydantic adds to a place for its own sake."""
    return tuple(step for step in place if step != "[key]")


_PATTERNS = {
    ADDRESS: "an address that begins with http:// or https://",
    DAY: 'a date in quotes, as exact as it is known, such as "2026", "2026-05" or "2026-05-11"',
    NAME: "lower-case letters, digits and the signs . + _ -",
}


def _expected(details: Any) -> str:
    found = details.get("input")
    match details["type"]:
        case "missing" | "missing_argument":
            return "expected this key, found none"
        case "extra_forbidden" | "unexpected_keyword_argument":
            return "expected no such key"
        case "string_type" if isinstance(found, int | float) and not isinstance(found, bool):
            return f"expected text, found the number {found}: put versions and dates in quotes"
        case "enum" | "literal_error":
            return f"expected one of {details['ctx']['expected']}, found {found!r}"
        case "date_from_datetime_parsing" | "date_parsing" | "date_from_datetime_inexact":
            return f'expected a date such as "2026-05-11", found {found!r}'
        case "string_pattern_mismatch" if details["ctx"]["pattern"] in _PATTERNS:
            return f"expected {_PATTERNS[details['ctx']['pattern']]}, found {found!r}"
        case "string_too_short":
            return "expected text, found none"
        case "dataclass_type":
            return f"expected keys and values, found {json.dumps(found, default=str)[:80]}"
    shown = json.dumps(found, default=str)
    return f"{details['msg'].replace('Input should be', 'expected')}, found {shown[:80]}"

"""YAML read strictly: duplicate keys refused, dates left as text, every problem with its line."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from bot.definitions.problems import Problem
from bot.definitions.trees import LIMIT_BYTES, Place, grow

T = TypeVar("T")

# What texts in files look like; a text that does not is told in words.
ADDRESS = r"^https?://\S+$"
DAY = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
NAME = r"^[a-z0-9][a-z0-9.+_-]*$"
# It stands in addresses and in names of files.
VERSION = r"^[A-Za-z0-9][A-Za-z0-9.+_-]*$"

# Enough to see what is wrong with a file; a hostile one has tens of thousands.
LIMIT_PROBLEMS = 100
# How much is shown of what was found, and of a whole sentence about it.
LIMIT_SHOWN = 80
LIMIT_SENTENCE = 1000


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
        self._lines: dict[Place, int] | None = None
        self._load()

    @classmethod
    def of(cls, path: Path, root: Path) -> Document:
        """Read a file; a file that is no UTF-8 text is a problem, not an exception."""
        name = path.relative_to(root).as_posix()
        try:
            with path.open("rb") as file:
                # Not the size that the file system tells: a device or a pipe has none, and no end.
                content = file.read(LIMIT_BYTES + 1)
        except FileNotFoundError:
            return cls.unreadable(name, "expected this file, found none")
        except OSError as error:
            return cls.unreadable(name, f"expected a file that can be read ({error.strerror})")
        if len(content) > LIMIT_BYTES:
            return cls.unreadable(name, f"expected at most {LIMIT_BYTES} bytes, found more")
        return cls.of_bytes(name, content)

    @classmethod
    def of_bytes(cls, name: str, content: bytes) -> Document:
        """Read what a file holds."""
        try:
            document = cls(name, content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            return cls.unreadable(name, *_not_utf8(content, error.start))
        document.digest = hashlib.sha256(content).hexdigest()
        return document

    @classmethod
    def unreadable(cls, name: str, expected: str, line: int = 0) -> Document:
        """A file that could not be read, with the one problem that says why."""
        document = cls(name, "")
        document.problems = [Problem(name, line, "", expected)]
        return document

    @classmethod
    def of_tree(cls, file: str, tree: Any) -> Document:
        """A file whose tree was kept, without its text; its problems have no lines."""
        document = cls(file, "")
        document.tree = tree
        return document

    def _load(self) -> None:
        tree = grow(self.text)
        self.tree = tree.root
        for flaw in tree.flaws:
            self._note(Problem(self.file, flaw.line, path_of((flaw.key,)), flaw.expected))

    def problem(self, place: Iterable[str | int], expected: str) -> None:
        """Note something wrong at a place in the tree."""
        where = tuple(place)
        self._note(Problem(self.file, self.line(where), path_of(where), _readable(expected, LIMIT_SENTENCE)))

    def _note(self, problem: Problem) -> None:
        if len(self.problems) < LIMIT_PROBLEMS:
            self.problems.append(problem)
        elif len(self.problems) == LIMIT_PROBLEMS:
            self.problems.append(Problem(self.file, 0, "", f"more than these {LIMIT_PROBLEMS} problems"))

    def line(self, place: Place) -> int:
        """The line of a place, or of the closest place above it that exists."""
        if self._lines is None:
            self._lines = grow(self.text, with_lines=True).lines
        for length in range(len(place), 0, -1):
            if line := self._lines.get(place[:length]):
                return line
        return 1

    def read_as(self, adapter: TypeAdapter[T]) -> T | None:
        """Check the tree against a shape; None, and problems, where it does not fit."""
        self.fits = False
        if self.problems:
            return None
        try:
            found = adapter.validate_json(json.dumps(self.tree), strict=True, extra="forbid")
        except ValidationError as error:
            for details in error.errors(include_url=False):
                self.problem(_real(details["loc"]), _expected(details))
            return None
        self.fits = True
        return found


def _not_utf8(content: bytes, position: int) -> tuple[str, int]:
    """What to say of bytes that are no UTF-8, and the line of the first of them."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "expected UTF-8 text, found UTF-16 or UTF-32: save the file as UTF-8", 1
    line = content.count(b"\n", 0, position) + 1
    return f"expected UTF-8 text, found other bytes at position {position}: save the file as UTF-8", line


def path_of(place: Place) -> str:
    """A place in a tree as people read it: ``levels[0].requires``."""
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f".{_readable(step)}"
    return text.removeprefix(".")


def _readable(text: str, limit: int = LIMIT_SHOWN) -> str:
    """What a file holds as people read it: on one line, and short."""
    plain = text if text.isprintable() else repr(text)[1:-1]
    return plain if len(plain) <= limit else f"{plain[:limit]}…"


def _shown(found: Any) -> str:
    text = repr(found)
    return text if len(text) <= LIMIT_SHOWN else f"{text[:LIMIT_SHOWN]}…"


def _real(place: Place) -> Place:
    """Leave out what pydantic adds to a place for its own sake."""
    return tuple(step for step in place if step != "[key]")


_PATTERNS = {
    ADDRESS: "an address that begins with http:// or https://",
    DAY: 'a date in quotes, as exact as it is known, such as "2026", "2026-05" or "2026-05-11"',
    NAME: "lower-case letters, digits and the signs . + _ -",
    VERSION: 'letters, digits and the signs . + _ -, such as "1.1" or "1.1-RC1"',
}


def _expected(details: Any) -> str:
    found = details.get("input")
    match details["type"]:
        case "missing" | "missing_argument":
            return "expected this key, found none"
        case "extra_forbidden" | "unexpected_keyword_argument":
            return "expected no such key"
        case "string_type" if isinstance(found, int | float) and not isinstance(found, bool):
            return f"expected text, found the number {_shown(found)}: put versions and dates in quotes"
        case "enum" | "literal_error":
            return f"expected one of {details['ctx']['expected']}, found {_shown(found)}"
        case "date_from_datetime_parsing" | "date_parsing" | "date_from_datetime_inexact":
            return f'expected a date such as "2026-05-11", found {_shown(found)}'
        case "string_pattern_mismatch" if details["ctx"]["pattern"] in _PATTERNS:
            return f"expected {_PATTERNS[details['ctx']['pattern']]}, found {_shown(found)}"
        case "string_too_short":
            return "expected text, found none"
        case "dataclass_type":
            return f"expected keys and values, found {json.dumps(found)[:LIMIT_SHOWN]}"
    return f"{details['msg'].replace('Input should be', 'expected')}, found {json.dumps(found)[:LIMIT_SHOWN]}"

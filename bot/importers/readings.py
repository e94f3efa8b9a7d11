"""What came of reading one file, and the checks that readers share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.definitions.problems import Problem
from bot.definitions.reading import Document
from bot.domain.openness_index import Score
from bot.domain.openness_tool import Grading
from bot.domain.systems import Entry

Place = tuple[str | int, ...]
NAME_LENGTH, NOTE_LENGTH = 200, 300


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as read. ``entry`` is None where it is broken: nothing of it is kept then.

    ``problems`` may stand beside an entry, where something is odd that breaks nothing. ``grading`` is the Model
    Openness Tool's, ``score`` the index's; each is None for other files, and where it cannot be computed.
    """

    file: str
    entry: Entry | None = None
    problems: tuple[Problem, ...] = ()
    grading: Grading | None = None
    score: Score | None = None


class Checked:
    """Reads values of a document; whatever has the wrong type is noted with its place, and read as nothing."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def mapping(self, value: Any, place: Place) -> Mapping[str, Any] | None:
        """Keys and values; None, and a problem, where it is something else."""
        if isinstance(value, dict) and all(isinstance(key, str) for key in value):
            return value
        self.document.problem(place, f"expected keys and values, found {shown(value)}")
        return None

    def optional(self, value: Any, place: Place) -> Mapping[str, Any]:
        """Keys and values, or none."""
        return {} if value is None else self.mapping(value, place) or {}

    def items(self, value: Any, place: Place) -> list[Any]:
        """A list."""
        if isinstance(value, list):
            return value
        self.document.problem(place, f"expected a list, found {shown(value)}")
        return []

    def text(self, holder: Mapping[str, Any], key: str, place: Place, *, limit: int = 2000) -> str | None:
        """A text of one mapping, as written; None where there is none."""
        value = holder.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.document.problem((*place, key), f"expected text, found {shown(value)}")
            return None
        if len(value) > limit:
            self.document.problem((*place, key), f"expected at most {limit} characters, found {len(value)}")
            return None
        if any(unicodedata.category(letter) in ("Cc", "Cs") and not letter.isspace() for letter in value):
            self.document.problem((*place, key), "expected text without control characters")
            return None
        return value

    def name(self, holder: Mapping[str, Any], key: str, place: Place) -> str:
        """A name that has to be there."""
        before = len(self.document.problems)
        found = self.text(holder, key, place, limit=NAME_LENGTH)
        if (found is None or not found.strip()) and len(self.document.problems) == before:
            self.document.problem((*place, key), "expected a name, found none")
        return " ".join((found or "").split())


def shown(value: Any) -> str:
    """A wrong value, for the one who has to mend it; short, whatever it holds."""
    match value:
        case None:
            return "nothing"
        case dict():
            return "keys and values"
        case list():
            return "a list"
        case str():
            return f"the text {value[:40]!r}"
    return f"{value!r}"[:60]


_SPEAKING = re.compile(r"[\\`*~|<>#\[\]@]")
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn")


def harmless(text: str, limit: int = NOTE_LENGTH) -> str:
    """What a stranger wrote, on one line, without signs that a chat would act on, and without letters nobody sees."""
    seen = "".join(" " if unicodedata.category(letter) in _UNSEEN else letter for letter in text)
    plain = " ".join(_SPEAKING.sub(" ", seen).split())
    return plain if len(plain) <= limit else plain[: limit - 1].rstrip() + "…"


def address(folder: str, file: str) -> str:
    """The address of a file in a project's repository."""
    return f"{folder}/{quote(file, safe='')}"

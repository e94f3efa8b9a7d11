"""A poll's charter as canonical JSON, and back.

The same charter is always the same text, whatever the machine: keys sorted, no blanks, no binary fractions (a fraction
is a text such as "2/3"), moments in UTC, spans in whole seconds.
"""

from __future__ import annotations

import hashlib
import json
import typing
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar

from bot.domain.polls.charters import Charter
from bot.domain.polls.parameters import filled, shown, values
from bot.domain.polls.rulebooks import RULES

T = TypeVar("T")


def written(value: Any) -> str:
    """A value as canonical JSON."""
    return written_plain(tree(value))


def written_plain(value: Any) -> str:
    """What is made of plain JSON types already, as canonical JSON."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    """The SHA-256 of a canonical form, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def tree(value: Any) -> Any:
    """A value as plain JSON types."""
    if isinstance(value, Charter):
        return _counting(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: tree(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [tree(part) for part in value]
    return _plain(value)


def _plain(value: Any) -> Any:
    match value:
        case Fraction():
            return f"{value.numerator}/{value.denominator}" if value.denominator != 1 else str(value.numerator)
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
        case timedelta():
            return round(value.total_seconds())
        case StrEnum():
            return value.value
        case None | bool() | int() | str():
            return value
    raise TypeError(f"{type(value).__name__} has no canonical form")


def _counting(charter: Charter) -> dict[str, Any]:
    """How a poll is counted; a rule's parameters are written as they would be typed."""
    found = {one.name: getattr(charter, one.name) for one in fields(charter)}
    found["parameters"] = None
    found["alternatives"] = None
    made = {name: tree(value) for name, value in found.items()}
    made["parameters"] = _parameters(charter.parameters)
    made["alternatives"] = {rule: _parameters(given) for rule, given in charter.alternatives.items()}
    return made


def _parameters(given: Any) -> dict[str, str]:
    return {name: shown(value) for name, value in values(given).items() if value not in (None, ())}


def read(kind: type[T], text: str) -> T:
    """A value from its canonical JSON."""
    found: T = value_of(kind, json.loads(text))
    return found


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return typing.get_type_hints(kind)


def value_of(kind: Any, found: Any) -> Any:
    """A value of a kind from plain JSON types."""
    if kind is Charter:
        return _counting_of(found)
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is UnionType:
        return (
            None
            if found is None
            else value_of(_fitting([part for part in inner if part is not NoneType], found), found)
        )
    if origin is tuple:
        return tuple(value_of(inner[0], part) for part in found)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: value_of(hints[name], part) for name, part in found.items()})
    return _READERS.get(kind, kind)(found)


def _fitting(kinds: Sequence[Any], found: Any) -> Any:
    """The kind that a value is of: of several, the first that has its fields."""
    if len(kinds) == 1:
        return kinds[0]
    return next(kind for kind in kinds if set(found) <= {one.name for one in fields(kind)})


_READERS: Mapping[Any, Callable[[Any], Any]] = {
    datetime: datetime.fromisoformat,
    timedelta: lambda seconds: timedelta(seconds=seconds),
}


def _counting_of(found: Mapping[str, Any]) -> Charter:
    hints = _hints(Charter)
    special = ("parameters", "alternatives")
    given = {name: value_of(hints[name], part) for name, part in found.items() if name not in special}
    parameters = filled(RULES[found["rule"]].parameters, found["parameters"])
    others = {rule: filled(RULES[rule].parameters, texts) for rule, texts in found["alternatives"].items()}
    return Charter(**given, parameters=parameters, alternatives=others)

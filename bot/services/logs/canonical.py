"""JSON in the one way in which it can be written, so that its digest says what it says.

Source: RFC 8785, read 2026-11-28.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import rfc8785

LIMIT_NUMBER = 2**53 - 1
"""The largest number that every reader of JSON takes for what it is."""

_ENCODED = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def written(tree: Any) -> bytes:
    """JSON as bytes.

    Raises:
        ValueError: It holds what cannot be written in one way: a fraction, a huge number, half a character.
    """
    try:
        _check(tree)
        return encoded(tree)
    except RecursionError as error:
        raise ValueError("it cannot be written: it is too deep") from error


def encoded(tree: Any) -> bytes:
    """JSON as bytes, of what is known to hold no fraction and no huge number.

    Raises:
        ValueError: It holds half a character.
    """
    text = _ENCODED(tree)
    if text.isascii():
        # Of ASCII alone the standard library writes the same bytes, and leaves are many.
        return text.encode()
    try:
        return rfc8785.dumps(tree)
    except (rfc8785.CanonicalizationError, UnicodeError) as error:
        raise ValueError(f"it cannot be written: {error}") from error


def read(content: bytes) -> Any:
    """Read JSON that was written here; strictly: another way to write the same is refused.

    Raises:
        ValueError: It is not as it would be written here.
    """
    try:
        tree = _DECODED(content.decode())
        if encoded(tree) == content:
            return tree
    except (ValueError, RecursionError) as error:
        raise ValueError("it is no canonical JSON") from error
    raise ValueError("it is no canonical JSON")


def _number(text: str) -> int:
    number = int(text)
    if abs(number) > LIMIT_NUMBER:
        raise ValueError("it holds a huge number")
    return number


def _refused(text: str) -> None:
    raise ValueError(f"it holds {text}")


_DECODED = json.JSONDecoder(parse_int=_number, parse_float=_refused, parse_constant=_refused).decode


def _check(tree: Any) -> None:
    if tree is None or isinstance(tree, str | bool):
        return
    if isinstance(tree, int) and abs(tree) <= LIMIT_NUMBER:
        return
    if isinstance(tree, dict) and all(isinstance(name, str) for name in tree):
        values: Iterable[Any] = tree.values()
    elif isinstance(tree, list | tuple):
        values = tree
    else:
        raise ValueError("it cannot be written: it holds a fraction, a huge number, or something that is no JSON")
    for value in values:
        _check(value)

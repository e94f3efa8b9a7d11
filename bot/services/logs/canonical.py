"""JSON in the one way in which it can be written, so that its digest says what it says.

Source: RFC 8785, read 2026-11-28.
"""

from __future__ import annotations

import json
from typing import Any

import rfc8785


def written(tree: Any) -> bytes:
    """JSON as bytes.

    Raises:
        ValueError: It holds what cannot be written in one way: a fraction, a huge number, half a character.
    """
    _refuse_fractions(tree)
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
        tree = json.loads(content)
        if written(tree) == content:
            return tree
    except (ValueError, RecursionError) as error:
        raise ValueError("it is no canonical JSON") from error
    raise ValueError("it is no canonical JSON")


def _refuse_fractions(tree: Any) -> None:
    if isinstance(tree, float):
        raise ValueError("it holds a fraction")
    values = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list | tuple) else ()
    for value in values:
        _refuse_fractions(value)

"""Licence expressions: "Apache-2.0 OR MIT", "GPL-2.0-only AND CC-BY-4.0"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from license_expression import ExpressionError, LicenseSymbol
from license_expression import Licensing as Grammar

from bot.domain.licences import MIXED, NONE_STATED, Licensing

# The shipped facts name three in one expression at most; reading one takes time that doubles with every choice more.
LIMIT_LICENCES = 10
_BETWEEN = re.compile(r"\b(?:and|or)\b", flags=re.IGNORECASE)


class Expressions:
    """Reads licence expressions over the ids of the licence table."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._ids = frozenset(ids)

    @cached_property
    def _grammar(self) -> Any:
        return Grammar([LicenseSymbol(id_) for id_ in sorted(self._ids)])

    def parse(self, text: str) -> Licensing:
        """Read an expression, or one of the words "none-stated" and "mixed".

        Raises:
            ValueError: It is not an expression, or names a licence that is not in the table; the message says which.
        """
        if text in (NONE_STATED, MIXED):
            return Licensing(text)
        if text in self._ids:
            return Licensing(text, ((text,),))
        if len(_BETWEEN.findall(text)) >= LIMIT_LICENCES:
            raise ValueError(f"expected at most {LIMIT_LICENCES} licences in one expression, found more")
        try:
            tree = self._grammar.parse(text, validate=True, strict=True)
        except ExpressionError as error:
            raise ValueError(f"expected licences of vocabulary/licences.yaml, found {text!r} ({error})") from error
        except (IndexError, AssertionError) as error:  # what the grammar makes of "()" and of "(OR MIT)"
            raise ValueError(f"expected licences of vocabulary/licences.yaml, found {text!r}") from error
        if tree is None:
            raise ValueError("expected a licence, found empty text")
        return Licensing(text, _alternatives(self._grammar.dnf(tree)))


def _alternatives(tree: Any) -> tuple[tuple[str, ...], ...]:
    """Read a tree in disjunctive normal form as a choice of combinations."""
    choices = tree.args if type(tree).__name__ == "OR" else (tree,)
    return tuple(tuple(symbol.key for symbol in choice.get_symbols()) for choice in choices)

"""Licences as other projects write them, tied to those of our table; what fits none stays unknown."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from bot.domain.licences import NONE_STATED, Licence, Licensing
from bot.importers.readings import harmless

# Spellings that were met, but say only that a licence is not open, or name a whole family of licences.
_VAGUE = frozenset(
    {"", "na", "n/a", "undisclosed", "unknown", "unclear", "mixed", "openrail", "other", "other license"}
)
_NOT_STATED = frozenset({"unlicensed"})


class Spellings:
    """Every spelling of a licence that means one licence only."""

    def __init__(self, licences: Iterable[Licence]) -> None:
        meant: defaultdict[str, set[str]] = defaultdict(set)
        self._ids = set()
        for licence in licences:
            self._ids.add(licence.id)
            for spelling in (licence.id, licence.name, *licence.names):
                meant[_plain(spelling)].add(licence.id)
        self._meant = {spelling: min(ids) for spelling, ids in meant.items() if len(ids) == 1}

    def read(self, written: str) -> tuple[Licensing | None, str | None]:
        """The licence, and a note with what was written where no licence of the table is meant by it for certain."""
        plain = _plain(written)
        if plain in _NOT_STATED:
            return Licensing(NONE_STATED), None
        id_ = written if written in self._ids else self._meant.get(plain)
        if id_ is None or plain in _VAGUE:
            text = harmless(written, 200)
            return None, f"licence as written there: “{text}”" if text else None
        return Licensing(id_, ((id_,),)), None


def _plain(spelling: str) -> str:
    return re.sub(r"\s+", " ", spelling).strip().rstrip(".").casefold()

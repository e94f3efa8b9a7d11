"""Which known names lie nearest to one that was typed, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.domain.names import fold


def nearest(written: str, names: Iterable[str], *, alike: float = 60, most: int = 3, whole: bool = False) -> list[str]:
    """The known names that are most like what was written, the likest first.

    Spellings that differ in case, accents and separators only are one.

    Args:
        alike: How like a name must be, from 0 to 100, to be among them.
        whole: Compare whole names only; otherwise part of a long name is enough.
    """
    known = {fold(name): name for name in names}
    scorer = fuzz.ratio if whole else fuzz.WRatio
    found = process.extract(fold(written), list(known), scorer=scorer, limit=most, score_cutoff=alike)
    return [known[name] for name, _score, _place in found]

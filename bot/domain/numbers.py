"""Numbers of records: "P-2026-0003" is a poll, "T-…" a town hall, "D-…" a decision."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?:([A-Z])-)?(?:(\d{4})-)?(\d{1,9})", re.IGNORECASE | re.ASCII)


def numbered(text: str, kind: str, year: int) -> str:
    """The number of a record in its one form.

    Args:
        text: As people write it: "3", "#3", "2026-3" and "p-2026-0003" are P-2026-0003 in 2026.
        kind: The letter of the kind.
        year: The year of a number that is said without one.

    Returns:
        Empty where it is no number, or one of another kind.
    """
    found = _NUMBER.fullmatch(text.strip().lstrip("#"))
    if found is None or (found[1] or kind).upper() != kind:
        return ""
    return f"{kind}-{found[2] or year}-{int(found[3]):04}"

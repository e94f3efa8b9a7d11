"""What moderators took out of what the public read; that they did, when and why stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.privacy.redactions import WHY
from bot.store import Records


@dataclass(frozen=True, slots=True)
class Removed:
    """A text that was taken out: the number of the redaction, which text it was, when, and why in words."""

    number: str
    part: str
    at: datetime
    why: str


async def removals(records: Records) -> Mapping[str, tuple[Removed, ...]]:
    """All that was taken out, by the number of what it stood in."""
    found: dict[str, tuple[Removed, ...]] = {}
    for one in await records.redactions.done():
        removed = Removed(one.number, one.part, one.confirmed_at or one.asked_at, WHY[one.reason])
        found[one.subject] = (*found.get(one.subject, ()), removed)
    return found

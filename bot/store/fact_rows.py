"""Facts as rows: those of systems and the claims of other projects have the same columns."""

from __future__ import annotations

from sys import intern
from typing import Any

from sqlalchemy import Row

from bot.domain.licences import Licensing
from bot.domain.systems import Access, Assessor, Evidence, Extent, Fact


def licence_row(licence: Licensing | None) -> dict[str, Any]:
    """The columns of a licence."""
    if licence is None:
        return {"licence": None, "licence_alternatives": None}
    return {"licence": licence.text, "licence_alternatives": [list(choice) for choice in licence.alternatives]}


def fact_row(said: Fact) -> dict[str, Any]:
    """The columns of a fact, or of a claim."""
    return {
        "component": said.component,
        "access": said.access.value,
        "extent": said.extent.value if said.extent else None,
        "url": said.evidence.url,
        "read_on": said.evidence.read_on,
        "reader": said.evidence.reader,
        "by": said.evidence.by.value if said.evidence.by else None,
        "note": said.note,
        **licence_row(said.licence),
    }


def licensing(row: Row[Any], licences: dict[str, Licensing]) -> Licensing:
    """The licence of a row; one value stands for all rows that say the same."""
    known = licences.get(row.licence)
    if known is None:
        known = Licensing(row.licence, tuple(tuple(choice) for choice in row.licence_alternatives))
        licences[row.licence] = known
    return known


def fact(row: Row[Any], licences: dict[str, Licensing]) -> Fact:
    """The fact of a row."""
    return Fact(
        component=intern(row.component),
        access=Access(row.access),
        evidence=Evidence(row.url, row.read_on, intern(row.reader), Assessor(row.by) if row.by else None),
        extent=Extent(row.extent) if row.extent else None,
        licence=licensing(row, licences) if row.licence else None,
        note=row.note,
    )

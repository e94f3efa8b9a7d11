"""Endorsements for programs: how far a version is as JSON, its tables as CSV, and a badge for other pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup
from pydantic import TypeAdapter

from bot.domain.endorsements.readiness import Need, Passage
from bot.domain.stakeholders import Stakeholders
from bot.services.published.endorsements import PublishedEndorsement, PublishedReadiness
from bot.surfaces.site.record_files import csv_file, json_file
from bot.surfaces.site.words import machine
from bot.texts import _, plural

SCHEMA: Literal["endorsements/1"] = "endorsements/1"


@dataclass(frozen=True, slots=True)
class NeedRecord:
    """Something that a gate asks for; ``category`` is null where it asks for organisations."""

    category: str | None
    least: int
    found: int
    missing: int


@dataclass(frozen=True, slots=True)
class GateRecord:
    """A gate: whether it is reached, and all that it asks for."""

    id: str
    label: str
    reached: bool
    needs: tuple[NeedRecord, ...]


@dataclass(frozen=True, slots=True)
class CellRecord:
    """How many of a category from a region."""

    category: str
    region: str
    endorsers: int


@dataclass(frozen=True, slots=True)
class InterestRecord:
    """An interest of an organisation that readers should know, and the page that shows it."""

    note: str
    source: str


@dataclass(frozen=True, slots=True)
class EndorserRecord:
    """A line of the list; ``name`` is null where a person is not named."""

    id: str
    name: str | None
    organisation: bool
    category: str
    region: str
    state: str
    verified_at: str
    verified_by: str
    statement: str
    statement_url: str
    ended_at: str | None
    reason: str
    of_earlier_version: str
    counts_together_with: tuple[str, ...]
    interest: InterestRecord | None


@dataclass(frozen=True, slots=True)
class StepRecord:
    """How many there were from a moment on."""

    at: str
    endorsers: int
    organisations: int
    categories: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CrossingRecord:
    """That a gate was reached or lost, with what was found then."""

    gate: str
    reached: bool
    at: str
    needs: tuple[NeedRecord, ...]


@dataclass(frozen=True, slots=True)
class CarryRecord:
    """That endorsements of an earlier version count from a moment on, or no longer, and why."""

    before: str
    editorial: bool
    at: str
    why: str
    decision: str


@dataclass(frozen=True, slots=True)
class ReadinessRecord:
    """How far a version is, as a file. Of persons who are not named it holds numbers alone."""

    schema: Literal["endorsements/1"]
    version: str
    sha256: str
    endorsers: int
    organisations: int
    not_named: int
    waiting: int
    categories: Mapping[str, str]
    regions: Mapping[str, str]
    gates: tuple[GateRecord, ...]
    cells: tuple[CellRecord, ...]
    named: tuple[EndorserRecord, ...]
    ended: tuple[EndorserRecord, ...]
    history: tuple[StepRecord, ...]
    crossings: tuple[CrossingRecord, ...]
    carried: tuple[CarryRecord, ...]


ADAPTER = TypeAdapter(ReadinessRecord)


def as_json(one: PublishedReadiness) -> bytes:
    """The file ``record.json``."""
    return json_file(tree(one))


def tree(one: PublishedReadiness) -> dict[str, Any]:
    """What that file holds, as plain values."""
    found: dict[str, Any] = ADAPTER.dump_python(record(one), mode="json")
    return found


def record(one: PublishedReadiness) -> ReadinessRecord:
    """How far a version is, as a file says it."""
    names, counts = one.stakeholders, one.counts
    return ReadinessRecord(
        SCHEMA,
        one.edition.label,
        one.edition.digest,
        counts.total,
        counts.organisations,
        one.unnamed,
        one.waiting,
        {id_: names.category_name(id_) for id_ in counts.categories(names)},
        {id_: names.region_name(id_) for id_ in counts.regions(names)},
        tuple(_gate(passage) for passage in one.passages),
        tuple(CellRecord(*cell, count) for cell, count in sorted(counts.cells.items())),
        tuple(_endorser(line, names) for line in one.named),
        tuple(_endorser(line, names) for line in one.ended),
        tuple(StepRecord(machine(s.at), s.total, s.organisations, s.categories) for s in one.steps),
        tuple(CrossingRecord(c.gate, c.reached, machine(c.at), _needs(c.needs)) for c in one.crossings),
        tuple(CarryRecord(c.before, c.editorial, machine(c.at), c.why, c.decision) for c in one.carries),
    )


def _gate(passage: Passage) -> GateRecord:
    needs = tuple(NeedRecord(need.category, need.least, need.found, need.missing) for need in passage.needs)
    return GateRecord(passage.gate.id, passage.gate.label, passage.open, needs)


def _needs(several: Sequence[tuple[str | None, int, int]]) -> tuple[NeedRecord, ...]:
    found = (Need(*one) for one in several)
    return tuple(NeedRecord(need.category, need.least, need.found, need.missing) for need in found)


def _endorser(one: PublishedEndorsement, names: Stakeholders) -> EndorserRecord:
    conflict = names.conflict(one.name) if one.organisation else None
    return EndorserRecord(
        one.number,
        one.name or None,
        one.organisation,
        one.category,
        one.region,
        one.state.value,
        machine(one.verified_at),
        one.means.value,
        one.statement,
        one.statement_url,
        machine(one.ended_at) if one.ended_at else None,
        one.reason,
        one.of,
        one.with_others,
        InterestRecord(conflict.note, conflict.source) if conflict else None,
    )


def matrix(one: PublishedReadiness) -> bytes:
    """Categories by regions, with sums, as CSV."""
    regions = one.counts.regions(one.stakeholders)
    return csv_file(("category", *regions, "total"), _matrix_rows(one, regions))


def _matrix_rows(one: PublishedReadiness, regions: Sequence[str]) -> Iterator[Sequence[object]]:
    counts = one.counts
    for category in counts.categories(one.stakeholders):
        cells = [counts.cells.get((category, region), 0) for region in regions]
        yield (category, *cells, counts.in_category(category))
    yield ("total", *(counts.in_region(region) for region in regions), counts.total)


def endorsers(one: PublishedReadiness) -> bytes:
    """The endorsers that are named, and the lines that ended, as CSV."""
    headings = ("number", "name", "organisation", "category", "region", "state", "verified_at", "verified_by",
                "statement", "statement_url", "ended_at", "reason")  # fmt: skip
    return csv_file(headings, (_endorser_row(line) for line in (*one.named, *one.ended)))


def _endorser_row(line: PublishedEndorsement) -> Sequence[object]:
    return (
        line.number, line.name, "yes" if line.organisation else "no", line.category, line.region, line.state.value,
        line.verified_at, line.means.value, line.statement, line.statement_url, line.ended_at, line.reason,
    )  # fmt: skip


def gates(one: PublishedReadiness) -> bytes:
    """What every gate asks for and what is there, as CSV; the category is empty where it asks for organisations."""
    rows = (
        (passage.gate.id, need.category or "", need.found, need.least, need.missing, "yes" if passage.open else "no")
        for passage in one.passages
        for need in passage.needs
    )
    return csv_file(("gate", "category", "found", "least", "missing", "gate_reached"), rows)


def crossings(one: PublishedReadiness) -> bytes:
    """When gates were reached or lost, as CSV: a row for each thing that was asked for, with what was there."""
    rows = (
        (crossing.at, crossing.gate, "reached" if crossing.reached else "lost", category or "", found, least)
        for crossing in one.crossings
        for category, least, found in crossing.needs
    )
    return csv_file(("at", "gate", "what", "category", "found", "least"), rows)


def history(one: PublishedReadiness) -> bytes:
    """How many there were when, as CSV."""
    categories = one.counts.categories(one.stakeholders)
    rows = ((s.at, s.total, s.organisations, *(s.categories.get(id_, 0) for id_ in categories)) for s in one.steps)
    return csv_file(("from", "endorsers", "organisations", *categories), rows)


# -- The badge --------------------------------------------------------------------------------------------------------

_LETTER, _PAD = 6.6, 9


def badge(one: PublishedReadiness) -> bytes:
    """A picture that says how many stand behind a version and which gates are reached; its text is text."""
    left = one.edition.label
    right = " · ".join(badge_words(one))
    first = round(len(left) * _LETTER + 2 * _PAD)
    second = round(len(right) * _LETTER + 2 * _PAD)
    made = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="22" role="img" aria-label="{said}">'
        '<title>{said}</title><rect width="{width}" height="22" rx="3" fill="#1c1b18"/>'
        '<path d="M{first} 0h{inner}a3 3 0 0 1 3 3v16a3 3 0 0 1-3 3H{first}z" fill="#1f4e6b"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,Liberation Sans,sans-serif" font-size="11" '
        'text-anchor="middle"><text x="{one}" y="15" textLength="{one_length}">{left}</text>'
        '<text x="{two}" y="15" textLength="{two_length}">{right}</text></g></svg>\n'
    ).format(
        width=first + second, said=f"{left}: {right}", first=first, inner=second - 3, left=left, right=right,
        one=_half(first), one_length=first - 2 * _PAD, two=_half(2 * first + second), two_length=second - 2 * _PAD,
    )  # fmt: skip
    return str(made).encode()


def badge_words(one: PublishedReadiness) -> Iterator[str]:
    """What a badge says of a version, part by part."""
    yield plural("{count} endorser", "{count} endorsers", one.counts.total)
    reached = [passage.gate.label for passage in one.passages if passage.open]
    ahead = [passage.gate.label for passage in one.passages if not passage.open]
    if reached:
        yield _("{gate}: reached").format(gate=reached[-1])
    if ahead:
        yield _("{gate}: not yet").format(gate=ahead[0])


def _half(length: int) -> str:
    return str(length // 2) if length % 2 == 0 else f"{length / 2:.1f}"

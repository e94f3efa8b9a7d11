"""What is recorded of systems, for programs: JSON by the published schemas, and CSV."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from bot.domain.assessments import Assessment, Finding
from bot.domain.definitions import Definition
from bot.domain.licences import Licensing
from bot.domain.systems import Fact, LicencePeriod, Listing, Review, System
from bot.domain.verdicts import VerdictRow
from bot.services.published.systems import PublishedChange, PublishedSystem, PublishedSystems
from bot.surfaces import exports
from bot.surfaces.site import addresses
from bot.surfaces.site.record_files import csv_file, dense_json_file
from bot.surfaces.site.system_parts import SystemView
from bot.surfaces.site.words import machine

FACTS = ("system", "component", "access", "extent", "licence", "note", "source", "read on", "read by", "by")


def record(view: SystemView, published: PublishedSystem, everything: PublishedSystems,
           changes: Sequence[PublishedChange]) -> bytes:  # fmt: skip
    """Everything about a system, by the schema of systems."""
    system = view.system
    return dense_json_file(
        {
            "$schema": "../../schemas/system.json",
            **_details(system),
            "definition_in_force": everything.in_force.label,
            "not_certification": everything.library.reference.rules["not_certification"],
            "facts": [fact(one) for one in system.facts],
            "disputes": [
                {**fact(one.claim), "reason": one.reason, "opened_on": plain(one.opened_on), "proposal": one.proposal}
                for one in system.disputes
            ],
            "licence_history": [_period(one) for one in system.licence_history],
            "reviews": [_review(one) for one in system.reviews],
            "claims": [_listing(one) for one in system.listings],
            "verdicts": [_verdict(one) for one in view.about.versions],
            "would_take": exports.would_take(view.about),
            "derived": list(published.derived),
            "history": [_change(one) for one in changes],
        }
    )


def _details(system: System) -> dict[str, Any]:
    return {
        "id": system.id,
        "name": system.name,
        "developer": system.developer,
        "kind": system.kind.value,
        "family": system.family,
        "aliases": list(system.aliases),
        "bases": list(system.bases),
        "unrecorded_bases": list(system.unrecorded_bases),
        "released": system.released,
        "released_source": system.released_source,
        "addresses": list(system.addresses),
        "note": system.note,
    }


def fact(found: Fact) -> dict[str, Any]:
    """A fact with its evidence."""
    return {
        "component": found.component,
        "access": found.access.value,
        "extent": plain(found.extent),
        "licence": plain(found.licence),
        "note": found.note,
        "source": found.evidence.url,
        "read_on": plain(found.evidence.read_on),
        "read_by": found.evidence.reader,
        "by": plain(found.evidence.by),
    }


def _period(period: LicencePeriod) -> dict[str, Any]:
    return {
        "components": list(period.components),
        "licence": period.licence.text,
        "from": period.from_,
        "until": period.until,
        "scope": period.scope,
        "source": period.source,
        "note": period.note,
    }


def _review(review: Review) -> dict[str, Any]:
    return {
        "by": review.by.value,
        "outcome": review.outcome,
        "date": review.date,
        "source": review.source,
        "definitions": list(review.definitions),
        "note": review.note,
    }


def _listing(listing: Listing) -> dict[str, Any]:
    return {
        "project": listing.entry.project.value,
        "name": listing.entry.name,
        "url": listing.entry.url,
        "outcome": listing.entry.outcome,
        "imported_at": plain(listing.imported_at),
        "vanished_at": plain(listing.vanished_at),
        "facts": [fact(claim) for claim in listing.entry.claims],
    }


def _verdict(assessment: Assessment) -> dict[str, Any]:
    ladder = assessment.definition.ladder
    return {
        "definition": assessment.definition.label,
        "verdict": assessment.verdict.value,
        "level": assessment.level if ladder else None,
        "possible_level": assessment.possible_level if ladder else None,
        "oldest_evidence": plain(assessment.oldest),
        "missing": [finding.requirement.id for finding in assessment.missing],
        "unknown": [finding.requirement.id for finding in assessment.unknown],
        "findings": [_finding(finding) for finding in assessment.findings],
        "choices": [
            {"requirements": key, "status": group.truth.value, "reason": group.reason, "basis": group.basis.value}
            for key, group in assessment.groups.items()
        ],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "requirement": finding.requirement.id,
        "status": finding.truth.value,
        "reason": finding.reason,
        "basis": finding.basis.value,
        "inherited_from": finding.inherited_from,
    }


def _change(change: PublishedChange) -> dict[str, Any]:
    return {
        "number": change.id,
        "at": plain(change.at),
        "by": change.by.value,
        "confirmed_by": plain(change.confirmed_by),
        "by_name": change.by_name or None,
        "confirmed_by_name": change.confirmed_by_name or None,
        "why": change.why,
        "proposal": change.proposal,
        "changes": [
            {"part": one.part, "before": plain(one.before), "after": plain(one.after)} for one in change.alterations
        ],
        "turns": [plain(turn) for turn in change.turns],
    }


def plain(found: Any) -> Any:
    """A value as JSON has it: a licence as its text, a moment in UTC, anything with fields as an object."""
    match found:
        case Licensing():
            return found.text
        case Enum():
            return found.value
        case datetime():
            return machine(found)
        case date():
            return found.isoformat()
        case tuple() | list():
            return [plain(one) for one in found]
    if is_dataclass(found):
        return {field.name.rstrip("_"): plain(getattr(found, field.name)) for field in fields(found)}
    return found


def facts_csv(systems: Iterable[System]) -> bytes:
    """The facts of systems, a row a fact, in the order in which they are recorded."""
    rows = ([system.id, *_cells(fact(one))] for system in systems for one in system.facts)
    return csv_file(FACTS, rows)


def _cells(found: dict[str, Any]) -> list[str]:
    return ["" if value is None else str(value) for value in found.values()]


def findings_csv(assessments: Iterable[Assessment]) -> bytes:
    """What was found of every clause of every version, a row each."""
    return csv_file(
        ("definition", "requirement", "component", "status", "reason", "basis"),
        (
            (one.definition.label, finding.requirement.id, finding.requirement.component, finding.truth.value,
             finding.reason, finding.basis.value)
            for one in assessments
            for finding in one.findings
        ),
    )  # fmt: skip


def index(everything: PublishedSystems, definitions: Sequence[Definition]) -> bytes:
    """All systems with their verdicts under some versions, by the schema of the list."""
    return dense_json_file(
        {
            "$schema": "../schemas/systems.json",
            "definition_in_force": everything.in_force.label,
            "not_certification": everything.library.reference.rules["not_certification"],
            "systems": [
                {
                    "id": one.system.id,
                    "name": one.system.name,
                    "developer": one.system.developer,
                    "kind": one.system.kind.value,
                    "family": one.system.family,
                    "page": addresses.system_path(one.system.id),
                    "verdicts": [row_tree(one.standing.rows[definition.label]) for definition in definitions],
                }
                for _id, one in sorted(everything.systems.items())
            ],
        }
    )


def row_tree(row: VerdictRow) -> dict[str, Any]:
    """A verdict in short."""
    return {
        "definition": row.definition,
        "verdict": row.verdict.value,
        "level": row.level,
        "possible_level": row.possible_level,
        "missing": list(row.missing),
        "unknown": list(row.unknown),
        "oldest_evidence": plain(row.oldest),
    }

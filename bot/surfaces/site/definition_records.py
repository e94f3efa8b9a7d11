"""Versions of definitions for programs: JSON by the published schemas, and CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.definitions.version_writing import tree_of
from bot.domain.comparisons import RowDifference
from bot.domain.definitions import Definition, Requirement
from bot.domain.licences import Terms
from bot.services.published.definitions import PublishedDefinition
from bot.services.published.systems import PublishedSystems
from bot.surfaces.site import addresses
from bot.surfaces.site.record_files import csv_file, dense_json_file
from bot.surfaces.site.system_records import row_tree

REQUIREMENTS = ("id", "name", "group", "component", "obligation", "terms", "freedoms", "clause", "carried by", "note")
VERSIONS = ("label", "status", "published", "in force", "required rows", "before", "sha256")
DIFFERENCES = ("change", "component", "before", "after", "clause before", "clause after")


def record(published: PublishedDefinition, everything: PublishedSystems) -> bytes:
    """Everything about a version, by the schema of definitions."""
    definition = published.definition
    terms = {row.terms.id: row.terms for row in definition.requirements if row.terms}
    return dense_json_file(
        {
            "$schema": "../../schemas/definition.json",
            **_head(definition),
            "in_force": definition.label == everything.in_force.label,
            "before": published.before.label if published.before else None,
            "after": published.after.label if published.after else None,
            "file": {"name": published.file, "sha256": published.digest, "at_hand": published.content is not None},
            "requirements": [_requirement(row) for row in definition.requirements],
            "levels": [
                {"id": level.id, "name": level.name, "requires": tree_of(level.requires)} for level in definition.levels
            ],
            "terms": [_terms(one) for one in terms.values()],
            "differences": [difference(row) for row in published.rows],
            "turned": turned(definition, everything),
            "verdicts": verdicts(definition, everything),
        }
    )


def _head(definition: Definition) -> dict[str, Any]:
    return {
        "id": definition.id,
        "version": definition.version,
        "label": definition.label,
        "title": definition.title,
        "status": definition.status.value,
        "published": definition.published,
        "published_note": definition.published_note,
        "summary": definition.summary,
        "conforms_when": definition.conforms_when,
        "verdict_level": definition.verdict_level,
        "inherits": definition.inherits,
        "changes": list(definition.changes),
        "scope": list(definition.scope),
        "gaps": [{"says": gap.says, "concerns": list(gap.concerns)} for gap in definition.gaps],
        "sources": [{"title": source.title, "url": source.url} for source in definition.sources],
    }


def _requirement(row: Requirement) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "group": row.group,
        "component": row.component,
        "obligation": row.obligation.value,
        "terms": row.terms.id if row.terms else None,
        "freedoms": [freedom.value for freedom in row.freedoms],
        "clause": row.clause,
        "carried_by": list(row.carried_by),
        "note": row.note,
    }


def _terms(terms: Terms) -> dict[str, Any]:
    return {
        "id": terms.id,
        "name": terms.name,
        "meaning": terms.meaning,
        "rule": terms.rule,
        "accepts": [criterion.value for criterion in terms.accepts],
        "closed_list": terms.closed_list,
        "accepts_gated": terms.accepts_gated,
        "named": dict(terms.named),
        "source": terms.source,
    }


def difference(row: RowDifference) -> dict[str, Any]:
    """A row that differs from the version before."""
    return {
        "change": row.change.value,
        "before": _requirement(row.before) if row.before else None,
        "after": _requirement(row.after) if row.after else None,
    }


def turned(definition: Definition, everything: PublishedSystems) -> list[dict[str, Any]]:
    """The systems whose verdict is another one than under the version before, with the rows that turn it."""
    return [
        {"system": id_, "because": list(one.standing.turned[definition.label])}
        for id_, one in sorted(everything.systems.items())
        if definition.label in one.standing.turned
    ]


def verdicts(definition: Definition, everything: PublishedSystems) -> list[dict[str, Any]]:
    """The verdicts on all systems under a version, by id."""
    return [
        {"system": id_, **row_tree(one.standing.rows[definition.label])}
        for id_, one in sorted(everything.systems.items())
    ]


def comparison(published: PublishedDefinition, before: Definition, everything: PublishedSystems) -> bytes:
    """What lies between a version and the one before, by the schema of differences."""
    return dense_json_file(
        {
            "$schema": "../../../../schemas/difference.json",
            "before": before.label,
            "after": published.definition.label,
            "changes": list(published.definition.changes),
            "differences": [difference(row) for row in published.rows],
            "turned": turned(published.definition, everything),
        }
    )


def requirements_csv(definition: Definition) -> bytes:
    """The rows of a version."""
    return csv_file(REQUIREMENTS, [_cells(row) for row in definition.requirements])


def _cells(row: Requirement) -> list[str]:
    values = _requirement(row).values()
    return ["; ".join(value) if isinstance(value, list) else value or "" for value in values]


def differences_csv(rows: Sequence[RowDifference]) -> bytes:
    """The rows that differ between two versions."""
    return csv_file(DIFFERENCES, [_difference_cells(row) for row in rows])


def _difference_cells(row: RowDifference) -> list[str]:
    sides = (row.before, row.after)
    component = next(side.component for side in (row.after, row.before) if side)
    ids, clauses = [side.id if side else "" for side in sides], [side.clause if side else "" for side in sides]
    return [row.change.value, component, *ids, *clauses]


def index(several: Sequence[PublishedDefinition], everything: PublishedSystems) -> bytes:
    """All versions, by the schema of their list."""
    return dense_json_file(
        {
            "$schema": "../schemas/definitions.json",
            "in_force": everything.in_force.label,
            "definitions": [
                {
                    **_head(one.definition),
                    "page": addresses.definition_path(one.definition),
                    "before": one.before.label if one.before else None,
                    "file": {"name": one.file, "sha256": one.digest, "at_hand": one.content is not None},
                }
                for one in several
            ],
        }
    )


def index_csv(several: Sequence[PublishedDefinition], everything: PublishedSystems) -> bytes:
    """All versions, a row each."""
    return csv_file(VERSIONS, [_version_cells(one, everything) for one in several])


def _version_cells(one: PublishedDefinition, everything: PublishedSystems) -> list[str]:
    definition = one.definition
    required = sum(row.obligation.value == "required" for row in definition.requirements)
    in_force = "yes" if definition.label == everything.in_force.label else "no"
    before = one.before.label if one.before else ""
    return [definition.label, definition.status.value, definition.published, in_force, str(required), before,
            one.digest or ""]  # fmt: skip


def turned_csv(definition: Definition, everything: PublishedSystems) -> bytes:
    """The systems that turn with a version, with the rows that turn them."""
    rows = [[one["system"], "; ".join(one["because"])] for one in turned(definition, everything)]
    return csv_file(("system", "because"), rows)

"""Files of the Model Openness Tool, in both of its layouts; docs/importing.md says what becomes what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.definitions.reading import Document
from bot.domain.licences import NONE_STATED, Licensing
from bot.domain.openness_tool import KINDS, NO_CLASS, Grading, Shipped, grade
from bot.domain.systems import Access, Assessor, Entry, Evidence, Fact
from bot.importers.licences import Spellings
from bot.importers.readings import Checked, Reading, address

REPOSITORY = "https://github.com/lfai/model_openness_tool/blob/main/models"
READER = "Model Openness Tool"
COMPONENTS = {
    "Model architecture": "model_architecture",
    "Model parameters (Final)": "model_parameters",
    "Evaluation results": "evaluation_results",
    "Model card": "model_card",
    "Data card": "data_card",
    "Technical report": "technical_report",
    "Training code": "training_code",
    "Inference code": "inference_code",
    "Evaluation code": "evaluation_code",
    "Evaluation data": "evaluation_data",
    "Datasets": "training_data",
    "Data preprocessing code": "data_preprocessing_code",
    "Model parameters (Intermediate)": "intermediate_checkpoints",
    "Research paper": "research_paper",
    "Supporting libraries and tools": "supporting_libraries",
    "Model metadata": "model_metadata",
    "Sample model outputs": "sample_outputs",
}
_DEFAULTS = ("distribution", "code", "data", "document")
# "Component not include", "Component Component not included": so it stands in files that people wrote.
_NOT_INCLUDED = re.compile(r"(component\s+)+not\s+included?\.?", re.IGNORECASE)
_PENDING = "pending evaluation"


def read(document: Document, spellings: Spellings) -> Reading:
    """Read a file of the tool."""
    if document.problems:
        return Reading(document.file, problems=tuple(document.problems))
    return _File(document, spellings).reading()


class _File:
    def __init__(self, document: Document, spellings: Spellings) -> None:
        self._document = document
        self._spellings = spellings
        self._check = Checked(document)
        self._url = address(REPOSITORY, document.file)

    def reading(self) -> Reading:
        tree = self._check.mapping(self._document.tree, ())
        release = None if tree is None else self._check.mapping(tree.get("release"), ("release",))
        if tree is None or release is None:
            return self._broken()
        self._check_framework(tree.get("framework"))
        name = self._check.name(release, "name", ("release",))
        old = "license" not in release
        listed = self._listed(release.get("components"), "license_name" if old else "license")
        defaults = {} if old else self._defaults(release["license"])
        odd = len(self._document.problems)
        read_on = self._date(release)
        if odd:
            return self._broken()
        if old:
            self._document.problem(("release",), _OLD)
        grading = None if old else grade([part for part, _index in listed], defaults)
        evidence = Evidence(self._url, read_on, READER, Assessor.MODEL_OPENNESS_TOOL)
        entry = Entry(
            Assessor.MODEL_OPENNESS_TOOL,
            self._document.file,
            name,
            self._url,
            self._claims(listed, defaults, evidence),
            grading.outcome if grading else NO_CLASS,
        )
        return Reading(self._document.file, entry, tuple(self._document.problems), grading)

    def _broken(self) -> Reading:
        return Reading(self._document.file, problems=tuple(self._document.problems))

    def _check_framework(self, framework: Any) -> None:
        found = self._check.mapping(framework, ("framework",))
        if found is not None and found.get("name") != "Model Openness Framework":
            self._document.problem(("framework", "name"), "expected Model Openness Framework")

    def _defaults(self, value: Any) -> dict[str, str]:
        place = ("release", "license")
        found = {}
        licences = self._check.mapping(value, place) or {}
        for kind in _DEFAULTS:
            entry = self._check.optional(licences.get(kind), (*place, kind))
            if text := self._check.text(entry, "name", (*place, kind)):
                found[kind] = text
        return found

    def _listed(self, value: Any, key: str) -> list[tuple[Shipped, int]]:
        place = ("release", "components")
        found = []
        for index, item in enumerate(self._check.items(value, place)):
            here = (*place, index)
            entry = self._check.mapping(item, here)
            if entry is not None:
                name = self._check.name(entry, "name", here)
                found.append((Shipped(name, self._check.text(entry, key, here)), index))
        return found

    def _date(self, release: Mapping[str, Any]) -> date | None:
        """The day the record changed last; a strange one breaks nothing."""
        written = release.get("date")
        if written in (None, ""):
            return None
        try:
            return date.fromisoformat(written)
        except (TypeError, ValueError):
            self._document.problem(("release", "date"), 'expected a date such as "2026-05-11"; it is left out')
            return None

    def _claims(
        self, listed: list[tuple[Shipped, int]], defaults: Mapping[str, str], evidence: Evidence
    ) -> tuple[Fact, ...]:
        found: dict[str, Fact] = {}
        for part, index in listed:
            component = COMPONENTS.get(part.name)
            if component is None:
                place = ("release", "components", index, "name")
                self._document.problem(
                    place, f"the tool takes {part.name[:60]!r} for its datasets; it is no claim here"
                )
                continue
            claim = self._claim(component, part, defaults, evidence)
            if claim is not None:
                found[component] = claim
        return tuple(found.values())

    def _claim(self, component: str, part: Shipped, defaults: Mapping[str, str], evidence: Evidence) -> Fact | None:
        written = part.licence
        if written is None:
            written = defaults.get(KINDS[part.name]) or defaults.get("distribution")
        if written is None:
            return Fact(component, Access.OPEN, evidence, note=_UNSAID)
        if _NOT_INCLUDED.fullmatch(written.strip()):
            return Fact(component, Access.ABSENT, evidence)
        if written.strip().casefold() == _PENDING:
            return None
        licence, note = self._spellings.read(written) if written.strip() else (Licensing(NONE_STATED), None)
        return Fact(component, Access.OPEN, evidence, None, licence, note)


_OLD = "an older layout, which today’s schema refuses (release.license is absent): no class; its claims are taken"
_UNSAID = "no licence is named there"


def as_json(reading: Reading, system: str | None) -> dict[str, Any]:
    """A file as one object for programs; docs/importing.md describes the keys."""
    grading: Grading | None = reading.grading
    return {
        "model": reading.entry.name if reading.entry else None,
        "system": system,
        "mof_class": grading.outcome if grading else NO_CLASS,
        "missing": [
            {
                "component": part.component,
                "reason": part.reason,
                "or": {"component": part.alternative.component, "reason": part.alternative.reason}
                if part.alternative
                else None,
            }
            for part in (grading.missing if grading else ())
        ],
        "progress": {class_: round(percent, 1) for class_, percent in grading.progress.items()} if grading else None,
    }

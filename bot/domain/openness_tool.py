"""The class of the Model Openness Framework, computed exactly as the Model Openness Tool does it, oddities included.

It is another project's judgement and kept beside ours; our own is the definition `mof 1.0`.

Source: Model Openness Tool at 8b5d30e (2026-05-11), its evaluator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.openness_tool_licences import OPEN, PROPER

REPORT, PAPER, DATASETS = "Technical report", "Research paper", "Datasets"
NO_CLASS = "none"
UNLICENSED = "unlicensed"

# In the order of the classes that require them; the last three are never required.
KINDS = {
    "Model architecture": "code",
    "Model parameters (Final)": "data",
    "Evaluation results": "document",
    "Model card": "document",
    "Data card": "document",
    REPORT: "document",
    "Training code": "code",
    "Inference code": "code",
    "Evaluation code": "code",
    "Evaluation data": "data",
    DATASETS: "data",
    "Data preprocessing code": "code",
    "Model parameters (Intermediate)": "data",
    PAPER: "document",
    "Supporting libraries and tools": "code",
    "Model metadata": "data",
    "Sample model outputs": "document",
}
_NAMES = tuple(KINDS)
REQUIRED = {"III": _NAMES[:6], "II": _NAMES[:10], "I": _NAMES[:14]}
"""What each class requires; each needs the one before it as well."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A component that a file lists. ``licence`` is None where it has no licence of its own, empty for "unlicensed"."""

    name: str
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """What the next class still needs: a component, why it does not count, and what would do in its place."""

    component: str
    reason: str
    alternative: Missing | None = None

    def __str__(self) -> str:
        own = f"{self.component} ({self.reason})"
        return f"{own} or {self.alternative}" if self.alternative else own


@dataclass(frozen=True, slots=True)
class Grading:
    """A class, the way to the next one, progress to each class in percent, and components of a remark."""

    outcome: str
    missing: tuple[Missing, ...]
    progress: Mapping[str, float]
    remarks: tuple[str, ...]


def resolve(component: str, own: str | None, defaults: Mapping[str, str]) -> str:
    """The licence of a component: its own, else the default of its kind, else that of the whole, else none.

    Args:
        component: A name that the tool knows.
        own: As in `Shipped`.
        defaults: Licences by "code", "data", "document" and "distribution", as far as there are any.
    """
    if own is not None:
        return own or UNLICENSED
    return defaults.get(KINDS[component]) or defaults.get("distribution") or UNLICENSED


def known(name: str) -> str:
    """The component that the tool takes a name for: any name that it does not know is read as "Datasets"."""
    return name if name in KINDS else DATASETS


def grade(shipped: Sequence[Shipped], defaults: Mapping[str, str]) -> Grading:
    """Grade what a file lists; of a component listed twice the last entry counts."""
    licences = {known(part.name): resolve(known(part.name), part.licence, defaults) for part in shipped}
    met = {name for name, licence in licences.items() if licence in OPEN}
    progress = {class_: _progress(class_, met) for class_ in REQUIRED}
    reached = NO_CLASS
    for class_, percent in progress.items():
        if percent == 100:
            reached = class_
    remarks = tuple(name for name in KINDS if name in met and licences[name] not in PROPER[KINDS[name]])
    return Grading(reached, _missing(reached, licences), progress, remarks)


def _included(met: set[str]) -> dict[str, int]:
    """How many components count for each class; a research paper stands in for the technical report in III and II."""
    counts = {class_: sum(name in met for name in names) for class_, names in REQUIRED.items()}
    if PAPER in met and REPORT not in met:
        counts["III"] += 1
        counts["II"] += 1
    return counts


def _progress(class_: str, met: set[str]) -> float:
    """Progress to a class: nothing before the classes below are reached; for I the paper spares the report."""
    included = _included(met)
    below = list(REQUIRED)[: list(REQUIRED).index(class_)]
    if any(included[name] < len(REQUIRED[name]) for name in below):
        return 0.0
    spared = class_ == "I" and PAPER in met and REPORT not in met
    return min(100.0, 100 * included[class_] / (len(REQUIRED[class_]) - spared))


def _missing(reached: str, licences: Mapping[str, str]) -> tuple[Missing, ...]:
    following = {NO_CLASS: "III", "III": "II", "II": "I"}.get(reached)
    if following is None:
        return ()
    found = []
    for name in REQUIRED[following]:
        why = _reason(name, licences)
        other = _reason(PAPER, licences) if name == REPORT else None
        if why is None or (name == REPORT and other is None):
            continue
        found.append(Missing(name, why, Missing(PAPER, other) if other else None))
    return tuple(found)


def _reason(name: str, licences: Mapping[str, str]) -> str | None:
    """Why a component does not count; None where it does."""
    if name not in licences:
        return "absent"
    if licences[name] == UNLICENSED:
        return "no licence"
    return None if licences[name] in OPEN else "licence not open"

"""Our classes of the Model Openness Framework, held against its own tool."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from bot.domain.assessments import Assessment, conclude
from bot.domain.changes import would_take
from bot.domain.disagreements import disagreements
from bot.domain.judging import judge
from bot.domain.libraries import Library
from bot.domain.licences import NONE_STATED
from bot.domain.openness_tool import resolve
from bot.domain.systems import Assessor, Fact, Review, System
from bot.importers.tool import COMPONENTS
from tests.support.builders import a_fact, a_system, absent

# The tool's sample files are too many to be kept here; where they are, they stand beside the checkout.
TOOL = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "mot"

# Two of upstream's own test files name licences that the tool knows from the SPDX list and we have no need of.
STRANGE = ("OnlyComponentLicenses_", "RandomTestFile_")


@dataclass(frozen=True, slots=True)
class Expected:
    """A line of the table: a file of the tool, the class it gets, and what the next better class still misses."""

    file: str
    outcome: str
    missing: str


def _expected() -> list[Expected]:
    table = TOOL / "expected.tsv"
    if not table.exists():
        return []
    with table.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    usable = [row for row in rows if row["accepted_by_schema"] == "yes" and not row["file"].startswith(STRANGE)]
    return [Expected(row["file"], row["class"], row["missing_components"]) for row in usable]


EXPECTED = _expected()
with_the_tools_files = pytest.mark.skipif(
    not EXPECTED, reason="the tool's sample files are not here: they are looked for in ../shared/data/mot"
)


def as_the_tool_has_it(file: str, library: Library) -> System:
    """A system of which exactly that is known which a file of the tool says."""
    release = yaml.safe_load((TOOL / file).read_text(encoding="utf-8"))["release"]
    listed = {entry["name"]: entry.get("license") for entry in release["components"]}
    defaults = {kind: str(entry["name"]) for kind, entry in release["license"].items()}
    facts = [
        _released(component, resolve(name, listed[name], defaults), library) if name in listed else absent(component)
        for name, component in COMPONENTS.items()
    ]
    return a_system(*facts, id="tool")


# The tool counts these as open in all their versions; we record only those that somebody uses.
FAMILIES = {"AFL-": "AFL-3.0", "CC-BY-SA-": "CC-BY-SA-4.0", "CC-BY-": "CC-BY-4.0"}


def _released(component: str, licence: str, library: Library) -> Fact:
    """What is no exact id of a licence counts as no open one."""
    if licence in library.reference.licences:
        return a_fact(component, licence=licence)
    known = [ours for family, ours in FAMILIES.items() if licence.startswith(family)]
    return a_fact(component, licence=known[0] if known else NONE_STATED)


@with_the_tools_files
@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.file)
def test_a_file_of_the_tool_gets_the_class_that_the_tool_gives_it(library: Library, expected: Expected) -> None:
    definition = library.reference.definition("mof 1.0")

    assessment = judge(as_the_tool_has_it(expected.file, library), definition)

    assert (assessment.level or "none", assessment.possible_level or "none") == (expected.outcome, expected.outcome)


@with_the_tools_files
@pytest.mark.parametrize("expected", EXPECTED, ids=lambda expected: expected.file)
def test_a_file_of_the_tool_misses_what_the_tool_says_it_misses(library: Library, expected: Expected) -> None:
    definition = library.reference.definition("mof 1.0")
    assessment = judge(as_the_tool_has_it(expected.file, library), definition)
    steps = ["none", "III", "II", "I"]
    following = steps[min(steps.index(expected.outcome) + 1, 3)]

    ways = would_take(assessment, following)

    # "A (absent); B (no licence) or C (absent)" holds for each way to the next class.
    named = [{COMPONENTS[_name(one)] for one in part.split(" or ")} for part in expected.missing.split("; ") if part]
    assert len(ways) == (max(map(len, named)) if named else 0)
    for changes in ways:
        components = {change.component for change in changes}
        assert len(components) == len(named)
        assert all(components & choice for choice in named)


def _name(text: str) -> str:
    for name in COMPONENTS:
        if text.startswith(f"{name} ("):
            return name
    raise ValueError(text)


def _reviewed(library: Library) -> Iterator[tuple[Assessment, Review]]:
    definition = library.reference.definition("mof 1.0")
    for id_, system in library.systems.items():
        for review in system.reviews:
            if review.by is Assessor.MODEL_OPENNESS_TOOL and definition.label in review.definitions:
                yield library.assess(id_, definition), review


def test_where_our_class_is_not_the_tools_the_rows_that_make_the_difference_are_told(library: Library) -> None:
    differing = {}
    for assessment, review in _reviewed(library):
        ours = (assessment.level or "none", assessment.possible_level or "none")
        told = [found for found in disagreements(assessment) if found.review == review]

        assert bool(told) is (ours != (review.outcome, review.outcome))
        if told:
            assert told[0].because
            differing[assessment.system.id] = review.outcome

    assert differing == {
        "amber": "I",
        "falcon": "none",
        "granite": "III",
        "olmo": "I",
        "phi-2": "none",
        "pythia": "I",
        "redpajama": "none",
    }


@with_the_tools_files
def test_the_rows_that_make_the_difference_are_those_on_which_the_tools_file_differs(library: Library) -> None:
    files = {expected.file: expected for expected in EXPECTED}
    compared = []
    for assessment, review in _reviewed(library):
        file = unquote(review.source.rpartition("/")[2])
        if file not in files:
            continue
        compared.append(assessment.system.id)
        theirs = judge(as_the_tool_has_it(file, library), assessment.definition)
        because = {
            f.requirement.id for found in disagreements(assessment) if found.review == review for f in found.because
        }

        assert review.outcome == files[file].outcome
        assert all(theirs.truths[id_] is not assessment.truths[id_] for id_ in because)
        # With the tool's word on these rows, and ours on all others, our class is the tool's.
        truths = assessment.truths | {id_: theirs.truths[id_] for id_ in because}
        _verdict, level, possible = conclude(assessment.definition, truths, {})
        assert (level or "none", possible or "none") == (review.outcome, review.outcome)

    assert len(compared) == 24

"""Random definitions, and random systems with their bases, for the properties that hold of all of them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from bot.domain.assessments import Assessment
from bot.domain.definitions import AllOf, AnyOf, Definition, Level, Needs, Node, Obligation, leaves
from bot.domain.libraries import Library
from bot.domain.licences import MIXED, NONE_STATED, Licensing, Terms
from bot.domain.systems import Access, Assessor, Extent, Fact, Outcome, Review, System
from tests.support.builders import (
    ANY_STATED,
    APPROVED_ONLY,
    DATA,
    FREE,
    HARMLESS,
    OPEN_TERMS,
    RESTRICTED,
    UNREAD,
    a_definition,
    a_fact,
    a_library,
    a_requirement,
    a_review,
    a_system,
    licensed,
)

SOAKING = "SOAK" in os.environ

# The same examples in every run; with SOAK=1 many more, and others each time.
PROPERTY = settings(
    max_examples=5000 if SOAKING else 60,
    derandomize=not SOAKING,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)

COMPONENTS = (
    "training_data",
    "data_information",
    "training_code",
    "inference_code",
    "supporting_libraries",
    "model_parameters",
    "technical_report",
    "model_card",
)
TERMS: tuple[Terms | None, ...] = (OPEN_TERMS, APPROVED_ONLY, ANY_STATED, None)
LICENCES: tuple[Licensing | None, ...] = (
    *(licensed(text) for text in (FREE, DATA, RESTRICTED, UNREAD, HARMLESS, NONE_STATED, MIXED)),
    licensed("either", (RESTRICTED,), (FREE,)),
    licensed("both", (FREE, UNREAD)),
    None,
)
TESTED = "tested"


@dataclass(frozen=True, slots=True)
class Case:
    """A system called "tested" with the systems it was made from, and the version it is judged by."""

    library: Library
    definition: Definition

    @property
    def system(self) -> System:
        """The system that the case is about."""
        return self.library.systems[TESTED]

    def assess(self) -> Assessment:
        """The assessment that the case is about."""
        return self.library.assess(TESTED, self.definition)

    def _repr_pretty_(self, printer: Any, _cycle: bool) -> None:
        """Tell a failing case in a few lines, not in a thousand."""
        rows = [
            (row.id, row.component, row.terms and row.terms.id, row.carried_by) for row in self.definition.requirements
        ]
        printer.text(f"levels: {[level.requires for level in self.definition.levels]}\nrows: {rows}\n")
        printer.text(f"about: {self.definition.verdict_level}, inherits: {self.definition.inherits}\n")
        for system in self.library.systems.values():
            facts = [
                (f.component, f.access.value, f.extent, f.licence and f.licence.text, f.evidence.by, f.evidence.url)
                for f in system.facts
            ]
            passed = bool(system.passed(self.definition.label))
            bases = (*system.bases, *system.unrecorded_bases)
            printer.text(f"{system.id} of {system.developer}, from {bases}, passed: {passed}, facts: {facts}\n")

    def with_system(self, *changed: System) -> Case:
        """The same case with some systems otherwise."""
        return replace(self, library=self.library.with_systems({system.id: system for system in changed}))


# -- Systems -------------------------------------------------------------------------------------------------------


@st.composite
def facts(draw: st.DrawFn, component: str, url: str = "https://example.org/a") -> Fact:
    """A fact of any kind about a component."""
    return a_fact(
        component,
        draw(st.sampled_from(Access)),
        licence=draw(st.sampled_from(LICENCES)),
        extent=draw(st.sampled_from([None, Extent.FULL, Extent.FULL, Extent.PARTIAL])),
        by=draw(st.sampled_from([None, None, Assessor.EUROPEAN_INDEX])),
        note=draw(st.sampled_from([None, "a note"])),
        url=url,
    )


REVIEWS: st.SearchStrategy[tuple[Review, ...]] = st.sampled_from(
    [(), (), (), (a_review(Outcome.PASSED),), (a_review(Outcome.FAILED),), (a_review(definitions=("osaid 1.0",)),)]
)


@st.composite
def systems(draw: st.DrawFn, id_: str, components: Sequence[str], bases: Sequence[str], claims: int) -> System:
    """A system with up to so many claims about each of these components."""
    known = [
        draw(facts(component, f"https://example.org/{number}"))
        for component in components
        for number in range(draw(st.integers(0, claims)))
    ]
    return a_system(
        *known,
        id=id_,
        developer=draw(st.sampled_from(["One", "Two"])),
        bases=tuple(bases),
        unrecorded_bases=draw(st.sampled_from([(), (), (), ("Older Example",)])),
        reviews=draw(REVIEWS),
    )


@st.composite
def libraries(draw: st.DrawFn, components: Sequence[str], *, claims: int, derived: bool) -> Library:
    """The system "tested", and what it was made from if it is derived."""
    shape = draw(st.sampled_from(DERIVED)) if derived else {TESTED: []}
    return a_library(*(draw(systems(id_, components, bases, claims)) for id_, bases in shape.items()))


# What was made from what: from one, from two beside each other, from one after another.
DERIVED: tuple[dict[str, list[str]], ...] = (
    {"base": [], TESTED: ["base"]},
    {"base": [], "other": [], TESTED: ["base", "other"]},
    {"first": [], "second": ["first"], TESTED: ["second"]},
    {"first": [], "second": ["first"], TESTED: ["second", "first"]},
)


# -- Definitions ---------------------------------------------------------------------------------------------------


def trees(ids: Sequence[str]) -> st.SearchStrategy[Node]:
    """Any tree over these rows; a row may come several times."""
    needs: st.SearchStrategy[Node] = st.sampled_from(ids).map(Needs)

    def larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        every = st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts)))
        some = st.lists(inner, min_size=2, max_size=3).map(lambda parts: AnyOf(tuple(parts)))
        return every | some

    return st.recursive(needs, larger, max_leaves=6)


@st.composite
def partitions(draw: st.DrawFn, ids: Sequence[str]) -> Node:
    """A tree in which each of these rows stands once."""
    if len(ids) == 1:
        return Needs(ids[0])
    cuts = draw(st.sets(st.integers(1, len(ids) - 1), min_size=1, max_size=2))
    parts = tuple(draw(partitions(ids[start:end])) for start, end in pairwise([0, *sorted(cuts), len(ids)]))
    return AnyOf(parts) if draw(st.booleans()) else AllOf(parts)


def _definition(draw: st.DrawFn, components: Sequence[str], levels: list[Level], *, carrying: bool) -> Definition:
    asked = {id_ for level in levels for id_ in leaves(level.requires)}
    ids = [f"row-{number}" for number in range(len(components))]
    carried = {id_ for id_ in ids if carrying and id_ in asked and draw(st.integers(0, 3)) == 0}
    carriers = [id_ for id_ in ids if id_ in asked - carried]
    rows = []
    for id_, component in zip(ids, components, strict=True):
        names: tuple[str, ...] = ()
        if id_ in carried and carriers:
            names = tuple(draw(st.lists(st.sampled_from(carriers), min_size=1, max_size=2, unique=True)))
        row = a_requirement(id_, component=component, terms=draw(st.sampled_from(TERMS)), carried_by=names)
        rows.append(row if id_ in asked else replace(row, obligation=Obligation.OPTIONAL))
    verdict_level = draw(st.sampled_from([level.id for level in levels]))
    return a_definition(*rows, levels=levels, verdict_level=verdict_level, inherits=draw(st.booleans()))


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    """Any version: up to six rows, of which some ask about one component; up to three levels; any trees."""
    components = draw(st.lists(st.sampled_from(COMPONENTS), min_size=1, max_size=6))
    ids = [f"row-{number}" for number in range(len(components))]
    number = draw(st.integers(1, 3))
    levels = [Level(f"level-{step}", f"Level {step}", draw(trees(ids))) for step in range(number)]
    return _definition(draw, components, levels, carrying=True)


@st.composite
def plain_definitions(draw: st.DrawFn, *, carrying: bool) -> Definition:
    """A version whose rows ask about a component each, and stand in its trees once."""
    components = draw(st.lists(st.sampled_from(COMPONENTS), min_size=1, max_size=6, unique=True))
    ids = [f"row-{number}" for number in range(len(components))]
    cut = draw(st.integers(1, len(ids)))
    levels = [Level("lower", "Lower", draw(partitions(ids[:cut])))]
    if ids[cut:]:
        levels.append(Level("upper", "Upper", draw(partitions(ids[cut:]))))
    return _definition(draw, components, levels, carrying=carrying)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any system, under any version."""
    definition = draw(definitions())
    return Case(draw(libraries(_components(definition), claims=2, derived=draw(st.booleans()))), definition)


@st.composite
def plain_cases(draw: st.DrawFn) -> Case:
    """A system with one claim a component, under a plain version; rows are carried only where no base is."""
    derived = draw(st.booleans())
    definition = draw(plain_definitions(carrying=not derived))
    return Case(draw(libraries(_components(definition), claims=1, derived=derived)), definition)


def _components(definition: Definition) -> list[str]:
    return sorted({row.component for row in definition.requirements})

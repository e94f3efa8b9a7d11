"""From the shapes of files to the values of the domain: ids become what they name, or a problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.definitions.expressions import Expressions
from bot.definitions.reading import Document
from bot.definitions.shapes import (
    ComponentsFile,
    DefinitionFile,
    DisputeShape,
    FactShape,
    LicencesFile,
    RequirementShape,
    SystemFile,
    TermsFile,
)
from bot.domain.definitions import AllOf, AnyOf, Definition, Level, Needs, Node, Obligation, Requirement, leaves
from bot.domain.licences import Licence, Licensing, Terms
from bot.domain.systems import (
    Access,
    Component,
    Dispute,
    Evidence,
    Fact,
    LicencePeriod,
    Review,
    System,
)


def components(shape: ComponentsFile) -> dict[str, Component]:
    """Components by id."""
    return {c.id: Component(c.id, c.name, c.kind, c.what, c.aliases) for c in shape.components}


def licences(shape: LicencesFile) -> dict[str, Licence]:
    """Licences by id."""
    fields = Licence.__dataclass_fields__
    return {entry.id: Licence(**{name: getattr(entry, name) for name in fields}) for entry in shape.licences}


def terms(shape: TermsFile, known: Mapping[str, Licence], document: Document) -> dict[str, Terms]:
    """Terms by id, each able to rule on every known licence."""
    linked = {}
    for number, entry in enumerate(shape.terms):
        for id_ in entry.named:
            if id_ not in known:
                document.problem(("terms", number, "named", id_), "expected the id of a licence in licences.yaml")
        own = {name: getattr(entry, name) for name in Terms.__dataclass_fields__ if name != "licences"}
        linked[entry.id] = Terms(**own, licences=known)
    return linked


def definition(
    shape: DefinitionFile, parts: Mapping[str, Component], words: Mapping[str, Terms], document: Document
) -> Definition:
    """A version with its rows tied to components and terms, and its trees read."""
    rows = {row.id: row for row in shape.requirements}
    for number, row in enumerate(shape.requirements):
        _check_row(row, rows, parts, words, document, ("requirements", number))
    for number, gap in enumerate(shape.gaps):
        for index, id_ in enumerate(gap.concerns):
            if id_ not in rows:
                place = ("gaps", number, "concerns", index)
                document.problem(place, f"expected a requirement of this file, found {id_!r}")
    if len(rows) != len(shape.requirements):
        document.problem(("requirements",), "expected every requirement to have an id of its own")
    requirements = tuple(_requirement(row, parts, words) for row in shape.requirements)
    before = len(document.problems)
    levels = tuple(
        Level(level.id, level.name, _node(level.requires, rows, document, ("levels", number, "requires")))
        for number, level in enumerate(shape.levels)
    )
    _check_levels(shape, levels, document, whole=len(document.problems) == before)
    copied = {
        name: getattr(shape, name) for name in Definition.__dataclass_fields__ if name not in ("requirements", "levels")
    }
    return Definition(**copied, requirements=requirements, levels=levels)


def _check_row(
    row: RequirementShape,
    rows: Mapping[str, RequirementShape],
    parts: Mapping[str, Component],
    words: Mapping[str, Terms],
    document: Document,
    place: tuple[str | int, ...],
) -> None:
    if row.component not in parts:
        document.problem((*place, "component"), f"expected a component of components.yaml, found {row.component!r}")
    if row.terms is not None and row.terms not in words:
        document.problem((*place, "terms"), f"expected terms of terms.yaml, found {row.terms!r}")
    for number, id_ in enumerate(row.carried_by):
        if id_ not in rows:
            document.problem((*place, "carried_by", number), f"expected a requirement of this file, found {id_!r}")
        elif rows[id_].carried_by or rows[id_].obligation is not Obligation.REQUIRED:
            expected = f"expected a required row that is not carried itself, found {id_!r}"
            document.problem((*place, "carried_by", number), expected)


def _requirement(row: RequirementShape, parts: Mapping[str, Component], words: Mapping[str, Terms]) -> Requirement:
    linked = ("terms", "component_name")
    copied = {name: getattr(row, name) for name in Requirement.__dataclass_fields__ if name not in linked}
    name = parts[row.component].name if row.component in parts else row.component
    return Requirement(**copied, component_name=name, terms=words.get(row.terms) if row.terms else None)


def _node(tree: Any, rows: Mapping[str, Any], document: Document, place: tuple[str | int, ...]) -> Node:
    """Read a tree: an id, or a mapping with one of the three keys; what fits none is one problem."""
    match tree:
        case str():
            if tree not in rows:
                document.problem(place, f"expected a requirement of this file, found {tree!r}")
                return AllOf(())
            return Needs(tree)
        case {"all_of": [_, *_] as parts, **rest} if not rest:
            return AllOf(tuple(_node(p, rows, document, (*place, "all_of", i)) for i, p in enumerate(parts)))
        case {"any_of": [_, *_] as parts, **rest} if not rest:
            return AnyOf(tuple(_node(p, rows, document, (*place, "any_of", i)) for i, p in enumerate(parts)))
        case {"need": str(), "may_be_replaced_by": [_, *_], **rest} if not rest:
            names = [(tree["need"], "need"), *((name, "may_be_replaced_by") for name in tree["may_be_replaced_by"])]
            return AnyOf(tuple(_node(name, rows, document, (*place, key)) for name, key in names), replaces=True)
    document.problem(
        place, "expected a requirement's id, all_of or any_of with a list, or need with may_be_replaced_by"
    )  # fmt: skip
    return AllOf(())


def _check_levels(shape: DefinitionFile, levels: tuple[Level, ...], document: Document, *, whole: bool) -> None:
    """Check what levels ask for; rows are held against the trees only where these could be read whole."""
    asked = {id_ for level in levels for id_ in leaves(level.requires)}
    seen: set[str] = set()
    for number, level in enumerate(levels):
        if level.id in seen:
            document.problem(("levels", number, "id"), f"expected every level once, found {level.id!r} again")
        seen.add(level.id)
    for number, row in enumerate(shape.requirements):
        if whole and (row.obligation == "required") != (row.id in asked):
            expected = "expected a level to ask for what is required, and for nothing else"
            document.problem(("requirements", number, "obligation"), expected)
    if levels and shape.verdict_level not in [level.id for level in levels]:
        document.problem(("verdict_level",), f"expected the id of a level, found {shape.verdict_level!r}")
    if not levels and shape.verdict_level is not None:
        document.problem(("verdict_level",), "expected none: this version has no levels")


def system(
    shape: SystemFile,
    parts: Mapping[str, Component],
    expressions: Expressions,
    labels: frozenset[str],
    document: Document,
) -> System:
    """A system with its licences read and its components checked."""
    facts = [_fact(key, fact, shape, parts, expressions, document) for key, fact in shape.facts.items()]
    if shape.reader is None and any(fact.reader is None for fact in shape.facts.values()):
        document.problem(("reader",), "expected who read the sources, found none: name a reader here, or in every fact")
    history = []
    for number, period in enumerate(shape.licence_history):
        place = ("licence_history", number)
        for index, component in enumerate(period.components):
            _check_component(component, parts, document, (*place, "components", index))
        licence = _licensing(period.licence, expressions, document, (*place, "licence"))
        if licence is not None:
            history.append(
                LicencePeriod(
                    period.components, licence, period.source, period.scope, period.from_, period.until, period.note
                )
            )
    for number, review in enumerate(shape.reviews):
        for index, label in enumerate(review.definitions):
            if label not in labels:
                place_ = ("reviews", number, "definitions", index)
                document.problem(place_, f"expected the label of a definition, found {label!r}")
    reviews = tuple(Review(r.by, r.outcome, r.date, r.source, r.definitions, r.note) for r in shape.reviews)
    disputes = [
        _dispute(claim, ("disputes", n), parts, expressions, document) for n, claim in enumerate(shape.disputes)
    ]
    taken = ("reader", "facts", "licence_history", "reviews", "disputes")
    copied = {name: getattr(shape, name) for name in SystemFile.__dataclass_fields__ if name not in taken}
    return System(
        **copied,
        facts=tuple(fact for fact in facts if fact),
        licence_history=tuple(history),
        reviews=reviews,
        disputes=tuple(disputes),
    )  # fmt: skip


def _dispute(
    shape: DisputeShape,
    place: tuple[str | int, ...],
    parts: Mapping[str, Component],
    expressions: Expressions,
    document: Document,
) -> Dispute:
    _check_component(shape.component, parts, document, (*place, "component"))
    licence = None
    if shape.licence is not None:
        licence = _licensing(shape.licence, expressions, document, (*place, "licence"))
    evidence = Evidence(shape.source, shape.read_on, shape.reader, shape.by)
    claim = Fact(shape.component, shape.access, evidence, shape.extent, licence, shape.note)
    return Dispute(claim, shape.reason, shape.opened_on, shape.opened_by, shape.proposal)


def _check_component(
    id_: str, parts: Mapping[str, Component], document: Document, place: tuple[str | int, ...]
) -> None:
    if id_ not in parts:
        document.problem(place, f"expected a component of components.yaml, found {id_!r}")


def _licensing(
    text: str, expressions: Expressions, document: Document, place: tuple[str | int, ...]
) -> Licensing | None:
    try:
        return expressions.parse(text)
    except ValueError as error:
        document.problem(place, str(error))
        return None


def _fact(
    component: str,
    shape: FactShape,
    owner: SystemFile,
    parts: Mapping[str, Component],
    expressions: Expressions,
    document: Document,
) -> Fact | None:
    place = ("facts", component)
    _check_component(component, parts, document, place)
    if shape.source is None and shape.access is not Access.UNKNOWN:
        document.problem(place, "expected a source: only what is unknown needs none")
    licence = None
    if shape.licence is not None:
        licence = _licensing(shape.licence, expressions, document, (*place, "licence"))
    evidence = Evidence(shape.source, shape.read_on, shape.reader or owner.reader or "", shape.by)
    return Fact(component, shape.access, evidence, shape.extent, licence, shape.note)

"""Definitions of open source AI, each version as a tree of requirements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.licences import Terms


class Freedom(StrEnum):
    """What a person may do with a system."""

    USE = "use"
    STUDY = "study"
    MODIFY = "modify"
    SHARE = "share"


class DefinitionStatus(StrEnum):
    """Where a version stands in its life."""

    DRAFT = "draft"
    RELEASE_CANDIDATE = "release candidate"
    STABLE = "stable"
    RETIRED = "retired"


class Obligation(StrEnum):
    """What a version asks of a component; undecided where its table was still empty."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Requirement:
    """A row of a version: one component (by id, and as people call it) under terms.

    ``terms`` is None where the version names no legal frame. ``carried_by`` are requirements that answer for this one
    when nothing is recorded about it and all of them are met. ``freedoms`` are those that the row serves.
    """

    id: str
    name: str
    group: str
    component: str
    component_name: str
    obligation: Obligation
    clause: str
    freedoms: tuple[Freedom, ...]
    terms: Terms | None = None
    carried_by: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """A leaf of the tree: one requirement by its id."""

    requirement: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must be met."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part must be met. ``replaces`` is set where the parts after the first stand in for it."""

    parts: tuple[Node, ...]
    replaces: bool = False


Node = Needs | AllOf | AnyOf


def leaves(node: Node) -> Iterator[str]:
    """The requirements that a tree names, in order; one may come twice."""
    match node:
        case Needs(requirement):
            yield requirement
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)


def choices(node: Node) -> list[AnyOf]:
    """The choices of a tree, outermost only."""
    match node:
        case Needs():
            return []
        case AllOf(parts):
            return [choice for part in parts for choice in choices(part)]
        case AnyOf():
            return [node]


@dataclass(frozen=True, slots=True)
class Level:
    """A step of the ladder; each needs the one below it."""

    id: str
    name: str
    requires: Node


@dataclass(frozen=True, slots=True)
class Source:
    """A page that a definition's facts were taken from."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A rule that we apply where a version's text leaves a gap.

    It is said in an answer whose verdict rests on one of the rows that it concerns; without rows, in every answer.
    """

    says: str
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of a definition.

    ``levels`` stand from the lowest up and are empty where the version requires nothing: it cannot judge.
    ``verdict_level`` is the level that the verdict is about. ``gaps`` are the rules we apply where the text leaves
    one. ``inherits`` says whether a system is judged together with what it was made from.
    ``changes`` say what is otherwise than in the version before, ``scope`` what the text says or leaves out.
    """

    id: str
    version: str
    title: str
    status: DefinitionStatus
    published: str
    summary: str
    conforms_when: str
    requirements: tuple[Requirement, ...]
    levels: tuple[Level, ...]
    sources: tuple[Source, ...]
    verdict_level: str | None = None
    inherits: bool = True
    gaps: tuple[Gap, ...] = ()
    changes: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    published_note: str | None = None

    @property
    def label(self) -> str:
        """Its name on the wire: "osaid 1.0"."""
        return f"{self.id} {self.version}"

    @property
    def ladder(self) -> bool:
        """Whether it has more than one level."""
        return len(self.levels) > 1

    @property
    def alternatives(self) -> frozenset[str]:
        """The requirements of which one of several will do."""
        return frozenset(id_ for level in self.levels for node in choices(level.requires) for id_ in leaves(node))

    def requirement(self, id_: str) -> Requirement:
        """The requirement with this id; KeyError if the version has none."""
        for requirement in self.requirements:
            if requirement.id == id_:
                return requirement
        raise KeyError(id_)

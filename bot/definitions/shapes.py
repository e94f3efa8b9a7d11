"""The shapes of the files, as their keys stand there; `definitions/README.md` explains each key."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from bot.definitions.reading import ADDRESS, DAY, NAME, VERSION
from bot.domain.definitions import DefinitionStatus, Freedom, Gap, Obligation, Source
from bot.domain.licences import Criterion, Known, LicenceKind, OpenDefinition
from bot.domain.systems import Access, Assessor, Extent, Kind

Text = Annotated[str, Field(min_length=1)]
Address = Annotated[str, Field(pattern=ADDRESS)]
Day = Annotated[str, Field(pattern=DAY)]
Name = Annotated[str, Field(pattern=NAME)]
Version = Annotated[str, Field(pattern=VERSION)]


@dataclass(frozen=True, slots=True)
class ComponentShape:
    """An entry of vocabulary/components.yaml."""

    id: Name
    name: Text
    kind: Text
    what: Text
    aliases: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class ComponentsFile:
    """vocabulary/components.yaml."""

    components: tuple[ComponentShape, ...]


@dataclass(frozen=True, slots=True)
class LicenceShape:
    """An entry of vocabulary/licences.yaml."""

    id: Text
    name: Text
    kind: LicenceKind
    osi_approved: bool
    open_definition: OpenDefinition
    use_restrictions: Known
    limited: Known
    mof_open: bool
    spdx_listed: bool
    source: Text
    limit: Text | None = None
    restrictions: Text | None = None
    names: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class LicencesFile:
    """vocabulary/licences.yaml."""

    licences: tuple[LicenceShape, ...]


@dataclass(frozen=True, slots=True)
class TermsShape:
    """An entry of vocabulary/terms.yaml."""

    id: Name
    name: Text
    meaning: Text
    rule: Text
    accepts: tuple[Criterion, ...]
    closed_list: bool
    accepts_gated: bool
    source: Text
    named: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RulesShape:
    """The rules of vocabulary/terms.yaml that hold for every version."""

    gated: Text
    partial: Text
    mixed: Text
    none_stated: Text
    inherited: Text
    second_hand: Text
    review: Text
    not_certification: Text


@dataclass(frozen=True, slots=True)
class TermsFile:
    """vocabulary/terms.yaml."""

    terms: tuple[TermsShape, ...]
    rules: RulesShape


@dataclass(frozen=True, slots=True)
class RequirementShape:
    """A row of a version."""

    id: Name
    name: Text
    group: Text
    component: Name
    obligation: Obligation
    clause: Text
    freedoms: tuple[Freedom, ...]
    terms: Name | None = None
    carried_by: tuple[Name, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class LevelShape:
    """A level of a version; its tree is read by hand, so that one slip makes one problem."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$")]
    name: Text
    requires: Any


@dataclass(frozen=True, slots=True)
class DefinitionFile:
    """A version of a definition."""

    id: Name
    version: Version
    title: Text
    status: DefinitionStatus
    published: Day
    summary: Text
    conforms_when: Text
    sources: tuple[Source, ...]
    requirements: tuple[RequirementShape, ...] = ()
    levels: tuple[LevelShape, ...] = ()
    verdict_level: Text | None = None
    inherits: bool = True
    gaps: tuple[Gap, ...] = ()
    changes: tuple[Text, ...] = ()
    scope: tuple[Text, ...] = ()
    published_note: Text | None = None


@dataclass(frozen=True, slots=True)
class FactShape:
    """What a system's file says of one component."""

    access: Access
    extent: Extent | None = None
    licence: Text | None = None
    source: Address | None = None
    read_on: date | None = None
    by: Assessor | None = None
    reader: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class LicencePeriodShape:
    """An entry of a system's licence history; ``from`` is a word of the language, hence the alias."""

    components: tuple[Name, ...]
    licence: Text
    source: Text
    scope: Text | None = None
    from_: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class ReviewShape:
    """A published judgement by others."""

    by: Assessor
    outcome: Text
    date: Day
    source: Address
    definitions: tuple[Text, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class DisputeShape:
    """A claim that contradicts the recorded fact on its component, and waits for a moderator."""

    component: Name
    access: Access
    source: Address
    reader: Text
    reason: Text
    opened_on: date
    opened_by: Text
    proposal: Annotated[int, Field(gt=0)]
    extent: Extent | None = None
    licence: Text | None = None
    read_on: date | None = None
    by: Assessor | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class SystemFile:
    """A system. ``reader`` may be left out where every fact names its own, as where there is none."""

    id: Name
    name: Text
    developer: Text
    kind: Kind
    family: Text
    reader: Text | None = None
    aliases: tuple[Text, ...] = ()
    bases: tuple[Name, ...] = ()
    unrecorded_bases: tuple[Text, ...] = ()
    released: Day | None = None
    released_source: Text | None = None
    addresses: tuple[Address, ...] = ()
    note: Text | None = None
    facts: dict[str, FactShape] = field(default_factory=dict)
    licence_history: tuple[LicencePeriodShape, ...] = ()
    reviews: tuple[ReviewShape, ...] = ()
    disputes: tuple[DisputeShape, ...] = ()


COMPONENTS = TypeAdapter(ComponentsFile)
LICENCES = TypeAdapter(LicencesFile)
TERMS = TypeAdapter(TermsFile)
DEFINITION = TypeAdapter(DefinitionFile)
SYSTEM = TypeAdapter(SystemFile)

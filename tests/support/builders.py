"""Values with defaults: a test states only what matters to it.

By default everything is well: a licence is accepted everywhere, a fact is first hand, full and open, a requirement is
required, a definition asks for all of its rows, and a system's developer is its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from bot.domain.definitions import (
    AllOf,
    AnyOf,
    Definition,
    DefinitionStatus,
    Freedom,
    Level,
    Needs,
    Node,
    Obligation,
    Requirement,
    leaves,
)
from bot.domain.libraries import Library, Reference
from bot.domain.licences import (
    MIXED,
    NONE_STATED,
    Criterion,
    Known,
    Licence,
    LicenceKind,
    Licensing,
    OpenDefinition,
    Terms,
)
from bot.domain.proposals import Availability, FactProposed, Proposal, ProposalState, Proposed
from bot.domain.systems import (
    Access,
    Assessor,
    Evidence,
    Extent,
    Fact,
    Kind,
    LicencePeriod,
    Outcome,
    Review,
    System,
)

LABEL = "osaid 9.9"
READ_ON = date(2026, 5, 11)


# -- Licences ------------------------------------------------------------------------------------------------------


def a_licence(
    id: str = "Free-1.0",
    *,
    name: str | None = None,
    kind: LicenceKind = LicenceKind.CODE,
    osi_approved: bool = True,
    open_definition: OpenDefinition = OpenDefinition.YES,
    use_restrictions: Known = Known.NO,
    limited: Known = Known.NO,
    mof_open: bool = True,
    limit: str | None = None,
    restrictions: str | None = None,
    names: tuple[str, ...] = (),
) -> Licence:
    """A licence; if nothing is said, one that every list accepts."""
    return Licence(
        id=id,
        name=name or f"{id} licence",
        kind=kind,
        osi_approved=osi_approved,
        open_definition=open_definition,
        use_restrictions=use_restrictions,
        limited=limited,
        mof_open=mof_open,
        spdx_listed=True,
        source="https://example.org/licences",
        limit=limit,
        restrictions=restrictions,
        names=names,
    )


def an_unlisted_licence(
    id: str,
    *,
    use_restrictions: Known = Known.NO,
    limited: Known = Known.NO,
    limit: str | None = None,
    restrictions: str | None = None,
) -> Licence:
    """A licence that stands on no list; what it restricts is what is said here."""
    return a_licence(
        id,
        kind=LicenceKind.MODEL,
        osi_approved=False,
        open_definition=OpenDefinition.NOT_LISTED,
        use_restrictions=use_restrictions,
        limited=limited,
        mof_open=False,
        limit=limit,
        restrictions=restrictions,
    )


FREE = "Free-1.0"  # on every list
DATA = "Data-1.0"  # conforms to the Open Definition, not approved by the OSI
RESTRICTED = "Restricted-1.0"  # its text forbids some uses
UNREAD = "Unread-1.0"  # on no list, its text was not read
HARMLESS = "Harmless-1.0"  # on no list, its text restricts nothing

LICENCES: Mapping[str, Licence] = {
    licence.id: licence
    for licence in (
        a_licence(FREE),
        a_licence(DATA, kind=LicenceKind.DATA, osi_approved=False),
        an_unlisted_licence(RESTRICTED, use_restrictions=Known.YES, restrictions="no military use"),
        an_unlisted_licence(UNREAD, use_restrictions=Known.UNKNOWN, limited=Known.UNKNOWN),
        an_unlisted_licence(HARMLESS),
    )
}


def licensed(text: str, *alternatives: tuple[str, ...]) -> Licensing:
    """A licence as recorded: one id, one of the two words, or a text with its choice of combinations."""
    if text in (NONE_STATED, MIXED):
        return Licensing(text)
    return Licensing(text, alternatives or ((text,),))


def terms(
    id: str = "open-terms",
    *,
    name: str | None = None,
    accepts: tuple[Criterion, ...] = (Criterion.OSI_APPROVED, Criterion.OPEN_DEFINITION),
    closed_list: bool = False,
    accepts_gated: bool = False,
    named: Mapping[str, str] | None = None,
    licences: Mapping[str, Licence] = LICENCES,
) -> Terms:
    """Terms; if nothing is said, those of data and parameters: approved or conforming, and an open list."""
    return Terms(
        id=id,
        name=name or id.replace("-", " "),
        meaning="What the version says.",
        rule="What we accept.",
        accepts=accepts,
        closed_list=closed_list,
        accepts_gated=accepts_gated,
        source="https://example.org/terms",
        named=dict(named or {}),
        licences=licences,
    )


OPEN_TERMS = terms()
APPROVED_ONLY = terms("approved-licence", accepts=(Criterion.OSI_APPROVED,), closed_list=True)
ANY_STATED = terms("any-stated", accepts=(Criterion.ANY_STATED,), closed_list=True, accepts_gated=True)


# -- Definitions ---------------------------------------------------------------------------------------------------


def a_requirement(
    id: str = "training-code",
    *,
    component: str | None = None,
    name: str | None = None,
    obligation: Obligation = Obligation.REQUIRED,
    terms: Terms | None = OPEN_TERMS,
    carried_by: tuple[str, ...] = (),
    freedoms: tuple[Freedom, ...] = tuple(Freedom),
) -> Requirement:
    """A row; its component is its id with underscores unless another is named."""
    component = component or id.replace("-", "_")
    return Requirement(
        id=id,
        name=name or id.replace("-", " ").capitalize(),
        group="Rows",
        component=component,
        component_name=component.replace("_", " ").capitalize(),
        obligation=obligation,
        clause="Checklist",
        freedoms=freedoms,
        terms=terms,
        carried_by=carried_by,
    )


def an_option(id: str, *, component: str | None = None, terms: Terms | None = OPEN_TERMS) -> Requirement:
    """A row that no level asks for."""
    return a_requirement(id, component=component, terms=terms, obligation=Obligation.OPTIONAL)


def all_of(*parts: str | Node) -> AllOf:
    """A tree of which every part is needed; a text is a requirement's id."""
    return AllOf(tuple(_node(part) for part in parts))


def any_of(*parts: str | Node) -> AnyOf:
    """A tree of which one part is enough."""
    return AnyOf(tuple(_node(part) for part in parts))


def replaceable(need: str, *others: str) -> AnyOf:
    """A requirement that others may stand in for."""
    return AnyOf((Needs(need), *(Needs(other) for other in others)), replaces=True)


def _node(part: str | Node) -> Node:
    return Needs(part) if isinstance(part, str) else part


def a_level(id: str, requires: str | Node, *, name: str | None = None) -> Level:
    """A level of a ladder."""
    return Level(id, name or f"Level {id}", _node(requires))


def a_definition(
    *requirements: Requirement | str,
    requires: Node | None = None,
    levels: Sequence[Level] | None = None,
    verdict_level: str | None = None,
    id: str = "osaid",
    version: str = "9.9",
    status: DefinitionStatus = DefinitionStatus.STABLE,
    published: str = "2026-05",
    inherits: bool = True,
) -> Definition:
    """A version. It asks for all its rows, unless a tree or levels are given; then its other rows are optional.

    The verdict is about the lowest level unless another is named.
    """
    rows = [row if isinstance(row, Requirement) else a_requirement(row) for row in requirements]
    if levels is None:
        required = [row.id for row in rows if row.obligation is Obligation.REQUIRED]
        tree = requires or all_of(*required)
        levels = [Level("open", "Open", tree)] if rows else []
    asked = {id_ for level in levels for id_ in leaves(level.requires)}
    assert asked <= {row.id for row in rows}, "the tree names a row that the version does not have"
    return Definition(
        id=id,
        version=version,
        title=f"Definition {version}",
        status=status,
        published=published,
        summary="What it asks.",
        conforms_when="All of it is met.",
        requirements=tuple(rows),
        levels=tuple(levels),
        sources=(),
        verdict_level=verdict_level or (levels[0].id if levels else None),
        inherits=inherits,
    )


# -- Systems -------------------------------------------------------------------------------------------------------


def a_fact(
    component: str = "training_code",
    access: Access = Access.OPEN,
    *,
    licence: str | Licensing | None = FREE,
    extent: Extent | None = Extent.FULL,
    by: Assessor | None = None,
    note: str | None = None,
    url: str | None = None,
    read_on: date | None = READ_ON,
) -> Fact:
    """A fact; if nothing is said, that a component is there, whole and free, as its developer says."""
    absent = access in (Access.ABSENT, Access.UNKNOWN)
    if isinstance(licence, str):
        licence = licensed(licence)
    return Fact(
        component=component,
        access=access,
        evidence=Evidence(url or f"https://example.org/{component}", read_on, "discord:42", by),
        extent=None if absent else extent,
        licence=None if absent else licence,
        note=note,
    )


def absent(component: str = "training_code", *, by: Assessor | None = None, url: str | None = None) -> Fact:
    """A fact that speaks against: the component was not released."""
    return a_fact(component, Access.ABSENT, by=by, url=url)


def second_hand(
    component: str = "training_code",
    access: Access = Access.OPEN,
    *,
    licence: str | None = FREE,
    extent: Extent | None = Extent.FULL,
    by: Assessor = Assessor.EUROPEAN_INDEX,
) -> Fact:
    """A fact that another project found."""
    return a_fact(component, access, licence=licence, extent=extent, by=by, url=f"https://example.org/{by.value}")


def a_review(
    outcome: str = Outcome.PASSED,
    *,
    by: Assessor = Assessor.OSI_VOLUNTEERS,
    definitions: tuple[str, ...] = (LABEL,),
    date: str = "2024-10",
    note: str | None = None,
) -> Review:
    """A published judgement; if nothing is said, a pass by the OSI's volunteers under the builder's version."""
    return Review(by, outcome, date, "https://example.org/review", definitions, note)


def a_period(
    *components: str,
    licence: str = FREE,
    from_: str | None = None,
    until: str | None = None,
    scope: str | None = None,
) -> LicencePeriod:
    """A licence that components carried for a time."""
    return LicencePeriod(components or ("model_parameters",), licensed(licence), "a page", scope, from_, until)


def a_system(
    *facts: Fact,
    id: str = "example",
    name: str | None = None,
    developer: str | None = None,
    kind: Kind = Kind.LANGUAGE,
    aliases: tuple[str, ...] = (),
    bases: tuple[str, ...] = (),
    unrecorded_bases: tuple[str, ...] = (),
    reviews: tuple[Review, ...] = (),
    licence_history: tuple[LicencePeriod, ...] = (),
    note: str | None = None,
    released: str | None = "2026-02-03",
) -> System:
    """A system with the facts given; its developer is its own unless one is named."""
    return System(
        id=id,
        name=name or id.replace("-", " ").title(),
        developer=developer or f"Developer of {id}",
        kind=kind,
        family=id.partition("-")[0],
        facts=facts,
        aliases=aliases,
        bases=bases,
        unrecorded_bases=unrecorded_bases,
        released=released,
        note=note,
        licence_history=licence_history,
        reviews=reviews,
    )


def a_library(*systems: System, definitions: Sequence[Definition] = ()) -> Library:
    """A library of systems and versions, without a vocabulary."""
    labelled = {definition.label: definition for definition in definitions}
    reference = Reference({}, LICENCES, {}, {}, labelled)
    return Library(reference, {system.id: system for system in systems})


# -- Proposals -----------------------------------------------------------------------------------------------------

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)


def a_proposal(
    number: int = 0,
    *,
    system: str = "pythia",
    proposed: Proposed | None = None,
    proposer: str = "terminal:anna",
    source: str = "https://example.org/page",
    shows: str = "The page says so.",
    state: ProposalState = ProposalState.OPEN,
) -> Proposal:
    """A proposal; if nothing is said, that the training code is published under a free licence."""
    claim = FactProposed("training_code", Availability.OPEN, licensed(FREE))
    return Proposal(number, system, proposed or claim, source, shows, READ_ON, proposer, NOON, state)

"""What the pages of versions show, put together before it is put into words of a template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.assessments import Verdict
from bot.domain.comparisons import RowChange, RowDifference
from bot.domain.definitions import AllOf, AnyOf, Definition, Needs, Node, Requirement
from bot.domain.licences import Criterion, Terms
from bot.services.published.definitions import PublishedDefinition
from bot.services.published.systems import PublishedSystems
from bot.surfaces.replies import definitions as words
from bot.surfaces.replies import in_force
from bot.surfaces.replies.systems import obligation
from bot.surfaces.replies.wording import partial_day, short_row, standard, verdict_word
from bot.surfaces.site import addresses
from bot.surfaces.site.system_parts import Mark
from bot.surfaces.site.telling import VERDICT_ORDER, VERDICT_TONES, outward
from bot.texts import _


@dataclass(frozen=True, slots=True)
class TermsView:
    """Terms that rows name: what the version says, what we accept, and why where it is by name."""

    anchor: str
    name: str
    meaning: str
    rule: str
    accepts: tuple[str, ...]
    named: tuple[tuple[str, str], ...]
    source: Markup
    gated: bool


@dataclass(frozen=True, slots=True)
class RequirementView:
    """A row of a version."""

    anchor: str
    name: str
    group: str
    asked: str
    terms: str
    terms_anchor: str
    freedoms: str
    clause: str
    note: str
    carried_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NodeView:
    """A part of what a level requires: a row by its name and place, or words that join several."""

    words: str
    anchor: str = ""
    parts: tuple[NodeView, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelView:
    """A level with what it requires; the one that the verdict is about is told apart."""

    name: str
    decides: bool
    requires: NodeView


@dataclass(frozen=True, slots=True)
class StandingView:
    """The systems that stand alike under a version: each with its name, and where its page stands."""

    anchor: str
    mark: Mark
    systems: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RowChangeView:
    """A row that two versions treat differently."""

    name: str
    what: str
    before: str
    after: str
    clause: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """A system whose verdict is another one under the later version."""

    name: str
    path: str
    before: Mark
    after: Mark
    because: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """What lies between a version and the one before; ``renamed`` are only called something else."""

    before: Definition
    after: Definition
    before_path: str
    after_path: str
    path: str
    rows: tuple[RowChangeView, ...]
    renamed: tuple[RowChangeView, ...]
    turns: tuple[TurnView, ...]


@dataclass(frozen=True, slots=True)
class DefinitionView:
    """Everything that the page of a version shows."""

    published: PublishedDefinition
    definition: Definition
    day: str
    standard: str
    in_force: bool
    held: str
    decisions: tuple[str, ...]
    rows: tuple[RequirementView, ...]
    levels: tuple[LevelView, ...]
    terms: tuple[TermsView, ...]
    sources: tuple[Markup, ...]
    standings: tuple[StandingView, ...]
    difference: DifferenceView | None
    after_path: str


def definition_view(published: PublishedDefinition, everything: PublishedSystems) -> DefinitionView:
    """Put together what the page of a version shows."""
    definition = published.definition
    terms = {row.terms.id: row.terms for row in definition.requirements if row.terms}
    return DefinitionView(
        published=published,
        definition=definition,
        day=partial_day(definition.published),
        standard=standard(definition),
        in_force=definition.label == everything.in_force.label,
        held=in_force.of_version(published.times, everything.holding),
        decisions=tuple(dict.fromkeys(one.decision for one in published.times if one.decision)),
        rows=tuple(_row(row, definition) for row in definition.requirements),
        levels=tuple(
            LevelView(level.name, level.id == definition.verdict_level, _node(level.requires, definition))
            for level in definition.levels
        ),
        terms=tuple(_terms(one) for one in terms.values()),
        sources=tuple(outward(source.url, source.title) for source in definition.sources),
        standings=tuple(_standings(definition, everything)),
        difference=difference_view(published, everything),
        after_path=addresses.definition_path(published.after) if published.after else "",
    )


def _row(row: Requirement, definition: Definition) -> RequirementView:
    names = {other.id: other.name for other in definition.requirements}
    return RequirementView(
        anchor=row.id,
        name=row.name,
        group=row.group,
        asked=obligation(row, definition.alternatives),
        terms=row.terms.name if row.terms else "",
        terms_anchor=_terms_anchor(row.terms) if row.terms else "",
        freedoms=words.freedoms(row),
        clause=row.clause,
        note=row.note or "",
        carried_by=tuple(names[id_] for id_ in row.carried_by),
    )


def _node(node: Node, definition: Definition) -> NodeView:
    match node:
        case Needs(requirement):
            return NodeView(definition.requirement(requirement).name, requirement)
        case AllOf(parts):
            return NodeView(_("All of these:"), parts=tuple(_node(part, definition) for part in parts))
        case AnyOf(parts):
            text = _("The first of these, or one that may stand in for it:") if node.replaces else _("One of these:")
            return NodeView(text, parts=tuple(_node(part, definition) for part in parts))


def _terms_anchor(terms: Terms) -> str:
    return f"terms-{terms.id}"


def _terms(terms: Terms) -> TermsView:
    accepted = {
        Criterion.OSI_APPROVED: _("licences that the OSI has approved"),
        Criterion.OPEN_DEFINITION: _("licences that conform to the Open Definition"),
        Criterion.MOF_LIST: _("licences on the list of the Model Openness Framework’s tool"),
        Criterion.ANY_STATED: _("any licence that is stated"),
    }
    return TermsView(
        anchor=_terms_anchor(terms),
        name=terms.name,
        meaning=terms.meaning,
        rule=terms.rule,
        accepts=tuple(accepted[criterion] for criterion in terms.accepts),
        named=tuple(terms.named.items()),
        source=outward(terms.source) if terms.source.startswith("http") else Markup.escape(terms.source),
        gated=terms.accepts_gated,
    )


def _standings(definition: Definition, everything: PublishedSystems) -> Iterator[StandingView]:
    """The systems by verdict, or by what they reach of a ladder, the best first."""
    found: dict[tuple[int, ...], tuple[Mark, list[tuple[str, str]]]] = {}
    steps: list[str | None] = [None, *(level.id for level in definition.levels)]
    ordered = sorted(everything.systems.values(), key=lambda one: (one.system.name.casefold(), one.system.id))
    for one in ordered:
        row = one.standing.rows[definition.label]
        place: tuple[int, ...] = (VERDICT_ORDER.index(row.verdict),)
        if definition.ladder:
            place = (-steps.index(row.level), -steps.index(row.possible_level))
        mark = Mark(short_row(row, definition), VERDICT_TONES[row.verdict])
        found.setdefault(place, (mark, []))[1].append((one.system.name, addresses.system_path(one.system.id)))
    for _place, (mark, systems) in sorted(found.items()):
        yield StandingView(_slug(mark.word), mark, tuple(systems))


def _slug(text: str) -> str:
    return "systems-" + "-".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())


def difference_view(published: PublishedDefinition, everything: PublishedSystems) -> DifferenceView | None:
    """What lies between a version and the one before; None for the first."""
    before, after = published.before, published.definition
    if before is None:
        return None
    views = [(row.change, _changed(row, before, after)) for row in published.rows]
    return DifferenceView(
        before=before,
        after=after,
        before_path=addresses.definition_path(before),
        after_path=addresses.definition_path(after),
        path=addresses.difference_path(after, before),
        rows=tuple(view for change, view in views if change is not RowChange.RENAMED),
        renamed=tuple(view for change, view in views if change is RowChange.RENAMED),
        turns=tuple(_turns(before, after, everything)),
    )


def _changed(row: RowDifference, before: Definition, after: Definition) -> RowChangeView:
    renamed = row.before is not None and row.after is not None and row.before.name != row.after.name
    name = words.row_name(row)
    if renamed and row.before is not None:
        name = _("{name} (before: {earlier})").format(name=name, earlier=row.before.name)
    clause = row.after.clause if row.after else row.before.clause if row.before else ""
    asked = (words.asked(row.before, before), words.asked(row.after, after))
    return RowChangeView(name, change_word(row.change), *asked, clause)


def change_word(change: RowChange) -> str:
    """What became of a row, as people say it."""
    return {
        RowChange.ADDED: _("new"),
        RowChange.REMOVED: _("dropped"),
        RowChange.OBLIGATION: _("obligation changed"),
        RowChange.TERMS: _("terms changed"),
        RowChange.STANDING: _("asked for otherwise"),
        RowChange.RENAMED: _("renamed"),
    }[change]


def _turns(before: Definition, after: Definition, everything: PublishedSystems) -> Iterator[TurnView]:
    for one in sorted(everything.systems.values(), key=lambda one: (one.system.name.casefold(), one.system.id)):
        because = one.standing.turned.get(after.label)
        if because is None:
            continue
        marks = [
            Mark(short_row(one.standing.rows[version.label], version),
                 VERDICT_TONES[one.standing.rows[version.label].verdict])
            for version in (before, after)
        ]  # fmt: skip
        yield TurnView(
            one.system.name, addresses.system_path(one.system.id), marks[0], marks[1], "; ".join(because)
        )  # fmt: skip


def verdict_counts(definition: Definition, everything: PublishedSystems) -> Mapping[Verdict, int]:
    """How many systems have each verdict under a version, those that none has left out."""
    counts = dict.fromkeys(VERDICT_ORDER, 0)
    for one in everything.systems.values():
        counts[one.standing.rows[definition.label].verdict] += 1
    return {verdict: count for verdict, count in counts.items() if count}


def counts_in_words(definition: Definition, everything: PublishedSystems) -> str:
    """The same in words: "5 conformant, 120 not conformant"."""
    counts = verdict_counts(definition, everything)
    return ", ".join(f"{count} {verdict_word(verdict)}" for verdict, count in counts.items())

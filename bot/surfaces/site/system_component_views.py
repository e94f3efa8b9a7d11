"""What the page of a system says of each component: what is asked, what was found, what others say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.definitions.writing import main_reader
from bot.domain.answers import SystemAnswer
from bot.domain.assessments import Assessment, Finding
from bot.domain.definitions import Definition
from bot.domain.systems import Access, Fact, Listing, System
from bot.services.published.systems import PublishedSystems
from bot.surfaces.replies import definitions, reasons
from bot.surfaces.replies.facts import access_words, licence_words
from bot.surfaces.replies.wording import (
    assessor,
    day,
    reason,
    sentence,
    truth_word,
)
from bot.surfaces.site import addresses
from bot.surfaces.site.system_parts import (
    ClaimView,
    ClauseView,
    ComponentView,
    FactView,
    Mark,
    RowView,
)
from bot.surfaces.site.telling import TRUTH_TONES, outward, told
from bot.texts import _


def components(about: SystemAnswer, everything: PublishedSystems) -> Iterator[ComponentView]:
    """What the version in force asks about, in its order."""
    rows: dict[str, list[Finding]] = {}
    for finding in about.assessment.findings:
        rows.setdefault(finding.requirement.component, []).append(finding)
    for component, findings in rows.items():
        yield _component(component, findings, about, everything)


def further(about: SystemAnswer, everything: PublishedSystems) -> Iterator[ComponentView]:
    """What is recorded or claimed, and not asked about by the version in force."""
    asked = {finding.requirement.component for finding in about.assessment.findings}
    recorded = dict.fromkeys(fact.component for fact in (*about.system.facts, *about.system.claims))
    for component in recorded:
        if component not in asked:
            yield _component(component, (), about, everything)


def _component(
    component: str, findings: Sequence[Finding], about: SystemAnswer, everything: PublishedSystems
) -> ComponentView:
    known = everything.library.reference.components.get(component)
    own, reader = about.system.facts_on(component), main_reader(about.system.facts)
    taken = [
        (_owner(fact, finding, about.assessment), fact_view(fact, reader))
        for finding in findings
        for fact in finding.facts
        if fact not in own
    ]
    return ComponentView(
        anchor=addresses.component_anchor(component),
        name=known.name if known else component.replace("_", " ").capitalize(),
        page=addresses.component_path(component) if _asked(component, everything) else "",
        rows=tuple(_row(finding, about.assessment.definition) for finding in findings),
        facts=tuple(fact_view(fact, reader) for fact in own),
        inherited=tuple(dict.fromkeys(taken)),
        claims=tuple(_claims(component, about)),
    )


def _asked(component: str, everything: PublishedSystems) -> bool:
    """Whether any version asks about a component."""
    return any(row.component == component for one in everything.definitions for row in one.requirements)


def _owner(fact: Fact, finding: Finding, assessment: Assessment) -> str:
    """Whose fact it is that a finding rests on, where it is not the component's own."""
    for base in _all_bases(assessment):
        if fact in base.facts:
            return base.name
    return finding.requirement.name


def _all_bases(assessment: Assessment) -> Iterator[System]:
    for base in assessment.bases:
        yield base.system
        yield from _all_bases(base)


def _claims(component: str, about: SystemAnswer) -> Iterator[ClaimView]:
    hangs = {contest.claim: reasons.hangs_on(contest, about) for contest in about.contests}
    for dispute in about.system.disputes:
        if dispute.claim.component == component:
            view, hanging = fact_view(dispute.claim), hangs.get(dispute.claim)
            by = _("Disputed since {day}").format(day=day(dispute.opened_on))
            yield ClaimView(view, by, dispute.reason, dispute.proposal, told(hanging) if hanging else None)
    for listing in about.system.listings:
        for claim in _standing(listing, component):
            hanging = hangs.get(claim)
            by = assessor(listing.entry.project)
            yield ClaimView(fact_view(claim), by, hangs=told(hanging) if hanging else None)


def _standing(listing: Listing, component: str) -> list[Fact]:
    if listing.vanished_at is not None:
        return []
    return [claim for claim in listing.entry.claims if claim.component == component]


def fact_view(fact: Fact, reader: str | None = None) -> FactView:
    """A fact in words. ``reader`` is who read what no other is named for."""
    said = access_words(fact)
    if fact.access in (Access.OPEN, Access.GATED):
        said += f", {licence_words(fact.licence)}"
    return FactView(
        said=sentence(said),
        note=sentence(fact.note) if fact.note else "",
        source=outward(fact.evidence.url),
        read_on=fact.evidence.read_on,
        whose=assessor(fact.evidence.by) if fact.evidence.by else "",
        reader=fact.evidence.reader if fact.evidence.reader != reader else "",
    )


def clause_view(finding: Finding, definition: Definition, shown: frozenset[str]) -> ClauseView:
    """A row of a version as it comes out; ``shown`` are the places of the components that the page tells of."""
    row = finding.requirement
    component = addresses.component_anchor(row.component)
    place = component if component in shown else ""
    return ClauseView(addresses.row_anchor(definition, row.id), row.name, place, _mark(finding), reason(finding))


def _row(finding: Finding, definition: Definition) -> RowView:
    row = finding.requirement
    fact = next(iter(finding.facts), None)
    licensed = fact is not None and fact.access in (Access.OPEN, Access.GATED)
    return RowView(
        anchor=addresses.row_anchor(definition, row.id),
        name=row.name,
        mark=_mark(finding),
        reason=reason(finding),
        asked=definitions.asked(row, definition),
        clause=row.clause,
        note=row.note or "",
        licence=licence_words(fact.licence) if fact is not None and licensed else "",
    )


def _mark(finding: Finding) -> Mark:
    return Mark(truth_word(finding.truth).partition(" ")[2], TRUTH_TONES[finding.truth])

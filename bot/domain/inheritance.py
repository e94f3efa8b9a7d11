"""What a derived system inherits from the system it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from bot.domain.assessments import Act, Assessment, Basis, Finding, Group, evaluate
from bot.domain.definitions import AnyOf, leaves
from bot.domain.logic import Truth
from bot.domain.systems import Access, System
from bot.texts import _

# How the parameters came about: a fine-tune is made with the base's data and code as well as its own.
LINEAGE = frozenset({"training_data", "data_information", "data_preprocessing_code", "training_code"})
# What a fine-tune usually takes over unchanged, when nothing of its own is recorded.
TAKEN_OVER = frozenset({"inference_code", "supporting_libraries", "model_architecture"})

Instead = Mapping[tuple[str | None, str], Truth]
"""By base and requirement, what to reckon with in the place of what is known of the base."""


def sources(finding: Finding, system: System, bases: Sequence[Assessment]) -> tuple[Finding, ...]:
    """Everything that a requirement is judged by: the system's own finding, then what stands in the way at the bases.

    Data and training code must be met by each base too, and by what that was made from. A licence on the parameters of
    any system below still binds where somebody else made it. Architecture, inference code and libraries come from the
    base when nothing else is recorded. The requirement is as good as the worst of these.
    """
    component = finding.requirement.component
    if component in LINEAGE:
        return (finding, *_lineage(finding, system, bases))
    if component == "model_parameters":
        return (finding, *_binding(finding, system, bases))
    if component in TAKEN_OVER and finding.basis is Basis.NOTHING:
        return (_taken_over(finding, bases),)
    return (finding,)


def _lineage(finding: Finding, system: System, bases: Sequence[Assessment]) -> Iterator[Finding]:
    for base in bases:
        if base.truths[finding.requirement.id] is Truth.MET:
            continue
        for found in base.sources[finding.requirement.id]:
            if found.truth is not Truth.MET:
                reason = _("made from {base}, of which: {reason}").format(base=base.system.name, reason=found.reason)
                yield _inherited(found, reason, base)
    for name in system.unrecorded_bases:
        reason = _("made from {base}, which is not in the database").format(base=name)
        unknown = replace(finding, truth=Truth.UNKNOWN, reason=reason, basis=Basis.INHERITED, acts=(Act.FIND,))
        yield replace(unknown, inherited_from=name)


def _binding(finding: Finding, system: System, bases: Sequence[Assessment]) -> Iterator[Finding]:
    for base in _ancestry(bases):
        if base.system.developer == system.developer or finding.requirement.terms is None:
            continue
        for fact in base.system.facts_on("model_parameters"):
            if fact.licence is None or fact.access is Access.ABSENT:
                continue
            ruling = finding.requirement.terms.rule_on(fact.licence)
            if ruling.truth is Truth.UNMET:
                reason = _("made from {base}, whose licence still binds: {why}")
                reason = reason.format(base=base.system.name, why=ruling.why)
                bound = replace(finding, truth=Truth.UNMET, reason=reason, basis=Basis.INHERITED, acts=(Act.RELICENSE,))
                yield replace(bound, facts=(*finding.facts, fact), inherited_from=base.system.id)
                break


def _ancestry(bases: Sequence[Assessment]) -> Iterator[Assessment]:
    for base in bases:
        yield base
        yield from _ancestry(base.bases)


def _taken_over(finding: Finding, bases: Sequence[Assessment]) -> Finding:
    for base in bases:
        taken = next(found for found in base.findings if found.requirement.id == finding.requirement.id)
        if taken.basis is not Basis.NOTHING:
            reason = _("taken over from {base}: {reason}").format(base=base.system.name, reason=taken.reason)
            return _inherited(taken, reason, base)
    return finding


def _inherited(finding: Finding, reason: str, base: Assessment) -> Finding:
    origin = finding.inherited_from or base.system.id
    return replace(finding, reason=reason, basis=Basis.INHERITED, inherited_from=origin)


def choice_sources(choice: AnyOf, system: System, bases: Sequence[Assessment], instead: Instead) -> Iterator[Group]:
    """What stands in the way of a choice about data at the bases, and at what they were made from."""
    for base in bases:
        own = base.own_choice(choice, _of(base.system.id, instead))
        if own is not Truth.MET:
            reason = _("made from {base}, which does not meet this").format(base=base.system.name)
            if own is Truth.UNKNOWN:
                reason = _("made from {base}, of which this is not known").format(base=base.system.name)
            yield Group(own, reason, Basis.INHERITED, inherited_from=base.system.id)
        yield from choice_sources(choice, base.system, base.bases, instead)
    for name in system.unrecorded_bases:
        truths = dict.fromkeys(leaves(choice), Truth.UNKNOWN) | _of(name, instead)
        if evaluate(choice, truths, {}) is Truth.MET:
            continue
        reason = _("made from {base}, which is not in the database").format(base=name)
        yield Group(Truth.UNKNOWN, reason, Basis.INHERITED, inherited_from=name)


def _of(base: str, instead: Instead) -> dict[str, Truth]:
    return {requirement: truth for (name, requirement), truth in instead.items() if name == base}

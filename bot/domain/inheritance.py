"""What a derived system inherits from the system it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.assessments import Act, Assessment, Basis, Finding, Group, evaluate, group_key
from bot.domain.definitions import AnyOf
from bot.domain.logic import Truth
from bot.domain.systems import Access, System
from bot.texts import _

# How the parameters came about: a fine-tune is made with the base's data and code as well as its own.
LINEAGE = frozenset({"training_data", "data_information", "data_preprocessing_code", "training_code"})
# What a fine-tune usually takes over unchanged, when nothing of its own is recorded.
TAKEN_OVER = frozenset({"inference_code", "supporting_libraries", "model_architecture"})


def inherit(finding: Finding, system: System, bases: Sequence[Assessment]) -> Finding:
    """Judge a requirement together with the bases.

    Data and training code must be met by each base too. A base's licence on the parameters still binds when somebody
    else made the system. Architecture, inference code and libraries come from the base when nothing else is recorded.
    """
    component = finding.requirement.component
    if component in LINEAGE:
        return _with_lineage(finding, system, bases)
    if component == "model_parameters":
        return _bound_by_base(finding, system, bases)
    if component in TAKEN_OVER and finding.basis is Basis.NOTHING:
        return _taken_over(finding, bases)
    return finding


def _with_lineage(finding: Finding, system: System, bases: Sequence[Assessment]) -> Finding:
    worst = finding
    for base in bases:
        below = _counterpart(finding, base)
        if below is not None and below.truth.rank < worst.truth.rank:
            reason = _("made from {base}, of which: {reason}").format(base=base.system.name, reason=below.reason)
            worst = replace(
                worst,
                truth=below.truth,
                reason=reason,
                basis=Basis.INHERITED,
                facts=below.facts,
                acts=below.acts,
                inherited_from=base.system.id,
            )
    if worst.truth is Truth.MET and system.unrecorded_bases:
        base_name = system.unrecorded_bases[0]
        reason = _("made from {base}, which is not in the database").format(base=base_name)
        worst = replace(
            worst,
            truth=Truth.UNKNOWN,
            reason=reason,
            basis=Basis.INHERITED,
            acts=(Act.FIND,),
            inherited_from=base_name,
        )
    return worst


def _bound_by_base(finding: Finding, system: System, bases: Sequence[Assessment]) -> Finding:
    terms = finding.requirement.terms
    if finding.truth is Truth.UNMET or terms is None:
        return finding
    for base in bases:
        if base.system.developer == system.developer:
            continue
        for fact in base.system.facts_on("model_parameters"):
            if fact.licence is None or fact.access is Access.ABSENT:
                continue
            ruling = terms.rule_on(fact.licence)
            if ruling.truth is Truth.UNMET:
                reason = _("made from {base}, whose licence still binds: {why}")
                return replace(
                    finding,
                    truth=Truth.UNMET,
                    reason=reason.format(base=base.system.name, why=ruling.why),
                    basis=Basis.INHERITED,
                    facts=(*finding.facts, fact),
                    acts=(Act.RELICENSE,),
                    inherited_from=base.system.id,
                )
    return finding


def _taken_over(finding: Finding, bases: Sequence[Assessment]) -> Finding:
    for base in bases:
        below = _counterpart(finding, base)
        if below is not None and below.basis is not Basis.NOTHING:
            reason = _("taken over from {base}: {reason}").format(base=base.system.name, reason=below.reason)
            return replace(below, reason=reason, basis=Basis.INHERITED, inherited_from=base.system.id)
    return finding


def _counterpart(finding: Finding, base: Assessment) -> Finding | None:
    return next((f for f in base.findings if f.requirement.id == finding.requirement.id), None)


def inherit_group(
    choice: AnyOf, group: Group | None, truth: Truth, system: System, bases: Sequence[Assessment]
) -> Group | None:
    """Judge a choice together with the bases where it asks about data; None if the bases change nothing."""
    parts = group_key(choice)
    own = group.truth if group else truth
    worst: Group | None = None
    for base in bases:
        if not any(finding.requirement.component in LINEAGE for finding in _members(choice, base)):
            continue
        below = evaluate(choice, base.truths, base.group_truths)
        if below.rank < (worst.truth if worst else own).rank:
            reason = _("made from {base}, which does not meet this").format(base=base.system.name)
            if below is Truth.UNKNOWN:
                reason = _("made from {base}, of which this is not known").format(base=base.system.name)
            worst = Group(below, reason, Basis.INHERITED, inherited_from=base.system.id)
    if worst is None and system.unrecorded_bases and own is Truth.MET and "data" in parts:
        reason = _("made from {base}, which is not in the database").format(base=system.unrecorded_bases[0])
        worst = Group(Truth.UNKNOWN, reason, Basis.INHERITED, inherited_from=system.unrecorded_bases[0])
    return worst


def _members(choice: AnyOf, base: Assessment) -> list[Finding]:
    names = set(group_key(choice).split("|"))
    return [finding for finding in base.findings if finding.requirement.id in names]

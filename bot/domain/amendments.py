"""What a proposal makes of a system, and which verdicts that turns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.domain.days import span_of
from bot.domain.histories import VerdictTurn
from bot.domain.libraries import Library
from bot.domain.licences import Licensing
from bot.domain.names import fold
from bot.domain.proposals import (
    Detail,
    DetailProposed,
    FactProposed,
    Proposal,
    SystemProposed,
    WordsProposed,
)
from bot.domain.refusals import Refusal
from bot.domain.systems import Dispute, Evidence, Fact, LicencePeriod, System
from bot.texts import _

FOLDED_LIMIT = 300
"""The most letters that a name may have once it is folded."""


class Impossible(Refusal):
    """What is proposed cannot be done as the database stands; the message says why."""


def amended(proposal: Proposal, library: Library) -> System | None:
    """The system as it would be if the proposal were accepted; None where words alone were proposed.

    Raises:
        Impossible: A name belongs to another system, a base would be made from what it is the base of, or nothing would
            change.
        Unknown: The system is no longer recorded.
    """
    proposed = proposal.proposed
    if isinstance(proposed, WordsProposed):
        return None
    if isinstance(proposed, SystemProposed):
        return _begun(proposal, proposed, library)
    system = library.system(proposal.system)
    if isinstance(proposed, FactProposed):
        claim = claimed(proposal, proposed)
        changed = system.with_facts(proposed.component, (claim,))
        if proposed.since is not None and claim.licence is not None:
            changed = replace(changed, licence_history=_relicensed(system, claim, claim.licence, proposed.since))
    else:
        changed = _detailed(system, proposed, proposal.source, library)
    if changed == system:
        raise Impossible(_("That is what is recorded of {name} already.").format(name=system.name))
    return changed


def claimed(proposal: Proposal, proposed: FactProposed) -> Fact:
    """The fact that a proposal claims, with its evidence."""
    evidence = Evidence(proposal.source, proposal.read_on, proposal.proposer, proposed.by)
    kind = proposed.availability
    return Fact(proposed.component, kind.access, evidence, kind.extent, proposed.licence, proposal.shows or None)


def _relicensed(system: System, claim: Fact, licence: Licensing, since: str) -> tuple[LicencePeriod, ...]:
    """The licence history with what held until a day, and what holds from then on."""
    component = claim.component
    begun = [p.from_ for p in system.licence_history if component in p.components and not p.scope and p.from_]
    latest = max(begun, key=lambda from_: span_of(from_).first, default=None)
    if latest is not None and span_of(latest).first > span_of(since).last:
        text = _("The licence recorded for {name} holds since {latest}, which is later than {since}.")
        raise Impossible(text.format(name=system.name, latest=latest, since=since))
    history = []
    told = False
    for period in system.licence_history:
        about = component in period.components
        told = told or about
        if about and period.until is None and not period.scope:
            others = tuple(other for other in period.components if other != component)
            history += [replace(period, components=others)] if others else []
            period = replace(period, components=(component,), until=since)
        history.append(period)
    before = next((fact for fact in system.facts_on(component) if fact.licence is not None), None)
    if not told and before is not None and before.licence is not None:
        history.append(LicencePeriod((component,), before.licence, before.evidence.url or "", until=since))
    history.append(LicencePeriod((component,), licence, claim.evidence.url or "", from_=since))
    return tuple(history)


def disputed(proposal: Proposal, library: Library, reason: str, opener: str, day: date) -> System:
    """The system with what is proposed kept beside the recorded fact, as a dispute.

    Raises:
        Impossible: It is no fact, or nothing is recorded that it could contradict.
    """
    proposed = proposal.proposed
    if not isinstance(proposed, FactProposed):
        raise Impossible(_("Only a fact about a component can be disputed; accept this proposal, or reject it."))
    system = library.system(proposal.system)
    claim = claimed(proposal, proposed)
    if not system.facts_on(claim.component):
        raise Impossible(_("Nothing is recorded that this could contradict; accept the proposal, or reject it."))
    dispute = Dispute(claim, reason, day, opener, proposal.id)
    return replace(system, disputes=(*system.disputes, dispute))


def settled(system: System, dispute: Dispute, *, for_claim: bool) -> System:
    """The system without a dispute; with its claim in the place of the recorded fact, where that was right."""
    rest = replace(system, disputes=tuple(other for other in system.disputes if other is not dispute))
    return rest.with_facts(dispute.claim.component, (dispute.claim,)) if for_claim else rest


def _begun(proposal: Proposal, proposed: SystemProposed, library: Library) -> System:
    _check_free(proposed.name, None, library)
    _check_free(proposal.system, None, library)
    return System(
        id=proposal.system,
        name=proposed.name,
        developer=proposed.developer,
        kind=proposed.kind,
        family=proposed.family,
        addresses=(proposal.source,),
        note=proposal.shows or None,
    )


def _detailed(system: System, proposed: DetailProposed, source: str, library: Library) -> System:
    value = proposed.value
    match proposed.detail:
        case Detail.NAME:
            _check_free(value, system.id, library)
            return replace(system, name=value, aliases=_joined(system.aliases, system.name, without=value))
        case Detail.ALIAS:
            _check_free(value, system.id, library)
            return replace(system, aliases=_joined(system.aliases, value, without=system.name))
        case Detail.NOT_ALIAS:
            return replace(system, aliases=_without(system.aliases, value, system))
        case Detail.DEVELOPER:
            return replace(system, developer=value)
        case Detail.FAMILY:
            return replace(system, family=value.casefold())
        case Detail.RELEASED:
            return replace(system, released=value, released_source=source)
        case Detail.ADDRESS:
            return replace(system, addresses=tuple(dict.fromkeys((*system.addresses, value))))
        case Detail.BASE:
            return _with_base(system, value, library)
        case Detail.NOT_BASE:
            return _without_base(system, value, library)


def _joined(aliases: tuple[str, ...], name: str, without: str) -> tuple[str, ...]:
    """Aliases with one more, unless one that folds alike is there, and without those that fold like another name."""
    kept = tuple(alias for alias in aliases if fold(alias) != fold(without))
    known = {fold(alias) for alias in kept} | {fold(without)}
    return kept if fold(name) in known else (*kept, name)


def _without(aliases: tuple[str, ...], gone: str, system: System) -> tuple[str, ...]:
    kept = tuple(alias for alias in aliases if fold(alias) != fold(gone))
    if kept == aliases:
        known = ", ".join(aliases) or _("none")
        raise Impossible(
            _("{name} has no alias “{alias}”. It has: {known}.").format(name=system.name, alias=gone, known=known)
        )
    return kept


def _with_base(system: System, base: str, library: Library) -> System:
    if base not in library.systems:
        known = {fold(name) for name in system.unrecorded_bases}
        added = () if fold(base) in known else (base,)
        return replace(system, unrecorded_bases=(*system.unrecorded_bases, *added))
    if system.id == base:
        raise Impossible(_("{name} cannot be made from itself.").format(name=system.name))
    if base in {derived.id for derived in derived_from(system.id, library)}:
        text = _("{name} cannot be made from {base}, which is made from {name}.")
        raise Impossible(text.format(name=system.name, base=library.systems[base].name))
    return replace(
        system,
        bases=tuple(dict.fromkeys((*system.bases, base))),
        unrecorded_bases=_others(system.unrecorded_bases, base, library),
    )


def _without_base(system: System, base: str, library: Library) -> System:
    changed = replace(
        system,
        bases=tuple(id_ for id_ in system.bases if id_ != base),
        unrecorded_bases=_others(system.unrecorded_bases, base, library),
    )
    if changed == system:
        text = _("{name} is not recorded as made from “{base}”.")
        named = library.systems[base].name if base in library.systems else base
        raise Impossible(text.format(name=system.name, base=named))
    return changed


def _others(names: tuple[str, ...], base: str, library: Library) -> tuple[str, ...]:
    """The names that are none of a base, which may have been recorded since under another one."""
    recorded = library.systems.get(base)
    own = {fold(base)} | ({fold(name) for name in (recorded.name, *recorded.aliases)} if recorded else set())
    return tuple(name for name in names if fold(name) not in own)


def _check_free(name: str, owner: str | None, library: Library) -> None:
    """A name, folded, belongs to one system."""
    wanted = fold(name)
    if not wanted:
        raise Impossible(_("A name needs letters or digits."))
    if len(wanted) > FOLDED_LIMIT:
        # One letter may fold to eighteen.
        raise Impossible(_("“{name}” is too long for a name.").format(name=name[:40]))
    for system in library.systems.values():
        if system.id == owner:
            continue
        if wanted in {fold(known) for known in (system.id, system.name, *system.aliases)}:
            raise Impossible(_("“{name}” is already a name of {other}.").format(name=name, other=system.name))


def check_possible(system: System, library: Library) -> None:
    """Check a system that is to be taken over as it is, whoever wrote it.

    Raises:
        Impossible: A name of it belongs to another system, or a base is missing or was made from it.
    """
    for name in (system.name, *system.aliases):
        _check_free(name, system.id, library)
    derived = {one.id for one in derived_from(system.id, library)} | {system.id}
    for base in system.bases:
        if base not in library.systems:
            raise Impossible(_("“{base}”, from which it would be made, is not recorded.").format(base=base))
        if base in derived:
            text = _("{name} cannot be made from {base}, which is made from {name}.")
            raise Impossible(text.format(name=system.name, base=library.systems[base].name))


def derived_from(id_: str, library: Library) -> tuple[System, ...]:
    """Every system made from one, directly or through others, by id."""
    found: dict[str, System] = {}
    waiting = [id_]
    while waiting:
        base = waiting.pop()
        for system in library.systems.values():
            if base in system.bases and system.id not in found:
                found[system.id] = system
                waiting.append(system.id)
    return tuple(found[key] for key in sorted(found))


def turned(before: Library, after: Library, ids: Iterable[str]) -> tuple[VerdictTurn, ...]:
    """The verdicts and levels of some systems that differ between two libraries, version by version.

    A system that is in one of the two alone turns no verdict.
    """
    turns = []
    for id_ in ids:
        if id_ not in before.systems or id_ not in after.systems:
            continue
        for definition in before.reference.definitions.values():
            old, new = before.assess(id_, definition), after.assess(id_, definition)
            if (old.verdict, old.level) != (new.verdict, new.level):
                names = {level.id: level.name for level in definition.levels}
                levels = (names.get(old.level or ""), names.get(new.level or ""))
                turns.append(VerdictTurn(id_, definition.label, old.verdict, new.verdict, *levels))
    return tuple(turns)


def impact(changed: System, library: Library) -> tuple[VerdictTurn, ...]:
    """The verdicts that a change of one system turns, its own first, then those of what was made from it."""
    ids = [changed.id, *(derived.id for derived in derived_from(changed.id, library))]
    return turned(library, library.with_systems({changed.id: changed}), ids)

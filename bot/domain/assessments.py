"""What judging a system by a definition gives: findings, a verdict, levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.domain.definitions import AllOf, AnyOf, Definition, Level, Needs, Node, Obligation, Requirement, leaves
from bot.domain.logic import Truth, every, some
from bot.domain.systems import Fact, Review, System


class Verdict(StrEnum):
    """Whether a system meets all that a version requires."""

    CONFORMANT = "conformant"
    NOT_CONFORMANT = "not_conformant"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"


VERDICTS = {
    Truth.MET: Verdict.CONFORMANT,
    Truth.UNMET: Verdict.NOT_CONFORMANT,
    Truth.UNKNOWN: Verdict.UNDETERMINED,
}


class Basis(StrEnum):
    """What a finding rests on."""

    FACT = "fact"
    SECOND_HAND = "second hand"
    REVIEW = "review"
    CARRIED = "carried"
    INHERITED = "inherited"
    NOTHING = "nothing recorded"


class Act(StrEnum):
    """What has to happen before a requirement is met. All but the last two are the owner's."""

    PUBLISH = "publish"
    COMPLETE = "complete"
    UNGATE = "ungate"
    RELICENSE = "relicense"
    FIND = "find out"
    FIND_LICENCE = "find out the licence"

    @property
    def by_owner(self) -> bool:
        """Whether only the owner can do it; otherwise it is a fact that anyone may find."""
        return self not in (Act.FIND, Act.FIND_LICENCE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the evidence shows of one requirement, and why.

    ``level`` is the level that asks for it first, None for an optional row. ``facts`` are those it rests on,
    ``acts`` what has to happen before it is met (empty where it is). ``inherited_from`` is the id (or the name, if not
    in the database) of the base that decides it.
    ``against`` is a second-hand fact that speaks against what was followed.
    """

    requirement: Requirement
    level: str | None
    truth: Truth
    reason: str
    basis: Basis
    facts: tuple[Fact, ...] = ()
    acts: tuple[Act, ...] = ()
    review: Review | None = None
    inherited_from: str | None = None
    against: Fact | None = None

    @property
    def required(self) -> bool:
        """Whether a level asks for it."""
        return self.requirement.obligation is Obligation.REQUIRED

    @property
    def oldest(self) -> date | None:
        """The earliest date among the pages it rests on; None if none is recorded."""
        return min((fact.evidence.read_on for fact in self.facts if fact.evidence.read_on), default=None)


def group_key(node: AnyOf) -> str:
    """The name of a choice in the tree, made of the requirements it names and of how they hang together."""
    return "|".join(_part_key(part) for part in node.parts)


def _part_key(node: Node) -> str:
    match node:
        case Needs(requirement):
            return requirement
        case AllOf(parts):
            return f"({'&'.join(_part_key(part) for part in parts)})"
        case AnyOf():
            return f"({group_key(node)})"


@dataclass(frozen=True, slots=True)
class Group:
    """A choice ("at least one of") decided by something else than its parts: a review, or the base."""

    truth: Truth
    reason: str
    basis: Basis
    inherited_from: str | None = None
    review: Review | None = None


def evaluate(node: Node, truths: Mapping[str, Truth], groups: Mapping[str, Truth]) -> Truth:
    """Evaluate a tree by three-valued logic; a choice named in ``groups`` has the value given there."""
    match node:
        case Needs(requirement):
            return truths[requirement]
        case AllOf(parts):
            return every(evaluate(part, truths, groups) for part in parts)
        case AnyOf(parts):
            decided = groups.get(group_key(node))
            return decided if decided is not None else some(evaluate(part, truths, groups) for part in parts)


@dataclass(frozen=True, slots=True)
class Assessment:
    """All findings on a system under one version, in the version's own order.

    ``level`` is the highest level reached for certain, ``possible_level`` the highest that is not excluded; both are
    None where there is none, and for a version without levels. ``bases`` are the assessments of what the system was
    made from. ``sources`` are everything that each requirement is judged by, the system's own finding first.
    """

    system: System
    definition: Definition
    findings: tuple[Finding, ...]
    groups: Mapping[str, Group] = field(default_factory=dict)
    verdict: Verdict = Verdict.NOT_APPLICABLE
    level: str | None = None
    possible_level: str | None = None
    bases: tuple[Assessment, ...] = field(default=(), repr=False)
    sources: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict, repr=False)

    @property
    def truths(self) -> dict[str, Truth]:
        """The truth of every requirement by its id."""
        return {finding.requirement.id: finding.truth for finding in self.findings}

    @property
    def group_truths(self) -> dict[str, Truth]:
        """The truth of every choice that was decided by something else than its parts."""
        return {key: group.truth for key, group in self.groups.items()}

    def own_choice(self, node: AnyOf, instead: Mapping[str, Truth] | None = None) -> Truth:
        """How a choice comes out from the system's own rows and the review that passes it, its bases left out.

        ``instead`` are truths of rows to reckon with in the place of those found.
        """
        group = self.groups.get(group_key(node))
        if group is not None and group.review is not None:
            return Truth.MET
        truths = {**self.truths, **(instead or {})}
        return some(evaluate(part, truths, self.group_truths) for part in node.parts)

    def deciding(self) -> tuple[Finding, ...]:
        """The required findings that the verdict rests on: those that fail it, or all that carry it."""
        asked_ids = self._asked(levels_up_to_verdict(self.definition))
        asked = [finding for finding in self.findings if finding.requirement.id in asked_ids]
        wanted = {
            Verdict.NOT_CONFORMANT: {Truth.UNMET},
            Verdict.UNDETERMINED: {Truth.UNKNOWN},
            Verdict.CONFORMANT: {Truth.MET},
        }.get(self.verdict, set())
        return tuple(finding for finding in asked if finding.truth in wanted)

    def _asked(self, levels: Sequence[Level]) -> set[str]:
        """The requirements of some levels, settled choices left out."""
        return {id_ for level in levels for id_ in self._open(level.requires)}

    def _open(self, node: Node) -> list[str]:
        match node:
            case Needs(requirement):
                return [requirement]
            case AllOf(parts):
                return [id_ for part in parts for id_ in self._open(part)]
            case AnyOf(parts):
                truth = evaluate(node, self.truths, self.group_truths)
                if truth is Truth.MET:
                    return [id_ for id_ in leaves(node) if self.truths[id_] is Truth.MET]
                return list(leaves(node))

    @property
    def missing(self) -> tuple[Finding, ...]:
        """Required findings that are unmet and stand in the way of the level that the verdict is about."""
        return self._standing(Truth.UNMET, levels_up_to_verdict(self.definition))

    @property
    def unknown(self) -> tuple[Finding, ...]:
        """Required findings that are unknown and matter to the level that the verdict is about."""
        return self._standing(Truth.UNKNOWN, levels_up_to_verdict(self.definition))

    def standing(self, level: str) -> tuple[Finding, ...]:
        """Required findings that stand in the way of a level or of one below it: the unmet, then the unknown."""
        levels = levels_up_to(self.definition, level)
        return (*self._standing(Truth.UNMET, levels), *self._standing(Truth.UNKNOWN, levels))

    def _standing(self, truth: Truth, levels: Sequence[Level]) -> tuple[Finding, ...]:
        asked = self._asked(levels)
        return tuple(f for f in self.findings if f.truth is truth and f.requirement.id in asked)

    @property
    def oldest(self) -> date | None:
        """The date of the oldest evidence that the verdict rests on; None where none is recorded."""
        return min((finding.oldest for finding in self.deciding() if finding.oldest), default=None)

    @property
    def undated(self) -> int:
        """How many deciding findings rest on a fact whose page has no recorded date."""
        return sum(any(fact.evidence.read_on is None for fact in f.facts) for f in self.deciding())


def levels_up_to_verdict(definition: Definition) -> list[Level]:
    """The levels that a conformant system meets, lowest first."""
    return levels_up_to(definition, definition.verdict_level) if definition.verdict_level is not None else []


def levels_up_to(definition: Definition, level: str) -> list[Level]:
    """A level with all that it needs below it, lowest first; ValueError if the version has no such level."""
    ids = [step.id for step in definition.levels]
    return list(definition.levels[: ids.index(level) + 1])


def conclude(
    definition: Definition, truths: Mapping[str, Truth], groups: Mapping[str, Truth]
) -> tuple[Verdict, str | None, str | None]:
    """The verdict, the highest level reached for certain, and the highest still possible."""
    reached = Truth.MET
    level = possible = None
    verdict = Verdict.NOT_APPLICABLE
    for step in definition.levels:
        reached = every((reached, evaluate(step.requires, truths, groups)))
        level = step.id if reached is Truth.MET else level
        possible = step.id if reached is not Truth.UNMET else possible
        if step.id == definition.verdict_level:
            verdict = VERDICTS[reached]
    return verdict, level, possible

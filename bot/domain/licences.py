"""Licences, licence expressions, and the terms under which a definition accepts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.logic import Truth
from bot.texts import _


class LicenceKind(StrEnum):
    """What a licence is mostly used for."""

    CODE = "code"
    DATA = "data"
    CONTENT = "content"
    MODEL = "model"


class Known(StrEnum):
    """Yes, no, or a text that nobody has read."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class OpenDefinition(StrEnum):
    """What the Open Definition's list of licences says about one."""

    YES = "yes"
    NO = "no"
    NOT_REVIEWED = "not reviewed"
    NOT_LISTED = "not listed"


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence, with what it restricts in words.

    ``limit`` is a limit on users or revenue in words; None where there is none (``limited`` is NO) or none was read.
    ``names`` are other spellings met in the sources.
    """

    id: str
    name: str
    kind: LicenceKind
    osi_approved: bool
    open_definition: OpenDefinition
    use_restrictions: Known
    limited: Known
    mof_open: bool
    spdx_listed: bool
    source: str
    limit: str | None = None
    restrictions: str | None = None
    names: tuple[str, ...] = ()

    @property
    def in_words(self) -> str:
        """What it restricts, in words; empty where nothing restricts."""
        parts: list[str] = []
        if self.limit:
            parts.append(_("a limit of {limit}").format(limit=self.limit))
        if self.restrictions and (self.use_restrictions is not Known.NO or self.limited is Known.YES):
            parts.append(self.restrictions)
        return "; ".join(parts)


NONE_STATED = "none-stated"
MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Licensing:
    """What is recorded about a component's licence: an expression, or one of the words above.

    ``alternatives`` is the expression as a choice of combinations: any one of them is enough, and each asks
    that all its licences be accepted. ``MIT OR (GPL-2.0-only AND CC0-1.0)`` is ``((MIT,), (GPL-2.0-only, CC0-1.0))``.
    It is empty for the words. ``either`` are licences of which one held at a time, where it is not recorded which;
    at least two, `UNRECORDED` perhaps among them.
    """

    text: str
    alternatives: tuple[tuple[str, ...], ...] = ()
    either: tuple[Licensing, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The licences named, each once, in the order written."""
        return tuple(dict.fromkeys(id_ for choice in self.alternatives for id_ in choice))


UNRECORDED = Licensing("not-recorded")
"""What stands for a licence at a time for which none is recorded, though others are for other times."""


class Criterion(StrEnum):
    """A reason for which terms accept a licence."""

    OSI_APPROVED = "osi-approved"
    OPEN_DEFINITION = "open-definition"
    MOF_LIST = "mof-list"
    ANY_STATED = "any-stated"


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether terms accept a licence, and why, in words."""

    truth: Truth
    why: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a definition asks of a licence, and the rule we apply where no list exists.

    ``closed_list`` says that a licence which no criterion names is refused; otherwise one that restricts nothing,
    as far as its text was read, stays unknown. ``named`` are licences accepted by name, each with the reason.
    ``accepts_gated`` says whether something that must be asked for can count.
    """

    id: str
    name: str
    meaning: str
    rule: str
    accepts: tuple[Criterion, ...]
    closed_list: bool
    accepts_gated: bool
    source: str
    named: Mapping[str, str] = field(default_factory=dict)
    licences: Mapping[str, Licence] = field(default_factory=dict, repr=False, compare=False)

    def rule_on(self, licensing: Licensing) -> Ruling:
        """Rule on what is recorded: a choice needs one accepted combination, a combination all its licences."""
        if licensing.text == NONE_STATED:
            return Ruling(Truth.UNMET, _("published without a licence, so nobody is permitted anything"))
        if licensing.text == MIXED:
            return Ruling(Truth.UNKNOWN, _("several licences, not all of them read"))
        if licensing == UNRECORDED:
            return Ruling(Truth.UNKNOWN, _("its licence at that time is not recorded"))
        if licensing.either:
            return self._on_either(licensing.either)
        combinations = [self._all_of(choice) for choice in licensing.alternatives]
        return max(combinations, key=lambda ruling: ruling.truth.rank)

    def _on_either(self, licensings: tuple[Licensing, ...]) -> Ruling:
        """Rule on licences of which one held: known only where it comes out alike for all of them."""
        rulings = [self.rule_on(licensing) for licensing in licensings]
        reasons = _(", or ").join(dict.fromkeys(ruling.why for ruling in rulings))
        why = _("one of several licences, it is not recorded which: {reasons}").format(reasons=reasons)
        truths = {ruling.truth for ruling in rulings}
        return Ruling(truths.pop() if len(truths) == 1 else Truth.UNKNOWN, why)

    def _all_of(self, ids: tuple[str, ...]) -> Ruling:
        rulings = [self._on(id_) for id_ in ids]
        worst = min(rulings, key=lambda ruling: ruling.truth.rank)
        if worst.truth is not Truth.MET:
            return worst
        return Ruling(Truth.MET, "; ".join(dict.fromkeys(ruling.why for ruling in rulings)))

    def _on(self, id_: str) -> Ruling:
        licence = self.licences.get(id_)
        if licence is None:
            return Ruling(Truth.UNKNOWN, _("{id} is not in the licence table").format(id=id_))
        accepted = self._accepted(licence)
        if accepted:
            return Ruling(Truth.MET, accepted)
        return self._refused(licence)

    def _accepted(self, licence: Licence) -> str | None:
        if licence.id in self.named:
            return self.named[licence.id]
        for criterion in self.accepts:
            if (why := _satisfied(criterion, licence)) is not None:
                return why
        return None

    def _refused(self, licence: Licence) -> Ruling:
        words = licence.in_words
        restricts = Known.YES in (licence.use_restrictions, licence.limited)
        if restricts:
            why = _("{name} restricts: {words}") if words else _("{name} restricts use")
            return Ruling(Truth.UNMET, why.format(name=licence.name, words=words))
        if self.closed_list:
            return Ruling(Truth.UNMET, _("{name} is not an {terms}").format(name=licence.name, terms=self.name))
        if Known.UNKNOWN in (licence.use_restrictions, licence.limited):
            return Ruling(Truth.UNKNOWN, _("the text of {name} has not been read").format(name=licence.name))
        return Ruling(
            Truth.UNKNOWN,
            _("no list says whether {name} is accepted; no restriction is recorded").format(name=licence.name),
        )


def _satisfied(criterion: Criterion, licence: Licence) -> str | None:
    """Why a licence fulfils a criterion; None if it does not."""
    match criterion:
        case Criterion.OSI_APPROVED if licence.osi_approved:
            why = _("{name} is OSI-approved")
        case Criterion.OPEN_DEFINITION if licence.open_definition is OpenDefinition.YES:
            why = _("{name} conforms to the Open Definition")
        case Criterion.MOF_LIST if licence.mof_open:
            why = _("{name} counts as open in the Model Openness Framework's tool")
        case Criterion.ANY_STATED:
            why = _("{name} is stated; this level accepts restricting terms")
        case _:
            return None
    return why.format(name=licence.name)

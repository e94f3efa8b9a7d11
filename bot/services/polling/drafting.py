"""Making a charter of what a facilitator types; what is left out has sensible values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from bot.domain.definitions import Definition, Freedom
from bot.domain.names import fold
from bot.domain.polls.asked import Asked
from bot.domain.polls.bands import How, Merging
from bot.domain.polls.charters import Charter, Quorum
from bot.domain.polls.deadlines import deadline, span
from bot.domain.polls.parameters import filled, pairs, parameters
from bot.domain.polls.poll_charters import (
    Effect,
    Extending,
    ExtensionReason,
    Interim,
    NamesPolicy,
    Outsiders,
    PollCharter,
    Reminding,
    RoleLoss,
    meanings_of,
)
from bot.domain.polls.rulebooks import RULES, refuse_unfit
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.templates import QUESTIONS, TEMPLATES, Template, asked
from bot.domain.refusals import Refusal, Unknown
from bot.domain.written import words
from bot.services.libraries import Snapshot
from bot.services.naming import resolve
from bot.services.nearness import nearest
from bot.services.tallying.wishes import Counting
from bot.texts import _, listed

T = TypeVar("T", bound=StrEnum)

MOST_COMPONENTS = 40
SHORTEST = timedelta(minutes=5)
LONGEST = timedelta(days=366)
_MERGING = re.compile(r"([^=]+)=([^()]+)\(\s*(sum|mean)\s*(,\s*keep\s*)?\)", re.IGNORECASE)


class BadDraft(Refusal):
    """A charter that cannot be."""


@dataclass(frozen=True, slots=True)
class DraftTyped:
    """A poll as somebody typed it; None and what is not given have the template's values, or the usual ones.

    ``counting`` are parameters such as "q=2/3 quorum=5 tie=not_required unit=organisation". ``extension`` names the
    reasons, or "none". ``merge`` is written "data = datasets + data-card (mean, keep)", several parted by ";".
    """

    question: str | None = None
    template: Template = Template.FREEDOMS_17
    definition: str | None = None
    components: str | None = None
    freedoms: str | None = None
    subject: str | None = None
    rule: str = "super"
    counting: str | None = None
    opens: str | None = None
    closes: str = "7 days"
    extension: str | None = None
    extension_most: str | None = None
    role_loss: RoleLoss = RoleLoss.KEEP
    outsiders: Outsiders = Outsiders.REFUSE
    interim: Interim = Interim.TURNOUT
    names: NamesPolicy = NamesPolicy.PSEUDONYMOUS
    reasons_published: bool = True
    reminders: Reminding = Reminding.POST
    effect: Effect = Effect.ADVISORY
    deciding_body: str | None = None
    contact: str | None = None
    merge: str | None = None
    scale: BallotScale | None = None


def charter_of(typed: DraftTyped, snapshot: Snapshot, now: datetime) -> PollCharter:
    """The charter that was typed.

    Raises:
        Refusal: Something does not fit; the message says what, and what would.
    """
    definition = _definition(typed, snapshot)
    components = _components(typed, definition)
    subject = resolve(typed.subject, snapshot) if typed.subject else None
    lasts = span(typed.closes)
    opens_at = deadline(typed.opens, now) if typed.opens else None
    closes_at = _closing(typed, opens_at or now)
    scale = typed.scale or TEMPLATES[typed.template].scale
    question = typed.question or _question(scale, subject, snapshot)
    body = words(typed.deciding_body, _("who decides"), 200, needed=typed.effect is Effect.BINDING)
    return PollCharter(
        question=words(question, _("the question"), 1000),
        definition=definition.label,
        components=components,
        closes_at=closes_at,
        opens_at=opens_at,
        lasts=lasts,
        freedoms=_words_of(Freedom, typed.freedoms, _("freedom")) or tuple(Freedom),
        subject=subject,
        scale=scale,
        meanings=meanings_of(scale),
        counting=_counting(typed, scale),
        mergings=_mergings(typed.merge, components),
        extending=_extending(typed),
        on_role_loss=typed.role_loss,
        outsiders=typed.outsiders,
        interim=typed.interim,
        names=typed.names,
        reasons_published=typed.reasons_published,
        reminders=typed.reminders,
        effect=typed.effect,
        deciding_body=body,
        contact=words(typed.contact, _("whom to ask"), 200, needed=False),
    )


def question_of(template: str | None, subject: str | None, snapshot: Snapshot) -> str:
    """What a template asks, of a system or of systems in general.

    Raises:
        Refusal: There is no such template, or no such system.
    """
    if template and template not in set(Template):
        raise Unknown(_("There is no template “{name}”; there are: {names}.").format(
            name=template[:40], names=listed(list(Template))))  # fmt: skip
    about = resolve(subject, snapshot) if subject else None
    return _question(TEMPLATES[Template(template or Template.FREEDOMS_17)].scale, about, snapshot)


def _question(scale: BallotScale, subject: str | None, snapshot: Snapshot) -> str:
    name = snapshot.library.systems[subject].name if subject else _("an AI system")
    return QUESTIONS[scale].format(subject=name)


def _closing(typed: DraftTyped, start: datetime) -> datetime:
    closes_at = deadline(typed.closes, start)
    if not SHORTEST <= closes_at - start.replace(microsecond=0) <= LONGEST:
        raise BadDraft(_("A poll is open for 5 minutes at least and 366 days at most."))
    return closes_at


def _definition(typed: DraftTyped, snapshot: Snapshot) -> Definition:
    label = typed.definition or TEMPLATES[typed.template].definition
    if label is None:
        raise BadDraft(_("Name the version whose rows you ask about, such as definition: osaid 0.0.8."))
    return snapshot.library.reference.definition(label)


def _components(typed: DraftTyped, definition: Definition) -> tuple[Asked, ...]:
    rows = _rows(typed.components, definition)
    if not rows and typed.definition is None:
        rows = TEMPLATES[typed.template].rows
    found = asked(definition, rows)
    if not found:
        raise BadDraft(_("{label} has no rows to ask about.").format(label=definition.label))
    if len(found) > MOST_COMPONENTS:
        text = _("{label} has {count} rows, and a poll asks about {most} at most: name some of them in components.")
        raise BadDraft(text.format(label=definition.label, count=len(found), most=MOST_COMPONENTS))
    return found


def _rows(text: str | None, definition: Definition) -> tuple[str, ...]:
    names = {fold(name): row.id for row in definition.requirements for name in (row.component_name, row.name, row.id)}
    return tuple(_row(part, names, definition) for part in _parts(text))


def _row(written: str, names: Mapping[str, str], definition: Definition) -> str:
    known = names.get(fold(written))
    if known is None:
        ids = [row.id for row in definition.requirements]
        near = nearest(written, ids)
        text = (
            _("{label} has no row “{written}”; near it are {names}.")
            if near
            else _("{label} has no row “{written}”; there are {names}.")
        )
        raise Unknown(text.format(label=definition.label, written=written[:60], names=listed(near or ids)))
    return known


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n]", text or "") if part.strip()]


def _words_of(kind: type[T], text: str | None, what: str) -> tuple[T, ...]:
    found = []
    for part in _parts(text):
        try:
            found.append(kind(part.lower().replace(" ", "_")))
        except ValueError:
            message = _("There is no {what} “{name}”; there are: {names}.")
            raise Unknown(message.format(what=what, name=part[:40], names=listed(list(kind)))) from None
    return tuple(one for one in kind if one in found)


def _extending(typed: DraftTyped) -> Extending:
    usual = Extending()
    most = usual.most
    if typed.extension_most:
        given = span(typed.extension_most)
        if given is None:
            raise BadDraft(_("How much later a poll may close is a span, such as extension_most: 7 days."))
        most = given
    if typed.extension is None:
        return Extending(usual.reasons, most)
    if typed.extension.strip().lower() == "none":
        return Extending((), timedelta(0))
    return Extending(_words_of(ExtensionReason, typed.extension, _("reason to extend")), most)


def _counting(typed: DraftTyped, scale: BallotScale) -> Charter:
    rule = RULES.get(typed.rule.strip().lower().replace("-", "_"))
    if rule is None:
        text = _("There is no rule “{name}”; there are: {names}.")
        raise Unknown(text.format(name=typed.rule[:40], names=listed(sorted(RULES))))
    refuse_unfit(rule.name, scale)
    given = pairs(_given(typed.counting or ""))
    shared = {one.name for one in parameters(Counting).values()} - {"eligible"}
    by = filled(rule.parameters, {name: text for name, text in given.items() if name not in shared}, shared)
    common = filled(Counting, {name: text for name, text in given.items() if name in shared})
    quorum = Quorum(common.quorum, common.category, common.cell)
    return Charter(rule.name, by, quorum, common.tie, common.unit, common.roll_up)


def _given(text: str) -> list[str]:
    parts = text.split(";") if ";" in text else text.split()
    return [part for part in parts if part.strip()]


def _mergings(text: str | None, components: Sequence[Asked]) -> tuple[Merging, ...]:
    ids = {fold(name): one.id for one in components for name in (one.name, one.id)}
    found = []
    for part in (part for part in re.split(r"[;\n]", text or "") if part.strip()):
        match = _MERGING.fullmatch(part.strip())
        if match is None:
            message = _("“{part}” is no merging; write row = one + another (sum) or (mean), with keep to keep both.")
            raise BadDraft(message.format(part=part.strip()[:60]))
        of = [ids.get(fold(name), name.strip()) for name in match[2].split("+")]
        strange = [name for name in of if name not in ids.values()]
        if strange or len(of) < 2 or len(set(of)) < len(of):
            message = _("A merging is of two components or more that are asked about, each once; “{part}” is not.")
            raise BadDraft(message.format(part=part.strip()[:60]))
        found.append(Merging(match[1].strip(), tuple(of), How(match[3].lower()), bool(match[4])))
    rows = [one.row for one in found]
    if len(set(rows)) < len(rows) or set(rows) & set(ids.values()):
        raise BadDraft(_("A merged row has a name of its own, which no other row has."))
    return tuple(found)

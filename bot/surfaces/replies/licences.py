"""Licences in words."""

from __future__ import annotations

from bot.domain.answers import Answer, LicenceAnswer, SystemAnswer
from bot.domain.assessments import Act, Finding
from bot.domain.licences import Licence, OpenDefinition
from bot.domain.logic import Truth
from bot.domain.questions import QuestionKind
from bot.domain.systems import Access
from bot.surfaces.replies.facts import licence_words
from bot.surfaces.replies.wording import acts, sentence, truth_word
from bot.surfaces.reply import Reply, Table
from bot.texts import _, listed


def licences(found: Answer) -> Reply:
    """What licences are, what they restrict, and what the version's terms say of them."""
    parts = [_one(entry) for entry in found.licences]
    names = listed([entry.licence.name for entry in found.licences])
    compared = _table(found.licences) if len(found.licences) > 1 else None
    parts.append(_("A licence alone makes no system open source AI: {summary}").format(
        summary=found.definition.conforms_when))  # fmt: skip
    if found.question.kind is QuestionKind.COMPARE or compared:
        parts.insert(0, _("Side by side, under {label}:").format(label=found.definition.label))
    footer = found.rules["not_certification"]
    return Reply(_("Licences: {names}").format(names=names), "\n\n".join(parts), compared, footer=footer)


def _one(entry: LicenceAnswer) -> str:
    licence = entry.licence
    lines = [f"**{licence.name}** ({licence.id}). {_approval(licence)} {_restricts(licence)}"]
    for terms, ruling in entry.rulings:
        lines.append(f"- {terms.name}: {truth_word(ruling.truth)} – {ruling.why}")
    return "\n".join(lines)


def _approval(licence: Licence) -> str:
    if licence.osi_approved:
        return _("OSI-approved.")
    listed_ = {
        OpenDefinition.YES: _("Not on the OSI's list, which is for software; it conforms to the Open Definition."),
        OpenDefinition.NO: _("Not OSI-approved, and not conformant to the Open Definition."),
        OpenDefinition.NOT_REVIEWED: _("Not OSI-approved; the Open Definition lists it without a judgement."),
        OpenDefinition.NOT_LISTED: _("Not OSI-approved, and not on the Open Definition's list."),
    }
    return listed_[licence.open_definition]


def _restricts(licence: Licence) -> str:
    words = licence.in_words
    if words:
        return sentence(_("It restricts: {words}").format(words=words))
    if licence.use_restrictions.value == "unknown":
        return _("Its text has not been read, so its restrictions are not known.")
    if licence.use_restrictions.value == "yes":
        return _("It restricts use.")
    text = _("It restricts no use.")
    return f"{text} {sentence(licence.restrictions)}" if licence.restrictions else text


def _table(entries: tuple[LicenceAnswer, ...]) -> Table:
    headings = (_("Licence"), _("OSI-approved"), _("Open Definition"), _("Restricts use"), _("Limit"))
    rows = tuple(
        (
            entry.licence.name,
            _("yes") if entry.licence.osi_approved else _("no"),
            entry.licence.open_definition.value,
            entry.licence.use_restrictions.value,
            entry.licence.limit or entry.licence.limited.value,
        )
        for entry in entries
    )
    return Table(headings, rows)


def of_system(about: SystemAnswer, found: Answer) -> str:
    """The licences of a system's required parts, each with what the version says of it; and which would do."""
    parts: dict[str, list[str]] = {}
    rows = {finding.requirement.component: finding for finding in about.assessment.findings if finding.required}
    for finding in rows.values():
        for words in _licence_of(finding):
            parts.setdefault(words, []).append(finding.requirement.component_name)
    lines = [f"- {listed(names)}: {words}" for words, names in parts.items()]
    for entry in found.licences:
        if not any(entry.licence.name in line for line in lines):
            lines.append(f"- {_one(entry).splitlines()[0]}")
    wanted = _accepted(about)
    if wanted:
        lines.append(f"- {wanted}")
    return "\n".join([f"**{_('Licences')}**", *lines]) if lines else ""


def _licence_of(finding: Finding) -> list[str]:
    """The licence of what is published, and what the terms say of it."""
    facts = [fact for fact in finding.facts if fact.access in (Access.OPEN, Access.GATED)]
    words = []
    for fact in facts[:1]:
        terms = finding.requirement.terms
        ruling = terms.rule_on(fact.licence) if terms and fact.licence else None
        words.append(f"{licence_words(fact.licence)} ({ruling.why})" if ruling else licence_words(fact.licence))
    return words


def _accepted(about: SystemAnswer) -> str:
    """Which terms would be accepted where a licence stands in the way."""
    standing = [change for changes in about.would_take[:1] for change in changes if Act.RELICENSE in change.acts]
    if not standing:
        return ""
    rows = {f.requirement.component: f for f in about.assessment.findings if f.truth is Truth.UNMET}
    rules = dict.fromkeys(
        row.requirement.terms.rule
        for change in standing
        if (row := rows.get(change.component)) and row.requirement.terms
    )
    text = _("To pass, the owner would have to {acts}. {rules}")
    return text.format(acts=acts(standing, about.assessment), rules=" ".join(rules))

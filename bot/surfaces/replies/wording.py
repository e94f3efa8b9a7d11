"""Phrases that several replies share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from bot.domain.assessments import Act, Assessment, Basis, Finding, Verdict
from bot.domain.changes import Change
from bot.domain.definitions import Definition, Requirement
from bot.domain.logic import Truth
from bot.domain.systems import Assessor, Outcome, Review
from bot.domain.verdicts import VerdictRow
from bot.texts import _, listed, plural

_MARKDOWN = re.compile(r"([\\`*_~|<>#\[\]()@:])")
_INVISIBLE = re.compile(r"[\u0000-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SIGNS = {Truth.MET: "✓", Truth.UNMET: "✗", Truth.UNKNOWN: "?"}


def quoted(text: str, limit: int = 80) -> str:
    """What somebody wrote, in quotation marks, as harmless text on one line."""
    return f"“{harmless(text, limit)}”"


def harmless(text: str, limit: int = 80) -> str:
    """What somebody wrote, or what repeats it, on one line: no Markdown, no mention, no hidden letters."""
    return _MARKDOWN.sub(r"\\\1", one_line(text, limit))


def cited(text: str, limit: int = 80) -> str:
    """What somebody wrote, in quotation marks, for a table or a menu, where Markdown means nothing."""
    return f"“{one_line(text, limit)}”"


def one_line(text: str, limit: int = 80) -> str:
    """What somebody wrote, on one line and without hidden letters, where Markdown means nothing."""
    plain = " ".join(_INVISIBLE.sub(" ", text).split())
    return plain[: limit - 1].rstrip() + "…" if len(plain) > limit else plain


def block(heading: str, lines: Sequence[str], most: int) -> str:
    """Lines below a heading, the first ones where there are more than ``most``; empty where there is none."""
    if not lines:
        return ""
    shown = [f"- {line}" for line in lines[:most]]
    if more := len(lines) - len(shown):
        shown.append(plural("and {count} more", "and {count} more", more))
    return "\n".join([f"**{heading}**", *shown])


def day(moment: date | None) -> str:
    """A date in words: "26 January 2025"."""
    return f"{moment.day} {moment:%B %Y}" if moment else _("date not recorded")


def partial_day(text: str | None) -> str:
    """A date as far as it is known: "2023", "May 2023", "31 May 2023"."""
    if not text:
        return _("date not recorded")
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        return day(date(*parts))
    return f"{date(parts[0], parts[1], 1):%B %Y}" if len(parts) == 2 else text


def standard(definition: Definition) -> str:
    """What a conformant system is called: "open source AI", "an Open Model (class III)"."""
    match definition.id:
        case "osaid":
            return _("open source AI")
        case "mof":
            return _("an Open Model (class III)")
    names = {level.id: level.name for level in definition.levels}
    return names.get(definition.verdict_level or "", _("conformant"))


def level_name(definition: Definition, id_: str | None) -> str:
    """A level in words: "Class II – Open Tooling", "Open Weights"."""
    return next((level.name for level in definition.levels if level.id == id_), _("no level"))


def verdict_sentence(assessment: Assessment) -> str:
    """The verdict as a sentence, the system's name in bold."""
    definition, name = assessment.definition, assessment.system.name
    if definition.ladder:
        return _ladder_sentence(assessment)
    texts = {
        Verdict.CONFORMANT: _("**{name} is {standard}** under {label}."),
        Verdict.NOT_CONFORMANT: _("**{name} is not {standard}** under {label}."),
        Verdict.UNDETERMINED: _("**It cannot be said whether {name} is {standard}** under {label}."),
        Verdict.NOT_APPLICABLE: _("**{label} cannot judge {name}**: it requires nothing of any component yet."),
    }
    return texts[assessment.verdict].format(name=name, standard=standard(definition), label=definition.label)


def _ladder_sentence(assessment: Assessment) -> str:
    definition = assessment.definition
    words = {
        "name": assessment.system.name,
        "label": definition.label,
        "standard": standard(definition),
        "level": level_name(definition, assessment.level),
        "possible": level_name(definition, assessment.possible_level),
    }
    certain, possible = assessment.level, assessment.possible_level
    if certain is None and possible is None:
        return _("**{name} reaches no level** of {label}.").format(**words)
    if certain == possible:
        text = _("**{name} reaches {level}** of {label}.")
        if assessment.verdict is Verdict.NOT_CONFORMANT:
            text = _("**{name} is {level}, not {standard}**, by {label}.")
        return text.format(**words)
    if certain is None:
        text = _("**It cannot be said which level of {label} {name} reaches**; {possible} is not excluded.")
        return text.format(**words)
    return _("**{name} reaches {level}** of {label} for certain; {possible} is not excluded.").format(**words)


def short_verdict(assessment: Assessment) -> str:
    """The verdict in a few words, for a cell of a table."""
    if assessment.definition.ladder:
        return _short_ladder(assessment.definition, assessment.level, assessment.possible_level)
    return verdict_word(assessment.verdict)


def short_row(row: VerdictRow, definition: Definition) -> str:
    """The same of a verdict in short, which is one under this version."""
    return _short_ladder(definition, row.level, row.possible_level) if definition.ladder else verdict_word(row.verdict)


def _short_ladder(definition: Definition, certain: str | None, possible: str | None) -> str:
    names = {level.id: level.id if definition.id == "mof" else level.name for level in definition.levels}
    if possible is None:
        return _("none")
    if certain == possible:
        return names[possible]
    lowest = names[certain] if certain else _("none")
    return _("{certain}, perhaps {possible}").format(certain=lowest, possible=names[possible])


def verdict_word(verdict: Verdict) -> str:
    """The verdict as people call it."""
    return {
        Verdict.CONFORMANT: _("conformant"),
        Verdict.NOT_CONFORMANT: _("not conformant"),
        Verdict.UNDETERMINED: _("undetermined"),
        Verdict.NOT_APPLICABLE: _("not applicable"),
    }[verdict]


def truth_word(truth: Truth) -> str:
    """A finding's truth with its sign: "✓ met"."""
    words = {Truth.MET: _("met"), Truth.UNMET: _("unmet"), Truth.UNKNOWN: _("unknown")}
    return f"{_SIGNS[truth]} {words[truth]}"


def assessor(by: Assessor) -> str:
    """Who judged, as people call them."""
    return {
        Assessor.OSI_VOLUNTEERS: _("OSI volunteers"),
        Assessor.MODEL_OPENNESS_TOOL: _("Model Openness Tool"),
        Assessor.EUROPEAN_INDEX: _("European Open Source AI Index"),
        Assessor.OPENING_UP_CHATGPT: _("Opening up ChatGPT"),
        Assessor.OS_AI_MAP: _("OS AI map"),
        Assessor.TRANSPARENCY_INDEX: _("Foundation Model Transparency Index"),
    }[by]


def outcome(review: Review) -> str:
    """What a review found, in words."""
    return outcome_words(review.by, review.outcome)


def outcome_words(by: Assessor, found: str) -> str:
    """What somebody found, in words."""
    match by:
        case Assessor.MODEL_OPENNESS_TOOL:
            return _("no class") if found == "none" else _("class {outcome}").format(outcome=found)
        case Assessor.EUROPEAN_INDEX | Assessor.OPENING_UP_CHATGPT:
            return _("{percent:.0f} % by its own formula").format(percent=float(found) * 100)
        case Assessor.OS_AI_MAP:
            return found.replace("_", " ")
    return {Outcome.PASSED: _("passed"), Outcome.FAILED: _("did not pass")}.get(Outcome(found), found)


def reason(finding: Finding) -> str:
    """Why a finding is as it is, with whose word it rests on if it is not the developer's."""
    text = finding.reason
    if finding.basis is Basis.SECOND_HAND and finding.facts:
        names = dict.fromkeys(assessor(fact.evidence.by) for fact in finding.facts if fact.evidence.by)
        if names:
            text = _("{reason} (second hand: {by})").format(reason=text, by=listed(list(names)))
    if finding.against is not None and finding.against.evidence.by is not None:
        text = _("{reason}; {by} says otherwise").format(reason=text, by=assessor(finding.against.evidence.by))
    # Of what is inherited, the last fact is the one that decides.
    if finding.facts and finding.facts[-1].evidence.supposed:
        text = _("supposed: {reason}").format(reason=text)
    return text


def grouped(findings: Iterable[Finding]) -> list[tuple[str, Finding]]:
    """Findings with the name of their row; rows that rest on one fact and one reason stand together."""
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        terms = finding.requirement.terms.id if finding.requirement.terms else ""
        groups.setdefault((finding.requirement.component, terms, finding.reason), []).append(finding)
    named = []
    for rows in groups.values():
        name = rows[0].requirement.name
        if len(rows) > 1:
            text = _("{name} ({count} rows, one judgement)")
            name = text.format(name=rows[0].requirement.component_name, count=len(rows))
        named.append((name, rows[0]))
    return named


def change_phrase(change: Change, assessment: Assessment) -> str:
    """A change as an instruction: "publish the training code under an OSI-approved licence"."""
    return acts([change], assessment) if change.by_owner else _finds([change], assessment)


def would_take_sentence(changes: tuple[Change, ...], assessment: Assessment) -> str:
    """What it would take, the owner's acts apart from facts merely to be found."""
    merged = _merged(changes)
    own = [change for change in merged if change.by_owner and change.base is None]
    finds = [change for change in merged if not change.by_owner]
    parts = []
    if own:
        text = _("{developer} would have to {acts}.")
        parts.append(text.format(developer=assessment.system.developer, acts=acts(own, assessment)))
    for base in dict.fromkeys(change.base for change in merged if change.by_owner and change.base):
        theirs = [change for change in merged if change.by_owner and change.base == base]
        text = _("The owner of {base}, which it was made from, would have to {acts}.")
        parts.append(text.format(base=_base_name(base, assessment), acts=acts(theirs, assessment)))
    if finds:
        parts.append(_("Still to be found out: {finds}.").format(finds=_finds(finds, assessment)))
    return " ".join(parts)


def acts(changes: list[Change], assessment: Assessment) -> str:
    """What an owner would have to do; components that need the same under the same terms stand together."""
    grouped_: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        terms = _terms(change, assessment)
        for phrase in _phrases(set(change.acts), bool(terms)):
            grouped_.setdefault((phrase, terms), []).append(_component(change, assessment))
    return "; ".join(
        phrase.format(components=_("the {names}").format(names=listed(names)), terms=terms)
        for (phrase, terms), names in grouped_.items()
    )


def _phrases(acts: set[Act], under_terms: bool) -> list[str]:
    relicensed = bool(acts & {Act.RELICENSE, Act.FIND_LICENCE}) and under_terms
    phrases = []
    if Act.PUBLISH in acts:
        phrases.append(_("publish {components} under {terms}") if under_terms else _("publish {components}"))
    if Act.COMPLETE in acts:
        whole = _("publish {components} completely")
        phrases.append(_("publish {components} completely, under {terms}") if relicensed else whole)
    if Act.UNGATE in acts:
        phrases.append(_("let anyone have {components} without asking"))
    if Act.RELICENSE in acts and not acts & {Act.PUBLISH, Act.COMPLETE}:
        phrases.append(_("put {components} under {terms}"))
    return phrases


def _finds(changes: list[Change], assessment: Assessment) -> str:
    presence = [_component_of(change, assessment) for change in changes if Act.FIND in change.acts]
    licences = [_component_of(change, assessment) for change in changes if Act.FIND not in change.acts]
    parts = []
    if presence:
        parts.append(_("whether the {names} can be had, and under which licence").format(names=listed(presence)))
    if licences:
        parts.append(_("the licence of the {names}").format(names=listed(licences)))
    return listed(parts)


def _strictest(change: Change, assessment: Assessment) -> Requirement:
    """The row of a change that the highest level asks for: its terms are the ones to meet."""
    steps = [level.id for level in assessment.definition.levels]
    rows = [f for f in assessment.findings if f.requirement.id in change.requirements]
    rows = rows or [f for f in assessment.findings if f.requirement.component == change.component]
    return max(rows, key=lambda row: steps.index(row.level) if row.level else -1).requirement


def _merged(changes: tuple[Change, ...]) -> list[Change]:
    """Changes with those of one component made one: a ladder asks for it again at each level."""
    parts: dict[tuple[str, str | None], list[Change]] = {}
    for change in changes:
        parts.setdefault((change.component, change.base), []).append(change)
    merged = []
    for (component, base), same in parts.items():
        taken = tuple(act for act in Act if any(act in change.acts for change in same))
        rows = tuple(dict.fromkeys(row for change in same for row in change.requirements))
        merged.append(Change(component, taken, rows, base))
    return merged


def _component(change: Change, assessment: Assessment) -> str:
    row = next(f.requirement for f in assessment.findings if f.requirement.component == change.component)
    return row.component_name[0].lower() + row.component_name[1:]


def _component_of(change: Change, assessment: Assessment) -> str:
    name = _component(change, assessment)
    if change.base is None:
        return name
    return _("{component} of {base}").format(component=name, base=_base_name(change.base, assessment))


def _base_name(base: str, assessment: Assessment) -> str:
    """The name of a system that this one was made from, however far back; what is not in the database has its own."""
    for below in assessment.bases:
        if below.system.id == base:
            return below.system.name
        further = _base_name(base, below)
        if further != base:
            return further
    return base


def _terms(change: Change, assessment: Assessment) -> str:
    row = _strictest(change, assessment)
    if row.terms is None:
        return ""
    name = row.terms.name
    if name.endswith("terms") or "terms" in name.split():
        return name
    return _("an {terms}").format(terms=name) if name[0] in "AEIOaeio" else _("a {terms}").format(terms=name)


def sentence(text: str) -> str:
    """A text with a capital and a full stop."""
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."

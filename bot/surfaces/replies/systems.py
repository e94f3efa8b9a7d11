"""Systems in words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bot.domain.answers import SystemAnswer
from bot.domain.assessments import Assessment, Finding, Verdict
from bot.domain.definitions import Definition, Requirement
from bot.domain.systems import Access, Fact, System
from bot.surfaces.replies.claims import others_say
from bot.surfaces.replies.facts import access_words, licence_words
from bot.surfaces.replies.wording import (
    assessor,
    day,
    outcome,
    partial_day,
    reason,
    short_verdict,
    truth_word,
    verdict_sentence,
    verdict_word,
)
from bot.surfaces.reply import Button, Field, Menu, Option, Picture, Reply, Table
from bot.texts import _, listed, plural


def buttons(system: System, label: str) -> tuple[Button, ...]:
    """What to press below an answer about a system."""
    about = {"name": system.id, "definition": label}
    return (
        Button(_("Component table"), "system table", about),
        Button(_("Sources"), "system sources", about),
        Button(_("Other version"), "system versions", {"name": system.id}),
        Button(_("Propose a correction"), "system correct", {"name": system.id}),
        what_if_button(system, label),
    )


def what_if_button(system: System | None, label: str) -> Button:
    """Asks in a form what to suppose of a system, or of an empty one."""
    about = {"system": system.id, "definition": label} if system else {"definition": label}
    line = Field("facts", _("What to suppose, such as “training data: open, CC-BY-4.0; training code: MIT”"), long=True)
    return Button(_("What if …"), "whatif", about, (line,))


def table(about: SystemAnswer) -> Reply:
    """The component table, as a picture and as text."""
    assessment = about.assessment
    choices = assessment.definition.alternatives
    rows = tuple(_row(finding, choices) for finding in assessment.findings)
    headings = (_("Component"), _("Asked"), _("Finding"), _("Licence"), _("Why"))
    name, label = assessment.system.name, assessment.definition.label
    content = Table(headings, rows)
    title = _("{name} under {label}, component by component").format(name=name, label=label)
    picture = Picture(title, _description(assessment), content, marked_column=2)
    text = verdict_sentence(assessment)
    if not rows:
        text += " " + assessment.definition.summary
        return Reply(title, text)
    return Reply(title, text, content, picture)


def _row(finding: Finding, choices: frozenset[str]) -> tuple[str, ...]:
    asked = obligation(finding.requirement, choices)
    if finding.level and len(finding.level) <= 3:
        asked = _("class {level}").format(level=finding.level)
    licence = licence_words(finding.facts[0].licence) if finding.facts else "–"
    if finding.facts and finding.facts[0].access is Access.ABSENT:
        licence = "–"
    return (finding.requirement.name, asked, truth_word(finding.truth), licence, reason(finding))


def obligation(row: Requirement, choices: frozenset[str]) -> str:
    """What a version asks of a row, in words; one of several that will do is told apart."""
    return _("one of several") if row.id in choices else row.obligation.value


def _description(assessment: Assessment) -> str:
    rows = "; ".join(f"{f.requirement.name}: {f.truth.value}" for f in assessment.findings if f.required)
    text = _("Table of the components of {name} under {label}. {rows}.")
    return text.format(name=assessment.system.name, label=assessment.definition.label, rows=rows)


def sources(about: SystemAnswer) -> Reply:
    """Every source of an assessment, with its date and reader; and others' reviews."""
    assessment = about.assessment
    lines = []
    seen: dict[tuple[str | None, str], list[str]] = {}
    for finding in assessment.findings:
        for fact in finding.facts:
            seen.setdefault((fact.evidence.url, _read(fact)), []).append(finding.requirement.name)
    for (url, read), names in seen.items():
        shown = listed(list(dict.fromkeys(names)))
        lines.append(_("- {names}: {url} ({read})").format(names=shown, url=url or _("no source"), read=read))
    reviews = [
        _("- {who}, {date}: {outcome}{under}. {url}").format(
            who=assessor(review.by),
            date=partial_day(review.date),
            outcome=outcome(review),
            under=_(" ({labels})").format(labels=", ".join(review.definitions)) if review.definitions else "",
            url=review.source,
        )
        for review in assessment.system.reviews
    ]
    if not lines:
        lines = [_("Nothing is recorded that this version asks for.")]
    parts = ["\n".join(lines)]
    if reviews:
        parts.append("\n".join([f"**{_('Reviews by others')}**", *reviews]))
    if claimed := others_say(assessment.system):
        parts.append(claimed)
    title = _("Sources on {name}, {label}").format(name=assessment.system.name, label=assessment.definition.label)
    return Reply(title, "\n\n".join(parts))


def _read(fact: Fact) -> str:
    date = day(fact.evidence.read_on)
    by = fact.evidence.by
    if by is not None:
        return _("second hand, {by}; {date}").format(by=assessor(by), date=date)
    return _("page of {date}").format(date=date) if fact.evidence.read_on else date


def versions(about: SystemAnswer) -> Reply:
    """The verdict under every version, and a menu to look at one."""
    rows = tuple((a.definition.label, a.definition.status.value, short_verdict(a)) for a in about.versions)
    content = Table((_("Version"), _("Status"), _("Verdict")), rows)
    options = tuple(Option(a.definition.label, a.definition.label, short_verdict(a)[:100]) for a in about.versions)
    menu = Menu(_("Show under another version"), "system show", "definition", options, {"name": about.system.id})
    text = _("The same facts judged by every version of every definition.")
    return Reply(_("{name} under every version").format(name=about.system.name), text, content, menus=(menu,))


def listing(
    definition: Definition,
    assessments: Sequence[Assessment],
    wanted: str | None,
    pool: Sequence[Assessment],
    rules: Mapping[str, str],
) -> Reply:
    """Systems under a version: all of a pool, or those that have something in common."""
    title = _("Systems under {label}").format(label=definition.label)
    shown = assessments or (pool if len(pool) <= _SHORT else ())
    rows = tuple(
        (a.system.name, a.system.developer, short_verdict(a), day(a.oldest) if a.oldest else "–") for a in shown
    )
    headings = (_("System"), _("Developer"), _("Verdict"), _("Oldest evidence"))
    text = _counted(pool, definition)
    if wanted is not None:
        words = {"count": len(assessments), "known": len(pool), "wanted": wanted, "label": definition.label}
        text = _("{count} of {known} recorded systems are {wanted} under {label}.").format(**words)
        if 0 < len(assessments) <= _NAMED:
            text += f" {listed([a.system.name for a in assessments])}."
    if len(shown) <= _SHORT and (wanted is None or not assessments):
        text = "\n".join([text, *(f"- {a.system.name}: {short_verdict(a)}" for a in shown)])
    return Reply(title, text, Table(headings, rows) if rows else None, footer=rules["not_certification"])


# As many verdicts are told one by one; as many names fit into a sentence.
_SHORT, _NAMED = 12, 40


def _counted(assessments: Sequence[Assessment], definition: Definition) -> str:
    counts = [(verdict, sum(a.verdict is verdict for a in assessments)) for verdict in Verdict]
    parts = listed([f"{count} {verdict_word(verdict)}" for verdict, count in counts if count])
    text = plural("{count} recorded system", "{count} recorded systems", len(assessments))
    return _("{systems} under {label}: {parts}.").format(systems=text, label=definition.label, parts=parts)


def comparison_table(compared: Iterable[SystemAnswer]) -> Table:
    """Systems side by side: a row a requirement, a column a system."""
    assessments = [about.assessment for about in compared]
    headings = (_("Component"), *(a.system.name for a in assessments))
    rows = [(_("Verdict"), *(short_verdict(a) for a in assessments))]
    for index, finding in enumerate(assessments[0].findings):
        cells = [_cell(a.findings[index]) for a in assessments]
        rows.append((finding.requirement.name, *cells))
    return Table(headings, tuple(rows))


def _cell(finding: Finding) -> str:
    if not finding.facts or finding.facts[0].licence is None:
        return truth_word(finding.truth)
    return f"{truth_word(finding.truth)} ({licence_words(finding.facts[0].licence)})"


def comparison(compared: tuple[SystemAnswer, ...], rules: Mapping[str, str]) -> Reply:
    """Systems side by side, the verdicts first."""
    content = comparison_table(compared)
    names = listed([about.system.name for about in compared])
    label = compared[0].assessment.definition.label
    title = _("{names} side by side, {label}").format(names=names, label=label)
    text = "\n".join(f"- {verdict_sentence(about.assessment)}" for about in compared)
    described = _("Table comparing {names} under {label}, row by row.").format(names=names, label=label)
    picture = Picture(title, described, content, marked_column=-1)
    return Reply(title, text, content, picture, footer=rules["not_certification"])


def components(about: SystemAnswer, asked: tuple[str, ...]) -> str:
    """What is recorded of components: those asked about, or all that have a recorded fact or a row."""
    assessment = about.assessment
    names = {f.requirement.component: f.requirement.component_name for f in assessment.findings}
    wanted = asked or tuple(dict.fromkeys(f.requirement.component for f in assessment.findings if f.required))
    lines = []
    for component in wanted:
        name = names.get(component, component.replace("_", " ").capitalize())
        facts = assessment.system.facts_on(component)
        if not facts:
            lines.append(_("- {name}: not recorded (which is not the same as not released)").format(name=name))
        lines += [_component_line(name, fact) for fact in facts]
    if not lines:
        return ""
    return "\n".join([f"**{_('What is recorded')}**", *lines])


def component_in_short(assessment: Assessment, component: str) -> str:
    """What is recorded of one component, in a few words."""
    names = {f.requirement.component: f.requirement.component_name for f in assessment.findings}
    name = names.get(component, component.replace("_", " ")).lower()
    facts = assessment.system.facts_on(component)
    if not facts:
        return _("{name} not recorded").format(name=name)
    words = access_words(facts[0])
    if facts[0].access in (Access.OPEN, Access.GATED):
        words += f", {licence_words(facts[0].licence)}"
    return f"{name} {words}"


def _component_line(name: str, fact: Fact) -> str:
    words = access_words(fact)
    if fact.access in (Access.OPEN, Access.GATED):
        words += f", {licence_words(fact.licence)}"
    if fact.note:
        words += f" – {fact.note}"
    if fact.evidence.url:
        words += f" ({fact.evidence.url}, {day(fact.evidence.read_on)})"
    return f"- {name}: {words}"


def history(about: SystemAnswer) -> str:
    """When it came out, how its licences changed, who reviewed it, and its verdict under every version."""
    system = about.system
    lines = []
    if system.released:
        lines.append(_("- Released: {day}").format(day=partial_day(system.released)))
    for period in system.licence_history:
        scope = f" ({period.scope})" if period.scope else ""
        since = partial_day(period.from_) if period.from_ else _("date not recorded")
        until = _(" until {day}").format(day=partial_day(period.until)) if period.until else ""
        what = listed([component.replace("_", " ") for component in period.components])
        note = f" – {period.note}" if period.note else ""
        lines.append(f"- {since}{until}: {what}{scope}: {licence_words(period.licence)}{note}")
    for review in system.reviews:
        labels = f" ({', '.join(review.definitions)})" if review.definitions else ""
        note = f" – {review.note}" if review.note else ""
        lines.append(f"- {partial_day(review.date)}, {assessor(review.by)}{labels}: {outcome(review)}{note}")
    judged = [a for a in about.versions if a.verdict is not Verdict.NOT_APPLICABLE]
    if judged:
        by_version = "; ".join(f"{a.definition.label}: {short_verdict(a)}" for a in judged)
        lines.append(_("- By version, on today's facts: {versions}").format(versions=by_version))
    return "\n".join([f"**{_('History')}**", *lines]) if lines else ""

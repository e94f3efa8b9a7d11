"""The answer to a question, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.answers import Answer, Candidate, SystemAnswer
from bot.domain.assessments import Assessment, Basis, Finding, Verdict
from bot.domain.names import fold
from bot.domain.questions import ListFilter, Presumption, QuestionKind, Topic
from bot.domain.systems import Access
from bot.surfaces.replies import definitions, licences, systems, topics
from bot.surfaces.replies.wording import (
    assessor,
    day,
    grouped,
    level_name,
    outcome,
    partial_day,
    quoted,
    reason,
    short_verdict,
    standard,
    verdict_sentence,
    would_take_sentence,
)
from bot.surfaces.reply import Button, Reply
from bot.texts import _, listed, plural

_LINES = 5


def answer(found: Answer) -> Reply:
    """Put an answer into words: about systems, about candidates, a list, versions, licences, or the bot itself."""
    kind = found.question.kind
    if found.systems:
        return _about_systems(found)
    if kind is QuestionKind.LIST and found.pool:
        return _list(found)
    if found.candidates or found.not_known or found.ambiguous:
        return _not_found(found)
    if found.difference is not None:
        return definitions.difference(found.difference)
    if found.licences:
        return licences.licences(found)
    if kind is QuestionKind.DEFINITION or found.question.topic is not None:
        return topics.topic(found)
    if found.definitions:
        return definitions.show(found.definitions[0])
    return topics.topic(found) if kind is QuestionKind.OTHER else topics.which_system(found)


def _about_systems(found: Answer) -> Reply:
    if len(found.systems) == 1:
        parts = [_one(found.systems[0], found)]
    else:
        parts = [_brief(about, found) for about in found.systems]
    told = _also_asked(found)
    # Who asks whether the OSI has certified something wants the no first.
    parts = [*told, *parts] if found.question.topic is Topic.CERTIFICATION else [*parts, *told]
    parts += [_not_known(found)] if found.not_known else []
    parts += [_which(found)] if found.ambiguous else []
    assessment = found.systems[0].assessment
    return Reply(
        title=_title(found),
        text="\n\n".join(part for part in parts if part),
        table=systems.comparison_table(found.systems) if len(found.systems) > 1 else None,
        buttons=_buttons(found),
        footer=_footer(found, assessment),
    )


def system(about: SystemAnswer, rules: Mapping[str, str]) -> Reply:
    """One system, whole: verdict, reasons, what it would take, others, history."""
    assessment = about.assessment
    parts = [verdict_sentence(assessment), why(about), unknowns(about), takes(about), evidence_date(about)]
    parts += [others(about), notes(about, rules), systems.history(about)]
    return Reply(
        title=_("{names}: {label}").format(names=about.system.name, label=assessment.definition.label),
        text="\n\n".join(part for part in parts if part),
        buttons=systems.buttons(about.system, assessment.definition.label),
        footer=rules["not_certification"],
    )


def _title(found: Answer) -> str:
    names = listed([about.system.name for about in found.systems])
    return _("{names}: {label}").format(names=names, label=found.definition.label)


def _footer(found: Answer, assessment: Assessment) -> str:
    used = "" if found.named else _("{label} is the version in force. ").format(label=found.definition.label)
    return used + found.rules["not_certification"]


def _one(about: SystemAnswer, found: Answer) -> str:
    """Everything about one system, the verdict in the first line."""
    question = found.question
    parts = [_lead(about, found)]
    if question.kind is QuestionKind.MISSING_COMPONENT or question.components:
        parts.append(_components(about, found))
    if QuestionKind.LICENCE in question.kinds or found.licences:
        parts.append(licences.of_system(about, found))
    if QuestionKind.HISTORY in question.kinds or question.as_of:
        parts.append(systems.history(about))
    parts.append(why(about))
    if QuestionKind.COMPARE in question.kinds:
        parts.append(_labels(about))
    parts += [unknowns(about), takes(about), evidence_date(about), others(about), notes(about, found.rules)]
    return "\n\n".join(part for part in parts if part)


def _lead(about: SystemAnswer, found: Answer) -> str:
    lines = [*_not_asked_for(found), verdict_sentence(about.assessment), *_taken_for(about)]
    lines += [verdict_sentence(other) for other in about.also]
    wrong = _corrected(about, found)
    if wrong:
        lines.append(wrong)
    if found.question.as_of:
        text = _("That is by today's facts; what held in {day}, as far as it is recorded, stands under History.")
        lines.append(text.format(day=partial_day(found.question.as_of)))
    if about.siblings:
        lines.append(_siblings(about))
    reviewed = [finding for finding in about.assessment.findings if finding.basis is Basis.REVIEW]
    by_review = any(group.basis is Basis.REVIEW for group in about.assessment.groups.values())
    if (reviewed or by_review) and about.assessment.verdict is Verdict.CONFORMANT:
        choice = [_("the choice among the data rows")] if by_review else []
        names = listed([*choice, *(name for name, _finding in grouped(reviewed))])
        text = _("For {names} it rests on the OSI volunteers' review, for want of a first-hand fact.")
        lines.append(text.format(names=names))
    second = [f for f in about.assessment.deciding() if f.basis is Basis.SECOND_HAND]
    if second and len(second) == len(about.assessment.deciding()):
        lines.append(_("It rests on second-hand findings alone."))
    return " ".join(lines)


def _not_asked_for(found: Answer) -> list[str]:
    """What the verdict is not about, though the question names it: a standard not held, a fine-tune of one's own."""
    lines = []
    if found.question.other_standards:
        names = listed([quoted(name) for name in found.question.other_standards])
        text = _("I hold no {names} and cannot judge by it; this is by {label}.")
        lines.append(text.format(names=names, label=found.definition.label))
    if found.question.derived:
        lines.append(
            _("What is made from it is a system of its own, with data and terms of its own: this is no answer for it.")
        )
    return lines


def _taken_for(about: SystemAnswer) -> list[str]:
    """What a name was taken for, where it is not the system's own: a version or product that its record covers."""
    written, name = fold(about.written), fold(about.system.name)
    known = name in written or fold(about.system.id) in written or name.startswith(written)
    if known or not any(letter.isalpha() for letter in written):
        return []
    return [_("I take {written} to be {name}.").format(written=quoted(about.written), name=about.system.name)]


def _corrected(about: SystemAnswer, found: Answer) -> str:
    verdict, taken = about.assessment.verdict, found.question.presumption
    if about.assessment.definition.ladder:
        return ""
    if taken is Presumption.OPEN_SOURCE and verdict is Verdict.NOT_CONFORMANT:
        return _("It may be called so, but by this definition it is not.")
    if taken is Presumption.OPEN_SOURCE and verdict is Verdict.UNDETERMINED:
        return _("Whether it is called so rightly is not settled by what is recorded.")
    if taken is Presumption.NOT_OPEN_SOURCE and verdict is Verdict.CONFORMANT:
        return _("The question takes it not to be; by this definition it is.")
    return ""


def _siblings(about: SystemAnswer) -> str:
    others_ = listed([f"{a.system.name} ({short_verdict(a)})" for a in about.siblings])
    text = _("I take it to mean {name} by {developer}; recorded apart: {others}.")
    return text.format(name=about.system.name, developer=about.system.developer, others=others_)


def why(about: SystemAnswer) -> str:
    """Why the verdict is as it is, in at most five lines."""
    assessment = about.assessment
    if assessment.verdict is Verdict.NOT_APPLICABLE:
        return assessment.definition.summary
    rows = grouped(assessment.deciding())
    if assessment.definition.ladder and assessment.verdict is Verdict.CONFORMANT and about.would_take:
        rows = _next_step(about)
    settled = [f"- {_choice(group.reason)}" for group in assessment.groups.values()][:2]
    shown = rows if len(rows) + len(settled) <= _LINES else rows[: _LINES - 1 - len(settled)]
    lines = [*settled, *(f"- {name}: {reason(finding)}" for name, finding in shown)]
    if len(rows) > len(shown):
        rest = listed([name for name, _finding in rows[len(shown) :]])
        lines.append(_("- and {count} more: {names}").format(count=len(rows) - len(shown), names=rest))
    if not lines:
        return ""
    undetermined = assessment.verdict is Verdict.UNDETERMINED
    return "\n".join([f"**{_('Not known')}**" if undetermined else f"**{_('Why')}**", *lines])


def _choice(text: str) -> str:
    return _("At least one of the data rows: {reason}").format(reason=text)


def _next_step(about: SystemAnswer) -> list[tuple[str, Finding]]:
    wanted = {row for change in about.would_take[0] for row in change.requirements}
    return grouped(finding for finding in about.assessment.findings if finding.requirement.id in wanted)


def unknowns(about: SystemAnswer) -> str:
    """What is not known, and whether the verdict hangs on it."""
    assessment = about.assessment
    rows = grouped(assessment.unknown)
    if assessment.verdict is Verdict.UNDETERMINED:
        against = [hinge for hinge in about.hinges if hinge.verdict is Verdict.NOT_CONFORMANT]
        text = _("If one of these is against it, it is not {standard}.")
        return text.format(standard=standard(assessment.definition)) if against else ""
    if not rows or assessment.verdict is Verdict.NOT_APPLICABLE:
        return ""
    names = "; ".join(f"{name} ({finding.reason})" for name, finding in rows)
    return _("**Unknown:** {names}. The verdict does not hang on it.").format(names=names)


def takes(about: SystemAnswer) -> str:
    """What it would take to pass."""
    if not about.would_take:
        return ""
    text = _("**What it would take:** {sentence}")
    words = text.format(sentence=would_take_sentence(about.would_take[0], about.assessment))
    more = len(about.would_take) - 1
    if more:
        words += " " + plural("There is {count} other way.", "There are {count} other ways.", more)
    return words


def evidence_date(about: SystemAnswer) -> str:
    """The date of the oldest evidence that the verdict rests on."""
    assessment = about.assessment
    if assessment.verdict is Verdict.NOT_APPLICABLE or not any(f.facts for f in assessment.deciding()):
        return ""
    if assessment.oldest is None:
        return _("**Evidence:** the pages it rests on have no recorded date.")
    text = _("**Oldest evidence** it rests on: {day}.").format(day=day(assessment.oldest))
    if assessment.undated:
        text += " " + plural(
            "For {count} requirement the page's date is not recorded.",
            "For {count} requirements the page's date is not recorded.",
            assessment.undated,
        )
    return text


def others(about: SystemAnswer) -> str:
    """What others found, where it differs, and why."""
    lines = []
    for disagreement in about.disagreements:
        review = disagreement.review
        who = assessor(review.by)
        text = _("{who}, {date}: {outcome}.")
        line = text.format(who=who, date=partial_day(review.date), outcome=outcome(review))
        rows = listed([name for name, _finding in grouped(disagreement.because)[:4]])
        if rows:
            line += " " + _("What makes the difference here: {rows}.").format(rows=rows)
        lines.append(f"- {line}")
    return "\n".join([f"**{_('Others judge otherwise')}**", *lines]) if lines else ""


def notes(about: SystemAnswer, rules: Mapping[str, str]) -> str:
    """What else must be said: the base, the record's own note, the rules that bite, the gaps of the version."""
    assessment = about.assessment
    lines = []
    if about.bases and assessment.definition.inherits:
        lines.append(_("Made from {bases}, and judged together with it.").format(bases=listed(list(about.bases))))
    if about.system.note:
        lines.append(about.system.note)
    return "\n\n".join(part for part in (" ".join(lines), *_rules_that_bite(about, rules)) if part)


def _rules_that_bite(about: SystemAnswer, rules: Mapping[str, str]) -> list[str]:
    assessment = about.assessment
    facts = [fact for finding in assessment.missing for fact in finding.facts]
    resting = {finding.requirement.id for finding in assessment.deciding()}
    gaps = assessment.definition.gaps
    applied = [gap.says for gap in gaps if not gap.concerns or resting.intersection(gap.concerns)]
    if any(fact.access is Access.GATED for fact in facts) and not _accepts_gated(assessment):
        applied.insert(0, rules["gated"])
    return [_("Rules applied: {rules}").format(rules=" ".join(applied))] if applied else []


def _accepts_gated(assessment: Assessment) -> bool:
    return all(f.requirement.terms is None or f.requirement.terms.accepts_gated for f in assessment.missing)


def _labels(about: SystemAnswer) -> str:
    if about.g7 is None or about.assessment.definition.id == "g7":
        return ""
    return _("By another vocabulary: {sentence}").format(sentence=verdict_sentence(about.g7))


def _components(about: SystemAnswer, found: Answer) -> str:
    """What is recorded of the components asked about; of all that the version names, if none was named."""
    return systems.components(about, found.question.components)


def _brief(about: SystemAnswer, found: Answer) -> str:
    """A system among several: the verdict, and what decides it."""
    lines = [verdict_sentence(about.assessment), *_taken_for(about)]
    lines += [verdict_sentence(other) for other in about.also]
    if about.siblings:
        lines.append(_siblings(about))
    wrong = _corrected(about, found)
    if wrong:
        lines.append(wrong)
    rows = grouped(about.assessment.missing or about.assessment.unknown)[:3]
    if rows:
        lines.append("; ".join(f"{name}: {reason(finding)}" for name, finding in rows) + ".")
    parts = [" ".join(lines)]
    if QuestionKind.LICENCE in found.question.kinds:
        parts.append(licences.of_system(about, found))
    parts += [takes(about) if found.question.would_take else "", evidence_date(about), others(about)]
    return "\n\n".join(part for part in parts if part)


def _also_asked(found: Answer) -> list[str]:
    """Answers to the other questions of a message that asks several."""
    about = found.question.topic
    told = QuestionKind.DEFINITION in found.question.kinds or about not in topics.ABOUT_THE_BOT
    return [topics.words(found)] if about is not None and told else []


def _not_found(found: Answer) -> Reply:
    parts = []
    if found.not_known:
        parts.append(_not_known(found))
    if found.ambiguous:
        parts.append(_which(found))
    parts += _also_asked(found)
    buttons = tuple(
        Button(
            candidate.assessment.system.name[:60],
            "system show",
            {"name": candidate.assessment.system.id, "definition": found.definition.label},
        )
        for candidate in found.candidates[:5]
    )
    title = _("Which one?") if found.ambiguous and not found.not_known else _("Not in the database")
    text = "\n\n".join(parts)
    return Reply(title, text, buttons=buttons, footer=found.rules["not_certification"], found=False)


def _not_known(found: Answer) -> str:
    lines = []
    for name in found.not_known:
        text = _("No system called {name} is recorded, so I cannot say whether it is {standard}.")
        line = text.format(name=quoted(name.written), standard=standard(found.definition))
        near = [c for c in found.candidates if c.assessment.system.id in name.nearest]
        if near:
            line += " " + _("The nearest names: {names}.").format(names=_candidates(near))
        lines.append(line)
    if found.queued:
        lines.append(_("The question is in the curators' queue."))
    return " ".join(lines)


def _which(found: Answer) -> str:
    lines = []
    for mention in found.ambiguous:
        meant = [c for c in found.candidates if c.assessment.system.id in mention.systems]
        text = _("{name} could be {count} systems, and each has its own answer under {label}:")
        words = text.format(name=quoted(mention.written), count=len(meant), label=found.definition.label)
        rows = [f"- {c.assessment.system.name}: {_in_short(c.assessment, found)}" for c in meant[:12]]
        if len(meant) > len(rows):
            rows.append(_("- and {count} more").format(count=len(meant) - len(rows)))
        lines.append("\n".join([words, *rows, _("Which one do you mean?")]))
    return "\n\n".join(lines)


def _in_short(assessment: Assessment, found: Answer) -> str:
    """The verdict on a candidate, with what is recorded of what was asked about."""
    asked = found.question.components
    if not asked and QuestionKind.LICENCE in found.question.kinds:
        asked = ("model_parameters",)
    said = [systems.component_in_short(assessment, component) for component in asked[:3]]
    return "; ".join([short_verdict(assessment), *said])


def _candidates(candidates: list[Candidate]) -> str:
    return listed([candidate.assessment.system.name for candidate in candidates])


def _list(found: Answer) -> Reply:
    reply = systems.listing(found.definition, found.listing, _wanted(found), found.pool, found.rules)
    if not found.question.unfiltered:
        return reply
    told = _("I cannot look up every condition that you named; this is what the others give.")
    return replace(reply, text=f"{told}\n\n{reply.text}")


def _wanted(found: Answer) -> str | None:
    """What the systems of a list have in common, in words; None where all are wanted."""
    if found.question.level is not None:
        return _("at {level} or above").format(level=level_name(found.definition, found.question.level))
    return {
        ListFilter.CONFORMANT: _("conformant"),
        ListFilter.NOT_CONFORMANT: _("not conformant"),
        ListFilter.UNDETERMINED: _("undetermined"),
        ListFilter.LICENCE_ONLY: _("kept from conforming by their terms alone"),
    }.get(found.question.list_filter)


def _buttons(found: Answer) -> tuple[Button, ...]:
    if len(found.systems) > 1:
        return ()
    return systems.buttons(found.systems[0].system, found.definition.label)

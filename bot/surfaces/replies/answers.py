"""The answer to a question, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.answers import Answer, Candidate, SystemAnswer
from bot.domain.assessments import Assessment, Basis, Verdict
from bot.domain.names import fold
from bot.domain.questions import ListFilter, Presumption, QuestionKind, Topic
from bot.surfaces.replies import definitions, in_force, licences, moments, reasons, systems, topics
from bot.surfaces.replies.permalinks import Shelf, permalink
from bot.surfaces.replies.proposals import SYSTEM_FIELDS
from bot.surfaces.replies.wording import (
    grouped,
    level_name,
    quoted,
    reason,
    short_verdict,
    standard,
    verdict_sentence,
)
from bot.surfaces.reply import Button, Reply
from bot.texts import _, listed


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
        parts = [*(_brief(about, found) for about in found.systems), moments.trouble(found)]
    told = _also_asked(found)
    # Who asks whether the OSI has certified something wants the no first.
    parts = [*told, *parts] if found.question.topic is Topic.CERTIFICATION else [*parts, *told]
    parts += [_not_known(found)] if found.not_known else []
    parts += [_which(found)] if found.ambiguous else []
    assessment = found.systems[0].assessment
    return Reply(
        title=_title(found),
        text="\n\n".join(part for part in parts if part),
        table=systems.comparison_table(found.systems) if len(found.systems) > 1 and not _past(found) else None,
        buttons=_buttons(found),
        footer=_footer(found, assessment),
        record=permalink(Shelf.SYSTEM, found.systems[0].system.id) if len(found.systems) == 1 else "",
    )


def system(about: SystemAnswer, rules: Mapping[str, str]) -> Reply:
    """One system, whole: verdict, reasons, what it would take, others, history."""
    assessment = about.assessment
    parts = [verdict_sentence(assessment), reasons.why(about), *reasons.rest(about, rules), systems.history(about)]
    return Reply(
        title=_("{names}: {label}").format(names=about.system.name, label=assessment.definition.label),
        text="\n\n".join(part for part in parts if part),
        buttons=systems.buttons(about.system, assessment.definition.label),
        footer=rules["not_certification"],
        record=permalink(Shelf.SYSTEM, about.system.id),
    )


def _title(found: Answer) -> str:
    names = listed([about.system.name for about in found.systems])
    if (past := found.systems[0].past) is not None:
        return _("{names} {when}: {label}").format(names=names, when=moments.when(past), label=found.definition.label)
    return _("{names}: {label}").format(names=names, label=found.definition.label)


def _footer(found: Answer, assessment: Assessment) -> str:
    return " ".join(filter(None, (_in_force(found), found.rules["not_certification"])))


def _in_force(found: Answer) -> str:
    """Since when and by which decision the version is in force that was used because none was named."""
    if found.named or found.held is None:
        return ""
    return in_force.now(found.held) if found.held == found.holding else in_force.then(found.held)


def _past(found: Answer) -> bool:
    """Whether it is asked what held at some time, and that can be told."""
    return found.asked is not None and found.asked.days is not None


def _one(about: SystemAnswer, found: Answer) -> str:
    """Everything about one system, the verdict in the first line."""
    if about.past is not None:
        beside = [*_taken_for(about), _siblings(about) if about.siblings else ""]
        return moments.whole(about, about.past, found, _not_asked_for(found), beside)
    question = found.question
    parts = [_lead(about, found)]
    if question.kind is QuestionKind.MISSING_COMPONENT or question.components:
        parts.append(_components(about, found))
    if QuestionKind.LICENCE in question.kinds or found.licences:
        parts.append(licences.of_system(about, found))
    if QuestionKind.HISTORY in question.kinds:
        parts.append(systems.history(about))
    parts.append(reasons.why(about))
    if QuestionKind.COMPARE in question.kinds:
        parts.append(_labels(about))
    parts += reasons.rest(about, found.rules)
    return "\n\n".join(part for part in parts if part)


def _lead(about: SystemAnswer, found: Answer) -> str:
    lines = [*_not_asked_for(found), verdict_sentence(about.assessment), *_taken_for(about)]
    lines += [verdict_sentence(other) for other in about.also]
    wrong = _corrected(about, found)
    if wrong:
        lines.append(wrong)
    if trouble := moments.trouble(found):
        lines.append(trouble)
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


def _labels(about: SystemAnswer) -> str:
    if about.g7 is None or about.assessment.definition.id == "g7":
        return ""
    return _("By another vocabulary: {sentence}").format(sentence=verdict_sentence(about.g7))


def _components(about: SystemAnswer, found: Answer) -> str:
    """What is recorded of the components asked about; of all that the version names, if none was named."""
    return systems.components(about, found.question.components)


def _brief(about: SystemAnswer, found: Answer) -> str:
    """A system among several: the verdict, and what decides it."""
    if about.past is not None:
        return moments.brief(about, about.past, _taken_for(about))
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
    parts += [
        reasons.takes(about) if found.question.would_take else "",
        reasons.evidence_date(about),
        reasons.others(about),
    ]
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
    if found.ambiguous and found.asked is not None:
        parts.append(_("These are today's facts: name one of them with the date, and I look back."))
    parts += _also_asked(found)
    buttons = tuple(
        Button(
            candidate.assessment.system.name[:60],
            "system show",
            {"name": candidate.assessment.system.id, "definition": found.definition.label},
        )
        for candidate in found.candidates[:5]
    )
    if len(found.not_known) == 1:
        about = {"name": found.not_known[0].written[:60]}
        buttons = (*buttons, Button(_("Propose it"), "system propose", about, SYSTEM_FIELDS))
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
    told = []
    if found.question.unfiltered:
        told.append(_("I cannot look up every condition that you named; this is what the others give."))
    if found.asked is not None:
        told.append(_("This list is by today's facts: name a system with the date, and I look back."))
    return replace(reply, text="\n\n".join([*told, reply.text]))


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
    buttons = systems.buttons(found.systems[0].system, found.definition.label)
    if not found.named and found.held is not None and found.held.decision:
        label = _("Why {label}").format(label=found.definition.label)
        return (*buttons, Button(label, "why", {"about": found.held.decision}))
    return buttons

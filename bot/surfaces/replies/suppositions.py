"""What would follow from what somebody supposes, in words and as a table."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.assessments import Assessment, Finding, Verdict
from bot.domain.logic import Truth
from bot.domain.suppositions import Supposed, Supposition, WhatIf
from bot.domain.systems import Access, Extent
from bot.surfaces.replies import reasons
from bot.surfaces.replies.facts import access_words, licence_words
from bot.surfaces.replies.systems import what_if_button
from bot.surfaces.replies.wording import short_verdict, verdict_sentence
from bot.surfaces.reply import Button, Reply, Table
from bot.texts import _, listed

_NAMED = 3
_LISTED = 8


def what_if(found: WhatIf, names: Mapping[str, str], rules: Mapping[str, str]) -> Reply:
    """The verdict that would be, beside the real one; why; what it would still take; every version.

    Args:
        names: The components' names by id.
        rules: The rules that hold for every version.
    """
    parts = [
        _lead(found),
        _supposed(found, names),
        reasons.why(found.about),
        reasons.unknowns(found.about),
        _still(found),
        reasons.notes(found.about, rules),
        _("This is a supposition: nothing was stored, and what is recorded stays as it is."),
    ]
    label = found.definition.label
    title = _("What if: {name}, {label}").format(
        name=found.real.name if found.real else _("a system"), label=label
    )  # fmt: skip
    below = [what_if_button(found.real, label)]
    if found.real:
        below.append(Button(_("As recorded"), "system show", {"name": found.real.id, "definition": label}))
    return Reply(
        title,
        "\n\n".join(part for part in parts if part),
        _table(found),
        buttons=tuple(below),
        footer=rules["not_certification"],
    )


def _lead(found: WhatIf) -> str:
    """The verdict that would be, and the real one beside it."""
    now = found.asked.recorded
    sentence = _("If so: {sentence}").format(sentence=verdict_sentence(found.asked.supposed))
    if now is None:
        return sentence
    return _("{sentence} As recorded: {verdict}.").format(sentence=sentence, verdict=short_verdict(now))


def _supposed(found: WhatIf, names: Mapping[str, str]) -> str:
    """How what was typed was understood; what is alike stands together."""
    together: dict[str, list[str]] = {}
    for supposition in found.suppositions:
        words = _words(supposition, found)
        together.setdefault(words, []).append(names[supposition.component])
    lines = [f"- {_components(components)}: {words}" for words, components in together.items()]
    return "\n".join([f"**{_('Supposed')}**", *lines[:_LISTED], *_more(len(lines) - _LISTED)])


def _components(names: list[str]) -> str:
    if len(names) <= _LISTED:
        return listed([name if number == 0 else name[0].lower() + name[1:] for number, name in enumerate(names)])
    text = _("{names} and {count} more")
    return text.format(names=", ".join([names[0], *(n[0].lower() + n[1:] for n in names[1:_NAMED])]),
                       count=len(names) - _NAMED)  # fmt: skip


def _more(count: int) -> list[str]:
    return [_("- and {count} more").format(count=count)] if count > 0 else []


def _words(supposition: Supposition, found: WhatIf) -> str:
    if supposition.forgotten:
        return _("nothing recorded")
    [fact] = found.about.system.facts_on(supposition.component)
    words = access_words(fact)
    if fact.access not in (Access.OPEN, Access.GATED):
        return words
    words += f", {licence_words(fact.licence) if fact.licence else _('licence not said')}"
    kept = supposition.licence is None and fact.licence is not None
    kept |= supposition.access is None and (fact.access is Access.GATED or fact.extent is Extent.PARTIAL)
    return words + (_(" (what you did not say, as recorded)") if kept else "")


def _still(found: WhatIf) -> str:
    """What it would still take; said also where nothing is left."""
    if found.asked.supposed.verdict is Verdict.NOT_APPLICABLE:
        return ""
    if not found.about.would_take:
        return _("Nothing more would be missing.")
    return reasons.takes(found.about)


def _table(found: WhatIf) -> Table:
    """Every version: the verdict as recorded and as it would be, and what stands in the way."""
    if found.real is None:
        rows = tuple((v.supposed.definition.label, short_verdict(v.supposed), _in_the_way(v)) for v in found.versions)
        return Table((_("Version"), _("If so"), _("What stands in the way")), rows)
    return Table(
        (_("Version"), _("As recorded"), _("If so"), _("Changed"), _("What stands in the way")),
        tuple(_row(version) for version in found.versions),
    )


def _row(version: Supposed) -> tuple[str, ...]:
    supposed = version.supposed
    before, after = short_verdict(version.recorded) if version.recorded else "–", short_verdict(supposed)
    return supposed.definition.label, before, after, _("yes") if before != after else _("no"), _in_the_way(version)


def _in_the_way(version: Supposed) -> str:
    """The components that are missing or not known, for the verdict or for the next level of a ladder."""
    assessment = version.supposed
    if assessment.verdict is Verdict.NOT_APPLICABLE:
        return _("it requires nothing yet")
    standing = _standing(assessment)
    names = list(dict.fromkeys(_component(finding) for finding in standing))
    if not names:
        return _("nothing")
    if len(names) <= _NAMED + 1:
        return listed(names)
    return _("{names} and {count} more").format(names=", ".join(names[:_NAMED]), count=len(names) - _NAMED)


def _standing(assessment: Assessment) -> tuple[Finding, ...]:
    definition = assessment.definition
    if not definition.ladder:
        return assessment.missing if assessment.verdict is Verdict.NOT_CONFORMANT else assessment.unknown
    levels = [level.id for level in definition.levels]
    steps = [levels.index(level) + 1 if level else 0 for level in (assessment.level, assessment.possible_level)]
    reached, possible = steps
    if reached == len(levels):
        return ()
    standing = assessment.standing(levels[reached])
    truth = Truth.UNMET if possible == reached else Truth.UNKNOWN
    return tuple(finding for finding in standing if finding.truth is truth)


def _component(finding: Finding) -> str:
    name = finding.requirement.component_name
    return name[0].lower() + name[1:]

"""What the page of a system shows, put together before it is put into words of a template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.definitions.writing import main_reader
from bot.domain.answers import SystemAnswer
from bot.domain.assessments import Assessment
from bot.domain.changes import Hinge
from bot.domain.definitions import Definition
from bot.domain.logic import Truth
from bot.services.published.systems import PublishedSystem, PublishedSystems
from bot.surfaces.replies import reasons
from bot.surfaces.replies.wording import (
    grouped,
    level_name,
    reason,
    short_row,
    short_verdict,
    verdict_sentence,
    verdict_word,
    would_take_sentence,
)
from bot.surfaces.site import addresses
from bot.surfaces.site import system_component_views as component_views
from bot.surfaces.site import system_times as times
from bot.surfaces.site.system_parts import (
    Mark,
    RungView,
    SystemView,
    VersionView,
)
from bot.surfaces.site.telling import VERDICT_TONES, outward, told
from bot.texts import _, listed


def system_view(published: PublishedSystem, everything: PublishedSystems) -> SystemView:
    """Put together what the page of a system shows."""
    system = published.system
    about = everything.about(system.id)
    assessment = about.assessment
    components = tuple(component_views.components(about, everything))
    further = tuple(component_views.further(about, everything))
    shown = frozenset(one.anchor for one in (*components, *further))
    marks = [row_mark(published, definition) for definition in everything.majors]
    return SystemView(
        system=system,
        about=about,
        sentence=told(verdict_sentence(assessment)),
        mark=marks[0],
        others=tuple(marks[1:]),
        why=tuple(_why(about)),
        settled=tuple(reasons.settled_choices(assessment)),
        rules=tuple(reasons.rules_that_bite(about, everything.library.reference.rules)),
        released=times.released(system),
        reader=main_reader(system.facts) or "",
        pages=tuple(outward(address) for address in system.addresses),
        takes=tuple(would_take_sentence(changes, assessment) for changes in about.would_take),
        hinges=tuple(_hinge(hinge) for hinge in about.hinges),
        unknowns=told(reasons.unknowns(about)),
        contested=tuple(
            (reasons.contested_part(contest, about), told(reasons.hangs_on(contest, about)))
            for contest in about.contests
        ),
        components=components,
        further=further,
        versions=tuple(_version(one, published, everything, shown) for one in about.versions),
        periods=tuple(times.periods(system, everything)),
        licences=tuple(times.licence_view(period) for period in system.licence_history),
        reviews=tuple(times.review_view(review, about) for review in system.reviews),
        family=relatives(_others_of_family(published), everything),
        bases=relatives(tuple(base for base in system.bases if base in everything.systems), everything),
        derived=relatives(published.derived, everything),
        others_say=tuple(times.others_say(system)),
    )


def row_mark(published: PublishedSystem, definition: Definition) -> Mark:
    """The verdict under a version, leading to the page of that version."""
    row = published.standing.rows[definition.label]
    path = addresses.definition_path(definition)
    return Mark(short_row(row, definition), VERDICT_TONES[row.verdict], path, definition.label)


def relatives(ids: Sequence[str], everything: PublishedSystems) -> tuple[Mark, ...]:
    """Other systems with their verdicts under the version in force, leading to their pages."""
    found = []
    for id_ in ids:
        other = everything.systems[id_]
        row = other.standing.rows[everything.in_force.label]
        word, tone = short_row(row, everything.in_force), VERDICT_TONES[row.verdict]
        found.append(Mark(word, tone, addresses.system_path(id_), other.system.name))
    return tuple(found)


def _others_of_family(published: PublishedSystem) -> tuple[str, ...]:
    """Those of its family that it was not made from, and that were not made from it."""
    near = {*published.system.bases, *published.derived}
    return tuple(id_ for id_ in published.family if id_ not in near)


def _why(about: SystemAnswer) -> Iterator[tuple[str, str, str]]:
    for name, finding in reasons.deciding(about):
        yield addresses.component_anchor(finding.requirement.component), name, reason(finding)


def _hinge(hinge: Hinge) -> str:
    text = _("{row}: if it turned out to be {otherwise}, the verdict would be “{verdict}”.")
    words = {Truth.MET: _("met"), Truth.UNMET: _("unmet"), Truth.UNKNOWN: _("unknown")}
    otherwise, verdict = words[hinge.otherwise], verdict_word(hinge.verdict)
    return text.format(row=hinge.finding.requirement.name, otherwise=otherwise, verdict=verdict)


def _version(
    assessment: Assessment, published: PublishedSystem, everything: PublishedSystems, shown: frozenset[str]
) -> VersionView:
    definition = assessment.definition
    in_force = definition.label == everything.in_force.label
    turned = published.standing.turned.get(definition.label, ())
    return VersionView(
        definition=definition,
        path=addresses.definition_path(definition),
        anchor=addresses.stem(definition),
        mark=Mark(short_verdict(assessment), VERDICT_TONES[assessment.verdict]),
        missing="; ".join(name for name, _finding in grouped(assessment.missing)),
        unknown="; ".join(name for name, _finding in grouped(assessment.unknown)),
        turned=listed(list(turned)),
        rows=()
        if in_force
        else tuple(component_views.clause_view(finding, definition, shown) for finding in assessment.findings),
        rungs=tuple(_rungs(assessment)) if definition.ladder else (),
        in_force=in_force,
    )


def _rungs(assessment: Assessment) -> Iterator[RungView]:
    ids = [level.id for level in assessment.definition.levels]
    reached = ids.index(assessment.level) if assessment.level in ids else -1
    possible = ids.index(assessment.possible_level) if assessment.possible_level in ids else -1
    for place, id_ in enumerate(ids):
        mark = Mark(_("not reached"), "bad")
        if place <= possible:
            mark = Mark(_("reached"), "good") if place <= reached else Mark(_("not excluded"), "open")
        names = () if place <= reached else tuple(name for name, _f in grouped(assessment.standing(id_)))
        yield RungView(level_name(assessment.definition, id_), mark, names)

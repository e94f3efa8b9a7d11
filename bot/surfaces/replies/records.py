"""What is recorded, in words: parts of systems, and people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.domain.histories import FILES, WHOLE, Alteration, VerdictTurn
from bot.domain.licences import Licensing
from bot.domain.privacy.kept import FORGOTTEN
from bot.domain.systems import Dispute, Fact, LicencePeriod, Review
from bot.surfaces.replies.facts import fact_words, licence_words
from bot.surfaces.replies.wording import assessor, outcome, partial_day, quoted, verdict_word
from bot.texts import _, listed


def person(actor: str) -> str:
    """Somebody by the name that the surface shows; the data files by theirs."""
    if actor == FILES:
        return _("the data files")
    surface, _colon, name = actor.partition(":")
    if surface == FORGOTTEN:
        return _("somebody who was forgotten")
    return name if surface == "terminal" else actor


def part_name(part: str) -> str:
    """What a part of a system is called."""
    names = {
        WHOLE: _("the system"),
        "name": _("name"),
        "developer": _("developer"),
        "kind": _("kind"),
        "family": _("family"),
        "aliases": _("aliases"),
        "bases": _("bases"),
        "unrecorded_bases": _("bases that are not recorded"),
        "released": _("day of release"),
        "released_source": _("source of the day of release"),
        "addresses": _("addresses"),
        "note": _("note"),
        "licence_history": _("licence history"),
        "reviews": _("reviews by others"),
        "disputes": _("disputes"),
    }
    return names.get(part) or part.removeprefix("facts.").replace("_", " ")


def value_words(found: Any) -> str:
    """What a part holds, in words; "not recorded" for nothing."""
    match found:
        case None | ():
            return _("not recorded")
        case tuple():
            return listed([value_words(one) for one in found])
        case Fact():
            return fact_words(found)
        case Dispute():
            return _("{claim}, disputed: {reason}").format(
                claim=fact_words(found.claim), reason=quoted(found.reason, 300)
            )
        case LicencePeriod():
            return _period_words(found)
        case Review():
            text = _("{who}, {date}: {outcome}")
            return text.format(who=assessor(found.by), date=partial_day(found.date), outcome=outcome(found))
        case Licensing():
            return licence_words(found)
    return quoted(str(found), 300)


def _period_words(period: LicencePeriod) -> str:
    since = _("from {day}").format(day=partial_day(period.from_)) if period.from_ else ""
    until = _("until {day}").format(day=partial_day(period.until)) if period.until else ""
    when = " ".join(part for part in (since, until) if part) or _("date not recorded")
    what = listed([component.replace("_", " ") for component in period.components])
    return _("{what}: {licence} ({when})").format(what=what, licence=licence_words(period.licence), when=when)


def alteration_lines(alterations: Iterable[Alteration], *, done: bool = True) -> list[str]:
    """What changed, part by part: as it became, and as it was; or, where nothing is done yet, as it would become."""
    lines = []
    for alteration in alterations:
        if alteration.part == WHOLE:
            gone = alteration.before is not None
            lines.append(_("- taken out, with everything recorded") if gone else _("- recorded for the first time"))
            continue
        lines.append(f"- **{part_name(alteration.part)}**")
        became, was = (_("now"), _("before")) if done else (_("proposed"), _("recorded"))
        lines.append(f"  - {became}: {value_words(alteration.after)}")
        lines.append(f"  - {was}: {value_words(alteration.before)}")
    return lines


def turn_words(turn: VerdictTurn, name: str) -> str:
    """A turned verdict in a line, a change of level alone included."""
    before, after = verdict_word(turn.before), verdict_word(turn.after)
    if turn.before is turn.after:
        before, after = turn.level_before or _("no level for certain"), turn.level_after or _("no level for certain")
    text = _("{name}: {after} under {label} (before: {before})")
    return text.format(name=name, after=after, label=turn.definition, before=before)

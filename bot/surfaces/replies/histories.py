"""The history of what is recorded of a system, in words."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain.histories import FILES, Change
from bot.services.histories import RecordedThen, SystemHistory
from bot.surfaces.replies.facts import fact_words
from bot.surfaces.replies.proposals import turn_lines
from bot.surfaces.replies.records import alteration_lines, person
from bot.surfaces.replies.wording import day, quoted, short_verdict
from bot.surfaces.reply import Button, Field, Reply, Table
from bot.texts import _, plural


def history(found: SystemHistory) -> Reply:
    """Every change, the latest first: when, who, why, what it was before, which verdicts it turned."""
    name = found.system.name
    title = _("What changed in the record of {name}").format(name=name)
    if not found.changes:
        return Reply(title, _("{name} was recorded before changes were noted; none was made since.").format(name=name))
    text = plural("{count} change, the latest first.", "{count} changes, the latest first.", len(found.changes))
    blocks = [_block(change, found.names) for change in found.changes]
    on = Field("on", _("A date, such as 2026-05"), limit=10)
    button = Button(_("As it was on a day"), "system history", {"name": found.system.id}, (on,))
    return Reply(title, "\n\n".join([text, *blocks]), buttons=(button,))


def _block(change: Change, names: Mapping[str, str]) -> str:
    who = _("{by}, confirmed by {second}").format(by=person(change.by), second=person(change.confirmed_by or ""))
    if change.confirmed_by is None:
        who = person(change.by)
    number = _(", proposal {number}").format(number=change.proposal) if change.proposal else ""
    when = f"{day(change.at.date())}, {change.at:%H:%M} UTC"
    lines = [_("**{when}**: {who}{number}").format(when=when, who=who, number=number)]
    if change.why and change.by != FILES:
        lines.append(_("Why: {why}").format(why=quoted(change.why, 300)))
    lines += alteration_lines(change.alterations)
    if change.turns:
        lines.append(_("Verdicts that it turned:"))
        lines += turn_lines(change.turns, names)
    return "\n".join(lines)


def recorded_then(found: RecordedThen) -> Reply:
    """A system as the record had it on a day: what was recorded, and the verdicts by it beside those of today."""
    when = day(found.day)
    title = _("{name} as recorded on {day}").format(name=found.name, day=when)
    if found.system is None:
        text = _("On {day} the record did not hold {name} yet.")
        return Reply(title, text.format(day=when, name=found.name))
    lines = [f"- {fact.component.replace('_', ' ')}: {fact_words(fact)}" for fact in found.system.facts]
    rows = tuple(
        (then.definition.label, short_verdict(then), short_verdict(now))
        for then, now in zip(found.assessments, found.now, strict=True)
    )
    text = _(
        "This is what the record said at the end of {day}, judged by today's versions. What held in the world on that "
        "day is another question: ask “was {name} open source in …?”."
    ).format(day=when, name=found.name)
    recorded = "\n".join([f"**{_('What was recorded')}**", *(lines or [_("- nothing")])])
    headings = (_("Version"), _("By what was recorded then"), _("By what is recorded now"))
    return Reply(title, f"{text}\n\n{recorded}", Table(headings, rows))

"""Versions of definitions in words and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.domain.answers import VersionDifference
from bot.domain.comparisons import RowChange, RowDifference
from bot.domain.definitions import Definition, Freedom, Requirement, leaves
from bot.domain.drafts import DraftDefinition
from bot.services.adopting import SHORT
from bot.services.definitions import VersionList, VersionView
from bot.surfaces.replies import in_force
from bot.surfaces.replies.systems import obligation
from bot.surfaces.replies.wording import day, level_name, partial_day, short_verdict
from bot.surfaces.reply import Button, Link, Reply, Table
from bot.texts import _, listed, plural

_DRAFTS = 10


def version(found: VersionView) -> Reply:
    """One version, and when it was, is or will be in force."""
    definition, draft = found.definition, found.draft
    told = in_force.of_version(found.times, found.holding)
    standing = f"**{told[0].upper()}{told[1:]}.**" if told else ""
    if draft is not None:
        text = _("**A draft that no decision has adopted: it is in force nowhere.** {source}; SHA-256 {digest}.")
        standing = text.format(source=draft_source(draft), digest=draft.digest)
    reply = show(definition, standing)
    numbers = dict.fromkeys(one.decision for one in found.times if one.decision)
    buttons = tuple(
        Button(_("Why {number}").format(number=number), "why", {"about": number}) for number in list(numbers)[-3:]
    )
    return replace(reply, buttons=(*reply.buttons, *buttons))


def draft_source(draft: DraftDefinition) -> str:
    """Where a draft comes from."""
    when = day(draft.at.date())
    if draft.poll:
        return _("Made of poll {number} on {day}").format(number=draft.poll, day=when)
    return _("Brought as a file on {day}").format(day=when)


def show(definition: Definition, standing: str = "") -> Reply:
    """One version: what it asks, row by row, and where its text leaves a gap.

    Args:
        standing: A sentence on since when it is in force, if anything is to be said of that.
    """
    parts = [_heading(definition), *filter(None, (standing,)), definition.summary]
    if definition.levels:
        parts.append(_("**Conformant when:** {when}").format(when=definition.conforms_when))
    if definition.ladder:
        names = listed([level_name(definition, level.id) for level in definition.levels])
        parts.append(_("**Levels,** lowest first: {names}.").format(names=names))
    parts += _bulleted(_("What changed from the version before"), definition.changes)
    parts += _bulleted(_("What it says, and leaves out"), definition.scope)
    parts += _bulleted(_("Rules we apply where the text leaves a gap"), [gap.says for gap in definition.gaps])
    rows = tuple(_row(row, definition) for row in definition.requirements)
    headings = (_("Row"), _("Group"), _("Asked"), _("Terms"), _("Freedoms"))
    links = tuple(Link(source.title, source.url) for source in definition.sources)
    return Reply(definition.title, "\n\n".join(parts), Table(headings, rows) if rows else None, links=links)


def _heading(definition: Definition) -> str:
    day = partial_day(definition.published)
    note = f" ({definition.published_note.rstrip('.')})" if definition.published_note else ""
    text = _("**{label}**, {status}, {day}{note}.")
    return text.format(label=definition.label, status=definition.status.value, day=day, note=note)


def _bulleted(title: str, lines: Sequence[str]) -> list[str]:
    return ["\n".join([f"**{title}**", *(f"- {line}" for line in lines)])] if lines else []


def _row(row: Requirement, definition: Definition) -> tuple[str, ...]:
    terms = row.terms.name if row.terms else "–"
    return (row.name, row.group, obligation(row, definition.alternatives), terms, freedoms(row))


def freedoms(row: Requirement) -> str:
    """The freedoms that a row serves."""
    return _("all four") if len(row.freedoms) == len(Freedom) else ", ".join(row.freedoms)


def all_versions(found: VersionList) -> Reply:
    """Every version there is, and the drafts that nobody has adopted."""
    times = {
        label: in_force.of_version([one for one in found.times if one.definition == label], found.holding)
        for label in {one.definition for one in found.times}
    }
    adopted = {one.definition for one in found.times if one.decision}
    rows = tuple(
        (
            d.label,
            _("{status}, adopted").format(status=d.status.value) if d.label in adopted else d.status.value,
            partial_day(d.published),
            str(sum(row.obligation.value == "required" for row in d.requirements)),
            times.get(d.label, ""),
        )
        for d in found.definitions
    )
    headings = (_("Version"), _("Status"), _("Published"), _("Required rows"), _("In force"))
    text = plural("{count} version.", "{count} versions.", len(found.definitions))
    text += " " + in_force.now(found.holding)
    lines = [f"{one.definition}: {draft_source(one)} (SHA-256 {one.digest[:SHORT]})" for one in found.drafts[-_DRAFTS:]]
    drafts = _bulleted(_("Drafts that no decision has adopted, in force nowhere"), lines)
    borne = Counter(one.definition for one in found.drafts)
    names = [f"{one.definition} {one.digest[:SHORT]}" if borne[one.definition] > 1 else one.definition
             for one in found.drafts]  # fmt: skip
    buttons = tuple(Button(name, "definition show", {"label": name}) for name in names[-5:])
    return Reply(_("Definitions"), "\n\n".join([text, *drafts]), Table(headings, rows), buttons=buttons)


def difference(found: VersionDifference) -> Reply:
    """What lies between two versions: rows, and systems whose verdict turns."""
    before, after = found.before.label, found.after.label
    changed = [row for row in found.rows if row.change is not RowChange.RENAMED]
    renamed = len(found.rows) - len(changed)
    parts = [
        plural("{count} row differs", "{count} rows differ", len(changed))
        + (f", {plural('{count} is only renamed', '{count} are only renamed', renamed)}." if renamed else ".")
    ]
    if found.turns:
        turned = plural(
            "{count} system changes verdict:", "{count} systems change verdict:", len(found.turns)
        )  # fmt: skip
        lines = [
            f"- {turn.before.system.name}: {short_verdict(turn.before)} → {short_verdict(turn.after)} "
            f"({listed([f.requirement.name for f in turn.because[:3]])})"
            for turn in found.turns[:15]
        ]
        if len(found.turns) > len(lines):
            lines.append(_("- and {count} more").format(count=len(found.turns) - len(lines)))
        parts.append("\n".join([f"**{turned}**", *lines]))
    else:
        parts.append(_("No recorded system changes its verdict."))
    title = _("From {before} to {after}").format(before=before, after=after)
    table = differing_rows(changed, found.before, found.after)
    buttons = tuple(Button(label, "definition show", {"label": label}) for label in (before, after))
    return Reply(title, "\n\n".join(parts), table, buttons=buttons)


def differing_rows(changed: Sequence[RowDifference], before: Definition, after: Definition) -> Table | None:
    """What two versions ask of the rows in which they differ; None if there are none."""
    rows = tuple((row_name(row), asked(row.before, before), asked(row.after, after)) for row in changed)
    return Table((_("Row"), before.label, after.label), rows) if rows else None


def row_name(row: RowDifference) -> str:
    """What a row is called in the later version, or in the earlier if it was dropped."""
    return next(side.name for side in (row.after, row.before) if side)


def asked(row: Requirement | None, definition: Definition) -> str:
    """What a version asks of a row, and under which terms."""
    if row is None:
        return "–"
    level = next((level.id for level in definition.levels if row.id in leaves(level.requires)), None)
    words = [obligation(row, definition.alternatives)]
    words += [level_name(definition, level)] if definition.ladder and level else []
    words += [row.terms.name] if row.terms else []
    words += [_("if others do not answer for it")] if row.carried_by else []
    return ", ".join(words)

"""What a draft would change, in words, as a table and as a picture."""

from __future__ import annotations

from bot.domain.assessments import Verdict
from bot.domain.comparisons import RowChange, Turn
from bot.domain.impacts import Impact
from bot.surfaces.replies.definitions import asked, row_name
from bot.surfaces.replies.wording import quoted, reason, short_verdict, verdict_word
from bot.surfaces.reply import Picture, Reply, Table
from bot.texts import _, listed, plural

_CLAUSES = 10
_BECAUSE = 2
_DESCRIBED = 10


def impact(found: Impact, name: str, *, rows: bool = True) -> Reply:
    """Counts, clauses and systems, and the rows that differ unless they are told elsewhere.

    Args:
        name: What the draft's file is called.
        rows: Whether the rows are told.
    """
    before, after = found.before.label, _draft(found, name)
    parts = [_counted(found, name), _rows(found) if rows else "", _clauses(found)]
    if not found.turns and not found.moves:
        parts.append(_("No recorded system changes its verdict or level."))
    title = _("{after} against {before}").format(before=before, after=after)
    table = _turned(found, after)
    footer = _("A review that passes a system under {before} answers also for what the draft leaves as it was.")
    text = "\n\n".join(part for part in parts if part)
    return Reply(title, text, table, _picture(found, title, table, after), footer=footer.format(before=before))


def _draft(found: Impact, name: str) -> str:
    """The draft's label; one that bears the label of the other side is told apart."""
    return found.after.label if found.after.label != found.before.label else f"{found.after.label} ({name})"


def _counted(found: Impact, name: str) -> str:
    text = plural("{count} system, judged by", "{count} systems, judged by", found.systems)
    told = _("{systems} {before} and by the draft {after} in {file}:")
    head = told.format(systems=text, before=found.before.label, after=found.after.label, file=quoted(name))
    lines = [_("- {verdict}: {before} → {after}").format(verdict=verdict, before=old, after=new)
             for verdict, old, new in _counts(found)]  # fmt: skip
    return "\n".join([head, *lines])


def _counts(found: Impact) -> list[tuple[str, int, int]]:
    pairs = [(v, found.counts_before.get(v, 0), found.counts_after.get(v, 0)) for v in Verdict]
    return [(verdict_word(verdict), old, new) for verdict, old, new in pairs if old or new]


def _rows(found: Impact) -> str:
    if not found.rows:
        return _("No row differs.")
    lines = []
    for row in found.rows:
        line = f"- {row_name(row)}: {_CHANGES[row.change]}"
        if row.change is not RowChange.RENAMED:
            old, new = asked(row.before, found.before), asked(row.after, found.after)
            line += f" ({old} → {new})" if old != new else ""
        side = row.after or row.before
        lines.append(f"{line}; {side.clause}" if side else line)
    heading = plural("{count} row differs", "{count} rows differ", len(found.rows))
    return "\n".join([f"**{heading}**", *lines])


_CHANGES = {
    RowChange.ADDED: _("added"),
    RowChange.REMOVED: _("removed"),
    RowChange.OBLIGATION: _("obligation changed"),
    RowChange.TERMS: _("terms changed"),
    RowChange.STANDING: _("asked for otherwise"),
    RowChange.RENAMED: _("renamed"),
}


def _clauses(found: Impact) -> str:
    """How many systems change, and which rows turn how many."""
    if not found.turns and not found.moves:
        return ""
    parts = []
    if found.turns:
        parts.append(plural("{count} system changes verdict", "{count} systems change verdict", len(found.turns)))
    if found.moves:
        parts.append(
            plural("{count} system changes level alone", "{count} systems change level alone", len(found.moves))
        )
    clauses = found.clauses
    lines = [_("- {row} ({clause}): {count}").format(row=row, clause=clause, count=count)
             for row, clause, count in clauses[:_CLAUSES]]  # fmt: skip
    if len(clauses) > _CLAUSES:
        lines.append(_("- and {count} more").format(count=len(clauses) - _CLAUSES))
    heading = _("{systems}; by which clause").format(systems=listed(parts))
    return "\n".join([f"**{heading}**", *lines])


def _turned(found: Impact, after: str) -> Table | None:
    rows = tuple(
        (turn.before.system.name, short_verdict(turn.before), short_verdict(turn.after), _because(turn))
        for turn in (*found.turns, *found.moves)
    )
    return Table((_("System"), found.before.label, after, _("By which clause")), rows) if rows else None


def _because(turn: Turn) -> str:
    """The rows that turn a system, each with its clause and what is the matter with it."""
    told = [f"{f.requirement.name} ({f.requirement.clause}): {reason(f)}" for f in turn.because[:_BECAUSE]]
    if len(turn.because) > len(told):
        told.append(_("and {count} more").format(count=len(turn.because) - len(told)))
    return "; ".join(told) or "–"


def _picture(found: Impact, title: str, table: Table | None, after: str) -> Picture:
    """The systems that change; the counts alone where none does."""
    counts = _counts(found)
    numbers = "; ".join(f"{verdict} {old} → {new}" for verdict, old, new in counts)
    if table is None:
        rows = tuple((verdict, str(old), str(new)) for verdict, old, new in counts)
        described = _("{title}: no system changes. {numbers}.").format(title=title, numbers=numbers)
        return Picture(title, described, Table((_("Verdict"), found.before.label, after), rows), marked_column=0)
    named = [f"{name}: {old} → {new}" for name, old, new, _why in table.rows[:_DESCRIBED]]
    named += [_("and {count} more").format(count=len(table.rows) - _DESCRIBED)] if len(table.rows) > _DESCRIBED else []
    described = _("{title}: {numbers}. Systems that change: {named}.")
    return Picture(title, described.format(title=title, numbers=numbers, named="; ".join(named)), table, -1)

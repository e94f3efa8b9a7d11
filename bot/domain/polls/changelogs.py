"""What a drafted version changes against the one before it, in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.definitions import Definition, Freedom, Obligation, Requirement
from bot.domain.polls.outcomes import WORDS, Outcome
from bot.texts import _, listed

_OBLIGATIONS = {
    Obligation.REQUIRED: _("required"),
    Obligation.OPTIONAL: _("optional"),
    Obligation.UNDECIDED: _("undecided"),
}


def changelog(
    predecessor: Definition,
    rows: Sequence[Requirement],
    polled: Sequence[Requirement],
    outcomes: Mapping[str, Outcome],
    merged_into: Mapping[str, Sequence[str]],
) -> tuple[str, ...]:
    """One sentence for each row that differs, then what the poll left open, merged and did not ask.

    Args:
        rows: All rows of the draft.
        polled: Those that the poll asked about.
        outcomes: What each of these came to, by id.
        merged_into: Names of components without a row of their own, with the rows that they were counted in.
    """
    old = {row.id: row for row in predecessor.requirements}
    asked = {row.id for row in polled}
    chosen = predecessor.alternatives
    found = [text for row in rows if (text := _changed(old.get(row.id), row, chosen, row.id in asked))]
    if not found:
        found = [_("No row differs from {before}.").format(before=predecessor.label)]
    undecided = [row for row in polled if row.obligation is not Obligation.REQUIRED and not outcomes[row.id].decided]
    for outcome in Outcome:
        names = [row.name for row in undecided if outcomes[row.id] is outcome]
        if names:
            text = _("Left open by the poll, {outcome}: {rows}.")
            found.append(text.format(outcome=WORDS[outcome], rows=listed(names)))
    for name, into in merged_into.items():
        text = _("“{name}” has no row of its own: the poll counted it in {rows}.")
        found.append(text.format(name=name, rows=listed([f"“{row}”" for row in into])))
    left = [row.name for row in rows if row.id not in asked]
    if left:
        found.append(_("The poll did not ask about {rows}.").format(rows=listed(left)))
    return tuple(found)


def _changed(old: Requirement | None, row: Requirement, chosen: frozenset[str], asked: bool) -> str | None:
    """How a row differs from what it was; None if it does not."""
    now = _OBLIGATIONS[row.obligation]
    if row.obligation is Obligation.REQUIRED:
        now = _("{now} to {freedoms}").format(now=now, freedoms=_freedoms(row.freedoms))
    given = {"name": row.name, "now": now, "clause": row.clause}
    if old is None:
        return _("Adds the row “{name}”, {now} ({clause}).").format(**given)
    before = _OBLIGATIONS[old.obligation]
    if old.obligation is not row.obligation:
        if not asked:
            text = _("“{name}” is {now} and was {before}: it was one of several of which one was enough, and another "
                     "is required now.")  # fmt: skip
            return text.format(**given, before=before)
        return _("“{name}” is {now}, and was {before} ({clause}).").format(**given, before=before)
    if row.obligation is not Obligation.REQUIRED:
        return None
    if asked and row.id in chosen:
        text = _("“{name}” is {now} for itself; it was one of several of which one was enough ({clause}).")
        return text.format(**given)
    if set(old.freedoms) != set(row.freedoms):
        text = _("“{name}” stays {now}; it was to {before} ({clause}).")
        return text.format(**given, before=_freedoms(old.freedoms))
    return None


def _freedoms(freedoms: Sequence[Freedom]) -> str:
    return listed([freedom.value for freedom in freedoms])

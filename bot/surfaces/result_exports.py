"""What is attached to a poll's result, so that anyone can count it again: ballots, roll, tally and merged rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.domain.polls.ballots import Cell, Choice, Elector
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.results import PollResult
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.verdicts import Otherwise
from bot.services.tallying import objection_files, published, roll_files
from bot.surfaces import count_exports
from bot.surfaces.csv_files import csv_text
from bot.surfaces.reply import Attachment
from bot.texts import _

BALLOTS, ROLL, TALLY = "ballots.csv", "roll.csv", "tally.json"
MERGED, OBJECTIONS, ADVISORY = "merged.yaml", "objections.csv", "advisory.csv"
"""What the files are called."""

FILES = (BALLOTS, MERGED, OBJECTIONS, ROLL)
"""Those that a count is made of, as its command takes them."""


@dataclass(frozen=True, slots=True)
class CastAnswer:
    """One answer of one voter as it stands at the close: how it came about (``via``), and when.

    ``reason`` is empty where none was given; a poll that does not publish reasons puts a word in its place, since some
    rules ask whether there is one.
    """

    voter: str
    cell: Cell
    choice: Choice | None
    via: str
    at: datetime
    reason: str = ""


def files(
    result: PollResult,
    answers: Sequence[CastAnswer],
    poll: str,
    charter: str,
    advisory: Sequence[CastAnswer] = (),
    persons: Mapping[str, str] | None = None,
) -> tuple[Attachment, ...]:
    """Everything that is attached.

    Args:
        answers: Of voters on the result's listed roll, by the names that they have there.
        poll: The poll's number.
        charter: The digest of its charter.
        advisory: Answers of people who are not on the roll; they have a file of their own.
        persons: Who stands behind each handle, where the charter publishes names.
    """
    found = [
        Attachment(BALLOTS, ballots(result, answers).encode(), _("Every answer as it was cast")),
        Attachment(
            ROLL, roll(result, answers, persons or {}).encode(), _("Everybody who may vote, and whether they did")
        ),
        Attachment(
            TALLY, _json(tally(result, poll, charter, advisory)), _("The tally, and the command that gives it again")
        ),
    ]
    if result.mergings:
        found.append(Attachment(MERGED, merged(result).encode(), _("The rows that are made of others")))
    if any(one.objections for one in result.tally.cells):
        what = _("Every objection, and what became of it")
        found.append(Attachment(OBJECTIONS, objections(result).encode(), what))
    if advisory:
        what = _("What people answered who are not on the roll; it counts in no verdict")
        found.append(Attachment(ADVISORY, apart(advisory).encode(), what))
    return tuple(found)


def _json(tree: dict[str, Any]) -> bytes:
    return (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()


# -- Ballots and roll ----------------------------------------------------------------------------------------------


def ballots(result: PollResult, answers: Sequence[CastAnswer]) -> str:
    """Every answer on a line, in the order of the roll; also those of ballots that were excluded.

    The first voter has a line for each cell, so that all are there in their order; who gave no answer has one line
    without an answer, so that all who may vote are there.
    """
    given: dict[str, list[CastAnswer]] = {}
    for answer in answers:
        given.setdefault(answer.voter, []).append(answer)
    cells = [one.cell for one in result.tally.cells]
    about = _about(result)
    reasons = any(answer.reason for answer in answers)
    head = ["voter", *about, "component", "freedom", "choice", *(["reason"] if reasons else []), "via", "cast_at"]
    rows = []
    for number, elector in enumerate(result.listed.electors):
        own = given.get(elector.voter, [])
        said = {answer.cell: answer for answer in own}
        wanted = cells if number == 0 else [cell for cell in cells if cell in said] or cells[:1]
        for cell in wanted:
            rows.append([elector.voter, *_told(elector, about), *_line(cell, said.get(cell), reasons=reasons)])
    return csv_text(head, rows)


def apart(answers: Sequence[CastAnswer]) -> str:
    """Every answer of those who are not on the roll, on a line; none of them stands among the ballots."""
    reasons = any(answer.reason for answer in answers)
    head = ["voter", "component", "freedom", "choice", *(["reason"] if reasons else []), "via", "cast_at"]
    rows = sorted([answer.voter, *_line(answer.cell, answer, reasons=reasons)] for answer in answers)
    return csv_text(head, rows)


def _line(cell: Cell, answer: CastAnswer | None, *, reasons: bool) -> list[str]:
    start = [cell.component, cell.freedom.value]
    if answer is None:
        return [*start, *([""] * (4 if reasons else 3))]
    choice = answer.choice.value if answer.choice else ""
    at = answer.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return [*start, choice, *([answer.reason] if reasons else []), answer.via, at]


def roll(result: PollResult, answers: Iterable[CastAnswer], persons: Mapping[str, str]) -> str:
    """Everybody who may vote, and whether they did; where it is told of anybody, who has a conflict of interest.

    Where names are published, a column says who each is. Where any ballot was excluded, the last column says whether
    theirs was.
    """
    voted = {answer.voter for answer in answers if answer.choice is not None}
    named = ["person"] if persons else []
    excluded, about = set(result.excluded), _about(result)
    conflict, exclusion = ["conflict"] if result.conflicted else [], ["excluded"] if excluded else []
    rows = [
        [
            elector.voter,
            *(persons.get(elector.voter, "") for _column in named),
            *_told(elector, about),
            *(_yes_or_no(elector.voter in result.conflicted) for _column in conflict),
            _yes_or_no(elector.voter in voted),
            *(roll_files.written(excluded=elector.voter in excluded) for _column in exclusion),
        ]
        for elector in result.listed.electors
    ]
    return csv_text(["voter", *named, *about, *conflict, "took_part", *exclusion], rows)


def _yes_or_no(holds: bool) -> str:
    return "yes" if holds else "no"


def objections(result: PollResult) -> str:
    """Every objection on a line: the cell, and what became of it, or "open"."""
    rows = [
        [one.cell.component, one.cell.freedom.value, objection_files.written(disposition)]
        for one in result.tally.cells
        for disposition in one.objections
    ]
    return csv_text(objection_files.COLUMNS, rows)


def _about(result: PollResult) -> list[str]:
    """The columns that say anything of anybody."""
    names = ("category", "organisation")
    return [name for name in names if any(getattr(elector, name) for elector in result.listed.electors)]


def _told(elector: Elector, about: Sequence[str]) -> list[str]:
    return [getattr(elector, name) for name in about]


# -- The tally -----------------------------------------------------------------------------------------------------


def tally(result: PollResult, poll: str, charter: str, advisory: Sequence[CastAnswer] = ()) -> dict[str, Any]:
    """What `osaibot tally --json` prints of the ballots, and what it cannot know of the poll."""
    found = count_exports.count(published.count_of(result))
    turnout = result.tally.turnout_by_category
    about: dict[str, Any] = {
        "poll": poll,
        "charter": charter,
        "recount": list(published.command(result, *FILES)),
        "withheld_categories": list(result.withheld),
        "not_in_the_ballots": [one.value for one in result.untold],
        "turnout_by_category": {name: count_exports.turnout(one) for name, one in turnout.items() if name},
        "agenda": {place.value: [_cell(one.cell) for one in cells] for place, cells in result.agenda.items()},
        "without_conflicted": _otherwise(
            result.without_conflicted, result.conflicted_cells, result.conflicted_components
        ),
        "excluded": list(result.excluded),
        "with_excluded": _otherwise(result.with_excluded, result.excluded_cells, result.excluded_components),
        "advisory": _advisory(advisory, result.tally.scale),
    }
    if result.banded is not None:
        about["cells"] = [count_exports.cell(one, result.tally.scale) for one in published.cells_of(result)]
    return {**about, **found}


def _advisory(answers: Sequence[CastAnswer], scale: BallotScale) -> dict[str, Any] | None:
    """How many who are not on the roll answered, and what; it stands in no other number."""
    if not answers:
        return None
    said = Counter((answer.cell, answer.choice) for answer in answers)
    cells = dict.fromkeys(answer.cell for answer in answers)
    return {
        "people": len({answer.voter for answer in answers}),
        "cells": [{**_cell(cell), **{choice.value: said[cell, choice] for choice in scale.choices}} for cell in cells],
    }


def _otherwise(
    other: Otherwise | None,
    cells: Mapping[Cell, tuple[Outcome, Outcome]],
    components: Mapping[str, tuple[Outcome, Outcome]],
) -> dict[str, Any] | None:
    """What would be with other voters: only what differs from the poll's verdicts."""
    if other is None:
        return None
    return {
        "voters": other.voters,
        "turnout": count_exports.turnout(other.turnout),
        "cells": [{**_cell(cell), "verdict": outcome.value} for cell, (_is, outcome) in cells.items()],
        "components": [{"row": name, "verdict": outcome.value} for name, (_is, outcome) in components.items()],
    }


def _cell(cell: Cell) -> dict[str, str]:
    return {"row": cell.component, "freedom": cell.freedom.value}


def merged(result: PollResult) -> str:
    """The rows that are made of others, as `--merge` reads them."""
    rows = [
        {"row": one.row, "of": list(one.of), "how": one.how.value, "keep": one.keep} for one in result.mergings
    ]  # fmt: skip
    # JSON, which is YAML too.
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"

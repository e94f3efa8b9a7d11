"""A roll as a list of people that somebody pastes: voter, category, organisation, region."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from bot.definitions.problems import Problem
from bot.domain.polls.polls import RollEntry
from bot.domain.refusals import Refusal
from bot.domain.written import readable
from bot.texts import _, plural

COLUMNS = ("voter", "category", "organisation", "region")
LIMIT = 5000
_LETTERS = 200
_TOLD = 10
_MENTION = re.compile(r"<@!?(\d{15,20})>|(\d{15,20})")
_PERSON = re.compile(r"[a-z]+:[^\s:]{1,80}")
_NAME = re.compile(r"[^\s:]{1,80}")


class BadRoll(Refusal):
    """A list that is no roll; nothing of it was taken."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        head = plural("{count} problem in the list, nothing was taken:", "{count} problems in the list, nothing was "
                      "taken:", len(problems))  # fmt: skip
        lines = [f"  {problem}" for problem in problems[:_TOLD]]
        if len(problems) > _TOLD:
            lines.append("  " + _("… and {count} more").format(count=len(problems) - _TOLD))
        super().__init__("\n".join([head, *lines]))


def read(text: str, surface: str) -> tuple[RollEntry, ...]:
    """Read a list.

    The first line may name the columns, in any order; without it they are voter, category, organisation and region. A
    line may also stand after another with " | " between, for those who have one line to type in.

    Args:
        text: Comma-separated; a voter is a mention, a Discord id, "surface:name", or a name on this surface.
        surface: Where the one who pastes is, such as "terminal".

    Raises:
        BadRoll: With every problem.
    """
    problems: list[Problem] = []
    rows = _rows(readable(text).replace(" | ", "\n"), problems)
    columns, rows = _columns(rows)
    entries: dict[str, RollEntry] = {}
    for line, row in rows:
        cells = dict(zip(columns, row, strict=False))
        wrong = _wrong(cells, len(row) > len(columns))
        person = _person(cells.get("voter", ""), surface)
        if person in entries:
            wrong = wrong or ("voter", _("{voter} stands in the list twice").format(voter=cells["voter"]))
        if wrong or person is None:
            problems.append(Problem(_("roll"), line, *(wrong or ("voter", _no_voter(cells.get("voter", ""))))))
        else:
            entries[person] = RollEntry(person, *(cells.get(name, "") for name in COLUMNS[1:]))
    if not rows:
        problems.append(Problem(_("roll"), 0, "", _("expected one line a voter, found none")))
    if len(entries) > LIMIT:
        problems.append(Problem(_("roll"), 0, "", _("expected at most {limit} voters").format(limit=LIMIT)))
    if problems:
        raise BadRoll(problems)
    return tuple(entries.values())


def _rows(text: str, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), strict=True, skipinitialspace=True)
    rows = []
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                rows.append((reader.line_num, [cell.strip() for cell in row]))
    except csv.Error as error:
        problems.append(Problem(_("roll"), reader.line_num, "", _("not valid CSV: {what}").format(what=error)))
    return rows


def _columns(rows: list[tuple[int, list[str]]]) -> tuple[Sequence[str], list[tuple[int, list[str]]]]:
    """The names of the columns, and the rows without the line that names them."""
    if rows:
        head = [cell.lower() for cell in rows[0][1]]
        if "voter" in head and set(head) <= set(COLUMNS) and len(set(head)) == len(head):
            return head, rows[1:]
    return COLUMNS, rows


def _wrong(cells: dict[str, str], too_many: bool) -> tuple[str, str] | None:
    if too_many:
        return "", _("expected at most {columns}; quote a name that has a comma").format(columns=", ".join(COLUMNS))
    for name, cell in cells.items():
        if len(cell) > _LETTERS:
            return name, _("expected at most {limit} letters").format(limit=_LETTERS)
    return None


def _person(written: str, surface: str) -> str | None:
    if match := _MENTION.fullmatch(written):
        return f"discord:{match[1] or match[2]}"
    if _PERSON.fullmatch(written):
        return written
    return f"{surface}:{written}" if surface != "discord" and _NAME.fullmatch(written) else None


def _no_voter(written: str) -> str:
    text = _("expected a mention, a Discord id or surface:name, found “{written}”")
    return text.format(written=written[:40])

"""A roll as a list that somebody pastes: of people alone, or with category, organisation and region."""

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
_ROLE = re.compile(r"<@&\d{15,20}>")
_PERSON = re.compile(r"[a-z]+:[^\s:]{1,80}")
_NAME = re.compile(r"[^\s:]{1,80}")
# What can be nothing but a person, wherever it stands.
_ALONE = re.compile(rf"(?:{_MENTION.pattern}|discord:\d{{15,20}}|terminal:[^\s:]{{1,80}})")


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
    line may also stand after another with " | " between, for those who have one line to type in. People alone may stand
    several on a line, parted by blanks, and by commas where they can be nothing but people: mentions, ids, and names
    with their surface. Such people may also stand together before the place that all of them have.

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
        try:
            for entry in _listed(row, columns, surface):
                _add(entry, entries)
        except _Wrong as wrong:
            problems.append(Problem(_("roll"), line, wrong.column, str(wrong)))
    if not rows:
        problems.append(Problem(_("roll"), 0, "", _("expected one line a voter, found none")))
    problems += _size(len(entries))
    if problems:
        raise BadRoll(problems)
    return tuple(entries.values())


def check_size(voters: int) -> None:
    """Refuse a roll that is too large.

    Raises:
        BadRoll: It is.
    """
    if problems := _size(voters):
        raise BadRoll(problems)


def _size(voters: int) -> list[Problem]:
    text = _("expected at most {limit} voters").format(limit=LIMIT)
    return [Problem(_("roll"), 0, "", text)] if voters > LIMIT else []


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


class _Wrong(Exception):
    """A line that is no line of a roll; ``column`` is where, empty for all of it."""

    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column = column


def _add(entry: RollEntry, entries: dict[str, RollEntry]) -> None:
    """Take somebody in; who is named alone and with a place stands there once, with the place."""
    before = entries.get(entry.person)
    bare = RollEntry(entry.person)
    if before not in (None, bare) and entry != bare:
        raise _Wrong("voter", _("{voter} stands in the list twice").format(voter=_shown(entry.person)))
    if before in (None, bare):
        entries[entry.person] = entry


def _shown(person: str) -> str:
    """Somebody as a list would name them."""
    surface, _colon, name = person.partition(":")
    return f"<@{name}>" if surface == "discord" else name


def _listed(row: Sequence[str], columns: Sequence[str], surface: str) -> list[RollEntry]:
    """Those on one line."""
    named = dict(zip(columns, row, strict=False))
    cells = [cell for cell in row if cell]
    if cells == [named.get("voter")] or all(_alone(cell) for cell in cells):
        return [RollEntry(_person(word, surface)) for cell in cells for word in cell.split()]
    if len(row) > len(columns):
        text = _("expected at most {columns}; quote a name that has a comma")
        raise _Wrong("", text.format(columns=", ".join(COLUMNS)))
    for name, cell in named.items():
        if len(cell) > _LETTERS and name != "voter":
            raise _Wrong(name, _("expected at most {limit} letters").format(limit=_LETTERS))
    voter = named.get("voter", "")
    category, organisation, region = (named.get(name, "") for name in COLUMNS[1:])
    several = voter.split() if _alone(voter) else [voter]
    return [RollEntry(_person(word, surface), category, organisation, region) for word in several]


def _alone(cell: str) -> bool:
    """Whether there are only people in a cell, whatever column it would be."""
    words = cell.split()
    return bool(words) and all(_ALONE.fullmatch(word) for word in words)


def _person(written: str, surface: str) -> str:
    if match := _MENTION.fullmatch(written):
        return f"discord:{match[1] or match[2]}"
    if _PERSON.fullmatch(written):
        return written
    if surface != "discord" and _NAME.fullmatch(written) and not written.startswith("<"):
        return f"{surface}:{written}"
    if _ROLE.fullmatch(written):
        raise _Wrong("voter", _("roles are known on Discord alone, in their server; list people"))
    text = _("expected a mention, a Discord id or surface:name, found “{written}”")
    raise _Wrong("voter", text.format(written=written[:40]))

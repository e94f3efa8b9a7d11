"""Files of ballots, one answer a line, or of numbers that were counted already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell, Choice, Elector, Mark
from bot.domain.polls.scales import BallotScale
from bot.services.tallying import sum_files
from bot.services.tallying.problems import Problems
from bot.services.tallying.sum_files import FREEDOMS, LIMIT_COMPONENTS, Sums
from bot.services.tallying.tables import Names, Table, quoted, refuse_missing, word
from bot.texts import _

BALLOTS = ("voter", "group", "category", "organisation", "component", "freedom", "choice", "reason", "cast_at")
IGNORED = ("label", "recommendation", "note", "via")
COLUMNS = (*BALLOTS, *Freedom, "net", *IGNORED)

LIMIT_CATEGORIES = 200
LIMIT_VOTERS = 1_000_000

_CHOICES: Mapping[BallotScale | None, dict[str, Choice | None]] = {
    scale: {"": None, **{choice.value: choice for choice in (scale.choices if scale else Choice)}}
    for scale in (*BallotScale, None)
}
"""What a cell can hold, by the scale; by any of them where that is not told yet."""

_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CastBallots:
    """What stands in a file of ballots.

    ``marks`` are in the order in which they were made, blank answers too; where the file has no column ``cast_at``
    each voter has one a cell. ``electors`` are all voters of the file, blank ones too; ``groups`` the working group of
    each. ``columns`` are those that the file has. ``scale`` is the one whose words the file uses.
    """

    marks: tuple[Mark, ...]
    electors: tuple[Elector, ...]
    groups: Mapping[str, str]
    cells: tuple[Cell, ...]
    columns: frozenset[str]
    scale: BallotScale = BallotScale.REQUIRED


def read(path: Path, scale: BallotScale | None = None) -> CastBallots | Sums:
    """Read a file; its columns tell which kind it is.

    Args:
        scale: What can be said in its cells; if left out, the first answer tells that is on one scale alone.

    Raises:
        BadBallots: With every problem of the file, each with its line and column.
    """
    table = Table(path, COLUMNS)
    has_sums = any(name in table.columns for name in (*Freedom, "net"))
    has_ballots = "choice" in table.columns or "voter" in table.columns
    found: CastBallots | Sums | None = None
    if has_sums and has_ballots:
        expected = _("expected either ballots (voter, choice) or numbers (net, or one column a freedom), found both")
        table.problems.add(1, "", expected)
    elif has_sums:
        found = sum_files.read(table)
    else:
        found = _ballots(table, scale)
    table.problems.refuse()
    assert found is not None  # noqa: S101 - without one there was a problem
    return found


# -- Ballots -------------------------------------------------------------------------------------------------------


class _Electors:
    """Who stands in the file, each with one category, organisation and working group."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self.known: dict[str, tuple[int, tuple[str, str, str]]] = {}

    def add(self, voter: str, line: int, about: tuple[str, str, str]) -> None:
        first, before = self.known.setdefault(voter, (line, about))
        if before != about:
            for name, old, new in zip(("category", "organisation", "group"), before, about, strict=True):
                if old != new:
                    expected = _("expected {old} as on line {line} for the same voter, found {new}")
                    text = expected.format(old=quoted(old), line=first, new=quoted(new))
                    self._problems.add(line, name, text)

    def all(self) -> tuple[Elector, ...]:
        return tuple(Elector(voter, about[0], about[1]) for voter, (_line, about) in self.known.items())

    def groups(self) -> Mapping[str, str]:
        return {voter: about[2] for voter, (_line, about) in self.known.items()}


def _ballots(table: Table, scale: BallotScale | None) -> CastBallots:
    refuse_missing(table, ("voter", "component", "freedom", "choice"))
    reader = _BallotReader(table, scale)
    for line, row in table.rows():
        reader.read(line, row)
    if not reader.electors.known and not table.problems.count:
        table.problems.add(0, "", _("expected at least one line below the column names"))
    table.problems.refuse()
    return reader.found()


class _BallotReader:
    """Reads a file of ballots line by line."""

    def __init__(self, table: Table, scale: BallotScale | None) -> None:
        self._table, self._problems = table, table.problems
        self._scale = scale
        self._choices = _CHOICES[scale]
        self.electors = _Electors(table.problems)
        self._at = table.columns
        self._timed = "cast_at" in table.columns
        self._names = {
            name: Names(name, table.problems, limit, folded=name != "voter")
            for name, limit in (
                ("voter", LIMIT_VOTERS),
                ("component", LIMIT_COMPONENTS),
                ("category", LIMIT_CATEGORIES),
                ("organisation", LIMIT_VOTERS),
                ("group", LIMIT_CATEGORIES),
            )
        }
        self._about = [name for name in ("category", "organisation", "group") if name in table.columns]
        self._who = itemgetter(*(table.columns[name] for name in ("voter", *self._about, "voter")))
        self._cells: dict[tuple[str, Freedom], Cell] = {}
        # What was read well is not read again: a file has many lines and few voters and cells.
        self._voters_read: dict[tuple[str, ...], str] = {}
        self._cells_read: dict[tuple[str, str], Cell] = {}
        self._marks: list[Mark] = []
        self._times: list[datetime] = []
        self._seen: dict[tuple[str, Cell, datetime], int] = {}
        self._given: dict[str, set[Cell]] = {}

    def read(self, line: int, row: list[str]) -> None:
        """Read one line; what is wrong with it is noted."""
        at, before = self._at, self._problems.count
        who = self._who(row)
        voter = self._voters_read.get(who) or self._voter(line, who)
        asked = (row[at["component"]], row[at["freedom"]])
        cell = self._cells_read.get(asked) or self._cell(line, *asked)
        choice = word(row[at["choice"]], self._choices, line, "choice", self._problems)
        if self._scale is None and choice is not None:
            self._settle(choice)
        if cell is None or self._problems.count != before:
            return
        reasoned = "reason" in at and bool(row[at["reason"]].strip())
        if self._once(voter, cell, line, row):
            self._marks.append(Mark(voter, cell, choice, reasoned))

    def _settle(self, choice: Choice) -> None:
        """From the first answer on that is on one scale alone, the others are of that one too."""
        scales = [scale for scale in BallotScale if choice in scale.choices]
        if len(scales) == 1:
            self._scale, self._choices = scales[0], _CHOICES[scales[0]]

    def _voter(self, line: int, who: tuple[str, ...]) -> str:
        before = self._problems.count
        voter = self._names["voter"](who[0], line)
        about = {
            name: self._names[name](part, line, needed=False) for name, part in zip(self._about, who[1:-1], strict=True)
        }
        self.electors.add(
            voter, line, (about.get("category", ""), about.get("organisation", ""), about.get("group", ""))
        )
        if self._problems.count == before:
            self._voters_read[who] = voter
        return voter

    def _cell(self, line: int, component: str, freedom: str) -> Cell | None:
        before = self._problems.count
        name = self._names["component"](component, line)
        found = word(freedom, FREEDOMS, line, "freedom", self._problems)
        if found is None:
            return None
        cell = self._cells.setdefault((name, found), Cell(name, found))
        if self._problems.count == before:
            self._cells_read[component, freedom] = cell
        return cell

    def _once(self, voter: str, cell: Cell, line: int, row: list[str]) -> bool:
        """Whether this is the voter's only answer in the cell, or, where times are given, the only one at its time."""
        if not self._timed:
            cells = self._given.setdefault(voter, set())
            if cell not in cells:
                cells.add(cell)
                return True
            expected = _("expected one answer of a voter in a cell, found a second; a column cast_at would order them")
            self._problems.add(line, "", expected)
            return False
        text = row[self._at["cast_at"]]
        # What was never answered was cast at no time.
        blank = not text.strip() and not row[self._at["choice"]].strip()
        moment = _NEVER if blank else _moment(text, line, self._problems)
        if moment is None:
            return False
        before = self._seen.setdefault((voter, cell, moment), line)
        if before != line:
            expected = _("expected another time than on line {line} for the same voter and cell")
            self._problems.add(line, "cast_at", expected.format(line=before))
        self._times.append(moment)
        return True

    def found(self) -> CastBallots:
        """What was read; only to be asked where there was no problem."""
        marks = self._marks
        if self._timed:
            order = sorted(range(len(marks)), key=self._times.__getitem__)
            marks = [marks[number] for number in order]
        freedoms = list(Freedom)
        components = list(dict.fromkeys(component for component, _freedom in self._cells))
        place = {component: number for number, component in enumerate(components)}
        cells = sorted(
            self._cells.values(), key=lambda cell: (place[cell.component], freedoms.index(cell.freedom))
        )  # fmt: skip
        return CastBallots(
            tuple(marks), self.electors.all(), self.electors.groups(), tuple(cells), frozenset(self._at),
            self._scale or BallotScale.REQUIRED,
        )  # fmt: skip


def _moment(text: str, line: int, problems: Problems) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        expected = _("expected a moment with its zone such as 2026-05-11T14:02:00Z, found {text}")
        problems.add(line, "cast_at", expected.format(text=quoted(text)))
        return None
    return moment.astimezone(UTC)

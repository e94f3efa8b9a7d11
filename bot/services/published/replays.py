"""The public votes of the four working groups of February 2024, counted by every rule.

Public are sums alone: for each component and freedom the marks “required” less the marks “not necessary”. The bands of
the mean need no more. For rules that need ballots the plainest ballots are taken that give these sums: as many yes as a
sum above nought, as many no as one below, of the 22 people whose initials stand in the sheet.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from importlib import resources
from types import MappingProxyType

from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell
from bot.domain.polls.bands import How, MeanBand, Merging, Row, Scale, band, order
from bot.domain.polls.charters import Charter, component_outcomes
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.rulebooks import CELL_RULES
from bot.domain.polls.tallies import CellTally, Counts, PollTally, Turnout
from bot.services.tallying import mergings
from bot.texts import _

VOTERS = 22
"""Whose initials stand in the sheet: 6, 4, 6 and 6 in the four groups.

Source: OSI, public sheet "Component Voting", export of 24 September 2024.
"""

TRAINING_DATA: Mapping[str, tuple[int, tuple[int, int, int, int]]] = MappingProxyType(
    {
        "Llama 2": (6, (0, 2, 1, 0)),
        "Pythia": (4, (0, 4, 0, 0)),
        "BLOOM": (6, (2, 5, 3, 1)),
        "OpenCV": (6, (4, 4, 2, 0)),
    }
)
"""Marks “required” for the row of training data sets by group: how many voted, and the marks for each freedom.

Source: OSI forum, thread 589, post 4 (a participant's count), read 28 November 2026.
"""

ORDER = (Freedom.USE, Freedom.STUDY, Freedom.MODIFY, Freedom.SHARE)
"""The order of these marks."""

_DATA_SETS = "Datasets (average)"
_LEFT_OUT = ("concurrent",)
"""Rules that need what the sums do not have: who belongs to which category."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The votes read in one way: what it is, and what each component came to.

    ``group`` is the kind of reading; ``data_sets`` what the row of all data sets together came to, where there is one.
    """

    id: str
    group: str
    name: str
    explained: str
    outcomes: Mapping[str, Outcome]
    data_sets: Outcome | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """The votes as they are public, and every reading of them; the first reading is the published one."""

    sums: Mapping[str, Mapping[Freedom, int]]
    readings: tuple[Reading, ...]

    def differing(self, one: Reading) -> tuple[str, ...]:
        """The components that come to something else than was published."""
        published = self.readings[0].outcomes
        return tuple(name for name, outcome in one.outcomes.items() if outcome is not published[name])

    def turned(self, sides: Mapping[Outcome, bool]) -> tuple[str, ...]:
        """The components that one reading finds on one side, and another on the other; ``sides``: which is which."""
        found = {name: {sides.get(one.outcomes[name]) for one in self.readings} for name in self.sums}
        return tuple(name for name, several in found.items() if {True, False} <= several)

    @property
    def steady(self) -> tuple[str, ...]:
        """The components that are required, or not, in every reading."""
        return tuple(name for name in self.sums if len({one.outcomes[name] for one in self.readings}) == 1)


@cache
def replay() -> Replay:
    """Count them by every rule."""
    sums = _sums()
    folder = resources.files("bot.services.published") / "votes-2024"
    with resources.as_file(folder / "merging.yaml") as path:
        merging = mergings.read(path, list(sums))
    return Replay(sums, (*_banded(sums, merging), *_by_cells(sums)))


def digest() -> str:
    """Of the votes that are read."""
    folder = resources.files("bot.services.published") / "votes-2024"
    content = [(folder / name).read_bytes() for name in ("final-net.csv", "merging.yaml")]
    return hashlib.sha256(b"\0".join(content)).hexdigest()


def votes_file() -> bytes:
    """The votes as they are public, as CSV."""
    return (resources.files("bot.services.published") / "votes-2024" / "final-net.csv").read_bytes()


def _sums() -> dict[str, dict[Freedom, int]]:
    rows = csv.DictReader(io.StringIO(votes_file().decode()))
    return {row["component"]: {freedom: int(row[freedom.value]) for freedom in ORDER} for row in rows}


# -- The bands of the mean -----------------------------------------------------------------------------------------


def _banded(sums: Mapping[str, Mapping[Freedom, int]], merging: tuple[Merging, ...]) -> list[Reading]:
    rows = [Row(name, Fraction(sum(cells.values()))) for name, cells in sums.items()]
    added = tuple(replace(one, how=How.SUM) for one in merging)
    first = MeanBand(cuts=(Fraction(2), Fraction(1), Fraction(1, 2), Fraction(0)))
    group = _("Bands of the mean")
    ways: Sequence[tuple[str, str, str, MeanBand, tuple[Merging, ...]]] = (
        ("published", _("as published"), _("cuts at 2, 1.5, 1 and 0.5 times the mean of the 26 rows, then rows merged "
         "as on 29 February 2024: data set rows averaged, code and library rows added up"), MeanBand(), merging),
        ("unmerged", _("rows left as voted"), _("the same cuts, no row merged"), MeanBand(), ()),
        ("added", _("merged rows added up"), _("the same cuts, the data set rows added up as the others were"),
         MeanBand(), added),
        ("first-cuts", _("cuts of the first count"), _("cuts at 2, 1, 0.5 and 0 times the mean, as in the count of 21 "
         "February 2024"), first, merging),
        ("deviation", _("deviations"), _("cuts at 2, 1.5, 1 and 0.5 standard deviations above the mean"),
         MeanBand(scale=Scale.DEVIATION), merging),
    )  # fmt: skip
    return [
        Reading(id_, group, name, explained, _statuses(rows, by, merge), _data_sets(rows, by, merge))
        for id_, name, explained, by, merge in ways
    ]


def _data_sets(rows: Sequence[Row], by: MeanBand, merge: tuple[Merging, ...]) -> Outcome | None:
    """What the row of all data sets together comes to; they stay as rows of their own too."""
    return next((one.verdict for one in band(rows, by, merge).rows if one.row == _DATA_SETS), None)


def _statuses(rows: Sequence[Row], by: MeanBand, merge: tuple[Merging, ...]) -> dict[str, Outcome]:
    """What each row that was voted on came to: by itself where it stays a row, else by the first it is part of."""
    found = {one.row: one.verdict for one in band(rows, by, merge).rows}
    staying = {step for step in order([row.name for row in rows], merge) if isinstance(step, str)}
    part_of = {name: one.row for one in reversed(merge) for name in one.of}
    return {row.name: found[row.name if row.name in staying else part_of[row.name]] for row in rows}


# -- Rules that decide cells ---------------------------------------------------------------------------------------


def _by_cells(sums: Mapping[str, Mapping[Freedom, int]]) -> list[Reading]:
    """Each rule twice: with blanks as no answer, and read as noes; a component is required if one of its cells is."""
    found = []
    for id_, group, blank_is_no in (
        ("blank", _("A blank is no answer"), False),
        ("no", _("A blank is read as a no"), True),
    ):
        tally = _tally(sums, blank_is_no=blank_is_no)
        for rule in CELL_RULES.values():
            if rule.name not in _LEFT_OUT:
                outcomes = component_outcomes(tally, Charter(rule.name, rule.parameters()))
                found.append(Reading(f"{id_}-{rule.name}", group, rule.name, rule.summary, outcomes))
    return found


def _tally(sums: Mapping[str, Mapping[Freedom, int]], *, blank_is_no: bool) -> PollTally:
    cells = []
    for name, by_freedom in sums.items():
        for freedom, net in by_freedom.items():
            yes = max(net, 0)
            counts = Counts(yes, VOTERS - yes if blank_is_no else max(-net, 0), eligible=VOTERS)
            cells.append(CellTally(Cell(name, freedom), counts, {"": counts}, {}))
    turnout = Turnout(VOTERS, VOTERS)
    return PollTally(tuple(cells), turnout, {"": turnout}, None, {})

"""What tables on the pages of polls hold: cells of text and signs, row by row; and the same as CSV."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from bot.domain.polls.ballots import Cell
from bot.domain.polls.outcomes import WORDS, Outcome
from bot.domain.polls.results import CellResult, ComponentResult, PollResult
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.tallies import Counts
from bot.surfaces.replies.tallies import decimal, middle, share
from bot.surfaces.site.addresses import row_part
from bot.surfaces.site.polls.telling import choices, counted, interval, outcome
from bot.surfaces.site.record_files import csv_file
from bot.texts import _, plural

_FREEDOMS = {"use": _("use"), "study": _("study"), "modify": _("modify"), "share": _("share")}


class Rows:
    """Rows of tables about one poll's result.

    Args:
        macros: Those of the page: ``Pages.macros``.
        names: What people call each row.
        linked: Whether cells lead to their own pages.
        categories: What each stakeholder category is called.
    """

    def __init__(
        self, macros: Any, names: Mapping[str, str], categories: Mapping[str, str], *, linked: bool = True
    ) -> None:
        self._macros = macros
        self._names = names
        self._linked = linked
        self.categories = categories

    def name(self, component: str) -> str:
        """What a row is called."""
        return self._names.get(component, component)

    def category(self, name: str) -> str:
        """What a category is called."""
        return self.categories.get(name, name)

    def cell(self, cell: Cell, text: str = "") -> Markup:
        """A cell by its name, or by another text, with the way to its page."""
        shown = text or _("{component}, {freedom}").format(
            component=self.name(cell.component), freedom=_FREEDOMS[cell.freedom.value]
        )
        if not self._linked:
            return Markup("{}").format(shown)
        return Markup('<a href="{}/{}/">{}</a>').format(row_part(cell.component), cell.freedom.value, shown)

    def status(self, found: Outcome) -> Markup:
        """A verdict as a word with its sign."""
        word, tone = outcome(found)
        made: Markup = self._macros.status(word, tone)
        return made

    def matrix(self, result: PollResult) -> tuple[list[str], list[list[Any]]]:
        """Components and freedoms: each cell its verdict, and the three denominators with the interval."""
        freedoms = list(dict.fromkeys(one.cell.freedom for one in result.cells))
        rows = []
        for component in result.components:
            by_freedom = {one.cell.freedom: one for one in component.cells}
            cells = [self._matrix_cell(by_freedom[one]) if one in by_freedom else _("not asked") for one in freedoms]
            rows.append([self.name(component.component), *cells, self._altogether(component)])
        return [_("Component"), *(_FREEDOMS[one.value] for one in freedoms), _("Altogether")], rows

    def _matrix_cell(self, one: CellResult) -> Markup:
        counts, within = one.tally.counts, interval(one)
        answered = _("{part} of {whole} answered").format(
            part=decimal(counts.answering), whole=decimal(counts.eligible)
        )
        lines = [_("{share} yes").format(share=share(counts.yes, counts.decisive)), within, answered]
        if one.measures.median is not None:
            lines.append(_("median: {median}").format(median=middle(one.measures.median)))
        # Numbers stay with what they count.
        kept = [line.replace(" ", "\N{NO-BREAK SPACE}") for line in lines if line]
        return Markup("{}<br><small>{}</small>").format(self._to_cell(one), Markup("<br>").join(kept))

    def _to_cell(self, one: CellResult) -> Markup:
        status = self.status(one.outcome)
        if not self._linked:
            return status
        return Markup('<a href="{}/{}/">{}</a>').format(row_part(one.cell.component), one.cell.freedom.value, status)

    def _altogether(self, one: ComponentResult) -> Markup:
        status = self.status(one.outcome)
        if one.band is None or one.band.times_mean is None:
            return status
        text = _("{value}, {times} times the mean")
        said = text.format(value=decimal(one.band.value), times=decimal(one.band.times_mean))
        return Markup("{}<br><small>{}</small>").format(status, said)

    def by_category(self, result: PollResult) -> tuple[list[str], list[list[Any]]]:
        """Each cell with the yes of yes and no of every category that is told."""
        names = self.ordered(name for one in result.cells for name in one.tally.categories)
        rows = [
            [
                self.cell(one.cell),
                *(
                    share(found.yes, found.decisive) if (found := one.tally.categories.get(name)) else _("nobody")
                    for name in names
                ),
            ]
            for one in result.cells
        ]
        return [_("Cell"), *(self.category(name) for name in names)], rows if names else []

    def sensitivity(self, result: PollResult) -> tuple[list[str], list[list[Any]]]:
        """Each cell with its verdict, what would turn it, and its verdict under every other rule."""
        panels = [(one, one.sensitivity) for one in result.cells if one.sensitivity is not None]
        rules = [rule for rule in (panels[0][1].verdicts if panels else ()) if rule != result.charter.rule]
        rows = [
            [
                self.cell(one.cell),
                self.status(one.outcome),
                self.margin(panel.margin),
                self.without(one),
                *(_("same") if panel.verdicts[rule] is one.outcome else WORDS[panel.verdicts[rule]] for rule in rules),
            ]
            for one, panel in panels
        ]
        return [_("Cell"), _("Verdict"), _("Changed votes that turn it"), _("Another without"), *rules], rows

    def hanging(self, result: PollResult, most: int = 12) -> tuple[list[str], list[list[Any]]]:
        """The cells whose verdict hangs on one vote, one category or one organisation; those on one vote first."""
        panels = [(one, one.sensitivity) for one in result.cells if one.sensitivity is not None]
        found = [
            (one, panel) for one, panel in panels if panel.margin == 1 or panel.categories or panel.largest_organisation
        ]
        found.sort(key=lambda pair: (pair[1].margin is None, pair[1].margin or 0))
        rows = [
            [self.cell(one.cell), self.status(one.outcome), self.margin(panel.margin), self.without(one)]
            for one, panel in found[:most]
        ]
        return [_("Cell"), _("Verdict"), _("Changed votes that turn it"), _("Another without")], rows

    @staticmethod
    def margin(margin: int | None) -> str:
        """How many changed votes give another verdict."""
        return _("none can") if margin is None else str(margin)

    def without(self, one: CellResult) -> str:
        """Without whom a cell would have another verdict."""
        panel = one.sensitivity
        if panel is None:
            return ""
        names = [self.category(name) for name in self.ordered(panel.categories)]
        names += [_("the largest organisation")] if panel.largest_organisation else []
        return ", ".join(names) or _("nobody")

    def counts(self, counts: Mapping[str, Counts], scale: BallotScale) -> list[list[Any]]:
        """How many of each category said what, with the whole under it."""
        return [[self.category(name), *map(decimal, counted(counts[name], scale))] for name in self.ordered(counts)]

    def ordered(self, names: Iterable[str]) -> list[str]:
        """Categories in the order in which the forum has them, then others by name; each once."""
        known = list(self.categories)
        return sorted(dict.fromkeys(names), key=lambda name: (known.index(name) if name in known else len(known), name))


def cells_csv(result: PollResult, names: Mapping[str, str]) -> bytes:
    """Every cell on a line: verdict, counts, denominators, interval, place, margin."""
    scale = result.tally.scale
    head = ["row", "name", "freedom", "verdict", *(id_ for id_, _word in choices(scale))]
    head += ["yes_of", "answering", "eligible", "interval_low", "interval_high", "place", "margin"]
    rows = []
    for one in result.cells:
        counts, within = one.tally.counts, one.measures.interval
        rows.append(
            [
                one.cell.component,
                names.get(one.cell.component, one.cell.component),
                one.cell.freedom.value,
                one.outcome.value,
                *(decimal(number, 6) for number in counted(counts, scale)),
                decimal(counts.decisive, 6),
                decimal(counts.answering, 6),
                decimal(counts.eligible, 6),
                within.low if within else None,
                within.high if within else None,
                one.place.value,
                one.sensitivity.margin if one.sensitivity else None,
            ]
        )
    return csv_file(head, rows)


def sensitivity_csv(result: PollResult) -> bytes:
    """Every cell on a line: its verdict, how many changed votes give another one, and what each rule makes of it."""
    panels = [(one, one.sensitivity) for one in result.cells if one.sensitivity is not None]
    rules = list(panels[0][1].verdicts) if panels else []
    rows = (
        [
            one.cell.component, one.cell.freedom.value, one.outcome.value, panel.margin, "; ".join(panel.categories),
            "yes" if panel.largest_organisation else "no", *(panel.verdicts[rule].value for rule in rules),
        ]
        for one, panel in panels
    )  # fmt: skip
    head = ["row", "freedom", "verdict", "margin", "another_without", "another_without_largest_organisation", *rules]
    return csv_file(head, rows)


def voters(count: int) -> str:
    """How many voters."""
    return plural("{count} voter", "{count} voters", count)

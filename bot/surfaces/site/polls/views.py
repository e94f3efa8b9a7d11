"""What the page of a poll shows, made ready for its template."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from bot.domain.polls.agendas import Place
from bot.domain.polls.ballots import Cell, Imbalance
from bot.domain.polls.outcomes import WORDS, Outcome
from bot.domain.polls.results import ComponentResult, PollResult
from bot.domain.polls.tallies import Turnout
from bot.services.polling.previews import Preview
from bot.services.polling.statuses import Objection, Result
from bot.services.published.poll_outlines import PollOutline
from bot.services.tallying import published
from bot.surfaces.plain import plain
from bot.surfaces.replies import poll_charters
from bot.surfaces.replies.tallies import share
from bot.surfaces.result_exports import FILES
from bot.surfaces.site import charts
from bot.surfaces.site.polls import charts as matrices
from bot.surfaces.site.polls.happenings import told
from bot.surfaces.site.polls.rows import Rows
from bot.surfaces.site.polls.telling import PLACES, PLACES_MEAN
from bot.texts import _, listed, plural


@dataclass(frozen=True)
class PollView:
    """A poll for its template. ``result`` is None where nothing of it may be seen, ``decided`` where it is not over."""

    outline: PollOutline
    rows: Rows
    names: Mapping[str, str]
    result: PollResult | None = None
    decided: Result | None = None

    @cached_property
    def charter_lines(self) -> list[str]:
        """All its rules, as voters read them."""
        poll = self.outline.poll
        # Where it was opened is nobody's business here; that the bot has to be reachable there is in the rules.
        found = Preview(poll, self.outline.state, (), "", Imbalance((), (), ()), (), self.outline.subject or None)
        return [plain(line) for line in poll_charters.lines(found)]

    @cached_property
    def effect(self) -> str:
        """What follows from the result."""
        return plain(poll_charters.effect_words(self.outline.poll.charter))

    @cached_property
    def standfirst(self) -> str:
        """What came of it, in a sentence or two."""
        outline = self.outline
        if self.decided is None or self.result is None:
            return ""
        turnout = outline.roll.turnout
        parts = []
        for outcome, found in self.by_outcome:
            if outcome in (Outcome.REQUIRED, Outcome.NOT_REQUIRED):
                count = plural("{count} component", "{count} components", len(found))
                parts.append(_("{components} {verdict}").format(components=count, verdict=WORDS[outcome]))
        others = sum(len(found) for outcome, found in self.by_outcome if not outcome.decided)
        if others:
            one, several = _("{count} left open"), _("{count} left open")
            if not parts:
                one, several = _("{count} component left open"), _("{count} components left open")
            parts.append(plural(one, several, others))
        text = _("{found}; {voted} of {eligible} took part.")
        return text.format(found=listed(parts), voted=turnout.voted, eligible=turnout.eligible)

    @cached_property
    def by_outcome(self) -> list[tuple[Outcome, list[ComponentResult]]]:
        """The components by what they came to; outcomes of none are left out."""
        components = self.result.components if self.result else ()
        found = [(outcome, [one for one in components if one.outcome is outcome]) for outcome in WORDS]
        return [(outcome, several) for outcome, several in found if several]

    def with_freedoms(self, one: ComponentResult) -> Markup:
        """A component, with the freedoms that require it where it is required, each leading to its page."""
        name = self.rows.name(one.component)
        cells = [cell for cell in one.cells if cell.outcome is Outcome.REQUIRED]
        if one.outcome is not Outcome.REQUIRED or one.band is not None or not cells:
            return Markup("{}").format(name)
        links = Markup(", ").join(self.rows.cell(cell.cell, cell.cell.freedom.value) for cell in cells)
        return Markup("{} ({})").format(name, links)

    @cached_property
    def chart(self) -> Markup:
        """The matrix as a picture."""
        cells, components = (self.result.cells, self.result.components) if self.result else ((), ())
        freedoms = list(dict.fromkeys(one.cell.freedom.value for one in cells))
        named = [(self.rows.name(one.component), one) for one in components]
        return matrices.matrix(named, freedoms, self.chart_words)

    @cached_property
    def chart_words(self) -> str:
        """The same in words."""
        parts = [
            f"{WORDS[outcome]}: {', '.join(self.rows.name(one.component) for one in found)}"
            for outcome, found in self.by_outcome
        ]
        return _("Every cell with its verdict. {parts}.").format(parts="; ".join(parts))

    @cached_property
    def turnout_rows(self) -> list[tuple[str, Turnout]]:
        """Who may vote and who did, by category as far as it is told."""
        roll = self.outline.roll
        rows = [(self.rows.category(name), roll.categories[name]) for name in self.rows.ordered(roll.categories)]
        if roll.rest.eligible:
            rest = _("All others") if rows else _("Everybody")
            rows.append((rest, roll.rest))
        return rows

    @cached_property
    def turnout_cells(self) -> list[list[Any]]:
        """The same as rows of a table."""
        return [[name, one.eligible, one.voted] for name, one in self.turnout_rows]

    @cached_property
    def organisation_cells(self) -> list[list[Any]]:
        """How many of each organisation may vote, as far as it is told."""
        roll = self.outline.roll
        rest = [[_("All others"), roll.organisations_rest]] if roll.organisations_rest else []
        return [*([name, size] for name, size in roll.organisations.items()), *rest]

    @cached_property
    def turnout_chart(self) -> Markup:
        """The same as bars."""
        bars = [
            # The fourth and last tone is an outline: who did not take part.
            charts.Bar(name, (one.voted, 0, 0, 0, one.eligible - one.voted), share(one.voted, one.eligible))
            for name, one in self.turnout_rows
        ]
        return charts.bars(bars)

    @cached_property
    def agenda(self) -> list[tuple[Place, str, str, list[Markup]]]:
        """Where cells belong: the place, its title, what it means, and its cells."""
        if self.result is None:
            return []
        return [
            (place, PLACES[place], PLACES_MEAN[place], [self.rows.cell(one.cell) for one in cells])
            for place in PLACES
            if (cells := self.result.agenda[place])
        ]

    @cached_property
    def hanging(self) -> str:
        """How many verdicts little would turn."""
        cells = self.result.cells if self.result else ()
        one_vote = sum(one.sensitivity is not None and one.sensitivity.margin == 1 for one in cells)
        rule = sum(
            one.sensitivity is not None
            and any(found.decided and found is not one.outcome for found in one.sensitivity.verdicts.values())
            for one in cells
        )
        category = sum(
            one.sensitivity is not None and bool(one.sensitivity.categories or one.sensitivity.largest_organisation)
            for one in cells
        )
        text = _("Of {cells}, one changed vote would turn {one_vote}; another rule would decide {rule} the other way, "
                 "required instead of not or not instead of required, or decide what is left open here; and {category} "
                 "would have another verdict without one category, or without the largest organisation.")  # fmt: skip
        return text.format(
            cells=plural("{count} cell", "{count} cells", len(cells)), one_vote=one_vote, rule=rule, category=category
        )

    @property
    def has_categories(self) -> bool:
        """Whether anything is told by category."""
        return self.result is not None and any(one.tally.categories for one in self.result.cells)

    @property
    def disputed(self) -> bool:
        """Whether any ballot is challenged or left out, or any voter in conflict."""
        return bool(self.otherwise or self.outline.excluded or self.outline.challenges)

    @cached_property
    def otherwise(self) -> list[tuple[str, list[str]]]:
        """What would be otherwise with the excluded ballots, and without voters in conflict."""
        found = self.result
        if found is None:
            return []
        told_ = []
        if found.with_excluded is not None:
            head = plural("With the {count} ballot that was excluded by decision",
                          "With the {count} ballots that were excluded by decision",
                          found.with_excluded.voters)  # fmt: skip
            told_.append((head, self._differing(found.excluded_components, found.excluded_cells)))
        if found.without_conflicted is not None:
            head = plural("Without the {count} voter with a conflict of interest",
                          "Without the {count} voters with a conflict of interest",
                          found.without_conflicted.voters)  # fmt: skip
            told_.append((head, self._differing(found.conflicted_components, found.conflicted_cells)))
        return told_

    def _differing(
        self, components: Mapping[str, tuple[Outcome, Outcome]], cells: Mapping[Cell, tuple[Outcome, Outcome]]
    ) -> list[str]:
        text = _("{name} would be {after}, not {before}.")
        changed = [
            text.format(name=self.rows.name(name), after=WORDS[after], before=WORDS[before])
            for name, (before, after) in components.items()
        ]
        return changed + [
            text.format(
                name=f"{self.rows.name(cell.component)}, {cell.freedom.value}", after=WORDS[after], before=WORDS[before]
            )
            for cell, (before, after) in cells.items()
        ]

    @cached_property
    def happenings(self) -> list[tuple[Any, str]]:
        """What happened, in order, each with when."""
        return [(one.at, told(one, self.names)) for one in self.outline.happenings]

    @cached_property
    def command(self) -> str:
        """What to type to count again."""
        if self.result is None:
            return ""
        return " ".join(f'"{word}"' if " " in word else word for word in published.command(self.result, *FILES))

    def objections(self, cell: Cell | None = None) -> list[Objection]:
        """The objections: all, or those to a cell."""
        several = self.decided.objections if self.decided else ()
        return [one for one in several if cell is None or one.cell == cell]

    @cached_property
    def reasons(self) -> Mapping[Cell, list[tuple[str, str, str]]]:
        """The reasons that voters gave and that are published, by cell: handle, choice and words."""
        found: dict[Cell, list[tuple[str, str, str]]] = {}
        if self.decided is None or not self.outline.poll.charter.reasons_published:
            return found
        for one in self.decided.cells:
            if one.reason and one.choice is not None:
                found.setdefault(one.cell, []).append((one.handle, one.choice.value.replace("_", " "), one.reason))
        return found

    def unlinked(self, macros: Any, categories: Mapping[str, str]) -> PollView:
        """The same for a file that stands alone."""
        return replace(self, rows=Rows(macros, self.names, categories, linked=False))

"""The pages of a poll's cells: what was counted, what it hangs on, the reasons, and what rests on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.domain.polls.ballots import Cell
from bot.domain.polls.measures import measures
from bot.domain.polls.outcomes import WORDS
from bot.domain.polls.polls import EventKind, PollState
from bot.domain.polls.results import CellResult, PollResult
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.tallies import CellTally
from bot.surfaces.replies.tallies import decimal, middle, share
from bot.surfaces.site import charts
from bot.surfaces.site.addresses import cell_path, component_path, decision_path, poll_path
from bot.surfaces.site.pages import Pages
from bot.surfaces.site.polls import telling
from bot.surfaces.site.polls.rows import Rows
from bot.surfaces.site.polls.views import PollView
from bot.texts import _

_QUESTIONS = {
    "use": _("{component}: needed to use an AI system?"),
    "study": _("{component}: needed to study an AI system?"),
    "modify": _("{component}: needed to modify an AI system?"),
    "share": _("{component}: needed to share an AI system?"),
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A cell as it was counted, in its poll; ``result`` is None where its row was merged into another."""

    tally: CellTally
    poll: PollResult
    result: CellResult | None = None

    @property
    def cell(self) -> Cell:
        """Which cell it is."""
        return self.tally.cell

    @property
    def scale(self) -> BallotScale:
        """What could be said in it."""
        return self.poll.tally.scale


def pages(made: Pages, view: PollView, tally: str = "", leaf: int | None = None) -> dict[str, bytes]:
    """The page of every cell; of a void poll, that there is nothing to be seen any more, if there ever was.

    ``tally`` is the id of the log's leaf that binds the count, ``leaf`` its place; None while it has none.
    """
    outline = view.outline
    if view.decided is not None and view.result is not None:
        found = {one.cell: one for one in view.result.cells}
        merged = [one for one in view.result.tally.cells if one.cell not in found]
        several = [*(Counted(one.tally, view.result, one) for one in found.values())]
        several += [Counted(one, view.result) for one in merged]
        return {_file(view, one.cell): _page(made, view, one, tally, leaf) for one in several}
    if outline.state is PollState.VOID and any(one.kind is EventKind.CLOSED for one in outline.happenings):
        return {_file(view, cell): _void(made, view, cell) for cell in outline.poll.charter.cells}
    return {}


def _file(view: PollView, cell: Cell) -> str:
    return f"{cell_path(view.outline.number, cell)}index.html"


def _heading(view: PollView, cell: Cell) -> str:
    return _QUESTIONS[cell.freedom.value].format(component=view.rows.name(cell.component))


def _void(made: Pages, view: PollView, cell: Cell) -> bytes:
    return made.fill(
        "poll_cell.html",
        _file(view, cell),
        noindex=True,
        void=True,
        number=view.outline.number,
        poll_path=poll_path(view.outline.number),
        heading=_heading(view, cell),
        teaser=_("A cell of poll {number}, which is void.").format(number=view.outline.number),
    )


def _page(made: Pages, view: PollView, one: Counted, tally: str, leaf: int | None) -> bytes:
    path = _file(view, one.cell)
    macros = made.macros(path)
    heading = _heading(view, one.cell)
    number = view.outline.number
    verdict = WORDS[one.result.outcome] if one.result else _("counted as part of another row")
    asked = {row.id: row for row in view.outline.poll.charter.components}.get(one.cell.component)
    back = _("{component} in other polls, and in every definition")
    return made.fill(
        "poll_cell.html",
        path,
        noindex=True,
        void=False,
        number=number,
        poll_path=poll_path(number),
        heading=heading,
        teaser=_("Poll {number}: {heading} {verdict}.").format(number=number, heading=heading, verdict=verdict),
        tally=tally,
        leaf=leaf,
        digest=f"sha256:{view.decided.digest}" if view.decided else "",
        status=macros.status(*telling.outcome(one.result.outcome), True) if one.result else "",
        sentence=_sentence(one),
        facts=_facts(view, one),
        rules=_rules(view, one),
        reasons=view.reasons.get(one.cell, ()),
        no_reasons=_no_reasons(view),
        objections=view.objections(one.cell),
        decisions=_decisions(view, one.cell),
        component_path=component_path(asked.component) if asked else poll_path(number),
        component_words=back.format(component=asked.name) if asked else _("The poll"),
        **_counts(Rows(macros, view.names, view.rows.categories), one),
    )


def _counts(rows: Rows, one: Counted) -> dict[str, Any]:
    """The chart of the answers, and the table beside it."""
    counts, scale, parts = one.tally.counts, one.scale, one.tally.categories
    all_ = charts.Bar(_("All"), telling.bar_values(counts), telling.bar_words(counts, scale))
    bars = [
        charts.Bar(rows.category(name), telling.bar_values(parts[name]), telling.bar_words(parts[name], scale))
        for name in rows.ordered(parts)
    ]
    withheld = _("Categories of few people are not told apart, and stand in the sum alone.")
    return {
        "chart_caption": _("All answers: {words}").format(words=telling.bar_words(counts, scale)),
        "chart": charts.bars([all_, *bars], telling.bar_parts(scale)),
        "columns": [_("Category"), *(word for _id, word in telling.choices(scale))],
        "count_rows": rows.counts(parts or {_("Everybody"): counts}, scale),
        "foot": rows.counts({_("All"): counts}, scale) if parts else (),
        "withheld": withheld if one.poll.withheld else "",
    }


def _sentence(one: Counted) -> str:
    counts = one.tally.counts
    shares, within = share(counts.yes, counts.decisive), telling.interval(one.result) if one.result else ""
    text = _("{yes} of all who said yes or no; {answering} of {eligible} who may vote answered.").format(
        yes=f"{shares} ({within})" if within else shares,
        answering=decimal(counts.answering),
        eligible=decimal(counts.eligible),
    )
    merged = [row.row for row in one.poll.mergings if one.cell.component in row.of]
    if one.result is not None or not merged:
        return text
    part = _("It has no verdict of its own: it is counted as part of {rows}.")
    return f"{text} {part.format(rows=', '.join(merged))}"


def _facts(view: PollView, one: Counted) -> list[tuple[str, Any]]:
    counts, result = one.tally.counts, one.result
    found = result.measures if result else measures(one.tally, one.poll.tally.turnout, one.scale)
    told: list[tuple[str, Any]] = [
        (_("Yes, of yes and no"), share(counts.yes, counts.decisive)),
        (_("Yes, of all answers"), share(counts.yes, counts.answering)),
        (_("Yes, of the roll"), share(counts.yes, counts.eligible)),
        (_("95 % interval of the first"), telling.interval(result) if result else ""),
        (_("Median step"), middle(found.median) if found.median else ""),
        (_("Spread between categories"), _number(found.between)),
        (_("Largest less smallest support of a category"), _number(found.gap)),
    ]
    if result is not None:
        text = _("{place}: {meaning}")
        place = text.format(place=telling.PLACES[result.place], meaning=telling.PLACES_MEAN[result.place])
        told.append((_("Where it belongs"), place))
        if result.sensitivity is not None:
            told.append((_("Changed votes that turn it"), view.rows.margin(result.sensitivity.margin)))
            told.append((_("Another verdict without"), view.rows.without(result)))
    return told


def _number(value: Any) -> str:
    return "" if value is None else decimal(value)


def _rules(view: PollView, one: Counted) -> list[tuple[str, str, bool, bool]]:
    """Each rule, its verdict in words, whether that differs, and whether it is the charter's."""
    if one.result is None or one.result.sensitivity is None:
        return []
    declared = view.outline.poll.charter.counting.rule
    return [
        (rule, WORDS[outcome], outcome is not one.result.outcome, rule == declared)
        for rule, outcome in one.result.sensitivity.verdicts.items()
    ]


def _no_reasons(view: PollView) -> str:
    if not view.outline.poll.charter.reasons_published:
        return _("The charter of this poll does not publish reasons.")
    return _("Nobody gave one.")


def _decisions(view: PollView, cell: Cell) -> list[dict[str, str]]:
    """Decisions that rest on this cell, on the whole component, or on the whole poll; each by what comes closest."""
    rests = {
        "": _("It rests on the whole poll."),
        cell.component: _("It rests on all that was asked of the component."),
        f"{cell.component}/{cell.freedom.value}": "",
    }
    found = {
        one.number: {
            "path": decision_path(one.number),
            "title": f"{one.number}: {one.title}",
            "text": rests[one.part],
            "note": one.status.value,
        }
        for one in sorted(view.outline.decisions, key=lambda one: len(one.part))
        if one.part in rests
    }
    return [found[number] for number in dict.fromkeys(one.number for one in view.outline.decisions) if number in found]

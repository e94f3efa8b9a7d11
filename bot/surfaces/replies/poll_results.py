"""The result of a poll: in words, as a table, and as a matrix of components and freedoms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from bot.domain.impacts import Impact
from bot.domain.polls.agendas import Place
from bot.domain.polls.ballots import Cell
from bot.domain.polls.outcomes import WORDS, Outcome
from bot.domain.polls.parameters import shown
from bot.domain.polls.results import CellResult, ComponentResult, PollResult, Untold
from bot.domain.polls.scales import STEPS, BallotScale
from bot.domain.polls.sensitivity import Sensitivity
from bot.services.tallying import published
from bot.surfaces.replies import poll_matrices, tallies
from bot.surfaces.replies.permalinks import Shelf, permalink
from bot.surfaces.replies.poll_matrices import NAME, PollShown, some
from bot.surfaces.replies.wording import harmless, quoted, short_verdict
from bot.surfaces.reply import Reply
from bot.surfaces.result_exports import FILES
from bot.texts import _, listed, plural


def result(found: PollResult, poll: PollShown, impact: Impact | None = None) -> Reply:
    """Everything that a result says, within one message.

    Args:
        impact: What the result would change if it were adopted; None where no draft can be made of it.
    """
    parts = [
        f"**{quoted(poll.question, 200)}**",
        _counted(found),
        _verdicts(found, poll),
        _steps(found, poll),
        _turnout(found),
        _hanging(found, poll),
        _agenda(found, poll),
        _excluded(found, poll),
        _conflicted(found, poll),
        adopted(impact) if impact else "",
    ]
    title = _("Result of poll {number}").format(number=poll.number)
    text = "\n\n".join(part for part in parts if part)
    return Reply(
        title, text, poll_matrices.table(found, poll), poll_matrices.picture(found, poll, title),
        footer=_footer(found), record=permalink(Shelf.POLL, poll.number),
    )  # fmt: skip


def _name(component: str, poll: PollShown) -> str:
    return harmless(poll.name(component), NAME)


# -- Verdicts ------------------------------------------------------------------------------------------------------


def _counted(found: PollResult) -> str:
    turnout = found.tally.turnout
    text = _("Rule: {rule} ({parameters}). Took part: {voted} of {eligible} who may vote.")
    given = " ".join(
        f"{name}={shown(value)}" for name, value in published.count_of(found).parameters.items() if value is not None
    )
    return text.format(rule=found.charter.rule, parameters=given, voted=turnout.voted, eligible=turnout.eligible)


_ROOM = {Outcome.REQUIRED: 500, Outcome.NOT_REQUIRED: 350}


def _verdicts(found: PollResult, poll: PollShown) -> str:
    """The components by what they came to; a required one with the freedoms that require it."""
    lines = []
    for outcome, word in WORDS.items():
        several = [_with_freedoms(one, poll) for one in found.components if one.outcome is outcome]
        if several:
            text = _("- **{verdict}** ({count}): {components}")
            shown_ = some(several, _ROOM.get(outcome, 120), "; ")
            lines.append(text.format(verdict=word.capitalize(), count=len(several), components=shown_))
    return "\n".join(lines)


def _with_freedoms(one: ComponentResult, poll: PollShown) -> str:
    freedoms = [cell.cell.freedom.value for cell in one.cells if cell.outcome is Outcome.REQUIRED]
    name = _name(one.component, poll)
    if one.outcome is not Outcome.REQUIRED or one.band is not None or not freedoms:
        return name
    return f"{name} ({', '.join(freedoms)})"


def _steps(found: PollResult, poll: PollShown) -> str:
    """Of a temperature, how many cells have which step in their middle, and where people agree least."""
    if found.tally.scale is not BallotScale.TEMPERATURE:
        return ""
    measured = [(one, one.measures.ordinal_consensus) for one in found.cells]
    medians = Counter(one.measures.median for one in found.cells if one.measures.median is not None)
    ordered = sorted(medians, key=lambda pair: [STEPS.index(step) for step in pair])
    text = _("{median} in {count}")
    cells = "; ".join(text.format(median=tallies.middle(pair), count=medians[pair]) for pair in ordered)
    least = sorted(((agreed, one) for one, agreed in measured if agreed is not None), key=lambda pair: pair[0])
    text = _("{cell} {agreed}")
    named = [text.format(cell=_cell_name(one, poll), agreed=tallies.rounded(Fraction(agreed))) for agreed, one in least]
    if not named:
        return f"{tallies.STEPS_IN_ORDER}."
    told = _("{order}. The median of cells: {medians}. Agreement, from 0 (half on each end) to 1 (all on one step), "
             "the least first: {cells}.")  # fmt: skip
    return told.format(order=tallies.STEPS_IN_ORDER, medians=cells, cells=some(named, 200, "; "))


def _turnout(found: PollResult) -> str:
    """How many took part of each category; of what is withheld, only that it is."""
    told = {name: one for name, one in found.tally.turnout_by_category.items() if name}
    text = _("{name} {voted} of {eligible}")
    several = [
        text.format(name=harmless(name, NAME), voted=one.voted, eligible=one.eligible)
        for name, one in sorted(told.items())
    ]
    parts = [_("Took part by category: {categories}.").format(categories=some(several, 300, "; "))] if several else []
    if found.withheld:
        parts.append(_("Categories of few people are not told apart, since voters stand under pseudonyms."))
    return " ".join(parts)


# -- What it hangs on ----------------------------------------------------------------------------------------------


def _hanging(found: PollResult, poll: PollShown) -> str:
    """A sentence for each cell that little would turn, those that least would turn first."""
    several = len([name for name in found.tally.turnout_by_category if name]) > 1
    # Without the only category there is no poll.
    panels = [
        (one, one.sensitivity if several else replace(one.sensitivity, categories=()))
        for one in found.cells
        if one.sensitivity
    ]
    hanging = [(one, panel) for one, panel in panels if _flips(one, panel)]
    hanging.sort(key=lambda pair: (pair[1].margin is None, pair[1].margin or 0))
    if not hanging:
        return _(
            "No single vote, category or organisation left out, and no other rule would decide any cell otherwise."
        )
    lines = [_hangs(one, panel, poll) for one, panel in hanging]
    heading = plural("{count} verdict hangs on little", "{count} verdicts hang on little", len(hanging))
    return f"**{heading}**\n- " + some(lines, 700, "\n- ")


def _flips(one: CellResult, panel: Sensitivity) -> bool:
    """Whether a vote, a category or an organisation turns a cell, or another rule decides the very opposite."""
    opposite = one.outcome.decided and bool(_deciding_otherwise(one, panel))
    return panel.margin == 1 or bool(panel.categories) or bool(panel.largest_organisation) or opposite


def _deciding_otherwise(one: CellResult, panel: Sensitivity) -> Mapping[Outcome, list[str]]:
    """The rules that would decide a cell, and otherwise, by what they would decide."""
    found: dict[Outcome, list[str]] = {}
    for rule, outcome in panel.verdicts.items():
        if outcome.decided and outcome is not one.outcome:
            found.setdefault(outcome, []).append(rule)
    return found


def _hangs(one: CellResult, panel: Sensitivity, poll: PollShown) -> str:
    told = []
    if panel.margin is not None:
        text = plural("{count} changed vote gives another verdict", "{count} changed votes give another verdict",
                      panel.margin)  # fmt: skip
        told.append(text)
    left_out = [harmless(name, NAME) for name in panel.categories]
    left_out += [_("the largest organisation")] if panel.largest_organisation else []
    if left_out:
        told.append(_("without {names} it is another").format(names=listed(left_out, _("or"))))
    for outcome, rules in _deciding_otherwise(one, panel).items():
        told.append(_("by {rules} it is {verdict}").format(rules=listed(rules), verdict=WORDS[outcome]))
    return f"{_cell_name(one, poll)} ({WORDS[one.outcome]}): {'; '.join(told)}."


def _cell_name(one: CellResult, poll: PollShown) -> str:
    return f"{_name(one.cell.component, poll)}, {one.cell.freedom.value}"


# -- The next meeting, conflicts, and what it would change ---------------------------------------------------------

_PLACES = {
    Place.DIVIDED_BETWEEN_CATEGORIES: _("Divided between categories"),
    Place.DIVIDED_INSIDE: _("Divided inside"),
    Place.ASKED_TO_DISCUSS: _("Asked to discuss"),
    Place.UNDER_ANSWERED: _("Under-answered"),
}


def _agenda(found: PollResult, poll: PollShown) -> str:
    agenda = found.agenda
    cells = plural("{count} cell is settled", "{count} cells are settled", len(agenda[Place.SETTLED]))
    lines = []
    for place, title in _PLACES.items():
        if agenda[place]:
            text = _("- {title} ({count}): {cells}")
            shown_ = some(_by_component(agenda[place], poll), 140, "; ")
            lines.append(text.format(title=title, count=len(agenda[place]), cells=shown_))
    if not lines:
        return _("**For the next meeting:** nothing; {settled}.").format(settled=cells)
    heading = _("**For the next meeting** ({settled})").format(settled=cells)
    return "\n".join([heading, *lines])


def _by_component(cells: Sequence[CellResult], poll: PollShown) -> list[str]:
    found: dict[str, list[str]] = {}
    for one in cells:
        found.setdefault(one.cell.component, []).append(one.cell.freedom.value)
    return [f"{_name(component, poll)} ({', '.join(freedoms)})" for component, freedoms in found.items()]


def _excluded(found: PollResult, poll: PollShown) -> str:
    """The verdicts with the ballots that were excluded, beside those without, which are the poll's."""
    others = found.with_excluded
    if others is None:
        return ""
    with_ = plural("With the {count} ballot that was excluded by decision",
                   "With the {count} ballots that were excluded by decision", others.voters)  # fmt: skip
    text = _("{with_excluded} ({voted} of {eligible} took part)")
    turnout = {"voted": others.turnout.voted, "eligible": others.turnout.eligible}
    return _differing(
        text.format(with_excluded=with_, **turnout), found.excluded_components, found.excluded_cells, poll
    )


def _conflicted(found: PollResult, poll: PollShown) -> str:
    others = found.without_conflicted
    if others is None:
        return ""
    head = plural("Without the {count} voter with a conflict of interest",
                  "Without the {count} voters with a conflict of interest", others.voters)  # fmt: skip
    withheld = "" if found.conflicted else " " + _("Who that is stands in no file, since voters are pseudonymous.")
    return _differing(head, found.conflicted_components, found.conflicted_cells, poll) + withheld


def _differing(
    head: str,
    components: Mapping[str, tuple[Outcome, Outcome]],
    cells: Mapping[Cell, tuple[Outcome, Outcome]],
    poll: PollShown,
) -> str:
    """What would be otherwise with other voters; cells only of components that would not be."""
    changed = [
        _("{name} would be {after}, not {before}").format(
            name=_name(component, poll), before=WORDS[before], after=WORDS[after]
        )
        for component, (before, after) in components.items()
    ]
    changed += [
        _("{name}, {freedom} would be {after}, not {before}").format(
            name=_name(cell.component, poll), freedom=cell.freedom.value, before=WORDS[before], after=WORDS[after]
        )
        for cell, (before, after) in cells.items()
        if cell.component not in components
    ]
    if not changed:
        return _("{head}: every verdict is the same.").format(head=head)
    return f"{head}: {some(changed, 250, '; ')}."


def adopted(impact: Impact) -> str:
    """Which systems would change verdict if the result were adopted."""
    before = impact.before.label
    turned = (*impact.turns, *impact.moves)
    if not turned:
        text = _("**If this were adopted**, no recorded system would change verdict against {before}.")
        return text.format(before=before)
    systems = plural("{count} system", "{count} systems", len(turned))
    head = _("**If this were adopted**, {systems} of {all} would change verdict against {before}:")
    named = [
        f"{harmless(one.before.system.name, NAME)} ({short_verdict(one.before)} → {short_verdict(one.after)})"
        for one in turned
    ]
    return f"{head.format(systems=systems, all=impact.systems, before=before)} {some(named, 400)}."


_UNTOLD = {
    Untold.CATEGORIES: _("which voters belong to small categories"),
}


def _footer(found: PollResult) -> str:
    text = _("To count again: {command}")
    words = [f'"{word}"' if " " in word else word for word in published.command(found, *FILES)]
    parts = [text.format(command=" ".join(words))]
    if found.untold:
        lacking = _("The verdicts rest on something that the ballots do not tell: {what}.")
        parts.append(lacking.format(what=listed([_UNTOLD[one] for one in found.untold])))
    return "\n".join(parts)

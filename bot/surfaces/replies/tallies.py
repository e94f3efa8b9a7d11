"""A count as a reply: the rule and all that went into it first, then the rows in words."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from bot.domain.polls.ballots import Choice
from bot.domain.polls.bands import Banded, How, Merging
from bot.domain.polls.outcomes import WORDS
from bot.domain.polls.parameters import shown
from bot.domain.polls.rulebooks import RULES
from bot.domain.polls.scales import STEP_WORDS, BallotScale
from bot.domain.polls.tallies import Counts, Number
from bot.services.tallying import Count
from bot.services.tallying.counting import CellCount
from bot.surfaces.replies.wording import quoted
from bot.surfaces.reply import Reply, Table
from bot.texts import _, listed, plural

VERDICTS = WORDS
"""Every outcome as people read it."""

STEPS_IN_ORDER = _(
    "The steps stand in this order: {steps}; the rules count who is for as yes, who is against as no"
).format(steps=", ".join(STEP_WORDS.values()))


def count(found: Count) -> Reply:
    """What a count gives, with everything that is needed to count again."""
    lines = [_rule(found), *_parameters(found), _merged(found.mergings), *_mean(found), _turnout(found)]
    if found.scale is BallotScale.TEMPERATURE:
        lines.append(STEPS_IN_ORDER)
    table = _bands(found.banded) if found.banded else _cells(found.cells, found.scale)
    footer = _("How each rule counts, to count again by hand: docs/tallying.md.")
    return Reply(_("Count"), "\n".join(f"- {line}" for line in lines), table=table, footer=footer)


def middle(median: tuple[Choice, Choice] | None) -> str:
    """The median in words: one step, or the two between which the middle lies."""
    if median is None:
        return _("none")
    lower, upper = (STEP_WORDS[step] for step in median)
    return lower if lower == upper else _("between {lower} and {upper}").format(lower=lower, upper=upper)


def steps(counts: Counts) -> str:
    """How many chose each step, in their order."""
    return "·".join(decimal(number) for number in counts.steps)


def decimal(value: Number, places: int = 2) -> str:
    """A number as people read it: whole numbers as they are, others rounded."""
    if value == int(value):
        return str(int(value))
    return rounded(Fraction(value), places)


def rounded(value: Fraction, places: int = 2) -> str:
    """A number with so many decimals."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN))


def _rule(found: Count) -> str:
    return _("Rule: {name} ({summary})").format(name=found.rule, summary=RULES[found.rule].summary)


def _parameters(found: Count) -> list[str]:
    if not found.parameters:
        return []
    given = " ".join(f"{name}={shown(value)}" for name, value in found.parameters.items())
    return [_("Parameters: {given}").format(given=given)]


def _merged(mergings: tuple[Merging, ...]) -> str:
    if not mergings:
        return _("Merged rows: none")
    return _("Merged rows: {rows}").format(rows="; ".join(_merging(one) for one in mergings))


def _merging(merging: Merging) -> str:
    how = {How.SUM: _("sum"), How.MEAN: _("mean")}[merging.how]
    text = _("{row} is the {how} of {of}, which stay") if merging.keep else _("{row} is the {how} of {of}")
    return text.format(row=quoted(merging.row), how=how, of=listed([quoted(name) for name in merging.of]))


def _mean(found: Count) -> list[str]:
    if found.banded is None or found.banded.mean is None:
        return []
    if found.parameters.get("mean") is not None:
        return [_("Mean: {mean}, as stated").format(mean=decimal(found.banded.mean))]
    rows = plural("{count} row", "{count} rows", found.components)
    whole = found.banded.mean * found.components
    text = _("Mean: {mean} ({whole} over {rows}, before merging)")
    return [text.format(mean=decimal(found.banded.mean, 3), whole=decimal(whole), rows=rows)]


def _turnout(found: Count) -> str:
    if found.turnout is None:
        return _("Counted before: the file holds numbers, not ballots")
    text = _("Took part: {voted} of {eligible} who may vote")
    return text.format(voted=found.turnout.voted, eligible=found.turnout.eligible)


def _bands(banded: Banded) -> Table:
    rows = tuple(
        (row.row, decimal(row.value), _("none") if row.times_mean is None else rounded(row.times_mean),
         VERDICTS[row.verdict])
        for row in banded.rows
    )  # fmt: skip
    return Table((_("row"), _("value"), _("times the mean"), _("verdict")), rows)


def _cells(cells: tuple[CellCount, ...], scale: BallotScale) -> Table:
    if scale is BallotScale.TEMPERATURE:
        return _temperatures(cells)
    headings = (
        _("row"), _("freedom"), _("no"), _("discuss"), _("abstain"), _("no answer"), _("yes of yes and no"),
        _("of answers"), _("of all"), _("verdict"), _("margin"),
    )  # fmt: skip
    return Table(headings, tuple(_cell(one) for one in cells))


def _cell(one: CellCount) -> tuple[str, ...]:
    counts = one.tally.counts
    numbers = (counts.no, counts.discuss, counts.abstain, counts.unanswered)
    return (
        one.tally.cell.component,
        one.tally.cell.freedom.value,
        *(decimal(number) for number in numbers),
        _support(one),
        share(counts.yes, counts.answering),
        share(counts.yes, counts.eligible),
        VERDICTS[one.verdict],
        _margin(one),
    )


def _temperatures(cells: tuple[CellCount, ...]) -> Table:
    headings = (
        _("row"), _("freedom"), _("steps"), _("abstain"), _("no answer"), _("for of for and against"), _("of answers"),
        _("of all"), _("median"), _("agreement"), _("verdict"), _("margin"),
    )  # fmt: skip
    return Table(headings, tuple(_temperature(one) for one in cells))


def _temperature(one: CellCount) -> tuple[str, ...]:
    counts, agreed = one.tally.counts, one.measures.ordinal_consensus
    return (
        one.tally.cell.component,
        one.tally.cell.freedom.value,
        steps(counts),
        decimal(counts.abstain),
        decimal(counts.unanswered),
        _support(one),
        share(counts.yes, counts.answering),
        share(counts.yes, counts.eligible),
        middle(one.measures.median),
        _("none") if agreed is None else rounded(Fraction(agreed)),
        VERDICTS[one.verdict],
        _margin(one),
    )


def share(part: Number, whole: Number) -> str:
    """A part with what it is a part of; never a share alone."""
    return _("{part} of {whole}").format(part=decimal(part), whole=decimal(whole))


def _support(one: CellCount) -> str:
    counts, interval = one.tally.counts, one.measures.interval
    said = share(counts.yes, counts.decisive)
    if interval is None:
        return said
    low, high = (int((100 * end).to_integral_value()) for end in (interval.low, interval.high))
    return _("{share} ({low}–{high} %)").format(share=said, low=low, high=high)


def _margin(one: CellCount) -> str:
    margin = one.sensitivity.margin if one.sensitivity else None
    return _("none") if margin is None else str(margin)

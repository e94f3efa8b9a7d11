"""The matrix of a poll's result, components and freedoms, as a table and as a picture."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bot.domain.polls.outcomes import WORDS
from bot.domain.polls.results import CellResult, ComponentResult, PollResult
from bot.domain.polls.scales import BallotScale
from bot.surfaces.replies.tallies import decimal, middle, steps
from bot.surfaces.reply import Marking, Picture, Table
from bot.texts import _, plural

NAME = 60
"""How many letters of a name are shown."""

_Writer = Callable[[CellResult], str]
_DESCRIBED = 500


@dataclass(frozen=True, slots=True)
class PollShown:
    """What is shown of a poll beside its result: number, question, and what people call each component by its id."""

    number: str
    question: str
    names: Mapping[str, str]

    def name(self, component: str) -> str:
        """A component as it is read; a merged row has only its own name."""
        return self.names.get(component, component)


def some(items: Iterable[str], room: int, between: str = ", ") -> str:
    """As many as there is room for, and how many more there are; always at least one."""
    kept: list[str] = []
    several = list(items)
    for item in several:
        if kept and len(between.join([*kept, item])) > room:
            break
        kept.append(item)
    if len(kept) < len(several):
        kept.append(_("and {count} more").format(count=len(several) - len(kept)))
    return between.join(kept)


def table(found: PollResult, poll: PollShown) -> Table:
    """A row a component: every cell with its three denominators and its interval."""
    return _matrix(found, poll, _whole)


def _matrix(found: PollResult, poll: PollShown, write: _Writer) -> Table:
    freedoms = list(dict.fromkeys(one.cell.freedom for one in found.cells))
    rows = []
    for component in found.components:
        by_freedom = {one.cell.freedom: one for one in component.cells}
        cells = [write(by_freedom[freedom]) if freedom in by_freedom else _("not asked") for freedom in freedoms]
        rows.append((poll.name(component.component), *cells, _altogether(component)))
    return Table((_("Component"), *(freedom.value for freedom in freedoms), _("altogether")), tuple(rows))


def _altogether(one: ComponentResult) -> str:
    if one.band is None or one.band.times_mean is None:
        return WORDS[one.outcome]
    text = _("{verdict}: {value}, {times} times the mean")
    return text.format(
        verdict=WORDS[one.outcome], value=decimal(one.band.value), times=decimal(one.band.times_mean)
    )  # fmt: skip


def _whole(one: CellResult) -> str:
    counts, interval = one.tally.counts, one.measures.interval
    text = _("{verdict}: {yes} of {decisive}; {answering} answered, of {eligible}")
    if interval is not None:
        text = _("{verdict}: {yes} of {decisive} ({low}–{high} %); {answering} answered, of {eligible}")
    low, high = (int((100 * end).to_integral_value()) for end in (interval.low, interval.high)) if interval else (0, 0)
    if one.measures.median is not None:
        text += _("; steps {steps}, median {median}")
    return text.format(
        verdict=WORDS[one.outcome],
        steps=steps(counts),
        median=middle(one.measures.median),
        yes=decimal(counts.yes),
        decisive=decimal(counts.decisive),
        low=low,
        high=high,
        answering=decimal(counts.answering),
        eligible=decimal(counts.eligible),
    )


def _short(one: CellResult) -> str:
    counts = one.tally.counts
    text = _("{verdict} {yes} of {decisive}") if counts.decisive else "{verdict}"
    if one.measures.median is not None:
        text += _(", median {median}")
    return text.format(
        median=middle(one.measures.median),
        verdict=WORDS[one.outcome],
        yes=decimal(counts.yes),
        decisive=decimal(counts.decisive),
    )


def picture(found: PollResult, poll: PollShown, title: str) -> Picture:
    """The matrix with a sign, a shade and a word a cell; described by what each component came to."""
    matrix = _matrix(found, poll, _short)
    by_word: dict[str, list[str]] = {}
    for one in found.components:
        by_word.setdefault(WORDS[one.outcome], []).append(" ".join(poll.name(one.component)[:NAME].split()))
    room = _DESCRIBED // max(len(by_word), 1)
    parts = [f"{word} ({len(names)}): {some(names, room, '; ')}." for word, names in by_word.items()]
    head = _("{title}: {components} and the freedoms, each cell with its verdict and the yes of yes and no.")
    if found.tally.scale is BallotScale.TEMPERATURE:
        head = _("{title}: {components} and the freedoms, each cell with its verdict, the for of for and against, and "
                 "the median step.")  # fmt: skip
    components = plural("{count} component", "{count} components", len(found.components))
    described = " ".join([head.format(title=title, components=components), *parts])
    return Picture(title, described, matrix, -1, Marking.OUTCOMES)

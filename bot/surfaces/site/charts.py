"""Charts as SVG that stands within a page: its style is the page's, its words are text, its numbers stand beside it.

Nothing here has a size in dots or a colour of its own: a chart is as wide as its place and follows light and dark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

TONES = ("one", "two", "three", "four", "five")
"""How the parts of a chart are told apart, strongest first; their words say it as well."""


# Where the axis of steps begins, where its last point lies, and where its lines end.
_LEFT, _END, _RIGHT = 30, 238, 250


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: what it is about, its numbers in the order of the parts, and what is said of it at the right."""

    label: str
    values: Sequence[float]
    said: str


@dataclass(frozen=True, slots=True)
class Line:
    """What is counted over time: its name, and the points in order; it keeps its value until the next point.

    A point is where on the axis (any number that grows, such as a day's ordinal) and how many.
    """

    label: str
    points: Sequence[tuple[float, float]]


def bars(
    rows: Sequence[Bar], parts: Sequence[str] = (), whole: float | None = None, mark: float | None = None
) -> Markup:
    """Rows of bars, each a label, the parts of it in one line, and its numbers in words.

    Args:
        rows: From top to bottom.
        parts: What the values of each row are, in their order, at most five; empty where there is only one.
        whole: What the full width stands for; the greatest sum of a row if left out.
        mark: Where a line crosses every bar, such as what is required; None: nowhere.
    """
    full = whole or max((sum(row.values) for row in rows), default=0) or 1
    key = Markup("").join(
        Markup('<li><svg viewBox="0 0 12 12" aria-hidden="true">{}</svg>{}</li>').format(_box(0, 12, 12, tone), part)
        for part, tone in zip(parts, TONES, strict=False)
    )
    made = Markup("").join(
        Markup(
            '<div class="bars-row"><div class="bars-label"><span>{}</span><span>{}</span></div>'
            '<svg viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true">{}</svg></div>'
        ).format(row.label, row.said, _parts(row.values, full, mark))
        for row in rows
    )
    return Markup('<div class="bars">{}{}</div>').format(
        Markup('<ul class="bars-key">{}</ul>').format(key) if parts else "", made
    )


def steps(lines: Sequence[Line], ends: tuple[str, str], said: str, goal: float | None = None) -> Markup:
    """Counts over time, as lines that step where a count changed.

    Args:
        lines: At most four; each has at least one point.
        ends: What stands under the left and the right end of the axis, such as two days.
        said: The chart in a sentence, for those who do not see it.
        goal: A height that is marked, such as what a gate needs; None: none.
    """
    first = min(line.points[0][0] for line in lines)
    last = max(max(line.points[-1][0] for line in lines), first + 1)
    top = max([goal or 0, 1, *(value for line in lines for _at, value in line.points)])
    drawn = Markup("").join(
        Markup('<path class="line {}" d="{}"/>').format(tone, _path(line, first, last, top))
        for line, tone in zip(lines, TONES, strict=False)
    )
    return Markup(
        '<svg viewBox="0 0 360 190" role="img" aria-label="{}"><path class="axis" d="M30 10V160H250"/>{}{}{}'
        '<text class="faint" x="30" y="178" font-size="12">{}</text>'
        '<text class="faint" x="238" y="178" font-size="12" text-anchor="end">{}</text>'
        '<text class="faint" x="24" y="164" font-size="12" text-anchor="end">0</text>'
        '<text class="faint" x="24" y="{}" font-size="12" text-anchor="end">{}</text></svg>'
    ).format(
        said, _goal(goal, top), drawn, _names(lines, top), ends[0], ends[1], number(_height(top, top) + 4), number(top)
    )


def _parts(values: Sequence[float], full: float, mark: float | None) -> Markup:
    made, left = "", 0.0
    for value, tone in zip(values, TONES, strict=False):
        made += _drawn(1000 * left / full, 1000 * value / full, 12, tone) if value else ""
        left += value
    if mark is not None:
        at = number(1000 * mark / full)
        made += f'<path class="mark" vector-effect="non-scaling-stroke" d="M{at} 0V12"/>'
    # Numbers and names of tones alone: thousands of these are drawn, and escaping each took most of it.
    return Markup(made)  # noqa: S704


def _box(left: float, width: float, height: float, tone: str) -> Markup:
    return Markup(_drawn(left, width, height, tone))  # noqa: S704


def _drawn(left: float, width: float, height: float, tone: str) -> str:
    return (
        f'<rect class="{tone}" vector-effect="non-scaling-stroke" x="{number(left)}" y="0" width="{number(width)}" '
        f'height="{number(height)}"/>'
    )


def _path(line: Line, first: float, last: float, top: float) -> str:
    (_first, value), *others = line.points
    drawn = f"M{number(_across(_first, first, last))} {number(_height(value, top))}"
    for at, height in others:
        drawn += f"H{number(_across(at, first, last))}V{number(_height(height, top))}"
    return f"{drawn}H{_RIGHT}"


def _names(lines: Sequence[Line], top: float) -> Markup:
    """The names at the right ends, pushed apart where they would lie on each other."""
    made, lowest = Markup(""), 0.0
    for line in sorted(lines, key=lambda one: -one.points[-1][1]):
        at = max(_height(line.points[-1][1], top) + 4, lowest + 14)
        lowest = at
        made += Markup('<text x="256" y="{}" font-size="12">{} {}</text>').format(
            number(at), number(line.points[-1][1]), line.label
        )
    return made


def _goal(goal: float | None, top: float) -> Markup:
    if goal is None:
        return Markup("")
    return Markup('<path class="axis" stroke-dasharray="4 4" d="M30 {}H250"/>').format(number(_height(goal, top)))


def _across(at: float, first: float, last: float) -> float:
    return _LEFT + (_END - _LEFT) * (at - first) / (last - first)


def _height(value: float, top: float) -> float:
    return 160 - 145 * value / top


def number(value: float) -> str:
    """A number as short as it can be, the same on every machine."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"

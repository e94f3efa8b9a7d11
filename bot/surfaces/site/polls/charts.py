"""The matrix of a poll as a picture: a bar for each cell, with the sign of its verdict before it."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.polls.results import CellResult, ComponentResult
from bot.surfaces.site.charts import TONES, number
from bot.surfaces.site.polls.telling import bar_values, outcome

_SIGNS = {"good": "✓", "bad": "✗", "open": "?", "quiet": "–"}
_LABEL, _CELL, _BAR, _ROW, _HEAD = 168, 54, 38, 20, 22
_LETTERS = 27


def matrix(rows: Sequence[tuple[str, ComponentResult]], freedoms: Sequence[str], said: str) -> Markup:
    """The matrix.

    Args:
        rows: Each component with its name.
        freedoms: The columns, as cells name them.
        said: The picture in a sentence or two, for those who do not see it.
    """
    height = _HEAD + _ROW * len(rows)
    width = _LABEL + _CELL * len(freedoms)
    head = Markup("").join(
        Markup('<text class="faint" x="{}" y="14" font-size="11">{}</text>').format(_LABEL + _CELL * place, freedom)
        for place, freedom in enumerate(freedoms)
    )
    body = Markup("").join(_row(name, one, freedoms, _HEAD + _ROW * place) for place, (name, one) in enumerate(rows))
    return Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>').format(
        width, height, said, head, body
    )


def _row(name: str, one: ComponentResult, freedoms: Sequence[str], top: int) -> Markup:
    short = name if len(name) <= _LETTERS else name[: _LETTERS - 1].rstrip() + "…"
    label = Markup('<path class="axis" d="M0 {}H{}"/><text x="0" y="{}" font-size="11">{}</text>').format(
        top, _LABEL + _CELL * len(freedoms), top + 14, short
    )
    by_freedom = {cell.cell.freedom.value: cell for cell in one.cells}
    return label + Markup("").join(
        _cell(by_freedom[freedom], _LABEL + _CELL * place, top)
        for place, freedom in enumerate(freedoms)
        if freedom in by_freedom
    )


def _cell(one: CellResult, left: int, top: int) -> Markup:
    sign = _SIGNS[outcome(one.outcome)[1]]
    values = bar_values(one.tally.counts)
    whole = sum(values) or 1
    made, at = f'<text x="{left}" y="{top + 14}" font-size="11">{sign}</text>', 0.0
    for value, tone in zip(values, TONES, strict=True):
        if value:
            x, width = number(left + 12 + _BAR * at / whole), number(_BAR * value / whole)
            made += f'<rect class="{tone}" x="{x}" y="{top + 6}" width="{width}" height="9"/>'
        at += value
    # Numbers, signs and names of tones alone.
    return Markup(made)  # noqa: S704

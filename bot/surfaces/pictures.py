"""Tables drawn as pictures: what is met, unmet and unknown at a glance, and in words."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import Rectangle

from bot.domain.polls.outcomes import WORDS, Outcome
from bot.surfaces.reply import Marking, Picture

# Sizes in points of a page at 72 dots an inch; drawn at twice as many.
_WIDTHS, _STEEP = (620, 820, 1020), 1.4
_MARGIN, _PADDING, _LINE = 18, 6, 16
_SIZE, _TITLE_SIZE = 12, 15
_ROWS = 60
_INK, _FAINT, _RULE, _PAPER, _HEAD = "#1b1f24", "#59616b", "#c8ced6", "#ffffff", "#eef1f5"
_GREEN, _RED, _YELLOW, _GREY = "#dff3e4", "#fbe3df", "#fbf1cf", "#eceff3"


@dataclass(frozen=True, slots=True)
class _Sign:
    """What is drawn of a word besides the word."""

    sign: str
    shade: str


_MET, _UNMET, _UNKNOWN = _Sign("✓", _GREEN), _Sign("✗", _RED), _Sign("?", _YELLOW)
_MARKS: Mapping[Marking, Mapping[str, _Sign]] = {
    Marking.FINDINGS: {
        "met": _MET, "unmet": _UNMET, "unknown": _UNKNOWN,
        "conformant": _MET, "not conformant": _UNMET, "undetermined": _UNKNOWN,
    },
    Marking.OUTCOMES: {
        WORDS[Outcome.REQUIRED]: _MET, WORDS[Outcome.NOT_REQUIRED]: _UNMET,
        WORDS[Outcome.LIKELY_REQUIRED]: _Sign("+", _GREEN), WORDS[Outcome.MAYBE_REQUIRED]: _Sign("±", _YELLOW),
        WORDS[Outcome.LIKELY_NOT_REQUIRED]: _Sign("-", _RED), WORDS[Outcome.NO_CONSENSUS]: _UNKNOWN,
        WORDS[Outcome.TIE]: _Sign("=", _YELLOW), WORDS[Outcome.NO_QUORUM]: _Sign("–", _GREY),
        WORDS[Outcome.NO_VOTES]: _Sign("·", _GREY),
    },
}  # fmt: skip
_PATTERNS = {
    marking: re.compile(rf"(?:[✓✗?]\s*)?({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    for marking, words in _MARKS.items()
}


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as it is drawn: its lines, and what it says if it is a mark."""

    lines: tuple[str, ...]
    mark: _Sign | None = None


class Painter:
    """Draws one picture at a time, beside the event loop."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def draw(self, picture: Picture) -> bytes:
        """Draw a table as PNG. Its marks have a sign and a shade besides their word."""
        async with self._turn:
            return await asyncio.to_thread(_draw, picture)


def _draw(picture: Picture) -> bytes:
    """Draw a table no wider than a phone can show.

    Unless that makes it very high, as chats shrink by the height, or breaks its words.
    """
    drawing = _Drawing(picture, _WIDTHS[0])
    for width in _WIDTHS[1:]:
        if drawing.cramped or drawing.height > _STEEP * drawing.width:
            drawing = _Drawing(picture, width)
    return drawing.png()


class _Drawing:
    """One picture, laid out for a width."""

    def __init__(self, picture: Picture, width: int) -> None:
        self.width = width
        self.cramped = False
        self._picture = picture
        self._table = picture.table
        self._shown = self._table.rows[:_ROWS]
        self._large = _Face(_TITLE_SIZE, bold=True)
        self._bold = _Face(_SIZE, bold=True)
        self._regular = _Face(_SIZE)
        self._widths = self._column_widths()
        self._title = self._large.wrapped(picture.title, width - 2 * _MARGIN)
        head = [_Cell(self._bold.wrapped(text, self._inner(i))) for i, text in enumerate(self._table.headings)]
        body = [[self._cell(column, text) for column, text in enumerate(row)] for row in self._shown]
        self._rows = [head, *body]
        self._heights = [max(len(cell.lines) for cell in row) * _LINE + 2 * _PADDING for row in self._rows]
        self._top = _MARGIN + len(self._title) * (_TITLE_SIZE + 6) + 8
        self._left_out = len(self._table.rows) - len(self._shown)
        self.height = self._top + sum(self._heights) + _MARGIN + (_LINE if self._left_out else 0)

    def png(self) -> bytes:
        """Draw it."""
        figure = Figure(figsize=(self.width / 72, self.height / 72), dpi=144, facecolor=_PAPER)
        canvas = FigureCanvasAgg(figure)
        page = _Page(figure, self.width, self.height)
        page.text(_MARGIN, _MARGIN, self._title, self._large, _INK, _TITLE_SIZE + 6)
        top = float(self._top)
        for number, (row, height) in enumerate(zip(self._rows, self._heights, strict=True)):
            self._draw_row(page, row, top, height, heading=number == 0)
            top += height
        if self._left_out:
            page.text(_MARGIN, top + 4, (f"+ {self._left_out}",), self._regular, _FAINT, _LINE)
        target = io.BytesIO()
        canvas.print_png(target)  # type: ignore[no-untyped-call]
        return target.getvalue()

    def _draw_row(self, page: _Page, row: Sequence[_Cell], top: float, height: float, *, heading: bool) -> None:
        left = float(_MARGIN)
        if heading:
            page.box(left, top, sum(self._widths), height, _HEAD)
        for column, cell in enumerate(row):
            if cell.mark:
                page.box(left, top, self._widths[column], height, cell.mark.shade)
            bold = heading or column == 0 or cell.mark is not None
            page.text(left + _PADDING, top + _PADDING, cell.lines, self._bold if bold else self._regular, _INK, _LINE)
            left += self._widths[column]
        page.rule(_MARGIN, left, top + height)

    def _cell(self, column: int, text: str) -> _Cell:
        marking = self._picture.marking
        mark = _PATTERNS[marking].match(text) if self._is_marked(column) else None
        if mark is None:
            font = self._bold if column == 0 else self._regular
            return _Cell(font.wrapped(text, self._inner(column)))
        found = _MARKS[marking][mark[1].casefold()]
        shown = f"{found.sign} {mark[1]}{text[mark.end() :]}"
        return _Cell(self._bold.wrapped(shown, self._inner(column)), found)

    def _is_marked(self, column: int) -> bool:
        """A negative number stands for every column but the first, which names the row."""
        marked = self._picture.marked_column
        return column == marked or (marked < 0 and column > 0)

    def _inner(self, column: int) -> float:
        return self._widths[column] - 2 * _PADDING

    def _column_widths(self) -> list[float]:
        """A column's width: what its longest word needs, and its share of what is left."""
        cells = zip(self._table.headings, *self._shown, strict=True)
        columns = [[self._bold.drawable(cell) for cell in column] for column in cells]
        least = [max(self._bold.width(word) for cell in column for word in ("–", *cell.split())) for column in columns]
        # The sign that a mark gets is drawn in the same line as its word.
        least = [width + 2 * _PADDING + (20 if self._is_marked(i) else 2) for i, width in enumerate(least)]
        whole = [max(self._bold.width(cell) for cell in column) for column in columns]
        room = self.width - 2 * _MARGIN
        if sum(least) >= room:
            self.cramped = True
            return [width * room / sum(least) for width in least]
        wanted = [max(0.0, full + 2 * _PADDING + 20 - width) for full, width in zip(whole, least, strict=True)]
        share = min(1.0, (room - sum(least)) / (sum(wanted) or 1.0))
        widths = [width + want * share for width, want in zip(least, wanted, strict=True)]
        widths[-1] += room - sum(widths)
        return widths


class _Page:
    """A drawing surface whose origin is at the top left, in points."""

    def __init__(self, figure: Figure, width: float, height: float) -> None:
        self._figure = figure
        self._width = width
        self._height = height

    def text(self, left: float, top: float, lines: Sequence[str], face: _Face, colour: str, spacing: float) -> None:
        """Write lines, the first with its upper edge at ``top``."""
        for number, line in enumerate(lines):
            x, y = left / self._width, 1 - (top + number * spacing + spacing * 0.75) / self._height
            self._figure.text(x, y, line, fontproperties=face.properties, color=colour, va="baseline", parse_math=False)

    def box(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle."""
        corner = (left / self._width, 1 - (top + height) / self._height)
        shape = Rectangle(corner, width / self._width, height / self._height, facecolor=colour, edgecolor="none")
        shape.set_transform(self._figure.transFigure)
        self._figure.patches.append(shape)

    def rule(self, left: float, right: float, top: float) -> None:
        """Draw a thin line across."""
        self.box(left, top - 0.5, right - left, 1, _RULE)


class _Face:
    """A font at a size, with the widths of its letters."""

    def __init__(self, size: float, *, bold: bool = False) -> None:
        self.properties = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
        self._font = get_font(findfont(self.properties))
        self._known = self._font.get_charmap()
        self._size = size
        self._advances: dict[str, float] = {}

    def width(self, text: str) -> float:
        """How wide a text on one line is."""
        return sum(self._advance(letter) for letter in text)

    def _advance(self, letter: str) -> float:
        if letter not in self._advances:
            self._font.set_size(self._size, 72)
            self._advances[letter] = self._font.load_char(ord(letter), LoadFlags.DEFAULT).linearHoriAdvance / 65536
        return self._advances[letter]

    def drawable(self, text: str) -> str:
        """The text on one line, with a box for every letter that the font lacks."""
        return "".join(letter if ord(letter) in self._known else "□" for letter in " ".join(text.split()))

    def wrapped(self, text: str, width: float) -> tuple[str, ...]:
        """Break a text into lines no wider than asked for; words that are too long are broken too."""
        lines: list[str] = []
        line = ""
        for word in self.drawable(text).split(" "):
            joined = f"{line} {word}" if line else word
            if self.width(joined) <= width:
                line = joined
                continue
            if line:
                lines.append(line)
            line = word
            while self.width(line) > width and len(line) > 1:
                fitting = max((end for end in range(1, len(line)) if self.width(line[:end]) <= width), default=1)
                lines.append(line[:fitting])
                line = line[fitting:]
        return (*lines, line)

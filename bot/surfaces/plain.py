"""Replies as plain text, for the terminal, for pipes and for files."""

from __future__ import annotations

import re
import textwrap

from bot.surfaces.reply import Reply, Table

_BOLD = re.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*", flags=re.DOTALL)
_ITALIC = re.compile(r"(?<![\w*\\])\*(\S(?:.*?[^\s\\])?)\*(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_~|<>#\[\]()@:])")


def plain(markdown: str) -> str:
    """Markdown as a reader without one would want it: no stars, no escapes."""
    return _ESCAPED.sub(r"\1", _ITALIC.sub(r"\1", _BOLD.sub(r"\1", markdown)))


def words(reply: Reply) -> str:
    """What a reply says, without its table: text, links, small print."""
    parts = [plain(reply.text)]
    parts += ["\n".join(f"- {link.label}: {link.url}" for link in reply.links)] if reply.links else []
    parts += [plain(reply.footer)] if reply.footer else []
    return "\n\n".join(part for part in parts if part)


def wrapped(text: str, width: int) -> str:
    """Break long lines between words, items of a list indented; addresses stay whole."""
    return "\n".join(
        textwrap.fill(
            line,
            width,
            subsequent_indent="  " if line.startswith(("- ", "  ")) else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    )


def table(content: Table, width: int = 100) -> str:
    """A table in columns that fit a width; long cells go on below."""
    columns = list(zip(content.headings, *content.rows, strict=True))
    widths = _widths([max(len(cell) for cell in column) for column in columns], width)
    lines = []
    for number, row in enumerate((content.headings, *content.rows)):
        lines += _lines(row, widths)
        if number == 0:
            lines.append("  ".join("-" * size for size in widths))
    return "\n".join(lines)


def _widths(wanted: list[int], width: int) -> list[int]:
    """Narrow the widest columns until all fit; none below eight letters."""
    sizes = list(wanted)
    spare = width - 2 * (len(sizes) - 1)
    while sum(sizes) > spare and max(sizes) > 8:
        widest = sizes.index(max(sizes))
        sizes[widest] -= 1
    return sizes


def _lines(row: tuple[str, ...], widths: list[int]) -> list[str]:
    cells = [textwrap.wrap(cell, size) or [""] for cell, size in zip(row, widths, strict=True)]
    height = max(len(cell) for cell in cells)
    return [
        "  ".join(
            (cell[line] if line < len(cell) else "").ljust(size) for cell, size in zip(cells, widths, strict=True)
        ).rstrip()
        for line in range(height)
    ]

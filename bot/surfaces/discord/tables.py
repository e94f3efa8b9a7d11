"""Tables where the platform has none: as a block, as lines, or as a file."""

from __future__ import annotations

from bot.surfaces.discord.escaping import escaped
from bot.surfaces.reply import Table

# A code block on a phone shows about so many letters in a line before it breaks them.
WIDTH = 40


def as_block(table: Table) -> str | None:
    """The table in a code block; None if it is too wide for a phone."""
    rows = [[_one_line(cell) for cell in row] for row in (table.headings, *table.rows)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.headings))]
    if sum(widths) + 2 * (len(widths) - 1) > WIDTH:
        return None
    rule = ["─" * width for width in widths]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "  ".join(rule))
    body = "\n".join(line.rstrip() for line in lines).replace("`", "'")
    return f"```\n{body}\n```"


def as_lines(table: Table) -> str:
    """The table as a list: the first cell of a row in bold, the others after it."""
    lines = []
    if len(table.headings) > 2:
        lines.append(f"*{_escaped(table.headings[0])}: {' · '.join(map(_escaped, table.headings[1:]))}*")
    for name, *cells in table.rows:
        lines.append(f"- **{_escaped(name)}**: {' · '.join(map(_escaped, cells))}")
    return "\n".join(lines)


def as_file(title: str, text: str, table: Table | None) -> bytes:
    """A reply as a Markdown file, the columns of its table aligned so that it reads as plain text too."""
    parts = [f"# {title}", text, _aligned(table) if table else ""]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _aligned(table: Table) -> str:
    rows = [[_one_line(cell).replace("|", "\\|") for cell in row] for row in (table.headings, *table.rows)]
    widths = [max(3, *(len(row[column]) for row in rows)) for column in range(len(table.headings))]
    lines = [f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |" for row in rows]
    lines.insert(1, f"| {' | '.join('-' * width for width in widths)} |")
    return "\n".join(lines)


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _escaped(cell: str) -> str:
    return escaped(_one_line(cell))

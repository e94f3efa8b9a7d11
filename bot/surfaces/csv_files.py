"""Tables as text for spreadsheets and programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from bot.services.tallying.tables import harmless


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """RFC 4180: commas, double quotes where needed, lines that end in CR LF, a header line.

    A text that a spreadsheet would reckon with has an apostrophe before it; a number stays one, and None is empty.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue()

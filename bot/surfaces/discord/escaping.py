"""Plain text as Markdown that shows it as it is.

The library's own escaping takes everything from the first "[" to the last "](…)" for one link, and leaves bold, code
and a second link within it as they are; so each mark is escaped by itself.
"""

from __future__ import annotations

import re

_MARK = re.compile(
    # An address keeps its underscores: the platform looks for no marks in it, and a backslash would break it.
    r"(?P<address>https?://[^\s<>\\`*|\[\]]*)"
    r"|(?P<mark>[\\`*_~|\[\]]|^\s*(?:>|-|#))",
    re.IGNORECASE | re.MULTILINE,
)


def escaped(text: str) -> str:
    """Take the meaning out of all Markdown in a text, its addresses left whole."""
    return _MARK.sub(_replaced, text)


def _replaced(match: re.Match[str]) -> str:
    if match["address"]:
        return match["address"]
    mark = match["mark"]
    return f"{mark[:-1]}\\{mark[-1]}"

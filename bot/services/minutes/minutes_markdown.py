"""Minutes as Markdown, for people to read, and for moderators to edit (`edited_markdown` reads it back)."""

from __future__ import annotations

from bot.domain.meetings.documents import MinutesDocument
from bot.services.minutes.markdown_rows import rows


def markdown(document: MinutesDocument, *, remarks: bool = True) -> str:
    """The file of minutes, ending in a line break; the same minutes give the same text.

    Args:
        document: As reviewers see it, or as the public does.
        remarks: Whether all remarks stand at the end, so that every sentence can be followed within the file.
    """
    lines = [row.text for row in rows(document, remarks=remarks)]
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"

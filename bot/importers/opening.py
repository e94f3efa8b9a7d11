"""Opening a file that strangers wrote; the reader's own limits bound its size, depth and growth."""

from __future__ import annotations

from pathlib import Path

from bot.definitions.reading import Document

NAME_LENGTH = 200


def opened(path: Path) -> Document:
    """Read a file; one that is none, or has a name that cannot be kept, is a problem of the document."""
    name = "".join(letter if letter.isprintable() else "�" for letter in path.name)
    if name != path.name or len(name) > NAME_LENGTH:
        expected = f"expected a file name of at most {NAME_LENGTH} printable characters"
        return Document.unreadable(name[:NAME_LENGTH], expected)
    if not path.is_file():
        # A pipe or a device would be waited for without end.
        return Document.unreadable(name, "expected a file that can be read (it is no file)")
    return Document.of(path, path.parent)

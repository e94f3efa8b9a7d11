"""Drafts of definitions: texts that somebody proposed, and that are in force nowhere until a decision adopts one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class DraftDefinition:
    """A draft as it was proposed; the SHA-256 of its file tells it from every other text of the same label.

    ``poll`` is the poll whose result it was made of; None where somebody wrote it by hand.
    """

    digest: str
    definition: str
    file: str
    content: bytes
    by: str
    at: datetime
    poll: str | None = None


def file_of(label: str) -> str:
    """What the file of a version is called: "osaid-1.1.yaml" for "osaid 1.1"."""
    return f"{label.replace(' ', '-', 1)}.yaml"

"""The merge file: which rows are made of others, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from bot.definitions.reading import Document
from bot.domain.polls.bands import How, Merging, order
from bot.services.nearness import nearest
from bot.services.tallying.problems import BadBallots
from bot.services.tallying.tables import quoted
from bot.texts import _

_Text = Annotated[str, Field(min_length=1, max_length=300)]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry as it is written."""

    row: _Text
    of: Annotated[tuple[_Text, ...], Field(min_length=1, max_length=2000)]
    how: How
    keep: bool = False


_ENTRIES = TypeAdapter(tuple[_Entry, ...])


def read(path: Path, components: Sequence[str]) -> tuple[Merging, ...]:
    """Read a merge file about these components.

    Raises:
        BadBallots: With every problem of the file.
    """
    document = Document.of(path, path.parent)
    entries = document.read_as(_ENTRIES) or ()
    mergings = tuple(Merging(entry.row, entry.of, entry.how, entry.keep) for entry in entries)
    for number, merging in enumerate(mergings):
        _check(document, number, merging, components)
    if not document.problems:
        _check_names(document, mergings, components)
    if document.problems:
        raise BadBallots(sorted(set(document.problems)))
    return mergings


def _check(document: Document, number: int, merging: Merging, components: Sequence[str]) -> None:
    for place, name in enumerate(merging.of):
        if name not in components:
            near = nearest(name, components, most=1)
            hint = _("; did you mean {near}?").format(near=quoted(near[0])) if near else ""
            expected = _("expected a component of the ballots, found {name}").format(name=quoted(name))
            document.problem((number, "of", place), expected + hint)
        if name in merging.of[:place]:
            expected = _("expected each component once, found {name} again").format(name=quoted(name))
            document.problem((number, "of", place), expected)


def _check_names(document: Document, mergings: Sequence[Merging], components: Sequence[str]) -> None:
    """No two rows may have one name."""
    seen: set[str] = {step for step in order(components, mergings) if isinstance(step, str)}
    for number, merging in enumerate(mergings):
        if merging.row in seen:
            expected = _("expected a name that no other row has, found {name}").format(name=quoted(merging.row))
            document.problem((number, "row"), expected)
        seen.add(merging.row)

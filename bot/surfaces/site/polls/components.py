"""Components over all polls: what each poll found of one, and what each version of a definition asks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.polls.outcomes import WORDS, Outcome
from bot.domain.polls.polls import PollState
from bot.domain.systems import Component
from bot.services.published.poll_outlines import CellVerdict, PollOutline
from bot.services.published.polls import AskedOf
from bot.surfaces.site.addresses import (
    COMPONENTS,
    cell_path,
    component_path,
    label_path,
    poll_path,
)
from bot.surfaces.site.numbers import numbered
from bot.surfaces.site.pages import Pages
from bot.surfaces.site.polls import telling
from bot.surfaces.site.polls.files import state
from bot.surfaces.site.record_files import csv_file, json_file
from bot.surfaces.site.things import Findable, Made, Thing, maker, stamp
from bot.surfaces.site.words import machine
from bot.texts import _, plural

_COLUMNS = ("poll", "closes_at", "state", "row", "freedom", "verdict", "yes", "no", "eligible")
_FREEDOMS = ("use", "study", "modify", "share")


@dataclass(frozen=True, slots=True)
class Polled:
    """A component in one poll: its row there, what it came to, and the verdict of each of its cells by freedom."""

    outline: PollOutline
    row: str
    outcome: Outcome | None
    cells: Mapping[str, CellVerdict]

    @property
    def line(self) -> list[Any]:
        """All of it that a page shows, plain."""
        poll = self.outline.poll
        cells = [[name, one.outcome.value, list(one.said), one.eligible] for name, one in self.cells.items()]
        return [poll.number, poll.charter.question, state(self.outline), machine(poll.closes_at), self.row,
                self.outcome, cells]  # fmt: skip


def things(
    pages: Pages, outlines: Sequence[PollOutline], asked: Mapping[str, tuple[Component, Sequence[AskedOf]]]
) -> list[Thing]:
    """The page of each component that any poll or any version asks about, and the list of them."""
    by_component = _polled(outlines)
    polled = {id_: by_component.get(id_, ()) for id_ in asked}
    shown = {id_: pair for id_, pair in asked.items() if pair[1] or polled[id_]}
    found, lines = [], []
    for id_, (component, rows) in shown.items():
        polls = stamp([one.line for one in polled[id_]])
        imprint = stamp(pages.version, repr(component), repr(rows), polls)
        found.append(Thing(f"component:{id_}", imprint, maker(_made, pages, component, rows, polled[id_])))
        lines.append([id_, component.name, component.kind, len(rows), polls])
    return [*found, Thing("components", stamp(pages.version, lines), maker(_list, pages, shown, polled))]


def _versions(rows: Sequence[AskedOf]) -> int:
    """How many versions ask; one of them may ask in several rows."""
    return len({one.label for one in rows})


def _polled(outlines: Sequence[PollOutline]) -> Mapping[str, Sequence[Polled]]:
    """Every component in every poll that asks about it, the newest first; one poll may ask about it in several rows."""
    found: dict[str, list[Polled]] = {}
    for outline in reversed(outlines):
        cells: dict[str, dict[str, CellVerdict]] = {}
        for one in outline.verdicts:
            cells.setdefault(one.cell.component, {})[one.cell.freedom.value] = one
        for asked in outline.poll.charter.components:
            here = Polled(outline, asked.id, outline.components.get(asked.id), cells.get(asked.id, {}))
            found.setdefault(asked.component, []).append(here)
    return found


def _made(pages: Pages, component: Component, rows: Sequence[AskedOf], polled: Sequence[Polled]) -> Made:
    path = component_path(component.id)
    page = f"{path}index.html"
    macros = pages.macros(page)
    decided = [one for one in polled if one.outcome is not None]
    sentence = _("Asked about in {polls}; {definitions} name it.").format(
        polls=plural("{count} poll", "{count} polls", len({one.outline.number for one in polled})),
        definitions=plural("{count} version of a definition", "{count} versions of definitions", _versions(rows)),
    )
    content = pages.fill(
        "component.html",
        page,
        component=component,
        sentence=sentence,
        latest=_latest(decided),
        poll_columns=[_("Poll"), _("Close"), _("Row"), *_FREEDOMS, _("Altogether")],
        poll_rows=[_poll_row(macros, one) for one in polled],
        definition_columns=[_("Version"), _("Row"), _("Obligation"), _("Terms"), _("Freedoms"), _("Clause")],
        definition_rows=[
            [
                macros.link(label_path(one.label), one.label),
                one.name,
                macros.status(one.obligation, "good" if one.obligation == "required" else "quiet"),
                one.terms or _("none named"),
                ", ".join(one.freedoms) or _("none"),
                one.clause,
            ]
            for one in rows
        ],
    )
    found = {
        page: content,
        f"{path}record.json": json_file(_record(component, rows, polled)),
        f"{path}polls.csv": csv_file(_COLUMNS, _csv(polled)),
        f"{path}definitions.csv": csv_file(
            ("version", "row", "obligation", "terms", "freedoms", "clause"),
            ((one.label, one.name, one.obligation, one.terms, "; ".join(one.freedoms), one.clause) for one in rows),
        ),
    }
    words = " ".join([component.name, *component.aliases, component.what])
    return Made(found, findable=(Findable(path, component.name, _("Component"), words),))


def _latest(decided: Sequence[Polled]) -> str:
    if not decided:
        return ""
    text = _("The last poll that was counted, {poll}, found: {verdict}.")
    return text.format(poll=decided[0].outline.number, verdict=WORDS[decided[0].outcome or Outcome.NO_VOTES])


def _poll_row(macros: Any, one: Polled) -> list[Any]:
    number = one.outline.number
    cells = []
    for freedom in _FREEDOMS:
        cell = one.cells.get(freedom)
        asked = any(name.value == freedom for name in one.outline.poll.charter.freedoms)
        if cell is None:
            cells.append(_unseen(one, asked=asked))
        else:
            word = macros.link(cell_path(number, cell.cell), WORDS[cell.outcome])
            cells.append(word)
    altogether = macros.status(*telling.outcome(one.outcome)) if one.outcome else macros.status(
        *telling.standing(one.outline)
    )  # fmt: skip
    return [
        numbered(macros, poll_path(number), number),
        macros.day(one.outline.poll.closes_at),
        one.row,
        *cells,
        altogether,
    ]


def _unseen(one: Polled, *, asked: bool) -> str:
    if not asked or one.outcome is not None:
        return _("not asked")
    return _("no result") if one.outline.state is PollState.VOID else _("not seen yet")


def _csv(polled: Sequence[Polled]) -> list[list[Any]]:
    return [
        [one.outline.number, machine(one.outline.poll.closes_at), state(one.outline), one.row, freedom,
         cell.outcome.value, *_yes_no(one, cell), cell.eligible]
        for one in polled
        for freedom, cell in one.cells.items()
    ]  # fmt: skip


def _yes_no(one: Polled, cell: CellVerdict) -> tuple[int, int]:
    """Yes and no; on a temperature all who are for, and all who are against."""
    said = dict(zip((choice.value for choice in one.outline.poll.charter.scale.choices), cell.said, strict=True))
    yes = sum(said.get(name, 0) for name in ("yes", "strongly_for", "for"))
    return yes, sum(said.get(name, 0) for name in ("no", "against", "strongly_against"))


def _record(component: Component, rows: Sequence[AskedOf], polled: Sequence[Polled]) -> dict[str, Any]:
    return {
        "$schema": "../../schemas/component.json",
        "component": component.id,
        "path": component_path(component.id),
        "name": component.name,
        "kind": component.kind,
        "what": component.what,
        "polls": [
            {
                "poll": one.outline.number,
                "question": one.outline.poll.charter.question,
                "state": state(one.outline),
                "closes_at": machine(one.outline.poll.closes_at),
                "row": one.row,
                "verdict": one.outcome.value if one.outcome else None,
                "cells": [
                    {"freedom": freedom, "verdict": cell.outcome.value, "yes": yes, "no": no, "eligible": cell.eligible}
                    for freedom, cell in one.cells.items()
                    for yes, no in [_yes_no(one, cell)]
                ],
            }
            for one in polled
        ],
        "definitions": [
            {
                "definition": one.label,
                "row": one.row,
                "name": one.name,
                "obligation": one.obligation,
                "terms": one.terms or None,
                "freedoms": list(one.freedoms),
                "clause": one.clause,
            }
            for one in rows
        ],
    }


def _list(
    pages: Pages,
    shown: Mapping[str, tuple[Component, Sequence[AskedOf]]],
    polled: Mapping[str, Sequence[Polled]],
) -> Made:
    path = f"{COMPONENTS}index.html"
    macros = pages.macros(path)
    rows, lines = [], []
    for id_, (component, asked) in shown.items():
        decided = next((one for one in polled[id_] if one.outcome is not None), None)
        numbers = len({one.outline.number for one in polled[id_]})
        word = macros.status(*telling.outcome(decided.outcome)) if decided and decided.outcome else _("none counted")
        where = macros.link(poll_path(decided.outline.number), decided.outline.number) if decided else ""
        rows.append(
            [macros.link(component_path(id_), component.name), component.kind, numbers, word, where, _versions(asked)]
        )
        verdict = decided.outcome.value if decided and decided.outcome else ""
        poll = decided.outline.number if decided else ""
        lines.append([id_, component.name, component.kind, numbers, verdict, poll, _versions(asked)])
    columns = [_("Component"), _("Kind"), _("Polls"), _("Found last"), _("by"), _("Versions that name it")]
    head = ("component", "name", "kind", "polls", "verdict", "poll", "versions")
    found = {
        path: pages.fill("components.html", path, columns=columns, rows=rows),
        f"{COMPONENTS}components.csv": csv_file(head, lines),
        f"{COMPONENTS}components.json": json_file(
            {
                "$schema": "../schemas/components.json",
                "components": [dict(zip(head, one, strict=True)) for one in lines],
            }
        ),
    }
    words = " ".join(pair[0].name for pair in shown.values())
    return Made(found, findable=(Findable(COMPONENTS, _("Components"), _("List"), words),))

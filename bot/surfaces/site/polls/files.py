"""Files for programs that stand beside the pages of polls; the same bytes for the same things."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bot.domain.polls.adoptions import Adoption, Stood
from bot.domain.polls.outcomes import Outcome
from bot.domain.polls.polls import PollState
from bot.domain.polls.tallies import Turnout
from bot.services.polling.statuses import Objection, Result
from bot.services.published.poll_outlines import Happening, PollOutline, RollShown
from bot.surfaces.replies.poll_closings import result_files
from bot.surfaces.site.addresses import poll_path
from bot.surfaces.site.polls.happenings import told
from bot.surfaces.site.polls.popolo import popolo
from bot.surfaces.site.polls.rows import cells_csv
from bot.surfaces.site.record_files import csv_file
from bot.surfaces.site.words import machine

LIST_COLUMNS = (
    "poll", "question", "state", "opens_at", "closes_at", "definition", "rule", "effect", "eligible", "voted",
    "required", "not_required", "other", "charter",
)  # fmt: skip


def closed(found: Result, names: Mapping[str, str]) -> dict[str, bytes]:
    """Everything that a poll that is over has for programs, by the name of the file.

    Who stands behind a handle is told of those alone who took part and chose a name, where the charter publishes names.
    """
    files = {one.name: one.content for one in result_files(found)}
    made = json.dumps(popolo(found, names), ensure_ascii=False, separators=(",", ":")) + "\n"
    return {**files, "cells.csv": cells_csv(found.found, names), "popolo.json": made.encode()}


def turnout_csv(found: PollOutline) -> bytes:
    """Who may vote and who did, by category as far as it is told; ``others`` are all the rest."""
    roll = found.roll
    rows = [(name, one.eligible, one.voted) for name, one in roll.categories.items()]
    rows += [("others", roll.rest.eligible, roll.rest.voted)] if roll.rest.eligible else []
    return csv_file(("category", "eligible", "voted"), [*rows, ("all", roll.turnout.eligible, roll.turnout.voted)])


def charter_text(found: PollOutline) -> bytes:
    """The charter's canonical text, byte for byte what its digest is of."""
    return found.charter_text.encode()


def record(
    found: PollOutline, decided: Result | None, names: Mapping[str, str], files: Iterable[str]
) -> dict[str, Any]:
    """A poll by the schema of polls."""
    poll = found.poll
    return {
        "$schema": "../../schemas/poll.json",
        "poll": poll.number,
        "path": poll_path(poll.number),
        "question": poll.charter.question,
        "state": state(found),
        "opens_at": machine(poll.opens_at) if poll.opens_at else None,
        "closes_at": machine(poll.closes_at),
        "charter_digest": f"sha256:{poll.digest}",
        "charter": json.loads(found.charter_text),
        "roll": _roll(found.roll),
        "outsiders": found.outsiders,
        "excluded": found.excluded,
        "challenges": found.challenges,
        "tally_digest": f"sha256:{decided.digest}" if decided else None,
        "cells": _cells(decided, names) if decided else None,
        "components": _components(decided) if decided else None,
        "adoption": _adoption(found.adoption, found) if decided and found.adoption else None,
        "objections": [_objection(one) for one in decided.objections] if decided else [],
        "events": [_event(one, names) for one in found.happenings],
        "decisions": [
            {"decision": one.number, "cell": one.part or None, "title": one.title, "status": one.status.value}
            for one in found.decisions
        ],
        "town_halls": list(found.halls),
        "files": sorted(files),
    }


def state(found: PollOutline) -> str:
    """How a poll stands, for programs: ``scheduled``, ``open``, ``closed``, ``counted`` or ``void``."""
    if found.state is PollState.CONFIRMED:
        return "scheduled"
    return "counted" if found.final else found.state.value


def _turnout(one: Turnout) -> dict[str, int]:
    return {"voted": one.voted, "eligible": one.eligible}


def _roll(roll: RollShown) -> dict[str, Any]:
    return {
        "turnout": _turnout(roll.turnout),
        "categories": {name: _turnout(one) for name, one in roll.categories.items()},
        "others": _turnout(roll.rest),
        "organisations": dict(roll.organisations),
        "other_organisations": roll.organisations_rest,
        "withheld": roll.withheld,
    }


def _cells(decided: Result, names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "row": one.cell.component,
            "name": names.get(one.cell.component, one.cell.component),
            "freedom": one.cell.freedom.value,
            "verdict": one.outcome.value,
            "place": one.place.value,
        }
        for one in decided.found.cells
    ]


def _components(decided: Result) -> list[dict[str, Any]]:
    return [{"row": one.component, "verdict": one.outcome.value} for one in decided.found.components]


def _adoption(adoption: Adoption, found: PollOutline) -> dict[str, Any]:
    return {
        "noted_at": machine(found.adoption_at) if found.adoption_at else None,
        "before": adoption.before,
        "after": adoption.after,
        "systems": adoption.systems,
        "turns": [
            {
                "system": one.system,
                "name": one.name,
                "before": _stood(one.before),
                "after": _stood(one.after),
                "because": [{"name": name, "clause": clause} for name, clause in one.because],
            }
            for one in adoption.turns
        ],
    }


def _stood(found: Stood) -> dict[str, Any]:
    return {"verdict": found.verdict.value, "level": found.level, "possible_level": found.possible_level}


def _objection(one: Objection) -> dict[str, Any]:
    return {
        "number": one.number,
        "row": one.cell.component,
        "freedom": one.cell.freedom.value,
        "text": one.text,
        "change": one.change,
        "disposition": one.disposition.value if one.disposition else None,
        "reason": one.reason,
    }


def _event(one: Happening, names: Mapping[str, str]) -> dict[str, Any]:
    return {"number": one.number, "kind": one.kind.value, "at": machine(one.at), "text": told(one, names)}


def line(found: PollOutline) -> list[Any]:
    """A poll in the list of all, by ``LIST_COLUMNS``."""
    poll, charter = found.poll, found.poll.charter
    outcomes = list(found.components.values())
    required, not_required = outcomes.count(Outcome.REQUIRED), outcomes.count(Outcome.NOT_REQUIRED)
    return [
        poll.number,
        charter.question,
        state(found),
        machine(poll.opens_at) if poll.opens_at else None,
        machine(poll.closes_at),
        charter.definition,
        charter.counting.rule,
        charter.effect.value,
        found.roll.turnout.eligible,
        found.roll.turnout.voted,
        required if found.final else None,
        not_required if found.final else None,
        len(outcomes) - required - not_required if found.final else None,
        f"sha256:{poll.digest}",
    ]


def listed(several: Iterable[PollOutline]) -> dict[str, Any]:
    """All polls by the schema of their list."""
    return {
        "$schema": "../schemas/polls.json",
        "polls": [
            {**dict(zip(LIST_COLUMNS, line(one), strict=True)), "path": poll_path(one.number)} for one in several
        ],
    }

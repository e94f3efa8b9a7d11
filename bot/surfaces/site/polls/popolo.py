"""A poll as Popolo has votes: a motion for each cell, with the event at which it was voted on.

Source: The Popolo Project, schemas of motion, vote event, group result, count and vote (popolo-project/popolo-spec,
folder "schemas"), read 28 November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.polls.ballots import Cell
from bot.domain.polls.charters import outcome
from bot.domain.polls.parameters import shown
from bot.domain.polls.polls import StandingCell
from bot.domain.polls.results import CellResult, PollResult
from bot.domain.polls.rulebooks import CELL_RULES, RULES
from bot.domain.polls.scales import BallotScale
from bot.domain.polls.tallies import CellTally, Counts, Number
from bot.services.polling.statuses import Result
from bot.services.tallying import published
from bot.surfaces.count_exports import number
from bot.surfaces.site.words import machine
from bot.texts import _


def popolo(found: Result, names: Mapping[str, str]) -> dict[str, Any]:
    """All motions of a poll; ``names`` are those of its rows."""
    result, poll = found.found, found.poll
    requirement = _requirement(result)
    votes: dict[Cell, list[StandingCell]] = {}
    listed = {elector.voter for elector in result.listed.electors}
    for one in found.cells:
        if one.choice is not None and one.handle in listed:
            votes.setdefault(one.cell, []).append(one)
    categories = {elector.voter: elector.category for elector in result.listed.electors}
    about = {
        "organization_id": poll.charter.deciding_body or None,
        "legislative_session_id": poll.number,
    }
    excluded = frozenset(result.excluded)
    motions = [
        _motion(one, about, requirement, names, found, votes.get(one.cell, ()), categories, excluded)
        for one in result.cells
    ]
    return {"motions": motions}


def _requirement(result: PollResult) -> str:
    """What had to hold, with every number that had a part."""
    given = published.count_of(result).parameters
    parameters = " ".join(f"{name}={shown(value)}" for name, value in given.items() if value is not None)
    text = _("{rule}: {summary} ({parameters})")
    rule = result.charter.rule
    return text.format(rule=rule, summary=RULES[rule].summary, parameters=parameters)


def _motion(
    one: CellResult,
    about: Mapping[str, Any],
    requirement: str,
    names: Mapping[str, str],
    found: Result,
    votes: Sequence[StandingCell],
    categories: Mapping[str, str],
    excluded: frozenset[str],
) -> dict[str, Any]:
    cell, opened = one.cell, found.poll.charter.opens_at
    id_ = f"{found.poll.number}/{cell.component}/{cell.freedom.value}"
    text = _("{component} is required to {freedom} the system.")
    return {
        "id": id_,
        **about,
        "text": text.format(component=names.get(cell.component, cell.component), freedom=cell.freedom.value),
        "classification": "component requirement",
        "date": machine(opened) if opened else None,
        "requirement": requirement,
        "result": one.outcome.value,
        "vote_events": [_vote_event(id_, one, about, found, votes, categories, excluded)],
    }


def _vote_event(
    id_: str,
    one: CellResult,
    about: Mapping[str, Any],
    found: Result,
    votes: Sequence[StandingCell],
    categories: Mapping[str, str],
    excluded: frozenset[str],
) -> dict[str, Any]:
    poll, scale = found.poll, found.found.tally.scale
    opened = poll.charter.opens_at
    return {
        "id": f"{id_}#vote",
        "identifier": poll.number,
        "motion_id": id_,
        **about,
        "start_date": machine(opened) if opened else None,
        "end_date": machine(poll.closes_at),
        "result": one.outcome.value,
        "counts": [
            *_counts(one.tally.counts, scale),
            *(count for name, part in one.tally.categories.items() for count in _counts(part, scale, name)),
        ],
        "group_results": _groups(one.tally, found.found),
        "votes": [
            {
                "voter_id": vote.handle,
                "option": vote.choice.value if vote.choice else "",
                "role": "excluded" if vote.handle in excluded else None,
                **({"group_id": categories[vote.handle]} if categories.get(vote.handle) else {}),
            }
            for vote in votes
        ],
    }


def _counts(counts: Counts, scale: BallotScale, group: str | None = None) -> list[dict[str, Any]]:
    """How many said each; what is the mean of several rows may be no whole number."""
    said: list[tuple[str, Number]] = [(choice.value, counts.said(choice)) for choice in scale.choices]
    where = {"group_id": group} if group else {}
    return [
        {"option": option, "value": number(value), **where}
        for option, value in (*said, ("not voting", counts.unanswered))
    ]


def _groups(tally: CellTally, result: PollResult) -> list[dict[str, Any]]:
    """What each category that is told would have decided by itself, by a rule that decides cells."""
    charter = result.charter
    if charter.rule not in CELL_RULES:
        return []
    return [
        {"group_id": name, "result": outcome(CellTally(tally.cell, counts, {name: counts}, {}), charter).value}
        for name, counts in tally.categories.items()
    ]

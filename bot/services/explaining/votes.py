"""What polls said of a component: counts by category, reasons as far as they are published, objections."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.decisions.citations import Source
from bot.domain.definitions import Freedom
from bot.domain.polls.ballots import Cell
from bot.domain.polls.polls import Poll, PollState, can_see_results
from bot.domain.polls.results import PollResult
from bot.services.explaining.values import CellWhy, Given, PollWhy
from bot.services.polling.counting import StandingBallots, ballots_of, rows_digest, tally_rows
from bot.services.polling.statuses import Objection, objections_of
from bot.store import Records

POLLS_LOOKED_AT = 1000


@dataclass(frozen=True, slots=True)
class Held:
    """A poll that is over, as it is stored, with the decisions that rest on parts of it."""

    ballots: StandingBallots
    objections: tuple[Objection, ...]
    citing: dict[str, tuple[str, ...]]


async def over(records: Records, now: datetime) -> tuple[Poll, ...]:
    """The polls whose results may be seen, the newest first."""
    several = await records.polls.newest(POLLS_LOOKED_AT)
    return tuple(
        one for one in several if one.state(now) is PollState.CLOSED and can_see_results(one, now, has_voted=False)
    )


def cells_about(poll: Poll, names: Collection[str], freedom: Freedom | None = None) -> tuple[Cell, ...]:
    """The cells of a poll that ask about a component, by any of its names."""
    return tuple(
        Cell(one.id, each)
        for one in poll.charter.components
        if one.id in names or one.component in names
        for each in poll.charter.freedoms
        if freedom in (None, each)
    )


def citing(cited: dict[str, tuple[str, ...]], cells: Iterable[Cell]) -> tuple[str, ...]:
    """The decisions that rest on some cells: by name, by their component, or by the whole poll."""
    parts = ["", *(part for cell in cells for part in (cell.component, f"{cell.component}/{cell.freedom.value}"))]
    return tuple(dict.fromkeys(number for part in parts for number in cited.get(part, ())))


async def held(records: Records, poll: Poll) -> Held:
    """All that is stored of a poll and needed to tell of it."""
    cited = await records.decision_citations.parts(Source.POLL, poll.number)
    return Held(await ballots_of(records, poll), await objections_of(records, poll), dict(cited))


async def told(one: Held, cells: Collection[Cell]) -> PollWhy:
    """What a poll says of some cells."""
    # Off the event loop: what a result hangs on takes a moment.
    return await asyncio.to_thread(_told, one, cells)


def _told(one: Held, cells: Collection[Cell]) -> PollWhy:
    ballots, result = one.ballots, one.ballots.result()
    poll = ballots.poll
    outcomes = {cell.cell: cell.outcome for cell in result.cells}
    reasons = _reasons(ballots, result) if poll.charter.reasons_published else []
    found = tuple(
        CellWhy(
            tally,
            outcomes.get(tally.cell),
            tuple(given for cell, given in reasons if cell == tally.cell),
            tuple(objection for objection in one.objections if objection.cell == tally.cell),
        )
        for tally in result.tally.cells
        if tally.cell in cells
    )
    digest = rows_digest(tally_rows(ballots.tally, poll))
    decisions = citing(one.citing, cells)
    return PollWhy(poll, found, digest, bool(result.withheld), poll.charter.reasons_published, decisions)


def _reasons(ballots: StandingBallots, result: PollResult) -> list[tuple[Cell, Given]]:
    """What voters who count gave as their reasons, with the categories that are told."""
    categories = {elector.voter: elector.category for elector in result.roll.electors}
    return [
        (one.cell, Given(one.choice, categories[one.handle], one.reason))
        for one in ballots.cells
        if one.reason and one.choice is not None and one.handle in categories
    ]

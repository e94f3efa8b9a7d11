"""What is told of a poll: how it stands, what it decided, and what was objected to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.domain.definitions import Freedom
from bot.domain.impacts import Impact
from bot.domain.polls.ballots import Cell
from bot.domain.polls.drafting import decides
from bot.domain.polls.moderation import Moderation
from bot.domain.polls.polls import EventKind, Poll, PollEvent, PollState, StandingCell
from bot.domain.polls.results import PollResult
from bot.domain.polls.tallies import Disposition, Turnout
from bot.services.polling.outsiders import Advisory
from bot.services.tallying import published
from bot.services.tallying.counting import Count
from bot.store import Records


@dataclass(frozen=True, slots=True)
class Objection:
    """Somebody's objection to a cell, with the change proposed; its number is that of its event."""

    number: int
    cell: Cell
    text: str
    change: str
    disposition: Disposition | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """How a poll stands.

    ``final`` says that it is over and its result may be seen. ``turnout`` is of persons, ``complete`` how many of them
    have answered every cell. ``tally`` is there only where the results may be seen. ``outsiders`` is how many answered
    who are not on the roll, and are counted apart.
    """

    poll: Poll
    state: PollState
    final: bool
    turnout: Turnout
    by_category: Mapping[str, Turnout]
    complete: int
    extensions: tuple[PollEvent, ...]
    open_objections: int
    tally: Count | None = None
    interim: bool = False
    moderation: Moderation = field(default_factory=Moderation)
    outsiders: int = 0


@dataclass(frozen=True, slots=True)
class Result:
    """What a poll decided.

    ``found`` is everything of the result; ``impact`` what it would change if it were adopted, None where no draft of a
    definition can be made of it. ``digest`` is that of the tally. ``recounts`` are events, and so are ``proposals`` of
    a definition. ``cells`` are the answers as they were cast, those of excluded ballots too, ``cast_at`` when each cast
    was made, by its number. ``advisory`` is what people answered who are not on the roll; None where nobody did.
    ``persons`` says who stands behind each handle, where the charter publishes names; else it is empty. ``halls`` are
    the town halls that took up what voters asked to discuss, ``decisions`` those that rest on it, by the cell that they
    name; "" for the whole.
    """

    poll: Poll
    found: PollResult
    impact: Impact | None
    digest: str
    objections: tuple[Objection, ...]
    recounts: tuple[PollEvent, ...]
    cells: tuple[StandingCell, ...] = ()
    cast_at: Mapping[int, datetime] = field(default_factory=dict)
    proposals: tuple[PollEvent, ...] = ()
    moderation: Moderation = field(default_factory=Moderation)
    advisory: Advisory | None = None
    persons: Mapping[str, str] = field(default_factory=dict)
    halls: Sequence[str] = ()
    decisions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def decides(self) -> bool:
        """Whether a definition can be proposed of it."""
        return self.impact is not None and decides(self.found, self.poll.charter.components)

    @property
    def count(self) -> Count:
        """The result in the words of a count that anyone can make."""
        return published.count_of(self.found)


@dataclass(frozen=True, slots=True)
class Recount:
    """A recount from the events: what was kept before, and what came out."""

    poll: Poll
    before: str
    after: str


async def objections_of(records: Records, poll: Poll) -> tuple[Objection, ...]:
    """The objections to a poll's cells, each with what became of it."""
    events = await records.poll_events.of(
        poll.number, EventKind.OBJECTION_RAISED, EventKind.OBJECTION_DISPOSED
    )  # fmt: skip
    found_: dict[int, Objection] = {}
    for event in events:
        body: Mapping[str, Any] = event.body
        if event.kind is EventKind.OBJECTION_RAISED:
            cell = Cell(body["component"], Freedom(body["freedom"]))
            found_[event.id] = Objection(event.id, cell, body["text"], body["change"])
        else:
            raised = found_[body["objection"]]
            found_[body["objection"]] = replace(
                raised, disposition=Disposition(body["disposition"]), reason=body["reason"]
            )
    return tuple(found_.values())

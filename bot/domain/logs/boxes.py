"""The rolls of polls as a log builds them up, and the ballots of those who stand on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.domain.logs.auditing import named, named_first
from bot.domain.logs.breaches import Breach
from bot.domain.logs.chartering import Charters
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.telling import polls as telling
from bot.domain.logs.telling.polls import roll_hash
from bot.domain.polls.poll_charters import Outsiders, PollCharter
from bot.texts import _


@dataclass(slots=True)
class Box:
    """A poll as far as a log has been read.

    ``roll`` are those who may vote, ``known`` all who ever could, ``excluded`` whose ballots do not count.
    ``ballots`` holds the last of each voter, ``casts`` who cast each, by its number, ``placed`` the leaves that tell
    where somebody stands, ``objections`` what became of each, None while nothing did.
    """

    opened: Leaf
    roll: set[str] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    excluded: set[str] = field(default_factory=set)
    entered: list[str] = field(default_factory=list)
    ballots: dict[str, Leaf] = field(default_factory=dict)
    casts: dict[str, str] = field(default_factory=dict)
    placed: dict[str, Leaf] = field(default_factory=dict)
    objections: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    begun: bool = False
    closed: bool = False
    shown: bool = False
    tallies: int = 0


def boxes(leaves: Sequence[Leaf], charters: Charters) -> Iterator[tuple[int, Leaf, Box]]:
    """Every leaf that is about a poll, with the poll as it stands after it.

    Raises:
        Breach: A leaf says of a roll what cannot be, or a ballot is of somebody who could not cast it.
    """
    found: dict[str, Box] = {}
    for sequence, leaf in enumerate(leaves):
        poll = leaf.text("poll")
        if leaf.kind == "poll.opened":
            found[poll] = Box(leaf)
        box = found.get(poll)
        if box is None:
            if poll and leaf.kind != "ballot.cast":
                text = _("Poll {poll} was not opened when {leaf} happened to it.")
                raise Breach(text.format(poll=poll, leaf=named(sequence, leaf)))
            continue
        step = _STEPS.get(leaf.kind)
        if step is not None:
            step(sequence, leaf, box, charters.get(poll))
        yield sequence, leaf, box


def check_rolls(leaves: Sequence[Leaf], charters: Charters) -> None:
    """Check that everybody who voted stood on the roll then, and that no roll is another than was opened with.

    Raises:
        Breach: Naming the first leaf that is not so.
    """
    last: dict[str, Box] = {}
    for _sequence, leaf, box in boxes(leaves, charters):
        last[leaf.text("poll")] = box
    for poll, box in last.items():
        if roll_hash(box.entered) != box.opened.text("roll"):
            text = _("The roll of poll {poll} is not the one with which it was opened: its digest is another.")
            raise Breach(text.format(poll=poll))


def _roll(sequence: int, leaf: Leaf, box: Box, _charter: PollCharter | None) -> None:
    voter, action = leaf.text("voter"), leaf.text("action")
    if not _fits(action, voter, box):
        text = _("The roll of poll {poll} cannot have changed as {leaf} says: {action}.")
        raise Breach(text.format(poll=leaf.text("poll"), leaf=named(sequence, leaf), action=action or _("nothing")))
    if action == telling.ENTERED:
        box.entered.append(voter)
    if action in (telling.ENTERED, telling.ADDED):
        box.roll.add(voter)
        box.known.add(voter)
    elif action == telling.REMOVED:
        box.roll.remove(voter)
    elif action == telling.EXCLUDED:
        box.excluded.add(voter)
    else:
        box.placed[voter] = leaf


def _fits(action: str, voter: str, box: Box) -> bool:
    """Whether something can happen to a roll as it stands."""
    if action == telling.ENTERED:
        return not box.begun and voter not in box.roll
    if action == telling.PLACED:
        return box.closed and voter in box.known and voter not in box.placed
    if action == telling.EXCLUDED:
        return voter in box.known and voter not in box.excluded
    if action == telling.ADDED:
        return voter not in box.roll and not box.closed
    return action == telling.REMOVED and voter in box.roll and not box.closed


def _ballot(sequence: int, leaf: Leaf, box: Box, charter: PollCharter | None) -> None:
    voter = leaf.text("voter")
    box.begun = True
    if leaf.members.get("advisory"):
        taken = charter is None or charter.outsiders is Outsiders.ADVISORY
        if voter in box.roll or not taken:
            text = _("{leaf} is told as that of somebody who is not on the roll of poll {poll}, and cannot be.")
            raise Breach(text.format(leaf=named_first(sequence, leaf), poll=leaf.text("poll")))
    elif voter not in box.roll:
        text = _("The ballot of {leaf} was cast by {voter}, who was not on the roll of poll {poll} then.")
        raise Breach(text.format(leaf=named(sequence, leaf), voter=voter, poll=leaf.text("poll")))
    box.ballots[voter] = leaf
    box.casts[leaf.id.rpartition("-")[2]] = voter


def _closed(_sequence: int, _leaf: Leaf, box: Box, _charter: PollCharter | None) -> None:
    box.closed = True


def _opened(_sequence: int, _leaf: Leaf, box: Box, _charter: PollCharter | None) -> None:
    box.shown = True


def _raised(_sequence: int, leaf: Leaf, box: Box, _charter: PollCharter | None) -> None:
    box.objections[leaf.id] = (leaf.text("cells"), None)


def _disposed(sequence: int, leaf: Leaf, box: Box, _charter: PollCharter | None) -> None:
    raised = leaf.text("subject")
    if raised not in box.objections:
        text = _("There is no objection {id} in poll {poll} that {leaf} could be about.")
        raise Breach(text.format(id=raised, poll=leaf.text("poll"), leaf=named(sequence, leaf)))
    box.objections[raised] = (box.objections[raised][0], leaf.text("state"))


def _tallied(sequence: int, leaf: Leaf, box: Box, _charter: PollCharter | None) -> None:
    if not box.shown:
        text = _("The tally of {leaf} was published before the ballots of poll {poll} were opened.")
        raise Breach(text.format(leaf=named(sequence, leaf), poll=leaf.text("poll")))
    box.tallies += 1


_STEPS: Mapping[str, Callable[[int, Leaf, Box, PollCharter | None], Any]] = {
    "roll.changed": _roll,
    "ballot.cast": _ballot,
    "poll.closed": _closed,
    "ballots.opened": _opened,
    "tally.published": _tallied,
    telling.OBJECTION_RAISED: _raised,
    telling.OBJECTION_DISPOSED: _disposed,
}

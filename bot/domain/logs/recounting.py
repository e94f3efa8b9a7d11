"""Polls counted again from nothing but the log, and compared with the tallies that were published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.definitions import Freedom
from bot.domain.logs.auditing import named
from bot.domain.logs.boxes import Box, boxes
from bot.domain.logs.breaches import Breach
from bot.domain.logs.chartering import Charters
from bot.domain.logs.leaves import Leaf
from bot.domain.logs.shown import Disclosures, shown, whole
from bot.domain.logs.telling.ids import hash_text
from bot.domain.logs.telling.polls import CATEGORIES, CELLS, TALLY, UNTOLD
from bot.domain.polls.ballots import Cell, Choice, VoteUnit
from bot.domain.polls.poll_charters import NamesPolicy, PollCharter
from bot.domain.polls.polls import Poll, StandingCell, Via, Voter
from bot.domain.polls.results import by_category
from bot.domain.polls.standing import rows_digest, standing_of, tally_rows
from bot.domain.polls.tallies import Disposition
from bot.texts import _

_FREEDOMS = {one.value: one for one in Freedom}
_CHOICES = {one.value: one for one in Choice}
_VIAS = {one.value: one for one in Via}


@dataclass(slots=True)
class Recounts:
    """How many tallies came out the same; ``partly`` names polls whose verdicts rest on what is not published."""

    tallies: int = 0
    ballots: int = 0
    partly: tuple[str, ...] = ()


def check_tallies(leaves: Sequence[Leaf], disclosed: Disclosures, charters: Charters) -> Recounts:
    """Count every poll again, under its charter's rule, at each place where a tally of it was published.

    Raises:
        Breach: Naming the first tally that the ballots do not give, or the poll that has none.
    """
    found = Recounts()
    last: dict[str, Box] = {}
    for sequence, leaf, box in boxes(leaves, charters):
        poll = leaf.text("poll")
        last[poll] = box
        if leaf.kind == "tally.published":
            _check(sequence, leaf, box, disclosed, charters.get(poll), found)
    for poll, box in last.items():
        if box.closed and not box.tallies:
            raise Breach(_("Poll {poll} was closed, and no tally of it was published.").format(poll=poll))
    return found


def _check(
    sequence: int, leaf: Leaf, box: Box, disclosed: Disclosures, charter: PollCharter | None, found: Recounts
) -> None:
    said = shown(leaf, disclosed)
    rows = said.get(TALLY)
    poll = leaf.text("poll")
    if not isinstance(rows, list) or not all(map(_is_row, rows)):
        raise Breach(_("The tally of {leaf} is not disclosed.").format(leaf=named(sequence, leaf)))
    if hash_text(rows_digest(rows)) != leaf.text("tally"):
        raise Breach(_("The tally of {leaf} is not the one whose digest it names.").format(leaf=named(sequence, leaf)))
    if charter is None or (charter.counting.vote_unit is VoteUnit.ORGANISATION and not _placed(box, disclosed)):
        # What it was counted by was redacted since: that is said, and not passed over.
        found.partly += (poll,)
        return
    counted = _counted(box, disclosed, charter, poll)
    verdicts = _told(sequence, leaf, said, charter) and (
        not by_category(charter.counting) or _placed(box, disclosed)
    )  # fmt: skip
    if not verdicts:
        found.partly += (poll,)
    _compare(sequence, leaf, rows, counted, slice(None) if verdicts else slice(-1))
    found.tallies += 1
    found.ballots += len(box.ballots)


def _is_row(row: object) -> bool:
    return isinstance(row, list) and len(row) > 2 and all(isinstance(one, str | int) for one in row)


def _told(sequence: int, leaf: Leaf, said: Mapping[str, Any], charter: PollCharter) -> bool:
    """Whether the verdicts can be had from what is published; only withheld categories can be in the way."""
    if not said.get(UNTOLD):
        return True
    if said[UNTOLD] == [CATEGORIES] and by_category(charter.counting) and charter.names is NamesPolicy.PSEUDONYMOUS:
        return False
    text = _("{leaf} says that its verdicts rest on what is withheld, and its charter withholds nothing they rest on.")
    raise Breach(text.format(leaf=named(sequence, leaf)))


def _placed(box: Box, disclosed: Disclosures) -> bool:
    """Whether all that was told of where voters stand is still there."""
    return all(whole(leaf, disclosed) for leaf in box.placed.values())


def _compare(sequence: int, leaf: Leaf, rows: Sequence[Any], counted: Sequence[Any], part: slice) -> None:
    if len(rows) != len(counted):
        text = _("The tally of {leaf} has {said} cells; the charter of poll {poll} asks {asked}.")
        where = {"leaf": named(sequence, leaf), "poll": leaf.text("poll")}
        raise Breach(text.format(said=len(rows), asked=len(counted), **where))
    for said, own in zip(rows, counted, strict=True):
        if said[part] != own[part]:
            text = _("The tally of {leaf} says {said} of {cell}; the ballots of poll {poll} give {own}.")
            raise Breach(
                text.format(
                    leaf=named(sequence, leaf),
                    said=_row(said),
                    cell="/".join(map(str, own[:2])),
                    poll=leaf.text("poll"),
                    own=_row(own),
                )
            )


def _row(row: Sequence[Any]) -> str:
    return " ".join(map(str, row[2:]))


def _counted(box: Box, disclosed: Disclosures, charter: PollCharter, poll: str) -> list[list[Any]]:
    """The rows that the ballots give, of the voters who stand on the roll in the order of their handles."""
    at = box.opened.at
    voters = [_voter(voter, box, disclosed) for voter in sorted(box.known)]
    cells = [
        cell
        for voter, leaf in box.ballots.items()
        if voter in box.known
        for cell in _cells(voter, leaf, box, disclosed)
    ]
    cells.sort(key=lambda one: one.event)
    as_poll = Poll(poll, charter, "", at, charter.closes_at, at)
    standing = standing_of(as_poll, voters, cells, _objections(box), excluded=frozenset(box.excluded))
    try:
        return tally_rows(standing.tally, as_poll)
    except ValueError as error:
        raise Breach(
            _("The ballots of poll {poll} cannot be counted: {error}.").format(poll=poll, error=error)
        ) from error


def _voter(voter: str, box: Box, disclosed: Disclosures) -> Voter:
    leaf = box.placed.get(voter)
    place = shown(leaf, disclosed) if leaf else {}
    removed = None if voter in box.roll else box.opened.at
    category, organisation = (str(place.get(name, "")) for name in ("category", "organisation"))
    return Voter(voter, None, category, organisation, removed_at=removed)


def _cells(voter: str, leaf: Leaf, box: Box, disclosed: Disclosures) -> Iterator[StandingCell]:
    value = shown(leaf, disclosed).get(CELLS)
    try:
        assert isinstance(value, Mapping)  # noqa: S101 - turned into a breach below
        for name, (choice, via, event, reasoned) in value.items():
            component, _slash, freedom = name.rpartition("/")
            if box.casts[str(event)] != voter:
                raise ValueError(event)
            said = None if choice is None else _CHOICES[choice]
            cell = Cell(component, _FREEDOMS[freedom])
            yield StandingCell(voter, cell, said, _VIAS[via], "-" if reasoned else "", event)
    except (AssertionError, KeyError, TypeError, ValueError) as error:
        raise Breach(_("The cells of the ballot {id} are none of its voter's.").format(id=leaf.id)) from error


def _objections(box: Box) -> Mapping[Cell, Sequence[Disposition | None]]:
    found: dict[Cell, list[Disposition | None]] = {}
    for name, state in box.objections.values():
        component, _slash, freedom = name.rpartition("/")
        found.setdefault(Cell(component, Freedom(freedom)), []).append(Disposition(state) if state else None)
    return found

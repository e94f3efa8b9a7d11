"""Polls as the log tells them: charter, roll, ballots in the order of their casts, close, ballots opened, tally.

It tells what the published files of a result tell, under the same rules: categories and organisations of few people
are withheld where voters stand under pseudonyms, names and reasons are told where the charter publishes them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from bot.domain.logs.disclosures import Value
from bot.domain.logs.leaves import Leaf, Member
from bot.domain.logs.shapes import moment_text
from bot.domain.logs.telling.ids import hash_text, in_blocks, slug, voter_id
from bot.domain.logs.telling.poll_histories import Listed, PollHistory
from bot.domain.logs.telling.told import Disclosed, TakenBack, Told, disclosed
from bot.domain.polls import charter_forms
from bot.domain.polls.moderation import KINDS, moderation
from bot.domain.polls.polls import EventKind, PollEvent, StandingCell

ENTERED, ADDED, REMOVED, EXCLUDED, PLACED = "entered", "added", "removed", "excluded", "placed"
"""What happens to somebody on a roll: they stand there when it opens, come later, go, no longer count; and where they
stand is told at the close."""

OBJECTION_RAISED, OBJECTION_DISPOSED = "objection.raised", "objection.disposed"

CELLS = "cells"
TALLY, UNTOLD, CATEGORIES = "tally", "untold", "categories"
CHARTER = "charter"


def told(history: PollHistory) -> list[Told]:
    """All that there is to tell of a poll that was opened, in the order in which it goes into the log."""
    found: list[Told] = []
    ballots = {one.leaf.id: one for one in told_ballots(history)}
    for event in history.events:
        if event.kind is EventKind.CAST:
            found.append(ballots[ballot_id(event.poll, event.id)])
        elif event.kind in _TELLERS:
            found += _TELLERS[event.kind](history, event)
    return found


def roll_hash(voters: Iterable[str]) -> str:
    """What a poll that opens says of its roll: the digest of the ids of all on it, in the order of the alphabet."""
    return hash_text(hashlib.sha256("\n".join(sorted(voters)).encode()).hexdigest())


def ballot_id(poll: str, event: int | str) -> str:
    """The leaf of a cast."""
    return f"{poll}/B-{event}"


# -- Ballots -------------------------------------------------------------------------------------------------------


def told_ballots(history: PollHistory) -> Iterator[Told]:
    """The ballots of a poll; those of some voters alone, if all events of these are there."""
    poll, reasons = history.poll.number, history.poll.charter.reasons_published
    for event, before, cells in history.casts:
        handle = event.handle or ""
        members: dict[str, Member] = {"poll": poll, "voter": voter_id(poll, handle)}
        members |= {"prev": ballot_id(poll, before)} if before else {}
        members |= {"advisory": True} if event.body.get("advisory") else {}
        shown = [Disclosed(CELLS, {_cell_name(one): _cell_value(one) for one in sorted(cells, key=_cell_name)})]
        if reasons:
            shown += [Disclosed(f"why:{_cell_name(one)}", one.reason) for one in cells if one.reason]
        leaf = Leaf("ballot.cast", ballot_id(poll, event.id), event.at, members)
        yield Told(leaf, tuple(shown), sealed=history.sealed)


def _cell_name(one: StandingCell) -> str:
    return f"{one.cell.component}/{one.cell.freedom.value}"


def _cell_value(one: StandingCell) -> Value:
    """Choice (None: taken back), how it came about, the number of the cast that left it so, and if a reason stands."""
    return [one.choice.value if one.choice else None, one.via.value, one.event, bool(one.reason)]


# -- Opening, roll, closing ----------------------------------------------------------------------------------------


def _opened(history: PollHistory, event: PollEvent) -> Iterator[Told]:
    poll, charter = history.poll, history.poll.charter
    text = str(event.body["charter"])
    voters = [voter_id(poll.number, handle) for handle in history.first_roll]
    members: dict[str, Member] = {
        "poll": poll.number,
        "charter": hash_text(charter_forms.digest(text)),
        "rule": charter.counting.rule,
        "opens_at": moment_text(charter.opens_at or event.at),
        "closes_at": moment_text(charter.closes_at),
        "roll": roll_hash(voters),
        "sealed": history.sealed,
    }
    yield Told(Leaf("poll.opened", f"{poll.number}/O-1", event.at, members), disclosed(charter=text))
    for handle in history.first_roll:
        yield _on_roll(event, handle, ENTERED, "")


def _on_roll(event: PollEvent, handle: str, action: str, mark: str | int, *shown: Disclosed) -> Told:
    poll = event.poll
    id_ = f"{poll}/R-{in_blocks(handle)}" + (f"-{mark}" if mark else "")
    members: dict[str, Member] = {"poll": poll, "voter": voter_id(poll, handle), "action": action}
    return Told(Leaf("roll.changed", id_, event.at, members), shown)


def _roll_changed(_history: PollHistory, event: PollEvent) -> Iterator[Told]:
    reason = disclosed(reason=event.body["reason"])
    for action in (ADDED, REMOVED):
        for handle in event.body[action]:
            yield _on_roll(event, handle, action, event.id, *reason)


def _excluded(history: PollHistory, event: PollEvent) -> Iterator[Told]:
    until = (one for one in history.events if one.kind in KINDS and one.id <= event.id)
    reasons = moderation(until).of(event.body["voter"]).reasons
    shown = (Disclosed(f"reason:{number}", reason) for number, reason in enumerate(reasons, 1) if reason)
    yield _on_roll(event, event.body["voter"], EXCLUDED, event.id, *shown)
    if "rows" in event.body:
        yield _tally(history, event, event.body["after"])


def _extended(history: PollHistory, event: PollEvent) -> Iterator[Told]:
    members = {"closes_at": _moment(event.body["after"]), "reason": slug(event.body["by"])}
    yield _of_poll("poll.extended", event, members, disclosed(reason=event.body["reason"]))


def _outage(_history: PollHistory, event: PollEvent) -> Iterator[Told]:
    until = {"until": _moment(event.body["until"])}
    yield _of_poll("outage", event, until, disclosed(since=_moment(event.body["from"])))


def _voided(_history: PollHistory, event: PollEvent) -> Iterator[Told]:
    yield _of_poll("poll.voided", event, {}, disclosed(reason=event.body["reason"]))


def _closed(history: PollHistory, event: PollEvent) -> Iterator[Told]:
    """The close; after it where people stand, the ballots, and the tally. What a ballot replaced is not shown."""
    poll = history.poll
    yield _of_poll("poll.closed", event, {"closes_at": moment_text(poll.closes_at)})
    for one in history.listed:
        yield _on_roll(event, one.handle, PLACED, "L", *_placed(one))
    gone = tuple(TakenBack(ballot_id(poll.number, before)) for _event, before, _cells in history.casts if before)
    opened = Leaf("ballots.opened", f"{poll.number}/O-2", event.at, {"poll": poll.number})
    yield Told(opened, takes_back=gone)
    yield _tally(history, event, event.body["digest"])


def _placed(one: Listed) -> Sequence[Disclosed]:
    shown = disclosed(category=one.category, organisation=one.organisation, person=one.person)
    return (*shown, Disclosed("conflict", True)) if one.conflicted else shown


def _recounted(history: PollHistory, event: PollEvent) -> Iterator[Told]:
    yield _of_poll("poll.recounted", event, {}, disclosed(reason=event.body["reason"]))
    yield _tally(history, event, event.body["after"])


def _tally(history: PollHistory, event: PollEvent, digest: str) -> Told:
    members: dict[str, Member] = {"poll": event.poll, "tally": hash_text(digest)}
    untold = disclosed(untold=[CATEGORIES]) if history.untold else ()
    leaf = Leaf("tally.published", f"{event.poll}/T-{event.id}", event.at, members)
    return Told(leaf, (Disclosed(TALLY, event.body["rows"]), *untold))


# -- Objections ----------------------------------------------------------------------------------------------------


def _raised(_history: PollHistory, event: PollEvent) -> Iterator[Told]:
    body = event.body
    members: dict[str, Member] = {"poll": event.poll, "cells": f"{body['component']}/{body['freedom']}"}
    shown = disclosed(text=body["text"], change=body["change"])
    yield Told(Leaf(OBJECTION_RAISED, _objection_id(event.poll, event.id), event.at, members), shown)


def _disposed(_history: PollHistory, event: PollEvent) -> Iterator[Told]:
    body = event.body
    subject = _objection_id(event.poll, body["objection"])
    members: dict[str, Member] = {"poll": event.poll, "subject": subject, "state": slug(body["disposition"])}
    leaf = Leaf(OBJECTION_DISPOSED, _objection_id(event.poll, event.id), event.at, members)
    yield Told(leaf, disclosed(reason=body["reason"]))


def _objection_id(poll: str, number: int) -> str:
    return f"{poll}/OB-{number}"


def _of_poll(kind: str, event: PollEvent, members: Mapping[str, Member], shown: tuple[Disclosed, ...] = ()) -> Told:
    return Told(Leaf(kind, f"{event.poll}/C-{event.id}", event.at, {"poll": event.poll, **members}), shown)


def _moment(text: str) -> str:
    return moment_text(datetime.fromisoformat(text))


_TELLERS: Mapping[EventKind, Callable[[PollHistory, PollEvent], Iterable[Told]]] = {
    EventKind.OPENED: _opened,
    EventKind.ROLL_CHANGED: _roll_changed,
    EventKind.EXCLUDED: _excluded,
    EventKind.EXTENDED: _extended,
    EventKind.OUTAGE: _outage,
    EventKind.VOIDED: _voided,
    EventKind.CLOSED: _closed,
    EventKind.RECOUNTED: _recounted,
    EventKind.OBJECTION_RAISED: _raised,
    EventKind.OBJECTION_DISPOSED: _disposed,
}

"""What the log shows of somebody: where it stands, so that it can be shown to them, and destroyed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from bot.domain.decisions.happenings import DecisionEventKind
from bot.domain.logs.telling.ids import in_blocks
from bot.domain.logs.telling.minutes import version_id
from bot.domain.logs.telling.polls import ballot_id
from bot.domain.polls.polls import EventKind
from bot.domain.privacy.kept import Area, Kept, Relation
from bot.domain.privacy.persons import Subject
from bot.store import Records
from bot.store.poll_forgetting import Seat

Wanted = dict[str, Sequence[str]]
"""By the id of a leaf the names of what it stands for; one that ends in a colon means all that begin so."""

_DISSENT = re.compile(r"dissent\.(\d+)\.text")
_PERSON = re.compile(r"person\.(\d+)\.(?:by|name|why)")
_OF_ENDORSERS = ("name", "statement", "evidence", "why")


async def of_ballots(records: Records, person: str, seats: Sequence[Seat]) -> Wanted:
    """The reasons of somebody's ballots, who they are on the roll, and what they wrote about polls."""
    wanted: Wanted = {}
    for seat in seats:
        own = await records.poll_forgetting.shares_organisation(seat)
        wanted[f"{seat.poll}/R-{in_blocks(seat.handle)}-L"] = ["person"] if own else ["person", "organisation"]
        for cast in await records.poll_forgetting.casts(seat):
            wanted[ballot_id(seat.poll, cast)] = ["why:"]
    for event in await records.poll_forgetting.done_by(person):
        if event.kind is EventKind.OBJECTION_RAISED:
            wanted[f"{event.poll}/OB-{event.id}"] = ["text", "change"]
        elif event.kind is EventKind.CHALLENGED:
            wanted |= await _of_challenge(records, event.poll, event.body["voter"], event.body["reason"])
    return wanted


async def other_names(records: Records, person: str, name: str) -> Wanted:
    """Where the log names somebody beside a ballot otherwise than so."""
    wanted: Wanted = {}
    for seat in await records.poll_forgetting.seats(person):
        leaf = f"{seat.poll}/R-{in_blocks(seat.handle)}-L"
        several = await records.log_disclosures.of(leaf)
        if any(one.name == "person" and one.content and _value(one.content) != name for one in several):
            wanted[leaf] = ["person"]
    return wanted


async def _of_challenge(records: Records, poll: str, handle: str, reason: str) -> Wanted:
    """Where a reason for a challenge stands beside an exclusion."""
    wanted: Wanted = {}
    for place in await records.log_leaves.about(poll):
        if place.id.startswith(f"{poll}/R-{in_blocks(handle)}-"):
            several = await records.log_disclosures.of(place.id)
            names = [one.name for one in several if one.name.startswith("reason:") and _value(one.content) == reason]
            wanted |= {place.id: names} if names else {}
    return wanted


async def of_decisions(records: Records, gone: Sequence[tuple[str, str]]) -> Wanted:
    """The words of dissents, and who stood aside and why, by the decisions and keys of what goes with them."""
    wanted: Wanted = {}
    for decision in sorted({decision for decision, _key in gone}):
        keys = [key for of, key in gone if of == decision]
        dissents, people = _numbers(_DISSENT, keys), _numbers(_PERSON, keys)
        for event in await records.decision_events.of(decision):
            leaf = f"{decision}/A-{event.id}"
            if event.kind is DecisionEventKind.DISSENT and int(event.body["number"]) in dissents:
                wanted[leaf] = ["dissent"]
            elif event.kind is DecisionEventKind.PEOPLE:
                named = [int(one["number"]) for one in event.body["people"]]
                wanted[leaf] = [f"people:{number}" for number in named if number in people]
    return wanted


def _numbers(form: re.Pattern[str], keys: Sequence[str]) -> frozenset[int]:
    """The numbers in keys of one form."""
    return frozenset(int(match[1]) for key in keys if (match := form.fullmatch(key)))


async def of_endorsements(records: Records, person: str) -> Wanted:
    """Who is named beside somebody's endorsements, and in which words; of an organisation's why they withdrew it."""
    wanted: Wanted = {}
    for one in await records.endorsements.of(person):
        names = ("why",) if one.organisation else _OF_ENDORSERS
        for event in await records.endorsement_events.of(one.number):
            wanted[f"{one.number}/V-{event.id}"] = names
    return wanted


def of_minutes(versions: Sequence[tuple[str, int]]) -> Wanted:
    """Versions of minutes, by their town halls and numbers."""
    return {version_id(hall, number): ["document"] for hall, number in versions}


async def of_person(records: Records, subject: Subject) -> Wanted:
    """All that the log shows of somebody by itself; minutes are of many."""
    seats = await records.poll_forgetting.seats(subject.id)
    return {
        **await of_ballots(records, subject.id, seats),
        **await of_decisions(records, await records.decision_forgetting.disclosed(subject)),
        **await of_endorsements(records, subject.id),
    }


async def shown(records: Records, wanted: Wanted) -> tuple[Kept, ...]:
    """What is there of it, for whoever it is about."""
    found = []
    for leaf, names in sorted(wanted.items()):
        for one in await records.log_disclosures.of(leaf):
            if one.content is not None and any(one.name == name or one.name.startswith(_group(name)) for name in names):
                what: Mapping[str, object] = {"leaf": leaf, "name": one.name, "value": _value(one.content)}
                found.append(Kept(Area.LOG, "log_disclosures", Relation.THEIRS, "content", what))
    return tuple(found)


def _group(name: str) -> str:
    """What the names of a group begin with; what no name begins with, where it is none."""
    return name if name.endswith(":") else "\0"


def _value(content: bytes | None) -> object:
    return None if content is None else json.loads(content)[2]

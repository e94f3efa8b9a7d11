"""Endorsements as the log tells them, with what they are counted by, and the gates that they open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from bot.domain.endorsements.endorsements import Endorsement, EndorsementEvent, EndorsementEventKind, Means
from bot.domain.logs.leaves import Leaf, Member
from bot.domain.logs.telling.ids import hash_text, slug
from bot.domain.logs.telling.told import Disclosed, TakenBack, Told, disclosed
from bot.domain.organisations import Organisation, Organisations

NAMES = ("name", "statement", "evidence")
"""What is shown of who endorses, and can be taken back."""

COUNTS, ENTITIES = "counts", "entities"


@dataclass(frozen=True)
class EndorsementHistory:
    """All endorsements that were ever verified, all that happened in its order, and which organisations are one."""

    endorsements: Sequence[Endorsement]
    events: Sequence[EndorsementEvent]
    organisations: Organisations = field(default_factory=Organisations)

    @cached_property
    def by_number(self) -> Mapping[str, Endorsement]:
        """The endorsements by their numbers."""
        return {one.number: one for one in self.endorsements}

    @cached_property
    def _by_endorsement(self) -> Mapping[str, Sequence[EndorsementEvent]]:
        found: dict[str, list[EndorsementEvent]] = {}
        for one in self.events:
            found.setdefault(one.endorsement or "", []).append(one)
        return found

    def of(self, number: str) -> Sequence[EndorsementEvent]:
        """What happened to one endorsement."""
        return self._by_endorsement.get(number, ())

    def entities(self, at: datetime | None = None) -> Mapping[str, str]:
        """Under which number each counts: that of the first of the same endorser that was verified.

        Args:
            at: Which organisations were one at this moment, as far as that is kept; None for now.
        """
        organisations = self.organisations if at is None else _as_of(self.organisations, at)
        found: dict[str, str] = {}
        first: dict[str, str] = {}
        for one in sorted(self.endorsements, key=_when):
            whole = f"organisation:{organisations.whole(one.organisation)}" if one.organisation else one.endorser
            found[one.number] = first.setdefault(whole, one.number)
        return found


def _when(one: Endorsement) -> tuple[float, str]:
    return (one.verification.at.timestamp() if one.verification else 0.0, one.number)


def _as_of(organisations: Organisations, at: datetime) -> Organisations:
    """Which organisations were grouped by a moment; of what was said twice only the last is kept."""
    return Organisations({key: _earlier(one, at) for key, one in organisations.known.items()})


def _earlier(one: Organisation, at: datetime) -> Organisation:
    return one if one.grouping is None or one.grouping.at <= at else replace(one, part_of=None)


def told(history: EndorsementHistory) -> list[Told]:
    """All that there is to tell of endorsements and gates, in the order in which it goes into the log."""
    found: list[Told] = []
    groupings = sorted({one.grouping.at for one in history.organisations.known.values() if one.grouping})
    # Whoever groups organisations looks at the gates at the same moment, so that a grouping goes before them.
    for event in history.events:
        while groupings and groupings[0] <= event.at:
            found.append(_grouped(history, groupings.pop(0)))
        if event.kind in _TELLERS:
            found += _TELLERS[event.kind](history, event)
    return found + [_grouped(history, at) for at in groupings]


def _grouped(history: EndorsementHistory, at: datetime) -> Told:
    """Which endorsements of organisations count as one from a moment on: numbers by numbers, all that are not alone."""
    entities = history.entities(at)
    of = {number: entity for number, entity in entities.items() if history.by_number[number].organisation}
    shown = {number: entity for number, entity in sorted(of.items()) if number != entity}
    milliseconds = round(at.timestamp() * 1000)
    return Told(Leaf("endorsement.grouped", f"N-{milliseconds}", at), (Disclosed(ENTITIES, shown),))


def _verified(history: EndorsementHistory, event: EndorsementEvent) -> Iterator[Told]:
    one = history.by_number.get(event.endorsement or "")
    if one is None:
        return
    members: dict[str, Member] = {
        **_text(event),
        "category": slug(one.category),
        "region": slug(one.region),
        "entity": history.entities(event.at)[one.number],
        "organisation": one.organisation is not None,
    }
    yield Told(Leaf("endorsement.verified", leaf_id(event), event.at, members), _named(one))


def _named(one: Endorsement) -> tuple[Disclosed, ...]:
    """What everybody may know of who endorses."""
    seen = one.verification
    page = seen.note if seen and seen.means is Means.PUBLIC_STATEMENT else ""
    return disclosed(name=one.public_name, statement=one.public_statement, evidence=page if one.public_name else "")


def _ended(word: str, reason: str = "") -> Callable[[EndorsementHistory, EndorsementEvent], Iterator[Told]]:
    def tell(history: EndorsementHistory, event: EndorsementEvent) -> Iterator[Told]:
        one = history.by_number.get(event.endorsement or "")
        # What nobody verified was never public.
        if one is None or one.verification is None or one.verification.at > event.at:
            return
        members: dict[str, Member] = {**_text(event), "state": slug(one.state.value)}
        why = disclosed(why=event.why) if event.kind is EndorsementEventKind.WITHDRAWN else ()
        back = () if one.organisation or not reason else _taken_back(history, event, reason)
        yield Told(Leaf(f"endorsement.{word}", leaf_id(event), event.at, members), why, takes_back=back)

    return tell


def _renamed(history: EndorsementHistory, event: EndorsementEvent) -> Iterator[Told]:
    """Another name, or none, from now on: what stood there before goes."""
    one = history.by_number.get(event.endorsement or "")
    if one is None or one.verification is None or one.verification.at > event.at:
        return
    back = _taken_back(history, event, "renamed")
    last = max(other.id for other in history.of(one.number) if other.kind is EndorsementEventKind.NAMED)
    shown = _named(one) if event.id == last else ()
    yield Told(Leaf("endorsement.named", leaf_id(event), event.at, _text(event)), shown, takes_back=back)


_NAMING = frozenset({EndorsementEventKind.VERIFIED, EndorsementEventKind.NAMED})


def _taken_back(history: EndorsementHistory, event: EndorsementEvent, reason: str) -> tuple[TakenBack, ...]:
    """Who is named in what was told of an endorsement before an event."""
    earlier = (one for one in history.of(event.endorsement or "") if one.kind in _NAMING and one.id < event.id)
    return tuple(TakenBack(leaf_id(one), NAMES, reason) for one in earlier)


def _version(word: str) -> Callable[[EndorsementHistory, EndorsementEvent], Iterator[Told]]:
    def tell(_history: EndorsementHistory, event: EndorsementEvent) -> Iterator[Told]:
        members = dict(_text(event))
        if event.body.get("before"):
            members["before"] = hash_text(event.body["before"])
        yield Told(Leaf(f"definition.{word}", leaf_id(event), event.at, members), disclosed(why=event.why))

    return tell


def _crossed(_history: EndorsementHistory, event: EndorsementEvent) -> Iterator[Told]:
    members: dict[str, Member] = {
        "gate": slug(event.gate or ""),
        **_text(event),
        "reached": event.kind is EndorsementEventKind.REACHED,
    }
    yield Told(Leaf("gate.crossed", leaf_id(event), event.at, members), (Disclosed(COUNTS, dict(event.body)),))


def _text(event: EndorsementEvent) -> dict[str, Member]:
    return {"definition": event.label, "document": hash_text(event.digest)}


def leaf_id(event: EndorsementEvent) -> str:
    """The id of the leaf that tells an event: of an endorsement, of a gate (G-7), or of a version (V-7)."""
    if event.endorsement:
        return f"{event.endorsement}/V-{event.id}"
    return f"{'G' if event.gate else 'V'}-{event.id}"


_TELLERS: Mapping[EndorsementEventKind, Callable[[EndorsementHistory, EndorsementEvent], Iterable[Told]]] = {
    EndorsementEventKind.VERIFIED: _verified,
    EndorsementEventKind.REJECTED: _ended("rejected", "rejected"),
    EndorsementEventKind.WITHDRAWN: _ended("withdrawn"),
    EndorsementEventKind.FORGOTTEN: _ended("forgotten", "erasure"),
    EndorsementEventKind.NAMED: _renamed,
    EndorsementEventKind.EDITORIAL: _version("editorial"),
    EndorsementEventKind.SUBSTANTIVE: _version("substantive"),
    EndorsementEventKind.REACHED: _crossed,
    EndorsementEventKind.LOST: _crossed,
}

"""Gates as they open and shut: noted with the change that did it, and told once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.endorsements.editions import Editions
from bot.domain.endorsements.endorsements import Endorsement, EndorsementEvent, EndorsementEventKind
from bot.domain.endorsements.readiness import Counts, Gate, Passage, counted, passage
from bot.domain.outboxes import Post
from bot.domain.stakeholders import Stakeholders
from bot.services.endorsing.finding import editions
from bot.store import Records
from bot.store.endorsement_records import GateState


@dataclass(frozen=True, slots=True)
class _Standing:
    """A gate for one text: how it stood, and how it stands."""

    digest: str
    before: GateState
    passage: Passage

    @property
    def crossed(self) -> bool:
        """Whether it is otherwise than it was."""
        return self.before.open != self.passage.open


class Crossings:
    """Looks at every gate whenever something changes that is counted."""

    def __init__(self, gates: Sequence[Gate], stakeholders: Stakeholders, record_channel: str | None) -> None:
        self.gates = tuple(gates)
        self._stakeholders = stakeholders
        self._record_channel = record_channel

    async def behind(self, records: Records) -> bool:
        """Whether a gate has been crossed and nobody noted it: by another configuration, or another text."""
        return any(standing.crossed for standing in await self._standings(records))

    async def note(self, records: Records, now: datetime) -> int:
        """Note all gates that are crossed now, in the transaction of what did it, which holds the lock; says how many.

        Each crossing is an event, and one message to the channel of the record.
        """
        crossed = [standing for standing in await self._standings(records) if standing.crossed]
        for standing in crossed:
            await self._cross(records, standing, now)
        return len(crossed)

    async def _standings(self, records: Records) -> list[_Standing]:
        known = await editions(records)
        counting = await records.endorsements.that_count()
        organisations = await records.organisations.all()
        before = await records.endorsement_gates.all()
        found = []
        for digest, label in _texts(known, counting, before).items():
            order = known.counted(digest)
            counts = Counts.of(counted(counting, organisations, order))
            for gate in self.gates:
                was = before.get((gate.id, digest), GateState(label, open=False, crossings=0))
                found.append(_Standing(digest, was, passage(gate, counts, self._stakeholders)))
        return found

    async def _cross(self, records: Records, standing: _Standing, now: datetime) -> None:
        before, gate = standing.before, standing.passage.gate
        after = GateState(before.label, standing.passage.open, before.crossings + 1)
        await records.endorsement_gates.put(gate.id, standing.digest, after, now)
        body = _body(standing.passage)
        kind = EndorsementEventKind.REACHED if after.open else EndorsementEventKind.LOST
        event = EndorsementEvent(kind, now, standing.digest, before.label, gate=gate.id, body=body)
        await records.endorsement_events.add(event)
        if self._record_channel is not None:
            subject = f"gate:{gate.id}:{standing.digest}:{after.crossings}"
            payload = {"version": before.label, "open": after.open, **body}
            await records.outbox.put(Post(self._record_channel, subject, "gate", payload), now)


def _texts(
    known: Editions, counting: Sequence[Endorsement], before: Mapping[tuple[str, str], GateState]
) -> dict[str, str]:
    """What versions are called, by the digest of every text that a gate may be crossed for."""
    found = {digest: state.label for (_gate, digest), state in before.items()}
    found |= {one.digest: one.label for one in counting}
    return found | {edition.digest: edition.label for edition in known.known}


def _body(found: Passage) -> dict[str, Any]:
    """What a gate asked for and found, as plain values."""
    return {"gate": found.gate.label, "needs": list(_needs(found))}


def _needs(found: Passage) -> Iterator[dict[str, Any]]:
    for need in found.needs:
        yield {"category": need.category, "least": need.least, "found": need.found}

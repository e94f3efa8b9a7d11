"""Endorsements as stored: one that lives for an endorser and a text, and what was before."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from bot.domain.endorsements.editions import Carry
from bot.domain.endorsements.endorsements import Endorsement, EndorsementEvent, EndorsementEventKind
from bot.domain.privacy.kept import FORGOTTEN
from bot.store import Store
from bot.store.endorsement_records import GateState
from tests.support.endorsing import MIA, ONE, START, TWO, a_verified, an_endorsement

LABEL = "osaid 1.0"
LATER = START + timedelta(hours=1)


async def kept(store: Store, *several: Endorsement) -> None:
    """Keep endorsements."""
    async with store.write() as records:
        await records.endorsements.lock()
        for one in several:
            await records.endorsements.add(one)


async def test_an_endorsement_is_found_as_it_was_kept_and_as_it_became(store: Store) -> None:
    first = a_verified(1, organisation="Mozilla", named="Ann", statement="Good.", evidence="our page")
    again = an_endorsement(2, renews=first.number, digest=TWO)
    await kept(store, first, again)
    withdrawn = first.withdrawn("terminal:p1", LATER, "we changed our mind")

    async with store.write() as records:
        assert await records.endorsements.find(first.number) == first
        await records.endorsements.put(withdrawn)
    async with store.read() as records:
        assert await records.endorsements.find(first.number) == withdrawn
        assert await records.endorsements.of("terminal:p2") == (again,)
        assert await records.endorsements.find("E-2026-9999") is None


@pytest.mark.parametrize(
    "wrong",
    [
        [an_endorsement(1), an_endorsement(2, person="terminal:p1")],
        [a_verified(1, organisation="Mozilla"), a_verified(2, organisation="mozilla")],
        [a_verified(1, person=MIA.id)],
        [replace(a_verified(1), verification=None)],
        [replace(an_endorsement(1), ended_at=START)],
        [an_endorsement(1).rejected(MIA.id, START, "no"), replace(an_endorsement(2), renews="E-2026-0009")],
    ],
)
async def test_what_cannot_be_is_not_kept(store: Store, wrong: list[Endorsement]) -> None:
    with pytest.raises(IntegrityError):
        await kept(store, *wrong)


async def test_several_may_claim_for_an_organisation_and_a_person_for_several(store: Store) -> None:
    several = [
        an_endorsement(1),
        an_endorsement(2, organisation="Mozilla"),
        an_endorsement(3, organisation="Mozilla"),
        an_endorsement(4, person="terminal:p1", organisation="Mozilla"),
        an_endorsement(5, person="terminal:p1", organisation="SUSE"),
        an_endorsement(6, person="terminal:p1", digest=TWO),
        an_endorsement(7, person="terminal:p1").withdrawn("terminal:p1", START),
    ]

    await kept(store, *several)

    async with store.read() as records:
        assert len(await records.endorsements.live()) == 6


async def test_endorsements_are_found_by_what_becomes_of_them(store: Store) -> None:
    waits, counts, carried = an_endorsement(1), a_verified(2), a_verified(3, digest=TWO)
    of_mozilla = a_verified(4, organisation="Mozilla", digest=TWO)
    others = an_endorsement(5, organisation="mozilla"), an_endorsement(6, person="terminal:p2", digest=TWO)
    await kept(store, waits, counts, carried, of_mozilla, *others)

    async with store.read() as records:
        found = records.endorsements
        assert await found.waiting(2) == (waits, others[0])
        assert await found.that_count([ONE]) == (counts,)
        assert await found.that_count() == (counts, carried, of_mozilla)
        assert await found.of_endorser(of_mozilla) == (others[0], of_mozilla)
        assert await found.of_endorser(counts) == (others[1], counts)
        assert await found.count_since("terminal:p2", START - timedelta(hours=1)) == 2
        assert await found.count_since("terminal:p2", START) == 0


def an_event(kind: EndorsementEventKind, **said: Any) -> EndorsementEvent:
    """Something that happened."""
    return EndorsementEvent(kind, START, ONE, "osaid 1.0", **said)


async def test_a_delivery_brings_one_event(store: Store) -> None:
    await kept(store, an_endorsement(1))
    claimed = an_event(EndorsementEventKind.CLAIMED, endorsement="E-2026-0001", by="terminal:p1", delivery="discord:1")
    reached = an_event(EndorsementEventKind.REACHED, gate="stable", body={"missing": []})

    async with store.write() as records:
        first = [await records.endorsement_events.add(one) for one in (claimed, claimed, reached, reached)]
        assert first == [True, False, True, True]
        assert await records.endorsement_events.delivered("discord:1") == claimed
        assert await records.endorsement_events.delivered(None) is None
        assert await records.endorsement_events.of("E-2026-0001") == (claimed,)
        assert await records.endorsement_events.of_versions([ONE]) == (reached, reached)


async def test_somebody_is_erased_from_what_they_did_and_what_was_written_of_them(store: Store) -> None:
    await kept(store, an_endorsement(1), a_verified(2), a_verified(3).rejected(MIA.id, LATER, "forged"))
    verified, rejected = EndorsementEventKind.VERIFIED, EndorsementEventKind.REJECTED
    async with store.write() as records:
        await records.endorsement_events.add(an_event(verified, endorsement="E-2026-0001", by=MIA.id, why="met Ann"))
        await records.endorsement_events.add(an_event(rejected, endorsement="E-2026-0002", by="terminal:p9", why="no"))
        await records.endorsement_carries.put(Carry(TWO, ONE, MIA.id, START, "Spelling."))

        await records.endorsement_events.forget("terminal:p2", ["E-2026-0002"])
        await records.endorsements.forget(MIA.id)
        await records.endorsement_events.forget(MIA.id, [])
        await records.endorsement_carries.forget(MIA.id)

        events = await records.endorsement_events.all()
        assert [(one.by, one.why) for one in events] == [(None, ""), ("terminal:p9", "")]
        assert [one.ended_by for one in await records.endorsements.of("terminal:p3")] == [FORGOTTEN]
        assert (await records.endorsement_carries.all())[TWO].by is None


async def test_texts_take_over_and_cease_to(store: Store) -> None:
    first, other = Carry(TWO, ONE, MIA.id, START, "Spelling."), Carry(TWO, "3" * 64, MIA.id, LATER, "That one.")
    async with store.write() as records:
        await records.endorsement_carries.put(first)
        await records.endorsement_carries.put(other)
        assert await records.endorsement_carries.all() == {TWO: other}
        assert await records.endorsement_carries.remove(TWO)
        assert not await records.endorsement_carries.remove(TWO)


async def test_gates_are_kept_as_they_stood_last(store: Store) -> None:
    async with store.write() as records:
        await records.endorsement_gates.put("stable", ONE, GateState(LABEL, open=True, crossings=1), START)
        await records.endorsement_gates.put("stable", ONE, GateState(LABEL, open=False, crossings=2), LATER)

        assert await records.endorsement_gates.all() == {("stable", ONE): GateState(LABEL, open=False, crossings=2)}

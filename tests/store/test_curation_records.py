"""Proposals, the history of changes, and the parts in which files and database differ, on both engines."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.domain.histories import WHOLE, Change, alterations
from bot.domain.merging import FilePart
from bot.domain.proposals import Judgement, Proposal, ProposalState, WordsProposed
from bot.store import Store
from tests.support.builders import NOON, a_fact, a_proposal, a_system, absent

BEN = Judgement("terminal:ben", NOON + timedelta(hours=1), "It does.")
PYTHIA = a_system(a_fact(), id="pythia")
CHANGED = PYTHIA.with_facts("training_code", (absent(),))


async def added(store: Store, *several: Proposal) -> list[int]:
    async with store.write() as records:
        return [await records.proposals.add(proposal) for proposal in several]


async def judged(store: Store, number: int, after: ProposalState, by: Judgement = BEN) -> bool:
    async with store.write() as records:
        return await records.proposals.judge(number, ProposalState.OPEN, after, by)


async def found(store: Store, number: int) -> Proposal | None:
    async with store.read() as records:
        return await records.proposals.find(number)


def a_change(**given: object) -> Change:
    change = Change(0, "pythia", NOON, "discord:1", "discord:2", "So.", alterations(PYTHIA, CHANGED))
    return replace(change, **given)  # type: ignore[arg-type]


async def noted(store: Store, *several: Change) -> tuple[Change, ...]:
    async with store.write() as records:
        await records.changes.add(several)
    async with store.read() as records:
        return await records.changes.of("pythia")


# -- Proposals -----------------------------------------------------------------------------------------------------


async def test_a_proposal_comes_back_as_it_was_with_a_number(store: Store) -> None:
    first, second = await added(store, a_proposal(), a_proposal(proposed=WordsProposed("Naïve “words” 🦙")))

    assert second == first + 1
    assert await found(store, first) == a_proposal(first)
    assert await found(store, second) == a_proposal(second, proposed=WordsProposed("Naïve “words” 🦙"))
    assert await found(store, 99) is None


async def test_a_judgement_is_kept_with_who_and_why(store: Store) -> None:
    (number,) = await added(store, a_proposal())

    assert await judged(store, number, ProposalState.REJECTED)

    assert await found(store, number) == replace(a_proposal(number, state=ProposalState.REJECTED), judgement=BEN)


async def test_a_proposal_is_judged_once_by_two_processes_at_once(store: Store, other: Store) -> None:
    (number,) = await added(store, a_proposal())
    carla = replace(BEN, by="terminal:carla")

    done = await asyncio.gather(
        judged(store, number, ProposalState.ACCEPTED), judged(other, number, ProposalState.REJECTED, carla)
    )

    assert sorted(done) == [False, True]
    proposal = await found(store, number)
    assert proposal is not None
    assert (proposal.state is ProposalState.ACCEPTED) == done[0]


@pytest.mark.parametrize(
    "state", [ProposalState.ACCEPTED, ProposalState.REJECTED, ProposalState.DISPUTED, ProposalState.OPEN]
)
async def test_the_database_refuses_a_judgement_by_the_author(store: Store, state: ProposalState) -> None:
    (number,) = await added(store, a_proposal())

    with pytest.raises(IntegrityError, match="proposals_need_two_persons"):
        await judged(store, number, state, replace(BEN, by="terminal:anna"))

    assert await found(store, number) == a_proposal(number)


async def test_an_author_can_withdraw(store: Store) -> None:
    (number,) = await added(store, a_proposal())

    assert await judged(store, number, ProposalState.WITHDRAWN, replace(BEN, by="terminal:anna"))


async def test_proposals_are_listed_newest_first_by_state_person_and_system(store: Store) -> None:
    one, two, three = await added(
        store, a_proposal(), a_proposal(system="other"), a_proposal(proposer="terminal:ben", system="other")
    )
    await judged(store, one, ProposalState.REJECTED)

    async with store.read() as records:
        listed = records.proposals
        assert [p.id for p in await listed.newest(25)] == [three, two, one]
        assert [p.id for p in await listed.newest(1)] == [three]
        assert [p.id for p in await listed.newest(25, state=ProposalState.OPEN)] == [three, two]
        assert [p.id for p in await listed.newest(25, proposer="terminal:anna")] == [two, one]
        assert [p.id for p in await listed.newest(25, system="other", proposer="terminal:anna")] == [two]
        assert [p.id for p in await listed.waiting()] == [two, three]
        assert await listed.count_waiting("terminal:anna") == 1


# -- Changes -------------------------------------------------------------------------------------------------------


async def test_a_change_comes_back_with_what_was_there_before(store: Store) -> None:
    (only,) = await noted(store, a_change())

    assert only == a_change(id=only.id)


async def test_changes_are_read_latest_first_and_after_a_moment(store: Store) -> None:
    later = a_change(at=NOON + timedelta(days=1))
    second, first = await noted(store, a_change(), later, a_change(system="other"))

    async with store.read() as records:
        assert (second.at, first.at) == (later.at, NOON)
        assert await records.changes.of("pythia", after=NOON) == (second,)
        assert await records.changes.touched_since(NOON) == {"pythia"}
        assert await records.changes.since(NOON, 10) == (second,)
        assert await records.changes.began() == NOON


async def test_where_nothing_changed_there_is_no_beginning(store: Store) -> None:
    async with store.read() as records:
        assert await records.changes.began() is None
        assert await records.changes.of("pythia") == ()


async def test_the_database_refuses_a_change_confirmed_by_who_brought_it(store: Store) -> None:
    with pytest.raises(IntegrityError, match="changes_need_two_persons"):
        await noted(store, a_change(confirmed_by="discord:1"))


async def test_what_the_data_files_bring_needs_nobody(store: Store) -> None:
    (only,) = await noted(store, a_change(by="files", confirmed_by=None))

    assert (only.by, only.confirmed_by) == ("files", None)


async def test_a_change_belongs_to_a_proposal_that_there_is(store: Store) -> None:
    (number,) = await added(store, a_proposal())
    (only,) = await noted(store, a_change(proposal=number))

    async with store.read() as records:
        assert await records.changes.of_proposal(number) == (only,)
    with pytest.raises(IntegrityError):
        await noted(store, a_change(proposal=99))


async def test_history_stays_when_its_system_is_taken_out(store: Store) -> None:
    async with store.write() as records:
        await records.systems.put([PYTHIA], 1)
        await records.changes.add([a_change()])
    async with store.write() as records:
        await records.systems.remove(["pythia"])

    async with store.read() as records:
        assert len(await records.changes.of("pythia")) == 1


# -- Parts that differ from the files --------------------------------------------------------------------------


async def test_parts_are_replaced_all_or_those_of_one_system(store: Store) -> None:
    one = FilePart("pythia", "facts.training_code", (a_fact(),), NOON)
    two = FilePart("pythia", "note", None)
    three = FilePart("other", WHOLE, PYTHIA, NOON)
    async with store.write() as records:
        await records.file_parts.replace_all([one, two, three])
    async with store.write() as records:
        await records.file_parts.replace("pythia", [one])

    async with store.read() as records:
        assert await records.file_parts.all() == (three, one)
        assert await records.file_parts.of("pythia") == (one,)


async def test_a_part_differs_once(store: Store) -> None:
    with pytest.raises(IntegrityError):
        async with store.write() as records:
            await records.file_parts.replace(
                "pythia", [FilePart("pythia", "note", "a"), FilePart("pythia", "note", "b")]
            )


async def test_a_part_of_which_no_file_says_anything_is_kept_as_nothing(store: Store) -> None:
    async with store.write() as records:
        await records.file_parts.replace("pythia", [FilePart("pythia", WHOLE, None)])

    async with store.connection() as connection:
        kept = (await connection.execute(text("SELECT says IS NULL FROM file_parts"))).scalar_one()
    assert kept

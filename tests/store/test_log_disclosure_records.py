"""What leaves stand for is sealed, published or destroyed, and nothing that was destroyed is left in the database."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.domain.logs.leaves import Leaf
from bot.services.logs.disclosing import content_of
from bot.store import Store
from bot.store.log_disclosure_records import Kept, Redaction
from tests.store.test_log_records import entries
from tests.support.logs import THEN, a_disclosure, ballot, digest


def kept(number: int, leaf: int, name: str = "cells", value: str = "yes", *, sealed: bool = False) -> Kept:
    """Something that a leaf stands for."""
    made = a_disclosure(number, name, value)
    return Kept(digest(made), leaf, name, content_of(made), sealed)


def _ballots() -> Iterator[Leaf]:
    yield ballot(1)
    yield ballot(2, prev=1, voter=1)
    yield ballot(3, poll="P-2026-0002")


async def filled(store: Store, *several: Kept) -> None:
    """Three ballots in two polls, with what they stand for."""
    async with store.write() as records:
        await records.log_leaves.add(entries(*_ballots()))
        await records.log_disclosures.add(several)


async def pending(store: Store) -> list[tuple[str, bool]]:
    """The names of what is to be done with files, and whether they are to be written."""
    async with store.read() as records:
        return [(one.name, one.content is not None) for one in await records.log_disclosures.pending()]


async def test_what_is_sealed_is_published_when_its_poll_is_opened(store: Store) -> None:
    await filled(store, kept(1, 0, sealed=True), kept(3, 2, "why:code/use", sealed=True))
    assert await pending(store) == []

    async with store.write() as records:
        await records.log_disclosures.unseal("P-2026-0001")

    assert await pending(store) == [("cells", True)]


async def test_a_file_is_written_once(store: Store) -> None:
    one = kept(1, 0)
    await filled(store, one)

    async with store.write() as records:
        await records.log_disclosures.filing([one.digest])
        await records.log_disclosures.written([one.digest])

    assert await pending(store) == []


async def test_what_took_the_place_of_a_ballot_lets_its_disclosures_go(store: Store) -> None:
    first, second = kept(1, 0), kept(2, 1)
    await filled(store, first, second)
    async with store.write() as records:
        await records.log_disclosures.filing([first.digest, second.digest])
        await records.log_disclosures.written([first.digest, second.digest])
        await records.log_disclosures.destroy(["P-2026-0001/B-1"])

    assert await pending(store) == [("cells", False)]
    async with store.write() as records:
        await records.log_disclosures.removed([first.digest])
    assert await pending(store) == []


async def test_a_redaction_destroys_at_once_and_lets_the_file_go_once_the_log_says_so(store: Store) -> None:
    cells, why = kept(1, 0), kept(11, 0, "why:code/use", "because I said so")
    await filled(store, cells, why)
    async with store.write() as records:
        await records.log_disclosures.filing([cells.digest, why.digest])
        await records.log_disclosures.written([cells.digest, why.digest])

    async with store.write() as records:
        assert await records.log.redact({"P-2026-0001/B-1": ["why:"]}, "erasure", THEN) == 1
    assert await pending(store) == []
    async with store.read() as records:
        assert (await records.log_state.find()).urgent
        [waiting] = await records.log.waiting()
        assert waiting == Redaction("X-2026-0001", "P-2026-0001/B-1", THEN, "erasure", (why.digest,))
        assert await records.log.names(["P-2026-0001/B-1"]) == {"P-2026-0001/B-1": ("cells",)}
    async with store.connection() as connection:
        contents = (await connection.execute(text("SELECT content FROM log_disclosures"))).scalars().all()
    assert "because I said so" not in str(contents)

    async with store.write() as records:
        await records.log.logged([waiting])
        assert await records.log.waiting() == ()
    assert await pending(store) == [("why:code/use", False)]


async def test_redacting_again_or_what_is_not_there_changes_nothing(store: Store) -> None:
    await filled(store, kept(1, 0, "name"))
    wanted = {"P-2026-0001/B-1": ["name", "organisation"], "P-2026-0009/B-1": ["name"]}
    async with store.write() as records:
        await records.log.redact(wanted, "erasure", THEN)

    async with store.write() as records:
        assert await records.log.redact(wanted, "erasure", THEN) == 0
        assert len(await records.log.waiting()) == 1


async def test_what_is_redacted_of_two_polls_is_not_said_in_one_leaf(store: Store) -> None:
    await filled(store, kept(1, 0, "name"), kept(3, 2, "name"))
    async with store.write() as records:
        wanted = {"P-2026-0001/B-1": ["name"], "P-2026-0002/B-3": ["name"]}
        await records.log.redact(wanted, "erasure", THEN)

        assert [one.about for one in await records.log.waiting()] == ["P-2026-0001/B-1", "P-2026-0002/B-3"]


async def test_what_is_redacted_of_one_poll_is_said_in_one_leaf(store: Store) -> None:
    await filled(store, kept(1, 0, "name"), kept(2, 1, "name"))
    async with store.write() as records:
        await records.log.redact({f"P-2026-0001/B-{number}": ["name"] for number in (1, 2)}, "erasure", THEN)

        assert [(one.about, len(one.digests)) for one in await records.log.waiting()] == [("P-2026-0001", 2)]


async def test_cells_cannot_be_redacted(store: Store) -> None:
    await filled(store, kept(1, 0))

    with pytest.raises(ValueError, match="cells of P-2026-0001/B-1 cannot be taken away"):
        async with store.write() as records:
            await records.log.redact({"P-2026-0001/B-1": ["cells"]}, "erasure", THEN)


async def test_what_is_destroyed_while_its_file_is_written_goes_again(store: Store) -> None:
    one = kept(1, 0, "name")
    await filled(store, one)
    async with store.write() as records:
        await records.log_disclosures.filing([one.digest])
    async with store.write() as records:
        await records.log.redact({"P-2026-0001/B-1": ["name"]}, "erasure", THEN)
    async with store.write() as records:
        await records.log_disclosures.written([one.digest])
        await records.log.logged(await records.log.waiting())

    assert await pending(store) == [("name", False)]


async def test_whoever_redacts_waits_for_what_is_being_put_into_the_log(store: Store, other: Store) -> None:
    await filled(store)
    order: list[str] = []

    async def collect() -> None:
        async with store.write() as records:
            await records.log_state.hold()
            holding.set()
            await records.log_disclosures.add([kept(1, 0, "name")])
            order.append("collected")

    async def redact() -> None:
        await holding.wait()
        async with other.write() as records:
            assert await records.log.redact({"P-2026-0001/B-1": ["name"]}, "erasure", THEN + timedelta(1)) == 1
            order.append("redacted")

    holding = asyncio.Event()
    await asyncio.gather(collect(), redact())

    assert order == ["collected", "redacted"]

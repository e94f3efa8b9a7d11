"""Corrections become proposals, with their numbers, and proposals in words corrections again."""

from __future__ import annotations

from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from bot.definitions import migrations_root
from bot.domain.proposals import ProposalState, WordsProposed
from bot.store import Records, Store, migrate
from bot.store.migrating import downgrade
from tests.support.builders import NOON, a_proposal

ROOT = migrations_root()
OLD = (3, "The data are “described”.", 7, "No *licence* 🦙")


def upgraded(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(ROOT))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def with_corrections(store: Store, *rows: tuple[int, str]) -> None:
    """A database of the first shape, with corrections in it."""
    async with store.connection() as connection:
        await connection.run_sync(upgraded, "0001")
        for number, words in rows:
            await connection.execute(
                text(
                    "INSERT INTO corrections (id, system_id, text, source, proposer, proposed_at) "
                    "VALUES (:id, 'llama-2', :text, 'https://example.org', 'discord:1', :at)"
                ),
                {"id": number, "text": words, "at": as_stored(store)},
            )


def as_stored(store: Store) -> Any:
    return NOON.strftime("%Y-%m-%d %H:%M:%S.%f") if store.embedded else NOON


async def test_corrections_become_proposals_in_words_with_their_numbers(blank: Store) -> None:
    await with_corrections(blank, (3, OLD[1]), (7, OLD[3]))

    await migrate(blank, ROOT)

    async with blank.read() as records:
        found = await records.proposals.newest(25)
    assert [(p.id, p.system, p.proposed, p.source, p.proposer, p.proposed_at, p.state) for p in found] == [
        (number, "llama-2", WordsProposed(words), "https://example.org", "discord:1", NOON, ProposalState.OPEN)
        for number, words in ((7, OLD[3]), (3, OLD[1]))
    ]
    assert all((p.shows, p.read_on, p.judgement) == ("", None, None) for p in found)


async def test_numbering_goes_on_after_the_numbers_of_corrections(blank: Store) -> None:
    await with_corrections(blank, (3, "a"), (7, "b"))
    await migrate(blank, ROOT)

    async with blank.write() as records:
        assert await records.proposals.add(a_proposal()) == 8


async def test_without_corrections_numbering_begins_at_one(blank: Store) -> None:
    await with_corrections(blank)
    await migrate(blank, ROOT)

    async with blank.write() as records:
        assert await records.proposals.add(a_proposal()) == 1


async def test_going_down_proposals_in_words_become_corrections_with_their_numbers(blank: Store) -> None:
    await migrate(blank, ROOT)
    async with blank.write() as records:
        await records.proposals.add(a_proposal())
        await records.proposals.add(a_proposal(proposed=WordsProposed("In words.")))

    async with blank.connection() as connection:
        await connection.run_sync(downgrade, ROOT, "0001")
        rows = (await connection.execute(text("SELECT id, system_id, text, source, proposer FROM corrections"))).all()
        assert [tuple(row) for row in rows] == [(2, "pythia", "In words.", "https://example.org/page", "terminal:anna")]
        await connection.run_sync(upgraded, "head")
        assert await Records(connection).proposals.add(a_proposal()) == 3
        back = await Records(connection).proposals.find(2)
    assert back is not None
    assert (back.proposed, back.proposed_at) == (WordsProposed("In words."), NOON)

"""Erasing somebody from what is recorded of systems: findings stay, without who brought them and in whose words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Text, and_, cast, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.privacy.persons import Subject
from bot.domain.proposals import ProposalState
from bot.store.library_records import LibraryRecords
from bot.store.nobodies import nobody, replaced
from bot.store.tables import changes, claims, disputes, facts, file_parts, proposals, systems, unknown_systems

_DONE_BY = (
    proposals.c.proposer,
    proposals.c.judged_by,
    changes.c.by,
    changes.c.confirmed_by,
    facts.c.reader,
    disputes.c.reader,
    disputes.c.opened_by,
    claims.c.reader,
)
_TREES = ((changes, changes.c.alterations), (file_parts, file_parts.c.says))


class CurationForgettingRecords:
    """All that is kept of one person beside what is known of systems."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def forget(self, subject: Subject) -> tuple[str, ...]:
        """Erase a person; gives the ids of systems of which something reads otherwise now."""
        by, person = nobody(), subject.id
        words = await self._words(person)
        touched = await self._touched(person, words)
        for table in (facts, disputes, claims):
            await self._connection.execute(update(table).where(table.c.reader == person).values(note=None))
        await self._connection.execute(update(systems).where(systems.c.note.in_(sorted(words))).values(note=None))
        await self._connection.execute(
            update(changes).where(changes.c.by == person, changes.c.why.in_(sorted(words))).values(why="")
        )
        await self._scrub(person, by, words)
        await self._take_proposals(person)
        await self._unasked(subject)
        await replaced(self._connection, _DONE_BY, person, by)
        if touched:
            revision = await LibraryRecords(self._connection).advance()
            chosen = systems.c.id.in_(touched)
            await self._connection.execute(update(systems).where(chosen).values(changed_in=revision))
        return touched

    async def _words(self, person: str) -> frozenset[str]:
        """What somebody wrote in proposals about systems; the product copies it to where it is recorded."""
        query = select(proposals.c.shows).where(proposals.c.proposer == person, proposals.c.shows != "")
        return frozenset((await self._connection.execute(query)).scalars())

    async def _touched(self, person: str, words: frozenset[str]) -> tuple[str, ...]:
        found = set()
        for table in (facts, disputes):
            mine = table.c.reader == person
            if table is disputes:
                mine = or_(mine, disputes.c.opened_by == person)
            found |= set((await self._connection.execute(select(table.c.system_id).where(mine))).scalars())
        noted = select(systems.c.id).where(systems.c.note.in_(sorted(words)))
        return tuple(sorted(found | set((await self._connection.execute(noted)).scalars())))

    async def _scrub(self, person: str, by: str, words: frozenset[str]) -> None:
        """Take a person and their words out of what is kept as a tree."""
        for table, column in _TREES:
            mine = cast(column, Text).contains(person, autoescape=True)
            keys = list(table.primary_key)
            for row in (await self._connection.execute(select(*keys, column).where(mine))).all():
                here = and_(*(key == row._mapping[key.name] for key in keys))
                tree = scrubbed(row._mapping[column.name], person, by, words)
                await self._connection.execute(update(table).where(here).values({column.name: tree}))

    async def _take_proposals(self, person: str) -> None:
        """Withdraw what waits, and take the words of all of it away."""
        mine = proposals.c.proposer == person
        waits = and_(mine, proposals.c.state == ProposalState.OPEN.value)
        withdrawn = {
            "state": ProposalState.WITHDRAWN.value,
            "judged_by": proposals.c.proposer,
            "judged_at": proposals.c.proposed_at,
            "reason": "",
        }
        await self._connection.execute(update(proposals).where(waits).values(withdrawn))
        await self._connection.execute(update(proposals).where(mine).values(shows=""))
        worded = and_(mine, proposals.c.kind == "words")
        await self._connection.execute(update(proposals).where(worded).values(proposed={"text": ""}, source=""))

    async def _unasked(self, subject: Subject) -> None:
        """Take away questions in which the account is mentioned; who asked one is not kept."""
        here = unknown_systems.c
        mine = or_(*(here.question.contains(one, autoescape=True) for one in subject.spellings))
        await self._connection.execute(update(unknown_systems).where(mine).values(question=""))


def scrubbed(tree: Any, person: str, by: str, words: frozenset[str]) -> Any:
    """A tree of parts of systems without a person: another stands in their place, and notes of theirs are gone."""
    if isinstance(tree, Mapping):
        found = {key: scrubbed(value, person, by, words) for key, value in tree.items()}
        evidence = tree.get("evidence")
        theirs = isinstance(evidence, Mapping) and evidence.get("reader") == person
        if "note" in found and (theirs or tree["note"] in words):
            found["note"] = None
        return found
    if isinstance(tree, list):
        return [scrubbed(value, person, by, words) for value in tree]
    return by if tree == person else tree

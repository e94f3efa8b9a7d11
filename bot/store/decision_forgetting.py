"""Erasing somebody from decisions: what was decided stays, without who took part, and without their dissent."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.decisions.happenings import (
    DETAIL,
    TARGET,
    dissent_by,
    dissent_text,
    involved_name,
    involved_person,
    involved_why,
)
from bot.domain.privacy.persons import Subject
from bot.store.adoption_tables import definition_drafts
from bot.store.decision_tables import decision_citations, decision_disclosures, decision_events, decisions
from bot.store.nobodies import nobody, replaced

_DONE_BY = (
    decisions.c.logged_by,
    decisions.c.confirmed_by,
    decisions.c.withdrawal_by,
    decisions.c.ended_by,
    decision_events.c.by,
    decision_citations.c.added_by,
    definition_drafts.c.by,
)


class DecisionForgettingRecords:
    """All that decisions keep of one person."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def disclosed(self, subject: Subject) -> tuple[tuple[str, str], ...]:
        """The decisions and keys of what goes with somebody: their dissents, and that an action concerns them."""
        rows = (await self._connection.execute(select(decision_disclosures))).all()
        found: dict[tuple[str, str], None] = {}
        for row in rows:
            number = _dissent(row.key)
            if number is not None and subject.meant(row.value):
                found[row.decision, dissent_by(number)] = None
                found[row.decision, dissent_text(number)] = None
            elif (place := _involved(row.key)) is not None and subject.meant(row.value):
                # Why somebody stood aside is about them, too; the part that they had stays.
                for key in (involved_person(place), involved_name(place), involved_why(place)):
                    found[row.decision, key] = None
            elif row.key == TARGET and subject.meant(row.value):
                # What only moderators read of an action is about whom it concerns.
                found[row.decision, TARGET] = None
                found[row.decision, DETAIL] = None
        return tuple(sorted(found))

    async def forget(self, subject: Subject) -> tuple[tuple[str, str], ...]:
        """Erase a person from every decision; gives the decisions and keys of what was taken away from beside them."""
        gone = await self.disclosed(subject)
        here = decision_disclosures.c
        for decision, key in gone:
            await self._connection.execute(
                delete(decision_disclosures).where(here.decision == decision, here.key == key)
            )  # fmt: skip
        await replaced(self._connection, _DONE_BY, subject.id, nobody())
        return gone


def _dissent(key: str) -> int | None:
    """The number of the dissent whose person a key has."""
    parts = key.split(".")
    return int(parts[1]) if len(parts) == 3 and (parts[0], parts[2]) == ("dissent", "by") else None


def _involved(key: str) -> int | None:
    """The number of somebody who had a part in a decision, and whom a key names."""
    parts = key.split(".")
    return int(parts[1]) if len(parts) == 3 and parts[0] == "person" and parts[2] in ("by", "name") else None

"""Drafts of definitions, and which decision adopts which."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, and_, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.adoptions import Adopted, Adoption
from bot.domain.drafts import DraftDefinition
from bot.store.adoption_tables import decision_adoptions, definition_drafts
from bot.store.decision_tables import decision_supersessions, decisions
from bot.store.inserting import insert_new


class DefinitionDraftRecords:
    """Drafts of definitions; they are only ever added."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, draft: DraftDefinition) -> bool:
        """Keep a draft; False if the same text is kept already."""
        return await insert_new(
            self._connection,
            definition_drafts,
            digest=draft.digest,
            definition=draft.definition,
            file=draft.file,
            content=draft.content,
            by=draft.by,
            at=draft.at,
            poll=draft.poll,
        )

    async def find(self, digest: str) -> DraftDefinition | None:
        """The draft whose file has this SHA-256."""
        query = select(definition_drafts).where(definition_drafts.c.digest == digest)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else _draft(row)

    async def all(self) -> tuple[DraftDefinition, ...]:
        """All drafts, the first first."""
        query = select(definition_drafts).order_by(definition_drafts.c.at, definition_drafts.c.digest)
        return tuple(_draft(row) for row in (await self._connection.execute(query)).all())


class DecisionAdoptionRecords:
    """Which text of a definition a decision adopts."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, decision: str, adoption: Adoption) -> None:
        """Keep what a decision adopts, once it is accepted."""
        await self._connection.execute(
            insert(decision_adoptions).values(
                decision=decision,
                definition=adoption.definition,
                digest=adoption.digest,
                in_force_from=adoption.in_force_from,
            )
        )

    async def accepted(self) -> tuple[Adopted, ...]:
        """What was adopted by decisions that were accepted, whatever became of them since; the first first."""
        rows = (await self._connection.execute(_adopted())).all()
        return tuple(_as_adopted(row) for row in rows)

    async def of(self, definition: str) -> tuple[Adopted, ...]:
        """The same of one version."""
        query = _adopted().where(decision_adoptions.c.definition == definition)
        return tuple(_as_adopted(row) for row in (await self._connection.execute(query)).all())


def _adopted() -> Select[Any]:
    here, took = decision_adoptions.c, decision_supersessions.c
    effective = and_(took.old == here.decision, took.since.is_not(None))
    return (
        select(here.decision, here.definition, here.digest, here.in_force_from, decisions.c.accepted_at,
               decisions.c.ended_at, took.new)
        .join(decisions, decisions.c.number == here.decision)
        .join(decision_supersessions, effective, isouter=True)
        .where(decisions.c.accepted_at.is_not(None))
        .order_by(decisions.c.accepted_at, decisions.c.number)
    )  # fmt: skip


def _as_adopted(row: Row[Any]) -> Adopted:
    adoption = Adoption(row.definition, row.digest, row.in_force_from)
    return Adopted(row.decision, adoption, row.accepted_at, row.ended_at, row.new)


def _draft(row: Row[Any]) -> DraftDefinition:
    return DraftDefinition(**dict(row._mapping) | {"content": bytes(row.content)})

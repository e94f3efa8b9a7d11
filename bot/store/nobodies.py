"""Who stands in the place of somebody who is forgotten, where a row stays."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from sqlalchemy import Column, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.privacy.kept import FORGOTTEN


def nobody() -> str:
    """Somebody forgotten, told from any other: where it takes two persons, two who are forgotten are still two."""
    return f"{FORGOTTEN}:{secrets.token_hex(4)}"


async def replaced(connection: AsyncConnection, columns: Iterable[Column[str]], person: str, by: str) -> None:
    """Put another in the place of a person in some columns."""
    for column in columns:
        await connection.execute(update(column.table).where(column == person).values({column.name: by}))

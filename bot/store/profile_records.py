"""Profiles and organisations, as stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.organisations import Grouping, Organisation, Organisations, key
from bot.domain.privacy.kept import FORGOTTEN
from bot.domain.profiles import Conflict, ConflictKind, Profile, ProfileState, Stake
from bot.store.inserting import insert_new, insert_or
from bot.store.profile_tables import organisations, profiles

# Both engines take some 32,000 values in a query.
_AT_ONCE = 10_000


class ProfileRecords:
    """Who people are, as claimed and as confirmed."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, person: str, stake: Stake, at: datetime) -> int | None:
        """Keep a claim; gives its number, None if one of the same person waits already."""
        done = await self._connection.execute(
            insert_or(self._connection, profiles)
            .values(
                person=person,
                category=stake.category,
                region=stake.region,
                organisation=stake.organisation,
                organisation_folded=key(stake.organisation) if stake.organisation else None,
                conflicts=[[conflict.kind.value, conflict.of] for conflict in stake.conflicts],
                evidence=stake.evidence,
                state=ProfileState.CLAIMED.value,
                claimed_at=at,
                reason="",
            )
            .on_conflict_do_nothing()
            .returning(profiles.c.id)
        )
        number: int | None = done.scalar_one_or_none()
        return number

    async def find(self, number: int) -> Profile | None:
        """The claim with this number, if there is one."""
        row = (await self._connection.execute(select(profiles).where(profiles.c.id == number))).one_or_none()
        return None if row is None else _profile(row)

    async def of(self, person: str) -> tuple[Profile, ...]:
        """All that a person ever claimed, the latest first."""
        return await self._all(select(profiles).where(profiles.c.person == person).order_by(profiles.c.id.desc()))

    async def in_force(self, persons: Iterable[str], at: datetime | None = None) -> dict[str, Profile]:
        """The profiles in force of several persons, now or at a moment; those who have none are left out."""
        found: dict[str, Profile] = {}
        wanted = list(dict.fromkeys(persons))
        for first in range(0, len(wanted), _AT_ONCE):
            several = profiles.c.person.in_(wanted[first : first + _AT_ONCE])
            query = select(profiles).where(and_(several, _holding(at))).order_by(profiles.c.id)
            found |= {profile.person: profile for profile in await self._all(query)}
        return found

    async def everybody(self, categories: Collection[str] | None, limit: int) -> tuple[Profile, ...]:
        """The profiles in force of all, or of those in some categories, in the order of the persons."""
        query = select(profiles).where(_holding(None)).order_by(profiles.c.person).limit(limit)
        if categories is not None:
            query = query.where(profiles.c.category.in_(categories))
        return await self._all(query)

    async def waiting(self, limit: int) -> tuple[Profile, ...]:
        """Claims that a moderator has to look at, the oldest first."""
        query = select(profiles).where(profiles.c.state == ProfileState.CLAIMED.value).order_by(profiles.c.id)
        return await self._all(query.limit(limit))

    async def confirm(self, profile: Profile, by: str, at: datetime) -> bool:
        """Put a claim in force, in the place of the one that is; False if it no longer waits."""
        waiting = select(profiles.c.id).where(_standing(profile.id, ProfileState.CLAIMED)).with_for_update()
        if (await self._connection.execute(waiting)).one_or_none() is None:
            return False
        await self.end(profile.person, ProfileState.CONFIRMED, ProfileState.SUPERSEDED, by, at)
        await self._connection.execute(
            update(profiles)
            .where(profiles.c.id == profile.id)
            .values(state=ProfileState.CONFIRMED.value, confirmed_by=by, confirmed_at=at)
        )
        return True

    async def reject(self, profile: Profile, by: str, at: datetime, reason: str) -> bool:
        """End a claim, or a profile in force, by somebody else; False if it is no longer as it was."""
        done = await self._connection.execute(
            update(profiles)
            .where(_standing(profile.id, profile.state))
            .values(state=ProfileState.REJECTED.value, ended_by=by, ended_at=at, reason=reason)
        )
        return done.rowcount == 1

    async def end(self, person: str, before: ProfileState, after: ProfileState, by: str, at: datetime) -> bool:
        """End a person's claim or profile in this state; False if there is none."""
        done = await self._connection.execute(
            update(profiles)
            .where(and_(profiles.c.person == person, profiles.c.state == before.value))
            .values(state=after.value, ended_by=by, ended_at=at)
        )
        return done.rowcount == 1

    async def count_since(self, person: str, after: datetime) -> int:
        """How many claims a person has made after a moment."""
        query = select(func.count()).where(and_(profiles.c.person == person, profiles.c.claimed_at > after))
        return (await self._connection.execute(query)).scalar_one()

    async def count_speaking_for(self, folded: Collection[str]) -> int:
        """How many profiles in force name one of these organisations."""
        query = select(func.count()).where(and_(profiles.c.organisation_folded.in_(folded), _holding(None)))
        return (await self._connection.execute(query)).scalar_one()

    async def forget(self, person: str) -> None:
        """Erase all that a person claimed, and who they are where they decided about others."""
        await self._connection.execute(delete(profiles).where(profiles.c.person == person))
        for column in (profiles.c.confirmed_by, profiles.c.ended_by, organisations.c.grouped_by):
            await self._connection.execute(
                update(column.table).where(column == person).values({column.name: FORGOTTEN})
            )

    async def _all(self, query: Select[Any]) -> tuple[Profile, ...]:
        return tuple(_profile(row) for row in (await self._connection.execute(query)).all())


class OrganisationRecords:
    """Organisations that moderators grouped."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> Organisations:
        """All of them."""
        rows = (await self._connection.execute(select(organisations).order_by(organisations.c.folded))).all()
        return Organisations({row.folded: _organisation(row) for row in rows})

    async def group(self, name: str, whole: str | None, grouping: Grouping) -> None:
        """Note that an organisation belongs to another; with None, that it stands alone."""
        folded, above = key(name), key(whole) if whole else None
        if whole and above:
            await insert_new(self._connection, organisations, folded=above, name=whole, reason="")
        said = {"part_of": above, "grouped_by": grouping.by, "grouped_at": grouping.at, "reason": grouping.reason}
        row = insert_or(self._connection, organisations).values(folded=folded, name=name, **said)
        await self._connection.execute(row.on_conflict_do_update(index_elements=["folded"], set_=said))


def _standing(number: int, state: ProfileState) -> ColumnElement[bool]:
    return and_(profiles.c.id == number, profiles.c.state == state.value)


def _holding(at: datetime | None) -> ColumnElement[bool]:
    """What was in force at a moment; now, for None."""
    if at is None:
        return profiles.c.state == ProfileState.CONFIRMED.value
    return and_(profiles.c.confirmed_at <= at, or_(profiles.c.ended_at.is_(None), profiles.c.ended_at > at))


def _profile(row: Row[Any]) -> Profile:
    conflicts = tuple(Conflict(ConflictKind(kind), of) for kind, of in row.conflicts)
    return Profile(
        row.id,
        row.person,
        Stake(row.category, row.region, row.organisation, conflicts, row.evidence),
        row.claimed_at,
        ProfileState(row.state),
        row.confirmed_by,
        row.confirmed_at,
        row.ended_by,
        row.ended_at,
        row.reason,
    )


def _organisation(row: Row[Any]) -> Organisation:
    grouping = Grouping(row.grouped_by, row.grouped_at, row.reason) if row.grouped_by else None
    return Organisation(row.name, row.part_of, grouping)

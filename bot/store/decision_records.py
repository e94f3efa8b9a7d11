"""Decisions as they stand, what happened to them, what they rest on, what replaces what, and disclosures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.adoptions import Adoption
from bot.domain.decisions.citations import Citation, Source
from bot.domain.decisions.decisions import (
    Affected,
    Decision,
    DecisionKind,
    DecisionStatus,
    DecisionText,
    Effect,
    ModerationTerms,
)
from bot.domain.decisions.happenings import Disclosure, ReviewVerdict
from bot.domain.decisions.wanted import Wanted
from bot.store.decision_tables import (
    decision_citations,
    decision_disclosures,
    decision_supersessions,
    decisions,
)
from bot.store.inserting import insert_new

AS_THEY_STAND = [column for column in decisions.c if column.name != "words"]


class DecisionRecords:
    """Decisions as they stand."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, decision: Decision, words: str) -> None:
        """Keep a new decision, with the words by which it is found."""
        values = {"number": decision.number, **_values(decision), "words": words.casefold()}
        await self._connection.execute(insert(decisions).values(**values))

    async def put(self, decision: Decision) -> None:
        """Keep a decision that is held as it stands now; what it says stays."""
        here = decisions.c.number == decision.number
        values = {name: value for name, value in _values(decision).items() if name != "text"}
        await self._connection.execute(update(decisions).where(here).values(**values))

    async def found_by(self, number: str, words: str) -> None:
        """Let a decision be found by further words, too."""
        here = decisions.c.number == number
        await self._connection.execute(update(decisions).where(here).values(words=decisions.c.words + words.casefold()))

    async def find(self, number: str) -> Decision | None:
        """A decision."""
        query = select(*AS_THEY_STAND).where(decisions.c.number == number)
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else decision_of(row)

    async def held(self, number: str) -> Decision | None:
        """The same, kept from changing until the transaction ends."""
        query = select(*AS_THEY_STAND).where(decisions.c.number == number).with_for_update()
        row = (await self._connection.execute(query)).one_or_none()
        return None if row is None else decision_of(row)

    async def newest(self, wanted: Wanted, most: int, skip: int = 0) -> tuple[Decision, ...]:
        """Those that are looked for, the newest first; those due, the longest due first."""
        order = (decisions.c.review_due,) if wanted.due else ()
        query = select(*AS_THEY_STAND).where(*_where(wanted))
        # Numbers of more than four digits are longer, and newer within their year.
        newest = (decisions.c.logged_at.desc(), func.length(decisions.c.number).desc(), decisions.c.number.desc())
        rows = (await self._connection.execute(query.order_by(*order, *newest).limit(most).offset(skip))).all()
        return tuple(decision_of(row) for row in rows)

    async def count(self, wanted: Wanted) -> int:
        """How many are looked for."""
        query = select(func.count()).select_from(decisions).where(*_where(wanted))
        return int((await self._connection.execute(query)).scalar_one())


def _where(wanted: Wanted) -> list[ColumnElement[bool]]:
    here = decisions.c
    found: list[ColumnElement[bool]] = [here.words.contains(word.casefold(), autoescape=True) for word in wanted.words]
    if not wanted.proposed:
        found.append(here.accepted_at.is_not(None))
    if wanted.statuses:
        found.append(here.status.in_([status.value for status in wanted.statuses]))
    if wanted.kind is not None:
        found.append(here.kind == wanted.kind.value)
    if wanted.due is not None:
        found.append(here.review_due <= wanted.due)
    if wanted.reviewed:
        found.append(here.review_verdict.in_([verdict.value for verdict in wanted.reviewed]))
    return found


class DecisionCitationRecords:
    """What decisions rest on."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, decision: str, citation: Citation, at: datetime | None = None, by: str | None = None
    ) -> bool:  # fmt: skip
        """Let a decision rest on something; False if it does already."""
        values = asdict(citation) | {"source": citation.source.value}
        return await insert_new(
            self._connection, decision_citations, decision=decision, added_at=at, added_by=by, **values
        )  # fmt: skip

    async def of(self, decision: str) -> tuple[tuple[Citation, datetime | None], ...]:
        """What a decision rests on, in order, each with when it was added if that was later."""
        here = decision_citations.c
        query = select(decision_citations).where(here.decision == decision).order_by(here.id)
        rows = (await self._connection.execute(query)).all()
        return tuple((citation_of(row), row.added_at) for row in rows)

    async def to(self, source: Source, target: str) -> tuple[tuple[str, str], ...]:
        """Which decisions that the public may read rest on something: the number of each, and the part it names."""
        here = decision_citations.c
        query = (
            select(here.decision, here.part)
            .join(decisions, decisions.c.number == here.decision)
            .where(here.source == source.value, here.target == target, decisions.c.accepted_at.is_not(None))
            .order_by(here.decision, here.id)
        )
        return tuple((row.decision, row.part) for row in (await self._connection.execute(query)).all())

    async def parts(self, source: Source, target: str) -> Mapping[str, tuple[str, ...]]:
        """The same by the part that they name; "" for the whole."""
        several: dict[str, list[str]] = {}
        for number, part in await self.to(source, target):
            several.setdefault(part, []).append(number)
        return {part: tuple(numbers) for part, numbers in several.items()}


class DecisionSupersessionRecords:
    """Which decision takes the place of which."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, old: str, new: str) -> None:
        """Note that one is to take the place of another once it is accepted."""
        await self._connection.execute(insert(decision_supersessions).values(old=old, new=new, since=None))

    async def takes_effect(self, new: str, since: datetime) -> None:
        """Note that one takes the places that it was logged for."""
        here = decision_supersessions.c.new == new
        await self._connection.execute(update(decision_supersessions).where(here).values(since=since))

    async def of(self, number: str) -> tuple[tuple[str, ...], str | None]:
        """The decisions whose place one takes, and the one that took its own; None if none did."""
        here = decision_supersessions.c
        query = select(decision_supersessions).where(
            or_(here.new == number, and_(here.old == number, here.since.is_not(None)))
        )
        rows = (await self._connection.execute(query.order_by(here.old))).all()
        by = next((row.new for row in rows if row.old == number), None)
        return tuple(row.old for row in rows if row.new == number), by


class DecisionDisclosureRecords:
    """What goes with decisions and can be taken away."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, decision: str, disclosures: Iterable[Disclosure]) -> None:
        """Keep some with a decision."""
        for one in disclosures:
            values = {"decision": decision, "key": one.key, "value": one.value, "public": one.public}
            await self._connection.execute(insert(decision_disclosures).values(**values))

    async def erase(self, decision: str, key: str) -> None:
        """Take one away; what else is kept of the decision stays."""
        here = decision_disclosures.c
        await self._connection.execute(
            delete(decision_disclosures).where(here.decision == decision, here.key == key)
        )  # fmt: skip

    async def of(self, decision: str, *, public: bool) -> Mapping[str, str]:
        """What there is of a decision, by key: for everybody, or all."""
        query = select(decision_disclosures).where(decision_disclosures.c.decision == decision)
        if public:
            query = query.where(decision_disclosures.c.public.is_(True))
        return {row.key: row.value for row in (await self._connection.execute(query)).all()}


def _values(decision: Decision) -> dict[str, object]:
    return {
        "kind": decision.kind.value,
        "text": dict(decision.text.plain()),
        "decided_on": decision.decided_on,
        "logged_by": decision.logged_by,
        "logged_at": decision.logged_at,
        "alone": decision.alone,
        "status": decision.status.value,
        "confirmed_by": decision.confirmed_by,
        "accepted_at": decision.accepted_at,
        "withdrawal_by": decision.withdrawal_by,
        "ended_at": decision.ended_at,
        "ended_by": decision.ended_by,
        "ended_why": decision.ended_why,
        "review_due": decision.review_due,
        "review_verdict": decision.review_verdict and decision.review_verdict.value,
    }


def decision_of(row: Row[Any]) -> Decision:
    """A decision from its row."""
    kinds = {
        "kind": DecisionKind(row.kind),
        "status": DecisionStatus(row.status),
        "text": _text(row.text),
        "review_verdict": row.review_verdict and ReviewVerdict(row.review_verdict),
    }
    return Decision(**dict(row._mapping) | kinds)


def _text(tree: Mapping[str, Any]) -> DecisionText:
    terms = tree["terms"]
    options: Sequence[str] = tree["options"]
    several = {name: tuple(tree.get(name, ())) for name in ("drivers", "good", "bad")}
    adopts = tree.get("adopts")
    return DecisionText(
        **dict(tree)
        | several
        | {
            "options": tuple(options),
            "effect": Effect(tree["effect"]),
            "terms": ModerationTerms(**terms) if terms else None,
            "adopts": _adoption(adopts) if adopts else None,
            "affects": tuple(Affected(**one) for one in tree.get("affects", ())),
        }
    )


def _adoption(tree: Mapping[str, Any]) -> Adoption:
    day = tree["in_force_from"]
    return Adoption(tree["definition"], tree["digest"], date.fromisoformat(day) if day else None)


def citation_of(row: Row[Any]) -> Citation:
    """What a decision rests on, from its row."""
    return Citation(Source(row.source), row.target, row.part, row.title, row.digest, row.tally)

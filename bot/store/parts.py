"""Parts of systems, proposals and turned verdicts as JSON, and back."""

from __future__ import annotations

import typing
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from bot.domain.histories import WHOLE, Alteration, VerdictTurn
from bot.domain.proposals import DetailProposed, FactProposed, Proposed, SystemProposed, WordsProposed
from bot.domain.systems import Fact, System

_KINDS: dict[str, Any] = {
    "fact": FactProposed,
    "detail": DetailProposed,
    "system": SystemProposed,
    "words": WordsProposed,
}


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _of_part(part: str) -> TypeAdapter[Any]:
    if part == WHOLE:
        return _adapter(System)
    if part.startswith("facts."):
        return _adapter(tuple[Fact, ...])
    return _adapter(typing.get_type_hints(System)[part])


def dumped(part: str, found: Any) -> Any:
    """What a part of a system holds, as JSON; None for nothing."""
    return None if found is None else _of_part(part).dump_python(found, mode="json")


def loaded(part: str, tree: Any) -> Any:
    """What a part of a system holds, from JSON."""
    return None if tree is None else _of_part(part).validate_python(tree)


def alterations_dumped(alterations: Iterable[Alteration]) -> list[dict[str, Any]]:
    """Alterations as JSON. Of a system that is recorded first only that is kept: what it was then follows from now."""
    return [
        {
            "part": alteration.part,
            "before": dumped(alteration.part, alteration.before),
            "after": None if alteration.part == WHOLE else dumped(alteration.part, alteration.after),
        }
        for alteration in alterations
    ]


def alterations_loaded(trees: Iterable[dict[str, Any]]) -> tuple[Alteration, ...]:
    """Alterations from JSON."""
    return tuple(
        Alteration(tree["part"], loaded(tree["part"], tree["before"]), loaded(tree["part"], tree["after"]))
        for tree in trees
    )  # fmt: skip


def turns_dumped(turns: tuple[VerdictTurn, ...]) -> Any:
    """Turned verdicts as JSON."""
    return _adapter(tuple[VerdictTurn, ...]).dump_python(turns, mode="json")


def turns_loaded(trees: Any) -> tuple[VerdictTurn, ...]:
    """Turned verdicts from JSON."""
    found: tuple[VerdictTurn, ...] = _adapter(tuple[VerdictTurn, ...]).validate_python(trees)
    return found


def proposed_dumped(proposed: Proposed) -> tuple[str, Any]:
    """What is proposed, as its kind and JSON."""
    kind = next(name for name, type_ in _KINDS.items() if isinstance(proposed, type_))
    return kind, _adapter(_KINDS[kind]).dump_python(proposed, mode="json")


def proposed_loaded(kind: str, tree: Any) -> Proposed:
    """What is proposed, from its kind and JSON."""
    found: Proposed = _adapter(_KINDS[kind]).validate_python(tree)
    return found

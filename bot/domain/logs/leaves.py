"""Leaves: the events of the record, each in an envelope without personal data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.logs.disclosures import ALGORITHM, is_digest
from bot.domain.logs.shapes import MEMBERS, Shape, fits, is_kind, moment, moment_text

VERSION = 1

One = str | int | bool
Member = One | tuple[One, ...]

_ENVELOPE = frozenset({"v", "seq", "type", "id", "at"})
_SEALED = frozenset({"_sd", "_sd_alg"})
_NO_MEMBERS = _ENVELOPE | _SEALED


@dataclass(frozen=True, slots=True)
class Leaf:
    """One event.

    ``members`` are what else it says, by the names and shapes of ``shapes.MEMBERS``; ``digests`` name what it stands
    for and does not show. Its place in the log is given by the log.
    """

    kind: str
    id: str
    at: datetime
    members: Mapping[str, Member] = field(default_factory=dict)
    digests: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not is_kind(self.kind):
            raise ValueError(f"there are no leaves of the kind “{self.kind}”")
        if not fits(self.id, Shape.ID):
            raise ValueError(f"“{self.id}” is no id")
        for name, value in self.members.items():
            _check(name, value)
        if not all(is_digest(digest) for digest in self.digests):
            raise ValueError("a digest is none")
        if len(set(self.digests)) != len(self.digests):
            raise ValueError("a digest stands in it twice")

    def text(self, name: str) -> str:
        """A member that is one text; empty if the leaf has none of that name."""
        value = self.members.get(name, "")
        return value if isinstance(value, str) else ""

    def all(self, name: str) -> tuple[One, ...]:
        """A member as a list, also if it is a single value; empty if there is none."""
        value = self.members.get(name, ())
        return value if isinstance(value, tuple) else (value,)

    def moment(self, name: str) -> datetime | None:
        """A member that is a moment; None if there is none."""
        return moment(self.text(name)) if self.text(name) else None


def _check(name: str, value: Member) -> None:
    shape = MEMBERS.get(name)
    if shape is None:
        raise ValueError(f"a leaf says nothing of “{name}”; it belongs into a disclosure")
    several = isinstance(value, tuple) and bool(value) and all(fits(one, shape) for one in value)
    if shape is Shape.MOMENT and isinstance(value, str):
        moment(value)
    if not several and not fits(value, shape):
        raise ValueError(f"“{name}” does not hold what it may hold; anything else belongs into a disclosure")


def about(id_: str) -> str:
    """What a leaf is about, from its id: the poll, the decision, itself."""
    return id_.partition("/")[0]


def tree_of(leaf: Leaf, sequence: int) -> dict[str, Any]:
    """A leaf as JSON, at its place in the log; the digests are sorted, so that their order tells nothing."""
    members = {name: list(value) if isinstance(value, tuple) else value for name, value in leaf.members.items()}
    tree = {"v": VERSION, "seq": sequence, "type": leaf.kind, "id": leaf.id, "at": moment_text(leaf.at), **members}
    if leaf.digests:
        tree |= {"_sd": sorted(leaf.digests), "_sd_alg": ALGORITHM}
    return tree


def leaf_of(tree: object, sequence: int) -> Leaf:
    """The leaf that JSON holds, which has to be in its place.

    Raises:
        ValueError: It holds none, or another place's.
    """
    if not isinstance(tree, dict) or not tree.keys() >= _ENVELOPE:
        raise ValueError("it is no leaf")
    if tree["v"] != VERSION or isinstance(tree["v"], bool):
        raise ValueError(f"it is of version {tree['v']}, which is not known")
    if tree["seq"] != sequence or isinstance(tree["seq"], bool):
        raise ValueError(f"it has the number {tree['seq']}")
    if not all(isinstance(tree[name], str) for name in ("type", "id", "at")):
        raise ValueError("it is no leaf")
    members = {name: _member(value) for name, value in tree.items() if name not in _NO_MEMBERS}
    return Leaf(tree["type"], tree["id"], moment(tree["at"]), members, _digests(tree))


def _member(value: object) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _digests(tree: dict[str, Any]) -> tuple[str, ...]:
    if not tree.keys() & _SEALED:
        return ()
    digests = tree.get("_sd")
    if tree.get("_sd_alg") != ALGORITHM or not isinstance(digests, list) or not digests:
        raise ValueError("its digests are not named as they should be")
    if not all(isinstance(digest, str) for digest in digests) or digests != sorted(digests):
        raise ValueError("its digests are not in order")
    return tuple(digests)

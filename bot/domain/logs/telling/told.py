"""What one event says in public: its leaf, and all that is shown beside it and can be taken away again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.domain.logs.disclosures import Value
from bot.domain.logs.leaves import Leaf


@dataclass(frozen=True, slots=True)
class Disclosed:
    """One thing that is shown of an event, and can be taken away by itself; its salt is drawn when it is stored."""

    name: str
    value: Value


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Disclosures of an earlier leaf that go when an event is told: those of these names, or all.

    ``reason`` is that of the redaction; empty where the event itself says it: a ballot that another one replaced.
    """

    leaf: str
    names: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it goes into the log.

    ``leaf`` names no digests yet. What is ``sealed`` is shown when the ballots of its poll are opened, and not before.
    ``takes_back`` is what is shown of earlier events until then, and no more.
    """

    leaf: Leaf
    disclosures: tuple[Disclosed, ...] = ()
    sealed: bool = False
    takes_back: tuple[TakenBack, ...] = ()

    def __post_init__(self) -> None:
        if self.leaf.digests:
            raise ValueError("what is told has no digests yet")
        if len({one.name for one in self.disclosures}) != len(self.disclosures):
            raise ValueError(f"{self.leaf.id} discloses two things of one name")

    def sealed_by(self, digests: tuple[str, ...]) -> Leaf:
        """The leaf with the digests of its disclosures."""
        return replace(self.leaf, digests=digests)


def disclosed(**values: Value) -> tuple[Disclosed, ...]:
    """Disclosures of those values that say something."""
    return tuple(Disclosed(name, value) for name, value in values.items() if value not in (None, "", ()))

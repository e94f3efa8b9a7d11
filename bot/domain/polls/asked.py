"""What a poll asks about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """A component that a poll asks about.

    ``id`` is its row in the definition and its name on a ballot; ``name`` is what people read; ``component`` its name
    in the vocabulary.
    """

    id: str
    name: str
    component: str

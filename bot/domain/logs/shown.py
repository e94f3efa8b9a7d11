"""What is disclosed of leaves, by the names that disclosures have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.domain.logs.disclosures import Disclosure
from bot.domain.logs.leaves import Leaf

Disclosures = Mapping[str, Disclosure]
"""What is published, by digest."""


def shown(leaf: Leaf, disclosed: Disclosures) -> dict[str, Any]:
    """The values that are disclosed of a leaf, by name; what was taken away is left out."""
    several = (disclosed.get(digest) for digest in leaf.digests)
    return {one.name: one.value for one in several if one is not None}


def whole(leaf: Leaf, disclosed: Disclosures) -> bool:
    """Whether everything that a leaf stands for is disclosed."""
    return all(digest in disclosed for digest in leaf.digests)

"""The ranker's file: plain numbers with what they mean, read strictly."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked

from bot.summarisers.features import NAMES
from bot.summarisers.trees import Ranker, Tree

FILE = Path(__file__).with_name("ranker.json")
METHOD: Literal["ranker/1"] = "ranker/1"


class BadWeights(ValueError):
    """The ranker's file is not what this program can evaluate; it came with the program, so this is a bug."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A ranker with where it comes from.

    ``parameters`` are those of the boosting, ``meetings`` how many it was fitted to and ``sentences`` how many of
    theirs. ``digest`` is the sha256 of the file; empty where it was not read from one.
    """

    ranker: Ranker
    parameters: Mapping[str, int | float]
    meetings: int
    sentences: int
    digest: str = ""


@checked(frozen=True, slots=True, config=ConfigDict(strict=True, extra="forbid"))
class _File:
    schema: Literal["ranker/1"]
    about: str
    features: tuple[str, ...]
    parameters: dict[str, int | float]
    meetings: int
    sentences: int
    base: float
    trees: tuple[Tree, ...]


_SHAPE = TypeAdapter(_File)
_ABOUT = (
    "Sum of trees; feature: -1 is a leaf; a row goes below if its feature is at most the threshold. docs/summariser.md"
)


def shipped() -> Weights:
    """The ranker that comes with the program."""
    return read(FILE.read_bytes())


def read(content: bytes) -> Weights:
    """Read a ranker's file.

    Raises:
        BadWeights: It has another shape, other features than those measured here, or a node that leads nowhere.
    """
    try:
        file = _SHAPE.validate_json(content, strict=True)
    except ValidationError as error:
        raise BadWeights(str(error)) from error
    if file.features != NAMES:
        raise BadWeights("The ranker was trained on other features than those that are measured.")
    for number, tree in enumerate(file.trees):
        if not _whole(tree):
            raise BadWeights(f"Tree {number} has a node that leads nowhere or back.")
    digest = hashlib.sha256(content).hexdigest()
    return Weights(Ranker(file.base, file.trees), file.parameters, file.meetings, file.sentences, digest)


def written(weights: Weights) -> bytes:
    """The file of a ranker: JSON, one line for each tree."""
    head = {
        "schema": METHOD,
        "about": _ABOUT,
        "features": NAMES,
        "parameters": dict(weights.parameters),
        "meetings": weights.meetings,
        "sentences": weights.sentences,
        "base": weights.ranker.base,
    }
    lines = [f" {json.dumps(name)}: {_compact(value)}," for name, value in head.items()]
    trees = ",\n".join(f"  {_compact(asdict(tree))}" for tree in weights.ranker.trees)
    return "\n".join(["{", *lines, ' "trees": [', trees, " ]", "}", ""]).encode()


def _compact(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _whole(tree: Tree) -> bool:
    """Whether all columns are of one length and every inner node leads to later nodes, by a feature that exists."""
    count = len(tree.feature)
    if not count or {len(tree.threshold), len(tree.below), len(tree.above), len(tree.value)} != {count}:
        return False
    return all(
        feature == -1
        or (0 <= feature < len(NAMES) and node < tree.below[node] < count and node < tree.above[node] < count)
        for node, feature in enumerate(tree.feature)
    )

"""What the last build made, so that the next one makes anew only what changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.surfaces.site.things import Entry, Findable, Topic

NAME = ".build.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Built:
    """A thing as it was built: its stamp, its files with the SHA-256 of each, what it told feeds and search."""

    stamp: str
    files: Mapping[str, str]
    entries: tuple[Entry, ...] = ()
    findable: tuple[Findable, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """All things of a build by their keys."""

    things: Mapping[str, Built] = field(default_factory=dict)

    def written(self) -> bytes:
        """As a file, the same for the same build."""
        things = {key: _tree(built) for key, built in sorted(self.things.items())}
        tree = {"version": VERSION, "things": things}
        return (json.dumps(tree, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def read_manifest(content: bytes | None) -> Manifest:
    """The manifest that a file holds; an empty one if it holds none, so that everything is made anew."""
    try:
        tree = json.loads(content or b"{}")
        if tree.get("version") != VERSION:
            return Manifest()
        return Manifest({key: _built(one) for key, one in tree["things"].items()})
    except (ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def _tree(built: Built) -> dict[str, object]:
    return {
        "stamp": built.stamp,
        "files": dict(built.files),
        "entries": [
            [one.id, one.topic, one.path, one.title, one.text, one.at.isoformat(), one.removed] for one in built.entries
        ],
        "findable": [[one.path, one.title, one.kind, one.text] for one in built.findable],
    }


def _built(tree: Mapping[str, object]) -> Built:
    entries = tree["entries"]
    findable = tree["findable"]
    files = tree["files"]
    if not (isinstance(entries, list) and isinstance(findable, list) and isinstance(files, dict)):
        raise TypeError("it is no manifest")
    return Built(
        str(tree["stamp"]),
        files,
        tuple(
            Entry(id_, Topic(topic), path, title, text, datetime.fromisoformat(at), removed)
            for id_, topic, path, title, text, at, removed in entries
        ),
        tuple(Findable(*one) for one in findable),
    )

"""What the last build made, so that the next one makes anew only what changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.surfaces.site.things import Built, Entry, Findable, Topic

NAME = ".build.json"
VERSION = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """All things of a build by their keys; ``strays`` are files that were left of things that are not whole."""

    things: Mapping[str, Built] = field(default_factory=dict)
    strays: Mapping[str, str] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, str]:
        """All files with their digests."""
        found = dict(self.strays)
        for built in self.things.values():
            found.update(built.files)
        return found

    def of_those(self, there: Callable[[str], bool]) -> Manifest:
        """The same without things of which a file is missing; what is left of them is stray."""
        whole: dict[str, Built] = {}
        strays: dict[str, str] = {}
        for key, built in self.things.items():
            missing = [path for path in built.files if not there(path)]
            if missing:
                strays |= {path: digest for path, digest in built.files.items() if path not in missing}
            else:
                whole[key] = built
        return Manifest(whole, strays)

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
            [one.id, one.topic, one.path, one.title, one.text, one.at.isoformat(), one.removed, one.again]
            for one in built.entries
        ],
        "findable": [[one.path, one.title, one.kind, one.text] for one in built.findable],
        "hidden": list(built.hidden),
    }


def _built(tree: Mapping[str, object]) -> Built:
    entries = tree["entries"]
    findable = tree["findable"]
    files = tree["files"]
    hidden = tree["hidden"]
    if not (isinstance(entries, list) and isinstance(findable, list) and isinstance(files, dict)):
        raise TypeError("it is no manifest")
    return Built(
        str(tree["stamp"]),
        files,
        tuple(
            Entry(id_, Topic(topic), path, title, text, datetime.fromisoformat(at), removed, again)
            for id_, topic, path, title, text, at, removed, again in entries
        ),
        tuple(Findable(*one) for one in findable),
        tuple(hidden) if isinstance(hidden, list) else (),
    )
